"""The curve and the flow of a board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.escape import MapText
from journeymap.journey.curve import Curve, Point, curves, emotion_for
from journeymap.journey.flow import Flow, Move, flow
from journeymap.model import Action
from journeymap.render.board.desk import Desk, words
from journeymap.render.board.types import CurveLine, CurvePoint, FlowChart, FlowEdge, FlowNode

if TYPE_CHECKING:
    from journeymap.journey.facts import Stop


def curve_lines(desk: Desk) -> tuple[CurveLine, ...]:
    """Every curve, its points in journey order."""
    return tuple(_line(desk, curve) for curve in curves(desk.journey))


def _line(desk: Desk, curve: Curve) -> CurveLine:
    alone = len(desk.journey.personas) <= len(curve.personas)
    names = () if alone else tuple(MapText(persona.name) for persona in curve.personas)
    return CurveLine(
        names, tuple(_point(desk, point) for point in curve.points), tuple(_point(desk, point) for point in curve.levels)
    )


def _point(desk: Desk, point: Point) -> CurvePoint:
    stop = point.stop
    said = next((remark.text for remark in (*stop.quotes, *stop.thoughts)), None)
    return CurvePoint(
        anchor=desk.home(stop),
        position=point.position,
        height=desk.height(point.score),
        score=desk.score(point.score),
        tone=desk.tone(point.score) or "neutral",
        feeling=words(point.emotion.feeling),
        because=words(point.emotion.because),
        moment_of_truth=isinstance(stop, Action) and stop.moment_of_truth is not None,
        quote=words(said),
    )


def flow_chart(desk: Desk) -> FlowChart:
    """Every stop and every way between them."""
    found = flow(desk.journey)
    keys = {id(stop): f"n{index + 1}" for index, stop in enumerate(found.stops)}
    reach = _reach(found)
    entered = {id(move.target) for move in found.moves if not found.is_back(move)}
    ends = {id(stop) for stop in found.ends}
    nodes = tuple(
        _node(desk, stop, keys[id(stop)], starts=id(stop) not in entered, ends=id(stop) in ends) for stop in found.stops
    )
    told = {id(move.start) for move in found.moves if move.given}
    edges = tuple(
        FlowEdge(
            start=keys[id(move.start)],
            end=None if move.target is None else keys[id(move.target)],
            when=words(move.when) or _who(desk, move),
            share=round(move.share, 6),
            share_label=desk.locale.share(round(move.share, 4)) if id(move.start) in told else None,
            back=found.is_back(move),
            reach=round(min(1.0, reach[id(move.start)] * move.share), 6),
        )
        for move in found.moves
    )
    return FlowChart(nodes, edges)


def _who(desk: Desk, move: Move) -> MapText | None:
    """Whose way it is, where personas part: a condition like any other."""
    return MapText(desk.join(tuple(MapText(persona.name) for persona in move.personas))) if move.personas else None


def _node(desk: Desk, stop: Stop, key: str, *, starts: bool, ends: bool) -> FlowNode:
    who = desk.journey.personas[0] if desk.journey.personas else None
    emotion = emotion_for(desk.journey, stop, who)
    score = emotion.score if emotion is not None else None
    return FlowNode(
        key=key,
        column=desk.columns[id(desk.journey.stage_of(stop))],
        anchor=desk.home(stop),
        text=MapText(stop.text_of),
        tone=desk.tone(score),
        starts=starts,
        ends=ends,
        moment_of_truth=isinstance(stop, Action) and stop.moment_of_truth is not None,
        height=None if score is None else desk.height(score),
    )


def _reach(found: Flow) -> dict[int, float]:
    """The part of all customers who come to each stop, along the ways forward alone: going round again is not counted twice."""
    reach = {id(stop): 0.0 for stop in found.stops}
    entered = {id(move.target) for move in found.moves if move.target is not None and not found.is_back(move)}
    by_start: dict[int, list[Move]] = {}
    for move in found.moves:
        by_start.setdefault(id(move.start), []).append(move)
    for stop in found.stops:
        if id(stop) not in entered:
            reach[id(stop)] = 1.0
        for move in by_start.get(id(stop), []):
            if move.target is not None and not found.is_back(move):
                reach[id(move.target)] = min(1.0, reach[id(move.target)] + reach[id(stop)] * move.share)
    return reach
