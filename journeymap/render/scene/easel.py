"""What the parts of a map's page have in common while they are laid out and drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.scene.pen import Pen
    from journeymap.render.scene.tags import Guide


class Easel(NamedTuple):
    """The pen that draws, the board that is drawn, and how evidence and personas are pointed at."""

    pen: Pen
    board: Board
    guide: Guide
