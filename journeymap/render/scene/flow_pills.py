"""Pills on the ways between blocks: each on its own line, where it covers neither card nor pill and few other lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from journeymap.render.scene.flow_lines import Plane, sampled, walked
from journeymap.render.scene.flow_parts import BADGE, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.scene.flow_lines import Point
    from journeymap.render.scene.flow_parts import Pill, Way
    from journeymap.render.scene.shapes import Command

_STEP = 6.0
_APART = 5.0
_TAIL, _HEAD = 10.0, 20.0
"""How much of a line to leave in sight before and behind its pill."""
_COVERED, _SHIFTED = 14.0, 40.0
_SHIFTS = (0.0, -0.3, 0.3)
"""How far from its middle a line may run through a pill, as a part of the pill's width."""
_DOT = 3.0
_RING = 12.0


def placed(
    ways: Sequence[Way], lines: Mapping[str, Sequence[Command]], cards: Iterable[Rect], pills: Mapping[str, Rect]
) -> dict[str, Rect]:
    """The places of the pills that have none in `pills` yet, by the key of their way."""
    taken = Plane([*(card.grown(BADGE - _APART) for card in cards), *pills.values()])
    points = {key: sampled(line) for key, line in lines.items()}
    dots = {key: [_dot(point) for _, point in walked(line, _STEP)] for key, line in points.items()}
    seen = Plane(dot for line in dots.values() for dot in line)
    found: dict[str, Rect] = {}
    for way in ways:
        if way.pill is None or way.key in pills:
            continue
        own = {id(dot) for dot in dots[way.key]}
        found[way.key] = _on_line(way.pill, points[way.key], taken, seen, own) or _beside(way.pill, points[way.key], taken)
        taken.add(found[way.key])
    return found


def _dot(point: Point) -> Rect:
    return Rect(point[0] - _DOT / 2, point[1] - _DOT / 2, _DOT, _DOT)


def _on_line(pill: Pill, line: Sequence[Point], taken: Plane, seen: Plane, own: set[int]) -> Rect | None:
    """The place on a line that covers least, near its middle, or near its start if it is long; None if there is none."""
    steps = walked(line, _STEP)
    whole = steps[-1][0]
    wished = min(whole / 2, 150.0)
    best: Rect | None = None
    least = math.inf
    for length, (x, y) in sorted(steps, key=lambda step: abs(step[0] - wished)):
        if abs(length - wished) >= least:
            break  # what follows is further away still
        for shift in _SHIFTS:
            rect = Rect(x + (shift - 0.5) * pill.width, y - pill.height / 2, pill.width, pill.height)
            if not (_outside(rect, line[0], _TAIL) and _outside(rect, line[-1], _HEAD) and taken.free(rect.grown(_APART))):
                continue
            covered = len({id(dot) for dot in seen.meeting(rect)} - own)
            cost = abs(length - wished) + covered * _COVERED + abs(shift) * _SHIFTED
            if cost < least:
                best, least = rect, cost
    return best


def _outside(rect: Rect, point: Point, margin: float) -> bool:
    return not rect.grown(margin).meets(Rect(*point, 0.1, 0.1))


def _beside(pill: Pill, line: Sequence[Point], taken: Plane) -> Rect:
    """The nearest free place to the middle of a line that has no room for its pill."""
    steps = walked(line, _STEP)
    x, y = steps[len(steps) // 2][1]
    ring = 0
    while True:
        ring += 1
        for dx, dy in ((0, ring), (0, -ring), (ring, 0), (-ring, 0), (ring, ring), (-ring, ring), (ring, -ring), (-ring, -ring)):
            rect = Rect(x + dx * _RING - pill.width / 2, y + dy * _RING - pill.height / 2, pill.width, pill.height)
            if taken.free(rect.grown(_APART)):
                return rect
