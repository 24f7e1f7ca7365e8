"""How customers move, as a chain of steps below one another with every other way named under the step it starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.board.types import ActionItem
from journeymap.render.terminal.header import put
from journeymap.render.terminal.items import items_of
from journeymap.render.terminal.legend import entry, told
from journeymap.render.terminal.lines import Line, Paper, Para, Span, joined, say
from journeymap.render.terminal.signs import BACK, LEAVES, NEXT, ON, TRUTH, sign

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Column, FlowEdge, FlowNode

_STEP, _WAY = 2, 6


def flow(board: Board, paper: Paper) -> list[str]:
    """A block for each stage that customers come to."""
    return _Chain(board, paper).lines()


def legend(board: Board, paper: Paper) -> list[str]:
    """The signs of the flow."""
    labels, edges = paper.labels, board.flow.edges
    entries = []
    if any(node.moment_of_truth for node in board.flow.nodes):
        entries.append(entry(Span(TRUTH, "truth"), labels["moment-of-truth"]))
    if any(edge.back for edge in edges):
        entries.append(entry(sign(paper, BACK), labels["loop"]))
    if any(edge.end is None for edge in edges):
        entries.append(entry(Span(LEAVES, "fail"), labels["leaves"]))
    return told(entries, paper)


class _Chain:
    def __init__(self, board: Board, paper: Paper) -> None:
        self._board = board
        self._paper = paper
        self._nodes = {node.key: node for node in board.flow.nodes}
        self._numbers = {item.anchor: item.number for item in items_of(board) if isinstance(item, ActionItem)}

    def lines(self) -> list[str]:
        """The heading, and each stage with its steps."""
        hint = joined([(say(self._paper.labels["flow"], "strong"),), (say(self._paper.labels["flow-hint"], "quiet"),)])
        lines = put([Para(hint)], self._paper)
        for at, column in enumerate(self._board.columns):
            places = [place for place, node in enumerate(self._board.flow.nodes) if node.column == at]
            if places:
                lines += ["", *put([_head(column)], self._paper)]
            for place in places:
                lines += put(self._step(place), self._paper)
        return lines

    def _step(self, place: int) -> list[Para]:
        """A step, and the ways on from it unless there is only the one to the next step."""
        node = self._board.flow.nodes[place]
        edges = [edge for edge in self._board.flow.edges if edge.start == node.key]
        before = self._board.flow.nodes[place - 1].key if place else None
        follows = any(edge.start == before and edge.end == node.key for edge in self._board.flow.edges)
        mark = Span(NEXT if follows else " ", "quiet")
        found = [Para(self._named(node), (mark,), _STEP)]
        after = self._board.flow.nodes[place + 1].key if place + 1 < len(self._board.flow.nodes) else None
        if [(edge.end, edge.when, edge.share_label) for edge in edges] != [(after, None, None)] or edges[0].back:
            found += [self._way(edge) for edge in edges]
        return found

    def _named(self, node: FlowNode) -> Line:
        labels = self._paper.labels
        number = self._numbers.get(node.anchor)
        truth: Line = (Span(TRUTH, "truth"), Span(" ")) if node.moment_of_truth else ()
        name = (*((say(number, "quiet"), Span(" ")) if number else ()), *truth, say(node.text))
        notes = [
            labels["starts-here"] if node.starts else None,
            labels["ends-here"] if node.ends else None,
        ]
        tone: Line = (say(labels[f"tone-{node.tone}"], node.tone),) if node.tone else ()
        return joined([name, tone, *((say(note, "strong"),) for note in notes if note)])

    def _way(self, edge: FlowEdge) -> Para:
        labels = self._paper.labels
        share: Line = (say(edge.share_label, "strong"), Span(" ")) if edge.share_label else ()
        end = self._nodes[edge.end] if edge.end is not None else None
        if end is None:
            mark, to = Span(LEAVES, "fail"), (say(labels["leaves"], "fail"),)
        else:
            number = self._numbers.get(end.anchor)
            to = (*((say(number, "quiet"), Span(" ")) if number else ()), say(end.text))
            mark = sign(self._paper, BACK if edge.back else ON)
        back: Line = (say(labels["loop"], "quiet"),) if edge.back else ()
        where = joined([back, to, (say(edge.when, "quiet"),) if edge.when else ()])
        return Para((*share, *where), (mark,), _WAY)


def _head(column: Column) -> Para:
    return Para((say(column.name, "stage"),), (say(column.number, "stage"),))
