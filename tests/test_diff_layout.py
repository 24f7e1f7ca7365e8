"""Laws over whole maps in every script: layout is no change, an id that is written is none, and another text is one."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from maps_in_memory import MemoryStore, checked
from proving import prove
from strategies import maps, yaml_text

from journeymap import lint
from journeymap.diff import diff
from journeymap.journey import Journey
from journeymap.lint import fixes
from journeymap.project import Project
from journeymap.review import Outcome, review

TOLD = ("text", "title", "name", "description", "feeling", "because", "actor", "objective", "owner")
"""Keys of texts that say something; each of them is a change for the customer, or at least one to tell."""


def read(text: str) -> Journey:
    found = checked({"map.yaml": text})
    assert not found.diagnostics, found.diagnostics
    assert found.journey is not None
    return found.journey


def check_layout(made: dict[str, Any], layout: int) -> None:
    one, other = yaml_text(made), yaml_text(made, layout)
    found = review(read(one), read(other), one, other)
    assert found.changes == ()
    assert found.outcome is (Outcome.IDENTICAL if one == other else Outcome.FORMATTING_ONLY)


@given(maps(), st.integers(1, 2**16))
def test_layout_is_no_change(made: dict[str, Any], layout: int) -> None:
    check_layout(made, layout)


@pytest.mark.proof
def test_layout_is_no_change_proof(proof_share: float) -> None:
    prove(check_layout, maps(), st.integers(1, 2**16), examples=500, share=proof_share)


@given(maps(), st.integers(0, 2**16))
def test_ids_that_missing_id_writes_are_no_change(made: dict[str, Any], layout: int) -> None:
    text = yaml_text(made, layout)
    settings = lint.choose(select=("missing-id",))

    def ask(found):
        return lint.lint(found.journey, settings, date(2026, 11, 21)) if found.journey is not None else ()

    done = fixes.fix(Project(MemoryStore({"map.yaml": text})), ["map.yaml"], ask)
    fixed = done.texts.get("map.yaml", text)
    assert diff(read(text), read(fixed)) == ()
    assert diff(read(fixed), read(text)) == ()


def texts_in(value: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The routes of all texts that say something."""
    if isinstance(value, dict):
        found = [(*route, key) for key, held in value.items() if key in TOLD and isinstance(held, str)]
        return found + [one for key, held in value.items() for one in texts_in(held, (*route, key))]
    if isinstance(value, list):
        return [one for index, held in enumerate(value) for one in texts_in(held, (*route, index))]
    return []


@given(maps(), st.data())
def test_another_text_is_a_change_in_both_directions(made: dict[str, Any], data: st.DataObject) -> None:
    route = data.draw(st.sampled_from(texts_in(made)))
    changed = copy.deepcopy(made)
    held = changed
    for step in route[:-1]:
        held = held[step]
    held[route[-1]] += " otherwise"
    found = checked({"map.yaml": yaml_text(changed)})
    assume(not found.diagnostics)
    assert found.journey is not None
    there, back = diff(read(yaml_text(made)), found.journey), diff(found.journey, read(yaml_text(made)))
    assert there, route
    assert len(there) == len(back)
