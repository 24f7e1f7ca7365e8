"""Where the ways between blocks run: out of a block into the gutter beside it, and on to where they lead.

A way to the next block bends once like a wave if nothing lies under it. Any other runs upright in gutters and level in
lanes that lead past all cards, each on a track of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from journeymap.render.scene.flow_lines import Plane, crossings, rounded, sampled, wave
from journeymap.render.scene.flow_parts import BADGE, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.render.scene.flow_blocks import Block
    from journeymap.render.scene.flow_lines import Point, Segment
    from journeymap.render.scene.flow_parts import Way
    from journeymap.render.scene.shapes import Command

_CLEAR, _APART = 14.0, 12.0
"""From a line to a card, and to another line."""
_ARRIVING = 25.0
"""From a card to the level piece of a line that comes to it from above or below, for its arrow head."""
_WAVE_CLEAR = 8.0
_PORTS = 20.0
_CORNER, _TURN, _SAME_HEIGHT = 26.0, 34.0, 12.0
_CROSSING, _THROUGH, _BEND = 45.0, 60.0, 8.0


@dataclass(frozen=True, slots=True)
class Gutter:
    """The room before a block, or after the last one."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Its upright middle."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Ground:
    """All blocks in their places, and the ways drawn so far."""

    blocks: Sequence[Block]
    lefts: Sequence[float]
    gutters: Sequence[Gutter]
    cards: dict[str, Rect]
    home: dict[str, int]
    """The block of each card."""
    pills: dict[str, Rect]
    obstacles: list[list[Rect]]
    """Cards and pills of each block."""
    upright: list[list[Segment]]
    """What runs in each gutter."""
    level: list[Segment] = field(default_factory=list)
    ports: dict[tuple[str, str], Point] = field(default_factory=dict)
    """Where the ways between blocks begin (`e3`, "start") and end."""


def gutter_of(way: Way, home: dict[str, int]) -> tuple[int, int]:
    """The gutters in which a way leaves the block of its start and comes to that of its end."""
    start, end = home[way.start], home[way.end]
    if start == end:
        return (start, start) if way.kind == "back" and way.start != way.end else (start + 1, start + 1)
    return (start + 1, end) if start < end else (start, end + 1)


def ground(blocks: Sequence[Block], widths: Sequence[float], ways: Sequence[Way]) -> Ground:
    """Put the blocks side by side with gutters of these widths between them."""
    before = list(accumulate((block.width for block in blocks), initial=0.0))
    shifts = list(accumulate(widths))
    lefts = [before[index] + shifts[index] for index in range(len(blocks))]
    gutters = [Gutter(before[index] + shifts[index] - width, before[index] + shifts[index]) for index, width in enumerate(widths)]
    cards = {key: rect.moved(left, 0) for block, left in zip(blocks, lefts, strict=True) for key, rect in block.cards.items()}
    pills = {key: rect.moved(left, 0) for block, left in zip(blocks, lefts, strict=True) for key, rect in block.pills.items()}
    home = {key: index for index, block in enumerate(blocks) for key in block.cards}
    obstacles = [[*(cards[key] for key in block.cards), *(pills[key] for key in block.pills)] for block in blocks]
    made = Ground(blocks, lefts, gutters, cards, home, pills, obstacles, [[] for _ in gutters])
    made.ports = _ports(made, ways)
    return made


def _sides(way: Way, ground: Ground) -> tuple[int, int]:
    """On which side of its cards a way begins and ends: 1 is the far one."""
    start, end = ground.home[way.start], ground.home[way.end]
    leaving, coming = gutter_of(way, ground.home)
    return (1 if leaving > start else -1), (1 if coming > end else -1)


def _ports(ground: Ground, ways: Iterable[Way]) -> dict[tuple[str, str], Point]:
    """One place for each way that leaves a card's side; ways of a kind that come to it arrive at one place."""
    wanted: dict[tuple[str, int], dict[tuple[str, str], list[tuple[float, Way]]]] = {}
    ways = tuple(ways)
    for way in ways:
        near, far = _sides(way, ground)
        for role, key, other, side in (("start", way.start, way.end, near), ("end", way.end, way.start, far)):
            group = (way.key, role) if role == "start" else (way.kind, role)
            height = ground.cards[other].middle[1] if other != key else (-1e9 if role == "start" else 1e9)
            wanted.setdefault((key, side), {}).setdefault(group, []).append((height, way))
    found: dict[tuple[str, str], Point] = {}
    for (key, side), groups in wanted.items():
        rect = ground.cards[key]
        gap = min(_PORTS, (rect.height - 2 * BADGE) / len(groups))
        ordered = sorted(groups.items(), key=lambda item: sum(height for height, _ in item[1]) / len(item[1]))
        for place, ((_, role), members) in enumerate(ordered):
            y = rect.middle[1] + (place - (len(groups) - 1) / 2) * gap
            for _, way in members:
                found[way.key, role] = (rect.right if side > 0 else rect.x, y)
    alone = {(key, side) for (key, side), groups in wanted.items() if len(groups) == 1}
    for way in ways:
        (x, y1), (_, y2) = found[way.key, "start"], found[way.key, "end"]
        near, far = _sides(way, ground)
        if near != far and (way.start, near) in alone and abs(y1 - y2) <= _SAME_HEIGHT:
            found[way.key, "start"] = (x, y2)  # nearly level would look like a mistake
    return found


def routed(ground: Ground, ways: Sequence[Way]) -> dict[str, tuple[Command, ...]]:
    """The line of each way, by its key: short ways first, so that they run inside and the long ones around."""

    def length(way: Way) -> tuple[bool, int]:
        return way.kind == "back", abs(ground.home[way.start] - ground.home[way.end])

    plane = Plane(rect for rects in ground.obstacles for rect in rects)
    return {way.key: _route(ground, plane, way) for way in sorted(ways, key=length)}


def _route(ground: Ground, plane: Plane, way: Way) -> tuple[Command, ...]:
    start, end = ground.ports[way.key, "start"], ground.ports[way.key, "end"]
    leaving, coming = gutter_of(way, ground.home)
    sides = _sides(way, ground)
    out = _escape(ground, way.start, start, sides[0], towards=end[1], clear=_CLEAR)
    into = _escape(ground, way.end, end, sides[1], towards=start[1], clear=_ARRIVING)
    if leaving == coming and sides[0] != sides[1]:
        line = _waved(ground, plane, way, out, into)
        if line is not None:
            ground.upright[leaving].append((out[-1], into[-1]))
            return line
    y1, y2 = out[-1][1], into[-1][1]
    if leaving == coming:
        wished = ground.gutters[leaving].middle
        if sides[0] == sides[1]:
            wished = out[-1][0] + sides[0] * max(_TURN, way.pill.width / 2 + _CLEAR if way.pill else 0)
        x = _track(ground, leaving, (y1, y2), sides, wished)
        points = [*out, (x, y1), (x, y2), *reversed(into)]
        ground.upright[leaving].append(((x, y1), (x, y2)))
    else:
        y = _lane(ground, leaving, coming, y1, y2)
        x1 = _track(ground, leaving, (y1, y), (sides[0], -sides[0]), ground.gutters[leaving].middle)
        x2 = _track(ground, coming, (y, y2), (-sides[1], sides[1]), ground.gutters[coming].middle)
        points = [*out, (x1, y1), (x1, y), (x2, y), (x2, y2), *reversed(into)]
        ground.upright[leaving].append(((x1, y1), (x1, y)))
        ground.upright[coming].append(((x2, y), (x2, y2)))
    ground.level.extend((one, two) for one, two in pairwise(points) if one[1] == two[1])
    return rounded(points)


def _waved(ground: Ground, plane: Plane, way: Way, out: list[Point], into: list[Point]) -> tuple[Command, ...] | None:
    """One long wave, or level to the gutter and a wave there; None if both meet something."""
    gutter = ground.gutters[gutter_of(way, ground.home)[0]]
    near, far = (gutter.left, gutter.right) if out[0][0] < into[0][0] else (gutter.right, gutter.left)
    bends = [] if len(out) + len(into) > 2 else [(out[0][0], into[0][0])]  # noqa: PLR2004 -- one point each: no escape
    ends = (ground.cards[way.start], ground.cards[way.end])
    for x1, x2 in (*bends, (near, far)):
        before, after = [*out, (x1, out[-1][1])], [(x2, into[-1][1]), *reversed(into)]
        middle = wave(before[-1], after[0])
        if _clear(middle, plane, ends):
            ground.level += [(out[-1], before[-1]), (after[0], into[-1])]
            return (*rounded(before), *middle[1:], *rounded(after)[1:])
    return None


def _clear(line: Iterable[Command], plane: Plane, ends: tuple[Rect, Rect]) -> bool:
    """Whether a line passes everything but the cards at its ends at a distance."""
    for x, y in sampled(line):
        near = Rect(x - _WAVE_CLEAR, y - _WAVE_CLEAR, 2 * _WAVE_CLEAR, 2 * _WAVE_CLEAR)
        if any(rect not in ends for rect in plane.meeting(near)):
            return False
    return True


def _escape(ground: Ground, key: str, port: Point, side: int, *, towards: float, clear: float) -> list[Point]:
    """From a card to the edge of its block: straight, or around the cards beside it by the gap above or below."""
    card = ground.cards[key]
    index = ground.home[key]
    edge = ground.lefts[index] + (ground.blocks[index].width if side > 0 else 0)
    others = [rect for rect in ground.obstacles[index] if rect is not card]

    def beside(x: float) -> list[Rect]:
        left, right = sorted((x, edge))
        return [rect for rect in others if rect.x < right + 1 and rect.right > left - 1]

    if not any(rect.y - _CLEAR / 2 < port[1] < rect.bottom + _CLEAR / 2 for rect in beside(port[0])):
        return [port]
    x = card.right - _CORNER if side > 0 else card.x + _CORNER
    found = []
    for border, step in ((card.bottom, 1), (card.y, -1)):
        # Better on top of another line than through a card.
        for lines in (ground.level, ()):
            y = _free_level(border + step * clear, step, beside(x), lines, (x, edge))
            low, high = sorted((border, y))
            if all(rect.bottom <= low or rect.y >= high or not rect.x < x < rect.right for rect in others):
                found.append((abs(y - card.middle[1]) * 2 + abs(y - towards), border, y))
                break
    if not found:
        return [port]
    _, border, y = min(found)
    return [(x, border), (x, y)]


def _free_level(wanted: float, step: int, rects: Sequence[Rect], lines: Iterable[Segment], reach: tuple[float, float]) -> float:
    """The first height from `wanted` on, downwards (1) or upwards (-1), at which nothing is between the two places."""
    left, right = sorted(reach)
    bars = [(rect.y - _CLEAR + 1, rect.bottom + _CLEAR - 1) for rect in rects]
    beside = [(x1, x2, y) for (x1, y), (x2, _) in lines]
    bars += [(y - _APART + 1, y + _APART - 1) for x1, x2, y in beside if min(x1, x2) < right and max(x1, x2) > left]
    y = wanted
    moved = True
    while moved:
        moved = False
        for top, bottom in bars:
            if top < y < bottom:
                y, moved = (bottom if step > 0 else top), True
    return y


def _lane(ground: Ground, leaving: int, coming: int, y1: float, y2: float) -> float:
    """The height at which to pass the blocks between two gutters: past all their cards, or between some."""
    low, high = sorted((leaving, coming))
    between = ground.obstacles[low:high]
    rects = [rect for group in between for rect in group]
    reach = (ground.gutters[low].middle, ground.gutters[high].middle)
    found = {_free_level(wanted, step, rects, ground.level, reach) for wanted in (y1, y2, (y1 + y2) / 2) for step in (1, -1)}

    def cost(y: float) -> float:
        through = sum(min(rect.y for rect in group) < y < max(rect.bottom for rect in group) for group in between if group)
        bends = (abs(y - y1) > 1) + (abs(y - y2) > 1)
        return abs(y - y1) + abs(y - y2) + _THROUGH * through + _BEND * bends

    return min(sorted(found), key=cost)


def _track(ground: Ground, index: int, heights: tuple[float, float], sides: tuple[int, int], wished: float) -> float:
    """Where in a gutter to run upright: on no other line, with few crossings, else near the place `wished`.

    `sides` tell to which side of the gutter the line goes on at its two ends, -1 and 1 as seen from a card.
    """
    gutter = ground.gutters[index]
    y1, y2 = heights
    if abs(y1 - y2) < 1:
        return gutter.middle
    others = ground.upright[index]
    top, bottom = min(heights) - _APART, max(heights) + _APART
    number = max(1, int((gutter.right - gutter.left - 2 * _CLEAR) // _APART))
    tracks = [gutter.middle + (place - (number - 1) / 2) * _APART for place in range(number)]
    beside = [gutter.left if side > 0 else gutter.right for side in sides]

    def cost(x: float) -> float:
        near = sum(
            min(one[1], two[1]) < bottom and max(one[1], two[1]) > top and abs(one[0] - x) < _APART - 1
            for one, two in others if one[0] == two[0]
        )  # fmt: skip
        line = [((beside[0], y1), (x, y1)), ((x, y1), (x, y2)), ((x, y2), (beside[1], y2))]
        return near * 1000 + sum(crossings(part, others) for part in line) * _CROSSING + abs(x - wished)

    return min(tracks, key=cost)
