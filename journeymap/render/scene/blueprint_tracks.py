"""Room for lines that run side by side: no two on one track where they would meet, in an order in which few cross."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.scene.blueprint_routes import Route, Upright

_ROUNDS = 3


class End(NamedTuple):
    """Where a line leaves its track: how far along, and whether towards the tracks before its own."""

    at: float
    before: bool


class Bar(NamedTuple):
    """A piece of a line along a channel or a gutter, with its two ends."""

    one: End
    two: End

    @property
    def low(self) -> float:
        """Where it begins."""
        return min(self.one.at, self.two.at)

    @property
    def high(self) -> float:
        """Where it ends."""
        return max(self.one.at, self.two.at)


def tracks(bars: Sequence[Bar], apart: float) -> list[int]:
    """A track for each bar, counted from 0; bars on one track are more than `apart` from each other."""
    order = _sifted(bars)
    found: dict[int, int] = {}
    for index in order:
        bar = bars[index]
        meeting = [found[other] for other in found if bars[other].low <= bar.high + apart and bar.low <= bars[other].high + apart]
        found[index] = max(meeting, default=-1) + 1
    return [found[index] for index in range(len(bars))]


def _sifted(bars: Sequence[Bar]) -> list[int]:
    """An order in which few lines cross: each bar in turn goes to the place that is best for it."""
    order = sorted(range(len(bars)), key=lambda index: (-sum(end.before for end in bars[index]), bars[index].low, index))
    costs = [[_crossings(one, other) for other in bars] for one in bars]
    for _ in range(_ROUNDS):
        before = list(order)
        for index in before:
            order.remove(index)
            order.insert(_best(order, index, costs), index)
        if order == before:
            break
    return order


def _best(order: Sequence[int], index: int, costs: Sequence[Sequence[float]]) -> int:
    """Where in `order` a bar crosses least."""
    cost = sum(costs[index][other] for other in order)
    best, least = 0, cost
    for place, other in enumerate(order):
        cost += costs[other][index] - costs[index][other]
        if cost < least:
            best, least = place + 1, cost
    return best


def _crossings(first: Bar, second: Bar) -> float:
    """How often two bars cross if the first one's track lies before the second one's."""
    after = sum(_through(end.at, second) for end in first if not end.before)
    return after + sum(_through(end.at, first) for end in second if end.before)


def _through(at: float, bar: Bar) -> float:
    if bar.low < at < bar.high:
        return 1
    return 0.5 if at in {bar.low, bar.high} else 0


def comes_down(piece: Upright, channel: int) -> bool:
    """Whether an upright piece lies above the level piece that it meets in a channel."""
    return channel == piece.high and (piece.low < channel or piece.top)


class Port(NamedTuple):
    """Which of how many places side by side a piece in a column has; pieces of one cluster share a row of places."""

    slot: int
    slots: int
    cluster: int


def ports(routes: Iterable[Route], gutters: Mapping[Upright, int]) -> dict[Upright, Port]:
    """The places of all upright pieces in columns: different ones wherever two could meet in a channel.

    `gutters` are the tracks of the pieces in gutters.
    """
    columns: dict[int, list[tuple[tuple[float, float], Upright]]] = defaultdict(list)
    for route in routes:
        for at, piece in enumerate(route.uprights):
            if piece.place % 2:
                columns[piece.place].append((_heading(route, at, gutters), piece))
    found: dict[Upright, Port] = {}
    number = 0
    for pieces in columns.values():
        headings = {id(piece): heading for heading, piece in pieces}
        for cluster in _clusters([piece for _, piece in sorted(pieces, key=lambda one: (one[1].low, one[1].high, one[0]))]):
            ordered = sorted(cluster, key=lambda piece: (headings[id(piece)], piece.link, piece.second))
            found.update(_side_by_side(ordered, number))
            number += 1
    return found


def _clusters(pieces: Sequence[Upright]) -> list[list[Upright]]:
    """Pieces that meet, and those that meet these: they share one row of places."""
    found: list[list[Upright]] = []
    end = -1
    for piece in pieces:
        if piece.low > end:
            found.append([])
        found[-1].append(piece)
        end = max(end, piece.high)
    return found


def _side_by_side(pieces: Sequence[Upright], cluster: int) -> dict[Upright, Port]:
    slots: list[list[Upright]] = []
    found: dict[Upright, int] = {}
    for piece in pieces:
        slot = next((at for at, there in enumerate(slots) if not any(_meet(piece, other) for other in there)), len(slots))
        if slot == len(slots):
            slots.append([])
        slots[slot].append(piece)
        found[piece] = slot
    return {piece: Port(slot, len(slots), cluster) for piece, slot in found.items()}


def _meet(one: Upright, other: Upright) -> bool:
    return one.low <= other.high and other.low <= one.high


def _heading(route: Route, at: int, gutters: Mapping[Upright, int]) -> tuple[float, float]:
    """Where a piece goes on to: those to the left come first; among those to one side, in the order that crosses least."""
    piece = route.uprights[at]
    sides, order = 0.0, 0.0
    for channel, other in _joints(route, at):
        side = (other.place > piece.place) - (other.place < piece.place)
        bow = comes_down(piece, channel) == comes_down(other, channel)
        sides += side
        where = other.place + gutters.get(other, 0) / 1000
        order += -where if bow else where
        if other.place == piece.place:  # a link to the card it comes from: its two ends stay beside each other
            sides += 0.25 if at else -0.25
    return sides, order


def _joints(route: Route, at: int) -> list[tuple[int, Upright]]:
    """The channels in which a piece is joined to its neighbours, with these."""
    found = []
    if at > 0:
        found.append((route.channels[at - 1], route.uprights[at - 1]))
    if at < len(route.channels):
        found.append((route.channels[at], route.uprights[at + 1]))
    return found
