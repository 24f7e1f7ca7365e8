"""The personas in characters: a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.sheets import hurts
from journeymap.render.spark import extremes, line_of
from journeymap.render.terminal.header import put
from journeymap.render.terminal.items import quote
from journeymap.render.terminal.lines import Line, Para, Span, joined, paragraphs, say
from journeymap.render.terminal.signs import BULLET, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.escape import Text
    from journeymap.render.board.backlog_types import BacklogPain
    from journeymap.render.board.types import Board, CurveLine, PersonaCard
    from journeymap.render.terminal.lines import Paper

_LEVELS = "▁▂▃▄▅▆▇█"
_QUIET = "quiet"


def personas(board: Board, paper: Paper) -> list[list[str]]:
    """A block of lines for each persona."""
    if not board.personas:
        return [put([Para((say(paper.labels["nothing-here"], _QUIET),))], paper)]
    found = hurts(board)
    return [put(_card(board, card, found[at], paper), paper) for at, card in enumerate(board.personas)]


def _card(board: Board, card: PersonaCard, pains: Sequence[BacklogPain], paper: Paper) -> list[Para]:
    labels = paper.labels
    primary: Line = (say(labels["primary-persona"], _QUIET),) if card.primary and len(board.personas) > 1 else ()
    paras = [Para(joined([(say(card.name, "strong"),), (say(card.role),) if card.role else (), primary]))]
    if card.quote:
        paras.append(Para(quote(paper, card.quote, _QUIET), (), 2))
    paras += [Para((span,), (), 2) for span in (paragraphs(card.description) if card.description else [])]
    paras += [Para(_field(key, value), (), 2) for key, value in card.facts]
    for title, texts in card.lists:
        paras += _listed(title, ((say(text),) for text in texts))
    line = line_of(board, card)
    if line is not None:
        paras += [*_headed(labels["emotion-curve"]), *_curve(line)]
    if card.stages:
        names = {column.anchor: column.name for column in board.columns}
        stages = ((say(one.number, "stage"), Span(" "), say(names[one.anchor])) for one in card.stages)
        paras += [*_headed(labels["stages"]), Para(joined(stages), (), 2)]
    paras += _listed(labels["lane-pain_points"], (_pain(pain, paper) for pain in pains))
    if card.evidence:
        told = joined(((say(title, _QUIET),) for title in card.evidence), role=_QUIET)
        paras += [*_headed(labels["evidence"]), Para(told, (), 2)]
    return paras


def _field(key: Text, value: Text) -> Line:
    return (say(key, _QUIET), Span("  "), say(value))


def _headed(title: str) -> list[Para]:
    return [Para(()), Para((say(title, "strong"),), (), 2)]


def _listed(title: str, lines: Iterable[Line]) -> list[Para]:
    found = [Para(line, (Span(BULLET, _QUIET),), 2) for line in lines]
    return [*_headed(title), *found] if found else []


def _pain(pain: BacklogPain, paper: Paper) -> Line:
    item = pain.item
    weight: Line = ()
    if item.severity_label:
        weight = (severity(paper, item.severity_rank), Span(" "), say(item.severity_label, _QUIET))
    return joined([(say(item.number, "pain"), Span(" "), say(item.text)), weight])


def _curve(line: CurveLine) -> list[Para]:
    """A bar for each score, as high as it feels good, and the best and the worst in words."""
    points = line.points or line.levels
    bars = [Span(_LEVELS[min(len(_LEVELS) - 1, int(point.height * len(_LEVELS)))], point.tone) for point in points]
    drawn: Line = tuple(part for bar in bars for part in (bar, Span(" ")))[:-1]
    told = [Para(drawn, (), 2)]
    for point in extremes(line):
        felt: Line = (say(point.feeling, point.tone), Span(" ")) if point.feeling else ()
        because: Line = (say(point.because, _QUIET),) if point.because else ()
        told.append(Para(joined([(*felt, say(point.score, point.tone)), because]), (), 2))
    return told
