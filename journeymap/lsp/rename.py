"""Giving a thing another id or another text, wherever it is written; proved by reading everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import edit
from journeymap.diagnostic import Edit, Level, Span
from journeymap.edit import scalar
from journeymap.errors import UsageError
from journeymap.journey.sites import sites
from journeymap.lsp.cursor import read
from journeymap.lsp.find import everywhere
from journeymap.lsp.slot import named_at, root_of
from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.journey import Journey
    from journeymap.lsp.find import Everywhere
    from journeymap.lsp.slot import Named
    from journeymap.lsp.text import Text
    from journeymap.model import Node
    from journeymap.project import Checked, Project

Edits = dict[str, tuple[Edit, ...]]


def renamable(text: Text, line: int, column: int) -> tuple[Named, Span, str] | None:
    """What could be renamed at a place (both from 0): the name, its characters, and as what it is offered."""
    cursor = read(text.lines, line, column)
    named = named_at(root_of(text.raw), cursor)
    return None if named is None else (named, cursor.span, cursor.word)


def rename(named: Named, new: str, checked: Checked, project: Project, others: Sequence[str]) -> Edits:
    """The edits that rename a thing, by path. Raises `UsageError` with the reason where that would be no plain renaming."""
    new = " ".join(new.split())
    if not slug(new):
        raise UsageError("a name needs a letter or a digit")
    journey = checked.journey
    if journey is None or not journey.documents[checked.path].complete:
        raise UsageError(f"{checked.path} cannot be read to its end; mend it first, then rename")
    thing = everywhere(named, checked, project, others)
    if isinstance(thing, tuple):
        if thing:
            raise UsageError(f'"{named.text}" names {len(thing)} things; give the one you mean an id first')
        raise UsageError(f'there is no {_spoken(named.kind)} "{named.text}"')
    if thing.unread:
        raise UsageError(f"{thing.unread[0]} cannot be read to its end and may refer to it; mend it first, then rename")
    by_id = _by_id(thing.node, named)
    _check_free(thing, new)
    edits = _edits(thing, new, by_id=by_id)
    _prove(thing, edits, project)
    return edits


def _spoken(kind: str) -> str:
    return "action, stage or cell" if kind == "stop" else kind


def _by_id(node: Node, named: Named) -> bool:
    """Whether it is the id that is renamed, and not the text."""
    if named.here:
        return named.by_id
    return node.id is not None and slug(node.id) == slug(named.text)


def _check_free(thing: Everywhere, new: str) -> None:
    for known in thing.files:
        for other in known.journey.named(thing.named.kind, new):
            if not thing.means(known, other):
                raise UsageError(f'there is already a {other.kind} "{new}" in {known.journey.origin(other).path}')


def _edits(thing: Everywhere, new: str, *, by_id: bool) -> Edits:
    """The declaration, and every reference that is written in the way that changes."""
    found: dict[str, dict[Span, Edit]] = {}
    node, journey = thing.node, thing.journey
    path, route = thing.declared
    document = journey.documents[path]
    key = "id" if by_id else next(name for name, field in type(node).keys().items() if field == node.main)
    own = (*route, key) if document.exists((*route, key)) else route
    old = node.id if by_id and node.id is not None else node.text_of
    if document.aliased(own):
        raise UsageError("it is declared through an alias (*); write it out there first")
    if document.exists(own) and slug(document.slice(document.span(own)).strip("\"'")) == slug(old):
        found.setdefault(path, {})[document.span(own)] = Edit(document.span(own), scalar(new))
    aliases = []
    for site in thing.sites:
        goes_by_id = node.id is not None and slug(site.text) == slug(node.id)
        if goes_by_id != by_id and node.id is not None:
            continue
        if site.aliased:
            aliases.append(site.place)
            continue
        found.setdefault(site.place.path, {})[site.place.span] = Edit(site.place.span, scalar(new))
    for place in aliases:
        if place.span not in found.get(place.path, {}):
            raise UsageError(f"{place.path}:{place.span.line} names it through an alias (*); write it out there first")
    return {path: tuple(by_span[span] for span in sorted(by_span)) for path, by_span in sorted(found.items())}


def _prove(thing: Everywhere, edits: Mapping[str, Sequence[Edit]], project: Project) -> None:
    """Read all of it again: no new error, and every reference names what it named before."""
    changed = project
    for path, those in edits.items():
        source = project.source(path)
        assert source is not None
        text = edit.apply(source.text, those)
        changed = changed.changed(path, (b"\xef\xbb\xbf" if source.bom else b"") + text.encode("utf-8"))
    for known in thing.files:
        after = changed.check(known.checked.path)
        if after.journey is None or _errors(after) > _errors(known.checked) or _pattern(after.journey) != _pattern(known.journey):
            raise UsageError("with this name some reference would name another thing; choose another one")


def _errors(checked: Checked) -> int:
    return sum(one.level is Level.ERROR for one in checked.diagnostics)


def _pattern(journey: Journey) -> list[int]:
    """For each reference, in order, the first one that names the same thing."""
    first: dict[int, int] = {}
    return [first.setdefault(id(site.target), number) for number, site in enumerate(sites(journey))]
