"""Lines and what they meet: curves as points, corners rounded, rectangles found by place."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from journeymap.render.scene.flow_parts import Rect
    from journeymap.render.scene.shapes import Command

Point = tuple[float, float]
Segment = tuple[Point, Point]

_CELL = 160.0
_RADIUS = 18.0
_LEVEL = 18.0
_STEPS = 16
# How far the handles of a quarter circle lie from its ends, as a part of the radius.
_QUARTER = 0.5523


class Plane:
    """Rectangles, found by what they meet without looking at them all."""

    def __init__(self, rects: Iterable[Rect] = ()) -> None:
        """Begin with these."""
        self._cells: dict[tuple[int, int], list[Rect]] = {}
        for rect in rects:
            self.add(rect)

    def add(self, rect: Rect) -> None:
        """Put one more there."""
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append(rect)

    def meeting(self, rect: Rect) -> Iterator[Rect]:
        """Those that share more than a border with `rect`, some of them twice."""
        return (other for cell in _cells(rect) for other in self._cells.get(cell, ()) if other.meets(rect))

    def free(self, rect: Rect) -> bool:
        """Whether nothing is there."""
        return next(self.meeting(rect), None) is None


def _cells(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(rect.x / _CELL), math.floor(rect.right / _CELL) + 1):
        for row in range(math.floor(rect.y / _CELL), math.floor(rect.bottom / _CELL) + 1):
            yield column, row


def spline(points: Sequence[Point]) -> tuple[Command, ...]:
    """Bézier control points as commands."""
    curves = [points[index : index + 3] for index in range(1, len(points), 3)]
    return ("M", *points[0]), *(("C", *one, *two, *end) for one, two, end in curves)


def wave(start: Point, end: Point) -> tuple[Command, ...]:
    """A line that leaves and arrives level, with room for an arrow head at its end, and bends between."""
    last = end[0] - math.copysign(min(_LEVEL, abs(end[0] - start[0]) / 3), end[0] - start[0])
    middle = (start[0] + last) / 2
    return ("M", *start), ("C", middle, start[1], middle, end[1], last, end[1]), ("L", *end)


def rounded(points: Sequence[Point], most: float = _RADIUS) -> tuple[Command, ...]:
    """A line of level and upright pieces with rounded corners, of a radius of `most` where there is room."""
    points = _without_idle(points)
    commands: list[Command] = [("M", *points[0])]
    if len(points) == 1:
        return tuple(commands)
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        first, last = before == points[0], after == points[-1]
        room = min(math.dist(before, corner) / (1 if first else 2), math.dist(corner, after) / (1 if last else 2))
        radius = min(most, room)
        one, two = _towards(corner, before, radius), _towards(corner, after, radius)
        left = radius * (1 - _QUARTER)
        commands.append(("L", *one))
        commands.append(("C", *_towards(corner, before, left), *_towards(corner, after, left), *two))
    return *commands, ("L", *points[-1])


def _without_idle(points: Sequence[Point]) -> list[Point]:
    """Without points that stand on their neighbour or on the straight way between two others."""
    kept: list[Point] = []
    for point in points:
        if kept and math.dist(kept[-1], point) < 0.5:  # noqa: PLR2004 -- less than anybody sees
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept[-1] = point
            continue
        kept.append(point)
    return kept


def _straight(one: Point, two: Point, three: Point) -> bool:
    return (one[0] == two[0] == three[0]) or (one[1] == two[1] == three[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    whole = math.dist(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * length / whole, start[1] + (end[1] - start[1]) * length / whole


def sampled(commands: Iterable[Command]) -> list[Point]:
    """Points along a line, close enough together that pieces between them are nearly straight."""
    points: list[Point] = []
    for command in commands:
        match command:
            case ("C", x1, y1, x2, y2, x, y):
                points.extend(_bezier((points[-1], (x1, y1), (x2, y2), (x, y))))
            case (_, x, y):
                points.append((x, y))
    return points


def _bezier(points: Sequence[Point]) -> Iterator[Point]:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def walked(points: Sequence[Point], step: float) -> list[tuple[float, Point]]:
    """Places along a line, `step` apart, with the length of the line up to there; the last is its end."""
    found: list[tuple[float, Point]] = []
    length = 0.0
    for one, two in pairwise(points):
        distance = math.dist(one, two)
        while len(found) * step <= length + distance:
            found.append((len(found) * step, _towards(one, two, len(found) * step - length)))
        length += distance
    return [*found, (length, points[-1])]


def crossings(segment: Segment, others: Iterable[Segment]) -> int:
    """How many of `others` cross `segment`."""
    return sum(_cross(segment, other) for other in others)


def _cross(one: Segment, two: Segment) -> bool:
    a, b = one
    c, d = two
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(start: Point, end: Point, point: Point) -> float:
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def moved(line: Iterable[Command], dx: float, dy: float) -> tuple[Command, ...]:
    """The same line elsewhere."""
    shift = (dx, dy)
    return tuple((name, *(value + shift[index % 2] for index, value in enumerate(numbers))) for name, *numbers in line)
