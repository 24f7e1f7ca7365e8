"""Two texts word by word: what stayed, what went, what came. What stayed is cut down to the words around a change."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.escape import MapText, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

Role = Literal["same", "gone", "new"]

_WORDS = re.compile(r"\s+|[\u0e00-\u1dff\u2e80-\U0003ffff]|\w{1,80}|.", re.DOTALL)
"""Blanks, single signs of scripts that put none between words, words, anything else."""
_MOST = 800
"""Words up to which two texts are compared word by word; of longer ones only the beginning and the end they share is found."""
_SHORT_WORD = 4
_AROUND = 10
"""Words and blanks that are shown of what stayed, on either side of a change."""
_LONGEST = 400
"""Code points that are shown of one stretch that went or came."""
_CUT = "…"


class Piece(NamedTuple):
    """A stretch of text in one line, and whether it stayed, went or came."""

    role: Role
    text: MapText


def compare(old: MapText, new: MapText) -> list[Piece]:
    """The pieces of both texts in one row, what went before what came in its place."""
    before, after = _words(plain(old)), _words(plain(new))
    start = _shared_start(before, after)
    end = _shared_start(before[start:][::-1], after[start:][::-1])
    inner = _inner(before[start : len(before) - end], after[start : len(after) - end])
    pieces: list[tuple[Role, str]] = [
        ("same", _kept(before[:start], behind=False, ahead=True)),
        *inner,
        ("same", _kept(before[len(before) - end :], behind=True, ahead=False)),
    ]
    return [Piece(role, MapText(text)) for role, text in pieces if text]


def _words(text: str) -> list[str]:
    """The words of a text; a line break is a word, since it can come and go."""
    return ["¶ " if "\n" in word else " " if word.isspace() else word for word in _WORDS.findall(text.strip())]


def _shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    differs = (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differs, min(len(one), len(other)))


def _inner(before: list[str], after: list[str]) -> list[tuple[Role, str]]:
    """Compare what neither the shared beginning nor the shared end holds."""
    if len(before) + len(after) > 2 * _MOST:
        return [("gone", _cut(before)), ("new", _cut(after))]
    pieces: list[tuple[Role, str]] = []
    last_before = last_after = 0
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        same = before[block.a : block.a + block.size]
        if same and not _holds_together(same):
            continue
        pieces.append(("gone", _cut(before[last_before : block.a])))
        pieces.append(("new", _cut(after[last_after : block.b])))
        pieces.append(("same", _kept(same, behind=True, ahead=True)))
        last_before, last_after = block.a + block.size, block.b + block.size
    return pieces


def _holds_together(words: list[str]) -> bool:
    """Whether words that stayed are enough to be read as such; a lone blank or "the" would tear a phrase apart."""
    return len([word for word in words if word.strip()]) > 1 or len("".join(words).strip()) > _SHORT_WORD


def _cut(words: list[str]) -> str:
    text = "".join(words)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}{_CUT}"


def _kept(words: list[str], *, behind: bool, ahead: bool) -> str:
    """Words that stayed, without those far from a change: from one `behind` them, from one `ahead` of them."""
    left = words[:_AROUND] if behind else []
    right = words[-_AROUND:] if ahead else []
    if len(words) <= len(left) + len(right) + _AROUND:
        return "".join(words)
    beside = ("".join(left).rstrip(), "".join(right).lstrip())
    return f"{beside[0]} {_CUT} {beside[1]}" if all(beside) else f"{beside[0]} {_CUT}" if beside[0] else f"{_CUT} {beside[1]}"
