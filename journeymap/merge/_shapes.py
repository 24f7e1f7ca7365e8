"""Short and long forms of one thing beside each other: a text that one side grew into an object or a list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from journeymap.merge._tree import Atom, Block, Entry
from journeymap.merge._values import same

if TYPE_CHECKING:
    from journeymap.merge._who import Place, Who

Three: TypeAlias = "tuple[Entry | None, Entry | None, Entry | None]"

_MAIN = ("text", "name", "title", "score", "feeling", "value", "to")
"""The keys that a text alone may stand for."""
_SCALARS = frozenset({"plain", "single", "double"})
_NUMBER = re.compile(r"[-+−]?[0-9][0-9.]*")
_STEP = 2


def alike(three: Three, place: Place, who: Who) -> Three:
    """The three with short forms written out, if some are short and some long; as they are if that is not certain.

    `place` is the list that the entries hold, if they hold one.
    """
    blocks = [entry.value for entry in three if entry is not None and isinstance(entry.value, Block)]
    short = [entry for entry in three if entry is not None and isinstance(entry.value, Atom)]
    if not blocks or not short or not all(_is_short(entry) for entry in short):
        return three
    if all(block.is_list for block in blocks):
        grown = [_as_list(entry, side, place, who, blocks) for side, entry in enumerate(three)]
    elif not any(block.is_list for block in blocks):
        main = _main(blocks, short)
        if main is None:
            return three
        grown = [_as_object(entry, main) for entry in three]
    else:
        return three
    return grown[0], grown[1], grown[2]


def _is_short(entry: Entry) -> bool:
    """Whether it is one scalar on the line of its key or dash."""
    value = entry.value
    return isinstance(value, Atom) and value.style in _SCALARS and bool(value.text) and "\n" not in entry.open + value.text


def _main(blocks: list[Block], short: list[Entry]) -> str | None:
    """The key that the short forms stand for."""
    keys = [key for key in _MAIN if all(_has(block, key) for block in blocks)]
    numbers = {_NUMBER.fullmatch(str(entry.value.value)) is not None for entry in short}
    if "score" in keys or "feeling" in keys:  # a number alone is the score of an emotion, a text alone its feeling
        wanted = "score" if numbers == {True} else "feeling"
        return wanted if wanted in keys and len(numbers) == 1 else None
    return keys[0] if keys else None


def _has(block: Block, key: str) -> bool:
    return isinstance(block.value, dict) and isinstance(block.value.get(key), str)


def _as_object(entry: Entry | None, main: str) -> Entry | None:
    if entry is None or not isinstance(entry.value, Atom):
        return entry
    column = entry.column + _STEP
    inner = Entry(main, "", f"{main}: ", entry.value, entry.rest, column)
    return _grown(entry, inner, column, is_list=False, inline=isinstance(entry.step, int))


def _as_list(entry: Entry | None, side: int, place: Place, who: Who, blocks: list[Block]) -> Entry | None:
    if entry is None or not isinstance(entry.value, Atom) or isinstance(entry.step, int):
        return entry
    known = (one.name for block in blocks for one in block.entries if same(one.value.value, entry.value.value))
    name = next(known, None)
    if name is None or who.at(side, name) is not None:
        name = who.new_name()
    inner = Entry(0, "", "- ", entry.value, entry.rest, entry.column + _STEP, name)
    who.add(side, inner, place)
    return _grown(entry, inner, inner.column, is_list=True, inline=False)


def _grown(entry: Entry, inner: Entry, column: int, *, is_list: bool, inline: bool) -> Entry:
    value = [inner.value.value] if is_list else {str(inner.step): inner.value.value}
    block = Block(value, column, [inner], "", inline, inner.value.route, is_list)
    return replace(entry, open="- " if inline else entry.open.rstrip() + "\n", value=block, rest="")
