"""`--to mermaid`: text that GitHub, GitLab and many wikis draw: the flow as a `flowchart`, the map as a `journey`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.drawing import Drawing, Target
from journeymap.render.mermaid import MOST_EDGES, MOST_SIGNS, flowchart, is_drawn, journey

if TYPE_CHECKING:
    from journeymap.render.board.types import Board


def _render(board: Board, drawing: Drawing) -> str:
    text = flowchart(board) if drawing.view == "flow" else journey(board)
    if not is_drawn(text):
        drawing.warn(f"this is more than Mermaid draws unless it is told to: {MOST_SIGNS:,} characters, {MOST_EDGES} arrows")
    return text


TARGET = Target(suffix=".mmd", media_type="text/vnd.mermaid", views=("flow", "map"), render=_render, usual="flow")
