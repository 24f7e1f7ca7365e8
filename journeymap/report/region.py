"""Spans brought inside the text they are about, and counted as others count: the text may have changed since, or end earlier."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from journeymap.diagnostic import Span

if TYPE_CHECKING:
    from journeymap.diagnostic import Place
    from journeymap.report import Context

_LINE_END = re.compile("\r\n|\r|\n")  # those of YAML 1.2


@lru_cache(maxsize=8)
def lines_of(text: str) -> tuple[str, ...]:
    """Part `text` into lines without their ends; kept for a while, because a file with one diagnostic often has many."""
    return tuple(_LINE_END.split(text))


@lru_cache(maxsize=8)
def starts_of(text: str) -> tuple[int, ...]:
    """Where each line of `text` begins, in code points from 0."""
    return (0, *(end.end() for end in _LINE_END.finditer(text)))


def fit(span: Span, lines: tuple[str, ...]) -> tuple[int, int, int, int]:
    """Bring a span inside the text: line, code point, last line, code point. Blank lines at its end do not count."""
    if span.line > len(lines):  # told about a text that has changed since
        return len(lines), len(lines[-1]), len(lines), len(lines[-1])
    first = max(span.line, 1)
    last = min(max(span.end_line, first), len(lines))
    start = min(max(span.column - 1, 0), len(lines[first - 1]))
    end = min(max(span.end_column - 1, 0), len(lines[last - 1]))
    while last > first and not lines[last - 1][:end].strip():
        last -= 1
        end = len(lines[last - 1])
    return first, start, last, max(end, start) if last == first else end


def markable(place: Place, context: Context) -> Span:
    """The span of `place` as a host can mark it.

    What is missing at the end of a file stands behind the last line feed, on a line that hosts do not have: it is marked
    at the end of the last line. Without the text, the span is only made to run forwards.
    """
    source, span = context.source(place.path), place.span
    if source is None:
        line, column = max(span.line, 1), max(span.column, 1)
        end_line, end_column = max((span.end_line, span.end_column), (line, column))
        return Span(line, column, end_line, max(end_column, 1))
    lines = lines_of(source.text)
    first, start, last, end = fit(span, lines)
    if first == len(lines) > 1 and not lines[-1]:
        first = last = first - 1
        start = end = len(lines[first - 1])
    return Span(first, start + 1, last, end + 1)
