"""What a number, a date or a duration that is written in another way is likely to mean, written as the format has it."""

from __future__ import annotations

import re

from journeymap.model.values import ascii_number, duration, number, partial_date

_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[ ,'’\u00a0\u202f\u066c]\d{3})+\Z")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}\Z")
_WITH_UNIT = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*([^\d\s.,:/+-].*)\Z", re.DOTALL)


def grouped_number(text: str) -> str | None:
    """`31,400` or `31 400` without the marks between thousands; `3,5` with a point."""
    plain = ascii_number(text)
    if _GROUPED.match(plain):
        return re.sub(r"[^-+\d]", "", plain)
    return plain.replace(",", ".") if _DECIMAL_COMMA.match(plain) else None


def number_with_unit(text: str) -> tuple[str, str] | None:
    """`20 days` as the number and its unit."""
    match = _WITH_UNIT.match(ascii_number(text))
    return (match[1], match[2].strip()) if match else None


_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z")
_WITH_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ].+\Z", re.DOTALL)
_CALENDAR = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?\Z")
_MONTHS = 12


def date(text: str) -> str | None:
    """`30.09.2026`, `2026/09/30` or a date with a time as `2026-09-30`; None where the order of day and month is not certain."""
    plain = ascii_number(text)
    guess = ""
    if match := _YEAR_FIRST.match(plain):
        guess = "-".join(f"{int(part):02}" for part in match.groups() if part)
    elif match := _WITH_TIME.match(plain):
        guess = match[1]
    elif match := _DAY_FIRST.match(plain):
        first, second = int(match[1]), int(match[3])
        if match[2] == "/" and first <= _MONTHS and second <= _MONTHS:
            return None
        day, month = (second, first) if second > _MONTHS else (first, second)
        guess = f"{match[4]}-{month:02}-{day:02}"
    return guess if guess and partial_date(guess) is not None else None


def is_impossible_date(text: str) -> bool:
    """Whether a text is written as a date should be and only the calendar has no such day."""
    return _CALENDAR.match(ascii_number(text)) is not None and partial_date(text) is None


_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)\.?(?:\s*(?:,|and)\s*|\s*)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPELLED = {"s": "s sec second", "m": "m min minute", "h": "h hr hour", "d": "d day", "w": "w week"}
_WORDS = {
    word + plural: unit for unit, words in _SPELLED.items() for word in words.split() for plural in ("", "s" * (len(word) > 1))
}


def spelled_duration(text: str) -> str | None:
    """`20 minutes`, `1.5h` or `1 hour and 30 min` as `20m`, `1h30m`."""
    plain = ascii_number(text).lower().strip()
    place = 0
    written: list[str] = []
    while place < len(plain):
        match = _AMOUNT.match(plain, place)
        unit = _WORDS.get(match[2]) if match else None
        if match is None or unit is None:
            return None
        written.append(_amount(float(match[1].replace(",", ".")), unit))
        place = match.end()
    guess = "".join(written)
    return guess if duration(guess) is not None else None


def _amount(count: float, unit: str) -> str:
    if count == int(count):
        return f"{int(count)}{unit}"
    seconds = round(count * _UNITS[unit])
    text = ""
    for smaller, size in sorted(_UNITS.items(), key=lambda one: -one[1]):
        if size <= _UNITS[unit] and seconds >= size:
            text += f"{seconds // size}{smaller}"
            seconds %= size
    return text


_LANGUAGES = {
    "en": ("english",), "sv": ("swedish", "svenska"), "fa": ("persian", "farsi", "فارسی"),
    "zh": ("chinese", "mandarin", "中文", "汉语", "漢語"), "de": ("german", "deutsch"), "fr": ("french", "français"),
    "es": ("spanish", "español"), "ar": ("arabic", "العربية", "عربی"), "he": ("hebrew", "עברית"), "ur": ("urdu", "اردو"),
    "nb": ("norwegian", "norsk"), "da": ("danish", "dansk"), "fi": ("finnish", "suomi"), "nl": ("dutch", "nederlands"),
    "it": ("italian", "italiano"), "pt": ("portuguese", "português"), "ja": ("japanese", "日本語"),
}  # fmt: skip
_LOCALE = re.compile(r"([A-Za-z]{2,3})_([A-Za-z0-9]{2,8})(?:\..*)?\Z")


def language(text: str) -> str | None:
    """The tag of a language that is written out, or of `en_US`."""
    name = text.strip().lower()
    if match := _LOCALE.match(text.strip()):
        return f"{match[1]}-{match[2]}"
    return next((tag for tag, names in _LANGUAGES.items() if name in names), None)


def is_too_large(text: str) -> bool:
    """Whether a text is a number, and only past what is accepted."""
    return (
        number(text) is None
        and re.match(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?\Z", ascii_number(text)) is not None
        and text.count(".") <= 1
    )
