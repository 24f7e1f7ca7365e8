"""The outline of a file: what it declares, its stages and their actions; and the files that its paths name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.diagnostic import Span
from journeymap.journey import KINDS, LISTS
from journeymap.lsp.shift import shift
from journeymap.model import Persona, Stage
from journeymap.source import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.journey import Journey
    from journeymap.lsp.look import Look
    from journeymap.lsp.text import Text
    from journeymap.model import Node


class Entry(NamedTuple):
    """One line of the outline. `whole` are all of its characters, `grip` those to show."""

    name: str
    detail: str
    kind: str
    """The kind of the thing, or `list` for the heading of a list of declarations."""
    whole: Span
    grip: Span
    below: tuple[Entry, ...] = ()


class Link(NamedTuple):
    """A path in a file: its characters, and the file by its path from the project root."""

    span: Span
    path: str


def outline(text: Text, look: Look) -> tuple[Entry, ...]:
    """What the last good look saw, at the places where that stands now."""
    if look.good is None:
        return ()
    journey, moved = look.good.journey, shift(look.good.text, text.plain)
    found = [*_lists(journey, look.path, moved), *(_stage(journey, stage, moved) for stage in journey.map.stages)]
    return tuple(sorted(found, key=lambda entry: entry.whole))


def _lists(journey: Journey, path: str, moved: Callable[[Span], Span]) -> Iterator[Entry]:
    document = journey.documents[path]
    for kind in KINDS:
        route = (LISTS[kind],)
        if not document.exists(route):
            continue
        declared = [one for one in journey.things(kind) if _stands(journey, one, path, route[0])]
        if declared:
            key = document.key_span(route)
            whole = _from(key, document.span(route))
            below = tuple(sorted((_entry(journey, one, moved) for one in declared), key=lambda entry: entry.whole))
            yield _made(Entry(LISTS[kind].replace("_", " "), "", "list", moved(whole), moved(key), below))


def _stands(journey: Journey, node: Node, path: str, key: str) -> bool:
    origin = journey.origin(node)
    return origin.path == path and origin.route[:1] == (key,)


def _stage(journey: Journey, stage: Stage, moved: Callable[[Span], Span]) -> Entry:
    return _entry(journey, stage, moved, tuple(_entry(journey, action, moved) for action in stage.actions))


def _entry(journey: Journey, node: Node, moved: Callable[[Span], Span], below: tuple[Entry, ...] = ()) -> Entry:
    path, route = journey.origin(node)
    document = journey.documents[path]
    main = next((key for key, name in type(node).keys().items() if name == node.main), node.main)
    whole, grip = moved(document.span(route)), moved(document.grip(route, main))
    name = escape.terminal(node.text_of or journey.id_of(node))
    return _made(Entry(name, escape.terminal(node.id or ""), node.kind, whole, grip, below))


def _made(entry: Entry) -> Entry:
    """An entry whose characters hold those to show and those of what is below it, as editors want it."""
    whole = entry.whole
    for one in (entry.grip, *(below.whole for below in entry.below)):
        whole = _from(whole, one)
    return entry._replace(name=entry.name.strip() or entry.kind, whole=whole)


def _from(one: Span, other: Span) -> Span:
    start = min((one.line, one.column), (other.line, other.column))
    return Span(*start, *max((one.end_line, one.end_column), (other.end_line, other.end_column)))


def links(text: Text, look: Look) -> tuple[Link, ...]:
    """The paths that the file names, at the places where they stand now."""
    if look.good is None:
        return ()
    journey, moved = look.good.journey, shift(look.good.text, text.plain)
    document = journey.documents[look.path]
    found = [Link(document.span(one.origin.route), one.path) for one in journey.pointers if one.origin.path == look.path]
    for index, written in enumerate(journey.map.include):
        target = join(look.path, written)
        if target:
            found.append(Link(document.span(("include", index)), target))
    for persona in journey.things("persona"):
        origin = journey.origin(persona)
        if isinstance(persona, Persona) and persona.image and origin.path == look.path:
            target = join(look.path, persona.image)
            if target:
                found.append(Link(document.span((*origin.route, "image")), target))
    return tuple(one._replace(span=moved(one.span)) for one in sorted(found))
