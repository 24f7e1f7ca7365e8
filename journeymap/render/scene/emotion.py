"""The emotion lane: the plot over the stages, and below it what the plot cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.board.types import EmotionItem
from journeymap.render.scene.emotion_plot import draw_plot
from journeymap.render.scene.grid import PADDING
from journeymap.render.scene.marks import face, tone_ink
from journeymap.render.scene.pen import META, SMALL, SMALL_2, Pen, Slot, joined, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, Row
    from journeymap.render.scene.emotion_plot import Shown
    from journeymap.render.scene.grid import Grid

_BELOW_PLOT = 10


def draw_emotion(pen: Pen, board: Board, row: Row, grid: Grid, y: float, *, rail_end: float) -> float:
    """Draw the lane's cells, y being the lane's upper edge and `rail_end` where its name ends; the lane's lower edge."""
    shown: Shown = set()
    bottom = y
    if any(curve.points or curve.levels for curve in board.curves):
        bottom, shown = draw_plot(pen, board, grid, y, rail_end=rail_end)
    top = bottom + _BELOW_PLOT
    told = top
    for index, items in enumerate(row.cells):
        left = [item for item in items if isinstance(item, EmotionItem) and _is_left(item, shown, index)]
        told = max(told, _reasons(pen, left, Slot(grid.left(index) + PADDING, top, grid.inner)))
    return told + PADDING - 2 if told > top else bottom


def _is_left(item: EmotionItem, shown: Shown, index: int) -> bool:
    """Whether there is more to say than the word that already stands in the plot."""
    if item.because:
        return True
    return item.feeling is not None and (index, escape.plain(item.feeling), item.score or "") not in shown


def _reasons(pen: Pen, items: Sequence[EmotionItem], slot: Slot) -> float:
    """Why it feels so, and feelings without a score."""
    y = slot.y
    for index, item in enumerate(items):
        with pen.group(item.anchor):
            y = _reason(pen, item, slot.at(y + (7 if index else 0)))
    return y


def _reason(pen: Pen, item: EmotionItem, slot: Slot) -> float:
    name = item.feeling or item.score or ""
    icon = face(item.tone, 0.5) if item.tone else "heart"
    y = pen.noted(icon, name, slot, styled(SMALL, tone_ink(item.tone), 600), token=item.tone or "ink-3")
    inside = slot.inset(SMALL.size + 7)
    if item.because:
        y = pen.paragraph(item.because, inside.at(y), SMALL_2, balanced=True)
    return pen.paragraph(joined(item.personas), inside.at(y), META) if item.personas else y
