"""Ids and how names are compared: one slug for every script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_ID = 40
"""Code points of a default id; a longer text is cut between words."""

_JOINERS = frozenset("\u200c\u200d\u2060\ufeff\u00ad")
_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No"})
_ASCII_GAP = re.compile("[^a-z0-9]+")


@lru_cache(maxsize=4096)  # the same names are compared again and again: five times each in a usual map
def slug(text: str) -> str:
    """`text` for comparing: NFKC, lower case, letters, marks and digits of every script; joiners dropped, all else one `-`."""
    if text.isascii():
        return _ASCII_GAP.sub("-", text.lower()).strip("-")
    letters: list[str] = []
    gap = False
    for letter in unicodedata.normalize("NFKC", text).lower():
        if letter in _JOINERS:
            continue
        if letter.isalnum() or unicodedata.category(letter) in _KEPT:
            if gap and letters:
                letters.append("-")
            gap = False
            letters.append(letter)
        else:
            gap = True
    return "".join(letters)


def default_id(text: str, kind: str) -> str:
    """The id of a thing without a written one: the slug of its main text, cut, or its kind's name if nothing is left."""
    whole = slug(text)
    if len(whole) <= LONGEST_ID:
        return whole or kind
    cut = whole[: LONGEST_ID + 1].rfind("-")
    return whole[: cut if cut > 0 else LONGEST_ID]
