"""The order in which things are found again: who has been found, who is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from journeymap.journey.journey import STOP_KINDS
from journeymap.match._kinds import READING, TABLE, declared, is_bare, lane_things
from journeymap.match._likeness import LETTERS, LONGEST, Thing, worth_asking
from journeymap.model import Metric, Node, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from journeymap.journey import Journey
    from journeymap.match._kinds import How

N = TypeVar("N", bound=Node)

LIKE_NEARBY = 0.4
"""Likeness from which two things in the same place are one. Of all pairs of different things of one kind in the maps of
`examples/`, one in 80 is that much alike; few of these stand in the same place."""
LIKE_ANYWHERE = 0.6
"""Likeness from which two things in different places are one; of those pairs, one in 600 is."""
LIKE_THOUGH_NAMED = 0.8
"""Likeness from which two things with different written ids are one: whoever gave a new id may have meant a new thing."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Which things of two maps are the same, by kind and in the order of the old map, and which have no counterpart."""

    old: Journey
    new: Journey
    pairs: Mapping[str, tuple[tuple[Node, Node], ...]]
    only_old: Mapping[str, tuple[Node, ...]]
    only_new: Mapping[str, tuple[Node, ...]]
    _new_of: Mapping[int, Node] = field(repr=False)
    _old_of: Mapping[int, Node] = field(repr=False)

    def new_of(self, node: N) -> N | None:
        """What a thing of the old map is in the new one."""
        found = self._new_of.get(id(node))
        return found if isinstance(found, type(node)) else None

    def old_of(self, node: N) -> N | None:
        """What a thing of the new map was in the old one."""
        found = self._old_of.get(id(node))
        return found if isinstance(found, type(node)) else None


def match(old: Journey, new: Journey) -> Match:
    """Find every thing of `old` again in `new`, as far as `TABLE` allows."""
    finder = _Finder(old, new)
    finder.join(old.map, new.map, "map")
    before, after = _by_kind(old), _by_kind(new)
    for kind, how in TABLE.items():
        finder.find(kind, how, before.get(kind, []), after.get(kind, []))
    measured = _by_metric(finder, new, after.get(READING, []))
    for key, entries in _by_metric(finder, old, before.get(READING, [])).items():
        for one, other in zip(entries, measured.get(key, []), strict=False):
            finder.join(one, other, READING)
    return finder.done({**before, "map": [(old.map, "")]}, {**after, "map": [(new.map, "")]})


def _by_kind(journey: Journey) -> dict[str, list[tuple[Node, str]]]:
    """Everything that can be matched, in the order of the map, with the lane it stands in."""
    found: dict[str, list[tuple[Node, str]]] = defaultdict(list)
    for kind, things in declared(journey).items():
        found[kind].extend((thing, "") for thing in things)
    for stage in journey.map.stages:
        found["stage"].append((stage, ""))
        found["action"].extend((action, "") for action in stage.actions)
        for stop in (stage, *(action for action in stage.actions if not is_bare(action))):
            for lane, node in lane_things(stop):
                found[node.kind].append((node, lane))
            found[READING].extend((entry, "") for entry in stop.metrics)
    return found


def _by_metric(finder: _Finder, journey: Journey, entries: Iterable[tuple[Node, str]]) -> dict[tuple[int, int], list[Metric]]:
    """Readings by stage or action and by metric, both as they are called in the new map."""
    found: dict[tuple[int, int], list[Metric]] = defaultdict(list)
    for entry, _ in entries:
        parent = journey.parent(entry)
        if isinstance(entry, Metric) and parent is not None:
            found[finder.name(journey, parent), finder.name(journey, journey.meaning(entry))].append(entry)
    return found


_Key: TypeAlias = "Callable[[Thing], Hashable]"


class _Finder:
    """The state of matching two journeys: who has been found so far."""

    def __init__(self, old: Journey, new: Journey) -> None:
        self.old = old
        self.new = new
        self.new_of: dict[int, Node] = {}
        self.old_of: dict[int, Node] = {}
        self.joined: dict[str, list[tuple[Node, Node]]] = defaultdict(list)

    def join(self, one: Node, other: Node, kind: str) -> None:
        """Two things are the same."""
        self.new_of[id(one)] = other
        self.old_of[id(other)] = one
        self.joined[kind].append((one, other))

    def name(self, journey: Journey, node: Node) -> int:
        """One name for a thing in both maps: the identity it has in the new one; its own where it has no counterpart."""
        found = self.new_of.get(id(node)) if journey is self.old else None
        return id(node if found is None else found)

    def find(self, kind: str, how: How, before: Sequence[tuple[Node, str]], after: Sequence[tuple[Node, str]]) -> None:
        """Match the things of one kind; what they stand in has been matched already."""
        longest = min(LONGEST, LETTERS // (len(before) + len(after) + 1))
        olds = self._things(self.old, kind, how, before, longest=longest)
        news = self._things(self.new, kind, how, after, longest=longest)
        named, named_now = ([thing for thing in side if thing.written is not None] for side in (olds, news))
        self._by(kind, named, named_now, lambda thing: thing.written)
        some_stay = not {thing.text for thing in olds}.isdisjoint([thing.text for thing in news])
        for surroundings in how.within if some_stay else ():
            self._by(kind, olds, news, _text_within(surroundings))
        self._by_half_written_id(kind, olds, news)
        for nearer, surroundings in zip((None, *how.within), how.within, strict=False):
            self._by_likeness(kind, olds, news, surroundings, nearer)
        if some_stay:
            self._by(kind, olds, news, lambda thing: thing.text, in_order=True)

    def _things(self, journey: Journey, kind: str, how: How, entries: Sequence[tuple[Node, str]], *, longest: int) -> list[Thing]:
        known = journey.slugs("stop" if kind in STOP_KINDS else kind)
        return [self._thing(journey, how, index, entry, longest=longest, known=known) for index, entry in enumerate(entries)]

    def _thing(
        self, journey: Journey, how: How, index: int, entry: tuple[Node, str], *, longest: int, known: Mapping[int, str]
    ) -> Thing:
        node, lane = entry
        parent = journey.parent(node) if "parent" in how.within else None
        stage = journey.stage_of(node) if "stage" in how.within else None  # whatever stands in a lane stands in a stage
        place = None if parent is None else self.name(journey, parent)
        groups: dict[str, Hashable] = {"map": 0, "parent": place}
        if stage is not None:
            groups["stage"] = self.name(journey, stage)
        if "lane" in how.within:
            groups["lane"] = (place, lane)
        written = None if node.id is None else slug(node.id)
        found = known.get(id(node))
        text = (slug(node.text_of) if found is None else found) or node.text_of
        return Thing(node, index, journey, written, text, groups, how.inside, longest)

    def _left(self, olds: list[Thing], news: list[Thing]) -> tuple[list[Thing], list[Thing]]:
        before = [thing for thing in olds if id(thing.node) not in self.new_of]
        return before, [thing for thing in news if id(thing.node) not in self.old_of]

    def _by(self, kind: str, olds: list[Thing], news: list[Thing], key: _Key, *, in_order: bool = False) -> None:
        """Join what has an equal key: where both maps have as many of it, or `in_order` as many as both have."""
        olds, news = self._left(olds, news)
        if not olds or not news:
            return
        wanted = _grouped(olds, key)
        for name, others in _grouped(news, key).items():
            same = wanted.get(name, ())
            if name is not None and (in_order or len(same) == len(others)):
                for one, other in zip(same, others, strict=False):
                    self.join(one.node, other.node, kind)

    def _by_half_written_id(self, kind: str, olds: list[Thing], news: list[Thing]) -> None:
        """Join what has one id that was written on one side only: an id was added, or left out, while the text changed."""
        olds, news = self._left(olds, news)
        if all(thing.written is None for thing in (*olds, *news)):
            return
        given = {thing.given: thing for thing in olds}
        for other in news:
            one = given.get(other.given)
            if one is not None and (one.written is None) != (other.written is None):
                self.join(one.node, other.node, kind)

    def _by_likeness(self, kind: str, olds: list[Thing], news: list[Thing], surroundings: str, nearer: str | None) -> None:
        """Join the most alike first; among equally alike ones, those whose places in the map are nearest.

        What stands in the same `nearer` surroundings has been compared there.
        """
        least = LIKE_ANYWHERE if surroundings == "map" else LIKE_NEARBY
        olds, news = self._left(olds, news)
        if nearer is not None and len({thing.groups[nearer] for thing in (*olds, *news)}) == 1:
            return
        here = _grouped(olds, lambda thing: thing.groups[surroundings])
        found: list[tuple[float, int, int, Thing, Thing]] = []
        for name, others in _grouped(news, lambda thing: thing.groups[surroundings]).items():
            for one, candidates in worth_asking(here.get(name, []), others):
                compared = None if nearer is None else one.groups[nearer]
                for other in candidates:
                    if nearer is not None and other.groups[nearer] == compared:
                        continue
                    wanted = LIKE_THOUGH_NAMED if one.written is not None and other.written is not None else least
                    likeness = one.like(other, wanted)
                    if likeness >= wanted:
                        # Both numbers read the same from either side, and no two pairs with a thing in common have equal ones.
                        found.append((-likeness, abs(one.index - other.index), one.index + other.index, one, other))
        for *_, one, other in sorted(found, key=itemgetter(0, 1, 2)):
            if id(one.node) not in self.new_of and id(other.node) not in self.old_of:
                self.join(one.node, other.node, kind)

    def done(self, before: Mapping[str, Sequence[tuple[Node, str]]], after: Mapping[str, Sequence[tuple[Node, str]]]) -> Match:
        """The result, in the order of the maps."""
        kinds = ("map", *TABLE, READING)
        order = {id(node): place for kind in kinds for place, (node, _) in enumerate(before.get(kind, ()))}
        return Match(
            self.old,
            self.new,
            {kind: tuple(sorted(self.joined[kind], key=lambda pair: order[id(pair[0])])) for kind in kinds},
            {kind: tuple(node for node, _ in before.get(kind, ()) if id(node) not in self.new_of) for kind in kinds},
            {kind: tuple(node for node, _ in after.get(kind, ()) if id(node) not in self.old_of) for kind in kinds},
            self.new_of,
            self.old_of,
        )


def _text_within(surroundings: str) -> _Key:
    return lambda thing: (thing.groups[surroundings], thing.text)


def _grouped(things: Iterable[Thing], key: _Key) -> dict[Hashable, list[Thing]]:
    found: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        found[key(thing)].append(thing)
    return found
