"""What is wrong with one value, in words: for every error type of the model a message, a help line and often a fix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.model import Emotion, JourneyMap, Metric, Scope, Solution
from journeymap.model.values import REVIEW_PERIODS, share
from journeymap.schema import _guesses, _traps
from journeymap.schema._closest import closest, variant
from journeymap.schema._fault import Fault, in_quotes, shown
from journeymap.schema._parts import knows, parts, refers_to, takes_list
from journeymap.schema._prune import GONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.document import Value
    from journeymap.schema._fault import Page
    from journeymap.schema._parts import Spot
    from journeymap.schema._prune import Cuts


class Words(NamedTuple):
    """What is told: the text that would take the place of the value, if that is certain enough for a fix, comes last."""

    message: str
    help: str
    instead: str | None = None
    safe: bool = False


def told(spot: Spot, kind: str, context: Mapping[str, Any], page: Page) -> list[Fault]:
    """The faults behind what pydantic calls `kind`, at `spot`: one, unless a text fell apart into several entries."""
    cuts: Cuts = {spot.route: GONE}
    if spot.raw is None and not spot.item and _is_unwritten(spot, page):
        return [Fault("unwritten", spot.route, page.span(spot.route), cuts=cuts)]
    if spot.name == "":
        message = f'a key of "{spot.key}" is empty'
        return [Fault("empty-key", spot.route, page.key_span(spot.route), message, "write a name before the colon", cuts=cuts)]
    traps = _trap(spot, kind, page)
    if traps:
        return traps
    if kind == "choice_expected":
        words = _choice(spot, context["choices"])
    else:
        words = _WITH_PAGE[kind](spot, page) if kind in _WITH_PAGE else _WORDS.get(kind, _other)(spot)
    span = page.span(spot.route)
    fix = None if words.instead is None else page.fix(spot.route, (span, words.instead), safe=words.safe)
    return [Fault(kind, spot.route, span, words.message, words.help, fix, cuts=cuts)]


def _is_unwritten(spot: Spot, page: Page) -> bool:
    """Whether a key has a colon and nothing after it, which counts as not written (or an alias that names nothing)."""
    return page.document.aliased(spot.route) or _traps.after_key(spot.route, page) is not None


def _trap(spot: Spot, kind: str, page: Page) -> list[Fault]:
    if isinstance(spot.raw, dict) and kind == "text_expected":
        could_be_list = spot.item or takes_list(spot.owner, spot.key)
        if could_be_list and _is_bare(spot.raw) and page.is_flow(spot.route):
            return [_traps.braces(spot.route, list(spot.raw), page)]
        return [trap for trap in (_traps.colon(spot, spot.raw, page),) if trap]
    if isinstance(spot.raw, str) and kind in ("object_expected", "dict_type", "own_expected"):
        return [trap for trap in (_traps.full_width(spot.route, spot.raw, spot.expects, page),) if trap]
    if spot.raw is None and spot.route and isinstance(spot.route[-1], str):
        around = page.value(spot.route[:-1])
        return _traps.commas(spot.route[:-1], around, page) if isinstance(around, dict) else []
    return []


def _is_bare(value: dict[str, Value]) -> bool:
    """Whether no key has a value, as in `{a, b}`."""
    return bool(value) and all(entry is None for entry in value.values())


def _subject(spot: Spot) -> str:
    if spot.item:
        return f"an entry of {shown(spot.name) if spot.name else shown(spot.key)}"
    if spot.name is not None:
        return f"the {spot.key} of {shown(spot.name)}" if spot.absent else f"{shown(spot.name)} in {shown(spot.key)}"
    return shown(spot.key)


def _is(value: Value) -> str:
    if isinstance(value, str):
        return f"is {shown(value)}" if value.strip() else "is blank"
    return "has nothing after it" if value is None else "is a list" if isinstance(value, list) else "has keys of its own"


def _must(spot: Spot, what: str, verb: str = "be") -> str:
    return f"{_subject(spot)} must {verb} {what}, but {_is(spot.raw)}"


def _text(spot: Spot, page: Page) -> Words:
    if spot.raw is None:
        return _empty(spot, page)
    written = page.text(page.span(spot.route))
    message = _must(spot, "text")
    if page.is_flow(spot.route):
        message = (
            f"{_subject(spot)} must be text, but {'[ ] makes it a list' if isinstance(spot.raw, list) else '{ } gives it keys'}"
        )
    if isinstance(spot.raw, list):
        items = [item for item in spot.raw if isinstance(item, str)]
        if not page.is_flow(spot.route):
            return Words(
                message, "write one text after the colon, without dashes" if not spot.item else "remove one of the two dashes"
            )
        if len(items) == 1 == len(spot.raw):
            help_line = f"remove the brackets, or put it in quotes if they belong to the text: {shown(written)}"
            return Words(message, help_line, None if spot.item else in_quotes(written), safe=True)
        whole = in_quotes(", ".join(items)) if len(items) == len(spot.raw) else None
        return Words(message, "write one text, without brackets", whole)
    if isinstance(spot.raw, dict) and page.is_flow(spot.route) and _is_bare(spot.raw):
        help_line = f"remove the braces, or put it in quotes if they belong to the text: {shown(written)}"
        return Words(message, help_line, in_quotes(written), safe=True)
    return Words(message, _plain_reference(spot) or "write the text alone, after the colon or the dash")


_DECLARED = {part.model.kind: key for key, part in parts(JourneyMap).items()}


def _plain_reference(spot: Spot) -> str:
    """For a thing described where it is only to be named."""
    kind = refers_to(spot.owner, spot.key) if knows(spot.owner, spot.key) else None
    if kind is None or not isinstance(spot.raw, dict):
        return ""
    named = next((spot.raw[key] for key in ("id", "name", "text", "title", "to") if isinstance(spot.raw.get(key), str)), None)
    what = f"write {shown(str(named))} alone here" if named else "write only its id here"
    if kind in _DECLARED:
        return f'{what} and describe it under "{_DECLARED[kind]}" at the top of the file'
    return f"{what} and write it out in its own place"


def _empty(spot: Spot, page: Page) -> Words:
    if spot.item:
        after = "" if page.is_flow(spot.route[:-1]) else ", after the dash"
        return Words(f"{_subject(spot)} is empty", f"write its text{after}, or remove it")
    return Words(f"{_subject(spot)} is blank", "write a text" + ("" if spot.key == spot.owner.main else ", or remove the key"))


def _id(spot: Spot) -> Words:
    return Words(
        f'"id" needs a letter or a digit, but {_is(spot.raw)}', "write a short name such as returns-portal, or remove the key"
    )


def _object(spot: Spot, page: Page) -> Words:
    model = spot.expects or spot.owner
    if spot.item and isinstance(spot.raw, list):
        how = "remove the brackets" if page.is_flow(spot.route) else "remove one of the two dashes"
        return Words(f'an entry of "{spot.key}" is a list inside the list', how)
    if not model.shorthand:
        first, last = ("starts", "ends") if model is Scope else ("min", "max")
        return Words(
            _must(spot, f'"{first}" and "{last}"', "have"), f'write "{first}: …" and "{last}: …" on lines of their own below it'
        )
    help_line = 'write "score: …" and "feeling: …" below it; where personas differ, write "emotions" with a line for each'
    return Words(_must(spot, "one score or feeling"), help_line)


def _mapping(spot: Spot) -> Words:
    if spot.key == "emotions":
        help_line = 'write "emotion" if it holds for all of them, else one line such as "sarah: -1" for each'
        return Words(_must(spot, "a key for each persona", "have"), help_line)
    if spot.key == "own":
        help_line = 'write the name of the lane, a colon and its text, such as "Systems: Booking"'
        return Words(_must(spot, "a key for each lane", "have"), help_line)
    help_line = 'write lines such as "age: 34" below it'
    if isinstance(spot.raw, list) and any(isinstance(item, dict) for item in spot.raw):
        help_line += ", without dashes"
    return Words(_must(spot, "keys of your own", "have"), help_line)


def _number(spot: Spot) -> Words:
    message = _must(spot, "a number")
    if not isinstance(spot.raw, str):
        return Words(message, "write digits alone, such as 12 or 0.5")
    if _guesses.is_too_large(spot.raw):
        return Words(f"{_subject(spot)} is too large a number", "write it in thousands or millions, and say so in the unit")
    bare = _guesses.grouped_number(spot.raw)
    if bare is not None:
        return Words(message, f"write {bare}, {'with a point' if '.' in bare else 'with nothing between thousands'}", bare)
    found = _guesses.number_with_unit(spot.raw)
    if found is not None:
        rest = f", and {shown('unit: ' + found[1])} beside it" if spot.owner is Metric and not spot.name else " alone"
        return Words(message, f"write {found[0]}{rest}", found[0])
    if spot.owner is Emotion:
        return Words(message, 'write the number here and the word under "feeling"')
    return Words(message, "write digits alone, such as 12 or 0.5")


def _percent(spot: Spot) -> Words:
    bare = str(spot.raw).strip().rstrip("%٪％ ")
    unit = '; the sign belongs under "unit" of the metric' if spot.owner in (Metric, Solution) else ""
    return Words(f"{_subject(spot)} must be a number, without a per cent sign", f"write {bare}{unit}", bare)


def _share(spot: Spot) -> Words:
    return Words(_must(spot, "a part of the whole"), "write 0.2 or 20%")


_ALL_IN_PERCENT = 100


def _share_range(spot: Spot) -> Words:
    text = str(spot.raw)
    found = share(text)
    if found is not None and 1 < found <= _ALL_IN_PERCENT and "%" not in text and "٪" not in text:
        return Words(_must(spot, "between 0 and 1"), f"write {text.strip()}%, or {found / 100:g}", f"{text.strip()}%")
    return Words(_must(spot, "between 0% and 100%" if "%" in text or "٪" in text else "between 0 and 1"), "write 0.2 or 20%")


def _count(spot: Spot) -> Words:
    bare = _guesses.grouped_number(spot.raw) if isinstance(spot.raw, str) else None
    if bare is not None and bare.isdigit():
        return Words(_must(spot, "a whole number"), f"write {bare}, with nothing between thousands", bare)
    found = _guesses.number_with_unit(spot.raw) if isinstance(spot.raw, str) else None
    if found is not None and found[0].isdigit():
        return Words(_must(spot, "a whole number"), f"write {found[0]} alone", found[0])
    return Words(_must(spot, "a whole number"), "write how many people or cases, such as 214")


_YES = frozenset({"yes", "on", "true"})
_NO = frozenset({"no", "off", "false"})


def _boolean(spot: Spot) -> Words:
    word = spot.raw.strip().lower() if isinstance(spot.raw, str) else ""
    instead = "true" if word in _YES else "false" if word in _NO else None
    quotes = ", without quotes" if word in ("true", "false") else ""
    message = f"{_subject(spot)} must be true or false, but is the text {shown(word)}" if quotes else _must(spot, "true or false")
    return Words(message, f"write {instead}{quotes}" if instead else "write true, or remove the key", instead, safe=True)


def _word_for_mark(spot: Spot) -> Words:
    instead = "true" if str(spot.raw).lower() in _YES else "false"
    either = "true, a duration or a reason" if spot.key == "wait" else "true or a reason"
    return Words(_must(spot, either), f"write {instead}, or the reason in a few words", instead)


def _mark(spot: Spot) -> Words:
    either = "true, a duration or a reason" if spot.key == "wait" else "true or a reason"
    return Words(_must(spot, either), f"write {either} after the colon")


def _date(spot: Spot) -> Words:
    text = spot.raw if isinstance(spot.raw, str) else ""
    if _guesses.is_impossible_date(text):
        return Words(f"{_subject(spot)} is {shown(text)}, a day that the calendar does not have", "check the month and the day")
    guess = _guesses.date(text)
    return Words(
        _must(spot, "a date"),
        f"write {guess}" if guess else "write year, month and day as in 2026-09-30, or 2026-09, or 2026",
        guess,
    )


def _duration(spot: Spot) -> Words:
    text = spot.raw.strip() if isinstance(spot.raw, str) else ""
    guess = _guesses.spelled_duration(text)
    if guess:
        return Words(_must(spot, "a length of time"), f"write {guess}", guess)
    if text.isdigit():
        return Words(
            f"{_subject(spot)} is {shown(text)} without a unit", f"write {text}m for minutes, {text}h for hours, {text}d for days"
        )
    return Words(_must(spot, "a length of time"), "write 90s, 5m, 2h, 3d or 2w, or several together, the largest first: 1h30m")


def _review_every(spot: Spot) -> Words:
    amount = _guesses.number_with_unit(spot.raw) if isinstance(spot.raw, str) else None
    if amount is not None and amount[0].isdigit() and amount[1].lower() in ("d", "day", "days"):
        return Words(_must(spot, "a period"), f"write {int(amount[0])} days", f"{int(amount[0])} days")
    other_word = {"biannually": "half-year", "annually": "year", "annual": "year"}.get(str(spot.raw).lower())
    near = other_word or closest(str(spot.raw), REVIEW_PERIODS)
    otherwise = "write month, quarter, half-year, year, or a number of days such as 90 days"
    return Words(_must(spot, "a period"), f"write {near}" if near else otherwise, near)


def _language(spot: Spot) -> Words:
    guess = _guesses.language(spot.raw) if isinstance(spot.raw, str) else None
    otherwise = "write a short tag such as en, sv, fa, zh or pt-BR"
    return Words(_must(spot, "a language tag"), f"write {guess}" if guess else otherwise, guess)


def _choice(spot: Spot, choices: list[str]) -> Words:
    text = spot.raw if isinstance(spot.raw, str) else ""
    if isinstance(spot.raw, list) and len(spot.raw) == 1 and spot.raw[0] in choices:
        return Words(_must(spot, "one of its choices"), f"write {spot.raw[0]}, without a list", str(spot.raw[0]))
    same = variant(text, choices)
    near = same or closest(text, choices)
    all_of_them = f"{', '.join(choices[:-1])} or {choices[-1]}"
    message = f"{_subject(spot)} cannot be {shown(text)}" if text else _must(spot, "one of its choices")
    help_line = f'did you mean "{near}"? It can be {all_of_them}' if near else f"it can be {all_of_them}"
    return Words(message, help_line, near, safe=same is not None)


def _version(spot: Spot) -> Words:
    message = f"there is no version {shown(spot.raw)} of the format" if isinstance(spot.raw, str) else _must(spot, "1")
    return Words(message, 'write "journeymap: 1", the only version so far', "1")


def _other(spot: Spot) -> Words:
    """A type of error that no version of pydantic raised when this was written."""
    return Words(f"{_subject(spot)} is not what belongs here", "see the format for what does")


_WITH_PAGE: dict[str, Callable[[Spot, Page], Words]] = {
    "text_expected": _text,
    "empty_text": _empty,
    "empty_entry": _empty,
    "object_expected": _object,
}
_WORDS: dict[str, Callable[[Spot], Words]] = {
    "id_expected": _id,
    "dict_type": _mapping,
    "own_expected": _mapping,
    "number_expected": _number,
    "percent_not_number": _percent,
    "share_expected": _share,
    "share_range": _share_range,
    "count_expected": _count,
    "yes_no": _boolean,
    "boolean_expected": _boolean,
    "yes_no_mark": _word_for_mark,
    "mark_expected": _mark,
    "date_expected": _date,
    "duration_expected": _duration,
    "review_every_expected": _review_every,
    "language_expected": _language,
    "version_expected": _version,
}
"""Every type of error that the model raises, but choices, and keys, which `journeymap.schema._keys` tells."""
