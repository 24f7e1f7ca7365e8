"""From a difference and its judgement to a `Change`: what it is about, to which stage it belongs, where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import short_hash
from journeymap.diff.change import Change, Difference, Subject, What
from journeymap.escape import MapText
from journeymap.model import Metric, Node

if TYPE_CHECKING:
    from journeymap.diagnostic import Place
    from journeymap.diff.verdicts import Judgement
    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.match import Match
    from journeymap.model import Stage

_USED_SOMEWHERE = frozenset({"touchpoint", "resource", "metric", "evidence", "solution"})
"""Things of the map that are told in a stage if everything that refers to them stands in it."""


def placed(match: Match, one: Difference, judgement: Judgement) -> Change:
    """The change that a difference is."""
    journey, node = _seen(match, one)
    at, stage = _whereabouts(match, one)
    old_place, new_place = _place(match.old, one.old, one), _place(match.new, one.new, one)
    path = journey.origin(node).path
    values = (judgement.id, path, _chain(match, one), one.field or "", one.who or "", one.was or "", one.now or "")
    return Change(
        id=judgement.id,
        verdict=judgement.verdict,
        subject=_subject(match, one),
        stage=stage,
        field=_text(one.field),
        old=_text(one.was),
        new=_text(one.now),
        old_place=old_place,
        new_place=new_place,
        at=_text(at.text_of) if at is not None else None,
        who=_text(one.who),
        note=_text(one.note),
        uses=len(journey.uses(node)),
        affects=(match.new.path,) if path != journey.path else (),
        fingerprint=short_hash("\x1f".join(values)),
    )


def _seen(match: Match, one: Difference) -> tuple[Journey, Node]:
    """The thing in the new map if it is there, else in the old one."""
    if one.new is not None:
        return match.new, one.new
    assert one.old is not None  # a difference is of something
    return match.old, one.old


def _whereabouts(match: Match, one: Difference) -> tuple[Stop | None, Subject | None]:
    """The stage or action that a thing stands on, and the stage that it is told in, as they are now if they still are."""
    journey, node = _seen(match, one)
    owner = one.new_owner if journey is match.new else one.old_owner
    at = _stop(journey, owner or journey.parent(node))
    stage = journey.stage_of(node if at is None else at)
    if owner is None and node.kind in _USED_SOMEWHERE:
        at, stage = _used_in(journey, node)
    if journey is match.old:  # what is gone is told where it stood, by the names that places have now
        at = at if at is None else match.new_of(at) or at
        if stage is not None and (now := match.new_of(stage)) is not None:
            journey, stage = match.new, now
    return at, None if stage is None else Subject("stage", journey.id_of(stage), MapText(stage.text_of))


def _used_in(journey: Journey, thing: Node) -> tuple[Stop | None, Stage | None]:
    """The first stage or action that refers to a thing, and its stage, if all that refers to it stands in that stage."""
    stops = [_stop(journey, use.owner) for use in journey.uses(thing)]
    stages = [None if stop is None else journey.stage_of(stop) for stop in stops]
    if not stages or any(stage is not stages[0] for stage in stages):
        return None, None
    return stops[0], stages[0]


def _stop(journey: Journey, node: Node | None) -> Stop | None:
    """The stage or action that `node` is or stands in."""
    if node is None:
        return None
    return journey.action_of(node) or journey.stage_of(node)


def _subject(match: Match, one: Difference) -> Subject:
    """An emotion is called after the stage or action that it belongs to, a reading after its metric."""
    journey, node = _seen(match, one)
    if one.kind == "emotion":
        node = journey.parent(node) or node
    named = journey.meaning(node) if isinstance(node, Metric) else node
    return Subject(one.kind, journey.id_of(node), MapText(named.text_of))


def _chain(match: Match, one: Difference) -> str:
    """What tells a thing from all others, without its text: the kinds and ids from the map down to it."""
    journey, node = _seen(match, one)
    return journey.chain(node) or node.kind


def _place(journey: Journey, node: Node | None, one: Difference) -> Place | None:
    """Where a thing, or the field of it that differs, is written in one of the maps."""
    if node is None:
        return None
    return journey.place(node, node.main) if one.what is What.RENAMED else journey.place(node, *one.steps)


def _text(text: str | None) -> MapText | None:
    return None if text is None else MapText(text)
