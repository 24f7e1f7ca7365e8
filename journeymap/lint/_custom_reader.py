"""Reading one table of a custom rule: what is right becomes questions, what is wrong is told at its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from journeymap.config import LEVELS, closest, invalid, kind_of, meant, shown
from journeymap.diagnostic import Level
from journeymap.lint._custom_asks import Ask, InStage, Limit
from journeymap.lint._custom_fields import STAGE, SUBJECTS, Field, Item, Sort, Subject, fields_of
from journeymap.lint._pattern_syntax import Refused
from journeymap.lint.wording import listed, quoted
from journeymap.model import slug
from journeymap.model.values import duration, partial_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic, Place
    from journeymap.lint._patterns import Patterns

ASSERTIONS = ("required", "pattern", "one-of", "min", "max", "count")
KEYS = ("subject", "where", *ASSERTIONS, "level", "message", "help")
LARGEST = 1e15  # as for the numbers of a map; nan and inf are not below it
_BOUNDS = ("min", "max")
_CONDITIONS = ("pattern", "min", "max")
_SIZED = frozenset({Sort.NUMBER, Sort.DURATION, Sort.WAIT, Sort.LIST, Sort.TEXT})
_UNSPECIFIED = "write a text, a number, or a list of them; or true for any, false for none"


class Reader:
    """One table and its faults."""

    def __init__(self, config: Config, at: Place, table: Mapping[str, Any], patterns: Patterns) -> None:
        """Begin with nothing told."""
        self.config = config
        self.at = at
        self.table = table
        self.patterns = patterns
        self.told: list[Diagnostic] = []

    def tell(self, message: str, help_line: str, key: str, *steps: str | int, at_key: bool = False) -> None:
        """Tell a fault at the value, or at the key, of these steps."""
        place = self.config.key_place if at_key else self.config.place
        where = place(self.at, *steps) if steps else self.at
        self.told.append(invalid(where, message, help_line, key))

    def wrong(self, wanted: str, value: object, help_line: str, *steps: str | int) -> None:
        """Tell that a value is of another kind than is asked for."""
        this = str(value) if _is_plain_number(value) else kind_of(value)
        self.tell(f"{wanted} was expected here, and this is {this}", help_line, "wrong-type", *steps)

    def keys(self) -> None:
        """Tell the keys that mean nothing, and a table that asks nothing."""
        for key in self.table:
            if key not in KEYS:
                self.tell(f"unknown key {shown(key)}", meant(key, KEYS), "unknown-key", key, at_key=True)
        if not any(self.table.get(key) for key in ASSERTIONS) and not self.told:
            self.tell("the rule asks for nothing", f"add one of {', '.join(ASSERTIONS)}", "asks-nothing")

    def subject(self) -> Subject | None:
        """What the rule is about."""
        value = self.table.get("subject")
        if value is None:
            self.tell("the rule has no subject", f"write `subject = ` and one of {', '.join(SUBJECTS)}, in quotes", "no-subject")
        elif not isinstance(value, str):
            self.wrong("a text", value, f"choose one of {', '.join(SUBJECTS)}", "subject")
        elif value not in SUBJECTS:
            self.tell(f"there is no subject {shown(value)}", meant(value, SUBJECTS), "unknown-subject", "subject")
        else:
            return SUBJECTS[value]
        return None

    def level(self) -> Level:
        """How much the findings weigh."""
        value = self.table.get("level", Level.WARNING.value)
        if isinstance(value, str) and value in LEVELS:
            return Level(value)
        if isinstance(value, str):
            self.tell(f"there is no level {shown(value)}", meant(value, LEVELS), "unknown-choice", "level")
        else:
            self.wrong("a level", value, f"choose one of {', '.join(LEVELS)}", "level")
        return Level.WARNING

    def sentence(self, key: str) -> str:
        """The message, or the help, on one line."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self.wrong("a text", value, f'write `{key} = "..."`', key)
            return ""
        return " ".join(value.split()).removesuffix(".")

    def count(self) -> tuple[Limit, ...]:
        """How many subjects a map must have."""
        found = []
        for name, bound in self.inner("count").items():
            if name not in _BOUNDS:
                self.tell(f"unknown key {shown(name)}", meant(name, _BOUNDS), "unknown-key", "count", name, at_key=True)
            elif not _is_count(bound):
                self.wrong("a whole number, 0 or more,", bound, f"write `{name} = 1`", "count", name)
            else:
                found.append(Limit(bound, name == "min"))
        self.crossed(found, "count")
        return tuple(found)

    def crossed(self, limits: list[Limit], *steps: str | int) -> None:
        """Tell a least that is more than the most."""
        if len(limits) == len(_BOUNDS) and next(one.bound for one in limits if one.at_least) > min(one.bound for one in limits):
            self.tell("min is more than max, which nothing can be", "exchange the two", "crossed", *steps)

    def inner(self, *steps: str) -> Mapping[str, Any]:
        """A table inside the table; empty where there is none."""
        value: Any = self.table
        for step in steps:
            value = value.get(step, {})
        if isinstance(value, dict):
            return value
        self.wrong("a table", value, f"write `{steps[-1]} = {{ field = ... }}`", *steps)
        return {}

    def field(self, subject: Subject, key: object, *steps: str | int, at_key: bool = True) -> Field | None:
        """The field of this name."""
        known = fields_of(subject)
        if not isinstance(key, str):
            self.wrong("the name of a field", key, "write it in quotes", *steps)
        elif key == STAGE and STAGE not in known and not at_key:
            self.tell('"stage" is a condition, and no field', "write it under `where`", "unknown-field", *steps)
        elif key not in known:
            near = closest(key, (*known, STAGE)) or next((name for name in known if name.startswith(key[:4])), None)
            help_line = f'did you mean "{near}"?' if near is not None else f"there is {', '.join(known)}"
            self.tell(f"{_a(subject.words)} has no field {shown(key)}", help_line, "unknown-field", *steps, at_key=at_key)
        else:
            return known[key]
        return None

    def asks(self, subject: Subject) -> tuple[Ask, ...]:
        """Every assertion about a field."""
        found: list[Ask | None] = []
        required = self.table.get("required", [])
        for index, key in enumerate(required if isinstance(required, list) else [required]):
            steps = ("required", index) if isinstance(required, list) else ("required",)
            field = self.field(subject, key, *steps, at_key=False)
            found.append(Ask("required", field, "") if field is not None else None)
        for assertion in ("pattern", "one-of", *_BOUNDS):
            for key, value in self.inner(assertion).items():
                field = self.field(subject, key, assertion, key)
                if field is not None:
                    found.append(self.ask(assertion, field, value, assertion, key))
        asks = tuple(ask for ask in found if ask is not None)
        for key in {ask.field.key for ask in asks}:
            self.crossed([ask.limit for ask in asks if ask.limit is not None and ask.field.key == key], "min", key)
        return asks

    def where(self, subject: Subject) -> tuple[Ask | InStage, ...]:
        """The conditions."""
        found: list[Ask | InStage | None] = []
        for key, value in self.inner("where").items():
            if key == STAGE:
                found.append(self.in_stage(subject, value))
                continue
            field = self.field(subject, key, "where", key)
            if field is None:
                continue
            if isinstance(value, dict):
                found += self.conditions(field, value, key)
            elif isinstance(value, bool):
                found.append(Ask("where", field, "", there=value))
            else:
                found.append(self.ask("one-of", field, value, "where", key))
        return tuple(condition for condition in found if condition is not None)

    def conditions(self, field: Field, table: Mapping[str, Any], key: str) -> list[Ask | None]:
        """`{ pattern = ..., min = ..., max = ... }`."""
        if not table:
            self.tell("the condition says nothing", _UNSPECIFIED, "empty", "where", key)
        for name in table:
            if name not in _CONDITIONS:
                self.tell(f"unknown key {shown(name)}", meant(name, _CONDITIONS), "unknown-key", "where", key, name, at_key=True)
        return [self.ask(name, field, value, "where", key, name) for name, value in table.items() if name in _CONDITIONS]

    def in_stage(self, subject: Subject, value: Any) -> InStage | None:
        """The condition on the stage."""
        if subject.name == "persona":
            self.tell("a persona belongs to no stage", "ask the actions instead", "unknown-field", "where", STAGE, at_key=True)
            return None
        texts = value if isinstance(value, list) else [value]
        if not texts:
            self.tell("the list is empty", "write the id or the name of a stage", "empty", "where", STAGE)
            return None
        for index, text in enumerate(texts):
            if not isinstance(text, str) or not slug(text):
                steps = ("where", STAGE, index) if texts is value else ("where", STAGE)
                self.wrong("the name of a stage", text, "write its id or its name", *steps)
                return None
        return InStage(
            frozenset(slug(text) for text in texts), f"it belongs to the stage {listed([quoted(text) for text in texts], 'or')}"
        )

    def ask(self, assertion: str, field: Field, value: Any, *steps: str) -> Ask | None:
        """One question about a field; None after its fault was told."""
        if assertion == "pattern":
            return self.pattern(field, value, steps)
        if assertion in _BOUNDS:
            limit = self.limit(assertion, field, value, steps)
            return Ask(assertion, field, limit.words(field.sort), limit=limit) if limit is not None else None
        values = value if isinstance(value, list) else [value]
        if not values:
            self.tell("the list is empty", _UNSPECIFIED, "empty", *steps)
            return None
        fits = [self.value(field, one, (*steps, index) if values is value else steps) for index, one in enumerate(values)]
        sure = [one for one in fits if one is not None]
        wanted = listed([_said(one) for one in values], "or")
        return Ask(assertion, field, wanted, lambda item: any(one(item) for one in sure)) if len(sure) == len(fits) else None

    def pattern(self, field: Field, value: object, steps: tuple[str, ...]) -> Ask | None:
        """A pattern that the texts of a field match."""
        if field.sort in (Sort.NUMBER, Sort.DURATION, Sort.FLAG):
            self.tell(f'"{field.key}" is {field.sort.value} and has no text', "use min or max", "wrong-type", *steps, at_key=True)
            return None
        if not isinstance(value, str):
            self.wrong("a pattern", value, "write it in single quotes: '^[A-Z]'", *steps)
            return None
        try:
            matches = self.patterns.compile(value)
        except Refused as why:
            self.tell(why.message, why.help_line, "pattern", *steps)
            return None
        return Ask("pattern", field, shown(value), lambda item: matches(item.text))

    def limit(self, name: str, field: Field, value: Any, steps: tuple[str, ...]) -> Limit | None:
        """A bound, in what the field is measured in."""
        if field.sort not in _SIZED:
            message = f'"{field.key}" is {field.sort.value} and has no size'
            self.tell(message, "min and max are for numbers, durations, texts and lists", "wrong-type", *steps, at_key=True)
        elif field.sort in (Sort.DURATION, Sort.WAIT):
            seconds = duration(value) if isinstance(value, str) else None
            if seconds is not None:
                return Limit(seconds, name == "min")
            self.wrong("a duration", value, 'write it as "5m", "2h" or "1h30m"', *steps)
        elif field.sort is Sort.NUMBER:
            if _is_number(value):
                return Limit(value, name == "min")
            self.wrong("a number", value, "write it without quotes", *steps)
        elif _is_count(value):
            return Limit(value, name == "min")
        else:
            what = "how many there are" if field.sort is Sort.LIST else "how many characters it has"
            self.wrong("a whole number, 0 or more,", value, f'"{field.key}" is measured by {what}', *steps)
        return None

    def value(self, field: Field, value: Any, steps: tuple[str | int, ...]) -> Callable[[Item], bool] | None:
        """Whether a thing is this value; None after its fault was told."""
        if field.sort is Sort.NUMBER:
            if _is_number(value):
                return lambda item: item.measure == value
            self.wrong("a number", value, "write it without quotes", *steps)
        elif field.sort is Sort.FLAG:
            self.wrong("true or false", value, "write it alone and without quotes, under `where`", *steps)
        elif field.sort is Sort.DATE:
            day = partial_date(str(value)) if isinstance(value, str | date) else None
            if day is not None:
                return lambda item: item.text == str(day)
            self.wrong("a date", value, "write it as 2026-11-21", *steps)
        elif not isinstance(value, str) or not value.strip():
            self.wrong("a text", value, "write it in quotes", *steps)
        elif field.sort is Sort.CHOICE:
            if value in field.choices:
                return lambda item: item.text == value
            self.tell(f'"{field.key}" is never {shown(value)}', meant(value, field.choices), "unknown-choice", *steps)
        else:
            return self.text(field, value, steps)
        return None

    def text(self, field: Field, value: str, steps: tuple[str | int, ...]) -> Callable[[Item], bool] | None:
        """Whether a thing is named by this text, compared as slugs, or takes this long."""
        name = slug(value) or value
        seconds = duration(value) if field.sort in (Sort.DURATION, Sort.WAIT) else None
        if seconds is None and field.sort is Sort.DURATION:
            self.tell(f"{shown(value)} is no duration", 'write it as "5m", "2h" or "1h30m"', "wrong-type", *steps)
            return None
        return lambda item: name in item.names or (seconds is not None and item.measure == seconds)


def _is_plain_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_plain_number(value) and abs(value) <= LARGEST


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _said(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(value)


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
