"""How wide a map becomes: a first try tells how much there is, the second is what is drawn.

The aim is 420 : 297, the A series: a poster that fills its sheet. A map with little on it stays wider than that.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from journeymap.render.scene.footer import draw_footer
from journeymap.render.scene.grid import GAP, MARGIN, Grid, grid_of, narrowest, rail_of
from journeymap.render.scene.header import draw_header
from journeymap.render.scene.lanes import Lane, busiest, plan_lanes, plan_plot
from journeymap.render.scene.pen import Slot
from journeymap.render.scene.stages import draw_stages

if TYPE_CHECKING:
    from journeymap.render.scene.easel import Easel

RATIO = 420 / 297
_FIRST = 245.0
"""The width of the first try, for a map of one item; it grows with the root of their number, as a square does."""
_PLOT, _HIGHEST_PLOT = 190.0, 330.0
"""Heights of the plot, from the worst score to the best: what it begins with, and the most it takes of a sheet's rest."""
_PLOT_STEP = 6.0
_FIXED_LANE = 26.0
"""What a lane needs however wide it is."""
_SHARES = (0.72, 1.5)
"""A column is no narrower and no wider than this, as a part of an equal share."""


class Sheet(NamedTuple):
    """A page that was laid out: its columns and its lanes."""

    grid: Grid
    lanes: list[Lane]


def sheet_for(easel: Easel) -> Sheet:
    """Lay the lanes out twice: on a usual page, then on the page that suits what the first try showed."""
    board = easel.board
    count, rail = max(1, len(board.columns)), rail_of(board)
    items = sum(len(cell) for row in board.rows for cell in row.cells)
    first = grid_of(rail, round(max(_FIRST * math.sqrt(items), narrowest(rail, count))), [1.0] * count)
    lanes = plan_lanes(easel, first, _PLOT)
    around = _around(easel, first)
    height = around + _height(lanes)
    fixed = around * 0.85 + sum(lane.plot.bottom if lane.plot is not None else _FIXED_LANE for lane in lanes)
    width = _width(fixed, max(1.0, height - fixed) * first.page)
    page = round(max(narrowest(rail, count), width))
    grid = grid_of(rail, page, _shares(lanes, count))
    lanes = plan_lanes(easel, grid, _PLOT)
    spare = page / RATIO - _around(easel, grid) - _height(lanes)
    return Sheet(grid, [_stretched(easel, lane, grid, spare) for lane in lanes])


def _stretched(easel: Easel, lane: Lane, grid: Grid, spare: float) -> Lane:
    """The plot takes the height that is left of the sheet: more room between the words, a clearer curve."""
    if lane.plot is None or spare < _PLOT_STEP:
        return lane
    return plan_plot(easel, lane.row, grid, round(min(_HIGHEST_PLOT, _PLOT + spare)))


def _width(fixed: float, area: float) -> float:
    """The width of a page of the right ratio, of which `fixed` is the height that does not depend on it."""
    return (RATIO * fixed + math.sqrt((RATIO * fixed) ** 2 + 4 * RATIO * area)) / 2


def _around(easel: Easel, grid: Grid) -> float:
    """The height of everything but the lanes."""
    probe, board = easel.pen.probe(), easel.board
    y = draw_header(probe, board, Slot(MARGIN, MARGIN, grid.end - MARGIN))
    y = draw_stages(probe, board, grid, y)
    return draw_footer(probe, board, grid, y) + MARGIN + 24


def _height(lanes: list[Lane]) -> float:
    return sum(lane.height + GAP for lane in lanes)


def _shares(lanes: list[Lane], count: int) -> list[float]:
    """Wider columns where more stands."""
    heights = busiest(lanes, count)
    mean = sum(heights) / count or 1.0
    least, most = _SHARES
    return [min(most, max(least, (height / mean) ** 0.6)) if height else least for height in heights]
