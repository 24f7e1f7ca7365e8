"""Where references are written: every place of a map or a library that names a thing, with the thing that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Place, Route
from journeymap.journey._linking import LISTS
from journeymap.journey._rename import written
from journeymap.journey.journey import KINDS
from journeymap.model import Lanes, Node, PainPoint, Solution
from journeymap.model.walk import below, references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey.journey import Journey


class Site(NamedTuple):
    """A reference: the characters of its text, the text, the thing that it names, and whether it is reached by an alias."""

    place: Place
    text: str
    target: Node
    aliased: bool


def sites(journey: Journey) -> Iterator[Site]:
    """Every reference that names one thing: of the map, then of what belongs to it. Unknown ones are told as errors elsewhere."""
    for kind in KINDS:
        for entry in getattr(journey.map, LISTS[kind]):
            yield from _if_other(journey, entry)
    seen: set[int] = set()
    staged = [node for stage in journey.map.stages for node in (stage, *below(stage))]
    for node in (*staged, *(node for kind in KINDS for node in getattr(journey, LISTS[kind]))):
        if id(node) not in seen:
            seen.add(id(node))
            yield from _of(journey, node)


def _of(journey: Journey, node: Node) -> Iterator[Site]:
    for name, kind, texts in references(node):
        many = isinstance(getattr(node, name), tuple)
        for index, text in enumerate(texts):
            yield from _site(journey, node, kind, text, (name, index) if many else (name,))
    if isinstance(node, PainPoint):
        for entry in node.solutions:
            yield from _if_other(journey, entry)
    if isinstance(node, Lanes):
        for reading in node.metrics:
            yield from _site(journey, reading, "metric", reading.text_of, ())
        for name in node.emotions:
            yield from _site(journey, node, "persona", name, ("emotions", name))


def _if_other(journey: Journey, entry: Node) -> Iterator[Site]:
    """An entry that stands for something that is declared elsewhere; it was written as a text alone."""
    meant = journey.meaning(entry)
    if meant is not entry:
        kind = "solution" if isinstance(entry, Solution) else entry.kind
        yield from _site(journey, entry, kind, entry.text_of, ())


def _site(journey: Journey, owner: Node, kind: str, text: str, steps: Route) -> Iterator[Site]:
    found = journey.named(kind, text, owner)
    if len(found) != 1:
        return
    path, start = journey.origin(owner)
    route, document = (*start, *steps), journey.documents[path]
    if steps == (owner.main,) and not document.exists(route):
        route = start  # `next: send` is short for an object with that text alone
    is_key = steps[:1] == ("emotions",)
    span = document.key_span(route) if is_key else written(document, route, owner.main, text)
    if span is not None:
        yield Site(Place(path, route, span), text, found[0], document.aliased(route))
