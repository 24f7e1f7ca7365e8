"""The map: head, stages, a lane for each kind of thing, legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.footer import draw_footer
from journeymap.render.scene.grid import GAP, MARGIN, grid_for
from journeymap.render.scene.header import draw_header
from journeymap.render.scene.lanes import draw_lane
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.pen import Pen, Slot
from journeymap.render.scene.shapes import Scene
from journeymap.render.scene.stages import draw_stages

if TYPE_CHECKING:
    from journeymap.render.board.types import Board


def layout(board: Board) -> Scene:
    """Lay a board out: heights follow from the texts, widths from the number of stages."""
    grid = grid_for(board)
    pen = Pen(board.direction, board.labels)
    y = draw_header(pen, board, Slot(MARGIN, MARGIN, grid.end - MARGIN))
    y = draw_stages(pen, board, grid, y + 14)
    for index, row in enumerate(board.rows):
        y = draw_lane(pen, board, row, grid, y + (GAP if index else 10))
    y = draw_footer(pen, board, grid, y + 14)
    return Scene(
        width=grid.page,
        height=round(y + MARGIN - 8),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=board.summary,
        shapes=turn(pen.shapes, grid.page, board.direction),
    )
