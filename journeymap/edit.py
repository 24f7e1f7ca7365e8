"""Text edits: order them, refuse overlaps, apply them. What is not edited stays byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.diagnostic import Edit, Span

_BREAK = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> list[int]:
    """The index of the first character of each line; lines end with LF, CRLF or CR, as spans count them."""
    return [0, *(match.end() for match in _BREAK.finditer(text))]


def bounds(span: Span, starts: list[int]) -> tuple[int, int]:
    """The indices between which `span` lies."""
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters, or insert at the same place."""
    first, second = sorted((one.span, other.span))
    end, start = (first.end_line, first.end_column), (second.line, second.column)
    if (first.line, first.column) == start:
        return True
    return start < end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits` made. They must not overlap."""
    starts = line_starts(text)
    placed = sorted(((*bounds(edit.span, starts), edit.text) for edit in edits), reverse=True)
    for start, end, replacement in placed:
        text = text[:start] + replacement + text[end:]
    return text
