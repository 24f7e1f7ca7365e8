"""The walk over what is plainly right makes what pydantic makes, and never takes what pydantic refuses."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proving import prove
from pydantic import ValidationError
from strategies import maps, yaml_text

from journeymap.document import Word, parse
from journeymap.model import JourneyMap, Library
from journeymap.schema import _file
from journeymap.schema._plain import NotPlain, read
from journeymap.schema._prune import Pruned
from journeymap.schema._survey import Found, survey
from journeymap.source import Source

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests" / "cases" / "schema").rglob("*.yaml")])
WRITTEN = [
    "", " ", "x", "1", "-1.5", "31%", "0.5", "1h30m", "2026-02", "2026-02-30", "90 days", "pt-BR", "high", "whole\ntext", "：", "𝄞",
    "\ud83d", "\u202e", *map(Word, ("true", "False", "no")),
]  # fmt: skip
KEYS = sorted({*JourneyMap.keys(), *Library.keys()} | {"text", "name", "to", "score", "kind", "x", ""})
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.sampled_from(WRITTEN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, "\ud83d", "a\tb"]), inner, max_size=3),
    max_leaves=8,
)
SLIPS = st.lists(st.tuples(st.integers(0, 400), VALUES), max_size=3)


def of_text(text: str) -> Any:
    document, _ = parse(Source("map.yaml", text))
    return document.value if document is not None else None


def by_pydantic(kind: type[JourneyMap | Library], value: Any) -> list[Found] | None:
    try:
        return survey(kind.model_validate(value), Pruned(value, {}))
    except ValidationError:
        return None


def walked(kind: type[JourneyMap | Library], value: Any) -> list[Found] | None:
    try:
        return read(kind, value)
    except NotPlain:
        return None


def facts(one: Found) -> tuple[Any, ...]:
    node = one.node
    return type(node), one.raw, one.route, list(vars(node).items()), node.model_fields_set, node.model_extra


def law(value: Any) -> bool:
    """Whether the walk took it."""
    kind = _file.kind_of(value)
    found, wanted = walked(kind, value), by_pydantic(kind, value)
    if found is None:
        return False
    assert wanted is not None, "pydantic refuses it"
    assert found[0].node == wanted[0].node
    assert list(map(facts, found)) == list(map(facts, wanted))
    return True


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value: what holds it, and its key or index."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, below in steps for place in ((value, key), *places(below))]


def slipped(value: Any, slips: list[tuple[int, Any]]) -> Any:
    for number, other in slips:
        there = places(value)
        holder, key = there[number % len(there)]
        holder[key] = other
    return value


@cache
def texts() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in FILES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps(), SLIPS)
def test_it_makes_what_pydantic_makes(made: dict[str, Any], slips: list[tuple[int, Any]]) -> None:
    whole = of_text(yaml_text(made))
    assert law(whole)
    law(slipped(whole, slips))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(FILES) - 1), SLIPS)
def test_in_every_file_at_hand(number: int, slips: list[tuple[int, Any]]) -> None:
    value = of_text(texts()[number])
    if isinstance(value, dict) and value:
        law(slipped(value, slips))


@pytest.mark.proof
def test_it_makes_what_pydantic_makes_for_long(proof_share: float) -> None:
    def held(made: dict[str, Any], number: int, slips: list[tuple[int, Any]]) -> None:
        law(slipped(of_text(yaml_text(made)), slips))
        value = of_text(texts()[number])
        if isinstance(value, dict) and value:
            law(slipped(value, slips))

    prove(held, maps(), st.integers(0, len(FILES) - 1), SLIPS, examples=1000, share=proof_share)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda path: path.name)
def test_a_map_without_mistakes_is_plain(path: Path) -> None:
    assert law(of_text(path.read_text(encoding="utf-8")))


def test_a_run_over_it_makes_no_validators() -> None:
    code = f"""
from datetime import date
from pathlib import Path
from journeymap.cli._looking import Linting
from journeymap.config import Config
from journeymap.model import JourneyMap
from journeymap.project import Project
from journeymap.source import DiskStore

project = Project(DiskStore(Path({str(ROOT / "examples")!r}), 1_000_000))
Linting("strict", (), (), date(2026, 11, 21)).prepare(Config()).look(project, "university-application.yaml")
print(JourneyMap.__pydantic_complete__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"
