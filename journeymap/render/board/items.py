"""One function a kind of item: from a node of the map to what is drawn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from journeymap import escape
from journeymap.escape import MapText
from journeymap.journey.facts import Reading, pain_status, reading, solutions_of
from journeymap.model import Metric, PainPoint, Remark, Resource, Solution, slug
from journeymap.render.board.desk import Desk, words
from journeymap.render.board.types import (
    ActionItem,
    CellItem,
    EmotionItem,
    MetricItem,
    OpportunityItem,
    PainItem,
    Reference,
    SolutionItem,
    TextItem,
    TouchpointItem,
)

if TYPE_CHECKING:
    from journeymap.model import Action, Cell, Emotion, Evidence, Goal, Lanes, Mark, Opportunity, Persona, Touchpoint

SEVERITIES = ("low", "medium", "high", "critical")
_NEAR = 0.1
"""How far from its target a value may be and still count as near, as a part of the target (of the range, if that is 0)."""


def goal_item(desk: Desk, goal: Goal) -> TextItem:
    """A goal, with whose it is."""
    return TextItem(desk.anchor(goal), MapText(goal.text), desk.names(goal), words(goal.description))


def remark_item(desk: Desk, remark: Remark) -> TextItem:
    """A thought, a quote, a motivation or a delight."""
    return TextItem(
        desk.anchor(remark), MapText(remark.text), (*desk.names(remark), *desk.evidence(remark)), words(remark.description)
    )


def evidence_item(desk: Desk, evidence: Evidence) -> TextItem:
    """A piece of evidence with its kind, size and date."""
    notes = [
        desk.label(f"evidence-{evidence.type}") if evidence.type else None,
        desk.locale.plural("sample-size", evidence.sample_size) if evidence.sample_size is not None else None,
        desk.date(evidence.date),
        desk.label(f"confidence-{evidence.confidence}") if evidence.confidence else None,
    ]
    return TextItem(
        desk.anchor(evidence),
        MapText(evidence.title),
        tuple(MapText(note) for note in notes if note),
        words(evidence.description),
    )


def own_item(desk: Desk, lanes: Lanes, lane: int, index: int, text: str) -> TextItem:
    """An entry of an own lane; it has no id, so its anchor counts from where it stands."""
    return TextItem(f"{desk.home(lanes)}--own-{lane}-{index + 1}", MapText(text))


def _wait(desk: Desk, mark: Mark | None) -> tuple[str | None, MapText | None]:
    if mark is None:
        return None, None
    text = (
        desk.label("wait") if mark.seconds is None else desk.locale.label("wait-for", duration=desk.locale.duration(mark.seconds))
    )
    return text, words(mark.reason or None)


def action_item(desk: Desk, action: Action, number: str) -> ActionItem:
    """What the customer does."""
    wait, why = _wait(desk, action.wait)
    return ActionItem(
        anchor=desk.anchor(action),
        number=number,
        text=MapText(action.text),
        personas=desk.names(action),
        time=words(action.time),
        duration=desk.duration(action.duration),
        moment_of_truth=action.moment_of_truth is not None,
        moment_reason=words((action.moment_of_truth.reason or None) if action.moment_of_truth else None),
        wait=wait,
        wait_reason=why,
        fail_point=action.fail_point is not None,
        fail_reason=words((action.fail_point.reason or None) if action.fail_point else None),
        closer=words(action.journey),
        description=words(action.description),
    )


def cell_item(desk: Desk, cell: Cell) -> CellItem:
    """A step of the service."""
    wait, why = _wait(desk, cell.wait)
    return CellItem(
        anchor=desk.anchor(cell),
        text=MapText(cell.text),
        actor=words(cell.actor),
        duration=desk.duration(cell.duration),
        wait=wait,
        wait_reason=why,
        fail_point=cell.fail_point is not None,
        fail_reason=words((cell.fail_point.reason or None) if cell.fail_point else None),
        resources=tuple(MapText(one.name) for one in desk.journey.targets(cell, "resources", Resource)),
        description=words(cell.description),
    )


def touchpoint_item(desk: Desk, touchpoint: Touchpoint) -> TouchpointItem:
    """Where it happens."""
    channel = touchpoint.channel
    return TouchpointItem(
        anchor=desk.anchor(touchpoint),
        text=MapText(touchpoint.name),
        channel_key=slug(channel) if channel else "",
        channel=(desk.known("channel", channel) or MapText(channel)) if channel else None,
        ownership=desk.label(f"ownership-{touchpoint.ownership}") if touchpoint.ownership else None,
        link=escape.link(touchpoint.link) if touchpoint.link else None,
    )


def emotion_item(desk: Desk, emotion: Emotion, persona: Persona | None, action: Action | None) -> EmotionItem:
    """How it feels, in words."""
    return EmotionItem(
        anchor=desk.anchor(emotion),
        feeling=words(emotion.feeling),
        score=None if emotion.score is None else desk.score(emotion.score),
        tone=desk.tone(emotion.score),
        because=words(emotion.because),
        personas=(MapText(persona.name),) if persona is not None else (),
        action=words(action.text) if action is not None else None,
    )


def pain_item(desk: Desk, pain: PainPoint) -> PainItem:
    """A pain point with its number, weight and state."""
    status = pain_status(desk.journey, pain).value
    return PainItem(
        anchor=desk.anchor(pain),
        number=desk.pains[id(pain)],
        text=MapText(pain.text),
        severity=pain.severity,
        severity_label=desk.label(f"severity-{pain.severity}") if pain.severity else None,
        severity_rank=SEVERITIES.index(pain.severity) + 1 if pain.severity else 0,
        status=status,
        status_label=desk.label(f"pain-{status}"),
        personas=desk.names(pain),
        evidence=desk.evidence(pain),
        solutions=tuple(desk.solution_reference(one) for one in solutions_of(desk.journey, pain)),
        accepted=words(pain.accepted),
        description=words(pain.description),
    )


def solution_item(desk: Desk, solution: Solution, *, repeated: bool, solves: tuple[Reference, ...]) -> SolutionItem:
    """A solution with its number and state."""
    return SolutionItem(
        anchor=desk.anchor(solution),
        number=desk.solutions[id(solution)],
        text=MapText(solution.text),
        status=solution.stage_of_work,
        status_label=desk.label(f"solution-{solution.stage_of_work}"),
        owner=words(solution.owner),
        due=desk.date(solution.due),
        effort=desk.label(f"effort-{solution.effort}") if solution.effort else None,
        impact=desk.label(f"impact-{solution.impact}") if solution.impact else None,
        expected=_expected(desk, solution),
        resources=tuple(MapText(one.name) for one in desk.journey.targets(solution, "resources", Resource)),
        solves=solves,
        repeated=repeated,
        description=words(solution.description),
    )


def _expected(desk: Desk, solution: Solution) -> MapText | None:
    metrics = desk.journey.targets(solution, "metric", Metric)
    if not metrics or solution.expected is None:
        return None
    name = desk.known("metric", desk.journey.id_of(metrics[0])) or metrics[0].name
    value = desk.locale.with_unit(solution.expected, reading(desk.journey, metrics[0]).unit)
    return MapText(desk.locale.label("field", label=name, value=value))


def opportunity_item(desk: Desk, opportunity: Opportunity) -> OpportunityItem:
    """Where it could become better."""
    solutions = desk.journey.targets(opportunity, "solutions", Solution)
    references = tuple(desk.solution_reference(one) for one in solutions)
    return OpportunityItem(desk.anchor(opportunity), MapText(opportunity.text), references, words(opportunity.description))


def metric_item(desk: Desk, reading: Reading) -> MetricItem:
    """A metric with its value against its target."""
    state = _state(reading)
    known = desk.known("metric", reading.id) if slug(reading.name) == reading.id else None
    return MetricItem(
        anchor=desk.anchor(reading.metric),
        name=known or MapText(reading.name),
        value=None if reading.value is None else desk.locale.with_unit(reading.value, reading.unit),
        change=_change(desk, reading),
        trend=_trend(reading),
        target=None if reading.target is None else desk.locale.with_unit(reading.target, reading.unit),
        state=state,
        state_label=desk.label(f"target-{state}") if state else None,
        fraction=_fraction(reading, reading.value),
        target_fraction=_fraction(reading, reading.target),
        date=desk.date(reading.date),
        evidence=tuple(MapText(one.title) for one in reading.evidence),
    )


def _change(desk: Desk, reading: Reading) -> str | None:
    if reading.value is None or reading.previous is None:
        return None
    return desk.locale.change(round(reading.value - reading.previous, 10), reading.unit)


def _trend(reading: Reading) -> Literal["up", "down", "flat"] | None:
    if reading.value is None or reading.previous is None:
        return None
    return "up" if reading.value > reading.previous else "down" if reading.value < reading.previous else "flat"


def _state(reading: Reading) -> Literal["met", "near", "missed"] | None:
    if reading.value is None or reading.target is None:
        return None
    if reading.meets_target:
        return "met"
    width = abs(reading.target) or (reading.max or 0) - (reading.min or 0)
    return "near" if abs(reading.value - reading.target) <= _NEAR * width else "missed"


def _fraction(reading: Reading, value: float | None) -> float | None:
    """Where a value lies in its range; without a declared range, from 0 to a quarter past the largest of the numbers shown."""
    if value is None:
        return None
    shown = [number for number in (reading.value, reading.target, reading.previous) if number is not None]
    low = reading.min if reading.min is not None else min(0.0, *shown)
    high = reading.max if reading.max is not None else max(shown) * 1.25
    return min(1.0, max(0.0, (value - low) / (high - low))) if high > low else None
