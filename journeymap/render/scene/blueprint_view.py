"""The service blueprint: what the customer does, what everybody else does for it, and what sets off what."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.measure import longest_word, reserved
from journeymap.render.scene import blueprint_paint
from journeymap.render.scene.blueprint_plan import plan
from journeymap.render.scene.footer import FOOT_ROW, about_width, draw_footer
from journeymap.render.scene.grid import MARGIN, RAIL_TEXT, Grid
from journeymap.render.scene.header import draw_header
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.pen import META, META_2, STRONG, Pen, Slot
from journeymap.render.scene.shapes import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journeymap.render.board.blueprint_types import Blueprint, LineKey
    from journeymap.render.board.types import Board

_NARROWEST = 1200.0
_NAMES, _ACTORS = (140.0, 230.0), (64.0, 176.0)
"""The least and the most of the rail's parts: for the names of lanes, and of actors."""
_WHOLE = 124.0
"""An actor's name that is no wider stands on one line."""
_BESIDE = 12.0


@dataclass(frozen=True, slots=True)
class Rail:
    """The parts of the rail, counted from the page's margin."""

    names: float
    """Where lanes' names end."""
    end: float
    """Where the actors' names end and the columns begin."""


def layout(board: Board, *, framed: bool = True) -> Scene:
    """Lay out the blueprint of a board, which must have one: else ValueError. `framed` brings the map's head and foot."""
    chart = board.blueprint
    if chart is None:
        raise ValueError("a board without a blueprint")
    pen = Pen(board.direction, board.labels)
    rail = _rail(board, chart)
    found = plan(pen, chart, _named(pen, chart, rail))
    page = max(_NARROWEST, 2 * MARGIN + rail.end + found.across.width)
    grid = Grid(rail.end, (MARGIN + rail.end, page - MARGIN))
    head = replace(board, kind=board.labels["type-service-blueprint"])
    y = draw_header(pen, head, Slot(MARGIN, MARGIN, page - 2 * MARGIN)) + 14 if framed else MARGIN
    picture = blueprint_paint.Picture(pen, board, chart, found, rail, page)
    y = picture.heads(y)
    y = picture.lanes(y + 10)
    y, end = picture.foot(y + 12)
    if framed:
        beside = 0 < about_width(board) <= page - MARGIN - 4 - end
        y = draw_footer(pen, replace(head, rows=(), curves=()), grid, y - FOOT_ROW if beside else y + 8)
    return Scene(
        width=round(page, 2),
        height=round(y + MARGIN - 8),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=chart.summary,
        shapes=turn(pen.shapes, round(page, 2), board.direction),
    )


def _rail(board: Board, chart: Blueprint) -> Rail:
    """As wide as the longest words in it, and as the names of the lines, which nothing may cross."""
    least, most = _NAMES
    texts = [(lane.label, STRONG) for lane in chart.lanes] + [(lane.hint, META) for lane in chart.lanes]
    longest = max(longest_word(text, style.size, style.weight) for text, style in texts)
    names = min(most, max(least, RAIL_TEXT + longest + _BESIDE))
    actors = [escape.plain(row.actor) for lane in chart.lanes for row in lane.rows if row.actor is not None]
    end = names
    if actors:
        low, high = _ACTORS
        words = (longest_word(actor, META_2.size, 600) for actor in actors)
        short = (wide for actor in actors if (wide := reserved(actor, META_2.size, 600)) <= _WHOLE)
        end += min(high, max(low, *words, *short)) + _BESIDE
    chips = [blueprint_paint.chip_width(board.labels[line]) for line in _lines(chart)]
    return Rail(math.floor(names), math.ceil(max([end, *(chip + _BESIDE for chip in chips)])))


def _lines(chart: Blueprint) -> Iterable[LineKey]:
    return (line for lane in chart.lanes for line in lane.lines)


def _named(pen: Pen, chart: Blueprint, rail: Rail) -> Mapping[tuple[int, int | None], float]:
    """How high the names of lanes and actors are."""
    found: dict[tuple[int, int | None], float] = {}
    for at, lane in enumerate(chart.lanes):
        found[at, None] = blueprint_paint.name(pen.probe(), lane, Slot(0, 0, rail.names))
        for number, row in enumerate(lane.rows):
            if row.actor is not None:
                found[at, number] = blueprint_paint.actor(pen.probe(), row.actor, Slot(0, 0, rail.end - rail.names))
    return found
