"""Where a thing is declared, and where it is referred to: in the map and in every other file of the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Place
from journeymap.errors import SourceError
from journeymap.journey.sites import Site, sites
from journeymap.lsp.cursor import read
from journeymap.lsp.slot import PATHS, Named, named_at, root_of
from journeymap.source import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.diagnostic import Origin
    from journeymap.journey import Journey
    from journeymap.lsp.look import Look
    from journeymap.lsp.text import Text
    from journeymap.model import Node
    from journeymap.project import Checked, Project


class Target(NamedTuple):
    """Where something leads: a file by its path from the project root, with the characters in it; none for the whole file."""

    path: str
    place: Place | None = None


def definition(text: Text, line: int, column: int, look: Look) -> tuple[Target, ...]:
    """Where the thing at a place is declared; of a path, the file."""
    cursor = read(text.lines, line, column)
    keys = [step for step in cursor.steps if isinstance(step, str)]
    if cursor.word and cursor.where in ("value", "open") and keys and keys[-1] in PATHS:
        target = join(look.path, cursor.word)
        return (Target(target),) if target else ()
    named = named_at(root_of(text.raw), cursor)
    if named is None or look.good is None:
        return ()
    journey = look.good.journey
    return tuple(Target(journey.origin(node).path, grip(journey, node)) for node in journey.named(named.kind, named.text))


def grip(journey: Journey, node: Node) -> Place:
    """The characters by which a reader knows a thing; of an implied one, where its name was first written."""
    path, route = journey.origin(node)
    document = journey.documents[path]
    main = next((key for key, name in type(node).keys().items() if name == node.main), node.main)
    return Place(path, route, document.grip(route, main))


class Known(NamedTuple):
    """A file of the project that was read for this, with its references."""

    checked: Checked
    journey: Journey
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A thing in all files: its declaration and every reference to it. `unread` are files that may hold more of them."""

    named: Named
    node: Node
    journey: Journey
    declared: Origin
    files: tuple[Known, ...]
    unread: tuple[str, ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        """The references, each place once."""
        found: dict[Place, Site] = {}
        for known in self.files:
            for site in known.sites:
                if self.means(known, site.target):
                    found.setdefault(site.place._replace(route=()), site)
        return tuple(found.values())

    def means(self, known: Known, node: Node) -> bool:
        """Whether a thing, as one file knows it, is this one."""
        return node.kind == self.node.kind and known.journey.origin(node) == self.declared and self._alike(node)

    def _alike(self, node: Node) -> bool:
        return node.text_of == self.node.text_of  # of several implied things, each stands where it was first written


def everywhere(named: Named, checked: Checked, project: Project, others: Sequence[str]) -> Everywhere | tuple[Node, ...]:
    """The thing that is named in a file, with all references to it; the candidates where it is not one thing.

    `others` are the maps and libraries of the project; only what a library declares is looked for there.
    """
    journey = checked.journey
    assert journey is not None
    found = journey.named(named.kind, named.text)
    if len(found) != 1:
        return found
    declared = journey.origin(found[0])
    files, broken, unread = [_known(checked, journey)], [], []
    for path in others if declared.path != checked.path or journey.is_library else ():
        if path == checked.path:
            continue
        try:
            other = project.check(path)
        except SourceError:
            unread.append(path)
            continue
        if other.journey is None or not other.journey.documents[path].complete:
            broken.append(path)
        elif declared.path in other.journey.documents:
            files.append(_known(other, other.journey))
    # What a broken file includes is not known; one that writes the name of such a library anywhere may include it.
    libraries = {declared.path, *(one.checked.path for one in files if one.journey.is_library)}
    stems = {PurePosixPath(one).name for one in libraries}
    unread += [path for path in broken if (source := project.source(path)) and any(one in source.text for one in stems)]
    return Everywhere(named, found[0], journey, declared, tuple(files), tuple(unread))


def _known(checked: Checked, journey: Journey) -> Known:
    return Known(checked, journey, tuple(sites(journey)))


def declarations(all_of_it: Everywhere) -> Iterator[Place]:
    """Where it is declared, if it is; an implied thing only has references."""
    place = grip(all_of_it.journey, all_of_it.node)
    if all(site.place.span != place.span or site.place.path != place.path for site in all_of_it.sites):
        yield place
