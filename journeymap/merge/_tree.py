"""A document cut into pieces that lose nothing: each entry with the comments above it, its words, and what stands behind.

All texts put together again are the file. What stands in brackets or in quotes is one piece; a list or an object with a line
for each entry is a `Block`, whose entries can be taken from one version of a file and put into another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from journeymap import edit

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value

A = TypeVar("A")
B = TypeVar("B")

_COMMENT = re.compile(r"(?:^|(?<=[ \t\n]))#[^\n]*")
_COLON = re.compile(r"[ \t]*:")
_ASIDE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_BRACKETS = re.compile(r"[\[{][^\n#]*[\]}]")


class Doubt(Exception):  # noqa: N818 -- no mistake of anybody's; it ends a merge by pieces and never leaves the room
    """Merging by pieces is not certain to be right. `args[0]` says why."""


def doubt(why: str) -> NoReturn:
    """Give up."""
    raise Doubt(why)


@dataclass(eq=False, slots=True)
class Atom:
    """A value that is taken as a whole: a scalar, what stands in brackets, an alias. `text` is as it is written."""

    value: Value
    text: str
    style: str | None
    route: Route


@dataclass(eq=False, slots=True)
class Entry:
    """A key with its value, or an entry of a list.

    `lead` are the comments and blank lines above it, `open` is the key or the dash up to the value, `rest` is what follows
    an atom up to the end of its line, and comments below it that are indented deeper than the entry. No indent before
    `open` is part of it. `step` is the key, or the index in the list.
    """

    step: str | int
    lead: str
    open: str
    value: Piece
    rest: str
    column: int
    name: int = -1
    """Of an entry of a list: the number that the same thing has in all three versions."""

    @property
    def body(self) -> str:
        """From the key or the dash to the end."""
        return self.open + text_of(self.value) + self.rest


@dataclass(eq=False, slots=True)
class Block:
    """An object or a list with a line for each entry, all of them at one `column`; `tail` are comments after the last.

    `inline` tells that the first entry stands on the line of what opens the block, as `- name: x`.
    """

    value: Value
    column: int
    entries: list[Entry]
    tail: str
    inline: bool
    route: Route
    is_list: bool
    head: str = ""
    """Of the whole file: what stands above the first key."""


Piece: TypeAlias = "Atom | Block"


def text_of(piece: Piece) -> str:
    """A piece as it is written, from its first sign on."""
    if isinstance(piece, Atom):
        return piece.text
    pieces = [piece.head]
    for place, entry in enumerate(piece.entries):
        indent = "" if piece.inline and place == 0 else " " * entry.column
        pieces += (entry.lead, indent, entry.body)
    return "".join((*pieces, piece.tail))


def shift(text: str, by: int, *, first: bool) -> str:
    """`text` with its lines indented `by` blanks more or less; its `first` line too, unless it stands behind something."""
    if by == 0:
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.strip() and (at or first):
            lines[at] = " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]
    return "\n".join(lines)


def build(document: Document) -> Block:
    """The pieces of a document whose lines end with LF, the last one too. Raises `Doubt` where they are not certain."""
    if document.value == {}:
        return Block({}, 0, [], "", inline=False, route=(), is_list=False)
    if document.style(()) != "block" or not isinstance(document.value, dict) or not document.value:
        doubt("one version is not an object with a line for each key")
    cutter = _Cutter(document)
    root = cutter.block((), document.value, 0, len(cutter.text), -1)
    root.head, root.entries[0].lead = root.entries[0].lead, ""
    if text_of(root) != cutter.text:
        doubt("its layout is unusual")
    return root


class _Cutter:
    """Cuts one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.starts = edit.line_starts(self.text)

    def range(self, route: Route) -> tuple[int, int]:
        return edit.bounds(self.document.span(route), self.starts)

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the next line begins."""
        return self.text.index("\n", index) + 1

    def block(self, route: Route, value: dict[str, Value] | list[Value], start: int, stop: int, inline: int) -> Block:
        """The block at a route, from `start` up to `stop`; `inline` is where its first entry begins on a line that has begun."""
        steps: list[str | int] = list(value) if isinstance(value, dict) else list(range(len(value)))
        begins: list[int] = []
        ends: list[int] = []
        for step in steps:
            begins.append(self._begin(route, step, ends[-1] if ends else max(start, self.range(route)[0])))
            ends.append(max(self.range((*route, step))[1], begins[-1] + 1))
        column = begins[0] - self.line_start(begins[0])
        for at, begin in enumerate(begins):
            line = self.line_start(begin)
            if begin - line != column or (self.text[line:begin].strip(" ") and not (at == 0 and inline == begin)):
                doubt("entries of one list or object are not indented alike")
        entries: list[Entry] = []
        here = start
        for at, step in enumerate(steps):
            begin = begins[at]
            lead = "" if begin == inline else self.text[here : self.line_start(begin)]
            limit = self.line_start(begins[at + 1]) if at + 1 < len(steps) else stop
            end = self._own_end(ends[at], limit, column)
            entries.append(self._entry((*route, step), begin, end, column, lead))
            here = end
        tail = self.text[here:stop]
        return Block(value, column, entries, tail, begins[0] == inline, route, isinstance(value, list))

    def _begin(self, route: Route, step: str | int, gap_start: int) -> int:
        """Where a key or a dash stands."""
        if isinstance(step, str):
            return edit.bounds(self.document.key_span((*route, step)), self.starts)[0]
        start = self.range((*route, step))[0]
        gap = _COMMENT.sub(lambda match: " " * len(match[0]), self.text[gap_start:start])
        return gap_start + gap.rindex("-") if "-" in gap else doubt("a dash stands where none is expected")

    def _own_end(self, end: int, limit: int, column: int) -> int:
        """Where an entry ends whose value ends at `end`: with its line, and the last comment below that is indented deeper."""
        own = here = self.line_end(end)
        while here < limit:
            after = self.line_end(here)
            line = self.text[here : after - 1]
            depth = len(line) - len(line.lstrip(" "))
            if line.strip() and depth <= column:
                break
            own = after if line.strip() else own
            here = after
        return min(own, limit) if own <= limit else doubt("two entries stand on one line")

    def _entry(self, route: Route, begin: int, end: int, column: int, lead: str) -> Entry:
        """One entry, from its key or dash on up to `end`."""
        if _ASIDE.fullmatch(lead) is None and len(route) > 1:
            doubt("something stands between two entries")
        start, stop = self.range(route)
        document, step = self.document, route[-1]
        value = self._value(route)
        colon = begin + 1
        if isinstance(step, str):
            found = _COLON.match(self.text, edit.bounds(document.key_span(route), self.starts)[1])
            colon = doubt("a key has its colon on another line") if found is None else found.end()
        block = document.style(route) == "block" and not document.aliased(route) and isinstance(value, (dict, list)) and value
        if not block:
            start, stop = max(start, colon), max(stop, colon)
            text = self.text[start:stop]
            return Entry(
                step, lead, self.text[begin:start], Atom(value, text, document.style(route), route), self.text[stop:end], column
            )
        assert isinstance(value, (dict, list))
        first = self._begin(route, next(iter(value)) if isinstance(value, dict) else 0, start)
        inline = self.line_start(first) == self.line_start(begin)
        here = first if inline else self.line_end(begin)
        if isinstance(step, str) and inline:
            doubt("a key and its list stand on one line")
        return Entry(step, lead, self.text[begin:here], self.block(route, value, here, end, first if inline else -1), "", column)

    def _value(self, route: Route) -> Value:
        value: Value = self.document.value
        for step in route:
            value = held_at(value, step)
        return value


def held_at(value: Value, step: str | int) -> Value:
    """What an object or a list holds at a step."""
    if isinstance(value, dict) and isinstance(step, str):
        return value[step]
    return value[step] if isinstance(value, list) and isinstance(step, int) else doubt("a step leads nowhere")


def each(make: Callable[[A], B], three: tuple[A, A, A]) -> tuple[B, B, B]:
    """The same made of each version."""
    return make(three[0]), make(three[1]), make(three[2])


def is_bracketed(piece: Piece) -> bool:
    """Whether it stands in brackets on one line, without comments, so that its entries can be told apart."""
    return isinstance(piece, Atom) and piece.style == "flow" and _BRACKETS.fullmatch(piece.text) is not None


@dataclass(frozen=True, slots=True)
class Part:
    """An entry in brackets: its key or index, its text with the key, and its value."""

    step: str | int
    text: str
    atom: Atom


def parts_of(atom: Atom, document: Document) -> list[Part]:
    """The entries of what stands in brackets."""
    text, starts = document.source.text, edit.line_starts(document.source.text)
    steps: list[str | int] = list(atom.value) if isinstance(atom.value, dict) else [*range(len(atom.value or ()))]
    found: list[Part] = []
    for step in steps:
        route = (*atom.route, step)
        start, end = edit.bounds(document.span(route), starts)
        begin = edit.bounds(document.key_span(route), starts)[0] if isinstance(step, str) else start
        value = held_at(atom.value, step)
        found.append(Part(step, text[begin:end], Atom(value, text[start:end], document.style(route), route)))
    return found


def entries_of(block: Block) -> dict[str | int, Entry]:
    """The entries of an object by their keys."""
    return {entry.step: entry for entry in block.entries}
