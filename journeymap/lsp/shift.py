"""Places of an older text in a newer one: what stands before and behind all that was changed keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Edit, Span
from journeymap.edit import between, bounds, line_starts

if TYPE_CHECKING:
    from collections.abc import Callable


def _stretch(old: str, new: str) -> tuple[int, int]:
    """How many characters are equal at the beginning and, of the rest, at the end."""
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
    """What turns a span of `old` into one of `new`; a place inside what was changed goes to its beginning or its end."""
    if old == new:
        return lambda span: span
    head, tail = _stretch(old, new)
    before, after = line_starts(old), line_starts(new)
    moved = len(new) - len(old)

    def at(index: int, inside: int) -> int:
        return index if index <= head else index + moved if index >= len(old) - tail else inside

    def shifted(span: Span) -> Span:
        start, end = bounds(span, before)
        start, end = at(start, head), at(end, len(new) - tail)
        return between(start, max(start, end), after)

    return shifted


def difference(old: str, new: str) -> Edit | None:
    """The one edit that makes `new` of `old`; None where they are equal. No CRLF is cut in two."""
    if old == new:
        return None
    head, tail = _stretch(old, new)
    while head and (old[head - 1] == "\r" or new[head - 1] == "\r"):
        head -= 1
    while tail and (old[len(old) - tail] == "\n" or new[len(new) - tail] == "\n"):
        tail -= 1
    return Edit(between(head, len(old) - tail, line_starts(old)), new[head : len(new) - tail])
