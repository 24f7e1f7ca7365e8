"""The personas: a card each, with the picture, what they say, want and need, what hurts them, and how the journey feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.panels import BETWEEN, PAGE, ROOM, draw_foot, draw_head
from journeymap.render.scene.pen import BODY_2, Pen, Slot, filled, joined
from journeymap.render.scene.personas_card import draw_card
from journeymap.render.scene.shapes import Box, Scene

if TYPE_CHECKING:
    from journeymap.escape import MapText
    from journeymap.render.board.types import Board

_MOST = 3
"""Cards side by side."""


def layout(board: Board) -> Scene:
    """Lay the personas of a board out: cards of one height in each row."""
    pen = Pen(board.direction, board.labels)
    y = draw_head(pen, board, _told(board), [])
    if not board.personas:
        y = pen.paragraph(board.labels["nothing-here"], ROOM.inset(4, 4).at(y + 18), BODY_2)
    a_row = min(_MOST, len(board.personas))
    if len(board.personas) == _MOST + 1:
        a_row = 2
    for first in range(0, len(board.personas), a_row or 1):
        y = _row(pen, board, range(first, min(first + a_row, len(board.personas))), a_row, y + BETWEEN)
    y = draw_foot(pen, board, y + 10)
    return Scene(
        width=PAGE,
        height=round(y + MARGIN - 8),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=_description(board),
        shapes=turn(pen.shapes, PAGE, board.direction),
    )


def _told(board: Board) -> str | MapText:
    if not board.kind:
        return board.labels["personas-hint"]
    return joined([board.labels["personas"], board.kind, board.state, board.status])


def _description(board: Board) -> str | MapText:
    """Who they are, in a sentence."""
    who = [filled(board.labels, "aside", text=card.name, note=card.role) if card.role else card.name for card in board.personas]
    told = joined(who, board.labels["comma"]) or board.labels["nothing-here"]
    return filled(
        board.labels, "field", label=filled(board.labels, "aside", text=board.title, note=board.labels["personas"]), value=told
    )


def _row(pen: Pen, board: Board, row: range, a_row: int, y: float) -> float:
    """Cards side by side, as high as the highest of them."""
    each = (ROOM.width - BETWEEN * (a_row - 1)) / a_row
    places = [Slot(ROOM.x + index * (each + BETWEEN), y, each) for index in range(len(row))]
    bottom = max(draw_card(pen.probe(), board, index, place) for index, place in zip(row, places, strict=True))
    for index, place in zip(row, places, strict=True):
        with pen.group(board.personas[index].anchor, board.personas[index].name):
            draw_card(pen, board, index, place)
            pen.behind(0, Box(place.x, y, each, bottom - y, "surface", "line", radius=14))
    return bottom
