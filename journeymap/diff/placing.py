"""From a difference and its judgement to a `Change`: what it is about, to which stage it belongs, where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import short_hash
from journeymap.diff.change import Change, Difference, Subject, What, Written
from journeymap.escape import MapText
from journeymap.model import JourneyMap, Metric, Node

if TYPE_CHECKING:
    from journeymap.diff.verdicts import Judgement
    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.match import Match
    from journeymap.model import Lanes, Stage

_USED_SOMEWHERE = frozenset({"touchpoint", "resource", "metric", "evidence", "solution"})
"""Things of the map that are told in a stage if everything that refers to them stands in it."""


class _Spot(NamedTuple):
    """Where things stand: the main text of their stage or action, and the stage that they are told in."""

    at: MapText | None
    stage: Subject | None


class Placing:
    """Makes changes of the differences of one comparison. What neighbours have in common is found once."""

    def __init__(self, match: Match) -> None:
        """Nothing is looked up before the first difference."""
        self._match = match
        self._spots: dict[int, _Spot] = {}
        self._chains: dict[int, str] = {}

    def placed(self, one: Difference, judgement: Judgement) -> Change:
        """The change that a difference is."""
        match = self._match
        node = one.new if one.new is not None else one.old
        assert node is not None  # a difference is of something
        journey = match.old if one.new is None else match.new
        owner = one.old_owner if one.new is None else one.new_owner
        spot = self._spot(journey, node, owner)
        path = journey.path_of(node)
        chain = self._chain(journey, node)
        values = (judgement.id, path, chain, one.field or "", one.who or "", one.was or "", one.now or "")
        return Change(
            id=judgement.id,
            verdict=judgement.verdict,
            subject=_subject(journey, node, one.kind),
            stage=spot.stage,
            field=_text(one.field),
            old=_text(one.was),
            new=_text(one.now),
            old_written=_written(match.old, one.old, one),
            new_written=_written(match.new, one.new, one),
            at=spot.at,
            who=_text(one.who),
            note=_text(one.note),
            uses=len(journey.uses(node)),
            affects=(match.new.path,) if path != journey.path else (),
            fingerprint=short_hash("\x1f".join(values)),
            excuse=judgement.excuse,
        )

    def _spot(self, journey: Journey, node: Node, owner: Lanes | None) -> _Spot:
        """Where a thing of one of the maps stands, as it is called now; `owner` is the stage or action, if it is known."""
        if owner is None and node.kind in _USED_SOMEWHERE:
            return self._named(journey, *_used_in(journey, node))
        holder = owner or journey.parent(node)
        if holder is None or isinstance(holder, JourneyMap):
            return self._named(journey, None, journey.stage_of(node))
        known = self._spots.get(id(holder))
        if known is None:
            at = _stop(journey, holder)
            known = self._spots[id(holder)] = self._named(journey, at, journey.stage_of(node if at is None else at))
        return known

    def _named(self, journey: Journey, at: Stop | None, stage: Stage | None) -> _Spot:
        """What is gone is told where it stood, by the names that places have now."""
        if journey is self._match.old:
            at = at if at is None else self._match.new_of(at) or at
            if stage is not None and (now := self._match.new_of(stage)) is not None:
                journey, stage = self._match.new, now
        told = None if stage is None else Subject("stage", journey.id_of(stage), MapText(stage.text_of))
        return _Spot(_text(None if at is None else at.text_of), told)

    def _chain(self, journey: Journey, node: Node) -> str:
        """What tells a thing from all others, without its text: the kinds and ids from the map down to it."""
        holder = journey.parent(node)
        if holder is None or isinstance(node, JourneyMap):
            return journey.chain(node) or node.kind
        above = self._chains.get(id(holder))
        if above is None:
            above = self._chains[id(holder)] = journey.chain(holder)
        return f"{above}/{journey.link(node)}" if above else journey.link(node)


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


def _subject(journey: Journey, node: Node, kind: str) -> Subject:
    """An emotion is called after the stage or action that it belongs to, a reading after its metric."""
    if kind == "emotion":
        node = journey.parent(node) or node
    named = journey.meaning(node) if isinstance(node, Metric) else node
    return Subject(kind, journey.id_of(node), MapText(named.text_of))


def _written(journey: Journey, node: Node | None, one: Difference) -> Written | None:
    """Where a thing, or the field of it that differs, is written in one of the maps."""
    if node is None:
        return None
    return Written(journey, node, (node.main,) if one.what is What.RENAMED else one.steps)


def _text(text: str | None) -> MapText | None:
    return None if text is None else MapText(text)
