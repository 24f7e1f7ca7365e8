"""How wide a map becomes: a first try tells how much there is, the second is what is drawn.

The aim is 420 : 297, the A series: a poster that fills its sheet. A map with little on it stays wider than that.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from journeymap.render.scene.footer import draw_footer
from journeymap.render.scene.grid import GAP, MARGIN, Grid, grid_of, page_widths, rail_of
from journeymap.render.scene.header import draw_header
from journeymap.render.scene.lanes import Lane, areas, plan_lanes, plan_plot
from journeymap.render.scene.links import corridors, route
from journeymap.render.scene.pen import Slot
from journeymap.render.scene.stages import draw_stages

if TYPE_CHECKING:
    from journeymap.render.scene.easel import Easel

RATIO = 420 / 297
_AIM = 1.03 * RATIO
"""A little wide: height that is left goes to the plot, height that is missing comes from nowhere."""
_FIRST = 245.0
"""The width of the first try, for a map of one item; it grows with the root of their number, as a square does."""
_PLOT, _HIGHEST_PLOT = 190.0, 330.0
"""Heights of the plot, from the worst score to the best: what it begins with, and the most it takes of a sheet's rest."""
_PLOT_STEP = 6.0
_FIXED_LANE = 26.0
"""What a lane needs however wide it is."""
_ROUNDS = 8
_SHARES = (0.7, 1.6)
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
    least, most = page_widths(rail, count)
    first = grid_of(rail, round(min(most, max(least, _FIRST * math.sqrt(items)))), [1.0] * count)
    lanes = plan_lanes(easel, first, _PLOT)
    around = _around(easel, first)
    height = around + _height(lanes)
    fixed = around * 0.85 + sum(lane.plot.bottom if lane.plot is not None else _FIXED_LANE for lane in lanes)
    shares, saved = _shares(areas(lanes), count)
    width = _width(fixed, max(1.0, height - fixed) * first.page * saved)
    page = round(min(most, max(least, width)))
    grid = grid_of(rail, page, shares)
    lanes = plan_lanes(easel, grid, _PLOT)
    gaps = sum(corridors(route(lanes, grid), len(lanes)))
    spare = page / RATIO - _around(easel, grid) - _height(lanes) - gaps
    return Sheet(grid, [_stretched(easel, lane, grid, spare) for lane in lanes])


def _stretched(easel: Easel, lane: Lane, grid: Grid, spare: float) -> Lane:
    """The plot takes the height that is left of the sheet: more room between the words, a clearer curve."""
    if lane.plot is None or spare < _PLOT_STEP:
        return lane
    return plan_plot(easel, lane.row, grid, round(min(_HIGHEST_PLOT, _PLOT + spare)))


def _width(fixed: float, area: float) -> float:
    """The width of a page of the right ratio, of which `fixed` is the height that does not depend on it."""
    return (_AIM * fixed + math.sqrt((_AIM * fixed) ** 2 + 4 * _AIM * area)) / 2


def _around(easel: Easel, grid: Grid) -> float:
    """The height of everything but the lanes."""
    probe, board = easel.pen.probe(), easel.board
    y = draw_header(probe, board, Slot(MARGIN, MARGIN, grid.end - MARGIN))
    y = draw_stages(probe, board, grid, y)
    return draw_footer(probe, board, grid, y, linked=True) + MARGIN + 24


def _height(lanes: list[Lane]) -> float:
    return sum(lane.height + GAP for lane in lanes)


def _shares(cells: list[list[float]], count: int) -> tuple[list[float], float]:
    """Wider columns where that makes lanes lower, and the part of their height that is left then.

    A lane is as high as its highest cell, so the columns of those cells take from the others, a little at a time.
    """
    shares = [1.0] * count
    before = sum(max(row, default=0.0) for row in cells)
    least, most = _SHARES
    for _ in range(_ROUNDS):
        wanted = [0.0] * count
        for row in cells:
            heights = [area / share for area, share in zip(row, shares, strict=True)]
            highest = max(heights, default=0.0)
            for index, height in enumerate(heights):
                wanted[index] += height * (height / highest) ** 4 if height else 0.0
        mean = sum(wanted) / count
        if not mean:
            break
        shares = [min(most, max(least, share * (want / mean) ** 0.3)) for share, want in zip(shares, wanted, strict=True)]
        whole = sum(shares) / count
        shares = [share / whole for share in shares]
    after = sum(max((area / share for area, share in zip(row, shares, strict=True)), default=0.0) for row in cells)
    return shares, after / before if before else 1.0
