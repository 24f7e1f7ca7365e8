"""How wide a text is, without a font at hand: a table of advances, made by tools/make_fonts.py from the fonts we embed.

The picture is drawn by a reader's machine, maybe with another font, so a line counts as fitting only with a reserve:
Inter is wide, and the reserve covers what DejaVu Sans and Verdana need more. Advances are in thousandths of an em.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from journeymap import assets

Weight = Literal[400, 600]

_RESERVE = {400: 1.07, 600: 1.13}
_ARABIC_RESERVE = 1.02

_EM = 1000
# Emoji fonts of all systems draw wider than an em (Noto 1.245).
_EMOJI = 1250
# Scripts without advances in the table, guessed on the wide side.
_UPPER, _OTHER = 720, 620

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_WIDE = re.compile(
    "[\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
    "\U00020000-\U0003fffd]"
)
_JOINED = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_EMOJI_SEQUENCE = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|"
    "[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
    "(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?)*)"
)
_ALEFS = frozenset("اأإآ")
_TATWEEL_AND_JOINER = frozenset("\u0640\u200d")


def width(text: str, size: float, weight: Weight = 400) -> float:
    """The width of one line in pixels, as the embedded fonts draw it."""
    return _advance(text, weight) * size / _EM


def reserved(text: str, size: float, weight: Weight = 400) -> float:
    """The width to keep free for a line, whatever font draws it."""
    return width(text, size, weight) * reserve(text, weight)


def reserve(text: str, weight: Weight = 400) -> float:
    """By how much another font may draw a line wider."""
    return _RESERVE[weight] * (_ARABIC_RESERVE if _ARABIC.search(text) else 1)


def has_arabic(text: str) -> bool:
    """Whether letters of the Arabic script occur."""
    return _ARABIC.search(text) is not None


def has_cjk(text: str) -> bool:
    """Whether ideographs, kana, Hangul or their full-width punctuation occur."""
    return _WIDE.search(text) is not None


@lru_cache(maxsize=16384)
def _advance(text: str, weight: Weight) -> int:
    if text.isascii():
        return sum(map(_table(weight, cjk=False).__getitem__, text))
    return _sum(text, _table(weight, cjk=has_cjk(text)), weight)


def _sum(text: str, table: _Advances, weight: Weight) -> int:
    extra = 0
    if _JOINED.search(text):
        extra = _EMOJI * len(_EMOJI_SEQUENCE.findall(text))
        text = _EMOJI_SEQUENCE.sub("", text)
    if _ARABIC.search(text):
        return extra + _arabic_advance(text, table, _forms(weight))
    return extra + sum(map(table.__getitem__, text))


class _Advances(dict[str, int]):
    """The table, which learns what is not in it from the character's Unicode properties."""

    __slots__ = ("_cjk",)

    def __init__(self, known: dict[str, int], *, cjk: bool) -> None:
        super().__init__(known)
        self._cjk = cjk
        if cjk:  # quotation marks, dots and dashes that an ideographic font draws on a full square
            self.update({sign: _EM for sign in known if _ambiguous(sign)})

    def __missing__(self, character: str) -> int:
        advance = self[character] = self._guess(character)
        return advance

    def _guess(self, character: str) -> int:
        category = unicodedata.category(character)
        if category in {"Mn", "Me", "Cf", "Cc", "Cs"}:
            return 0
        if unicodedata.east_asian_width(character) in {"W", "F"}:
            return _EM if _WIDE.match(character) else _EMOJI
        if self._cjk and _ambiguous(character):
            return _EM
        base = unicodedata.normalize("NFKD", character)
        if base != character:
            return sum(self[part] for part in base)
        if category == "So":
            return _EMOJI
        return _UPPER if category == "Lu" else _OTHER


def _ambiguous(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "A" and unicodedata.category(character)[0] in "PS"


@cache
def _widths() -> dict[str, dict[str, int | list[int]]]:
    loaded: dict[str, dict[str, int | list[int]]] = json.loads(assets.text("assets/widths.json"))
    return loaded


@cache
def _table(weight: Weight, *, cjk: bool) -> _Advances:
    known = {}
    for name in ("arab", "latin"):
        known.update({sign: advance for sign, advance in _widths()[f"{name}-{weight}"].items() if isinstance(advance, int)})
    return _Advances(known, cjk=cjk)


@cache
def _forms(weight: Weight) -> dict[str, list[int]]:
    """Letters that join, with the advances of their isolated, initial, medial and final form; lam-alef has the outer two."""
    return {sign: forms for sign, forms in _widths()[f"arab-{weight}"].items() if isinstance(forms, list)}


def _arabic_advance(text: str, table: _Advances, forms: dict[str, list[int]]) -> int:
    """Sum of the advances, each letter in the form that its neighbours give it."""
    # Marks and other invisible signs do not take part in joining; a non-joiner does, by keeping its neighbours apart.
    letters = [sign for sign in text if sign == "\u200c" or sign in _TATWEEL_AND_JOINER or sign in forms or table[sign]]
    total, index, joined = 0, 0, False
    while index < len(letters):
        sign = letters[index]
        following = letters[index + 1] if index + 1 < len(letters) else ""
        shapes = forms.get(sign)
        if shapes is None:
            total += table[sign]
            joined = sign in _TATWEEL_AND_JOINER
        elif sign == "ل" and following in _ALEFS:
            total += forms[sign + following][joined]
            joined = False
            index += 1
        else:
            onward = _joins_both_sides(shapes) and (following in forms or following in _TATWEEL_AND_JOINER)
            total += shapes[2 if joined and onward else 3 if joined else 1 if onward else 0]
            joined = onward
        index += 1
    return total


def _joins_both_sides(shapes: list[int]) -> bool:
    """Letters such as alef and reh, which join only to the letter before, have but two forms."""
    return shapes[0] != shapes[1] or shapes[2] != shapes[3]


FACTS = "\u00a0· "
"""Between facts side by side. A line may end after the dot, never before."""
_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# White space at which a line may end. No-break spaces are letters here.
_GAPS = re.compile("([ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+)")
_IDEOGRAPHIC_SPACE = "\u3000"
_SOFT_HYPHEN = "\u00ad"
_NO_START = frozenset(
    "、。，．：；？！）》」』】〕〗〉”’％‰…‥—・ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!,.:;?)]}%°℃·~～\u00a0"
)
_NO_END = frozenset("（《「『【〔〖〈“‘([{￥＄￡$£€#＃\u00a0")
_BREAKABLE_INSIDE = re.compile(f"[-‐–—/\u200b{_SOFT_HYPHEN}]|{_WIDE.pattern}")
_LETTER = r"[^\W\d_]"
# After a hyphen or a slash between two letters each, so that "e-ID" and "24/7" stay whole; after a long dash.
_AFTER_SIGN = re.compile(rf"(?<={_LETTER}{_LETTER}[-‐–/])(?={_LETTER}{_LETTER})|(?<=\w—)(?=\w)|(?<=\u200b)|(?<={_SOFT_HYPHEN})")
# A foreign word in Japanese, which readers take in as one.
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_GOOD_ENDS = frozenset("-/_.,:;=&?@#+\u200c\u00a0")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stays together: a word, a syllable before a soft hyphen, an ideograph with its punctuation."""

    text: str
    advance: int
    gap: str = ""
    """What stands before it, unless a line begins with it."""
    hyphen: bool = False
    """A line that ends here shows a hyphen."""


class _Ruler:
    """Measures pieces of one text, all with the same table."""

    def __init__(self, text: str, weight: Weight) -> None:
        self._weight = weight
        self._table = _table(weight, cjk=has_cjk(text))
        self._plain = not (_ARABIC.search(text) or _JOINED.search(text))
        self.hyphen = self._table["-"]

    def __call__(self, text: str) -> int:
        if self._plain:
            return sum(map(self._table.__getitem__, text))
        return _sum(text, self._table, self._weight)

    def gap(self, gap: str) -> int:
        return self._table[gap] if gap else 0


def wrap(text: str, width: float, size: float, weight: Weight = 400, *, balanced: bool = False) -> list[str]:
    """The lines of `text` in a box of `width` pixels, reserve included; none for a blank text.

    Nothing but white space and soft hyphens at line ends is lost; only a hyphen in a word that is longer than the box is
    added. `balanced` lines are as even as their number allows: for headings, quotes and cards.
    """
    return list(_wrapped(text, math.floor(width * _EM / size / reserve(text, weight)), weight, balanced))


@lru_cache(maxsize=16384)
def _wrapped(text: str, limit: int, weight: Weight, balanced: bool) -> tuple[str, ...]:  # noqa: FBT001 -- a key of the cache
    """The lines within `limit` thousandths of an em. A layout asks for the same ones while it tries, and while it draws."""
    ruler = _Ruler(text, weight)
    lines: list[str] = []
    for paragraph in _LINE_BREAKS.split(text):
        pieces = _pieces(paragraph, ruler)
        filled = _fill(pieces, limit, ruler)
        if len(filled) > 1 and FACTS in paragraph:
            whole = _parts(paragraph, limit, ruler)
            kept = _fill(whole, limit, ruler)
            if len(kept) <= len(filled):  # a date is torn apart only where it saves a line
                pieces, filled = whole, kept
        lines.extend(_balance(pieces, filled, limit, ruler) if balanced and len(filled) > 1 else filled)
    return tuple(lines)


def longest_word(text: str, size: float, weight: Weight = 400) -> float:
    """The width, reserve included, below which a word of `text` would be broken."""
    ruler = _Ruler(text, weight)
    return max((piece.advance for piece in _pieces(text, ruler)), default=0) * size / _EM * reserve(text, weight)


def _pieces(text: str, ruler: _Ruler) -> list[_Piece]:
    pieces: list[_Piece] = []
    gap = ""
    for index, part in enumerate(_GAPS.split(text)):
        if index % 2:
            gap = _IDEOGRAPHIC_SPACE if _IDEOGRAPHIC_SPACE in part else " "
            continue
        word = part.lstrip(_SOFT_HYPHEN)
        for start, end in pairwise([0, *_breaks(word), len(word)]):
            shown = word[start:end].replace(_SOFT_HYPHEN, "")
            if shown:
                hyphen = word[end - 1] == _SOFT_HYPHEN
                pieces.append(_Piece(shown, ruler(shown), gap if start == 0 and pieces else "", hyphen))
        gap = "" if word else gap
    return pieces


def _parts(text: str, limit: int, ruler: _Ruler) -> list[_Piece]:
    """The pieces of facts side by side, those that fit on a line as one piece each."""
    facts = text.split(FACTS)
    found: list[_Piece] = []
    for index, fact in enumerate(facts):
        shown = fact.strip(" ") + (FACTS.rstrip(" ") if index + 1 < len(facts) else "")
        plain = _SOFT_HYPHEN not in shown and not _GAPS.search(shown.replace(" ", ""))
        advance = ruler(shown) if plain else limit + 1
        pieces = [_Piece(shown, advance)] if advance <= limit else _pieces(shown, ruler)
        found += [replace(pieces[0], gap=" " if found else ""), *pieces[1:]]
    return found


def _breaks(word: str) -> list[int]:
    """Where a line may end within a word, as indices."""
    if not _BREAKABLE_INSIDE.search(word):
        return []
    after_sign = {match.start() for match in _AFTER_SIGN.finditer(word)}
    wide, index, found = has_cjk(word), 0, []
    for before, after in pairwise(clusters(word)):
        index += len(before)
        if index in after_sign or (wide and _between_ideographs(before[0], after[0])):
            found.append(index)
    return found


def _between_ideographs(before: str, after: str) -> bool:
    if before in _NO_END or after in _NO_START or (_KATAKANA.match(before) and _KATAKANA.match(after)):
        return False
    return _ideographic(before) or _ideographic(after)


def _ideographic(sign: str) -> bool:
    """Hangul is wide too, but words of it are set apart by spaces."""
    return _WIDE.match(sign) is not None and not "\uac00" <= sign <= "\ud7a3"


def _fill(pieces: list[_Piece], limit: int, ruler: _Ruler) -> list[str]:
    """Take as many pieces a line as fit."""
    lines: list[str] = []
    line, taken, hyphen = "", 0, False
    for piece in pieces:
        more = ruler.gap(piece.gap) + piece.advance
        if line and taken + more + (ruler.hyphen if piece.hyphen else 0) <= limit:
            line, taken, hyphen = line + piece.gap + piece.text, taken + more, piece.hyphen
            continue
        if line:
            lines.append(line + "-" if hyphen and taken + ruler.hyphen <= limit else line)
        parts = [piece.text]
        if piece.advance > limit:
            parts = _cut(piece.text, limit, ruler)
            lines.extend(parts[:-1])
        line, taken, hyphen = parts[-1], ruler(parts[-1]), piece.hyphen
    if line:
        lines.append(line)
    return lines


def _balance(pieces: list[_Piece], filled: list[str], limit: int, ruler: _Ruler) -> list[str]:
    """The narrowest lines that are no more than `filled`."""
    low, high = max(piece.advance for piece in pieces), limit
    while low < high:
        middle = (low + high) // 2
        attempt = _fill(pieces, middle, ruler)
        if len(attempt) > len(filled):
            low = middle + 1
        else:
            high, filled = middle, attempt
    return filled


def _cut(word: str, limit: int, ruler: _Ruler) -> list[str]:
    """A word that is longer than a line, in parts that are not; the last one may be followed by more on its line."""
    rest = clusters(word)
    parts: list[str] = []
    while len(rest) > 1 and ruler("".join(rest)) > limit:
        count = 1
        while count < len(rest) - 1 and ruler(_part(rest, count + 1)) <= limit:
            count += 1
        good = max((index for index in range(count // 3, count) if rest[index][-1] in _GOOD_ENDS), default=-1) + 1
        count = good or count
        part = _part(rest, count)
        parts.append(part if ruler(part) <= limit else "".join(rest[:count]))
        rest = rest[count:]
    return [*parts, "".join(rest)]


def _part(rest: list[str], count: int) -> str:
    """The first parts of a word; with a hyphen where letters with two cases are torn apart: nobody else hyphenates so."""
    before, after = rest[count - 1][0], rest[count][0]
    return "".join(rest[:count]) + ("-" if _cased(before) and _cased(after) else "")


def _cased(sign: str) -> bool:
    return sign.islower() or sign.isupper()


def clusters(text: str) -> list[str]:
    """What a reader takes for single characters: letters with their marks, emoji sequences, flags."""
    found: list[str] = []
    for sign in text:
        if found and _continues(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


# Joiners, vowels and finals that follow their consonant (Thai, Lao, Hangul, half-width kana), skin tones, flag tags.
_EXTENDING = re.compile(
    "[\u200c\u200d\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_VIRAMA = 9
"""The combining class of signs that join two consonants."""


def _continues(cluster: str, sign: str) -> bool:
    if sign.isascii():
        return False
    if unicodedata.category(sign)[0] == "M" or _EXTENDING.match(sign) or cluster[-1] == "\u200d":
        return True
    if _FLAG_LETTER.match(sign):
        return len(cluster) == 1 and _FLAG_LETTER.match(cluster) is not None
    return unicodedata.combining(cluster[-1]) == _VIRAMA and sign.isalpha()
