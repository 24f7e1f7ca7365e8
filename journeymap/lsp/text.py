"""The text of a buffer: its lines, places in it as editors count them, and the changes that an editor sends.

Lines end with LF, CRLF or CR, for an editor as for our spans. Our columns count code points from 1; an editor counts lines
from 0 and columns in the units that were agreed on.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from journeymap.edit import line_starts

if TYPE_CHECKING:
    from journeymap.diagnostic import Span

BOM = "\ufeff"


class Units(Enum):
    """What the columns of an editor count; the values are the words of the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def count(self, text: str) -> int:
        """How many of them `text` takes."""
        if self is Units.UTF32 or text.isascii():
            return len(text)
        if self is Units.UTF16:
            return len(text) + sum(letter > "\uffff" for letter in text)
        return len(text.encode("utf-8", "surrogatepass"))

    def index(self, line: str, units: int) -> int:
        """The index of the letter that so many of them lead to; at most the end. In the middle of a letter: before it."""
        if self is Units.UTF32 or line.isascii():
            return min(units, len(line))
        taken = 0
        for index, letter in enumerate(line):
            taken += self.count(letter)
            if taken > units:
                return index
        return len(line)


class Position(NamedTuple):
    """A place as an editor names it: both from 0."""

    line: int
    character: int


class Text:
    """A text that does not change."""

    def __init__(self, raw: str) -> None:
        """`raw` is what the editor sent, with a byte order mark if it has one."""
        self.raw = raw

    @cached_property
    def starts(self) -> list[int]:
        """The index at which each line begins."""
        return line_starts(self.raw)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their breaks."""
        ends = [*self.starts[1:], len(self.raw)]
        lines = [self.raw[start:end].rstrip("\r\n") for start, end in zip(self.starts, ends, strict=True)]
        lines[0] = lines[0].removeprefix(BOM)
        return lines

    @property
    def plain(self) -> str:
        """The text as our spans count it: without a byte order mark."""
        return self.raw.removeprefix(BOM)

    def line(self, number: int) -> str:
        """One line, from 0, without its break; empty behind the last one."""
        return self._line(number).removeprefix(BOM) if number == 0 else self._line(number)

    def _line(self, number: int) -> str:
        if number >= len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.raw)
        return self.raw[self.starts[number] : end].rstrip("\r\n")

    def index(self, position: Position, units: Units) -> int:
        """The index of a position; what lies behind a line or the text is its end."""
        if position.line < 0:
            return 0
        if position.line >= len(self.starts):
            return len(self.raw)
        return self.starts[position.line] + units.index(self._line(position.line), max(0, position.character))

    def column(self, position: Position, units: Units) -> tuple[int, int]:
        """Line and column of a position, both from 0, the column in code points."""
        if position.line >= len(self.starts):
            return len(self.starts) - 1, len(self.line(len(self.starts) - 1))
        column = units.index(self._line(position.line), max(0, position.character))
        return position.line, max(0, column - self._mark(position.line))

    def positions(self, span: Span, units: Units) -> tuple[Position, Position]:
        """Start and end of a span of ours, which counts nothing of a byte order mark."""
        return self._position(span.line, span.column, units), self._position(span.end_line, span.end_column, units)

    def _position(self, line: int, column: int, units: Units) -> Position:
        return Position(line - 1, units.count(self._line(line - 1)[: column - 1 + self._mark(line - 1)]))

    def _mark(self, line: int) -> int:
        """How many letters of a line are a byte order mark."""
        return int(line == 0 and self.raw.startswith(BOM))

    def changed(self, start: Position, end: Position, text: str, units: Units) -> Text:
        """With `text` in place of what stands between two positions."""
        first, last = self.index(start, units), self.index(end, units)
        return Text(self.raw[: min(first, last)] + text + self.raw[max(first, last) :])

    @property
    def content(self) -> bytes:
        """The bytes that a file with this text would have; a lone surrogate makes them no UTF-8, which reading tells."""
        return self.raw.encode("utf-8", "surrogatepass")
