"""Make templates/cldr/ again: numbers, dates, lists, durations and plural rules of every language that has labels.

    pip install 'journeymap[test]'      # the pinned Babel, which carries CLDR
    python tools/make_cldr.py           # write the files; with --check, say whether they are what would be written

A language is a file in templates/locales/; this gives each of them its own small file of facts. The program reads the
files and never Babel. CLDR's own words are kept but for what OURS and the comments below say.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from babel.core import get_cldr_version

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
OUTPUT = TEMPLATES / "cldr"


class Choice(NamedTuple):
    """Which part of CLDR a language takes, where CLDR leaves a choice."""

    identifier: str
    """International English has the day first, as all others here; Arabic digits are those of Egypt."""
    digits: str = "latn"
    long: str = "long"
    """The length of weeks and days."""
    short: str = "short"
    """The length of hours, minutes and seconds."""


CHOICES = {
    "en": Choice("en_GB"),
    "fa": Choice("fa", digits="arabext"),
    "ar": Choice("ar_EG", digits="arab", short="long"),  # single letters for the short ones, which few can read
}
UNITS = ("week", "day", "hour", "minute", "second")
# Shorter than CLDR's `hrs`, `mins`, `secs`; a Swedish `dygn` is a day and a night, and `s` alone is not read as seconds.
OURS = {
    "en": {"hour": {"other": "{0} h"}, "minute": {"other": "{0} min"}, "second": {"other": "{0} s"}},
    "sv": {"day": {"one": "{0} dag", "other": "{0} dagar"}, "second": {"other": "{0} sek"}},
    # CLDR has a space after the number, which no printed page has.
    "ja": {unit: {"other": f"{{0}}{word}"} for unit, word in zip(UNITS, ("週間", "日", "時間", "分", "秒"), strict=True)},
}
DIGITS = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
FIELDS = {"M": "{month}", "d": "{day}", "y": "{year}"}
GROUPED_FROM = {"es": 10_000}
"""The least number in groups, where it is not a thousand: CLDR's minimumGroupingDigits, which Babel leaves out."""
ORDER = ("zero", "one", "two", "few", "many", "other")
BETWEEN = {"fa": " و ", "ar": " و", "zh": "", "ja": ""}
"""What stands between `1 hour` and `30 minutes`: a blank elsewhere, since CLDR's comma would end the fact in a row of facts."""
# The number stands right of its percent sign in Persian print. Alone, the sign would go to the other side: the digits pull it
# along unless a mark of direction stands between. CLDR has such marks for Arabic and none for Persian.
PERCENT = {"fa": "\u200f{number}\u200f٪\u200f"}


def main() -> None:
    """Write or check every file."""
    files = {name: written(name) for name in sorted(path.stem for path in (TEMPLATES / "locales").glob("*.toml"))}
    if "--check" in sys.argv[1:]:
        there = {path.stem: path.read_text(encoding="utf-8") for path in OUTPUT.glob("*.toml")}
        stale = sorted(name for name in files.keys() | there.keys() if files.get(name) != there.get(name))
        sys.exit(f"not what CLDR {get_cldr_version()} gives: {', '.join(stale)}; run tools/make_cldr.py" if stale else 0)
    OUTPUT.mkdir(exist_ok=True)
    for name, text in files.items():
        (OUTPUT / f"{name}.toml").write_text(text, encoding="utf-8")


def written(name: str) -> str:
    """The file of one language."""
    choice = CHOICES.get(name, Choice(name.replace("-", "_")))
    locale = Locale.parse(choice.identifier)
    tables = {
        "numbers": numbers(name, choice, locale),
        "dates": dates(locale),
        "lists": lists(locale),
        "plural-rules": {tag: condition(rule) for tag, rule in sorted(locale.plural_form.abstract, key=by_order)},
        "durations": {"between": BETWEEN.get(name, " "), **{unit: duration(name, choice, locale, unit) for unit in UNITS}},
    }
    head = f"# Made by tools/make_cldr.py from CLDR {get_cldr_version()} ({choice.identifier}); see licenses/cldr-Unicode.txt.\n"
    return head + "".join(
        f"\n[{table}]\n" + "".join(line(key, value) for key, value in rows.items()) for table, rows in tables.items()
    )


def line(key: str, value: object) -> str:
    """One key of TOML, with what cannot be seen written as an escape."""
    return f"{key} = {toml(value)}\n"


def toml(value: object) -> str:
    """A text, a number, a list or an inline table."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    text = json.dumps(value, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04X}" if sign in "\xa0\u061c\u200e\u200f\u202f" else sign for sign in text)


def plain(text: str) -> str:
    """Signs that many fonts lack become those that all have: the narrow no-break space, and the Arabic letter mark.

    Between Arabic digits and their signs a right-to-left mark does the same.
    """
    return text.replace("\u202f", "\xa0").replace("\u061c", "\u200f")


def numbers(name: str, choice: Choice, locale: Any) -> dict[str, object]:
    """Digits, signs, and how a percentage is written. A minus is as long as a plus."""
    symbols = locale.number_symbols[choice.digits]
    pattern = plain(locale.percent_formats[None].pattern)
    percent = pattern.replace("#,##0", "{number}").replace("%", plain(symbols["percentSign"]))
    return {
        "digits": DIGITS[choice.digits],
        "decimal": symbols["decimal"],
        "group": plain(symbols["group"]),
        "grouped-from": GROUPED_FROM.get(name, 1000),
        "plus": plain(symbols["plusSign"]),
        "minus": plain(symbols["minusSign"]).replace("-", "−"),
        "percent": PERCENT.get(name, percent),
    }


def dates(locale: Any) -> dict[str, object]:
    """A day, a month, a year; months by name, or as numbers where the language counts them."""
    day = locale.date_formats["long"].pattern
    counted = "MMM" not in day
    months = [str(index) for index in range(1, 13)] if counted else list(locale.months["format"]["wide"].values())
    patterns = {"day": day, "month": locale.datetime_skeletons["yMMMM"].pattern, "year": locale.datetime_skeletons["y"].pattern}
    return {"months": months, **{key: placed(pattern) for key, pattern in patterns.items()}}


def placed(pattern: str) -> str:
    """CLDR's letters as placeholders; what stands in quotes is text."""
    parts = pattern.split("'")
    for index in range(0, len(parts), 2):
        parts[index] = re.sub("MMMM|M|d|y", lambda match: FIELDS[match[0][0]], parts[index])
    return "".join(parts)


def lists(locale: Any) -> dict[str, object]:
    """What stands between items, before the last one, and between sentences. Two items have no comma, nor has the last."""
    patterns = locale.list_patterns["standard"]
    between = patterns["middle"].removeprefix("{0}").removesuffix("{1}").replace("\u200f", "")
    comma = "، " if any(sign.isalpha() for sign in between) else between
    last = patterns["2"].replace("{0}", "{first}").replace("{1}", "{last}")
    return {"last": last, "comma": comma, "sentence": "" if comma == "、" else " "}


def duration(name: str, choice: Choice, locale: Any, unit: str) -> dict[str, str]:
    """The forms of one unit; those that are equal to `other` are left out."""
    lengths = locale._data["unit_patterns"][f"duration-{unit}"]  # noqa: SLF001 -- not public
    wanted = choice.long if unit in {"week", "day"} else choice.short
    forms = {**lengths.get("short", {}), **{key: form for key, form in lengths.get(wanted, {}).items() if key in ORDER}}
    forms = OURS.get(name, {}).get(unit, forms)
    ordered = {key: plain(forms[key]).replace("{0}", "{count}") for key in ORDER if key in forms}
    return {key: form for key, form in ordered.items() if key == "other" or form != ordered["other"]}


def by_order(rule: tuple[str, object]) -> int:
    """In CLDR's order."""
    return ORDER.index(rule[0])


def condition(rule: Any) -> str:
    """A plural rule in CLDR's own notation, from the tree that Babel makes of it."""
    kind, parts = rule
    if kind in {"and", "or"}:
        return f" {kind} ".join(condition(part) for part in parts)
    if kind == "not":
        return condition(parts[0]).replace(" = ", " != ")
    _, operand, (_, ranges) = parts
    left = f"{operand[1][0][0]} % {operand[1][1][1][0]}" if operand[0] == "mod" else operand[0]
    ends = [(low[1][0], high[1][0]) for low, high in ranges]
    return f"{left} = " + ",".join(str(low) if low == high else f"{low}..{high}" for low, high in ends)


if __name__ == "__main__":
    main()
