"""How long a text is to a reader, and whether it speaks of something, in any script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts written without spaces between words: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Chinese characters.
_SPACELESS = (
    (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def is_spaceless(text: str) -> bool:
    """Whether most letters of a text belong to a script that is written without spaces."""
    if text.isascii():
        return False
    letters = [ord(sign) for sign in text if sign.isalpha()]
    return 2 * sum(any(first <= code <= last for first, last in _SPACELESS) for code in letters) > len(letters)


def reader_length(text: str) -> int:
    """The characters of a text as a reader counts them: a letter with its marks is one, and so is an emoji with its parts."""
    if text.isascii():
        return len(text)
    count = 0
    before = ""
    flag_open = False
    for sign in text:
        code = ord(sign)
        second_half = flag_open and code in _REGIONAL
        flag_open = code in _REGIONAL and not second_half
        category = unicodedata.category(sign)
        part_of_emoji = second_half or code in _SKIN_TONES or (before == _JOINER and category == "So")
        if not part_of_emoji and category[0] != "M" and category != "Cf":
            count += 1
        before = sign
    return count


def mentions(text: str, words: Iterable[str]) -> bool:
    """Whether one of `words` (slugs) stands in a text: as whole words, or anywhere in a script without spaces."""
    whole = slug(text)
    fenced = f"-{whole}-"
    return any(f"-{word}-" in fenced or (is_spaceless(word) and word in whole) for word in words)
