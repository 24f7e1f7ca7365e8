"""`--to svg`: one picture of the map, as a file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.drawing import Drawing, Target
from journeymap.render.scene import VIEWS, layout
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme

if TYPE_CHECKING:
    from journeymap.render.board.types import Board


def _render(board: Board, drawing: Drawing) -> str:
    scene = layout(board, drawing)
    if scene.warning:
        drawing.warn(scene.warning)
    return write_svg(scene, theme(drawing.theme))


TARGET = Target(suffix=".svg", media_type="image/svg+xml", views=VIEWS, render=_render)
