"""The flow: how customers really move, stage by stage, with loops, forks and the places where they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene import flow_paint, mirror
from journeymap.render.scene.flow_parts import parts_of
from journeymap.render.scene.flow_plan import plan
from journeymap.render.scene.flow_words import description
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.pen import BODY_2, TITLE, Pen, Slot, joined
from journeymap.render.scene.shapes import Scene

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.dot import Engine

_NARROWEST = 640.0


def layout(board: Board, engine: Engine = "embedded", *, framed: bool = True) -> Scene:
    """Lay out the flow of a board; `framed` brings the title. Where the engine fails, `Scene.warning` says so."""
    parts = parts_of(board)
    found = plan(parts, engine)
    whole = max(right for _, right in found.panels.values())
    width = max(_NARROWEST, whole + 2 * MARGIN)
    pen = Pen(board.direction, board.labels)
    page = Slot(MARGIN, MARGIN, width - 2 * MARGIN)
    y: float = MARGIN
    if framed:
        y = pen.paragraph(board.title, page, TITLE, balanced=True)
        told = joined([board.labels["flow"], board.labels["flow-hint"], board.state])
        y = pen.paragraph(told, page.at(y + 2), BODY_2) + 16
    x = (width - whole) / 2
    zero, y = flow_paint.paint_panels(pen, board, found, x, y)
    flow_paint.paint_ways(pen, parts, found.lines, x, zero)
    flow_paint.paint_cards(pen, board, (parts, found), x, zero)
    flow_paint.paint_pills(pen, parts, found, x, zero)
    y = flow_paint.paint_legend(pen, board, parts, page.at(y + 14))
    return Scene(
        width=round(width, 2),
        height=round(y + MARGIN / 2, 2),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=description(board),
        shapes=mirror.turn(pen.shapes, round(width, 2), board.direction),
        warning="" if found.trouble is None else f"drawn without Graphviz: {found.trouble.message}; {found.trouble.help_line}",
    )
