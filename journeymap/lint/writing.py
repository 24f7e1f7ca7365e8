"""The narrow window through which a rule about the writing sees the file: its keys, its texts and its comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Span
from journeymap.journey.facts import everything

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.journey import Journey
    from journeymap.model import Node

_BREAK = re.compile(r"\r\n|\n|\r")


class Piece(NamedTuple):
    """A key, a text or a comment as it is written: where it stands, its characters, and how it is written.

    `style` is `plain`, `single`, `double`, `literal`, `folded`, `empty` (nothing after a key), `key` or `comment`.
    """

    node: Node
    steps: Route
    span: Span
    raw: str
    style: str
    in_brackets: bool = False
    """Whether it is an entry of a `[ ]`."""

    def part(self, start: int, end: int) -> Span:
        """The place of a part of `raw`, by its indices."""
        first, column = self._place(start)
        last, end_column = self._place(end)
        return Span(first, column, last, end_column)

    def span_to(self, later: Piece) -> Span:
        """From the beginning of this piece to the end of a later one."""
        return Span(self.span.line, self.span.column, later.span.end_line, later.span.end_column)

    def _place(self, index: int) -> tuple[int, int]:
        breaks = [match.end() for match in _BREAK.finditer(self.raw, 0, index)]
        if not breaks:
            return self.span.line, self.span.column + index
        return self.span.line + len(breaks), index - breaks[-1] + 1


class Writing:
    """The file that a journey was read from, without its libraries."""

    def __init__(self, journey: Journey) -> None:
        """Nothing is looked at before a rule asks."""
        self._journey = journey
        self._document: Document = journey.documents[journey.path]

    @property
    def text(self) -> str:
        """The whole file. Rules search here first: nearly always there is nothing to look for."""
        return self._document.source.text

    def around(self, indices: Collection[int]) -> Iterator[tuple[Piece, dict[int, int]]]:
        """The pieces that hold characters at `indices` of the whole text, with each of these and its index in the piece."""
        if not indices:
            return
        lines = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        pieces = sorted(self.pieces(), key=lambda piece: piece.span)
        starts = [lines[piece.span.line - 1] + piece.span.column - 1 for piece in pieces]
        held: dict[int, dict[int, int]] = {}
        for index in indices:
            at = bisect_right(starts, index) - 1
            if at >= 0 and index < starts[at] + len(pieces[at].raw):
                held.setdefault(at, {})[index] = index - starts[at]
        for at, places in held.items():
            yield pieces[at], places

    def pieces(self) -> Iterator[Piece]:
        """Every key and every text in the order of the file, then every comment. What aliases repeat comes once."""
        yield from self._below((), self._document.value)
        for comment in self._document.comments:
            yield Piece(self._journey.map, (), comment.span, comment.text, "comment")

    def _below(self, route: Route, value: Value) -> Iterator[Piece]:
        document = self._document
        if isinstance(value, dict):
            for key, below in value.items():
                here = (*route, key)
                if document.aliased(here):
                    continue
                yield self._piece(here, document.key_span(here), "key")
                yield from self._below(here, below)
        elif isinstance(value, list):
            for index, below in enumerate(value):
                if not document.aliased((*route, index)):
                    yield from self._below((*route, index), below)
        else:
            style = document.style(route) or "plain"
            yield self._piece(route, document.span(route), style if value is not None else "empty")

    def _piece(self, route: Route, span: Span, style: str) -> Piece:
        node, steps = self._nearest(route)
        in_brackets = bool(route) and isinstance(route[-1], int) and self._document.style(route[:-1]) == "flow"
        return Piece(node, steps, span, self._document.slice(span), style, in_brackets)

    def _nearest(self, route: Route) -> tuple[Node, Route]:
        """The deepest node at or above a route, and the steps from there."""
        for end in range(len(route), 0, -1):
            node = self._nodes.get(route[:end])
            if node is not None:
                return node, route[end:]
        return self._journey.map, route

    @cached_property
    def _nodes(self) -> dict[Route, Node]:
        return {self._journey.origin(node).route: node for node in everything(self._journey)}
