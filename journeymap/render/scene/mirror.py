"""From a picture drawn from the left to the picture of a map in its own direction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from journeymap.render.scene.shapes import Box, Circle, Gradient, Group, Icon, Image, Path, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.render.scene.shapes import Anchor, Command, Direction, Paint, Shape

_OPPOSITE: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}

_DIRECTED = frozenset({"arrow-right", "log-out", "repeat", "trending-down", "trending-up"})
"""Icons that point where the page runs to: time goes on to the left there."""


def turn(shapes: Iterable[Shape], width: float, direction: Direction) -> tuple[Shape, ...]:
    """The shapes on a page of `width`, mirrored if `direction` runs to the left.

    Up to here `start` of a text meant the side where the page starts. From here on it means the side where the line
    itself starts, which differs where a line runs against the page.
    """
    return tuple(_turn(shape, width, direction) for shape in shapes)


def _turn(shape: Shape, width: float, direction: Direction) -> Shape:
    if isinstance(shape, Group):
        return replace(shape, shapes=turn(shape.shapes, width, direction))
    if isinstance(shape, TextLine):
        anchor = shape.anchor if shape.direction == direction else _OPPOSITE[shape.anchor]
        x = shape.x if direction == "ltr" else width - shape.x
        return shape if (x, anchor) == (shape.x, shape.anchor) else replace(shape, x=x, anchor=anchor)
    return shape if direction == "ltr" else _mirror(shape, width)


def _mirror(shape: Box | Circle | Icon | Image | Path, width: float) -> Shape:
    match shape:
        case Box():
            fill, stroke = _paint(shape.fill, width), _paint(shape.stroke, width)
            return replace(shape, x=width - shape.x - shape.width, fill=fill, stroke=stroke)
        case Circle():
            return replace(shape, x=width - shape.x, fill=_paint(shape.fill, width), stroke=_paint(shape.stroke, width))
        case Image():  # not turned itself: whoever is on it looks the same way in every language
            return replace(shape, x=width - shape.x)
        case Icon():
            return replace(shape, x=width - shape.x - shape.size, flipped=shape.name in _DIRECTED)
        case Path():
            commands = tuple(_command(command, width) for command in shape.commands)
            return replace(shape, commands=commands, fill=_paint(shape.fill, width), stroke=_paint(shape.stroke, width))


def _command(command: Command, width: float) -> Command:
    numbers = (width - value if index % 2 == 0 else value for index, value in enumerate(command[1:]))
    return (command[0], *numbers)


def _paint(paint: Paint | None, width: float) -> Paint | None:
    if isinstance(paint, Gradient):
        return replace(paint, x1=width - paint.x1, x2=width - paint.x2)
    return paint
