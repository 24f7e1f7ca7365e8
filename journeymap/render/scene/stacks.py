"""How the items of a lane share its cells: below one another, in as many columns within a cell as make the lane low."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from journeymap.render.board.types import (
    ActionItem,
    CellItem,
    EmotionItem,
    Item,
    MetricItem,
    OpportunityItem,
    PainItem,
    SolutionItem,
    TextItem,
    TouchpointItem,
)
from journeymap.render.scene import cards, items
from journeymap.render.scene.grid import PADDING, WIDEST_TEXT
from journeymap.render.scene.pen import Pen, Slot
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from journeymap.render.board.types import Row
    from journeymap.render.scene.easel import Easel
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.tags import Guide

I = TypeVar("I", bound=Item)  # noqa: E741 -- an item

BETWEEN = 20
"""Between the columns of a cell; connectors run there, too."""
_NARROWEST = {"pain_points": 192, "solutions": 192, "metrics": 132, "actions": 176, "quotes": 170, "cells": 170, "emotion": 190}
_NARROW_TEXT = 160
_WIDEST = {"metrics": 300, "pain_points": math.inf, "solutions": math.inf, "touchpoints": math.inf}
_GAPS = {"pain_points": 6, "solutions": 6, "metrics": 8, "actions": 4, "quotes": 6, "cells": 6, "emotion": 2}
_TEXT_GAP = 4
_MOST = 6
_WORTH = 14
"""One more column in a cell has to make it lower by this."""


class Placed(NamedTuple):
    """An item (or, where a cell is one block, all of them) with its place from the lane's content down."""

    items: tuple[Item, ...]
    x: float
    y: float
    width: float
    height: float
    stage: int
    part: int = 0
    """Which of the cell's columns it stands in."""


class Cell(NamedTuple):
    """One cell, laid out."""

    placed: tuple[Placed, ...]
    height: float
    parts: int


class Stack(NamedTuple):
    """One lane, laid out."""

    row: Row
    cells: tuple[Cell, ...]
    height: float
    draw: Callable[[Pen, Placed, float], float]
    """Draws an item with the lane's content beginning at a height; where the item ends."""


def stack(easel: Easel, row: Row, grid: Grid) -> Stack:
    """Lay a lane out over the columns of a page."""
    draw = _artist(row, easel.guide)

    def measured(items_: tuple[Item, ...], width: float, stage: int) -> float:
        return draw(easel.pen.probe(), Placed(items_, 0.0, 0.0, width, 0.0, stage), 0.0)

    found = [
        _ways(row, cell, _Room(index, grid.left(index) + PADDING, grid.inner(index)), measured)
        for index, cell in enumerate(row.cells)
    ]
    height = max((min(way.height for way in ways) for ways in found), default=0.0)
    cells = tuple(next(way for way in ways if way.height <= height) for ways in found)
    return Stack(row, cells, height, draw)


class _Room(NamedTuple):
    """Where a cell's content goes: the stage, and its span across."""

    stage: int
    left: float
    width: float


def _ways(row: Row, cell: tuple[Item, ...], room: _Room, measured: Callable[[tuple[Item, ...], float, int], float]) -> list[Cell]:
    """The cell in one column, in two and so on, as long as that makes it lower."""
    if not cell:
        return [Cell((), 0.0, 1)]
    if row.kind == "touchpoints" or row.key == "evidence":
        height = measured(cell, room.width, room.stage)
        return [Cell((Placed(cell, room.left, 0.0, room.width, height, room.stage),), height, 1)]
    narrowest = _NARROWEST.get(row.kind, _NARROW_TEXT)
    most = max(1, min(_MOST, len(cell), int((room.width + BETWEEN) // (narrowest + BETWEEN))))
    ways: list[Cell] = []
    for parts in range(1, most + 1):
        each = (room.width - (parts - 1) * BETWEEN) / parts
        width = min(each, _WIDEST.get(row.kind, WIDEST_TEXT))
        heights = [measured((item,), width, room.stage) for item in cell]
        starts = [room.left + part * (each + BETWEEN) for part in range(parts)]
        way = _in_parts(cell, heights, starts, Placed((), 0.0, 0.0, width, 0.0, room.stage), _GAPS.get(row.kind, _TEXT_GAP))
        if not ways or way.height < ways[-1].height - _WORTH:
            ways.append(way)
    return ways


def _in_parts(cell: tuple[Item, ...], heights: Sequence[float], starts: Sequence[float], like: Placed, gap: float) -> Cell:
    """The items in columns that begin at `starts`, each about as high as the others."""
    limit = _limit(heights, len(starts), gap)
    placed: list[Placed] = []
    part, y = 0, 0.0
    for item, height in zip(cell, heights, strict=True):
        if y and y + height > limit + 0.01 and part + 1 < len(starts):
            part, y = part + 1, 0.0
        placed.append(like._replace(items=(item,), x=starts[part], y=y, height=height, part=part))
        y += height + gap
    return Cell(tuple(placed), max(one.y + one.height for one in placed), len(starts))


def _limit(heights: Sequence[float], parts: int, gap: float) -> float:
    """The least height of columns into which the items go in their order."""
    limit = max(*heights, (sum(heights) + gap * (len(heights) - parts)) / parts) if len(heights) > 1 else heights[0]
    while True:
        count, y, over = 1, 0.0, float("inf")
        for height in heights:
            if y and y + height > limit + 0.01:
                over = min(over, y + height)
                count, y = count + 1, 0.0
            y += height + gap
        if count <= parts:
            return limit
        limit = over


def _artist(row: Row, guide: Guide) -> Callable[[Pen, Placed, float], float]:
    """What draws an item of this lane."""
    everything = [item for cell in row.cells for item in cell]
    clock = items.is_clock(_of(everything, ActionItem))
    badges = [items.badge_width(_of(cell, ActionItem), clock=clock) for cell in row.cells]
    date = common_date(row)

    def draw(pen: Pen, place: Placed, top: float) -> float:
        slot = Slot(place.x, top + place.y, place.width)
        if row.kind == "touchpoints":
            return items.draw_touchpoints(pen, _of(place.items, TouchpointItem), slot, stage_token(place.stage))
        if row.key == "evidence":
            return items.draw_sources(pen, _of(place.items, TextItem), slot, guide)
        item = place.items[0]
        look = (stage_token(place.stage), badges[place.stage], clock)
        with pen.group(item.anchor):
            return _draw_item(pen, row, item, slot, _Manner(guide, look, date))

    return draw


class _Manner(NamedTuple):
    """How the items of a lane are drawn."""

    guide: Guide
    badge: tuple[str, float, bool]
    date: str


def _draw_item(pen: Pen, row: Row, item: Item, slot: Slot, manner: _Manner) -> float:
    match item:
        case ActionItem():
            return items.draw_action(pen, item, slot, manner.guide, manner.badge)
        case PainItem():
            return cards.draw_pain(pen, item, slot, manner.guide)
        case SolutionItem():
            return cards.draw_solution(pen, item, slot)
        case OpportunityItem():
            return items.draw_opportunity(pen, item, slot)
        case MetricItem():
            return cards.draw_metric(pen, item, slot, manner.guide, manner.date)
        case CellItem():
            return items.draw_cell(pen, item, slot)
        case EmotionItem():
            return items.draw_feeling(pen, item, slot, manner.guide)
        case TouchpointItem():
            return items.draw_touchpoints(pen, [item], slot, manner.badge[0])
        case TextItem():
            draw = {"emotion": items.draw_remark, "quotes": items.draw_quote}.get(row.kind, items.draw_text)
            return (items.draw_goal if row.key == "goals" else draw)(pen, item, slot, manner.guide)


def common_date(row: Row) -> str:
    """The date that most metrics of a lane have, which the lane tells once; empty where there is none."""
    dates = [item.date for cell in row.cells for item in cell if isinstance(item, MetricItem) and item.date]
    return max(dict.fromkeys(dates), key=dates.count, default="")


def _of(found: Sequence[Item], kind: type[I]) -> list[I]:
    """A lane's items are of one kind, which the type of a row cannot say."""
    return [item for item in found if isinstance(item, kind)]
