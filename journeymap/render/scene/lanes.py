"""The lanes of a map: a card each, with its name on the rail and a cell a stage. Rows grow; nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.render import icons
from journeymap.render.board.types import ActionItem, SolutionItem
from journeymap.render.measure import wrap
from journeymap.render.scene.emotion_plan import EmotionPlan, has_plot, plan_emotion
from journeymap.render.scene.emotion_plot import draw_emotion
from journeymap.render.scene.grid import MARGIN, RAIL_ICON, RAIL_TEXT
from journeymap.render.scene.items import BADGE, badge_width, is_clock
from journeymap.render.scene.marks import LANE_TOKENS
from journeymap.render.scene.pen import META, STRONG, Pen, Slot, straight
from journeymap.render.scene.shapes import Box, Path
from journeymap.render.scene.stacks import Stack, common_date, stack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, Row
    from journeymap.render.scene.easel import Easel
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.stacks import Cell

LANE_PADDING = 8
"""Above and below what stands in a lane."""
_LEAST = 34
_STRIP = 8
"""Between the plot and the strip below it, and after that."""


class Lane(NamedTuple):
    """One lane, laid out: a plot for the emotions, and a stack of what stands in the cells."""

    row: Row
    height: float
    stack: Stack
    plot: EmotionPlan | None


def plan_lanes(easel: Easel, grid: Grid, plot_height: float) -> list[Lane]:
    """Lay all lanes out. What is said over the emotion curve, or stands whole nearby, is not said again."""
    board = easel.board
    plot = next((row for row in board.rows if row.kind == "emotion" and has_plot(board)), None)
    lanes: list[Lane] = []
    for row in board.rows:
        if row is plot:
            lanes.append(plan_plot(easel, row, grid, plot_height))
        elif plot is None or row.kind != "quotes":
            rest = _unsaid(board, row)
            if any(rest.cells) or not any(row.cells):
                found = stack(easel, rest, grid)
                height = max(_LEAST, found.height + 2 * LANE_PADDING, _name_height(rest, grid))
                lanes.append(Lane(rest, height, found, None))
    return lanes


def plan_plot(easel: Easel, row: Row, grid: Grid, height: float) -> Lane:
    """Lay the emotion lane out, `height` from the worst score to the best; what found no room in the plot follows below."""
    named = _name_height(row, grid, hint=True)
    plan = plan_emotion(easel, row, grid, height=height, least=named + 4)
    strip = stack(easel, replace(row, cells=plan.left), grid)
    below = strip.height + 2 * _STRIP if strip.height else 0
    return Lane(row, plan.bottom + below, strip, plan)


def _unsaid(board: Board, row: Row) -> Row:
    """The row without solutions shown again beside a pain point that names them."""
    pains = next((other for other in board.rows if other.kind == "pain_points"), None)
    if pains is None or row.kind != "solutions":
        return row
    cells = []
    for cell, beside in zip(row.cells, pains.cells, strict=True):
        named = {reference.number for pain in beside for reference in getattr(pain, "solutions", ())}
        cells.append(tuple(one for one in cell if not (isinstance(one, SolutionItem) and one.repeated and one.number in named)))
    return replace(row, cells=tuple(cells))


def _name_height(row: Row, grid: Grid, *, hint: bool = False) -> float:
    """The height that the rail asks for; a hint has to do with what is there."""
    width = grid.rail - RAIL_TEXT - 8
    lines = len(wrap(escape.plain(row.label), width, STRONG.size, STRONG.weight)) * STRONG.leading
    if hint and row.hint:
        lines += 1 + len(wrap(row.hint, width, META.size, META.weight)) * META.leading
    return lines + 2 * LANE_PADDING - 1


def draw_lane(easel: Easel, lane: Lane, grid: Grid, top: float) -> None:
    """Draw one lane from its upper edge down."""
    pen, row, bottom = easel.pen, lane.row, top + lane.height
    with pen.group(f"lane-{row.key}", row.label):
        lines = [Path(straight((x, top + 1), (x, bottom - 1)), "grid") for x in grid.edges[:-1]]
        pen.add(Box(MARGIN, top, grid.end - MARGIN, lane.height, "surface", "line", radius=12))
        if lane.plot is None:
            pen.add(*lines)
        _name(pen, row, grid, top, bottom)
        if lane.plot is not None:
            draw_emotion(pen, easel.board, lane.plot, top, lines)
        _cells(pen, lane.stack, top + (LANE_PADDING if lane.plot is None else lane.plot.bottom + _STRIP))


def _name(pen: Pen, row: Row, grid: Grid, top: float, bottom: float) -> None:
    """Icon, name and, if the lane is high enough, hint on the rail."""
    pen.icon(icons.for_lane(row.key), MARGIN + RAIL_ICON, top + LANE_PADDING, size=18, token=LANE_TOKENS.get(row.key, "ink-2"))
    slot = Slot(MARGIN + RAIL_TEXT, top + LANE_PADDING - 1, grid.rail - RAIL_TEXT - 8)
    y = pen.paragraph(row.label, slot, STRONG)
    for text in (row.hint, common_date(row)):
        lines = wrap(text, slot.width, META.size, META.weight) if text else []
        if lines and y + 1 + len(lines) * META.leading <= bottom - 6:
            y = pen.paragraph(text, slot.at(y + 1), META, balanced=True)


def _cells(pen: Pen, found: Stack, top: float) -> None:
    clock = is_clock([item for cell in found.row.cells for item in cell if isinstance(item, ActionItem)])
    for cell in found.cells:
        begun = pen.mark()
        for place in cell.placed:
            found.draw(pen, place, top)
        if found.row.kind == "actions":
            pen.behind(begun, *_threads(cell, top, clock=clock))


def _threads(cell: Cell, top: float, *, clock: bool) -> list[Path]:
    """From each action to the next one below it."""
    half = badge_width([item for place in cell.placed for item in place.items if isinstance(item, ActionItem)], clock=clock) / 2
    found: list[Path] = []
    for part in range(cell.parts):
        places = [place for place in cell.placed if place.part == part]
        if len(places) > 1:
            x, first, last = places[0].x + half, places[0].y, places[-1].y
            line = straight((x, top + first + BADGE / 2), (x, top + last + BADGE / 2))
            found.append(Path(line, "line", stroke_width=1.5))
    return found


def areas(lanes: Sequence[Lane]) -> list[list[float]]:
    """How much stands in each cell of each lane, as an area."""
    return [[sum(place.width * place.height for place in cell.placed) for cell in lane.stack.cells] for lane in lanes]
