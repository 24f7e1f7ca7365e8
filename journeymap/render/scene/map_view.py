"""The map: head, stages, a lane for each kind of thing, legend; as wide as makes it a sheet of the A series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.easel import Easel
from journeymap.render.scene.footer import draw_footer
from journeymap.render.scene.grid import GAP, MARGIN
from journeymap.render.scene.header import draw_header
from journeymap.render.scene.lanes import draw_lane
from journeymap.render.scene.links import corridors, draw_links, route
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.pen import Pen, Slot
from journeymap.render.scene.shapes import Scene
from journeymap.render.scene.sheet import sheet_for
from journeymap.render.scene.stages import draw_stages
from journeymap.render.scene.tags import Guide

if TYPE_CHECKING:
    from journeymap.render.board.types import Board

_BELOW_HEAD, _BELOW_STAGES, _ABOVE_FOOT = 12, 9, 12


def layout(board: Board) -> Scene:
    """Lay a board out: heights follow from the texts, the width from the heights."""
    pen = Pen(board.direction, board.labels)
    easel = Easel(pen, board, Guide(board))
    sheet = sheet_for(easel)
    grid = sheet.grid
    y = draw_header(pen, board, Slot(MARGIN, MARGIN, grid.end - MARGIN))
    y = draw_stages(pen, board, grid, y + _BELOW_HEAD) + _BELOW_STAGES
    links = route(sheet.lanes, grid)
    tops: list[float] = []
    for lane, gap in zip(sheet.lanes, corridors(links, len(sheet.lanes)), strict=True):
        tops.append(y + gap)
        draw_lane(easel, lane, grid, tops[-1])
        y = tops[-1] + lane.height + GAP
    draw_links(pen, links, sheet.lanes, tops)
    y = draw_footer(pen, board, grid, y - GAP + _ABOVE_FOOT, linked=bool(links))
    return Scene(
        width=grid.page,
        height=round(y + MARGIN - 10),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=board.summary,
        shapes=turn(pen.shapes, grid.page, board.direction),
    )
