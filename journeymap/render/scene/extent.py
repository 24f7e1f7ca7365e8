"""How much room shapes take: for drawing over a Scene that is already laid out, by the anchors of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Group, Icon, Image, Path, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journeymap.render.scene.shapes import Shape

_ASCENT, _DESCENT = 0.8, 0.25
"""Of a line of text, as parts of its size."""


def extent(shapes: Iterable[Shape]) -> Rect | None:
    """The smallest box around shapes; None around nothing."""
    boxes = [box for shape in shapes if (box := _one(shape)) is not None]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Rect(left, top, right - left, bottom - top)


def anchored(shapes: Iterable[Shape]) -> Iterator[tuple[str, Rect]]:
    """The anchor and the box of each group that has one, in reading order; the inner ones after the outer ones."""
    for shape in shapes:
        if isinstance(shape, Group):
            box = extent(shape.shapes)
            if shape.anchor and box is not None:
                yield shape.anchor, box
            yield from anchored(shape.shapes)


def filled(shapes: Iterable[Shape], token: str) -> Iterator[Rect]:
    """The boxes of all shapes that are filled with one colour."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from filled(shape.shapes, token)
        elif isinstance(shape, (Box, Path)) and shape.fill == token:
            box = _one(shape)
            if box is not None:
                yield box


def solid(shapes: Iterable[Shape]) -> Iterator[Rect]:
    """The boxes of all words, icons and pictures: what nothing may be drawn over."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from solid(shape.shapes)
        elif isinstance(shape, (TextLine, Icon, Image)):
            box = _one(shape)
            if box is not None and box.width > 0:
                yield box


def _one(shape: Shape) -> Rect | None:
    match shape:
        case Group():
            return extent(shape.shapes)
        case Box():
            return Rect(shape.x, shape.y, shape.width, shape.height)
        case Circle() | Image():
            return Rect(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius)
        case Icon():
            return Rect(shape.x, shape.y, shape.size, shape.size)
        case TextLine():
            return _line(shape)
        case Path():
            numbers = [number for command in shape.commands for number in command[1:]]
            xs, ys = numbers[::2], numbers[1::2]
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) if xs else None


def _line(line: TextLine) -> Rect:
    part = {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor]
    part = part if line.direction == "ltr" else 1 - part
    return Rect(line.x - part * line.width, line.y - _ASCENT * line.size, line.width, (_ASCENT + _DESCENT) * line.size)
