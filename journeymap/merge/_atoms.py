"""Scalars and brackets of three versions: which one is taken, and where one line can hold what both sides changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from journeymap.merge._lines import merge_lines
from journeymap.merge._order import merged_order
from journeymap.merge._tree import Atom, Entry, Part, is_bracketed, parts_of, shift
from journeymap.merge._values import same

if TYPE_CHECKING:
    from collections.abc import Hashable

    from journeymap.document import Document, Value

Written: TypeAlias = "tuple[str, Value]"
"""A text and what it means."""
Atoms: TypeAlias = "tuple[Atom | None, Atom | None, Atom | None]"
_HEADER = re.compile(r"\|[-+]?\n")


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry from its key or dash to its end, for ours and for theirs; the same where nothing is left to choose."""

    ours: Written
    theirs: Written


def merge_atoms(
    three: tuple[Entry | None, Entry | None, Entry | None], documents: tuple[Document, Document, Document], column: int
) -> Choice:
    """An entry that holds an atom in every version that has it, written for `column`."""
    base, ours, theirs = three
    if ours is None or theirs is None:
        one = ours or theirs
        assert one is not None
        written = _head(one, column) + _rest(one, column), one.value.value
        return Choice(written, written)
    heads = _heads(base, ours, theirs, documents, column)
    before = "" if base is None else _rest(base, column)
    here, there = _rest(ours, column), _rest(theirs, column)
    if heads[0] != heads[1]:
        pass  # a comment behind a value speaks of that value
    elif here == there or there.split() == before.split():
        there = here
    elif here.split() == before.split():
        here = there
    return Choice((heads[0][0] + here, heads[0][1]), (heads[1][0] + there, heads[1][1]))


def _heads(
    base: Entry | None, ours: Entry, theirs: Entry, documents: tuple[Document, Document, Document], column: int
) -> tuple[Written, Written]:
    """The keys with their values."""
    here = _head(ours, column), ours.value.value
    there = _head(theirs, column), theirs.value.value
    if same(here[1], there[1]):
        taken = there if base is not None and _head(base, column) == here[0] else here
        return taken, taken
    if base is not None and same(base.value.value, here[1]):
        return there, there
    if base is not None and same(base.value.value, there[1]):
        return here, here
    made = _together(base, ours, theirs, documents, column)
    return (here, there) if made is None else (made, made)


def _together(
    base: Entry | None, ours: Entry, theirs: Entry, documents: tuple[Document, Document, Document], column: int
) -> Written | None:
    """Both changes in one value, where its parts can be told apart."""
    atoms = tuple(entry.value if entry is not None else None for entry in (base, ours, theirs))
    before, here, there = atoms
    assert isinstance(here, Atom)
    assert isinstance(there, Atom)
    if here.style == there.style == "literal":
        made = _merge_literal(before, here, there)
    else:
        made = _Brackets(documents).merge((before if isinstance(before, Atom) else None, here, there))
    return None if made is None else (shift(ours.open + made[0], column - ours.column, first=False), made[1])


def _merge_literal(before: object, ours: Atom, theirs: Atom) -> Written | None:
    """A text of several lines, if both sides changed other lines of it."""
    if not isinstance(before, Atom) or not (before.style == "literal" and before.text[:1] == "|"):
        return None
    headers = {found[0] if (found := _HEADER.match(atom.text)) else "" for atom in (before, ours, theirs)}
    if len(headers) > 1 or headers == {""}:
        return None
    texts = [str(atom.value).split("\n") for atom in (before, ours, theirs)]
    merged = merge_lines(*texts, keep_both=False)
    lines = [line for line in merged if isinstance(line, str)]
    if len(lines) < len(merged):
        return None
    second = ours.text.split("\n")[1]
    indent = second[: len(second) - len(second.lstrip(" "))]
    (header,) = headers
    body = "\n".join(indent + line if line else "" for line in lines).rstrip("\n")
    return header + body, "\n".join(lines)


def _head(entry: Entry, column: int) -> str:
    assert isinstance(entry.value, Atom)
    return shift(entry.open + entry.value.text, column - entry.column, first=False)


def _rest(entry: Entry, column: int) -> str:
    return shift(entry.rest, column - entry.column, first=False)


class _Brackets:
    """What stands in brackets on one line, entry by entry."""

    def __init__(self, documents: tuple[Document, Document, Document]) -> None:
        self.documents = documents

    def merge(self, atoms: Atoms) -> Written | None:
        """One text in brackets; None if both sides changed one entry of it, or its entries cannot be told apart."""
        before, ours, theirs = atoms
        assert ours is not None
        assert theirs is not None
        if before is not None and not is_bracketed(before):
            before = _lone(before, ours)
        if not (is_bracketed(ours) and is_bracketed(theirs)) or ours.text[0] != theirs.text[0]:
            return None
        if before is not None and is_bracketed(before) and before.text[0] != ours.text[0]:
            return None
        tables = [{} if atom is None else self._entries(atom, side) for side, atom in enumerate((before, ours, theirs))]
        order = None if any(table is None for table in tables) else merged_order(*(list(table or {}) for table in tables))
        if order is None:
            return None
        texts: list[str] = []
        values: list[tuple[Hashable, Value]] = []
        for name in order:
            made = self._entry(*((table or {}).get(name) for table in tables))
            if made is None:
                return None
            if made[0]:
                texts.append(made[0])
                values.append((name, made[1]))
        text = ours.text[1:-1]
        padding = text[: len(text) - len(text.lstrip(" "))] if text.strip() else ""
        value: Value = [held for _, held in values] if ours.text[0] == "[" else {str(name): held for name, held in values}
        return f"{ours.text[0]}{padding}{', '.join(texts)}{padding}{ours.text[-1]}", value

    def _entry(self, before: Part | None, ours: Part | None, theirs: Part | None) -> Written | None:
        """One entry of the result; an empty text if it is gone, None if both sides changed it."""
        gone: Written = ("", None)
        if ours is None or theirs is None:
            one = ours or theirs
            assert one is not None
            if before is None:
                return one.text, one.atom.value
            return gone if same(before.atom.value, one.atom.value) else None
        if same(ours.atom.value, theirs.atom.value) or (before is not None and same(before.atom.value, theirs.atom.value)):
            return ours.text, ours.atom.value
        if before is not None and same(before.atom.value, ours.atom.value):
            return theirs.text, theirs.atom.value
        inner = self.merge((None if before is None else before.atom, ours.atom, theirs.atom))
        return None if inner is None else (ours.text[: len(ours.text) - len(ours.atom.text)] + inner[0], inner[1])

    def _entries(self, atom: Atom, side: int) -> dict[Hashable, Part] | None:
        """The entries by their keys, or in a list by their id or their words; None if two of them are alike."""
        if not is_bracketed(atom):  # a text alone
            return {_name(atom.value): Part(0, atom.text, atom)}
        found: dict[Hashable, Part] = {}
        for part in parts_of(atom, self.documents[side]):
            name = part.step if isinstance(part.step, str) else _name(part.atom.value)
            if name in found:
                return None
            found[name] = part
        return found


def _lone(before: Atom, ours: Atom) -> Atom | None:
    """The only entry of a list, which stood without brackets."""
    return before if ours.text[:1] == "[" and isinstance(before.value, str) and "\n" not in before.text else None


def _name(value: Value) -> Hashable:
    if isinstance(value, dict):
        return next((("key", key, str(value[key])) for key in ("id", "text", "name", "title", "to") if key in value), repr(value))
    return ("value", repr(value))
