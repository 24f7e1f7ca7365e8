"""Who is who between two maps: which stage, action or pain point of the one is the same thing in the other.

Kind by kind over the whole map, whatever stands nearest first: the id that both wrote, then the same text, then an id
that one wrote and the other has by default, then likeness. So a thing that gains a written id stays the same thing, and
so does one that is reworded, moved, or both. The answer does not depend on which map is called the old one.

Likeness counts the pieces of three letters that two texts share (two letters in scripts that write words in few signs),
and for stages and actions also the things in them that have the same text: 0 for nothing in common, 1 for the same.
Only things that share a rare piece are compared, so that the work grows with the maps and not with their square.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from journeymap.journey.journey import KINDS, STOP_KINDS
from journeymap.model import Action, Lanes, Metric, Node, slug
from journeymap.model.walk import children

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from journeymap.journey import Journey

N = TypeVar("N", bound=Node)

LIKE_NEARBY = 0.4
"""Likeness from which two things in the same place are one. Of all pairs of different things of one kind in the maps of
`examples/`, one in 80 is that much alike; few of these stand in the same place."""
LIKE_ANYWHERE = 0.6
"""Likeness from which two things in different places are one; of those pairs, one in 600 is."""
LIKE_THOUGH_NAMED = 0.8
"""Likeness from which two things with different written ids are one: whoever gave a new id may have meant a new thing."""
_PAIRS_PER_THING = 2
"""Half of how many others a thing is compared with at most, on average, besides the one in its place; rare pieces come first."""
_LONGEST = 240
"""Code points of a text that count for its likeness."""
_LETTERS = 600_000
"""Code points of all texts that count when the things of one kind are compared; of very many, less of each."""
_FIRST_DENSE = chr(0x0E00)
"""Scripts from Thai onwards write no blanks between words, or whole syllables in one sign. (The letters of Vietnamese and
of old Greek that stand there too are only cut a little finer.)"""
_BARE = frozenset({"id", "text"})
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class How:
    """How the things of one kind are found again.

    `within` are the surroundings in which an equal is looked for, nearest first: the same `lane` of the same stage or
    action, the same `parent`, the same `stage`, the whole `map`. `inside` tells that what stands in a thing counts for
    its likeness.
    """

    within: tuple[str, ...]
    inside: bool = False


_DECLARED = How(("map",))
_REMARK = How(("parent", "stage", "map"))

TABLE: Mapping[str, How] = MappingProxyType({
    **dict.fromkeys(KINDS, _DECLARED),
    "stage": How(("map",), inside=True),
    "action": How(("parent", "map"), inside=True),
    "pain-point": _REMARK,
    "delight": _REMARK,
    "opportunity": _REMARK,
    "thought": _REMARK,
    "quote": _REMARK,
    "motivation": _REMARK,
    "cell": How(("lane", "parent", "stage", "map")),
})  # fmt: skip
"""Kind to how its things are matched; what holds others stands before them. Two kinds are not in it because their place
says who they are: a `reading` by its metric and its stage or action, an emotion by its stage or action and its persona."""

READING = "reading"
"""The kind of an entry of `metrics` on a stage or an action, in `Match.pairs`."""


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


def declared(journey: Journey) -> Mapping[str, tuple[Node, ...]]:
    """Everything that a map declares, selects or only names, by kind."""
    return {
        "persona": journey.personas,
        "goal": journey.goals,
        "touchpoint": journey.touchpoints,
        "resource": journey.resources,
        "metric": journey.metrics,
        "evidence": journey.evidence,
        "solution": journey.solutions,
    }


def lane_things(stop: Lanes) -> Iterator[tuple[str, Node]]:
    """What stands in the lanes of a stage or an action and is matched by itself: key of the lane and thing."""
    for lane, _, node in children(stop):
        if node.kind in TABLE and node.kind not in KINDS and node.kind != "action":
            yield lane, node


def is_bare(action: Action) -> bool:
    """Whether an action says nothing but its text: it has neither facts, references, ways on, feelings nor lanes."""
    return action.model_fields_set <= _BARE


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


class _Marks(NamedTuple):
    """What the likeness of a thing is found by.

    `pieces` are those of its text, `inside` the texts of what stands in it. `keys` are both, and each two words in a row:
    another thing must share one of them with it to be compared at all.
    """

    pieces: frozenset[str]
    inside: frozenset[str]
    keys: tuple[str, ...]


@dataclass(eq=False)
class _Thing:
    """One thing to be matched, with what it is known by."""

    node: Node
    index: int
    journey: Journey
    written: str | None
    text: str
    groups: dict[str, Hashable]
    with_inside: bool
    longest: int

    @property
    def given(self) -> str:
        """Its id, written or made from its text."""
        return slug(self.journey.id_of(self.node))

    @cached_property
    def marks(self) -> _Marks:
        """What it is compared by."""
        words = self.text[: self.longest].split("-")
        pieces = frozenset(itertools.chain.from_iterable(map(_pieces_of_word, words)))
        inside = self._inside() if self.with_inside else _NOTHING
        if len(words) > 1 or inside:
            return _Marks(pieces, inside, (*pieces, *inside.union(map("-".join, itertools.pairwise(words)))))
        return _Marks(pieces, inside, tuple(pieces))

    def _inside(self) -> frozenset[str]:
        if isinstance(self.node, Action) and is_bare(self.node):  # most of a long map are such
            return _NOTHING
        things = [child for _, _, child in children(self.node) if child.kind in TABLE and child.text_of]
        return frozenset([f"={slug(child.text_of)}" for child in things])

    def like(self, other: _Thing, least: float) -> float:
        """0 for nothing in common, 1 for the same text or the same things in it, up to 2 for both; 0 if below `least`."""
        mine, its = self.marks, other.marks
        inside = _shared(mine.inside, its.inside, least) if mine.inside else 0.0
        if self.text == other.text:
            return 1 + inside
        alike = _shared(mine.pieces, its.pieces, least)
        return max(inside, alike)


_Key: TypeAlias = "Callable[[_Thing], Hashable]"


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
        longest = min(_LONGEST, _LETTERS // (len(before) + len(after) + 1))
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

    def _things(
        self, journey: Journey, kind: str, how: How, entries: Sequence[tuple[Node, str]], *, longest: int
    ) -> list[_Thing]:
        known = journey.slugs("stop" if kind in STOP_KINDS else kind)
        return [self._thing(journey, how, index, entry, longest=longest, known=known) for index, entry in enumerate(entries)]

    def _thing(
        self, journey: Journey, how: How, index: int, entry: tuple[Node, str], *, longest: int, known: Mapping[int, str]
    ) -> _Thing:
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
        return _Thing(node, index, journey, written, text, groups, how.inside, longest)

    def _left(self, olds: list[_Thing], news: list[_Thing]) -> tuple[list[_Thing], list[_Thing]]:
        before = [thing for thing in olds if id(thing.node) not in self.new_of]
        return before, [thing for thing in news if id(thing.node) not in self.old_of]

    def _by(self, kind: str, olds: list[_Thing], news: list[_Thing], key: _Key, *, in_order: bool = False) -> None:
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

    def _by_half_written_id(self, kind: str, olds: list[_Thing], news: list[_Thing]) -> None:
        """Join what has one id that was written on one side only: an id was added, or left out, while the text changed."""
        olds, news = self._left(olds, news)
        if all(thing.written is None for thing in (*olds, *news)):
            return
        given = {thing.given: thing for thing in olds}
        for other in news:
            one = given.get(other.given)
            if one is not None and (one.written is None) != (other.written is None):
                self.join(one.node, other.node, kind)

    def _by_likeness(self, kind: str, olds: list[_Thing], news: list[_Thing], surroundings: str, nearer: str | None) -> None:
        """Join the most alike first; among equally alike ones, those whose places in the map are nearest.

        What stands in the same `nearer` surroundings has been compared there.
        """
        least = LIKE_ANYWHERE if surroundings == "map" else LIKE_NEARBY
        olds, news = self._left(olds, news)
        if nearer is not None and len({thing.groups[nearer] for thing in (*olds, *news)}) == 1:
            return
        here = _grouped(olds, lambda thing: thing.groups[surroundings])
        found: list[tuple[float, int, int, _Thing, _Thing]] = []
        for name, others in _grouped(news, lambda thing: thing.groups[surroundings]).items():
            for one, candidates in _candidates(here.get(name, []), others):
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


def _grouped(things: Iterable[_Thing], key: _Key) -> dict[Hashable, list[_Thing]]:
    found: dict[Hashable, list[_Thing]] = defaultdict(list)
    for thing in things:
        found[key(thing)].append(thing)
    return found


def _candidates(olds: Sequence[_Thing], news: Sequence[_Thing]) -> Iterator[tuple[_Thing, Iterable[_Thing]]]:
    """For each old thing the new ones to compare it with: what shares something rare with it, and what is as far down.

    The rarest keys come first, until there are pairs enough.
    """
    if not olds or not news:
        return
    mine, its = ([thing.marks.keys for thing in side] for side in (olds, news))
    before, after = (Counter(itertools.chain.from_iterable(keys)) for keys in (mine, its))
    shared = sorted((before[key] * after[key], key) for key in before.keys() & after.keys())
    left = max(_PAIRS_PER_THING * (len(olds) + len(news)), 400)
    rare: set[str] = set()
    for cost, key in shared:
        left -= cost
        if left < 0:
            break
        rare.add(key)
    holders: dict[str, list[_Thing]] = defaultdict(list)
    for other, keys in zip(news, its, strict=True):
        for key in rare.intersection(keys):
            holders[key].append(other)
    for one, keys, beside in itertools.zip_longest(olds, mine, news[: len(olds)]):
        others = {other.index: other for key in rare.intersection(keys) for other in holders[key]}
        if beside is not None:
            others[beside.index] = beside
        yield one, others.values()


def _shared(one: frozenset[str], other: frozenset[str], least: float) -> float:
    """The part of two sets that they share (Dice's coefficient); 0 where it cannot reach `least`."""
    mine, its = len(one), len(other)
    both = mine + its
    if not mine or not its or 2 * mine < least * both or 2 * its < least * both:
        return 0.0
    return 2 * len(one & other) / both


@lru_cache(maxsize=4096)  # the words of a map are few
def _pieces_of_word(word: str) -> tuple[str, ...]:
    """Each run of three letters of a word, or of two in dense scripts; its ends count as letters."""
    padded = f" {word} "
    size = 2 if not word.isascii() and any(letter >= _FIRST_DENSE for letter in word) else 3
    return tuple([padded[start : start + size] for start in range(len(padded) - size + 1)])
