"""From a `Journey` to a `Board`: what is drawn, in the words and numbers of the board's language."""

from __future__ import annotations

from journeymap.render.board.build import build_board, usual_view
from journeymap.render.board.types import Board

__all__ = ["Board", "build_board", "usual_view"]
