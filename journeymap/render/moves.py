"""How customers really move, in words: the places where the way is not simply straight on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.render.board.types import FlowChart, FlowEdge, FlowNode


@dataclass(frozen=True, slots=True)
class Move:
    """One way on; `end` is None where customers leave."""

    edge: FlowEdge
    end: FlowNode | None


@dataclass(frozen=True, slots=True)
class Fork:
    """A place where something happens that straight on does not say; `ends` where the journey may end there."""

    start: FlowNode
    moves: tuple[Move, ...]
    ends: bool


def by_start(chart: FlowChart) -> Mapping[str, list[FlowEdge]]:
    """The ways on from each node, by its key; what no way starts at has none."""
    found: dict[str, list[FlowEdge]] = {node.key: [] for node in chart.nodes}
    for edge in chart.edges:
        found[edge.start].append(edge)
    return found


def forks(chart: FlowChart) -> tuple[Fork, ...]:
    """The places in order from which customers loop, leave, part or move under a condition; none if all go straight on."""
    nodes = {node.key: node for node in chart.nodes}
    ways = by_start(chart)
    found = []
    for place, node in enumerate(chart.nodes):
        edges = ways[node.key]
        ends = node.ends and place < len(chart.nodes) - 1
        if ends or len(edges) > 1 or any(_is_told(edge) for edge in edges):
            moves = tuple(Move(edge, None if edge.end is None else nodes[edge.end]) for edge in edges)
            found.append(Fork(node, moves, ends))
    return tuple(found)


def _is_told(edge: FlowEdge) -> bool:
    return edge.back or edge.end is None or edge.when is not None or edge.share_label is not None
