"""Connectors from pain points to their solutions: brackets that run in the gutters between columns and lanes.

A way leaves a pain point's card at its side, runs down a gutter, along the gap above the lane of the solutions where it
has to change columns, and into the side of the solution's card. Gutters hold a few lines each. A link that finds no
room is not drawn, and none is where many find none: the numbers are on both cards.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.render.board.types import PainItem, SolutionItem
from journeymap.render.scene.cards import PORT
from journeymap.render.scene.grid import PADDING
from journeymap.render.scene.lanes import LANE_PADDING
from journeymap.render.scene.pen import straight
from journeymap.render.scene.shapes import Circle, Path
from journeymap.render.scene.stacks import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.lanes import Lane
    from journeymap.render.scene.pen import Pen
    from journeymap.render.scene.shapes import Command
    from journeymap.render.scene.stacks import Placed

_TRACK = 5.0
"""Between lines that run side by side."""
_MOST = 10
"""Lines in the gap between two lanes."""
_ENOUGH = 0.75
"""Where less than this part of the links finds a way none is drawn: a few of many lines would mislead."""
_ROUND = 4.0
_ARROW = 5.0
_DOT = 2.4
_WIDTH = 1.5
_HALO = 3.5
_SPREAD = 7.0
"""Between two lines that meet one side of a card."""

Side = Literal[-1, 1]
"""The side of a card: where its column begins, or ends."""


class _Channel(NamedTuple):
    """Room for lines that run down: the gutter between two columns, or the gap between the cards of a cell."""

    x: float
    lane: int
    """The lane whose gap it is; -1 for a gutter, which runs through all lanes."""


class _Port(NamedTuple):
    """Where a way meets a card: its edge, the side it is on, the channel there, and the height from the lane's top."""

    x: float
    side: Side
    channel: _Channel
    y: float
    card: str


class Link(NamedTuple):
    """A way from a pain point to a solution, with its lines: down from the card, across, down to the card."""

    pain: tuple[int, float, float]
    """Lane, x of the card's edge, height from the lane's top."""
    down: float
    """Where the first line is, across the page."""
    track: int
    """Which line of the gap it runs along; -1 if it need not."""
    across: int
    """The lane above which that gap is."""
    over: float
    """Where the second line is."""
    solution: tuple[int, float, float]


def route(lanes: Sequence[Lane], grid: Grid) -> list[Link]:
    """Find a way for every link, the shortest first."""
    start = next((index for index, lane in enumerate(lanes) if lane.row.kind == "pain_points"), None)
    goal = next((index for index, lane in enumerate(lanes) if lane.row.kind == "solutions"), None)
    if start is None or goal is None or any(lane.plot for lane in lanes[min(start, goal) : max(start, goal)]):
        return []
    return _Router(lanes, grid, start, goal).links()


class _Router:
    """The gutters of one map while ways are found."""

    def __init__(self, lanes: Sequence[Lane], grid: Grid, start: int, goal: int) -> None:
        self._lanes, self._grid, self._start, self._goal = lanes, grid, start, goal
        self._lines: dict[_Channel, list[tuple[float, float, float]]] = {}
        self._ports: dict[tuple[str, Side], int] = {}
        self._across: list[list[tuple[float, float]]] = []
        self._heights = self._tops()

    def _tops(self) -> list[float]:
        """Where lanes begin, as far as that is known: gaps may still grow."""
        tops, y = [], 0.0
        for lane in self._lanes:
            tops.append(y)
            y += lane.height + 40
        return tops

    def links(self) -> list[Link]:
        solutions = {item.number: place for place, item in self._cards(self._goal) if isinstance(item, SolutionItem)}
        wanted: list[tuple[float, int, Placed, Placed]] = []
        for place, pain in self._cards(self._start):
            numbers = dict.fromkeys(one.number for one in pain.solutions) if isinstance(pain, PainItem) else {}
            for number in numbers:
                if number in solutions:
                    far = abs(solutions[number].x - place.x)
                    wanted.append((far, len(wanted), place, solutions[number]))
        found = [self._link(pain, solution) for _, _, pain, solution in sorted(wanted, key=lambda one: one[:2])]
        drawn = [link for link in found if link is not None]
        return drawn if len(drawn) >= len(wanted) * _ENOUGH else []

    def _cards(self, lane: int) -> Iterable[tuple[Placed, PainItem | SolutionItem]]:
        for cell in self._lanes[lane].stack.cells:
            for place in cell.placed:
                item = place.items[0]
                if isinstance(item, PainItem) or (isinstance(item, SolutionItem) and not item.repeated):
                    yield place, item

    def _port(self, place: Placed, lane: int, side: Side) -> _Port | None:
        """Where a card may be met on one side, if it lies at a gutter or a gap there."""
        left, right = self._grid.left(place.stage) + PADDING, self._grid.left(place.stage + 1) - PADDING
        x = place.x if side < 0 else place.x + place.width
        if side < 0:
            channel = _Channel(left - PADDING, -1) if place.part == 0 else _Channel(x - BETWEEN / 2, lane)
        elif x > right - 1:
            channel = _Channel(right + PADDING, -1)
        else:
            channel = _Channel(x + BETWEEN / 2, lane)
            cell = self._lanes[lane].stack.cells[place.stage]
            if place.part == cell.parts - 1:  # the card ends before its column does
                return None
        taken = self._ports.get((place.items[0].anchor, side), 0)
        y = place.y + PORT + taken * _SPREAD
        if y > place.y + place.height - 6:
            return None
        return _Port(x, side, channel, LANE_PADDING + y, place.items[0].anchor)

    def _link(self, pain: Placed, solution: Placed) -> Link | None:
        """The best of the ways between the sides of two cards."""
        best: tuple[float, Link, list[tuple[_Channel, tuple[float, float, float]]], tuple[_Port, _Port], int] | None = None
        for one in (-1, 1):
            for other in (-1, 1):
                start, goal = self._port(pain, self._start, one), self._port(solution, self._goal, other)
                if start is None or goal is None:
                    continue
                found = self._way(start, goal)
                if found is not None and (best is None or found[0] < best[0]):
                    best = (*found[:3], (start, goal), found[3])
        if best is None:
            return None
        _, link, lines, ports, track = best
        for channel, line in lines:
            self._lines.setdefault(channel, []).append(line)
        for port in ports:
            self._ports[port.card, port.side] = self._ports.get((port.card, port.side), 0) + 1
        if track >= 0:
            while len(self._across) <= track:
                self._across.append([])
            self._across[track].append((min(link.down, link.over), max(link.down, link.over)))
        return link

    def _way(
        self, start: _Port, goal: _Port
    ) -> tuple[float, Link, list[tuple[_Channel, tuple[float, float, float]]], int] | None:
        """The way between two ports, its cost and what it takes up; none where there is no room."""
        y0, y1 = self._heights[self._start] + start.y, self._heights[self._goal] + goal.y
        if start.channel == goal.channel or (
            start.channel.lane < 0 and goal.channel.lane < 0 and start.channel.x == goal.channel.x
        ):
            track = self._track(start, min(y0, y1), max(y0, y1), goal)
            if track is None:
                return None
            link = Link((self._start, start.x, start.y), track, -1, -1, track, (self._goal, goal.x, goal.y))
            bend = 30.0 if start.side != goal.side else 0.0
            crowd = len(self._lines.get(start.channel, [])) * 14.0
            return abs(track - start.x) + bend + crowd, link, [(start.channel, (track, min(y0, y1), max(y0, y1)))], -1
        return self._around(start, goal, y0, y1)

    def _around(
        self, start: _Port, goal: _Port, y0: float, y1: float
    ) -> tuple[float, Link, list[tuple[_Channel, tuple[float, float, float]]], int] | None:
        """A way that changes channels in the gap above the solutions, or below the pain points if those end in a gutter."""
        if abs(self._goal - self._start) > 1 and start.channel.lane >= 0 and goal.channel.lane >= 0:
            return None
        later = max(self._start, self._goal)
        across = later if start.channel.lane < 0 or later == min(self._start, self._goal) + 1 else self._start + 1
        if self._goal < self._start:
            if abs(self._goal - self._start) > 1:
                return None
            across = self._start
        gap = self._heights[across] - 20
        first = self._track(start, min(y0, gap), max(y0, gap), None)
        second = self._track(goal, min(gap, y1), max(gap, y1), None)
        if first is None or second is None:
            return None
        low, high = min(first, second), max(first, second)
        track = next(
            (index for index, taken in enumerate(self._across) if all(high + 6 < a or b + 6 < low for a, b in taken)),
            len(self._across),
        )
        if track >= _MOST:
            return None
        link = Link((self._start, start.x, start.y), first, track, across, second, (self._goal, goal.x, goal.y))
        crowd = sum(len(self._lines.get(port.channel, [])) for port in (start, goal)) * 14.0
        lines = [(start.channel, (first, min(y0, gap), max(y0, gap))), (goal.channel, (second, min(gap, y1), max(gap, y1)))]
        return (high - low) + 60 + crowd, link, lines, track

    def _track(self, port: _Port, low: float, high: float, other: _Port | None) -> float | None:
        """Where there is a free line in the port's channel, the one nearest to the card first."""
        channel = port.channel
        if channel.lane >= 0:
            offsets = [-_TRACK / 2, _TRACK / 2]
        else:
            first, last = channel.x <= self._grid.start, channel.x >= self._grid.end
            offsets = [] if first else [-4.0, -9.0]
            offsets += [] if last else [4.0, 9.0]
        near = port.x if other is None or other.side == port.side else channel.x
        for offset in sorted(offsets, key=lambda one: (abs(channel.x + one - near), one)):
            x = channel.x + offset
            if all(line[0] != x or high + 5 < line[1] or line[2] + 5 < low for line in self._lines.get(channel, [])):
                return x
        return None


def corridors(links: Sequence[Link], count: int) -> list[float]:
    """By how much the gap above each lane has to grow for the lines in it."""
    tracks = [0] * count
    for link in links:
        if link.track >= 0:
            tracks[link.across] = max(tracks[link.across], link.track + 1)
    return [(1 + number * _TRACK if number else 0.0) for number in tracks]


def draw_links(pen: Pen, links: Sequence[Link], lanes: Sequence[Lane], tops: Sequence[float]) -> None:
    """Draw every way. Where two cross, the one that runs across is interrupted."""
    if not links:
        return
    spans = [(top, top + lane.height) for lane, top in zip(lanes, tops, strict=True)]
    with pen.group("links"):
        lines = [_points(link, tops) for link in links]
        for points in lines:
            pen.add(Path(_rounded(points), "solution", stroke_width=_WIDTH, round=True, arrow=_ARROW))
        for x, y in crossings(lines):
            under = "surface" if any(top < y < bottom for top, bottom in spans) else "background"
            piece = straight((x, y - _HALO), (x, y + _HALO))
            pen.add(Path(piece, under, stroke_width=_WIDTH + 4), Path(piece, "solution", stroke_width=_WIDTH))
        for points in lines:
            pen.add(Circle(*points[0], _DOT, "pain"))


def crossings(lines: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Where a line down crosses a line across that is not its own."""
    across: list[tuple[int, float, float, float]] = []
    down: list[tuple[int, float, float, float]] = []
    for index, points in enumerate(lines):
        for (x0, y0), (x1, y1) in pairwise(points):
            if y0 == y1:
                across.append((index, y0, min(x0, x1), max(x0, x1)))
            elif x0 == x1:
                down.append((index, x0, min(y0, y1), max(y0, y1)))
    found = [
        (x, y)
        for one, x, top, bottom in down
        for other, y, left, right in across
        if one != other and left < x < right and top < y < bottom
    ]
    return sorted(dict.fromkeys(found))


def _points(link: Link, tops: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of a way on the page."""
    start = (link.pain[1], tops[link.pain[0]] + link.pain[2])
    end = (link.solution[1], tops[link.solution[0]] + link.solution[2])
    if link.track < 0:
        return [start, (link.down, start[1]), (link.down, end[1]), end]
    y = tops[link.across] - 3 - _TRACK * link.track - _TRACK / 2
    return [start, (link.down, start[1]), (link.down, y), (link.over, y), (link.over, end[1]), end]


def _rounded(points: Sequence[tuple[float, float]]) -> tuple[Command, ...]:
    """The line through corners that are a little round."""
    commands: list[Command] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        (ax, ay), (bx, by) = _towards(corner, before), _towards(corner, after)
        commands.append(("L", ax, ay))
        commands.append(
            ("C", (ax + 2 * corner[0]) / 3, (ay + 2 * corner[1]) / 3, (bx + 2 * corner[0]) / 3, (by + 2 * corner[1]) / 3, bx, by)
        )
    commands.append(("L", *points[-1]))
    return tuple(commands)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """A point a little way from a corner, at most half-way to the next one."""
    (x, y), (ox, oy) = corner, other
    length = abs(ox - x) + abs(oy - y)
    part = min(_ROUND, length / 2) / length if length else 0
    return x + (ox - x) * part, y + (oy - y) * part
