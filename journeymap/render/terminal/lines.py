"""Text on its way to a terminal: spans that are escaped and measured, paragraphs, and the paper they are put on.

Everything stands at a column of its own: the map's direction decides on which side, never the terminal. Stages of a
map that is read from right to left stand from right to left, a number to the right of its text. Letters keep their
logical order; turning them round is the terminal's business, and many do not.

Those that do take a whole line for one paragraph, and then move borders, blanks and digits that stand between two
Persian texts. Three marks without width prevent it, in lines with such letters only: U+200E at the start of the line
and after each such text, and in a map that is read from right to left U+200F before or after a text that starts or
ends with a sign or a digit, so that its full stop stays on its left.

Tried with the examples in all their widths: tmux 3.3a and xterm 379 turn nothing round, and the marks take no column.
VTE 0.70 (lxterminal) turns letters round in lines from left to right: without the marks, stages changed places. mlterm
3.9 guesses a direction for each line: without the first mark it pushed lines to the edge of the window. It breaks a
line as if each mark took a column, so there a picture has to be some columns narrower than the window. In both, a
Latin word inside a Persian text stands where a line from left to right has it; only an embedding could change that.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.report.cells import measure, wrap
from journeymap.report.runner import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_LETTERS = frozenset({"R", "AL"})
_DIGITS = "AN"
_BETWEEN = "between"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_STYLES = {
    "strong": "1",
    "stage": "1",
    "quiet": "2",
    _BETWEEN: "2",
    "positive": "38;5;32",
    "negative": "38;5;160",
    "pain": "1;38;5;160",
    "solution": "1;38;5;28",
    "truth": "38;5;133",
    "wait": "38;5;136",
    "fail": "38;5;160",
    "met": "38;5;28",
    "near": "38;5;136",
    "missed": "38;5;160",
}
"""How roles look. The colours are of the cube that no theme changes, and have 3 : 1 on black and on white."""


class Span(NamedTuple):
    """A piece of a line: escaped text and what it is, which chooses its colour."""

    text: str
    role: str = ""


Line = tuple[Span, ...]
"""Spans in reading order."""


class Para(NamedTuple):
    """Spans that wrap together. `mark` stands before the first line; the others hang under the text."""

    spans: Line
    mark: Line = ()
    indent: int = 0


def say(text: escape.Text, role: str = "") -> Span:
    """Text of the map, or a word or a number of ours, ready for a terminal."""
    return Span(escape.terminal(text), role)


def paragraphs(text: escape.Text, role: str = "") -> list[Span]:
    """A long text of the map, a span for each of its lines."""
    return [say(part.strip(), role) for part in escape.plain(text).splitlines() if part.strip()]


def fill(pattern: str, values: Mapping[str, Line], role: str = "") -> Line:
    """A label such as `{label}: {value}` with spans in its places."""
    spans: list[Span] = []
    for at, part in enumerate(_PLACEHOLDER.split(pattern)):
        spans.extend(values[part] if at % 2 else (say(part, role),))
    return tuple(span for span in spans if span.text)


def joined(parts: Iterable[Line], sign: str = " · ", role: str = _BETWEEN) -> Line:
    """Short facts in a row, without those that are empty; where a line breaks, no sign stands at its end or start."""
    spans: list[Span] = []
    for part in parts:
        if part:
            spans.extend([Span(sign, role), *part] if spans else part)
    return tuple(spans)


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """Columns of an escaped text."""
    return measure(text)


def breadth(line: Sequence[Span]) -> int:
    """Columns of a line."""
    return sum(width_of(span.text) for span in line)


def lay(paras: Iterable[Para], width: int) -> list[Line]:
    """Break paragraphs into lines of at most `width` columns."""
    lines: list[Line] = []
    for para in paras:
        mark = (*para.mark, Span(" ")) if para.mark else ()
        hang = para.indent + breadth(mark)
        first: Line = (Span(" " * para.indent), *mark)
        for told in _broken(para.spans, max(width - hang, 1)) or [()]:
            lines.append((*first, *told))
            first = (Span(" " * hang),)
    return lines


def _broken(spans: Line, width: int) -> list[Line]:
    """Break at the signs between facts where one no longer fits, and a fact that is longer than a line at its blanks."""
    lines: list[Line] = []
    between: Line = ()
    for fact in _facts(spans):
        if fact[0].role == _BETWEEN:
            between = fact
        elif lines and between and breadth((*lines[-1], *between, *fact)) <= width:
            lines[-1] = (*lines[-1], *between, *fact)
        else:
            lines += _wrapped(fact, width)
    return lines


def _facts(spans: Line) -> list[Line]:
    """The facts of a line and the signs between them, each by itself."""
    return [tuple(group) for _, group in groupby(spans, lambda span: span.role == _BETWEEN)]


def _wrapped(spans: Line, width: int) -> list[Line]:
    text = "".join(span.text for span in spans)
    lines: list[Line] = []
    at = 0
    for told in wrap(text, width):
        start = text.index(told, at)
        at = start + len(told)
        lines.append(_cut(spans, start, at))
    return lines


def _cut(spans: Line, start: int, end: int) -> Line:
    """What lies between two places of the joined text."""
    found: list[Span] = []
    before = 0
    for span in spans:
        piece = span.text[max(start - before, 0) : max(end - before, 0)]
        before += len(span.text)
        if piece:
            found.append(Span(piece, span.role))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide it is, from which side it is read, and whether with colours."""

    width: int
    color: bool
    rtl: bool
    labels: Mapping[str, str]

    def cell(self, line: Line, width: int) -> str:
        """A line in a cell of so many columns, at the side where reading starts."""
        blank = " " * max(width - breadth(line), 0)
        return blank + self._set(line) if self.rtl else self._set(line) + blank

    def far(self, line: Line, width: int) -> str:
        """A line in a cell, at the side where reading ends."""
        blank = " " * max(width - breadth(line), 0)
        return self._set(line) + blank if self.rtl else blank + self._set(line)

    def row(self, cells: Sequence[str], border: str) -> str:
        """Cells in reading order, side by side."""
        return self.paint(Span(border, "quiet")).join(reversed(cells) if self.rtl else cells)

    def placed(self, line: Sequence[Span]) -> str:
        """Spans that stand where they are drawn already: from left to right."""
        return "".join(self.paint(span) for span in line)

    def paint(self, span: Span) -> str:
        """A span with its colour, and the marks that keep it where it is; blanks at its ends get neither."""
        text = span.text.strip(" ")
        if not text:
            return span.text
        lead = span.text.index(text)
        kept = guarded(_kept(text, rtl=self.rtl))  # here too: a colour before it hides the start of a line from `full`
        style = _STYLES.get(span.role, "") if self.color else ""
        painted = f"\x1b[{style}m{kept}\x1b[0m" if style else kept
        return f"{span.text[:lead]}{painted}{span.text[lead + len(text) :]}"

    def full(self, text: str) -> str:
        """A whole line of output."""
        return guarded((_LEFT_TO_RIGHT if _turns(text)[0] else "") + text.rstrip(" "))

    def _set(self, line: Line) -> str:
        if not self.rtl:
            return self.placed(line)
        return self.placed([part for span in reversed(line) for part in reversed(_parted(span))])


def _parted(span: Span) -> list[Span]:
    """A span without the blanks at its ends, which stand beside it: on the other side when spans change places."""
    text = span.text.strip(" ")
    if not text or text == span.text:
        return [span]
    lead = span.text.index(text)
    blanks = (Span(span.text[:lead]), Span(text, span.role), Span(span.text[lead + len(text) :]))
    return [part for part in blanks if part.text]


def _kept(text: str, *, rtl: bool) -> str:
    """`text` so that a terminal which turns letters round neither moves its neighbours nor its own ends."""
    turns, letters = _turns(text)
    if not turns:
        return text
    if rtl and letters:
        text = f"{_edge(text)}{text}{_edge(text[::-1])}"
    return text + _LEFT_TO_RIGHT


def _edge(text: str) -> str:
    """The mark that keeps signs and digits before the first letter on that letter's side."""
    for at, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in _LETTERS:
            return _RIGHT_TO_LEFT if at else ""
        if kind == "L":
            break
    return ""


@lru_cache(maxsize=4096)
def _turns(text: str) -> tuple[bool, bool]:
    """Whether `text` holds anything that runs from right to left, and whether that is letters."""
    if text.isascii():
        return False, False
    kinds = {unicodedata.bidirectional(char) for char in text}
    letters = not kinds.isdisjoint(_LETTERS)
    return letters or _DIGITS in kinds, letters
