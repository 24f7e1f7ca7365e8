"""Comparing plain values: `true` in quotes is another value than without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeymap.document import Value


def same(one: Value, other: Value) -> bool:
    """Whether two values are equal, the kinds of their scalars too; the order of keys does not count."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(held, other[key]) for key, held in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def lines_in(value: Value) -> Counter[str]:
    """Every line of every text in a value, keys too, with how often it occurs."""
    found: Counter[str] = Counter()
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            found.update(list(here))
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
        elif here is not None:
            found.update(here.split("\n"))
    return found
