"""Where everything stands: a view lays a Board out as a Scene of numbers (`<name>_view.py`), and `shapes` is all it may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.drawing import Drawing
    from journeymap.render.scene.shapes import Scene

VIEWS = ("map", "blueprint", "flow", "backlog", "personas")
"""The views that are pictures."""


def layout(board: Board, drawing: Drawing) -> Scene:
    """Lay the board out. A view is loaded only where it is drawn: that of the flow brings Graphviz."""
    if drawing.view == "flow":
        from journeymap.render.scene import flow_view

        return flow_view.layout(board, drawing.engine)
    if drawing.view == "backlog":
        from journeymap.render.scene import backlog_view

        return backlog_view.layout(board)
    if drawing.view == "personas":
        from journeymap.render.scene import personas_view

        return personas_view.layout(board)
    if drawing.view == "blueprint":
        from journeymap.render.scene import blueprint_view

        return blueprint_view.layout(board)
    from journeymap.render.scene import map_view

    return map_view.layout(board)
