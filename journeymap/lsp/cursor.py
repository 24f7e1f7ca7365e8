"""What stands at the cursor, read from the text around it by indentation and brackets.

A text that is being typed is rarely YAML, so nothing is parsed here: from the cursor's line the reader climbs to the lines
that are indented less, and within brackets it counts them. A bracket or a quote that is still open can mislead it only as far
as the lines reach that are indented deeper than the key where it was opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Span
from journeymap.lsp.brackets import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRY = 0
"""The step into an entry of a list."""
Steps = tuple[str | int, ...]

_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\[\]{},"'&*!|>%@`-][^#]*?|-[^\s#][^#]*?)[ \t]*:(?=[ \t]|$)""")
_COMMENT = re.compile(r"""(?<![^\s\[{,:(-])"(?:[^"\\]|\\.)*"|(?<![^\s\[{,:(-])'(?:[^']|'')*'|((?<!\S)#)""")
_DASHES = re.compile(r"-(?:[ \t]+|$)")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]*)*")


class Cursor(NamedTuple):
    """What stands at the cursor.

    `where` is `key` (a key, or where one is being typed), `value` (what stands behind a colon), `open` (an entry of a list, or a
    first word below a key: it may become either), `comment`, or `text` (inside a text of several lines). `steps` lead there
    from the root: keys, and `ENTRY` into a list; of a key, to the object that has it. `word` is what is written there without
    quotes, `before` what of it stands left of the cursor, `span` all of its characters. `beside` are the other keys of the
    object.
    """

    where: str
    steps: Steps
    word: str
    before: str
    span: Span
    beside: frozenset[str] = frozenset()
    flow: bool = False


class _Line(NamedTuple):
    """One line: the columns (from 0) of its dashes, of its content, its key and where the colon stands, its value."""

    dashes: tuple[int, ...]
    column: int
    key: str | None
    key_end: int
    colon: int
    value: int
    end: int


def read(lines: Sequence[str], number: int, column: int) -> Cursor:
    """What stands at a column of a line, both from 0; `lines` are without their breaks."""
    text = lines[number] if number < len(lines) else ""
    column = min(column, len(text))
    start = comment_start(text)
    here = _line(text)
    blank = here.column >= here.end and here.key is None
    left = max(here.column, column) if blank else here.column
    climb = _climb(lines, number, left, here)
    for ancestor in climb.ancestors:
        found = _below(lines, ancestor, number, column, start)
        if found is not None:
            return found
    if start is not None and column > start:
        return Cursor("comment", climb.steps, text[start:], text[start:column], _span(number, start, len(text)))
    if here.key is not None and column > here.colon:
        own = _Ancestor(number, here.value, (*climb.steps, here.key))
        return _below(lines, own, number, column, start) or _value(text, number, column, here, own.steps)
    if here.key is not None:
        return _word("key", climb.steps, text, number, (here.column, here.key_end), column, climb.beside)
    if text[here.column : here.end].startswith(("[", "{")):
        own = _Ancestor(number, here.column, climb.steps)
        found = _below(lines, own, number, column, start)
        if found is not None:
            return found
    span = (column, column) if blank else (here.column, here.end)
    return _word("open", climb.steps, text, number, span, column, climb.beside)


def unquoted(raw: str) -> str:
    """A word without its quotes, closed or not."""
    if raw.startswith('"'):
        return re.sub(r"\\(.)", r"\1", raw[1:-1] if len(raw) > 1 and raw.endswith('"') else raw[1:])
    if raw.startswith("'"):
        return (raw[1:-1] if len(raw) > 1 and raw.endswith("'") else raw[1:]).replace("''", "'")
    return raw


def comment_start(line: str) -> int | None:
    """The column at which a comment begins."""
    if "#" not in line:
        return None
    return next((match.start(1) for match in _COMMENT.finditer(line) if match[1]), None)


def _span(number: int, start: int, end: int) -> Span:
    return Span(number + 1, start + 1, number + 1, end + 1)


def _word(  # noqa: PLR0917 -- private, and called the same way each time
    where: str, steps: Steps, text: str, number: int, bounds: tuple[int, int], column: int, beside: frozenset[str]
) -> Cursor:
    first, last = bounds
    raw = text[first:last]
    before = unquoted(text[first : max(first, min(column, last))])
    word = unquoted(raw)
    return Cursor(where, steps, word, before, _span(number, first, last), beside - {word} if where == "key" else beside)


def _value(text: str, number: int, column: int, here: _Line, steps: Steps) -> Cursor:
    first, last = (here.value, here.end) if here.value < here.end else (column, column)
    if column < first:
        return Cursor("value", steps, "", "", _span(number, column, column))
    return _word("value", steps, text, number, (first, last), column, frozenset())


def _line(text: str) -> _Line:
    start = comment_start(text)
    end = len(text[: len(text) if start is None else start].rstrip())
    column = len(text) - len(text.lstrip(" \t"))
    dashes = []
    while match := _DASHES.match(text[:end] if column < end else "", column):
        dashes.append(column)
        column = match.end() if match.end() < end else max(match.end(), column + 2)
    key = _KEY.match(text, column, max(column, end)) if column < end else None
    if key is None:
        content = _PROPERTIES.match(text, column, max(column, end))
        return _Line(tuple(dashes), content.end() if content and column < end else column, None, 0, 0, end, end)
    value = key.end() + len(text[key.end() : end]) - len(text[key.end() : end].lstrip())
    properties = _PROPERTIES.match(text, value, max(value, end))
    value = properties.end() if properties is not None and value < end else value
    return _Line(tuple(dashes), column, unquoted(key[1]), key.end(1), key.end() - 1, min(value, end), end)


class _Ancestor(NamedTuple):
    """Something above the cursor that has a value on its own line: where that begins, and the steps to it."""

    number: int
    column: int
    steps: Steps


class _Climb(NamedTuple):
    steps: Steps
    beside: frozenset[str]
    ancestors: tuple[_Ancestor, ...]
    """The outermost first."""


def _climb(lines: Sequence[str], number: int, column: int, here: _Line) -> _Climb:
    """The way from the cursor's line up to the root."""
    steps: list[str | int] = []
    beside: set[str] = set()
    held: list[tuple[int, int, int]] = []
    at, dash, first = column, False, True
    for current in range(number, -1, -1):
        line = lines[current]
        indent = len(line) - len(line.lstrip(" \t"))
        if (
            indent > at
            or (current != number and (indent == len(line) or line[indent] == "#"))
            or (at == 0 and not dash and steps)
        ):
            continue
        parsed = here if current == number else _line(line)
        elements: list[tuple[int, str | None]] = [(one, None) for one in parsed.dashes]
        if current != number:
            elements.append((parsed.column, parsed.key if parsed.key is not None else ""))
        for place, name in reversed(elements):
            if place > at or (dash and place == at and name is None):
                continue
            if name is None:
                if place < at:
                    steps.append(ENTRY)
                    at, dash, first = place, True, False
                    if parsed.key is None and current != number and parsed.column < parsed.end:
                        held.append((current, parsed.column, len(steps)))
            elif place < at or (dash and place == at):
                if name:
                    steps.append(name)
                    at, dash, first = place, False, False
                    if parsed.value < parsed.end:
                        held.append((current, parsed.value, len(steps)))
            elif first and name and not dash:
                beside.add(name)
    whole = tuple(reversed(steps))
    ancestors = tuple(_Ancestor(line, place, whole[: len(whole) - count + 1]) for line, place, count in reversed(held))
    beside |= _keys_below(lines, number, column)
    return _Climb(whole, frozenset(beside), ancestors)


def _keys_below(lines: Sequence[str], number: int, column: int) -> set[str]:
    """The keys of the same object further down."""
    found: set[str] = set()
    for current in range(number + 1, len(lines)):
        line = lines[current]
        indent = len(line) - len(line.lstrip(" \t"))
        if indent == len(line) or indent > column or line[indent] == "#":
            continue
        if indent < column:
            break
        parsed = _line(line)
        if parsed.dashes:
            break
        if parsed.key is not None:
            found.add(parsed.key)
    return found


def _below(lines: Sequence[str], ancestor: _Ancestor, number: int, column: int, comment: int | None) -> Cursor | None:
    """What the cursor is in if something above it has not ended: brackets, or a text of several lines."""
    opening = lines[ancestor.number][ancestor.column :]
    same = ancestor.number == number
    if opening.startswith(("[", "{")):
        if comment is not None and column > comment:
            return None
        found = inside(lines, (ancestor.number, ancestor.column), (number, column), ancestor.steps)
        if found is None:
            return None
        where, steps, bounds, beside = found
        cursor = _word(where, steps, lines[number], number, bounds, column, beside)
        return cursor._replace(flow=True)
    if same:
        return None
    return Cursor("text", ancestor.steps, "", "", _span(number, column, column))
