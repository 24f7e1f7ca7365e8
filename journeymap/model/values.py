"""Scalars of the format: what a text must look like to be a number, a share, a duration, a date, a choice.

The parser hands over every scalar as the text that was written (`08` stays `08`), so each function here reads text.
A text that does not fit raises `PydanticCustomError` with one of our own types; `journeymap.schema` puts it into words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic_core import PydanticCustomError, core_schema

from journeymap.model.ids import slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

ANY_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""JSON Schema of a text: an editor's YAML parser reads `2026` as a number and `no` as a boolean; here both are text."""


class Reads:
    """Marks a field: `read` makes its value of what was written, `seen` is the JSON Schema of what may be written.

    A validator of pydantic's own would do the same, and asks for the signature of the function at each of 150 fields.
    """

    __slots__ = ("read", "seen")

    def __init__(self, read: Callable[[object], Any], seen: dict[str, Any]) -> None:
        """`read` raises `PydanticCustomError` where something else is written."""
        self.read = read
        self.seen = seen

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Nothing but `read`."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A copy of `seen`."""
        return dict(self.seen)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "text expected")
    text = " ".join(value.split()) if "\n" in value or "\r" in value or "\t" in value else value.strip()
    if not text:
        raise PydanticCustomError("empty_text", "empty text")
    return text


def _long_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "text expected")
    text = "\n".join(line.rstrip() for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip("\n")
    if not text.strip():
        raise PydanticCustomError("empty_text", "empty text")
    return text


Text = Annotated[str, Reads(_text, ANY_TEXT)]
"""One line of text as written; line breaks inside become spaces."""
LongText = Annotated[str, Reads(_long_text, ANY_TEXT)]
"""Text that keeps its line breaks."""


def _plain_id(value: object) -> str:
    text = _text(value)
    if not slug(text):
        raise PydanticCustomError("id_expected", "an id expected")
    return text


PlainId = Annotated[str, Reads(_plain_id, ANY_TEXT)]
"""An id as written; compared as a slug, so it needs a letter or a digit."""

_SIGNS = {"\u2212": "-", "\ufe63": "-", "\uff0d": "-", "\u2013": "-", "\ufe62": "+", "\uff0b": "+", "\u066b": ".", "\uff0e": "."}
_INVISIBLE = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\Z", re.ASCII)


def ascii_number(text: str) -> str:
    """`text` with digits of any script and signs of any kind written in ASCII; other characters as they are."""
    plain = text.strip()
    if plain.isascii():
        return plain
    plain = re.sub(_INVISIBLE, "", plain)
    return "".join(
        str(unicodedata.digit(c, -1)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else _SIGNS.get(c, c) for c in plain
    )


def number(text: str) -> float | None:
    """The number that a text is, or None. Signs and digits may be of any script."""
    plain = ascii_number(text)
    if not _NUMBER.match(plain) or len(plain) > 40:  # noqa: PLR2004 -- longer ones are no measurements, and int() of them is slow
        return None
    value = float(plain)
    return value if abs(value) <= 1e15 else None  # noqa: PLR2004 -- above it, neighbouring whole numbers are not told apart


def share(text: str) -> float | None:
    """The share that a text is, from `0.2` or `20%` (any script's digits and per-cent sign), or None."""
    plain = ascii_number(text).replace("\u066a", "%").replace("\uff05", "%").strip()
    if plain.endswith("%"):
        part = number(plain[:-1].strip())
        return None if part is None else part / 100
    return number(plain)


def _number(value: object) -> float:
    if isinstance(value, str):
        found = number(value)
        if found is not None:
            return found
        if share(value) is not None:
            raise PydanticCustomError("percent_not_number", "a number expected")
    raise PydanticCustomError("number_expected", "a number expected")


def _share(value: object) -> float:
    found = share(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("share_expected", "a share expected")
    if not 0 <= found <= 1:
        raise PydanticCustomError("share_range", "between 0 and 1 expected")
    return round(found, 12)


def _count(value: object) -> int:
    found = number(value) if isinstance(value, str) else None
    if found is None or found != int(found) or found < 0:
        raise PydanticCustomError("count_expected", "a whole number expected")
    return int(found)


# An editor sees digits of other scripts as text, and its patterns know no scripts: what is certainly none is refused.
_ANY_NUMBER: dict[str, Any] = {"type": ["number", "string"], "pattern": "^[^A-Za-z%٪％,]+$"}
_ANY_SHARE: dict[str, Any] = {"type": ["number", "string"], "pattern": "^[^A-Za-z,]+$", "minimum": 0, "maximum": 1}
Number = Annotated[float, Reads(_number, _ANY_NUMBER)]
"""A number with a sign of any kind and digits of any script."""
Share = Annotated[float, Reads(_share, _ANY_SHARE)]
"""A part of the whole, 0 to 1; `20%` is 0.2."""
Count = Annotated[int, Reads(_count, {**_ANY_NUMBER, "minimum": 0})]
"""A whole number, 0 or more."""

_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})


def _boolean(value: object) -> bool:
    if isinstance(value, str) and type(value) is not str:  # a Word: plain, not quoted
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise PydanticCustomError("yes_no", "true or false expected")
    raise PydanticCustomError("boolean_expected", "true or false expected")


Boolean = Annotated[bool, Reads(_boolean, {"type": "boolean"})]
"""Plain `true` or `false`."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(?:\d+[wdhms])+\Z", re.ASCII)
_DURATION_PART = re.compile(r"(\d+)([wdhms])", re.ASCII)
_LONGEST_DURATION = 100 * 366 * 86_400


def duration(text: str) -> int | None:
    """Seconds of `90s`, `5m`, `2h`, `3d`, `2w` or several together (`1h30m`); None for anything else."""
    plain = ascii_number(text).replace(" ", "")
    if not _DURATION.match(plain) or len(plain) > 40:  # noqa: PLR2004 -- as for numbers
        return None
    parts = _DURATION_PART.findall(plain)
    units = [unit for _, unit in parts]
    if len(set(units)) != len(units) or units != sorted(units, key=lambda unit: -_UNITS[unit]):
        return None
    seconds = sum(int(count) * _UNITS[unit] for count, unit in parts)
    return seconds if seconds <= _LONGEST_DURATION else None


def _duration(value: object) -> int:
    found = duration(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration_expected", "a duration expected")
    return found


DURATION_SCHEMA: dict[str, Any] = {
    "type": "string",
    "pattern": r"^\s*([^A-Za-z\s]+\s*[wdhms]\s*)+$",
    "examples": ["20m", "1h30m", "3d"],
}
Duration = Annotated[int, Reads(_duration, DURATION_SCHEMA)]
"""Seconds."""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year: `2026-09-30`, `2026-09`, `2026`. 0 stands for a part that was not written."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        if self.day:
            return self.first
        if self.month == 0:
            return date(self.year, 12, 31)
        if (self.year, self.month) == (date.max.year, date.max.month):
            return date.max
        return date(self.year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)

    def __str__(self) -> str:
        """As it is written in a file."""
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))


_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z", re.ASCII)


def partial_date(text: str) -> PartialDate | None:
    """The date that a text is, or None."""
    match = _DATE.match(ascii_number(text))
    if match is None:
        return None
    found = PartialDate(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    try:
        found.first  # noqa: B018 -- asks the calendar whether there is such a day
    except ValueError:
        return None
    zeroed = (match[2] is not None and found.month == 0) or (match[3] is not None and found.day == 0)
    return None if zeroed else found


def _partial_date(value: object) -> PartialDate:
    found = value if isinstance(value, PartialDate) else partial_date(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("date_expected", "a date expected")
    return found


_DATE_SCHEMA: dict[str, Any] = {
    "type": ["string", "integer"],
    "pattern": r"^\s*[^\s./A-Za-z-]{4}(-[^\s./A-Za-z-]{1,2}){0,2}\s*$",
    "examples": ["2026-09-30", "2026-09", "2026"],
}
Date = Annotated[PartialDate, Reads(_partial_date, _DATE_SCHEMA)]
"""A day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Mark:
    """That something holds, with the reason or the seconds if they were given: `true`, `No printer`, `15m`."""

    reason: str = ""
    seconds: int | None = None


def _mark(value: object, *, timed: bool) -> Mark | None:
    if not isinstance(value, str):
        raise PydanticCustomError("mark_expected", "true or a reason expected")
    if type(value) is not str:
        if value in _TRUE or value in _FALSE:
            return Mark() if value in _TRUE else None
        raise PydanticCustomError("yes_no_mark", "true or a reason expected")
    seconds = duration(value) if timed else None
    return Mark(seconds=seconds) if seconds is not None else Mark(reason=_text(value))


Reasoned = Annotated[Mark | None, Reads(lambda value: _mark(value, timed=False), ANY_TEXT)]
"""`true`, or why."""
Waiting = Annotated[Mark | None, Reads(lambda value: _mark(value, timed=True), ANY_TEXT)]
"""A duration, `true`, or why."""

_REVIEW_DAYS = r"([1-9][0-9]{0,3}) days?\Z"
REVIEW_PERIODS = ("month", "quarter", "half-year", "year")


def _review_every(value: object) -> str:
    plain = ascii_number(value) if isinstance(value, str) else ""
    if plain in REVIEW_PERIODS or re.match(_REVIEW_DAYS, plain):
        return plain
    raise PydanticCustomError("review_every_expected", "a period expected", {"choices": [*REVIEW_PERIODS, "N days"]})


ReviewEvery = Annotated[
    str,
    Reads(_review_every, {"anyOf": [{"enum": list(REVIEW_PERIODS)}, {"type": "string", "pattern": "^[^A-Za-z ]+ days?$"}]}),
]
"""`month`, `quarter`, `half-year`, `year`, or `N days`."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")


def _language(value: object) -> str:
    if isinstance(value, str) and _LANGUAGE.match(value.strip()):
        return value.strip()
    raise PydanticCustomError("language_expected", "a language tag expected")


_LANGUAGE_SCHEMA: dict[str, Any] = {
    "type": ["string", "boolean"],
    "pattern": r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$",
    "examples": ["en", "sv", "fa", "zh", "pt-BR"],
}
Language = Annotated[str, Reads(_language, _LANGUAGE_SCHEMA)]
"""A BCP 47 tag. (Norwegian is plain `no`: an editor reads it as a boolean, here it is text.)"""


def choice(literal: Any) -> Reads:
    """Reads one of the choices of `literal`; what is none of them is told with all of them."""
    choices = [str(one) for one in get_args(literal)]

    def read(value: object) -> str:
        text = value.strip() if isinstance(value, str) else value
        if text not in choices:
            raise PydanticCustomError("choice_expected", "one of the choices expected", {"choices": choices})
        return str(text)

    return Reads(read, {"enum": choices, "type": "string"})


class OneOrMany:
    """Marks a tuple field: where a list is allowed its only entry may stand alone."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Wrap a lone entry into a list before the tuple is validated."""
        return core_schema.no_info_before_validator_function(_as_list, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Either the entry or the list of entries."""
        many = handler(schema)
        return {"anyOf": [dict(many.get("items", {})), many]}


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], OneOrMany()]
"""A list whose only entry may stand alone."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field whose texts are references to things of `kind`."""

    kind: str
