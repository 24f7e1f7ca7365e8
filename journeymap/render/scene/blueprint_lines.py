"""The links of a blueprint as lines: rounded corners, an arrow head, and a gap in the level line wherever two cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap.render.scene.flow_lines import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.render.scene.shapes import Command

Point = tuple[float, float]

RADIUS = 6.0
_HOP = 4.5
"""Half of the gap at a crossing."""


class Crossings:
    """All upright pieces of a picture, to be found by those that cross them."""

    def __init__(self, links: Iterable[Sequence[Point]]) -> None:
        """Collect the upright pieces of links."""
        pieces = ((x, min(y1, y2), max(y1, y2)) for link in links for (x, y1), (other, y2) in pairwise(link) if x == other)
        self._uprights = sorted(pieces)
        self._places = [x for x, _, _ in self._uprights]

    def at(self, y: float, low: float, high: float) -> list[float]:
        """Where a level line from `low` to `high` is crossed, from the left, each place once."""
        first, last = bisect_right(self._places, low), bisect_left(self._places, high)
        return sorted({x for x, top, bottom in self._uprights[first:last] if top < y < bottom})


def gaps(crossed: Iterable[float], low: float, high: float) -> list[tuple[float, float]]:
    """The pieces of a level line from `low` to `high` that are left when it gives way at some places."""
    pieces, start = [], low
    for x in crossed:
        if x - _HOP > start:
            pieces.append((start, x - _HOP))
        start = max(start, min(x + _HOP, high))
    return [*pieces, (start, high)] if high > start else pieces


def drawn(points: Sequence[Point], crossings: Crossings) -> tuple[Command, ...]:
    """A link's line: its level pieces give way to the upright pieces of others."""
    commands: list[Command] = []
    here = points[0]
    for command in rounded(points, RADIUS):
        match command:
            case ("L", x, y) if y == here[1] and x != here[0]:
                commands += _level(here, x, crossings)
                here = (x, y)
            case (_, *_, x, y):
                commands.append(command)
                here = (x, y)
    return tuple(commands)


def _level(start: Point, end: float, crossings: Crossings) -> list[Command]:
    """A level piece from `start` to `end`, in as many parts as crossings leave."""
    x, y = start
    low, high = sorted((x, end))
    pieces = gaps(crossings.at(y, low, high), low, high)
    if x > end:
        pieces = [(right, left) for left, right in reversed(pieces)]
    commands: list[Command] = []
    for one, other in pieces:
        commands += [("M", one, y), ("L", other, y)] if one != x else [("L", other, y)]
    return commands if pieces and pieces[-1][1] == end else [*commands, ("M", end, y)]
