"""No field of the format is overlooked by the comparison: a map that uses all of them, and the same map without each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_diff import assert_mirror, checked_of, journey_of

from journeymap.diff import diff
from journeymap.journey.facts import everything
from journeymap.model import Library, Node


def leaves(value: object, route: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, entry in value.items() for leaf in (*leaves(entry, (*route, key)), (*route, key))]
    if isinstance(value, list):
        return [leaf for index, entry in enumerate(value) for leaf in leaves(entry, (*route, index))]
    return []


def without(value: dict[str, object], route: tuple[str | int, ...]) -> dict[str, object]:
    copy = json.loads(json.dumps(value))
    here = copy
    for step in route[:-1]:
        here = here[step]
    del here[route[-1]]
    return copy


FULL = json.loads((Path(__file__).parent / "cases" / "diff-full.json").read_text(encoding="utf-8"))
NOT_A_FACT = {"id", "journeymap", "include"}


def test_the_full_map_uses_every_field() -> None:
    journey = journey_of(json.dumps(FULL))
    written: dict[type[Node], set[str]] = {}
    for node in everything(journey):
        written.setdefault(type(node), set()).update(node.model_fields_set)
    for model, fields in written.items():
        missing = model.model_fields.keys() - fields
        assert missing <= {"id", "include"}, (model, missing)
    assert Library not in written


@pytest.mark.parametrize("route", leaves(FULL), ids=lambda route: ".".join(map(str, route)))
def test_no_field_is_overlooked(route: tuple[str | int, ...]) -> None:
    """A map without one of its values differs from the whole one, unless the value is no fact.

    What others refer to cannot be left out without an error; the rest of the map is compared all the same.
    """
    less = json.dumps(without(FULL, route))
    checked = checked_of(less)
    old, new = journey_of(json.dumps(FULL)), checked.journey
    assert new is not None
    if route[-1] not in NOT_A_FACT or checked.sound:
        assert bool(diff(old, new)) == (route[-1] not in NOT_A_FACT)
    assert_mirror(diff(old, new), diff(new, old))
