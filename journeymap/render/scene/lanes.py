"""The lanes of a map: a card each, with its name on the rail and a cell a stage. Rows grow; nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from journeymap.render import icons
from journeymap.render.board.types import (
    ActionItem,
    CellItem,
    Item,
    MetricItem,
    OpportunityItem,
    PainItem,
    SolutionItem,
    TextItem,
    TouchpointItem,
)
from journeymap.render.scene.cards import draw_metrics, draw_opportunities, draw_pains, draw_solutions
from journeymap.render.scene.emotion import draw_emotion
from journeymap.render.scene.grid import MARGIN, PADDING, RAIL_ICON, RAIL_TEXT
from journeymap.render.scene.items import draw_actions, draw_cells, draw_goals, draw_quotes, draw_texts, draw_touchpoints
from journeymap.render.scene.marks import LANE_TOKENS
from journeymap.render.scene.pen import META, STRONG, Pen, Slot, straight
from journeymap.render.scene.shapes import Box, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Row
    from journeymap.render.scene.grid import Grid

I = TypeVar("I", bound=Item)  # noqa: E741 -- an item

_LEAST = 56


def draw_lane(pen: Pen, board: Board, row: Row, grid: Grid, y: float) -> float:
    """Draw one lane; where it ends."""
    with pen.group(f"lane-{row.key}", row.label):
        named = _name(pen, row, grid, y)
        if row.kind == "emotion":
            bottom = draw_emotion(pen, board, row, grid, y, rail_end=named)
        else:
            slots = [Slot(grid.left(index) + PADDING, y + PADDING, grid.inner) for index in range(len(row.cells))]
            cells = zip(row.cells, slots, strict=True)
            bottom = PADDING + max(_cell(pen, row, cell, slot, stage_token(index)) for index, (cell, slot) in enumerate(cells))
        bottom = max(bottom, named + PADDING - 4, y + _LEAST)
        columns = [grid.left(index) for index in range(grid.count)]
        lines = [Path(straight((x, y + 1), (x, bottom - 1)), "grid") for x in columns]
        pen.behind(0, Box(MARGIN, y, grid.end - MARGIN, bottom - y, "surface", "line", radius=12), *lines)
    return bottom


def _name(pen: Pen, row: Row, grid: Grid, y: float) -> float:
    """Icon, name and hint on the rail; their lower end."""
    pen.icon(icons.for_lane(row.key), MARGIN + RAIL_ICON, y + 13, size=18, token=LANE_TOKENS.get(row.key, "ink-2"))
    slot = Slot(MARGIN + RAIL_TEXT, y + 12, grid.rail - RAIL_TEXT - 8)
    y = pen.paragraph(row.label, slot, STRONG)
    return pen.paragraph(row.hint, slot.at(y + 1), META) if row.hint else y


def _cell(pen: Pen, row: Row, cell: tuple[Item, ...], slot: Slot, token: str) -> float:
    """Draw what stands in one cell, by its kind; its lower end."""
    match row.kind:
        case "actions":
            return draw_actions(pen, _of(cell, ActionItem), slot, token)
        case "touchpoints":
            return draw_touchpoints(pen, _of(cell, TouchpointItem), slot, token)
        case "quotes":
            return draw_quotes(pen, _of(cell, TextItem), slot)
        case "pain_points":
            return draw_pains(pen, _of(cell, PainItem), slot)
        case "solutions":
            return draw_solutions(pen, _of(cell, SolutionItem), slot)
        case "opportunities":
            return draw_opportunities(pen, _of(cell, OpportunityItem), slot)
        case "metrics":
            return draw_metrics(pen, _of(cell, MetricItem), slot)
        case "cells":
            return draw_cells(pen, _of(cell, CellItem), slot)
        case _:
            draw = draw_goals if row.key == "goals" else draw_texts
            return draw(pen, _of(cell, TextItem), slot)


def _of(cell: tuple[Item, ...], kind: type[I]) -> list[I]:
    """A lane's items are of one kind, which the type of a row cannot say."""
    return [item for item in cell if isinstance(item, kind)]
