"""The merge itself: three trees from the top down, each entry taken from a side, merged inside, or left to the reader.

Text and meaning are merged side by side: every step gives the parts of the text, and the value that it must have if all
choices are made for ours, and if all are made for theirs. `_proof` reads the text again and compares.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from journeymap.merge._atoms import merge_atoms
from journeymap.merge._lines import Clash, merge_lines
from journeymap.merge._order import merged_order
from journeymap.merge._shapes import alike
from journeymap.merge._tree import Atom, Block, Entry, doubt, entries_of, shift
from journeymap.merge._who import BASE, OURS, ROOT, THEIRS, Who

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.document import Document, Value
    from journeymap.merge._lines import Part
    from journeymap.merge._who import Place


class Gone(Enum):
    """What an entry is that is not there."""

    GONE = 0


GONE = Gone.GONE
Held: TypeAlias = "Value | Gone"
Three: TypeAlias = "tuple[Entry | None, Entry | None, Entry | None]"


@dataclass(slots=True)
class Merged:
    """What became of a piece: its text, and what it means with all choices for ours, and with all for theirs."""

    parts: list[Part] = field(default_factory=list)
    ours: Held = GONE
    theirs: Held = GONE


class _TooSmall(Exception):  # noqa: N818 -- caught one entry further up
    """The sides differ in a way that no choice inside this entry can tell: the entry itself is the choice."""


def merge_roots(roots: tuple[Block, Block, Block], documents: tuple[Document, Document, Document], who: Who) -> Merged:
    """The whole file. Raises `Doubt`."""
    weaver = _Weaver(documents, who)
    base, ours, theirs = roots
    head = weaver.aside((base.head, ours.head, theirs.head), (0, 0, 0), 0)
    try:
        merged = weaver.block((base, ours, theirs), (ROOT, ()), ours.column, "")
    except _TooSmall:
        doubt("the sides differ in the file as a whole")
    merged.parts[:0] = head
    weaver.check_all_there()
    return merged


@dataclass(eq=False)
class _Weaver:
    """Weaves three trees into one."""

    documents: tuple[Document, Document, Document]
    who: Who
    written: set[int] = field(default_factory=set)
    """The names of the entries that stand in the result."""
    texts: dict[int, str] = field(default_factory=dict)

    def check_all_there(self) -> None:
        """No entry may be lost that a side added or that both kept."""
        before, here, there = (set(place) for place in self.who.places)
        if ((here & there) | (here - before) | (there - before)) - self.written - self.who.written_out:
            doubt("an entry would be lost")

    # Entries

    def entry(self, three: Three, below: Place, column: int, prefix: str) -> Merged:
        """One entry; `prefix` stands before it on its line where that is no plain indent; `below` is the list it may hold."""
        base, ours, theirs = three
        one = ours or theirs
        assert one is not None
        if ours is None or theirs is None:
            return self._one_sided(three, one, below, column, prefix)
        settled = all(self.who.is_settled(entry) for entry in three)
        if settled and self.same(ours, theirs):
            return self.taken(ours, column, prefix)
        if settled and base is not None and self.same(base, ours):
            return self.taken(theirs, column, prefix)
        if settled and base is not None and self.same(base, theirs):
            return self.taken(ours, column, prefix)
        return self._both(three, below, column, prefix)

    def _one_sided(self, three: Three, one: Entry, below: Place, column: int, prefix: str) -> Merged:
        """What only one side has: put in by it, or taken out by the other."""
        base = three[BASE]
        if base is not None and self.unchanged(base, one, OURS if one is three[OURS] else THEIRS):
            return Merged()
        if base is None:
            return self.taken(one, column, prefix) if self.who.is_settled(one) else self._both(three, below, column, prefix)
        if prefix:
            raise _TooSmall
        known = (self.who.inside(one) & self.who.moved) - {one.name}
        if any(self.who.at(OURS, name) and self.who.at(THEIRS, name) for name in known):
            doubt("something was moved into what the other side removed")
        if self.who.is_settled(one):
            kept = self.taken(one, column, "")
        else:
            kept = self._both((None, three[OURS], three[THEIRS]), below, column, "")
        text = "".join(part if isinstance(part, str) else doubt("a choice stands inside another") for part in kept.parts)
        if one is three[OURS]:
            return Merged([Clash(text, "")], kept.ours, GONE)
        return Merged([Clash("", text)], GONE, kept.theirs)

    def taken(self, entry: Entry, column: int, prefix: str) -> Merged:
        """An entry as a side has it."""
        self.written |= self.who.inside(entry)
        value = entry.value.value
        return Merged([self.lead_text(entry, column, prefix) + self.line(entry, column, prefix)], value, value)

    def line(self, entry: Entry, column: int, prefix: str) -> str:
        """An entry without the comments above it."""
        return (prefix or " " * column) + shift(entry.body, column - entry.column, first=False)

    def lead_text(self, entry: Entry, column: int, prefix: str) -> str:
        column = _indent(prefix) if prefix else column
        return shift(entry.lead, column - entry.column, first=True)

    def _both(self, three: Three, below: Place, column: int, prefix: str) -> Merged:
        """An entry that is looked into: the comments above it, and then what it holds."""
        lead_column = _indent(prefix) if prefix else column
        lead = self.aside([entry.lead if entry else None for entry in three], _columns(three), lead_column)
        ours, theirs = three[OURS], three[THEIRS]
        one = ours or theirs
        assert one is not None
        if one.name >= 0:
            self.written.add(one.name)
        three = alike(three, self.documents, below, self.who)
        pieces = [entry.value if entry else None for entry in three]
        before = set(self.written)
        try:
            if all(piece is None or isinstance(piece, Atom) for piece in pieces):
                merged = self._atom(three, column, prefix)
            elif _are_blocks(pieces[OURS], pieces[THEIRS]):
                merged = self._block_entry(three, below, column, prefix)
            else:
                raise _TooSmall  # noqa: TRY301 -- the same answer as from inside
        except _TooSmall:
            if ours is None or theirs is None:
                raise
            self.written = before
            merged = self._choice(ours, theirs, column, prefix)
        merged.parts[:0] = lead
        return merged

    def _choice(self, ours: Entry, theirs: Entry, column: int, prefix: str) -> Merged:
        """Both versions of an entry, for the reader to choose from."""
        if not (self.who.is_settled(ours) and self.who.is_settled(theirs)):
            doubt("something was moved into or out of what both sides changed")
        self.written |= self.who.inside(ours) | self.who.inside(theirs)
        clash = Clash(self.line(ours, column, prefix), self.line(theirs, column, prefix))
        return Merged([clash], ours.value.value, theirs.value.value)

    def _atom(self, three: Three, column: int, prefix: str) -> Merged:
        made = merge_atoms(three, self.documents, column)
        start = prefix or " " * column
        texts = start + made.ours[0], start + made.theirs[0]
        parts: list[Part] = [texts[0] if texts[0] == texts[1] else Clash(*texts)]
        return Merged(parts, made.ours[1], made.theirs[1])

    def _block_entry(self, three: Three, below: Place, column: int, prefix: str) -> Merged:
        """A key or a dash with a block behind it."""
        main = three[OURS] or three[THEIRS]
        assert main is not None
        assert isinstance(main.value, Block)
        opening = self._opening(three, main)
        blocks = [entry.value if entry is not None and isinstance(entry.value, Block) else None for entry in three]
        base = blocks[BASE]
        if base is not None and base.is_list != main.value.is_list:
            base = None
        start = (prefix or " " * column) + opening
        if main.value.inline:
            return self.block((base, blocks[OURS], blocks[THEIRS]), below, len(start), start)
        inside = column + main.value.column - main.column
        merged = self.block((base, blocks[OURS], blocks[THEIRS]), below, inside, "")
        merged.parts.insert(0, start)
        return merged

    def _opening(self, three: Three, main: Entry) -> str:
        """The key with the comment behind it, or the dash."""
        assert isinstance(main.value, Block)
        openings = [entry.open if entry is not None and isinstance(entry.value, Block) else None for entry in three]
        base, ours, theirs = openings
        if main.value.inline or ours is None or theirs is None or theirs in (ours, base):
            return main.open
        inline = [isinstance(entry.value, Block) and entry.value.inline for entry in three if entry is not None]
        if any(inline) or ours.split() == theirs.split():
            return ours
        if ours == base:
            return theirs
        raise _TooSmall

    # Blocks

    def block(self, three: tuple[Block | None, Block | None, Block | None], place: Place, column: int, prefix: str) -> Merged:
        """The entries of an object or a list, in the order of both sides, and what stands behind them."""
        one = three[OURS] or three[THEIRS]
        assert one is not None
        parts: list[Part] = []
        held: tuple[list[tuple[str | int, Value]], list[tuple[str | int, Value]]] = ([], [])
        for step, entries in self._list(three) if one.is_list else self._object(three):
            below = (step, ()) if isinstance(step, int) else (place[0], (*place[1], step))
            merged = self._split(entries, step, place, column) or self.entry(entries, below, column, prefix)
            if merged.parts:
                parts += merged.parts
                prefix = ""
            for side, value in zip(held, (merged.ours, merged.theirs), strict=True):
                if not isinstance(value, Gone):
                    side.append((step, value))
        if prefix:
            raise _TooSmall
        tails = [block.tail if block is not None else None for block in three]
        parts += self.aside(tails, [block.column if block is not None else 0 for block in three], column)
        values = [_value(side, is_list=one.is_list) for side in held]
        return Merged(parts, values[0], values[1])

    def _object(self, three: tuple[Block | None, Block | None, Block | None]) -> Iterable[tuple[str | int, Three]]:
        tables = [entries_of(block) if block is not None else {} for block in three]
        keys = [list(table) for table in tables]
        order = merged_order(*keys)
        if order is None:  # the order of keys says nothing
            order = [*keys[OURS], *(key for key in keys[THEIRS] if key not in tables[OURS])]
        for key in order:
            assert isinstance(key, (str, int))
            yield key, (tables[BASE].get(key), tables[OURS].get(key), tables[THEIRS].get(key))

    def _list(self, three: tuple[Block | None, Block | None, Block | None]) -> Iterable[tuple[str | int, Three]]:
        names = [self._belonging(block, side) for side, block in enumerate(three)]
        order = merged_order(*names)
        if order is None:
            raise _TooSmall
        for name in order:
            assert isinstance(name, int)
            yield name, (self.who.at(BASE, name), self.who.at(OURS, name), self.who.at(THEIRS, name))

    def _belonging(self, block: Block | None, side: int) -> list[int]:
        """The names of a list's entries that belong into it after the merge."""
        if block is None:
            return []
        names = [entry.name for entry in block.entries]
        return [name for name in names if self.who.place(name) in (None, self.who.places[side].get(name))]

    def _split(self, three: Three, step: str | int, place: Place, column: int) -> Merged | None:
        """What both sides moved, each to another list: at each of the two places it is for one side only."""
        if not isinstance(step, int) or self.who.place(step) is not None:
            return None
        ours, theirs = three[OURS], three[THEIRS]
        assert ours is not None
        assert theirs is not None
        here = next(side for side in (OURS, THEIRS) if self.who.places[side][step] == place)
        one = ours if here == OURS else theirs
        if (self.who.inside(one) - {step}) & self.who.moved:
            doubt("something was moved into or out of what both sides moved")
        kept = self.taken(one, column, "")
        text = "".join(part for part in kept.parts if isinstance(part, str))
        if here == OURS:
            return Merged([Clash(text, "")], kept.ours, GONE)
        return Merged([Clash("", text)], GONE, kept.theirs)

    # Comparing

    def normal(self, entry: Entry) -> str:
        """An entry's text as if it stood in the first column."""
        known = self.texts.get(id(entry))
        if known is None:
            known = shift(entry.lead, -entry.column, first=True) + shift(entry.body, -entry.column, first=False)
            self.texts[id(entry)] = known
        return known

    def same(self, one: Entry, other: Entry) -> bool:
        """Whether both are written alike."""
        return self.normal(one) == self.normal(other)

    def unchanged(self, base: Entry, one: Entry, side: int) -> bool:
        """Whether a side left an entry as it was, apart from what went elsewhere."""
        if base.name >= 0 and base.name in self.who.moved:
            return False
        if self.who.is_settled(base) and self.who.is_settled(one):
            return self.same(base, one)
        return self._alike(base, one, side)

    def _alike(self, base: Entry, one: Entry, side: int) -> bool:
        before, after = base.value, one.value
        if not isinstance(before, Block) or not isinstance(after, Block):
            return self.same(base, one)
        olds, news = self._staying(before, BASE), self._staying(after, side)
        return (
            (base.lead.split(), base.open.split()) == (one.lead.split(), one.open.split())
            and before.tail.split() == after.tail.split()
            and list(olds) == list(news)
            and all(self._alike(olds[key], news[key], side) for key in olds)
        )

    def _staying(self, block: Block, side: int) -> dict[str | int, Entry]:
        if not block.is_list:
            return {key: entry for key, entry in entries_of(block).items() if not self._emptied(entry, side)}
        return {
            entry.name: entry for entry in block.entries if self.who.place(entry.name) == self.who.places[side].get(entry.name)
        }

    def _emptied(self, entry: Entry, side: int) -> bool:
        value = entry.value
        return isinstance(value, Block) and value.is_list and not self._staying(value, side)

    # Comments

    def aside(self, texts: Iterable[str | None], columns: Iterable[int], column: int) -> list[Part]:
        """Comments and blank lines of all three, at `column`; what both put in at one place both stays."""
        written = list(zip(texts, columns, strict=True))
        if all(text is None or at == column for text, at in written):
            written, column = [(text, 0) for text, _ in written], 0
        have = [None if text is None else _lines(text, at) for text, at in written]
        base, ours, theirs = have
        here = ours if ours is not None else theirs or []
        there = theirs if theirs is not None else ours or []
        merged = merge_lines(base if base is not None else [], here, there, keep_both=True)
        parts: list[Part] = []
        for one in merged:
            if isinstance(one, str):
                parts.append(_written([one], column))
            else:
                parts.append(Clash(_written(one[0], column), _written(one[1], column)))
        return parts


def _lines(text: str, column: int) -> list[str]:
    return shift(text, -column, first=True).split("\n")[:-1]


def _written(lines: list[str], column: int) -> str:
    return shift("".join(f"{line}\n" for line in lines), column, first=True)


def _indent(prefix: str) -> int:
    return len(prefix) - len(prefix.lstrip(" "))


def _columns(three: Three) -> list[int]:
    return [entry.column if entry is not None else 0 for entry in three]


def _are_blocks(ours: Atom | Block | None, theirs: Atom | Block | None) -> bool:
    kinds = {piece.is_list if isinstance(piece, Block) else None for piece in (ours, theirs) if piece is not None}
    return len(kinds) == 1 and None not in kinds


def _value(held: list[tuple[str | int, Value]], *, is_list: bool) -> Value:
    """The value of what is left; of nothing, what a key with nothing after it has."""
    if not held:
        return None
    return [value for _, value in held] if is_list else {str(key): value for key, value in held}
