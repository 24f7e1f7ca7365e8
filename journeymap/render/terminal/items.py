"""One function a kind of item: what stands in a cell, as paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from journeymap.render.board.types import (
    ActionItem,
    CellItem,
    EmotionItem,
    MetricItem,
    OpportunityItem,
    PainItem,
    SolutionItem,
    TextItem,
    TouchpointItem,
)
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, fill, joined, paragraphs, say
from journeymap.render.terminal.signs import BULLET, FAIL, SOLUTIONS, TRENDS, TRUTH, WAIT, bar, severity, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.escape import MapText, Text
    from journeymap.render.board.types import Board, Item, Reference, Row

_QUIET = "quiet"
_APART = frozenset({"pain_points", "solutions", "metrics"})
"""Kinds of lanes whose items take several lines, so that a blank one stands between them."""


class Writer:
    """Writes the items of one board."""

    def __init__(self, board: Board, paper: Paper) -> None:
        """Remember the actions' numbers: an emotion says by one where it belongs, if only one action has that text."""
        self._paper = paper
        self._numbers = [_numbers(board, at) for at in range(len(board.columns))]

    def cell(self, row: Row, column: int) -> list[Para]:
        """Everything in one cell of a lane."""
        found: list[Para] = []
        for item in row.cells[column]:
            if found and row.kind in _APART:
                found.append(Para(()))
            found.extend(self._item(item, row.key, column))
        return found

    def step(self, item: ActionItem | CellItem) -> list[Para]:
        """An action, or a step of the service."""
        return self._action(item) if isinstance(item, ActionItem) else self._step(item)

    def _item(self, item: Item, lane: str, column: int) -> list[Para]:
        if isinstance(item, TextItem):
            return self._text(item, quoted=lane == "quotes")
        if isinstance(item, ActionItem):
            return self._action(item)
        if isinstance(item, TouchpointItem):
            return [Para(joined([(say(item.text),), _said(item.channel)]), _bullet())]
        if isinstance(item, EmotionItem):
            return self._emotion(item, self._numbers[column])
        if isinstance(item, PainItem):
            return self._pain(item)
        if isinstance(item, SolutionItem):
            return self.solution(item)
        if isinstance(item, OpportunityItem):
            numbers = self._numbered("solved-by", item.solutions)
            return [Para((say(item.text),), _bullet()), *_below(2, numbers), *_long(2, item.description)]
        return self.metric(item) if isinstance(item, MetricItem) else self._step(item)

    def _text(self, item: TextItem, *, quoted: bool) -> list[Para]:
        text = quote(self._paper, item.text) if quoted else (say(item.text),)
        notes = joined(_said(note) for note in item.notes)
        return [Para(text, _bullet()), *_below(2, notes), *_long(2, item.description)]

    def _action(self, item: ActionItem) -> list[Para]:
        mark = say(item.number, _QUIET)
        indent = breadth((mark,)) + 1
        who = joined(_said(name) for name in item.personas)
        facts = joined([_said(item.time), _said(item.duration), who, self.field("closer", item.closer)])
        return [
            Para((say(item.text),), (mark,)),
            *_below(indent, facts),
            *self._truth(item, indent),
            *self._trouble(item, indent),
            *_long(indent, item.description),
        ]

    def _truth(self, item: ActionItem, indent: int) -> list[Para]:
        if not item.moment_of_truth:
            return []
        return [
            Para((say(item.moment_reason or self._paper.labels["moment-of-truth"], "truth"),), (Span(TRUTH, "truth"),), indent)
        ]

    def _trouble(self, item: ActionItem | CellItem, indent: int) -> list[Para]:
        """Waits and fail points."""
        found = []
        if item.wait is not None:
            wait: Line = (say(item.wait, "wait"),)
            if item.wait_reason:
                wait = fill(self._paper.labels["field"], {"label": wait, "value": (say(item.wait_reason),)})
            found.append(Para(wait, (Span(WAIT, "wait"),), indent))
        if item.fail_point:
            found.append(
                Para((say(item.fail_reason or self._paper.labels["fail-point"], "fail"),), (Span(FAIL, "fail"),), indent)
            )
        return found

    def _emotion(self, item: EmotionItem, numbers: Mapping[MapText, str]) -> list[Para]:
        number = numbers.get(item.action) if item.action else None
        mark = (say(number, _QUIET),) if number else ()
        tone = item.tone or ""
        feeling = (say(item.feeling, tone),) if item.feeling else ()
        score = (say(item.score, tone),) if item.score is not None else ()
        felt = (*feeling, Span(" "), *score) if feeling and score else (*feeling, *score)
        who = joined(_said(name) for name in item.personas)
        indent = breadth(mark) + 1 if mark else 2
        where = _said(item.action) if item.action and not number else ()
        found = [Para(joined([felt, who, where]), mark or _bullet())]
        return found + _below(indent, _said(item.because))

    def _pain(self, item: PainItem) -> list[Para]:
        mark = say(item.number, "pain")
        indent = breadth((mark,)) + 1
        who = joined(_said(name) for name in item.personas)
        blocks: Line = ()
        if item.severity_label:
            blocks = (severity(self._paper, item.severity_rank), Span(" "), say(item.severity_label))
        head = joined([blocks, who])
        state = joined([_said(item.status_label), self._numbered("solved-by", item.solutions)])
        return [
            *([Para(head, (mark,)), Para((say(item.text),), (), indent)] if head else [Para((say(item.text),), (mark,))]),
            *_below(indent, state),
            *_below(indent, _said(item.accepted)),
            *_long(indent, item.description),
        ]

    def solution(self, item: SolutionItem) -> list[Para]:
        """A solution with its number and state; shown again, without the rest."""
        mark = say(item.number, "solution")
        indent = breadth((mark,)) + 1
        status = (sign(self._paper, SOLUTIONS[item.status], "solution"), Span(" "), say(item.status_label))
        found = [Para(status, (mark,)), Para((say(item.text),), (), indent)]
        found += _below(indent, self._numbered("solves", item.solves))
        if item.repeated:
            return found
        facts = joined([_said(item.owner), self.field("due", item.due), _said(item.effort), _said(item.impact)])
        for line in (facts, self.field("expected", item.expected), self._resources(item)):
            found += _below(indent, line)
        return found + _long(indent, item.description)

    def metric(self, item: MetricItem) -> list[Para]:
        """A metric: its name, its value, and both against the target."""
        found = [Para((say(item.name),))]
        found += _below(0, joined([self.value(item), change(item)], "  "))
        found += _below(0, gauge(item))
        return found + _below(0, self.against(item))

    def value(self, item: MetricItem) -> Line:
        """The value alone."""
        return (say(item.value, "strong"),) if item.value is not None else ()

    def against(self, item: MetricItem) -> Line:
        """The target, and whether it is met."""
        target = (
            fill(self._paper.labels["target-value"], {"value": _said(item.target)}, _QUIET) if item.target is not None else ()
        )
        state = (say(item.state_label, item.state or ""),) if item.state_label else ()
        return joined([target, state])

    def _step(self, item: CellItem) -> list[Para]:
        facts = joined([_said(item.actor), _said(item.duration), self._resources(item)])
        return [Para((say(item.text),), _bullet()), *_below(2, facts), *self._trouble(item, 2), *_long(2, item.description)]

    def _resources(self, item: SolutionItem | CellItem) -> Line:
        # Quiet signs, which do not part facts from one another: all of these belong to one.
        return self._field("resources", joined((_said(one) for one in item.resources), role=_QUIET))

    def field(self, label: str, value: Text | None) -> Line:
        """A label of ours and its value; nothing where there is none."""
        return self._field(label, _said(value))

    def _field(self, label: str, value: Line) -> Line:
        if not value:
            return ()
        return fill(self._paper.labels["field"], {"label": (say(self._paper.labels[label], _QUIET),), "value": value}, _QUIET)

    def _numbered(self, label: str, references: Sequence[Reference]) -> Line:
        if not references:
            return ()
        numbers = joined(((say(one.number, _QUIET),) for one in references), ", ", _QUIET)
        return fill(self._paper.labels[label], {"numbers": numbers}, _QUIET)


def _numbers(board: Board, column: int) -> dict[MapText, str]:
    actions = [item for row in board.rows for item in row.cells[column] if isinstance(item, ActionItem)]
    often = Counter(action.text for action in actions)
    return {action.text: action.number for action in actions if often[action.text] == 1}


def quote(paper: Paper, text: MapText, role: str = "") -> Line:
    """What somebody said, in the quotation marks of the board's language: one span, since such marks look one way."""
    told = fill(paper.labels["quoted"], {"text": (say(text),)})
    return (Span("".join(span.text for span in told), role),)


def change(item: MetricItem) -> Line:
    """By how much a value has changed, and which way."""
    if item.change is None:
        return ()
    arrow = (Span(TRENDS[item.trend]), Span(" ")) if item.trend else ()
    return (*arrow, say(item.change))


def gauge(item: MetricItem) -> Line:
    """The bar of a metric whose range is known."""
    if item.fraction is None and item.target_fraction is None:
        return ()
    return bar(item.fraction, item.target_fraction, item.state or "")


def _said(text: Text | None) -> Line:
    return (say(text, _QUIET),) if text else ()


def _bullet() -> Line:
    return (Span(BULLET, _QUIET),)


def _below(indent: int, line: Line) -> list[Para]:
    """A smaller line under an item, if there is anything to say."""
    return [Para(line, (), indent)] if line else []


def _long(indent: int, text: MapText | None) -> list[Para]:
    return [Para((span,), (), indent) for span in paragraphs(text, _QUIET)] if text else []


def items_of(board: Board) -> Iterable[Item]:
    """Every item on a board."""
    return (item for row in board.rows for cell in row.cells for item in cell)
