"""The stages of a map as a row of chevrons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.board.types import ActionItem
from journeymap.render.measure import reserved
from journeymap.render.scene.grid import MARGIN, RAIL_ICON, RAIL_TEXT
from journeymap.render.scene.items import is_clock, plain_of
from journeymap.render.scene.pen import META, META_2, STAGE, STAGE_META, STRONG, Pen, Slot, filled, joined, straight, styled
from journeymap.render.scene.shapes import Circle, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Column
    from journeymap.render.scene.grid import Grid

_POINT = 16
_LAST_POINT = 10
_SEAM = 3
_LEAST = 54
_NUMBER, _TEXT = 40, 64
"""From a stage's start to the middle of its number, and to its name."""
_FIRST = 10
"""How much further to the start they are in the first stage, which has no notch."""
_PADDING = 9
_AXIS = 10
"""From the stages to the line of the hours."""


def draw_stages(pen: Pen, board: Board, grid: Grid, y: float) -> float:
    """Draw the row, and below it the hours in a map of a day; where it ends."""
    rooms = [grid.wide(index) - _TEXT - _PADDING + 4 for index in range(len(board.columns))]
    heights = [_words(pen.probe(), column, Slot(0, 0, room)) for column, room in zip(board.columns, rooms, strict=True)]
    height = max([_LEAST, *(height + 2 * _PADDING for height in heights)])
    middle = y + height / 2
    pen.icon("clipboard-list", MARGIN + RAIL_ICON, middle - 9, size=18, token="ink-2")  # noqa: S106 -- a colour's name
    pen.paragraph(pen.labels["stages"], Slot(MARGIN + RAIL_TEXT, middle - STRONG.leading / 2, grid.rail - RAIL_TEXT), STRONG)
    for index, (column, words, room) in enumerate(zip(board.columns, heights, rooms, strict=True)):
        left = grid.left(index) - (0 if index else _FIRST)
        with pen.group(column.anchor, column.name):
            pen.add(_chevron(grid, index, y, height))
            pen.add(Circle(left + _NUMBER, middle, 14, "on-stage", opacity=0.18))
            pen.line(column.number, left + _NUMBER, middle + 5, styled(STRONG, "on-stage"), anchor="middle")
            _words(pen, column, Slot(left + _TEXT, y + (height - words) / 2, room))
    return _hours(pen, board, grid, y + height)


def _words(pen: Pen, column: Column, slot: Slot) -> float:
    """Name, time and owner of a stage; their lower end."""
    y = pen.paragraph(column.name, slot, STAGE)
    owner = filled(pen.labels, "field", label=pen.labels["owner"], value=column.owner) if column.owner else None
    facts = joined([column.time, column.duration, owner])
    if facts:
        y = pen.paragraph(facts, slot.at(y), STAGE_META)
    return pen.noted("search", column.closer, slot.at(y), STAGE_META) if column.closer else y


def _hours(pen: Pen, board: Board, grid: Grid, y: float) -> float:
    """The time of every action on a line below the stages, where each action has one; where it ends."""
    cells = next((row.cells for row in board.rows if row.kind == "actions"), ())
    found = [[item for item in cell if isinstance(item, ActionItem)] for cell in cells]
    if not is_clock([item for cell in found for item in cell]):
        return y
    line = y + _AXIS
    pen.icon("clock", MARGIN + RAIL_ICON + 2, line + 3, size=14, token="ink-3")  # noqa: S106 -- a colour's name
    pen.paragraph(pen.labels["time"], Slot(MARGIN + RAIL_TEXT, line + 2, grid.rail - RAIL_TEXT), META)
    pen.add(Path(straight((grid.start, line), (grid.end - _LAST_POINT, line)), "ink-3", stroke_width=1.5))
    end = 0.0
    for index, cell in enumerate(found):
        for number, item in enumerate(cell):
            x = grid.at(index + (number + 0.5) / len(cell))
            pen.add(Path(straight((x, line - 4), (x, line + 4)), "ink-3", stroke_width=1.5))
            wide = reserved(plain_of(item.time), META_2.size) if item.time is not None else 0.0
            if item.time is not None and x - wide / 2 > end:
                pen.line(item.time, x, line + META_2.leading + 1, META_2, anchor="middle")
                end = x + wide / 2 + 4
    return line + META_2.leading + 6


def _chevron(grid: Grid, index: int, y: float, height: float) -> Path:
    """Each begins where the one before ends; the last one's point stays on the page."""
    left, right = grid.left(index), grid.left(index + 1)
    middle, low = y + height / 2, y + height
    last = index == grid.columns - 1
    shoulder, tip = (right - _LAST_POINT, right) if last else (right, right + _POINT)
    start = left + (_SEAM if index else 0)
    outline = [(start, y), (shoulder, y), (tip, middle), (shoulder, low), (start, low)]
    if index:
        outline.append((start + _POINT, middle))
    return Path((*straight(*outline), ("Z",)), fill=stage_token(index))
