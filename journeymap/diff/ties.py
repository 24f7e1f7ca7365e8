"""What the references of a matched pair name now and did not name before, and the ways on from a stage or an action.

References are compared by what they name: a renamed touchpoint is the same touchpoint to everything that refers to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from journeymap.diff.facts import Fact, percent, spelling
from journeymap.journey.facts import goals_of, personas_of
from journeymap.journey.flow import flow
from journeymap.model import Action, Node, PainPoint, Stage
from journeymap.model.walk import references

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.journey.flow import Flow
    from journeymap.match import Match
    from journeymap.model import Next


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """The references in one field that differ: all of them in either map, and those without an equal in the other."""

    field: str
    was: tuple[Node, ...]
    now: tuple[Node, ...]
    lost: tuple[Node, ...]
    gained: tuple[Node, ...]


def ties(match: Match, one: Node, other: Node) -> Iterator[Tie]:
    """Every field of a pair whose references name other things; their order does not count."""
    fields = dict.fromkeys(name for node in (one, other) for name, _, _ in references(node))
    for name in (*fields, *(("solutions",) if isinstance(one, PainPoint) else ())):
        tie = tie_of(match, name, match.old.targets(one, name, Node), match.new.targets(other, name, Node))
        if tie is not None and not _means_the_same(match, one, other, name):
            yield tie


def tie_of(match: Match, name: str, was: tuple[Node, ...], now: tuple[Node, ...]) -> Tie | None:
    """How two sets of things differ; None if they do not."""
    kept = {id(match.new_of(node)) for node in was}
    present = {id(node) for node in now}
    lost = tuple(node for node in was if id(match.new_of(node)) not in present)
    gained = tuple(node for node in now if id(node) not in kept)
    return Tie(name, was, now, lost, gained) if lost or gained else None


def told_elsewhere(match: Match, tie: Tie) -> bool:
    """Whether all that differs is things that came to or went from the map, which is told once, with the things."""
    return all(match.new_of(node) is None for node in tie.lost) and all(match.old_of(node) is None for node in tie.gained)


def _means_the_same(match: Match, one: Node, other: Node, name: str) -> bool:
    """Whether a goal or a persona is only written where it used to follow from the map, or the other way round."""
    if not (isinstance(one, Action) and isinstance(other, Action)) or name not in ("goal", "persona"):
        return False
    follows = goals_of if name == "goal" else personas_of
    return tie_of(match, name, follows(match.old, one), follows(match.new, other)) is None


class Ways:
    """The ways on from every stage and action of one map, by one name for a thing in both maps."""

    def __init__(self, journey: Journey, match: Match) -> None:
        """Nothing is computed before it is asked for."""
        self._journey = journey
        self._match = match

    def written(self, stop: Stop) -> Fact | None:
        """The ways that a stage or an action names itself."""
        if stop.next is None:
            return None
        key = frozenset((*self._key(self._to(way), way.when, way.share), spelling(way.description or "")) for way in stop.next)
        shown = "; ".join(self._shown(way) for way in stop.next) or "the journey ends here"
        return Fact(("next",), key, shown)

    def taken(self, stop: Stop) -> Hashable:
        """Where the customer goes from here, however it is written: every move with its case and its share, and the end."""
        last: Stop = stop.actions[-1] if isinstance(stop, Stage) and stop.actions else stop
        return self._moves.get(id(last)), id(last) in self._ends, self._descriptions(stop)

    @cached_property
    def _moves(self) -> dict[int, frozenset[Hashable]]:
        found: dict[int, set[Hashable]] = {}
        for move in self._flow.moves:
            found.setdefault(id(move.start), set()).add(self._key(move.target, move.when, move.share))
        return {start: frozenset(moves) for start, moves in found.items()}

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(id(stop) for stop in self._flow.ends)

    @cached_property
    def _flow(self) -> Flow:
        return flow(self._journey)

    def _descriptions(self, stop: Stop) -> frozenset[str]:
        return frozenset(spelling(way.description) for way in stop.next or () if way.description)

    def _to(self, way: Next) -> Node | None:
        return next(iter(self._journey.targets(way, "to", Node)), None)

    def _key(self, target: Node | None, when: str | None, share: float | None) -> tuple[Hashable, ...]:
        here = target
        if target is not None and self._journey is self._match.old:
            here = self._match.new_of(target) or target
        return (None if here is None else id(here), spelling(when or ""), None if share is None else round(share, 9))

    def _shown(self, way: Next) -> str:
        target = self._to(way)
        case = f" when {way.when}" if way.when else ""
        part = f" ({percent(way.share)})" if way.share is not None else ""
        return f"{way.to or 'leaves' if target is None else target.text_of}{case}{part}"


def names(nodes: Iterable[Node]) -> str | None:
    """The main texts of several things in a row; None for none."""
    texts: Sequence[str] = [node.text_of for node in nodes]
    return "; ".join(texts) or None
