"""The moves of a flow in words, for those who do not see the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.escape import MapText, plain
from journeymap.render.moves import by_start

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, FlowEdge, FlowNode


def description(board: Board) -> MapText:
    """One line a move, in journey order: where to, back or out, under which condition, how many."""
    nodes = {node.key: node for node in board.flow.nodes}
    ways = by_start(board.flow)
    lines: list[str] = []
    for node in board.flow.nodes:
        lines.extend(_move(board, edge, nodes) for edge in ways[node.key])
        if node.ends:
            lines.append(board.labels["way-ends"].format(start=plain(node.text)))
    return MapText("\n".join(lines))


def _move(board: Board, edge: FlowEdge, nodes: dict[str, FlowNode]) -> str:
    start = plain(nodes[edge.start].text)
    if edge.end is None:
        text = board.labels["way-leaves"].format(start=start)
    else:
        text = board.labels["way-back" if edge.back else "way"].format(start=start, end=plain(nodes[edge.end].text))
    note = board.labels["comma"].join(part for part in (plain(edge.when) if edge.when else "", edge.share_label or "") if part)
    return board.labels["aside"].format(text=text, note=note) if note else text
