"""A smooth line through points that never goes past one of them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.scene.shapes import Command

Point = tuple[float, float]

_LIMIT = 3.0
"""Fritsch and Carlson: within a circle of this radius around the slopes a cubic stays between its ends."""


def monotone(points: Sequence[Point]) -> tuple[Command, ...]:
    """The curve through `points`, whose x must grow: cubics that rise, fall or stay level wherever the points do."""
    if not points:
        return ()
    commands: list[Command] = [("M", *points[0])]
    tangents = _tangents(points)
    for index, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        third = (x2 - x1) / 3
        commands.append(("C", x1 + third, y1 + tangents[index] * third, x2 - third, y2 - tangents[index + 1] * third, x2, y2))
    return tuple(commands)


def _tangents(points: Sequence[Point]) -> list[float]:
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in pairwise(points)]
    if not slopes:
        return [0.0] * len(points)
    tangents = [slopes[0], *(_between(before, after) for before, after in pairwise(slopes)), slopes[-1]]
    for index, slope in enumerate(slopes):
        if slope == 0:
            tangents[index] = tangents[index + 1] = 0.0
            continue
        start, end = tangents[index] / slope, tangents[index + 1] / slope
        reach = (start * start + end * end) ** 0.5
        if reach > _LIMIT:
            tangents[index] = _LIMIT / reach * start * slope
            tangents[index + 1] = _LIMIT / reach * end * slope
    return tangents


def _between(before: float, after: float) -> float:
    """A turning point is level."""
    return 0.0 if before * after <= 0 else (before + after) / 2


def height_at(commands: Sequence[Command], x: float) -> float | None:
    """Where a curve of `monotone` is at x; None beyond its ends. Its cubics advance evenly, so no equation is to be solved."""
    index = max(1, bisect_left(commands, x, key=_end))
    if index >= len(commands) or x < _end(commands[0]):
        return None
    left, start = commands[index - 1][1:][-2:]
    _, first, _, second, right, last = commands[index][1:]
    part = (x - left) / (right - left)
    rest = 1 - part
    return rest**3 * start + 3 * rest * rest * part * first + 3 * rest * part * part * second + part**3 * last


def _end(command: Command) -> float:
    """The x that a command leads to."""
    return command[1:][-2]


def sampled(commands: Sequence[Command], step: float) -> list[tuple[float, float, float]]:
    """The lowest and the highest y of a curve of `monotone` within each step, which begins at x."""
    found: list[tuple[float, float, float]] = []
    place: Point | None = None
    for command in commands:
        numbers = command[1:]
        if place is not None:
            (x0, y0), (_, first, _, second, x1, y1) = place, numbers
            count = max(1, round((x1 - x0) / step * 1.5))
            before = y0
            for index in range(1, count + 1):
                part = index / count
                rest = 1 - part
                y = rest**3 * y0 + 3 * rest * rest * part * first + 3 * rest * part * part * second + part**3 * y1
                found.append((x0 + (x1 - x0) * (index - 1) / count, min(before, y), max(before, y)))
                before = y
        place = (numbers[-2], numbers[-1])
    return found


def shifted(commands: Sequence[Command], down: float) -> tuple[Command, ...]:
    """The same curve, further down."""
    return tuple(
        (command[0], *(value + down if index % 2 else value for index, value in enumerate(command[1:]))) for command in commands
    )
