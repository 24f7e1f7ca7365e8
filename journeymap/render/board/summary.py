"""The description of the picture that a person would write for somebody who does not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.escape import MapText
from journeymap.journey.curve import Curve, Point, curves
from journeymap.journey.facts import PainStatus, pain_points, pain_status
from journeymap.model import Action

if TYPE_CHECKING:
    from journeymap.render.board.desk import Desk


def summary(desk: Desk) -> MapText:
    """Two or three sentences: the shape of the map, how the mood runs, how many pain points are open."""
    sentences = [_shape(desk), *_moods(desk), _pains(desk)]
    return MapText(desk.locale.sentences(sentences))


def _shape(desk: Desk) -> str:
    model = desk.journey.map
    facts = {
        "title": model.title,
        "stages": desk.locale.plural("stages", len(model.stages)),
        "actions": desk.locale.plural("actions", sum(len(stage.actions) for stage in model.stages)),
    }
    if not desk.journey.personas:
        return desk.locale.label("summary-shape-nobody", **facts)
    names = desk.join(tuple(MapText(persona.name) for persona in desk.journey.personas))
    return desk.locale.label("summary-shape", **facts, personas=names)


def _moods(desk: Desk) -> list[str]:
    found = curves(desk.journey)
    several = len(found) > 1
    told = [_mood(desk, curve, several=several) for curve in found]
    return [sentence for sentence in told if sentence] or [desk.label("summary-no-mood")]


def _mood(desk: Desk, curve: Curve, *, several: bool) -> str:
    points = curve.points or curve.levels
    if not points:
        return ""
    names = desk.join(tuple(MapText(persona.name) for persona in curve.personas))
    mood = desk.locale.label("summary-mood-of", personas=names) if several and names else desk.label("summary-mood")
    first, last = _feeling(desk, points[0]), _feeling(desk, points[-1])
    scores = [point.score for point in points]
    if len(set(scores)) == 1:
        return desk.locale.label("summary-mood-flat", mood=mood, first=first)
    lowest = points[scores.index(min(scores))]
    facts = {"mood": mood, "lowest": _feeling(desk, lowest), "place": _place(desk, lowest)}
    if lowest is points[0]:
        return desk.locale.label("summary-mood-rises", **facts, last=last)
    if lowest is points[-1]:
        return desk.locale.label("summary-mood-falls", **facts, first=first)
    return desk.locale.label("summary-mood-low", **facts, first=first, last=last)


def _feeling(desk: Desk, point: Point) -> str:
    return escape.plain(desk.feeling(point.emotion))


def _place(desk: Desk, point: Point) -> str:
    stage = desk.journey.map.stages[point.stage_index]
    if isinstance(point.stop, Action):
        return desk.locale.label("summary-at-action", action=point.stop.text, stage=stage.name)
    return desk.locale.label("summary-in-stage", stage=stage.name)


def _pains(desk: Desk) -> str:
    statuses = [pain_status(desk.journey, pain) for pain in pain_points(desk.journey)]
    if not statuses:
        return desk.label("summary-no-pains")
    unsolved = statuses.count(PainStatus.UNADDRESSED)
    if unsolved == 0:
        return desk.locale.plural("summary-pains-answered", len(statuses))
    key = "summary-pains-all-open" if unsolved == len(statuses) else "summary-pains-some-open"
    return desk.locale.plural(key, len(statuses), open=desk.locale.number(unsolved))
