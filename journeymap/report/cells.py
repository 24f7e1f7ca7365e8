"""Text as a terminal shows it: units that cannot be parted, their width in columns, and wrapping.

A unit is what takes its place as one: a letter with its combining marks, an emoji with its joined parts, a tab, the
visible sign that stands for a control character. It knows the code points it was made from, so that a span can be
looked up, and holds what is printed, so that what is measured is what is shown.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from journeymap import escape

_TAB_STOP = 4
_JOINER = "\u200d"
_NOT_FIRST = frozenset({"Pe", "Pf", "Po"})  # closing brackets and quotes, full stops and commas of any script


class Unit(NamedTuple):
    """Code points `start` to `end` (from 0, exclusive) of a line, what is printed for them, and how many columns that takes."""

    start: int
    end: int
    text: str
    width: int


def units(line: str, offset: int = 0) -> list[Unit]:
    """Part `line`, a text without line ends that begins at code point `offset` of the whole line."""
    if _is_simple(line):
        return [Unit(at, at + 1, char, 1) for at, char in enumerate(line, offset)]
    from rich.cells import cell_len  # here: only a frame needs it, and a run without findings draws none

    starts = [at for at, char in enumerate(line) if at == 0 or not _joins(line[at - 1], char)]
    found: list[Unit] = []
    column = 0
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        if line[start] == "\t":
            text = " " * (_TAB_STOP - column % _TAB_STOP) + escape.terminal(line[start + 1 : end])
        else:
            text = escape.terminal(line[start:end])
        found.append(Unit(offset + start, offset + end, text, cell_len(text)))
        column += found[-1].width
    return found


def _is_simple(text: str) -> bool:
    """Whether each character is a unit of one column, as nearly everywhere in a file."""
    return text.isascii() and text.isprintable()


def _joins(before: str, char: str) -> bool:
    """Whether `char` belongs to the unit of the character `before` it."""
    from rich.cells import cell_len  # here, as above

    if char.isascii() or escape.terminal(char) != char:
        return False
    if before == _JOINER and (cell_len(char) > 1 or unicodedata.category(char) == "So"):
        return True  # parts of one emoji; between letters, as in Persian, a joiner only shapes them
    return cell_len(char) == 0


def measure(text: str) -> int:
    """Count the columns that `text`, already escaped, takes."""
    return len(text) if _is_simple(text) else sum(unit.width for unit in units(text))


def wrap(text: str, width: int) -> list[str]:
    """Break `text`, already escaped, into lines of at most `width` columns: at blanks, beside wide letters, else anywhere."""
    if len(text) <= width and _is_simple(text):
        return [told] if (told := text.strip(" ")) else []
    lines: list[str] = []
    line: list[Unit] = []
    used = 0
    for unit in units(text):
        line.append(unit)
        used += unit.width
        if used > width and unit.text != " " and len(line) > 1:
            cut = _break(line)
            lines.append(_text(line[:cut]))
            line = line[cut:]
            used = sum(kept.width for kept in line)
    lines.append(_text(line))
    return [told for told in lines if told]


def _break(line: list[Unit]) -> int:
    """Where the last line break is allowed, at the latest before the last unit."""
    for at in range(len(line) - 1, 0, -1):
        before, after = line[at - 1], line[at]
        beside_wide = before.width > 1 or after.width > 1
        if before.text == " " or (beside_wide and unicodedata.category(after.text[0]) not in _NOT_FIRST):
            return at
    return len(line) - 1


def _text(line: list[Unit]) -> str:
    return "".join(unit.text for unit in line).strip(" ")
