"""The head of a terminal picture: what the map is, whom it is about, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.terminal.items import Writer, change, gauge, quote
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, joined, lay, paragraphs, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.escape import Text
    from journeymap.render.board.types import Board, MetricItem, PersonaCard

WIDEST = 96
"""Longer lines are hard to read, however wide the terminal is."""
_GAP = "  "


def title(board: Board, paper: Paper) -> list[str]:
    """The title and the kind of map."""
    kind = joined([(say(text, "quiet"),) for text in (board.kind, board.state, board.status) if text])
    return put([Para((say(board.title, "strong"),)), Para(kind)], paper)


def header(board: Board, paper: Paper) -> list[str]:
    """Everything above the stages."""
    lines = title(board, paper)
    for block in (_framing(board, paper), _personas(board, paper), _figures(board, paper)):
        lines += ["", *block] if block else []
    return lines


def put(paras: Iterable[Para], paper: Paper, indent: int = 0) -> list[str]:
    """Paragraphs as lines of output, not wider than is good to read."""
    told = lay(paras, min(paper.width, WIDEST) - indent)
    return [paper.full(paper.cell((Span(" " * indent), *line), paper.width)) for line in told]


def _framing(board: Board, paper: Paper) -> list[str]:
    """Scenario, objective, scope, owner: a label and its text, side by side where there is room."""
    labels = paper.labels
    facts: list[tuple[str, list[Span]]] = [(labels[key], paragraphs(text)) for key, text in _facts(board) if text]
    if not facts:
        return []
    gutter = max(breadth((say(label),)) for label, _ in facts) + len(_GAP)
    if gutter > min(paper.width, WIDEST) // 3:
        told = [[Para((say(label, "strong"),)), *(Para((span,), (), 2) for span in spans)] for label, spans in facts]
        return [line for paras in told for line in put(paras, paper)]
    paras = []
    for label, spans in facts:
        mark = say(label, "strong")
        blank = Span(" " * (gutter - breadth((mark,)) - 1))
        paras.append(Para((spans[0],) if spans else (), (mark, blank)))
        paras += [Para((span,), (), gutter) for span in spans[1:]]
    return put(paras, paper)


def _facts(board: Board) -> tuple[tuple[str, Text | None], ...]:
    return (
        ("scenario", board.scenario),
        ("objective", board.objective),
        ("starts", board.starts),
        ("ends", board.ends),
        ("owner", board.owner),
        ("reviewed", board.reviewed),
    )


def _personas(board: Board, paper: Paper) -> list[str]:
    if not board.personas:
        return []
    several = len(board.personas) > 1
    lines = put([Para((say(paper.labels["personas" if several else "persona"], "strong"),))], paper)
    for card in board.personas:
        lines += put(_card(card, paper, told_primary=several), paper, 2)
    return lines


def _card(card: PersonaCard, paper: Paper, *, told_primary: bool) -> list[Para]:
    role: Line = (say(card.role),) if card.role else ()
    primary: Line = (say(paper.labels["primary-persona"], "quiet"),) if card.primary and told_primary else ()
    paras = [Para(joined([(say(card.name, "strong"),), role, primary]))]
    return [*paras, Para(quote(paper, card.quote, "quiet"), (), 2)] if card.quote else paras


def _figures(board: Board, paper: Paper) -> list[str]:
    """The key figures: a table of one line each, or blocks below one another where that is too wide."""
    if not board.figures:
        return []
    head = put([Para((say(paper.labels["key-figures"], "strong"),))], paper)
    writer = Writer(board, paper)
    rows = [_figure(writer, figure) for figure in board.figures]
    widths = [max(breadth(row[at]) for row in rows) for at in range(len(rows[0]))]
    if sum(widths) + len(_GAP) * len(widths) > paper.width:
        return head + [line for figure in board.figures for line in put([*writer.metric(figure), Para(())], paper, 2)][:-1]
    for row in rows:
        cells = [paper.cell(one, width) for one, width in zip(row, widths, strict=True)]
        cells[1] = paper.far(row[1], widths[1])
        blank = " " * (paper.width - sum(widths) - len(_GAP) * len(widths)) if paper.rtl else ""
        head.append(paper.full(blank + paper.row(["", *cells], _GAP)))
    return head


def _figure(writer: Writer, figure: MetricItem) -> tuple[Line, ...]:
    return (say(figure.name),), writer.value(figure), change(figure), gauge(figure), writer.against(figure)
