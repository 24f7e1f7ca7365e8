"""A character that cannot be seen, and that changes what is read or in which order.

Why: Marks that override the direction of text make a line look other than it is, in review as much as in the picture;
zero-width characters make equal names differ. Joiners that a script needs (in Persian, Urdu, Hindi, in emoji) and the
direction marks of right-to-left text are left alone. Comments are looked at, too. The fix deletes them.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send\u200b it back  # a zero-width space after the first word

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Patch, Remedy, Rule
from journeymap.lint.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_BIDI = "\u202a-\u202e\u2066-\u2069"
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
# Zero-width and filler characters, line separators, interlinear marks, tags. (Controls are refused before rules are asked.)
_OTHERS = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_SUSPECT = f"[{_BIDI}{_MARKS}{_JOINERS}{_OTHERS}]"
# Scripts whose letters join: Hebrew to the Indic ones, Myanmar, Philippine ones to Mongolian, and their later blocks.
_JOINING = (
    (0x0590, 0x0E00),
    (0x1000, 0x10A0),
    (0x1700, 0x18B0),
    (0x1900, 0x1AB0),
    (0xA800, 0xAC00),
    (0xFB1D, 0xFEFF),
    (0x10A00, 0x12000),
)
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_LINE = r"[^\n]+"
_EMOJI_STYLE = "\ufe0f"
_BLACK_FLAG = "\U0001f3f4"
_TAGS = ("\U000e0020", "\U000e007f")
_REACH = 8
"""How far back the character lies that a joiner or a tag belongs to."""
_MOST_PATCHES = 1000
"""A text with more of them is not repaired one by one."""
_SPOKEN = {"key": "key", "comment": "comment"}
_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
}


def check(_journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask the writing, comments included; one finding a text, at its first such character."""
    whole = context.writing.text
    if whole.isascii() or re.search(_SUSPECT, whole) is None:
        return
    for piece, places in context.writing.around(list(_unwanted(whole))):
        indices = list(places.values())
        sign = piece.raw[indices[0]]
        more = "" if len(indices) == 1 else f", and {counted(len(indices) - 1, 'more invisible character')}"
        patches = tuple(Patch(piece.part(index, index + 1), "") for index in indices) if len(indices) <= _MOST_PATCHES else ()
        yield Finding(
            piece.node,
            f"this {_SPOKEN.get(piece.style, 'text')} holds {_name(sign)}{more}",
            steps=piece.steps,
            help="delete it, and if a word looks wrong then, write the word again",
            key=f"{ord(sign):04X}",
            remedy=Remedy(patches, safe=True) if patches else None,
            span=piece.part(indices[0], indices[0] + 1),
        )


def _unwanted(whole: str) -> Iterator[int]:
    """Where a character stands that cannot be seen and does no work. Marks do theirs on a line with right-to-left letters."""
    for line in re.finditer(_LINE, whole):
        marks_work: bool | None = None
        for match in re.finditer(_SUSPECT, line[0]):
            index = line.start() + match.start()
            if match[0] not in _MARKS:
                if not _is_wanted(whole, index):
                    yield index
                continue
            if marks_work is None:
                marks_work = re.search(_RIGHT_TO_LEFT, line[0]) is not None
            if not marks_work:
                yield index


def _name(sign: str) -> str:
    if re.match(f"[{_BIDI}]", sign):
        return f"a mark that changes the order of reading (U+{ord(sign):04X})"
    return f"{_NAMES.get(sign, 'an invisible character')} (U+{ord(sign):04X})"


def _is_wanted(text: str, index: int) -> bool:
    """Whether a character does its work: a joiner in its script or in an emoji, a tag in a flag."""
    sign = text[index]
    if sign in _JOINERS:
        before = text[max(0, index - _REACH) : index].rstrip(_JOINERS)[-1:]
        return _joins(before) or _joins(text[index + 1 : index + 2]) or (sign == _JOINERS[1] and _is_picture(before))
    return _TAGS[0] <= sign <= _TAGS[1] and _BLACK_FLAG in text[max(0, index - _REACH) : index]


def _joins(sign: str) -> bool:
    return bool(sign) and any(first <= ord(sign) < last for first, last in _JOINING)


def _is_picture(sign: str) -> bool:
    return bool(sign) and (sign == _EMOJI_STYLE or unicodedata.category(sign) in ("So", "Sk"))


RULE = Rule(
    level=Level.WARNING,
    preset="minimal",
    authority="Boucher and Anderson, Trojan Source (trojansource.codes)",
    check=check,
    in_libraries=True,
    fixable=True,
    local=True,
)
