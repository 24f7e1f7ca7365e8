"""Characters that the parsers treat otherwise than we do, each replaced by a stand-in before parsing and restored after.

U+0085, U+2028 and U+2029 break lines for a YAML 1.1 parser and not for us. A byte order mark inside the file and control
characters would stop the parser; they are told, and the text is read as if they were deleted. One character stands for
one character, so every index stays what it is in the file.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE_BREAKS_OF_YAML_1_1 = "\x85\u2028\u2029"
_BYTE_ORDER_MARK = "\ufeff"
# What neither parser lets in: C0 and C1 controls but tab and breaks, lone surrogates, two non-characters.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_ESCAPED = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))"


class Readable(NamedTuple):
    """A text that the parsers can read, and how to get from its scalars to what was written."""

    text: str
    back: Mapping[int, str] = MappingProxyType({})
    """Stand-in to what it stands for; empty for nearly every file."""
    unwanted: tuple[int, ...] = ()
    """Indices of characters that are told and read as deleted."""

    def touches(self, start: int, end: int) -> bool:
        """Whether an unwanted character stands between two indices."""
        return any(start <= index < end for index in self.unwanted)


def readable(text: str, *, controls: bool = False) -> Readable:
    """The text with its stand-ins. Control characters are looked for only when a parser refused the text for one."""
    breaks = "" if text.isascii() else "".join(sign for sign in _LINE_BREAKS_OF_YAML_1_1 if sign in text)
    unwanted = [match.start() for match in re.finditer(_CONTROL, text)] if controls else []
    unwanted += [match.start() for match in re.finditer(_BYTE_ORDER_MARK, text)] if _BYTE_ORDER_MARK in text else []
    if not breaks and not unwanted:
        return Readable(text)
    deleted = sorted({text[index] for index in unwanted})
    standins = _unused(text, len(breaks) + 1)
    forth = dict(zip(map(ord, breaks), standins, strict=False)) | {ord(sign): standins[-1] for sign in deleted}
    back = dict(zip(map(ord, standins), [*breaks, ""], strict=True))
    return Readable(text.translate(forth), back, tuple(sorted(unwanted)))


def _unused(text: str, count: int) -> list[str]:
    """Private-use characters that the text holds neither as they are nor as an escape in double quotes."""
    used = set(map(ord, text)) | {int(short or long, 16) for short, long in re.findall(_ESCAPED, text)}
    private = chain(range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
    # A file that holds all 137,000 of them gets three of them confused: no text that means anything does.
    free = chain((code for code in private if code not in used), range(0xE000, 0xF900))
    return [chr(code) for code in islice(free, count)]
