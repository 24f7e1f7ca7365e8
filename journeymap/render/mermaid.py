"""A map in Mermaid's words: its flow as a `flowchart`, its actions and moods as a `journey`.

Every text goes through `escape.mermaid`; all else on a line is ours. No colours: a diagram takes those of the page it
stands in, and faces say how it feels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.board.types import ActionItem
from journeymap.render.emoji import MOMENT_OF_TRUTH, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.escape import Text
    from journeymap.render.board.types import Board, Column, FlowEdge, FlowNode

MOST_SIGNS, MOST_EDGES = 50_000, 500
"""What Mermaid draws unless the page it stands in allows more: GitHub and GitLab do not."""

_BEST, _NEUTRAL = 5, 3
"""Of Mermaid's scores, which begin at 1."""


def flowchart(board: Board) -> str:
    """How customers move: a box a stage, an arrow a way, dotted where it leads back, and where they leave."""
    lines = [f"flowchart {'RL' if board.direction == 'rtl' else 'LR'}", *_about(board)]
    exits = {edge.start: f"x{number}" for number, edge in enumerate((one for one in board.flow.edges if one.end is None), 1)}
    for index, (column, nodes) in enumerate(_by_column(board)):
        lines.append(f'  subgraph s{index + 1}["{_said(column.number)} · {_said(column.name)}"]')
        for node in nodes:
            lines.append(f"    {node.key}{_node(node)}")
            if node.key in exits:
                lines.append(f'    {exits[node.key]}(["{_said(board.labels["leaves"])}"])')
        lines.append("  end")
    lines += [f"  {_way(edge, exits)}" for edge in board.flow.edges]
    return "".join(f"{line}\n" for line in lines)


def journey(board: Board) -> str:
    """Mermaid's own picture of a journey: sections, tasks with a score of 1 to 5, and who does them."""
    everybody = tuple(card.name for card in board.personas)
    actions = (item for row in board.rows for cell in row.cells for item in cell if isinstance(item, ActionItem))
    who = {item.anchor: item.personas for item in actions}
    lines = ["journey", f"  title {_said(board.title)}", *_about(board)]
    if any(node.height is None for node in board.flow.nodes):
        lines.append(f"  %% Mermaid wants a score for everything: what has none on the map stands at {_NEUTRAL}.")
    for column, nodes in _by_column(board):
        lines.append(f"  section {_said(column.name)}")
        for node in nodes:
            actors = ", ".join(_said(name).replace(",", "#44;") for name in who.get(node.anchor) or everybody)
            lines.append(f"    {_said(node.text)}: {_score(node)}{f': {actors}' if actors else ''}")
    return "".join(f"{line}\n" for line in lines)


def _by_column(board: Board) -> list[tuple[Column, list[FlowNode]]]:
    """Each column with what stands in it, in order."""
    found: list[tuple[Column, list[FlowNode]]] = [(column, []) for column in board.columns]
    for node in board.flow.nodes:
        found[node.column][1].append(node)
    return found


def is_drawn(text: str) -> bool:
    """Whether Mermaid draws a flowchart of ours as it is set up on GitHub, on GitLab and by default."""
    return len(text) <= MOST_SIGNS and sum(1 for line in text.splitlines() if "-->" in line or "-.->" in line) <= MOST_EDGES


def _about(board: Board) -> Iterator[str]:
    """What a screen reader says."""
    yield f"  accTitle: {_said(board.title)}"
    yield f"  accDescr: {_said(board.summary)}"


def _node(node: FlowNode) -> str:
    """Round at its ends where the journey starts or ends."""
    signs = [SIGNS["tone"][node.tone]] if node.tone else []
    signs += [MOMENT_OF_TRUTH] if node.moment_of_truth else []
    text = " ".join([*signs, _said(node.text)])
    return f'(["{text}"])' if node.starts or node.ends else f'["{text}"]'


def _way(edge: FlowEdge, exits: dict[str, str]) -> str:
    arrow = "-.->" if edge.back else "-->"
    note = " · ".join(_said(part) for part in (edge.when, edge.share_label) if part)
    label = f'|"{note}"|' if note else ""
    return f"{edge.start} {arrow}{label} {exits[edge.start] if edge.end is None else edge.end}"


def _score(node: FlowNode) -> int:
    return _NEUTRAL if node.height is None else 1 + round(node.height * (_BEST - 1))


def _said(text: Text) -> str:
    """A text, which is never empty: Mermaid takes no nameless thing."""
    return escape.mermaid(text) or "…"
