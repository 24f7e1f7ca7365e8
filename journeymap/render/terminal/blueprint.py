"""A service blueprint as its lanes below one another: who does what at which action, and what that sets off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from journeymap.render.board.types import ActionItem, CellItem
from journeymap.render.terminal.header import put
from journeymap.render.terminal.items import Writer
from journeymap.render.terminal.legend import entry, told
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, joined, say
from journeymap.render.terminal.signs import FAIL, NEXT, ON, TRUTH, WAIT, sign

if TYPE_CHECKING:
    from journeymap.render.board.blueprint_types import Blueprint, BlueprintCard, BlueprintLane, LineKey
    from journeymap.render.board.types import Board

_STROKES: dict[LineKey, str] = {"line-interaction": "━", "line-visibility": "╌", "line-internal": "┈"}
_STEP = 2


def blueprint(board: Board, paper: Paper) -> list[str]:
    """Every lane, with the named lines between them; nothing for a board without a blueprint."""
    return _Lanes(board, board.blueprint, paper).lines() if board.blueprint is not None else []


def legend(board: Board, paper: Paper) -> list[str]:
    """The signs that occur."""
    chart, labels = board.blueprint, paper.labels
    if chart is None:
        return []
    items = [card.item for card in chart.cards()]
    kinds = {kind for ways in chart.ways().values() for kind, _ in ways}
    entries = []
    if "trigger" in kinds:
        entries.append(entry(sign(paper, ON), labels["triggers"]))
    if "order" in kinds:
        entries.append(entry(Span(NEXT), labels["legend-order"]))
    if any(isinstance(item, ActionItem) and item.moment_of_truth for item in items):
        entries.append(entry(Span(TRUTH, "truth"), labels["moment-of-truth"]))
    if any(item.wait is not None for item in items):
        entries.append(entry(Span(WAIT, "wait"), labels["wait"]))
    if any(item.fail_point for item in items):
        entries.append(entry(Span(FAIL, "fail"), labels["fail-point"]))
    return told(entries, paper)


class _Lanes:
    def __init__(self, board: Board, chart: Blueprint, paper: Paper) -> None:
        self._chart = chart
        self._paper = paper
        self._writer = Writer(board, paper)
        self._stages = board.columns
        self._ways = chart.ways()

    def lines(self) -> list[str]:
        names = ((say(column.number, "stage"), Span(" "), say(column.name)) for column in self._stages)
        told = ["", *put([Para(joined(names))], self._paper)]
        for lane in self._chart.lanes:
            told += [line for name in lane.lines for line in self._line(name)]
            told += ["", *self._lane(lane)]
        return told[1:]

    def _line(self, name: LineKey) -> list[str]:
        """A named line over the whole width."""
        stroke, label = _STROKES[name], say(self._paper.labels[name], "strong")
        head: Line = (Span(stroke * 2, "quiet"), Span(" "), label, Span(" "))
        rest = self._paper.width - breadth(head)
        if rest < 0:
            return ["", *put([Para((label,))], self._paper)]
        return ["", self._paper.full(self._paper.cell((*head, Span(stroke * rest, "quiet")), self._paper.width))]

    def _lane(self, lane: BlueprintLane) -> list[str]:
        head = joined([(say(lane.label, "strong"),), (say(lane.hint, "quiet"),)])
        told = put([Para(head)], self._paper)
        for row in lane.rows:
            if row.actor is not None:
                told += put([Para((say(row.actor, "stage"),))], self._paper, _STEP)
            for card in row.cards:
                told += put(self._card(card), self._paper, 2 * _STEP if row.actor is not None else _STEP)
        return told

    def _card(self, card: BlueprintCard) -> list[Para]:
        """A card with the number of its place, and what it sets off below."""
        item = card.item
        paras = self._writer.step(replace(item, actor=None) if isinstance(item, CellItem) else item)
        mark = say(self._chart.number(card), "quiet")
        hang = breadth((mark,)) + 1
        paras = [para._replace(indent=hang) if para.indent else para for para in paras]
        paras[0] = paras[0]._replace(mark=(mark,))
        signs = {"trigger": sign(self._paper, ON), "order": Span(NEXT)}
        return paras + [Para(self._named(to), (signs[kind],), hang) for kind, to in self._ways[card.key]]

    def _named(self, card: BlueprintCard) -> Line:
        return (say(self._chart.number(card), "quiet"), Span(" "), say(card.item.text))
