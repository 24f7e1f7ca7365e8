"""`build_board`: header, columns, lanes, curves, flow, in the words of one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.escape import MapText
from journeymap.journey.facts import key_figures
from journeymap.locale import direction, locale_for
from journeymap.render.board.backlog import backlog
from journeymap.render.board.blueprint import blueprint
from journeymap.render.board.desk import Desk, words
from journeymap.render.board.items import evidence_item, metric_item
from journeymap.render.board.lines import curve_lines, flow_chart
from journeymap.render.board.personas import persona_cards
from journeymap.render.board.rows import rows
from journeymap.render.board.summary import summary
from journeymap.render.board.types import Board, Column, Scale

if TYPE_CHECKING:
    from journeymap.journey import Journey
    from journeymap.model import Stage


def build_board(journey: Journey, language: str | None = None) -> Board:
    """What is drawn of `journey`. `language` chooses labels, numbers and dates; the direction follows the map's own.

    A library has no language, title or state of its own: the first is `language`, the others are not told.
    """
    model = journey.map
    own = language or "en" if journey.is_library else model.language
    desk = Desk(journey, locale_for(language or model.language))
    scope = model.scope
    return Board(
        title=MapText(desk.label("personas") if journey.is_library else model.title),
        language=own,
        direction=direction(own),
        labels_language=desk.locale.language,
        kind="" if journey.is_library else desk.label(f"type-{model.type}"),
        state="" if journey.is_library else desk.label(f"state-{model.state or 'current'}"),
        status="" if journey.is_library else desk.label(f"status-{model.status}"),
        scenario=words(model.description),
        objective=words(model.objective),
        starts=words(scope.starts) if scope else None,
        ends=words(scope.ends) if scope else None,
        owner=words(model.owner),
        reviewed=desk.date(model.reviewed),
        personas=persona_cards(desk),
        figures=tuple(metric_item(desk, figure) for figure in key_figures(journey)),
        columns=tuple(_column(desk, stage, index) for index, stage in enumerate(model.stages)),
        rows=rows(desk),
        scale=_scale(desk),
        curves=curve_lines(desk),
        flow=flow_chart(desk),
        backlog=backlog(Desk(journey, desk.locale)),
        evidence=tuple(evidence_item(desk, one) for one in journey.evidence),
        summary=summary(desk),
        blueprint=blueprint(desk),
        labels=desk.locale.labels,
        based_on=words(model.based_on),
    )


def usual_view(journey: Journey, board: Board) -> str:
    """What a map is drawn as if nothing else is asked for."""
    return "blueprint" if journey.map.is_blueprint and board.blueprint is not None else "map"


def _column(desk: Desk, stage: Stage, index: int) -> Column:
    return Column(
        anchor=desk.anchor(stage),
        number=desk.locale.number(index + 1),
        name=MapText(stage.name),
        time=words(stage.time),
        duration=desk.duration(stage.duration),
        owner=words(stage.owner),
        closer=words(stage.journey),
        description=words(stage.description),
    )


def _scale(desk: Desk) -> Scale:
    scale = desk.journey.map.emotion_scale
    return Scale(
        best=desk.score(scale.max),
        neutral=desk.score((scale.min + scale.max) / 2),
        worst=desk.score(scale.min),
        best_label=desk.label("emotion-best"),
        neutral_label=desk.label("emotion-neutral"),
        worst_label=desk.label("emotion-worst"),
    )
