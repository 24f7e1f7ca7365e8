"""`--to terminal`: a map in characters, for people at a terminal and for whoever reads its text aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.drawing import Drawing, Target
from journeymap.render.terminal import backlog, blueprint, flow, personas
from journeymap.render.terminal.header import WIDEST, header, title
from journeymap.render.terminal.legend import legend
from journeymap.render.terminal.lines import Paper
from journeymap.render.terminal.sources import sources
from journeymap.render.terminal.stack import stack
from journeymap.render.terminal.table import fit, table

if TYPE_CHECKING:
    from journeymap.render.board.types import Board


def _render(board: Board, drawing: Drawing) -> str:
    frame = fit(board, drawing.width) if drawing.view == "map" else None
    # As wide as the table: on paper that is read from the right, everything else begins at its right edge, too.
    width = frame.width if frame else min(drawing.width, WIDEST)
    paper = Paper(width, drawing.color, board.direction == "rtl", board.labels)
    if drawing.view == "blueprint":
        blocks = [header(board, paper), blueprint.blueprint(board, paper), sources(board, paper), blueprint.legend(board, paper)]
    elif drawing.view == "flow":
        blocks = [title(board, paper), flow.flow(board, paper), flow.legend(board, paper)]
    elif drawing.view == "backlog":
        blocks = [title(board, paper), *backlog.backlog(board, paper), backlog.legend(board, paper)]
    elif drawing.view == "personas":
        blocks = [title(board, paper), *personas.personas(board, paper)]
    else:
        drawn = table(board, paper, frame) if frame else stack(board, paper)
        blocks = [header(board, paper), drawn, sources(board, paper), legend(board, paper)]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"


TARGET = Target(
    suffix=".txt",
    media_type="text/plain; charset=utf-8",
    views=("map", "blueprint", "flow", "backlog", "personas"),
    render=_render,
)
