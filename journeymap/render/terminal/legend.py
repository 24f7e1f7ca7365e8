"""What the signs in a terminal picture mean: those that occur in it, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.board.types import ActionItem, CellItem, MetricItem, PainItem, SolutionItem
from journeymap.render.terminal import curve
from journeymap.render.terminal.header import WIDEST
from journeymap.render.terminal.items import items_of
from journeymap.render.terminal.lines import Line, Paper, Span, breadth, lay, Para, joined, say
from journeymap.render.terminal.signs import FAIL, LEVELS, SOLUTIONS, TOGETHER, TRENDS, TRUTH, WAIT, bar, severity, sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.render.board.types import Board, Item

_GAP = 3


def legend(board: Board, paper: Paper) -> list[str]:
    """The signs of the map view."""
    return told(list(_entries(board, paper, list(items_of(board)))), paper)


def told(entries: Sequence[Line], paper: Paper) -> list[str]:
    """Entries behind the word for a legend; nothing where there are none."""
    if not entries:
        return []
    head = say(paper.labels["legend"], "strong")
    hang = breadth((head,)) + _GAP
    width = min(paper.width, WIDEST)
    lines = side_by_side(entries, width - hang)
    first, *others = [(head, Span(" " * _GAP)), *[(Span(" " * hang),)] * (len(lines) - 1)]
    return [paper.full(paper.cell((*lead, *line), paper.width)) for lead, line in zip([first, *others], lines, strict=True)]


def side_by_side(entries: Sequence[Line], width: int) -> list[Line]:
    """Entries in as few lines as they take; one that fits a line is not broken."""
    lines: list[Line] = []
    for one in entries:
        if lines and breadth(lines[-1]) + _GAP + breadth(one) <= width:
            lines[-1] = (*lines[-1], Span(" " * _GAP), *one)
        else:
            lines += lay([Para(one[1:], one[:1])], width) if breadth(one) > width else [one]
    return lines


def entry(signs: Span | Line, word: str, role: str = "quiet") -> Line:
    """A sign and its word."""
    return (*((signs,) if isinstance(signs, Span) else signs), Span(" "), say(word, role))


def key(board: Board, axis: curve.Axis, rows: int) -> list[Line]:
    """Whose curve is whose; nothing where there is one only."""
    if len(board.curves) < 2:  # noqa: PLR2004 -- one curve needs no telling apart
        return []
    names = [joined((say(name),) for name in line.personas) for line in board.curves]
    found = [
        (Span(curve.mark_of(number)), Span(curve.sample(number)), Span(" "), *name) for number, name in enumerate(names)
    ]
    meeting = sorted(curve.meeting(board, axis, rows))
    return [*found, (Span(TOGETHER), Span(" "), *joined(names[number] for number in meeting))] if meeting else found


def _entries(board: Board, paper: Paper, items: list[Item]) -> Iterator[Line]:
    labels = paper.labels
    if any(isinstance(item, PainItem) and item.severity for item in items):
        yield entry(severity(paper, 3), labels["legend-severity"])
    yield from _steps(paper, items)
    used = {item.status for item in items if isinstance(item, SolutionItem)}
    yield from (entry(sign(paper, one, "solution"), labels[f"solution-{status}"]) for status, one in SOLUTIONS.items() if status in used)
    yield from _figures(board, paper, items)
    yield from _curves(board, paper)


def _steps(paper: Paper, items: list[Item]) -> Iterator[Line]:
    labels = paper.labels
    if any(isinstance(item, ActionItem) and item.moment_of_truth for item in items):
        yield entry(Span(TRUTH, "truth"), labels["moment-of-truth"])
    if any(isinstance(item, ActionItem | CellItem) and item.wait is not None for item in items):
        yield entry(Span(WAIT, "wait"), labels["wait"])
    if any(isinstance(item, ActionItem | CellItem) and item.fail_point for item in items):
        yield entry(Span(FAIL, "fail"), labels["fail-point"])


def _figures(board: Board, paper: Paper, items: list[Item]) -> Iterator[Line]:
    metrics = [*board.figures, *(item for item in items if isinstance(item, MetricItem))]
    trends = {metric.trend for metric in metrics if metric.change is not None}
    yield from (entry(Span(arrow), paper.labels[f"trend-{trend}"]) for trend, arrow in TRENDS.items() if trend in trends)
    if any(metric.fraction is not None or metric.target_fraction is not None for metric in metrics):
        yield entry(bar(paper, 0.5, 0.8)[4:], paper.labels["legend-bar"])


def _curves(board: Board, paper: Paper) -> Iterator[Line]:
    if not any(row.kind == "emotion" for row in board.rows):
        return
    if any(line.levels for line in board.curves):
        yield entry(Span(LEVELS[0] * 2), paper.labels["legend-level"])
    tones = {point.tone for line in board.curves for point in (*line.points, *line.levels)}
    if paper.color:
        yield from ((say(paper.labels[f"tone-{tone}"], tone),) for tone in ("positive", "negative") if tone in tones)
