"""An e-mail address, a phone number or a card number of a person.

Why: Maps live in repositories, and what was once committed stays in the history of every clone. Quotes from support and
interviews are where such data slips in. Addresses of teams (`support@`, `info@`) and of example domains are not found.
Comments are looked at, too.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Wait for the money
        quotes: Please write to sarah.keane@post.invalid, I never got it

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Wait for the money
        quotes: Please write to me, I never got it
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.model.values import ascii_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_MAIL = r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.)+[^\W\d_]{2,20})"
_TEAM = (
    r"(?:admin|billing|career|contact|feedback|hej|hello|help|hi|info|job|kontakt|kundservice|kundtjanst|mail|news|no-?reply|office"
    r"|order|post|press|privacy|return|sale|security|service|shop|support|team|webmaster)(?:s|desk|letter|team)?"
)
_EXAMPLE = r"(?:^|\.)(?:example|example\.(?:com|net|org))$"
_RUN = re.compile(r"[0-9][0-9 ()/-]{6,}[0-9]")
# The same with every digit a zero: a search for one sign is four times as fast, and nearly every file has no such run.
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_RUN_OF_ZEROS = re.compile(rb"0[0 ()/-]{6,}0")
# With a country code; in groups after a leading zero; as in North America; a Chinese and an Iranian mobile number.
_PHONE = (
    r"(?<![0-9A-Za-z.+/-])(?:\+\d{1,3}[ (-]{0,2}\d(?:[ ()-]{0,2}\d){6,12}|0\d{1,4}[ /-]\d{2,4}(?:[ -]?\d{2,4}){1,3}"
    r"|\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|1[3-9]\d{9}|09\d{9})(?![0-9A-Za-z/-])"
)
_CARD = r"(?<![0-9A-Za-z.+/-])\d(?:[ -]?\d){12,18}(?![0-9A-Za-z/-])"
_FEWEST_DIGITS = 9
_MOST_DIGITS = 13


def check(_journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask the writing, comments included: one finding a text and kind, without the data itself, since reports are passed on."""
    whole = context.writing.text
    text = whole if whole.isascii() else _with_ascii_digits(whole)
    found = {match.start(): (what, len(match[0])) for what, match in _found(text)}
    for piece, places in context.writing.around(found):
        kinds: dict[str, list[int]] = {}
        for index in places:
            kinds.setdefault(found[index][0], []).append(index)
        for what, indices in kinds.items():
            start, length = places[indices[0]], found[indices[0]][1]
            more = "" if len(indices) == 1 else f", and there are {len(indices) - 1} more"
            yield Finding(
                piece.node,
                f"this looks like the {what} of a person{more}",
                steps=piece.steps,
                help="take it out; and if it was committed before, out of the history, too",
                key=what.partition(" ")[0],
                span=piece.part(start, start + length),
            )


def _with_ascii_digits(text: str) -> str:
    """The text with digits of any script as ASCII ones, each in its place."""
    return text.translate({ord(sign): ascii_number(sign) for sign in set(text) if sign.isdecimal() and not sign.isascii()})


def _has_long_run(text: str) -> bool:
    """Whether digits enough for a number of a phone or a card stand together."""
    zeros = text.encode("utf-8", "surrogatepass").translate(_ZEROS)
    return any(run[0].count(b"0") >= _FEWEST_DIGITS for run in _RUN_OF_ZEROS.finditer(zeros))


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in re.finditer(_MAIL, text) if "@" in text else ():
        if not re.fullmatch(_TEAM, match[1].lower()) and not re.search(_EXAMPLE, match[2].lower()):
            yield "e-mail address", match
    for run in _RUN.finditer(text) if _has_long_run(text) else ():
        if sum(sign.isdigit() for sign in run[0]) < _FEWEST_DIGITS:
            continue
        start, end = max(0, run.start() - 1), run.end() + 1  # with the sign before it, and what must not follow
        card = next((match for match in _compiled(_CARD).finditer(text, start, end) if _is_card(match[0])), None)
        if card is not None:
            yield "card number", card
            continue
        for match in _compiled(_PHONE).finditer(text, start, end):
            if _FEWEST_DIGITS <= sum(sign.isdigit() for sign in match[0]) <= _MOST_DIGITS:
                yield "phone number", match


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _is_card(text: str) -> bool:
    """Whether the check digit of a card number is right, and it does not begin with 0 or repeat one digit."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if digits[0] == 0 or len(set(digits)) == 1:
        return False
    doubled = [digit if place % 2 == 0 else sum(divmod(digit * 2, 10)) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    local=True,
    in_libraries=True,
)
