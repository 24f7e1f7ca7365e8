"""Where the customer goes: every way from one stop to another, out of the journey, or to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.journey.facts import Stop, all_parts, personas_of, stops
from journeymap.model import Action, Next, Node, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.journey.journey import Journey
    from journeymap.model import Persona


class Move(NamedTuple):
    """One way on. `target` is None where the customer leaves the journey before its end.

    `share` is the part of those who reach `start`, 0 to 1; `given` says whether it was written or is what others leave.
    `way` is the entry of `next` it comes from; None for the way straight on.
    """

    start: Stop
    target: Stop | None
    when: str | None
    share: float
    given: bool
    way: Next | None
    personas: tuple[Persona, ...] = ()
    """Who goes this way, where the way straight on differs from persona to persona."""

    @property
    def leaves(self) -> bool:
        """Whether the customer leaves here."""
        return self.target is None


class Flow(NamedTuple):
    """The stops in order, the moves between them in order of their start, and the stops at which the journey ends."""

    stops: tuple[Stop, ...]
    moves: tuple[Move, ...]
    ends: tuple[Stop, ...]
    order: Mapping[int, int]
    """The place of each stop among them, by its identity."""

    def is_back(self, move: Move) -> bool:
        """Whether a move goes to the same or an earlier stop: a loop."""
        return move.target is not None and self.order[id(move.target)] <= self.order[id(move.start)]


def flow(journey: Journey) -> Flow:
    """Every stop and every move of the journey."""
    everything = stops(journey)
    moves: list[Move] = []
    ends: list[Stop] = []
    for index, stop in enumerate(everything):
        found, end = _moves_from(journey, everything, index, stop)
        moves.extend(found)
        if end:
            ends.append(stop)
    return Flow(everything, tuple(moves), tuple(ends), {id(stop): index for index, stop in enumerate(everything)})


def has_ways(journey: Journey) -> bool:
    """Whether a `next` is written anywhere and each names something: what follows from a wrong one is not worth judging."""
    written = [part.next for part in all_parts(journey) if part.next is not None]
    return bool(written) and all(way.to is None or journey.targets(way, "to", Node) for ways in written for way in ways)


def written_ways(journey: Journey, stop: Stop) -> tuple[Next, ...] | None:
    """The entries of `next` at a stop: its own, and its stage's if it is the last action; None if none is written."""
    stage = journey.stage_of(stop)
    of_stage = stage.next if isinstance(stage, Stage) and isinstance(stop, Action) and stage.actions[-1] is stop else None
    if stop.next is None or of_stage is None:
        return stop.next if of_stage is None else of_stage
    return (*stop.next, *of_stage)


def _moves_from(journey: Journey, everything: tuple[Stop, ...], index: int, stop: Stop) -> tuple[list[Move], bool]:
    """The moves from one stop, and whether the journey ends there for those who take none of them."""
    ways = written_ways(journey, stop)
    if ways == ():
        return [], True
    ways = ways or ()
    bare = [way for way in ways if way.when is None and way.share is None]
    taken = sum(way.share for way in ways if way.share is not None)
    left = max(0.0, round(1.0 - taken, 9))  # 0.7 + 0.2 + 0.1 is not quite 1 in binary
    straight = [] if bare else _straight_on(journey, everything, index)
    goes_straight = not bare and left > 0
    sharing = sum(1 for way in ways if way.share is None) + (1 if goes_straight else 0)
    part = left / sharing if sharing else 0.0
    moves = []
    for way in ways:
        target = None if way.to is None else _first_stop(journey, way)
        if way.to is not None and target is None:
            continue  # it names nothing, which is told as an error
        moves.append(Move(stop, target, way.when, part if way.share is None else way.share, way.share is not None, way))
    if goes_straight:
        split = len(straight) > 1
        moves.extend(
            Move(stop, target, None, part, given=False, way=None, personas=who if split else ()) for target, who in straight
        )
    return moves, goes_straight and not straight


def _first_stop(journey: Journey, way: Next) -> Stop | None:
    """Where a way leads: an action; the first action of a stage; a stage without actions."""
    for target in journey.targets(way, "to", Action):
        return target
    for stage in journey.targets(way, "to", Stage):
        return stage.actions[0] if stage.actions else stage
    return None


def _straight_on(journey: Journey, everything: tuple[Stop, ...], index: int) -> list[tuple[Stop, tuple[Persona, ...]]]:
    """The following stop of each persona who is here, in order, each once with all who go there."""
    here = personas_of(journey, everything[index])
    if not here:
        return [(stop, ()) for stop in everything[index + 1 : index + 2]]
    found: dict[int, list[Persona]] = {}
    for persona in here:
        for place in range(index + 1, len(everything)):
            if any(persona is who for who in personas_of(journey, everything[place])):
                found.setdefault(place, []).append(persona)
                break
    return [(everything[place], tuple(who)) for place, who in sorted(found.items())]
