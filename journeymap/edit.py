"""Text edits: order them, refuse overlaps, apply them. What is not edited stays byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

from journeymap.diagnostic import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK = r"\r\n|\r|\n"
_PLAIN = r"[^\W\d_](?:[\w -]*\w)?"
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"


def line_starts(text: str) -> list[int]:
    """The index of the first character of each line; lines end with LF, CRLF or CR, as spans count them."""
    if "\r" in text:
        return [0, *(match.end() for match in re.finditer(_BREAK, text))]
    ends = accumulate(map(len, text.split("\n")))  # several times as fast, all of it outside of Python's own loop
    starts = [0, *map(add, ends, count(1))]
    starts.pop()  # the last line has no break
    return starts


def bounds(span: Span, starts: list[int]) -> tuple[int, int]:
    """The indices between which `span` lies."""
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def between(start: int, end: int, starts: list[int]) -> Span:
    """The span of the characters from `start` up to `end`: the other way round."""
    line, end_line = bisect_right(starts, start), bisect_right(starts, end)
    return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or insert at the same place."""
    first, second = sorted((one.span, other.span))
    end, start = (first.end_line, first.end_column), (second.line, second.column)
    if (first.line, first.column) == start:
        return True
    return start < end


class Chosen:
    """Edits to one text, none of which overlaps another. They are kept in order, so that asking stays cheap for thousands."""

    def __init__(self) -> None:
        """Begin with none."""
        self._spans: list[Span] = []

    def take(self, edits: Iterable[Edit]) -> bool:
        """Add `edits`, all of them or, if one would overlap, none; says whether they were added."""
        taken: list[Span] = []
        for edit in edits:
            at = bisect_left(self._spans, edit.span)
            if any(overlap(edit, Edit(span, "")) for span in self._spans[max(0, at - 1) : at + 1]):
                for span in taken:
                    self._spans.remove(span)
                return False
            insort(self._spans, edit.span)
            taken.append(edit.span)
        return True


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` made. They must not overlap."""
    starts = line_starts(text)
    pieces: list[str] = []
    index = 0
    for start, end, replacement in sorted((*bounds(edit.span, starts), edit.text) for edit in edits):
        pieces += (text[index:start], replacement)
        index = end
    return "".join((*pieces, text[index:]))


def scalar(text: str) -> str:
    """A line of text as YAML that is read as this very text, in brackets too: plain if that is certain, else quoted."""
    if re.fullmatch(_PLAIN, text) and text.lower() not in _WORDS:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(_UNSEEN, lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'
