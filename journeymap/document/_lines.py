"""Where an index of a text lies. Lines are broken by line feed, carriage return or both together, and by nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from journeymap import edit
from journeymap.diagnostic import Span

_BREAK = re.compile(r"\r\n|\n|\r")


class Lines:
    """Indices of one text as lines and columns. Both count from 1 and count code points."""

    def __init__(self, text: str) -> None:
        """Keep the text; the table of lines is made when first asked for, since most files are without a fault."""
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The index at which each line begins."""
        return edit.line_starts(self.text)

    def number(self, index: int) -> int:
        """The line of an index, from 1."""
        return bisect_right(self.starts, index)

    def column(self, index: int) -> int:
        """How many characters stand before an index on its line."""
        return index - self.starts[self.number(index) - 1]

    def start(self, index: int) -> int:
        """The index at which the line of an index begins."""
        return self.starts[self.number(index) - 1]

    def end(self, index: int) -> int:
        """The index at which the line of an index ends, its line break not counted."""
        match = _BREAK.search(self.text, index)
        return len(self.text) if match is None else match.start()

    def span(self, start: int, end: int) -> Span:
        """The characters from `start` up to `end`."""
        starts = self.starts
        first = last = bisect_right(starts, start)
        if first < len(starts) and end >= starts[first]:  # most values stand on one line
            last = bisect_right(starts, end, first)
        return Span(first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)

    def index(self, line: int, column: int) -> int:
        """The index of a place, inside the text even if the place is not."""
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))


class FewLines(Lines):
    """Lines of which one place is asked for: nothing is kept of them, and each question goes through the text again."""

    def span(self, start: int, end: int) -> Span:
        """As `Lines.span`."""
        (first, column), (last, end_column) = self._place(start), self._place(end)
        return Span(first, column, last, end_column)

    def _place(self, index: int) -> tuple[int, int]:
        text = self.text
        if index and text.startswith("\r\n", index - 1):  # inside a break, which ends the line before it
            line, column = self._place(index - 1)
            return line, column + 1
        breaks = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
        begin = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
        return breaks + 1, index - begin + 1
