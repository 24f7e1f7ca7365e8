"""The emotion curves: one a persona, in journey order; personas that feel the same share one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.journey.facts import all_parts, felt, personas_of
from journeymap.journey.journey import remembered
from journeymap.model import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.journey.facts import Stop
    from journeymap.journey.journey import Journey
    from journeymap.model import Emotion, Persona

    _Emotions = tuple[tuple[Persona | None, Emotion], ...]


class Point(NamedTuple):
    """One score. `position` counts in stages from the start: 1.5 is the middle of the second."""

    stop: Stop
    emotion: Emotion
    stage_index: int
    position: float
    score: float


class Curve(NamedTuple):
    """The points of the personas who share them (none where the map has no persona), and the levels of whole stages.

    A level is the stage's own score, drawn as a line where its actions have scores of their own.
    """

    personas: tuple[Persona, ...]
    points: tuple[Point, ...]
    levels: tuple[Point, ...]


@remembered
def curves(journey: Journey) -> tuple[Curve, ...]:
    """Every curve that has a point or a level, in the order of the personas."""
    feelings = felt(journey)
    if not any(part.emotions or (isinstance(part, Action) and part.persona) for part in all_parts(journey)):  # nobody differs
        points, levels = _of(journey, None, feelings)
        return (Curve(journey.personas, points, levels),) if points or levels else ()
    personas: tuple[Persona | None, ...] = journey.personas or (None,)
    found: list[tuple[list[Persona], tuple[Point, ...], tuple[Point, ...]]] = []
    for persona in personas:
        points, levels = _of(journey, persona, feelings)
        facts = [(id(point.emotion), point.position) for point in (*points, *levels)]
        for known in found:
            if facts == [(id(point.emotion), point.position) for point in (*known[1], *known[2])]:
                known[0].extend([persona] if persona is not None else [])
                break
        else:
            if facts:
                found.append(([persona] if persona is not None else [], points, levels))
    return tuple(Curve(tuple(who), points, levels) for who, points, levels in found)


def emotion_for(journey: Journey, stop: Stop, persona: Persona | None) -> Emotion | None:
    """How a stop feels for one persona, or for customers at large."""
    return _first(journey.emotions(stop), persona)


def _first(emotions: _Emotions, persona: Persona | None) -> Emotion | None:
    for who, emotion in emotions:
        if who is None or who is persona:
            return emotion
    return None


def _of(
    journey: Journey, persona: Persona | None, feelings: Mapping[int, _Emotions]
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    points: list[Point] = []
    levels: list[Point] = []
    for index, stage in enumerate(journey.map.stages):
        scored = _action_points(journey, index, persona, feelings)
        own = _first(feelings[id(stage)], persona)
        if own is not None and own.score is not None:
            middle = Point(stage, own, index, index + 0.5, own.score)
            (levels if scored else points).append(middle)
        points.extend(scored)
    return tuple(points), tuple(levels)


def _action_points(journey: Journey, index: int, persona: Persona | None, feelings: Mapping[int, _Emotions]) -> list[Point]:
    actions = journey.map.stages[index].actions
    found = []
    for place, action in enumerate(actions):
        emotion = _first(feelings[id(action)], persona)
        if emotion is not None and emotion.score is not None and _does(journey, action, persona):
            found.append(Point(action, emotion, index, index + (place + 0.5) / len(actions), emotion.score))
    return found


def _does(journey: Journey, action: Action, persona: Persona | None) -> bool:
    if persona is None or not action.persona:  # who names nobody is about all of the map
        return True
    return any(persona is one for one in personas_of(journey, action))


def neutral(journey: Journey) -> float:
    """The middle of the scale; a score below it is negative."""
    scale = journey.map.emotion_scale
    return (scale.min + scale.max) / 2
