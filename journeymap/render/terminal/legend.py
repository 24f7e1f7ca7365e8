"""What the signs in a terminal picture mean: those that occur in it, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.board.types import ActionItem, CellItem, MetricItem, PainItem, SolutionItem
from journeymap.render.terminal import curve
from journeymap.render.terminal.header import WIDEST
from journeymap.render.terminal.items import items_of
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, joined, lay, say
from journeymap.render.terminal.signs import FAIL, LEVELS, SOLUTIONS, TOGETHER, TRENDS, TRUTH, WAIT, bar, severity, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from journeymap.render.board.types import Board, Item

_GAP = 3
_ROOMY = 40
_ENDLESS = 10_000


def legend(board: Board, paper: Paper) -> list[str]:
    """The signs of the map view."""
    return told(list(_entries(board, paper, list(items_of(board)))), paper)


def told(entries: Sequence[Para], paper: Paper) -> list[str]:
    """Entries behind the word for a legend, or below it where it is narrow; nothing where there are none."""
    if not entries:
        return []
    width = min(paper.width, WIDEST)
    head: Line = (say(paper.labels["legend"], "strong"),)
    hang = breadth(head) + _GAP
    if width < _ROOMY:
        lines = [head, *side_by_side(entries, width)]
    else:
        first, *others = side_by_side(entries, width - hang)
        lines = [(*head, Span(" " * _GAP), *first), *((Span(" " * hang), *line) for line in others)]
    return [paper.full(paper.cell(line, paper.width)) for line in lines]


def side_by_side(entries: Iterable[Para], width: int) -> list[Line]:
    """Entries in as few lines as they take; one that fits a line is not broken."""
    lines: list[Line] = []
    for one in entries:
        whole = lay([one], _ENDLESS)[0]
        if lines and breadth(lines[-1]) + _GAP + breadth(whole) <= width:
            lines[-1] = (*lines[-1], Span(" " * _GAP), *whole)
        else:
            lines += lay([one], width)
    return lines


def entry(signs: Span | Line, word: str) -> Para:
    """A sign and its word."""
    return Para((say(word, "quiet"),), (signs,) if isinstance(signs, Span) else signs)


def key(board: Board, axis: curve.Axis, rows: int) -> list[Para]:
    """Whose curve is whose; nothing where there is one only."""
    if len(board.curves) < 2:  # noqa: PLR2004 -- one curve needs no telling apart
        return []
    names = [joined((say(name),) for name in line.personas) for line in board.curves]
    found = [Para(name, (Span(curve.mark_of(number)), Span(curve.sample(number)))) for number, name in enumerate(names)]
    meeting = sorted(curve.meeting(board, axis, rows))
    return [*found, Para(joined(names[number] for number in meeting), (Span(TOGETHER),))] if meeting else found


def _entries(board: Board, paper: Paper, items: list[Item]) -> Iterator[Para]:
    labels = paper.labels
    if any(isinstance(item, PainItem) and item.severity for item in items):
        yield entry(severity(paper, 3), labels["legend-severity"])
    yield from _steps(paper, items)
    used = {item.status for item in items if isinstance(item, SolutionItem)}
    yield from (
        entry(sign(paper, one, "solution"), labels[f"solution-{status}"]) for status, one in SOLUTIONS.items() if status in used
    )
    yield from _figures(board, paper, items)
    yield from _curves(board, paper)


def _steps(paper: Paper, items: list[Item]) -> Iterator[Para]:
    labels = paper.labels
    if any(isinstance(item, ActionItem) and item.moment_of_truth for item in items):
        yield entry(Span(TRUTH, "truth"), labels["moment-of-truth"])
    if any(isinstance(item, ActionItem | CellItem) and item.wait is not None for item in items):
        yield entry(Span(WAIT, "wait"), labels["wait"])
    if any(isinstance(item, ActionItem | CellItem) and item.fail_point for item in items):
        yield entry(Span(FAIL, "fail"), labels["fail-point"])


def _figures(board: Board, paper: Paper, items: list[Item]) -> Iterator[Para]:
    metrics = [*board.figures, *(item for item in items if isinstance(item, MetricItem))]
    trends = {metric.trend for metric in metrics if metric.change is not None}
    yield from (entry(Span(arrow), paper.labels[f"trend-{trend}"]) for trend, arrow in TRENDS.items() if trend in trends)
    if any(metric.fraction is not None or metric.target_fraction is not None for metric in metrics):
        yield entry(bar(0.5, 0.8), paper.labels["legend-bar"])


def _curves(board: Board, paper: Paper) -> Iterator[Para]:
    if not any(row.kind == "emotion" for row in board.rows):
        return
    if len(board.curves) == 1 and board.curves[0].points:
        yield entry(Span(curve.mark_of(0)), paper.labels["emotion-curve"])
    levels = {LEVELS[min(number, 1)] for number, line in enumerate(board.curves) if line.levels}
    if levels:
        yield entry(Span("".join(one for one in LEVELS if one in levels)), paper.labels["legend-level"])
    tones = {point.tone for line in board.curves for point in (*line.points, *line.levels)}
    if paper.color:
        shown = (tone for tone in ("positive", "negative") if tone in tones)
        yield from (entry(Span(curve.mark_of(0), tone), paper.labels[f"tone-{tone}"]) for tone in shown)
