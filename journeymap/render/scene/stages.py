"""The stages of a map as a row of chevrons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.grid import MARGIN, RAIL_ICON, RAIL_TEXT
from journeymap.render.scene.pen import STAGE, STAGE_META, STRONG, Pen, Slot, filled, joined, straight, styled
from journeymap.render.scene.shapes import Circle, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Column
    from journeymap.render.scene.grid import Grid

_POINT = 16
_LAST_POINT = 10
_SEAM = 3
_LEAST = 58
_NUMBER, _TEXT = 40, 64
"""From a stage's start to the middle of its number, and to its name."""
_FIRST = 10
"""How much further to the start they are in the first stage, which has no notch."""
_PADDING = 10


def draw_stages(pen: Pen, board: Board, grid: Grid, y: float) -> float:
    """Draw the row; where it ends."""
    room = grid.column - _TEXT - _PADDING + 4
    heights = [_words(pen.probe(), column, Slot(0, 0, room)) for column in board.columns]
    height = max([_LEAST, *(height + 2 * _PADDING for height in heights)])
    middle = y + height / 2
    pen.icon("clipboard-list", MARGIN + RAIL_ICON, middle - 9, size=18, token="ink-2")  # noqa: S106 -- a colour's name
    pen.paragraph(pen.labels["stages"], Slot(MARGIN + RAIL_TEXT, middle - STRONG.leading / 2, grid.rail - RAIL_TEXT), STRONG)
    for index, (column, words) in enumerate(zip(board.columns, heights, strict=True)):
        left = grid.left(index) - (0 if index else _FIRST)
        with pen.group(column.anchor, column.name):
            pen.add(_chevron(grid, index, y, height))
            pen.add(Circle(left + _NUMBER, middle, 14, "on-stage", opacity=0.18))
            pen.line(column.number, left + _NUMBER, middle + 5, styled(STRONG, "on-stage"), anchor="middle")
            _words(pen, column, Slot(left + _TEXT, y + (height - words) / 2, room))
    return y + height


def _words(pen: Pen, column: Column, slot: Slot) -> float:
    """Name, time and owner of a stage; their lower end."""
    y = pen.paragraph(column.name, slot, STAGE)
    when = joined([column.time, column.duration])
    if when:
        y = pen.paragraph(when, slot.at(y), STAGE_META)
    if column.owner:
        owner = filled(pen.labels, "field", label=pen.labels["owner"], value=column.owner)
        y = pen.paragraph(owner, slot.at(y), STAGE_META)
    return pen.noted("search", column.closer, slot.at(y), STAGE_META) if column.closer else y


def _chevron(grid: Grid, index: int, y: float, height: float) -> Path:
    """Each begins where the one before ends; the last one's point stays on the page."""
    left, right = grid.left(index), grid.left(index + 1)
    middle, low = y + height / 2, y + height
    last = index == grid.count - 1
    shoulder, tip = (right - _LAST_POINT, right) if last else (right, right + _POINT)
    start = left + (_SEAM if index else 0)
    outline = [(start, y), (shoulder, y), (tip, middle), (shoulder, low), (start, low)]
    if index:
        outline.append((start + _POINT, middle))
    return Path((*straight(*outline), ("Z",)), fill=stage_token(index))
