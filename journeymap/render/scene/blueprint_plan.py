"""Where everything of a blueprint stands: levels as high as their cards, channels between them as high as their lines need."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from journeymap.render.scene.blueprint_across import TRACK, Across, across
from journeymap.render.scene.blueprint_cards import TALL, badges_width, drawn_height, natural_height
from journeymap.render.scene.blueprint_routes import Route, Spot, Wish, routes
from journeymap.render.scene.blueprint_tracks import Bar, End, comes_down, tracks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.render.board.blueprint_types import Blueprint, BlueprintLane, LineKey
    from journeymap.render.scene.pen import Pen

Point = tuple[float, float]
Sides = tuple[float, float]

_APART = 13.0
"""Level pieces on one track are at least this far from each other."""
_STACK, _ROWS, _LIT = 16.0, 30.0, 32.0
"""The least of a channel: between cards of a row, between rows of a lane, and where a line begins, ends or passes."""
_TRACK_END = 16.0
"""From the outermost track of a channel to the cards: an arrow head and a bend fit in."""
PAD = 14.0
"""From a lane's border to its cards."""
_LANES = 16.0
LINE = 34.0
"""The room of a named line."""


class _Level(NamedTuple):
    """A row of cards, and which lane and which actor's row it belongs to."""

    lane: int
    row: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Places. x counts from the first gutter's start, y from the first lane's upper border."""

    across: Across
    cards: Mapping[str, tuple[float, float, float, float]]
    """x, y, width and height of each card, by its key."""
    lanes: tuple[Sides, ...]
    """The upper and the lower border of each lane."""
    rows: Mapping[tuple[int, int], Sides]
    """Where the cards of each actor's row begin and end, by the places of lane and row."""
    lines: tuple[tuple[LineKey, float], ...]
    """The named lines and their heights."""
    links: tuple[tuple[Point, ...], ...]
    """The corners of each link, from its start to its end."""


def plan(pen: Pen, chart: Blueprint, named: Mapping[tuple[int, int | None], float]) -> Plan:
    """Place everything. `named` is how high the names of lanes (and no row) and of actors are."""
    levels, spots = _stacked(chart.lanes)
    cards = {card.key: card for card in chart.cards()}
    wishes = [Wish(spots[link.start], spots[link.end], link.kind == "order") for link in chart.links]
    found = routes(list(spots.values()), wishes, len(chart.columns))
    badged = {(spot.level, spot.last): badges_width(cards[key]) for key, spot in spots.items()}
    wide = across(found, len(chart.columns), badged)
    sides = {key: (wide.columns[spot.first][0], wide.columns[spot.last][1]) for key, spot in spots.items()}
    natural = {key: natural_height(pen, cards[key], right - left) for key, (left, right) in sides.items()}
    highest = _highest(levels, {key: (spot, natural[key]) for key, spot in spots.items()}, named)
    level_tracks, numbers = _level_lines(found, wide)
    down = _down(chart.lanes, levels, highest, _Channels(numbers, _passed(found)), named)
    places = {}
    for key, spot in spots.items():
        left, right = sides[key]
        places[key] = (left, down.tops[spot.level], right - left, drawn_height(natural[key], highest[spot.level]))
    corners = _Corners(places, wide, down, level_tracks)
    keys = [(link.start, link.end) for link in chart.links]
    links = tuple(corners.of(route, *pair) for route, pair in zip(found, keys, strict=True))
    return Plan(wide, places, tuple(down.lanes), down.rows, tuple(down.lines), links)


def _stacked(lanes: Sequence[BlueprintLane]) -> tuple[list[_Level], dict[str, Spot]]:
    """Put the cards of each row on as few levels as keep them apart, in their order."""
    levels: list[_Level] = []
    spots: dict[str, Spot] = {}
    for at, lane in enumerate(lanes):
        for number, row in enumerate(lane.rows):
            filled: Counter[int] = Counter()
            for card in row.cards:
                columns = range(card.first, card.last + 1)
                level = max(filled[column] for column in columns)
                spots[card.key] = Spot(len(levels) + level, card.first, card.last)
                filled.update(dict.fromkeys(columns, 0))
                for column in columns:
                    filled[column] = level + 1
            levels += [_Level(at, number)] * max(filled.values())
    return levels, spots


def _highest(
    levels: Sequence[_Level], sizes: Mapping[str, tuple[Spot, float]], named: Mapping[tuple[int, int | None], float]
) -> list[float]:
    """How high each level is: as its highest card, or, where it is a lane's only one, as the lane's name."""
    highest = [0.0] * len(levels)
    for spot, natural in sizes.values():
        highest[spot.level] = max(highest[spot.level], natural)
    count = Counter(level.lane for level in levels)
    for at, level in enumerate(levels):
        if count[level.lane] == 1:
            highest[at] = max(highest[at], min(named[level.lane, None], TALL))
    return highest


def _passed(found: Sequence[Route]) -> frozenset[int]:
    """The channels in which a line begins, ends or passes."""
    return frozenset(channel for route in found for piece in route.uprights for channel in range(piece.low, piece.high + 1))


def _level_lines(found: Sequence[Route], wide: Across) -> tuple[dict[tuple[int, int], int], Counter[int]]:
    """The track of each level piece, by channel and link and how many there are in each channel."""
    pieces: dict[int, list[tuple[tuple[int, int], Bar]]] = defaultdict(list)
    for route in found:
        for at, (channel, pair) in enumerate(zip(route.channels, pairwise(route.uprights), strict=True)):
            one, two = (End(wide.at[piece], comes_down(piece, channel)) for piece in pair)
            pieces[channel].append(((route.link, at), Bar(one, two)))
    lines: dict[tuple[int, int], int] = {}
    numbers: Counter[int] = Counter()
    for channel, members in pieces.items():
        chosen = tracks([bar for _, bar in members], _APART)
        lines.update({key: track for (key, _), track in zip(members, chosen, strict=True)})
        numbers[channel] = max(chosen) + 1
    return lines, numbers


class _Channels(NamedTuple):
    """What the channels have to hold: how many tracks, and which have lines at all."""

    tracks: Counter[int]
    passed: frozenset[int]


@dataclass(slots=True)
class _Down:
    """Heights, from the first lane's border on."""

    tops: list[float]
    """Of each level."""
    tracks: dict[int, list[float]]
    """Of each channel."""
    lanes: list[Sides]
    rows: dict[tuple[int, int], Sides]
    lines: list[tuple[LineKey, float]]


def _down(
    lanes: Sequence[BlueprintLane],
    levels: Sequence[_Level],
    highest: Sequence[float],
    channels: _Channels,
    named: Mapping[tuple[int, int | None], float],
) -> _Down:
    """Go down through channels and levels in turn."""
    found = _Down([], {}, [], {}, [])
    y = top = 0.0
    number = channels.tracks
    for index, level in enumerate(levels):
        before = levels[index - 1] if index else None
        if before is None:
            y = _first(found, number[0])
            top = 0.0
        elif before.lane != level.lane:
            y = max(y, found.rows[before.lane, 0][0] + named.get((before.lane, None), 0.0))
            found.lanes.append((top, y + PAD))
            top, y = _between(found, index, y + PAD, lanes[level.lane].lines, number[index])
        else:
            least = _ROWS if before.row != level.row else _STACK
            y = _inside(found, index, y, max(least, _LIT if index in channels.passed else 0), number[index])
        found.tops.append(y)
        start = found.rows.get((level.lane, level.row), (y, y))[0]
        y += highest[index]
        last = index + 1 == len(levels) or levels[index + 1] != level
        if last:
            y = max(y, start + named.get((level.lane, level.row), 0.0))
        found.rows[level.lane, level.row] = (start, y)
    y = max(y, found.rows[levels[-1].lane, 0][0] + named.get((levels[-1].lane, None), 0.0))
    below = number[len(levels)]
    found.tracks[len(levels)] = [y + _TRACK_END + at * TRACK for at in range(below)]
    y += _TRACK_END + below * TRACK - PAD + 4 if below else 0
    found.lanes.append((top, y + PAD))
    return found


def _first(found: _Down, number: int) -> float:
    """The channel above all cards; where these begin."""
    found.tracks[0] = [PAD + at * TRACK for at in range(number)]
    return PAD + (number - 1) * TRACK + _TRACK_END if number else PAD


def _inside(found: _Down, channel: int, y: float, least: float, number: int) -> float:
    """A channel within a lane; where it ends."""
    height = max(least, 2 * _TRACK_END + (number - 1) * TRACK if number else 0)
    start = y + (height - (number - 1) * TRACK) / 2
    found.tracks[channel] = [start + at * TRACK for at in range(number)]
    return y + height


def _between(found: _Down, channel: int, y: float, lines: Sequence[LineKey], number: int) -> tuple[float, float]:
    """A channel between two lanes, half of its tracks above the named lines; the next lane's border and its cards."""
    above = (number + 1) // 2 if lines else number
    edge = TRACK / 2 if number else 0
    heights = [y + edge + TRACK / 2 + at * TRACK for at in range(above)]
    y += above * TRACK + edge
    for line in lines:
        found.lines.append((line, y + LINE / 2))
        y += LINE
    heights += [y + TRACK / 2 + at * TRACK for at in range(number - above)]
    y += (number - above) * TRACK + edge
    found.tracks[channel] = heights
    border = y if lines or number else y + _LANES
    return border, border + PAD


@dataclass(slots=True)
class _Corners:
    """Makes lines of routes."""

    places: Mapping[str, tuple[float, float, float, float]]
    wide: Across
    down: _Down
    tracks: Mapping[tuple[int, int], int]

    def of(self, route: Route, start: str, end: str) -> tuple[Point, ...]:
        """The corners of a link from one card to another."""
        if not route.uprights:
            return self._sideways(start, end)
        first, last = route.uprights[0], route.uprights[-1]
        points = [(self.wide.at[first], self._edge(start, upper=not first.top))]
        if first is last:
            upwards = self.places[start][1] > self.places[end][1]
            points[0] = (self.wide.at[first], self._edge(start, upper=upwards))
            return (*points, (self.wide.at[first], self._edge(end, upper=not upwards)))
        for at, (channel, pair) in enumerate(zip(route.channels, pairwise(route.uprights), strict=True)):
            y = self.down.tracks[channel][self.tracks[route.link, at]]
            points += [(self.wide.at[piece], y) for piece in pair]
        return (*points, (self.wide.at[last], self._edge(end, upper=not last.top)))

    def _edge(self, key: str, *, upper: bool) -> float:
        _, y, _, height = self.places[key]
        return y if upper else y + height

    def _sideways(self, start: str, end: str) -> tuple[Point, ...]:
        x1, y, wide1, high1 = self.places[start]
        x2, _, wide2, high2 = self.places[end]
        middle = y + min(high1, high2) / 2
        if x1 < x2:
            return (x1 + wide1, middle), (x2, middle)
        return (x1, middle), (x2 + wide2, middle)
