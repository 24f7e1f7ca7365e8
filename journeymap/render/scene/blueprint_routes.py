"""Which way each link of a blueprint takes, in rows and columns alone: nothing here knows a pixel.

Cards stand in a table: `level` counts its rows, `first` to `last` its columns. Between two levels runs a channel (channel
i lies above level i), between two columns a gutter (gutter j lies before column j); neither holds a card, but a card of
several columns closes the gutters that it spans, at its level. A place to run upright in is a single number: 2j for
gutter j, 2c + 1 for column c, where the cells it passes have to be empty.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BEND = 1.5
"""What a bend costs, in columns."""
_CROWD = 0.25
"""What each line in a gutter costs those that follow it."""


class Spot(NamedTuple):
    """Where a card stands."""

    level: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Upright:
    """A piece that runs upright at `place`, from channel `low` to channel `high` (the same one: a mere stub)."""

    link: int
    place: int
    low: int
    high: int
    top: bool = False
    """Ends above at the lower edge of a card: no joint there."""
    bottom: bool = False
    """Ends below at the upper edge of a card."""
    second: bool = False
    """Of two pieces that are alike in all else, the one at the end: a link may lead back to where it came from."""


@dataclass(frozen=True, slots=True)
class Route:
    """A link's way: upright pieces from its start to its end, joined by level pieces in `channels`, one fewer.

    Without upright pieces it runs level, from side to side of two cards of one level.
    """

    link: int
    uprights: tuple[Upright, ...] = ()
    channels: tuple[int, ...] = ()


class Wish(NamedTuple):
    """A link to be routed, as two cards; `above` prefers the channel above its cards where both are on one level."""

    start: Spot
    end: Spot
    above: bool


@dataclass(slots=True)
class _Table:
    """What stands where."""

    columns: int
    levels: int
    taken: set[tuple[int, int]] = field(default_factory=set)
    """Level and place (gutters too) that a card closes."""
    used: Counter[int] = field(default_factory=Counter)
    """How many lines run in each gutter."""
    sides: set[tuple[int, int]] = field(default_factory=set)
    """Level and place that a line runs through from side to side."""

    def open(self, place: int, levels: Iterable[int]) -> bool:
        """Whether nothing stands at `place` in any of the levels."""
        return not any((level, place) in self.taken for level in levels)


def routes(spots: Sequence[Spot], wishes: Sequence[Wish], columns: int) -> list[Route]:
    """The way of each wish, in their order; the short ones choose first."""
    table = _Table(columns, max((spot.level for spot in spots), default=0) + 1)
    for spot in spots:
        table.taken.update((spot.level, place) for place in range(2 * spot.first + 1, 2 * spot.last + 2))
    order = sorted(range(len(wishes)), key=lambda index: (_length(wishes[index]), index))
    found: Mapping[int, Route] = {index: _route(table, index, wishes[index]) for index in order}
    return [found[index] for index in range(len(wishes))]


def _length(wish: Wish) -> tuple[int, int]:
    one, other = wish.start, wish.end
    apart = max(0, other.first - one.last, one.first - other.last)
    return abs(one.level - other.level), apart


def _route(table: _Table, link: int, wish: Wish) -> Route:
    one, other = wish.start, wish.end
    if one.level == other.level:
        if one != other and _sideways(table, one, other):
            return Route(link)
        return _bow(link, wish)
    upper, lower = (one, other) if one.level < other.level else (other, one)
    route = _down(table, link, upper, lower)
    if upper is one:
        return route
    return Route(link, tuple(reversed(route.uprights)), tuple(reversed(route.channels)))


def _sideways(table: _Table, one: Spot, other: Spot) -> bool:
    """Whether nothing stands between two cards of a level, and no line from side to side runs there yet."""
    left, right = (one, other) if one.first < other.first else (other, one)
    between = [(one.level, place) for place in range(2 * left.last + 2, 2 * right.first + 1)]
    if table.taken.intersection(between) or table.sides.intersection(between):
        return False
    table.sides.update(between)
    return True


def _bow(link: int, wish: Wish) -> Route:
    """Out of a card and back into the same side of another one of its level, or of itself."""
    one, other, above = wish
    channel = one.level if above else one.level + 1
    places = 2 * _nearest(one, other) + 1, 2 * _nearest(other, one) + 1
    stubs = (Upright(link, place, channel, channel, not above, above, bool(at)) for at, place in enumerate(places))
    return Route(link, tuple(stubs), (channel,))


def _nearest(spot: Spot, other: Spot) -> int:
    """The column of `spot` that is nearest to `other`; in the middle of those they share."""
    low, high = max(spot.first, other.first), min(spot.last, other.last)
    if low <= high:
        return (low + high) // 2
    return spot.last if other.first > spot.last else spot.first


def _down(table: _Table, link: int, upper: Spot, lower: Spot) -> Route:
    """From the lower edge of one card to the upper edge of another further down."""
    top, end = upper.level + 1, lower.level
    between = range(top, end)
    shared = range(max(upper.first, lower.first), min(upper.last, lower.last) + 1)
    open_ones = [column for column in shared if table.open(2 * column + 1, between)]
    if open_ones:
        column = open_ones[len(open_ones) // 2]
        return Route(link, (Upright(link, 2 * column + 1, top, end, top=True, bottom=True),))
    start, arrival = 2 * _nearest(upper, lower) + 1, 2 * _nearest(lower, upper) + 1
    if top == end:
        stubs = Upright(link, start, top, end, top=True), Upright(link, arrival, top, end, bottom=True)
        return Route(link, stubs, (top,))
    return _past(table, link, (start, top), (arrival, end))


def _past(table: _Table, link: int, start: tuple[int, int], end: tuple[int, int]) -> Route:
    """Past the levels between two cards: in the column of one of them if it is empty there, else where it costs least."""
    (one, top), (other, bottom) = start, end
    between = range(top, bottom)

    def cost(place: int) -> tuple[float, int]:
        bends = (place != one) + (place != other)
        crowd = table.used[place] * _CROWD if place % 2 == 0 else 0.5 if place not in {one, other} else 0
        return (abs(place - one) + abs(place - other)) / 2 + _BEND * bends + crowd, place

    place = min((place for place in range(2 * table.columns + 1) if table.open(place, between)), key=cost)
    if place == one:
        return Route(
            link, (Upright(link, one, top, bottom, top=True), Upright(link, other, bottom, bottom, bottom=True)), (bottom,)
        )
    if place == other:
        return Route(link, (Upright(link, one, top, top, top=True), Upright(link, other, top, bottom, bottom=True)), (top,))
    table.used[place] += 1
    pieces = (
        Upright(link, one, top, top, top=True),
        Upright(link, place, top, bottom),
        Upright(link, other, bottom, bottom, bottom=True),
    )
    return Route(link, pieces, (top, bottom))
