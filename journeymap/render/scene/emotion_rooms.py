"""How large words and bubbles of the emotion plot are, and where around their faces they may stand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.measure import reserved, wrap
from journeymap.render.scene.pen import META_2, Style
from journeymap.render.scene.places import Rect
from journeymap.render.scene.tags import tag_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.render.board.types import CurvePoint
    from journeymap.render.scene.curve import Point
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.pen import Text
    from journeymap.render.scene.tags import Tag

_FACES = (7.5, 13.5)
_WORD_DISTANCES = (3, 11, 19)
BUBBLE_PADDING = (10, 7)
BUBBLE = Style(12.5, 16)


def bubble_size(text: Text, tags: Sequence[Tag], wide: float) -> tuple[float, float]:
    """Width and height of a bubble whose lines are no longer than `wide`."""
    lines = wrap(escape.plain(text), wide, BUBBLE.size, BUBBLE.weight, balanced=True)
    if not lines:
        return 0.0, 0.0
    widest = max(reserved(line, BUBBLE.size, BUBBLE.weight) for line in lines)
    extra = sum(tag_width(tag) + 8 for tag in tags)
    last = reserved(lines[-1], BUBBLE.size, BUBBLE.weight)
    more = 0.0
    if tags:
        if last + extra <= max(widest, wide):
            widest = max(widest, last + extra)
        else:
            widest, more = max(widest, min(extra, wide)), math.ceil(extra / wide) * (META_2.leading + 1)
    across, down = BUBBLE_PADDING
    return widest + 2 * across + 1, len(lines) * BUBBLE.leading + more + 2 * down


def inside_bubble(rect: Rect) -> tuple[float, float, float]:
    """x, y and width of the text in a bubble."""
    across, down = BUBBLE_PADDING
    return rect.x + across, rect.y + down, rect.width - 2 * across


def level_line(grid: Grid, level: CurvePoint, y: float) -> Rect:
    """The line of a whole stage's score, at a height."""
    index = min(int(level.position), grid.columns - 1)
    return Rect(grid.left(index) + 16, y - 3, grid.wide(index) - 32, 6)


def face_radius(places: Sequence[Point]) -> float:
    """Faces as large as their neighbours allow; two in one place are one."""
    least, most = _FACES
    nearest = 100.0  # further off, they are as large as they can be
    ordered = sorted(set(places))
    for index, one in enumerate(ordered):
        for place in range(index + 1, len(ordered)):
            other = ordered[place]
            if other[0] - one[0] >= nearest:
                break
            nearest = min(nearest, math.dist(one, other))
    return max(least, min(most, nearest * 0.46))


def around_face(x: float, y: float, radius: float) -> Rect:
    """What a face takes up."""
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius)


def with_margin(rect: Rect) -> Rect:
    """A bubble with the air around it."""
    return Rect(rect.x - 4, rect.y - 4, rect.width + 8, rect.height + 8)


def text_size(text: Text | None, style: Style, wide: float) -> tuple[float, float]:
    """Width and height of a text in lines no longer than `wide`."""
    lines = wrap(escape.plain(text), wide, style.size, style.weight, balanced=True) if text is not None else []
    return max((reserved(line, style.size, style.weight) for line in lines), default=0.0), len(lines) * style.leading


def places_at(place: Point, radius: float, size: tuple[float, float], *, down: bool) -> Iterator[Rect]:
    """Places for words at a face: on the wanted side of it, across, aside, then further off."""
    (x, y), (width, height) = place, size
    for distance in _WORD_DISTANCES:
        above, below = y - radius - distance - height, y + radius + distance
        for top in (below, above) if down else (above, below):
            for part in (0.5, 0.25, 0.75, 0.05, 0.95):
                yield Rect(x - width * part, top, width, height)
        aside = radius + distance + 2
        for left in (x + aside, x - aside - width):
            yield Rect(left, y - height / 2, width, height)


def places_beside(line: Rect, width: float, height: float) -> Iterator[Rect]:
    """Places for a word at the line of a stage's level."""
    room = line.width - width
    for top in (line.y - 3 - height, line.y + line.height + 3):
        for part in (0, 1, 0.5, 0.25, 0.75):
            yield Rect(line.x + room * part, top, width, height)
