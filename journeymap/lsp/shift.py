"""Places of an older text in a newer one: what stands before and behind all that was changed keeps its place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from journeymap.diagnostic import Edit, Span
from journeymap.edit import between, line_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BREAK = "\r\n|\r|\n"
_COMPARED = 400
"""How many lines are compared one with another; of more that were changed, each keeps its number."""


def alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many characters, or lines, are equal at the beginning and, of the rest, at the end."""
    most = min(len(old), len(new))
    head = _most(most, lambda count: old[:count] == new[:count])
    return head, _most(most - head, lambda count: old[len(old) - count :] == new[len(new) - count :])


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The highest count up to `limit` for which something holds that holds for all lower ones."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def shift(old: str, new: str) -> Callable[[Span], Span]:
    """What turns a span of `old` into one of `new`: lines that are equal keep their places, others the nearest there are."""
    if old == new:
        return lambda span: span
    before, after = re.split(_BREAK, old), re.split(_BREAK, new)
    lines = _lines(before, after)

    def at(line: int, column: int) -> tuple[int, int]:
        there = min(lines[min(line, len(lines)) - 1], len(after) - 1)
        return there + 1, min(column, len(after[there]) + 1)

    def shifted(span: Span) -> Span:
        start, end = at(span.line, span.column), at(span.end_line, span.end_column)
        return Span(*start, *max(start, end))

    return shifted


def _lines(before: list[str], after: list[str]) -> list[int]:
    """For each line of one text, from 0, the line of the other that it is, or that stands where it stood."""
    head, tail = alike(before, after)
    first, last = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(first), len(last)) <= _COMPARED:
        middle: list[int] = []
        for _, start, end, low, high in SequenceMatcher(None, first, last, autojunk=False).get_opcodes():
            middle += [head + min(low + number, max(low, high - 1)) for number in range(end - start)]
    else:
        middle = [head + min(number, max(0, len(last) - 1)) for number in range(len(first))]
    moved = len(after) - len(before)
    return [*range(head), *middle, *range(len(before) - tail + moved, len(after))]


def difference(old: str, new: str) -> Edit | None:
    """The one edit that makes `new` of `old`; None where they are equal. No CRLF is cut in two."""
    if old == new:
        return None
    head, tail = alike(old, new)
    while head and (old[head - 1] == "\r" or new[head - 1] == "\r"):
        head -= 1
    while tail and (old[len(old) - tail] == "\n" or new[len(new) - tail] == "\n"):
        tail -= 1
    return Edit(between(head, len(old) - tail, line_starts(old)), new[head : len(new) - tail])
