"""From parts to places: blocks side by side, ways between them, pills on the ways, and a panel around each stage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap.errors import EngineError
from journeymap.render.scene import flow_blocks, flow_pills, flow_routes
from journeymap.render.scene.flow_lines import sampled, spline
from journeymap.render.scene.flow_parts import BADGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.render.dot import Engine
    from journeymap.render.scene.flow_blocks import Block
    from journeymap.render.scene.flow_parts import Parts, Rect, Way
    from journeymap.render.scene.shapes import Command

_PANEL_SIDE, _BETWEEN_PANELS, _BETWEEN_BLOCKS = 28.0, 44.0, 64.0
_TRACK, _EDGE, _PILL_SIDE = 12.0, 28.0, 18.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything is, the first panel's side at x = 0. y counts from the first row of cards; lines may lie above."""

    cards: Mapping[str, Rect]
    pills: Mapping[str, Rect]
    """By the key of their way."""
    lines: Mapping[str, tuple[Command, ...]]
    panels: Mapping[int, tuple[float, float]]
    """The two sides of each stage's panel."""
    top: float
    bottom: float
    trouble: EngineError | None
    """Why it had to be done without Graphviz."""


def plan(parts: Parts, engine: Engine) -> Plan:
    """Place everything. Where Graphviz fails for one block, all are laid out without it, to look alike."""
    chunks = flow_blocks.chunks(parts)
    trouble = None
    try:
        blocks = [flow_blocks.drawn(column, cards, parts, engine) for column, cards in chunks]
    except EngineError as problem:
        trouble = problem
        blocks = [flow_blocks.stacked(column, cards, parts) for column, cards in chunks]
    done = {key for block in blocks for key in block.routes}
    outer = [way for way in parts.ways if way.key not in done]
    ground = flow_routes.ground(blocks, _gutters(blocks, outer), outer)
    lines = flow_routes.routed(ground, outer)
    for block, left in zip(blocks, ground.lefts, strict=True):
        lines.update({key: spline([(x + left, y) for x, y in route]) for key, route in block.routes.items()})
    pills = {**ground.pills, **flow_pills.placed(outer, lines, ground.cards.values(), ground.pills)}
    top, bottom = _extent(ground.cards, pills, lines)
    return Plan(ground.cards, pills, lines, _panels(ground), top, bottom, trouble)


def _gutters(blocks: Sequence[Block], ways: Sequence[Way]) -> list[float]:
    """The width of the room before each block and after the last: for the tracks, and for the widest pill."""
    home = {key: index for index, block in enumerate(blocks) for key in block.cards}
    used: Counter[int] = Counter()
    widest: dict[int, float] = {}
    for way in ways:
        leaving, coming = flow_routes.gutter_of(way, home)
        used.update({leaving, coming})
        if way.pill is not None:
            widest[leaving] = max(widest.get(leaving, 0.0), way.pill.width + 2 * _PILL_SIDE)
    between = _BETWEEN_PANELS + 2 * _PANEL_SIDE
    inner = [_BETWEEN_BLOCKS if one.column == other.column else between for one, other in pairwise(blocks)]
    tracks = {index: 2 * _EDGE + _TRACK * number for index, number in used.items()}
    least = [_PANEL_SIDE, *inner, _PANEL_SIDE]
    return [max(width, widest.get(index, 0.0), tracks.get(index, 0.0)) for index, width in enumerate(least)]


def _extent(
    cards: Mapping[str, Rect], pills: Mapping[str, Rect], lines: Mapping[str, tuple[Command, ...]]
) -> tuple[float, float]:
    """The highest and the lowest of everything."""
    rects = [*(card.grown(BADGE / 2) for card in cards.values()), *pills.values()]
    heights = [y for line in lines.values() for _, y in sampled(line)]
    tops, bottoms = [rect.y for rect in rects], [rect.bottom for rect in rects]
    return min([*tops, *heights], default=0.0), max([*bottoms, *heights], default=0.0)


def _panels(ground: flow_routes.Ground) -> dict[int, tuple[float, float]]:
    """Panels end in the gutters between stages, at the same distance from each other everywhere."""
    panels: dict[int, tuple[float, float]] = {}
    last = len(ground.blocks) - 1
    for index, block in enumerate(ground.blocks):
        before, after = ground.gutters[index], ground.gutters[index + 1]
        left = before.left if index == 0 else before.middle + _BETWEEN_PANELS / 2
        right = after.right if index == last else after.middle - _BETWEEN_PANELS / 2
        panels[block.column] = (panels.get(block.column, (left, right))[0], right)
    return panels
