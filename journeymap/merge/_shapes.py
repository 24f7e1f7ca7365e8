"""Short and long forms of one thing beside each other: a text that one side grew into an object or a list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from journeymap.merge._tree import Atom, Block, Entry, Part, is_bracketed, parts_of
from journeymap.merge._values import same

if TYPE_CHECKING:
    from journeymap.document import Document
    from journeymap.merge._who import Place, Who

Three: TypeAlias = "tuple[Entry | None, Entry | None, Entry | None]"

_MAIN = ("text", "name", "title", "score", "feeling", "value", "to")
"""The keys that a text alone may stand for."""
_SCALARS = frozenset({"plain", "single", "double"})
_NUMBER = re.compile(r"[-+−]?[0-9][0-9.]*")
_STEP = 2


def alike(three: Three, documents: tuple[Document, Document, Document], place: Place, who: Who) -> Three:
    """The three with short forms written out, if some are short and some long; as they are if that is not certain.

    `place` is the list that the entries hold, if they hold one.
    """
    blocks = [entry.value for entry in three if entry is not None and isinstance(entry.value, Block)]
    short = [entry for entry in three if entry is not None and isinstance(entry.value, Atom)]
    if not blocks or not short or not all(_is_short(entry, blocks[0]) for entry in short):
        return three
    growing = _Growing(place, who, blocks)
    if all(block.is_list for block in blocks):
        grown = [growing.to_list(entry, side, documents[side]) for side, entry in enumerate(three)]
    elif not any(block.is_list for block in blocks):
        main = _main(blocks, [entry for entry in short if not is_bracketed(entry.value)])
        if main is None:
            return three
        grown = [growing.to_object(entry, main, documents[side]) for side, entry in enumerate(three)]
    else:
        return three
    return grown[0], grown[1], grown[2]


def _is_short(entry: Entry, block: Block) -> bool:
    """Whether it is one scalar on the line of its key or dash, or the same kind of thing in brackets."""
    value = entry.value
    assert isinstance(value, Atom)
    if is_bracketed(value):
        return isinstance(value.value, list) == block.is_list and bool(value.value)
    return value.style in _SCALARS and bool(value.text) and "\n" not in entry.open + value.text


def _main(blocks: list[Block], short: list[Entry]) -> str | None:
    """The key that the short forms stand for."""
    keys = [key for key in _MAIN if all(_has(block, key) for block in blocks)]
    if not short:
        return ""
    numbers = {_NUMBER.fullmatch(str(entry.value.value)) is not None for entry in short}
    if "score" in keys or "feeling" in keys:  # a number alone is the score of an emotion, a text alone its feeling
        wanted = "score" if numbers == {True} else "feeling"
        return wanted if wanted in keys and len(numbers) == 1 else None
    return keys[0] if keys else None


def _has(block: Block, key: str) -> bool:
    return isinstance(block.value, dict) and isinstance(block.value.get(key), str)


class _Growing:
    """Writes short forms out. `known` are the values of a list's entries and their names."""

    def __init__(self, place: Place, who: Who, blocks: list[Block]) -> None:
        self.place = place
        self.who = who
        self.known = [(one.value.value, one.name) for block in blocks for one in block.entries]

    def to_object(self, entry: Entry | None, main: str, document: Document) -> Entry | None:
        """`a` or `{text: a}` as `text: a` on a line of its own."""
        if entry is None or not isinstance(entry.value, Atom):
            return entry
        column = entry.column + _STEP
        parts = parts_of(entry.value, document) if is_bracketed(entry.value) else [Part(main, f"{main}: ", entry.value)]
        inner = [
            Entry(part.step, "", part.text.removesuffix(part.atom.text), part.atom, "\n", column)  # the key with its colon
            for part in parts
        ]
        return _grown(entry, inner, is_list=False, inline=isinstance(entry.step, int))

    def to_list(self, entry: Entry | None, side: int, document: Document) -> Entry | None:
        """`a` or `[a]` as `- a` on a line of its own."""
        if entry is None or not isinstance(entry.value, Atom) or isinstance(entry.step, int):
            return entry
        column = entry.column + _STEP
        parts = parts_of(entry.value, document) if is_bracketed(entry.value) else [Part(0, "", entry.value)]
        inner: list[Entry] = []
        for at, part in enumerate(parts):
            inner.append(Entry(at, "", "- ", part.atom, "\n", column, self._name(part, side)))
            self.who.add(side, inner[-1], self.place)
        return _grown(entry, inner, is_list=True, inline=False)

    def _name(self, part: Part, side: int) -> int:
        """The name of the same thing in another version."""
        names = (name for value, name in self.known if same(value, part.atom.value) and self.who.at(side, name) is None)
        name = next(names, None)
        if name is None:
            name = self.who.new_name()
            self.known.append((part.atom.value, name))
        return name


def _grown(entry: Entry, inner: list[Entry], *, is_list: bool, inline: bool) -> Entry:
    """An entry that holds a block; the comment behind it stays behind its last line."""
    inner[-1].rest = entry.rest
    value = [one.value.value for one in inner] if is_list else {str(one.step): one.value.value for one in inner}
    block = Block(value, inner[0].column, inner, "", inline, entry.value.route, is_list)
    return replace(entry, open="- " if inline else entry.open.rstrip() + "\n", value=block, rest="")
