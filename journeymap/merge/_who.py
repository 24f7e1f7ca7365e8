"""Which entry of a list is the same thing in all three versions, and in which list it belongs after the merge."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from journeymap.journey import Loaded, link
from journeymap.limits import DEFAULT
from journeymap.match import match
from journeymap.merge._tree import Block, Entry, doubt, each
from journeymap.model import JourneyMap, slug
from journeymap.portrait import PortraitError
from journeymap.schema import build

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.journey import Journey
    from journeymap.portrait import Portrait
    from journeymap.schema import Built

BASE, OURS, THEIRS = 0, 1, 2
ROOT = -1
Place: TypeAlias = "tuple[int, Route]"
"""A list: the name of the entry that it stands in (`ROOT` for the file's own object), and the keys from there."""
_WORDS_OF = ("text", "name", "title", "to")
"""Where the words stand that an entry is known by."""


@dataclass(eq=False)
class Who:
    """Entries of lists by their name, one table for each version, and where they stand.

    `written_out` are the names of those that stand in a short form in some version.
    """

    entries: tuple[dict[int, Entry], dict[int, Entry], dict[int, Entry]]
    places: tuple[dict[int, Place], dict[int, Place], dict[int, Place]]
    written_out: set[int] = field(default_factory=set)

    def new_name(self) -> int:
        """A name that no entry has."""
        return 1 + max((name for table in self.entries for name in table), default=ROOT)

    def add(self, side: int, entry: Entry, place: Place) -> None:
        """One more entry of a version: the only one of a list, which was written without a dash."""
        self.written_out.add(entry.name)
        self.entries[side][entry.name] = entry
        self.places[side][entry.name] = place

    def at(self, side: int, name: int) -> Entry | None:
        """The entry in one version."""
        return self.entries[side].get(name)

    @cached_property
    def moved(self) -> frozenset[int]:
        """The entries that do not stand in the same list in all the versions that have them."""
        names = set().union(*self.places)
        return frozenset(name for name in names if len({place[name] for place in self.places if name in place}) > 1)

    def place(self, name: int) -> Place | None:
        """The list in which an entry belongs; None if both sides moved it, each to another one."""
        before, here, there = (place.get(name) for place in self.places)
        if here is None or there is None or here == there:
            return here or there
        return {here: there, there: here}.get(before) if before is not None else None

    def inside(self, entry: Entry) -> frozenset[int]:
        """The names of all that stands in an entry, its own included."""
        return frozenset(one.name for one, _ in _walk(entry.value, ROOT, ())) | ({entry.name} if entry.name >= 0 else set())

    def is_settled(self, entry: Entry | None) -> bool:
        """Whether nothing in it came from elsewhere or went elsewhere, so that its text can be taken as it is."""
        return entry is None or not self.moved or not (self.inside(entry) & self.moved)


def who(documents: tuple[Document, Document, Document], roots: tuple[Block, Block, Block]) -> Who:
    """Find out, and give every entry of a list its name. Raises `Doubt` where two things in one version have one id."""
    for document in documents:
        _refuse_twins(document)
    journeys = [_journey(document) for document in documents]
    to_ours = _pairs(roots[BASE], roots[OURS], journeys[BASE], journeys[OURS])
    to_theirs = _pairs(roots[BASE], roots[THEIRS], journeys[BASE], journeys[THEIRS])
    names = iter(range(sum(1 for root in roots for _ in _walk(root, ROOT, ()))))
    for entry, _ in _walk(roots[BASE], ROOT, ()):
        entry.name = next(names)
    for pairs in (to_ours, to_theirs):
        for one, other in pairs:
            other.name = one.name
    for root in roots[1:]:
        for entry, _ in _walk(root, ROOT, ()):
            if entry.name < 0:
                entry.name = next(names)
    _join_added(roots)
    return Who(each(_by_name, roots), each(_places, roots))


def _by_name(root: Block) -> dict[int, Entry]:
    return {entry.name: entry for entry, _ in _walk(root, ROOT, ())}


def _places(root: Block) -> dict[int, Place]:
    return {entry.name: place for entry, place in _walk(root, ROOT, ())}


def _walk(piece: object, owner: int, keys: Route) -> Iterator[tuple[Entry, Place]]:
    """Every entry of every list, with the list it stands in, in the order of the file. Names are read as they are by then."""
    if not isinstance(piece, Block):
        return
    for entry in piece.entries:
        if piece.is_list:
            yield entry, (owner, keys)
            yield from _walk(entry.value, entry.name, ())
        else:
            yield from _walk(entry.value, owner, (*keys, entry.step))


def _refuse_twins(document: Document) -> None:
    """Two things with one id cannot be told apart."""
    twice = twins(document.value)
    if twice:
        doubt(f"two entries have the id {min(twice)}")


def twins(value: Value) -> frozenset[str]:
    """The written ids that two entries of lists of one name have."""
    seen: Counter[tuple[str, str]] = Counter()
    _count(value, "", seen)
    return frozenset(written for (_, written), times in seen.items() if times > 1)


def _count(value: Value, key: str, seen: Counter[tuple[str, str]]) -> None:
    if isinstance(value, dict):
        for name, held in value.items():
            _count(held, name, seen)
    elif isinstance(value, list):
        for held in value:
            written = written_id(held)
            if written:
                seen[key, written] += 1
            _count(held, key, seen)


def written_id(value: Value) -> str:
    """The id that an entry has written, as ids are compared; empty without one."""
    held = value.get("id") if isinstance(value, dict) else None
    return slug(held) if isinstance(held, str) else ""


def words(value: Value) -> str:
    """The words that an entry is known by, as texts are compared; empty without any."""
    if isinstance(value, dict):
        held = next((value[key] for key in _WORDS_OF if isinstance(value.get(key), str)), "")
        return slug(held) if isinstance(held, str) else ""
    return slug(value) or value if isinstance(value, str) else ""


class _NoFiles:
    """Other files are not looked at: for who is who, the names in this one suffice."""

    limits = DEFAULT

    def load(self, path: str) -> Loaded:  # noqa: ARG002 -- the signature is of `Files`
        return Loaded(None, "not read")

    def portrait(self, path: str) -> Portrait:  # noqa: ARG002 -- the signature is of `Files`
        raise PortraitError("not read", "")

    def contains(self, path: str) -> bool:  # noqa: ARG002 -- the signature is of `Files`
        return True


def _journey(document: Document) -> tuple[Journey, Built] | None:
    """The map of a version, as far as it can be read."""
    built, _ = build(document)
    if not isinstance(built.model, JourneyMap):
        return None
    return link(document.source.path, built, _NoFiles(), follow_base=False)[0], built


_Pairs: TypeAlias = "list[tuple[Entry, Entry]]"


def _pairs(before: Block, after: Block, one: tuple[Journey, Built] | None, other: tuple[Journey, Built] | None) -> _Pairs:
    """What is the same in two versions: as `match` tells it, and in lists that it does not know by their words and place."""
    pairing = _Pairing()
    if one is not None and other is not None:
        by_route = [{_route(entry): entry for entry, _ in _walk(root, ROOT, ())} for root in (before, after)]
        for found in match(one[0], other[0]).pairs.values():
            for old, new in found:
                entries = [
                    table.get(built.origins.get(id(node), ()))
                    for table, built, node in zip(by_route, (one[1], other[1]), (old, new), strict=True)
                ]
                if entries[0] is not None and entries[1] is not None:
                    pairing.join(entries[0], entries[1])
    pairing.down(before, after)
    return pairing.pairs


def _route(entry: Entry) -> Route:
    return entry.value.route


class _Pairing:
    """Pairs entries of two versions, list by list from the top."""

    def __init__(self) -> None:
        self.pairs: _Pairs = []
        self.partner: dict[int, Entry] = {}

    def join(self, one: Entry, other: Entry) -> None:
        if id(one) in self.partner or id(other) in self.partner:
            return
        self.pairs.append((one, other))
        self.partner[id(one)], self.partner[id(other)] = other, one

    def down(self, before: object, after: object) -> None:
        """Everything below two pieces that are the same one."""
        if not isinstance(before, Block) or not isinstance(after, Block) or before.is_list != after.is_list:
            return
        if not before.is_list:
            there = {entry.step: entry for entry in after.entries}
            for entry in before.entries:
                if entry.step in there:
                    self.down(entry.value, there[entry.step].value)
            return
        self._by(before, after, lambda entry: written_id(entry.value.value) or None)
        self._by(before, after, lambda entry: repr(entry.value.value))
        self._by(before, after, lambda entry: words(entry.value.value) or None)
        self._by_gap(before, after)
        for entry in before.entries:
            if id(entry) in self.partner:
                self.down(entry.value, self.partner[id(entry)].value)

    def _left(self, block: Block) -> list[Entry]:
        return [entry for entry in block.entries if id(entry) not in self.partner]

    def _by(self, before: Block, after: Block, key: Callable[[Entry], Hashable]) -> None:
        """Join what has an equal key, where both have as many of it."""
        groups: dict[Hashable, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
        for side, block in enumerate((before, after)):
            for entry in self._left(block):
                groups[key(entry)][side].append(entry)
        for name, (olds, news) in groups.items():
            if name is not None and len(olds) == len(news):
                for one, other in zip(olds, news, strict=True):
                    self._join_unless_named(one, other)

    def _by_gap(self, before: Block, after: Block) -> None:
        """Join what stands between the same two neighbours, as many on either side: it was reworded."""
        gaps: dict[Hashable, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
        for side, block in enumerate((before, after)):
            run: list[Entry] = []
            last: Hashable = None
            for entry in (*block.entries, None):
                if entry is not None and id(entry) not in self.partner:
                    run.append(entry)
                    continue
                here = None if entry is None else id(entry) if side == 0 else id(self.partner[id(entry)])
                gaps[last, here][side].extend(run)
                last, run = here, []
        for olds, news in gaps.values():
            if len(olds) == len(news):
                for one, other in zip(olds, news, strict=True):
                    self._join_unless_named(one, other)

    def _join_unless_named(self, one: Entry, other: Entry) -> None:
        """Two different written ids are two things."""
        ids = written_id(one.value.value), written_id(other.value.value)
        if not all(ids) or ids[0] == ids[1]:
            self.join(one, other)


def _join_added(roots: tuple[Block, Block, Block]) -> None:
    """What both sides added gets one name: with the same written id anywhere, or with the same words in the same list.

    From the top, since the list that something was added to may itself have been added by both.
    """
    known = {entry.name for entry, _ in _walk(roots[BASE], ROOT, ())}
    while True:
        sides: list[dict[Hashable, list[Entry]]] = []
        for root, other in ((roots[OURS], roots[THEIRS]), (roots[THEIRS], roots[OURS])):
            elsewhere = {entry.name for entry, _ in _walk(other, ROOT, ())}
            groups: dict[Hashable, list[Entry]] = defaultdict(list)
            for entry, (owner, keys) in _walk(root, ROOT, ()):
                if entry.name in known or entry.name in elsewhere:
                    continue
                written, said = written_id(entry.value.value), words(entry.value.value)
                if written or said:
                    groups[(keys[-1:], written) if written else (owner, keys, said)].append(entry)
            sides.append(groups)
        both = [key for key in sides[0] if key in sides[1] and len(sides[0][key]) == len(sides[1][key])]
        if not both:
            return
        for key in both:
            for ours, theirs in zip(sides[0][key], sides[1][key], strict=True):
                theirs.name = ours.name
