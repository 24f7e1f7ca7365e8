"""How wide a blueprint is: columns and gutters with room for what runs upright in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.render.scene.blueprint_tracks import Bar, End, ports, tracks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.render.scene.blueprint_routes import Route, Upright
    from journeymap.render.scene.blueprint_tracks import Port

Sides = tuple[float, float]

TRACK = 12.0
"""From one track to the next."""
_CARDS = (150.0, 212.0)
_ALL_CARDS = 2240.0
"""The least and the most of a card's width, and what all of them are to share."""
_GUTTER, _EDGE_GUTTER = 38.0, 16.0
_TRACK_END = 18.0
"""From the outermost track of a gutter to the cards."""
_PORT = 13.0
"""From one line to the next along a card's edge."""
_CORNER = 8.0
"""From a card's corner to where lines may begin."""


@dataclass(frozen=True, slots=True)
class Across:
    """Places from the first gutter's start on."""

    columns: tuple[Sides, ...]
    gutters: tuple[Sides, ...]
    """One more than columns: the first lies before the first column."""
    at: Mapping[Upright, float]
    """Where each upright piece runs."""

    @property
    def width(self) -> float:
        """Of all columns and gutters."""
        return self.gutters[-1][1]

    @property
    def borders(self) -> tuple[float, ...]:
        """Where a column begins for what is drawn above it, and the end of the last: in the middle of gutters."""
        inner = ((left + right) / 2 for left, right in self.gutters[1:-1])
        return (0.0, *inner, self.width)


def across(routes: Sequence[Route], count: int, badged: Mapping[tuple[int, int], float]) -> Across:
    """Find the widths. `badged` is how much of a card's upper edge its badges take, by its level and its last column."""
    lines, numbers = _gutter_lines(routes, count)
    found = ports(routes, lines)
    reserved = _reserved(found, badged)
    least, most = _CARDS
    usual = float(round(max(least, min(most, _ALL_CARDS / count - _GUTTER))))
    needed = [usual] * count
    for piece, port in found.items():
        wide = (port.slots + 1) * _PORT + 2 * _CORNER + reserved[port.cluster]
        needed[piece.place // 2] = max(needed[piece.place // 2], wide)
    columns, gutters = _laid(needed, numbers)
    at = _placed(found, columns, badged, reserved)
    for piece, track in lines.items():
        gutter = piece.place // 2
        at[piece] = sum(gutters[gutter]) / 2 + (track - (numbers[gutter] - 1) / 2) * TRACK
    return Across(tuple(columns), tuple(gutters), at)


def _laid(needed: Sequence[float], numbers: Sequence[int]) -> tuple[list[Sides], list[Sides]]:
    columns: list[Sides] = []
    gutters: list[Sides] = []
    x = 0.0
    for index, number in enumerate(numbers):
        least = _EDGE_GUTTER if index in {0, len(needed)} else _GUTTER
        wide = max(least, 2 * _TRACK_END + (number - 1) * TRACK) if number else least
        gutters.append((x, x + wide))
        x += wide
        if index < len(needed):
            columns.append((x, x + round(needed[index])))
            x = columns[-1][1]
    return columns, gutters


def _placed(
    found: Mapping[Upright, Port],
    columns: Sequence[Sides],
    badged: Mapping[tuple[int, int], float],
    reserved: Mapping[int, float],
) -> dict[Upright, float]:
    """Where the pieces in columns run: spread over the whole edge, or over what badges leave of it if one would be met."""
    meeting = {
        port.cluster
        for piece, port in found.items()
        if piece.bottom
        and _port(port, columns[piece.place // 2], 0)
        > columns[piece.place // 2][1] - badged.get((piece.high, piece.place // 2), 0.0)
    }
    return {
        piece: _port(port, columns[piece.place // 2], reserved[port.cluster] if port.cluster in meeting else 0)
        for piece, port in found.items()
    }


def _port(port: Port, column: Sides, reserved: float) -> float:
    left, right = column[0] + _CORNER, column[1] - _CORNER - reserved
    return left + (right - left) * (port.slot + 1) / (port.slots + 1)


def _reserved(found: Mapping[Upright, Port], badged: Mapping[tuple[int, int], float]) -> dict[int, float]:
    """How much of a column's far side each row of places leaves to badges."""
    reserved: dict[int, float] = defaultdict(float)
    for piece, port in found.items():
        if piece.bottom:
            reserved[port.cluster] = max(reserved[port.cluster], badged.get((piece.high, piece.place // 2), 0.0))
        else:
            reserved[port.cluster] += 0
    return reserved


def _gutter_lines(routes: Sequence[Route], count: int) -> tuple[dict[Upright, int], list[int]]:
    """The track of each upright piece in a gutter, and how many tracks each gutter has."""
    pieces: dict[int, list[tuple[Upright, Bar]]] = defaultdict(list)
    for route in routes:
        for at, piece in enumerate(route.uprights):
            if piece.place % 2 == 0:
                around = {route.channels[at - 1]: route.uprights[at - 1], route.channels[at]: route.uprights[at + 1]}
                one, two = (End(channel, around[channel].place < piece.place) for channel in (piece.low, piece.high))
                pieces[piece.place // 2].append((piece, Bar(one, two)))
    found: dict[Upright, int] = {}
    numbers = [0] * (count + 1)
    for gutter, members in pieces.items():
        chosen = tracks([bar for _, bar in members], 0)
        found.update({piece: track for (piece, _), track in zip(members, chosen, strict=True)})
        numbers[gutter] = max(chosen) + 1
    return found, numbers
