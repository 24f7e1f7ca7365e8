"""`--to svg`: one picture of the map, as a file that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.drawing import Drawing, Target
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.scene.shapes import Scene


def _render(board: Board, drawing: Drawing) -> str:
    return write_svg(_scene(board, drawing), theme(drawing.theme))


def _scene(board: Board, drawing: Drawing) -> Scene:
    """Lay the board out. The flow's module is loaded only for a flow: it brings Graphviz."""
    if drawing.view == "flow":
        from journeymap.render.scene import flow_view

        return flow_view.layout(board, drawing.engine)
    from journeymap.render.scene import map_view

    return map_view.layout(board)


TARGET = Target(suffix=".svg", media_type="image/svg+xml", views=("map", "flow"), render=_render)
