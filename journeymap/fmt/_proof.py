"""The proof that a formatted text says what the text before it said: values, comments and what they cover, a second pass."""

from __future__ import annotations

from collections import Counter
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from journeymap.diagnostic import Place
from journeymap.document import Word, parse
from journeymap.fmt import _order, _print
from journeymap.fmt._arrange import arrange
from journeymap.fmt._read import read
from journeymap.lint import directives
from journeymap.lint.directives import is_directive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.fmt._order import Spot
    from journeymap.fmt._tree import Tree
    from journeymap.limits import Limits
    from journeymap.lint.directives import Directive
    from journeymap.source import Source


class FormatterBug(Exception):  # noqa: N818 -- it says whose mistake it is
    """A layout that would have changed a file. Nothing was written."""


def check(document: Document, tree: Tree, result: Source, limits: Limits) -> None:
    """Raise `FormatterBug` unless `result`, printed from `tree`, holds all that `document` holds."""
    after, told = parse(result, limits)
    if after is None or told:
        raise FormatterBug("the new layout cannot be read")
    value, other = document.value, after.value
    assert isinstance(value, dict)
    if not _same(value, other, _order.root(value)):
        raise FormatterBug("the new layout changes a value")
    if Counter(one.text for one in document.comments) != Counter(one.text for one in after.comments):
        raise FormatterBug("the new layout loses a comment")
    again = arrange(read(after), after)
    if again != tree:
        raise FormatterBug("the new layout moves a comment away from what it belongs to")
    if _print.text(again, result.newline) != result.text:
        raise FormatterBug("a second pass changes the new layout")
    if any(is_directive(one.text) for one in after.comments) and _covered(document) != _covered(after):
        raise FormatterBug("the new layout changes what an ignore comment covers")


def _same(one: Value, other: Value, spot: Spot) -> bool:
    """Whether two values are equal, the order of keys included where they are of somebody's own."""
    if isinstance(one, dict) and isinstance(other, dict):
        same_order = spot.is_object(one) or list(one) == list(other)
        return same_order and one.keys() == other.keys() and all(_same(one[key], other[key], spot.below(key, one)) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(a, b, spot.below(0, one)) for a, b in zip(one, other, strict=True))
    return one == other and isinstance(one, Word) == isinstance(other, Word)


def _covered(document: Document) -> Counter[tuple[object, ...]]:
    """Each ignore comment with the nodes whose findings it covers."""
    nodes = _Nodes(document)
    return Counter(
        (
            tuple(name.text for name in one.names),
            one.reason,
            frozenset(each.route for each in nodes.near(one) if one.covers(each)),
        )
        for one in directives.read(document).directives
    )


class _Nodes:
    """All nodes of a file, and which of them an ignore comment may cover: asking it about every one takes long."""

    def __init__(self, document: Document) -> None:
        routes = [(), *_routes((), document.value)]
        self._places = [Place(document.source.path, route, document.span(route)) for route in routes]
        self._at = {route: index for index, route in enumerate(routes)}
        self._by_line: dict[int, list[Place]] = {}
        for place in self._places:
            for line in {place.span.line, place.span.end_line}:
                self._by_line.setdefault(line, []).append(place)

    def near(self, one: Directive) -> list[Place]:
        """At least those that it covers."""
        found = list(self._by_line.get(one.line, ()))
        for route in one.routes:
            found += self._inside(route) if one.own_line else [self._places[self._at[route]]]
        for span in one.stretches if one.own_line else ():  # what an alias repeats is there, and elsewhere
            found += (each for line in range(span.line, span.end_line + 1) for each in self._by_line.get(line, ()))
        return found

    def _inside(self, route: Route) -> Iterator[Place]:
        """A node and all that it holds, which follow one another."""
        return takewhile(lambda each: each.route[: len(route)] == route, islice(self._places, self._at[route], None))


def _routes(route: Route, value: Value) -> Iterator[Route]:
    steps: Iterator[tuple[str | int, Value]]
    steps = iter(value.items()) if isinstance(value, dict) else iter(enumerate(value)) if isinstance(value, list) else iter(())
    for step, held in steps:
        yield (*route, step)
        yield from _routes((*route, step), held)
