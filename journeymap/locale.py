"""The tool's own words, numbers, dates and plurals in the language of a map.

The words of a language are one file, `templates/locales/<language>.toml`: listing the folder is the list of languages,
and `en.toml` is the list of keys. How it writes numbers, dates, lists and durations, and which plural forms it has,
stands in `templates/cldr/<language>.toml`, made by tools/make_cldr.py. Text of a map passes through unchanged, and
nothing is isolated or escaped here: the sinks of `journeymap.escape` and the targets do that.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from journeymap import assets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FALLBACK = "en"
"""The language whose file has every key."""

_RTL_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"})
# Languages that are written in one of these scripts unless a script subtag says otherwise (CLDR's likely subtags).
_RTL_LANGUAGES = frozenset({
    "aeb", "afb", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz", "azb", "bal", "bcc", "bqi", "ckb", "dv", "fa",
    "glk", "he", "iw", "ji", "khw", "ks", "lrc", "mzn", "nqo", "pes", "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr",
    "ug", "ur", "yi",
})  # fmt: skip
# Where the region decides: Punjabi in Pakistan, Azerbaijani in Iran, Uzbek in Afghanistan, Kurdish in Iraq and Iran.
_RTL_REGIONS = frozenset({("pa", "pk"), ("az", "ir"), ("uz", "af"), ("ku", "iq"), ("ku", "ir")})
_SCRIPT_LENGTH = 4

_PERCENT = frozenset("%٪％")
_SPACE = "\u00a0"  # a number and its unit stay on one line
_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
_RELATION = re.compile(r"([nivftec])(?: % (\d+))? (!?=) ([\d.,]+)\Z", re.ASCII)


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The direction in which a BCP 47 tag's language is written: by its script, else by the language (and region)."""
    first, *others = _subtags(language)
    script = next((part for part in others if len(part) == _SCRIPT_LENGTH and part.isalpha()), None)
    if script is not None:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if first in _RTL_LANGUAGES or any((first, part) in _RTL_REGIONS for part in others) else "ltr"


def _subtags(language: str) -> list[str]:
    """The subtags in lower case, up to a singleton: what follows one (`-u-nu-latn`, `-x-arab`) names no script."""
    parts = language.strip().replace("_", "-").casefold().split("-")
    end = next((index for index, part in enumerate(parts) if index and len(part) == 1), len(parts))
    return parts[:end]


@cache
def available() -> tuple[str, ...]:
    """The languages that have a file, sorted."""
    return assets.names("locales", ".toml")


def locale_for(language: str) -> Locale:
    """The locale of a BCP 47 tag: the exact one, else the one of a shorter tag (`zh-Hant-TW`, `zh-Hant`, `zh`).

    Else that of another region (`pt-PT`, `pt-BR`), else English.
    """
    names = {name.casefold(): name for name in available()}
    parts = _subtags(language)
    for length in range(len(parts), 0, -1):
        name = names.get("-".join(parts[:length]))
        if name is not None:
            return _load(name)
    return _load(next((name for tag, name in names.items() if tag.split("-")[0] == parts[0]), FALLBACK))


@cache
def _load(name: str) -> Locale:
    own, english = _read(f"locales/{name}"), _read(f"locales/{FALLBACK}")
    # A test keeps the keys complete; this keeps a file that somebody has only begun from stopping a run.
    words = {table: {**english[table], **own.get(table, {})} for table in ("plurals", "labels")}
    return Locale(name, own["name"], words | _read(f"cldr/{name}"))


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(assets.text(f"{name}.toml"))


class Locale:
    """The words of one language. `name` is the language's name in itself; `labels` holds every label, unfilled, and `comma`."""

    language: str
    name: str
    labels: Mapping[str, str]

    def __init__(self, language: str, name: str, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the tables of a language's two files."""
        self.language = language
        self.name = name
        self.labels = MappingProxyType({**data["labels"], "comma": data["lists"]["comma"]})
        self._plurals: Mapping[str, Mapping[str, str]] = data["plurals"]
        self._rules: Mapping[str, str] = data["plural-rules"]
        self._durations: Mapping[str, Any] = data["durations"]
        self._dates: Mapping[str, Any] = data["dates"]
        self._lists: Mapping[str, str] = data["lists"]
        numbers = data["numbers"]
        self._plus: str = numbers["plus"]
        self._minus: str = numbers["minus"]
        self._percent: str = numbers["percent"]
        self._grouped_from: int = numbers["grouped-from"]
        self._digits = str.maketrans("0123456789.,", numbers["digits"] + numbers["decimal"] + numbers["group"])

    def label(self, key: str, /, **values: str) -> str:
        """The label of `key` with its placeholders filled in. An unknown key or placeholder is our bug: KeyError."""
        return self.labels[key].format_map(values)

    def has(self, key: str) -> bool:
        """Whether there is a label of that key."""
        return key in self.labels

    def plural(self, key: str, count: int, /, **values: str) -> str:
        """The form of `key` that goes with `count`; `{count}` is the number in the language's digits."""
        return self._form(self._plurals[key], count).format_map({"count": self.number(count), **values})

    def _form(self, forms: Mapping[str, str], value: float) -> str:
        return forms.get(plural_category(self._rules, value), forms["other"])

    def number(self, value: float) -> str:
        """A number with at most two decimals, in the language's digits, separators and minus."""
        return self._with_sign(value, "")

    def signed(self, value: float) -> str:
        """A difference: with a plus or a minus; 0 has neither."""
        return self._with_sign(value, self._plus)

    def _with_sign(self, value: float, plus: str) -> str:
        text = _decimals(value, "," if abs(value) >= self._grouped_from else "")
        sign = "" if text == "0" else self._minus if value < 0 else plus
        return sign + text.translate(self._digits)

    def percent(self, value: float) -> str:
        """31 as `31%`."""
        return self._percent.format(number=self.number(value))

    def share(self, value: float) -> str:
        """0.2 as `20%`."""
        return self.percent(value * 100)

    def with_unit(self, value: float, unit: str | None) -> str:
        """A value and its unit, which is text of the map and goes through unchanged, but for signs of percent."""
        return self.percent(value) if unit in _PERCENT else _with_unit(self.number(value), unit)

    def change(self, value: float, unit: str | None) -> str:
        """A signed difference and its unit. What lies between two percentages is points, not percent."""
        if unit in _PERCENT:
            return self._form(self._plurals["points"], value).format(count=self.signed(value))
        return _with_unit(self.signed(value), unit)

    def date(self, year: int, month: int, day: int) -> str:
        """A day, a month or a year of the Gregorian calendar; 0 stands for what was not written."""
        pattern: str = self._dates["day" if day else "month" if month else "year"]
        name = self._dates["months"][month - 1] if month else ""
        return pattern.format(year=self._plain(year), month=name, day=self._plain(day))

    def _plain(self, count: int) -> str:
        return str(count).translate(self._digits)

    def duration(self, seconds: int) -> str:
        """A stretch of time, short: `20 min`, `1 h 30 min`, `3 days`; weeks only where they are whole."""
        parts = []
        left = seconds
        for unit, size in _UNITS:
            if unit == "week" and seconds % size:
                continue
            count, left = divmod(left, size)
            if count:
                parts.append(self._duration(unit, count))
        between: str = self._durations["between"]
        return between.join(parts) or self._duration("minute", 0)

    def _duration(self, unit: str, count: int) -> str:
        return self._form(self._durations[unit], count).replace(" ", _SPACE).format(count=self.number(count))

    def join(self, items: Sequence[str]) -> str:
        """Items as a sentence lists them: `a, b and c`."""
        if len(items) < 2:  # noqa: PLR2004 -- one item has no neighbour
            return "".join(items)
        return self._lists["last"].format(first=self._lists["comma"].join(items[:-1]), last=items[-1])

    def sentences(self, items: Sequence[str]) -> str:
        """Whole sentences one after another: with a space between them where the language writes one."""
        return self._lists["sentence"].join(items)


def plural_category(rules: Mapping[str, str], value: float) -> str:
    """The category (`one`, `few` ...) of a value by CLDR's cardinal rules, `other` where none holds."""
    whole, _, fraction = _decimals(value, "").partition(".")
    number, decimals = float(f"{whole}.{fraction or 0}"), int(fraction or 0)
    # n: the value; i: its whole part; v: how many decimals; f, t: the decimals; e, c: exponents, which are never written.
    operands = {"n": number, "i": int(whole), "v": len(fraction), "f": decimals, "t": decimals, "e": 0, "c": 0}
    for category, rule in rules.items():
        if any(all(_holds(relation, operands) for relation in part.split(" and ")) for part in rule.split(" or ")):
            return category
    return "other"


def _holds(relation: str, operands: Mapping[str, float]) -> bool:
    """Whether one relation holds, as `n % 100 = 3..10,13`."""
    match = _RELATION.match(relation)
    if match is None:
        raise ValueError(f"not a relation of a plural rule: {relation}")
    operand, modulus, sign, ranges = match.groups()
    value = operands[operand] % int(modulus) if modulus else operands[operand]
    ends = (part.partition("..") for part in ranges.split(","))
    found = value == int(value) and any(int(low) <= value <= int(high or low) for low, _, high in ends)
    return found is (sign == "=")


def _decimals(value: float, group: Literal["", ","]) -> str:
    """The absolute value with at most two decimals and without an exponent."""
    text = format(abs(value), f"{group}.2f")
    return text.rstrip("0").rstrip(".")


def _with_unit(number: str, unit: str | None) -> str:
    """Chinese, Japanese and Korean measure words follow their number at once; other units keep a space that does not break."""
    if not unit:
        return number
    return number + ("" if unicodedata.east_asian_width(unit[0]) == "W" else _SPACE) + unit
