"""How much two things are alike, and which pairs are worth asking: what they share is counted, nothing is guessed."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from journeymap.match._kinds import TABLE, is_bare
from journeymap.model import Action, slug
from journeymap.model.walk import children

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from journeymap.journey import Journey
    from journeymap.model import Node

LONGEST = 240
"""Code points of a text that count for its likeness."""
LETTERS = 600_000
"""Code points of all texts that count when the things of one kind are compared; of very many, less of each."""
_FIRST_DENSE = chr(0x0E00)
"""Scripts from Thai onwards write no blanks between words, or whole syllables in one sign. (The letters of Vietnamese and
of old Greek that stand there too are only cut a little finer.)"""
_PAIRS_PER_THING = 2
"""Half of how many others a thing is compared with at most, on average, besides the one in its place; rare pieces come first."""
_NOTHING: frozenset[str] = frozenset()


class Marks(NamedTuple):
    """What the likeness of a thing is found by.

    `pieces` are those of its text, `inside` the texts of what stands in it. `keys` are both, and each two words in a row:
    another thing must share one of them with it to be compared at all.
    """

    pieces: frozenset[str]
    inside: frozenset[str]
    keys: tuple[str, ...]


_NO_MARKS = Marks(_NOTHING, _NOTHING, ())


@dataclass(slots=True, eq=False)
class Thing:
    """One thing to be matched, with what it is known by. Its `marks` are made by the first comparison of its kind."""

    node: Node
    index: int
    journey: Journey
    written: str | None
    text: str
    groups: dict[str, Hashable]
    with_inside: bool
    longest: int
    marks: Marks = _NO_MARKS

    @property
    def given(self) -> str:
        """Its id, written or made from its text."""
        return slug(self.journey.id_of(self.node))

    def mark(self) -> None:
        """Find what it is compared by."""
        words = self.text[: self.longest].split("-")
        pieces = frozenset(itertools.chain.from_iterable(map(_pieces_of_word, words)))
        inside = self._inside() if self.with_inside else _NOTHING
        if len(words) > 1 or inside:
            self.marks = Marks(pieces, inside, (*pieces, *inside.union(map("-".join, itertools.pairwise(words)))))
        else:
            self.marks = Marks(pieces, inside, tuple(pieces))

    def _inside(self) -> frozenset[str]:
        if isinstance(self.node, Action) and is_bare(self.node):  # most of a long map are such
            return _NOTHING
        things = [child for _, _, child in children(self.node) if child.kind in TABLE and child.text_of]
        return frozenset([f"={slug(child.text_of)}" for child in things])

    def like(self, other: Thing, least: float) -> float:
        """0 for nothing in common, 1 for the same text or the same things in it, up to 2 for both; 0 if below `least`."""
        pieces, mine, _ = self.marks
        its_pieces, its, _ = other.marks
        inside = _shared(mine, its, least) if mine else 0.0
        if self.text == other.text:
            return 1 + inside
        alike = _shared(pieces, its_pieces, least)
        return max(inside, alike) if inside else alike


def worth_asking(olds: Sequence[Thing], news: Sequence[Thing]) -> Iterator[tuple[Thing, Iterable[Thing]]]:
    """For each old thing the new ones to compare it with: what shares something rare with it, and what is as far down.

    The rarest keys come first, until there are pairs enough.
    """
    if not olds or not news:
        return
    for thing in itertools.chain(olds, news):
        if thing.marks is _NO_MARKS:
            thing.mark()
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
    holders: dict[str, list[Thing]] = defaultdict(list)
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
    size = 2 if not word.isascii() and max(word) >= _FIRST_DENSE else 3
    return tuple([padded[start : start + size] for start in range(len(padded) - size + 1)])
