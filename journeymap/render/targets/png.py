"""`--to png`: the picture of `--to svg` as pixels, for slides and chats. Needs the extra `journeymap[png]`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from journeymap.errors import EngineError
from journeymap.render.drawing import Drawing, Target
from journeymap.render.scene import VIEWS
from journeymap.render.sheet import sheet

if TYPE_CHECKING:
    from journeymap.render.board.types import Board

_SCALE = 2.0
"""Pixels for one unit of the SVG: sharp on dense screens, and about 200 dpi when a usual poster is printed on A3."""
_MOST = 48_000_000
"""Pixels of one picture, four bytes each while it is drawn. Larger maps get a smaller scale."""


def _render(board: Board, drawing: Drawing) -> bytes:
    try:
        import resvg_py  # here: an extra, and only this target needs it
    except ImportError:
        raise EngineError("PNG is drawn by resvg, which is not installed", "run: pip install 'journeymap[png]'") from None
    page = sheet(board, drawing)
    scale = min(_SCALE, math.sqrt(_MOST / (page.scene.width * page.scene.height)))
    drawn: bytes = resvg_py.svg_to_bytes(
        svg_string=page.svg,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(file) for file in page.fonts],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    return drawn


TARGET = Target(suffix=".png", media_type="image/png", views=VIEWS, render=_render)
