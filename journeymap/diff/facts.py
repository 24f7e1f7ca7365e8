"""The facts of one thing, field by field, as they are compared and as they are shown.

A fact is what a field says once defaults, spellings and scales are out of the way: `20%` and `0.2` are one fact, and so
are a status left out and its default, two orders of one list, a path and another way to write it. Fields are found in
the model, so a new one is compared as soon as it is declared there. Not facts: ids, the version of the format, and
which files are included, since what comes from them is compared itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from journeymap.journey import facts as journey_facts
from journeymap.model import EmotionScale, JourneyMap, Mark, Metric, Node, PainPoint, PartialDate, Scope
from journeymap.model.values import Refers
from journeymap.model.walk import children
from journeymap.source import join

if TYPE_CHECKING:
    from collections.abc import Hashable

    from journeymap.journey import Journey

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Fact:
    """What one field says: the keys that lead to it in the file, the value to compare, the value to show."""

    steps: tuple[str, ...]
    key: Hashable
    shown: str


Facts = dict[str, Fact]
"""Facts by the keys that lead to them, joined by dots. Nothing said is no fact."""

_DEFAULTS = {("map", "state"): "current", ("solution", "status"): "idea"}
"""What a choice is when it is left out; those of the model itself are filled in there."""
_UNCOMPARED = frozenset({"id", "journeymap", "include"})
_PATHS = frozenset({"based_on", "journey", "image"})
_SECONDS = frozenset({"duration"})
_READ = ("unit", "direction", "min", "max", "target", "value", "previous", "date")
_UNITS = (("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))
_LIST = "; "


def facts(journey: Journey, node: Node) -> Facts:
    """Everything that `node` says by itself, apart from its main text, its references, and the things that stand in it."""
    found: Facts = {}
    if isinstance(node, Metric):
        _say(found, ("description",), node.description)
        measure = journey_facts.reading(journey, node)
        for name in _READ:
            _say(found, (name,), getattr(measure, name))
        return found
    for name, key in _plain_fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, dict):
            for own, said in value.items():
                _say(found, (key, own), said)
            continue
        value = _DEFAULTS.get((node.kind, name)) if value is None else value
        if name in _PATHS and value is not None:
            value = join(journey.origin(node).path, value) or value
        _say(found, (key,), duration(value) if name in _SECONDS and value is not None else value)
    if isinstance(node, JourneyMap):
        _say_of_map(found, node)
    if isinstance(node, PainPoint):
        _say(found, ("status",), journey_facts.pain_status(journey, node).value)
    return found


def _say_of_map(found: Facts, node: JourneyMap) -> None:
    for field, _, child in children(node):
        if isinstance(child, Scope):
            for name in ("starts", "ends", "description"):
                _say(found, (field, name), getattr(child, name))
        elif isinstance(child, EmotionScale):
            _say(found, (field,), f"{decimal(child.min)} to {decimal(child.max)}")
            _say(found, (field, "description"), child.description)
    if node.lanes:  # their order is what they say
        found["lanes"] = Fact(("lanes",), tuple(map(spelling, node.lanes)), _LIST.join(node.lanes))


def _say(found: Facts, steps: tuple[str, ...], value: Any) -> None:
    """Note a value of whatever type a field has."""
    if value is None or value is False or value == ():
        return
    name = ".".join((*steps[:1], *map(spelling, steps[1:])))
    if isinstance(value, str):
        found[name] = Fact(steps, spelling(value), value)
    elif isinstance(value, tuple):
        found[name] = Fact(steps, tuple(sorted(map(spelling, value))), _LIST.join(value))
    elif isinstance(value, Mark):
        shown = value.reason or ("yes" if value.seconds is None else duration(value.seconds))
        found[name] = Fact(steps, (spelling(value.reason), value.seconds), shown)
    elif isinstance(value, PartialDate):
        found[name] = Fact(steps, value, str(value))
    elif value is True:
        found[name] = Fact(steps, value, "yes")
    else:
        found[name] = Fact(steps, value, decimal(value))


def differing(before: dict[str, K], after: dict[str, K]) -> list[str]:
    """The names under which two tables of facts say something else, in the order of both."""
    names = dict.fromkeys((*before, *after))
    return [name for name in names if _key(before.get(name)) != _key(after.get(name))]


def _key(fact: object) -> object:
    return fact.key if isinstance(fact, Fact) else fact


@cache
def _plain_fields(model: type[Node]) -> tuple[tuple[str, str], ...]:
    """The fields that hold neither the main text nor references nor objects, each with its key in the file."""
    found = []
    for key, name in model.keys().items():
        field = model.model_fields[name]
        refers = any(isinstance(mark, Refers) for mark in field.metadata)
        if name not in (*_UNCOMPARED, model.main, "lanes") and not refers and not _holds_objects(field.annotation):
            found.append((name, key))
    return tuple(found)


def _holds_objects(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return True
    return any(_holds_objects(part) for part in getattr(annotation, "__args__", ()))


def spelling(text: str) -> str:
    """A text as it is compared: letters that look the same are the same, whether they were typed as one sign or two."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def decimal(number: float) -> str:
    """A number as one would write it: no digits that say nothing."""
    return str(int(number)) if number == int(number) else repr(round(number, 9))


def percent(share: float) -> str:
    """A share in per cent."""
    return f"{decimal(round(share * 100, 4))}%"


def duration(seconds: int) -> str:
    """A duration as one would write it: `20m`, `1h30m`, `9d`; weeks only where they are whole."""
    left, found = seconds, ""
    for unit, size in _UNITS:
        if left >= size and (unit != "w" or left % size == 0):
            found += f"{left // size}{unit}"
            left %= size
    return found or "0s"
