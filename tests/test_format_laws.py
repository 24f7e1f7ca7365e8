"""Laws of formatting: nothing is lost, nothing is changed, and a second pass finds nothing to do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mussed import document, mussed
from proving import prove
from running import EXAMPLES, ROOT
from strategies import maps, yaml_text
from test_document_laws import mutated

from journeymap.document import Document
from journeymap.fmt import formatted
from journeymap.limits import DEFAULT
from journeymap.schema import build

FILES = sorted(EXAMPLES.rglob("*.yaml"))


def _readable(path: Path) -> bool:
    try:
        found = document(path.read_bytes().decode())
    except UnicodeDecodeError:
        return False
    return found is not None and isinstance(found.value, dict)


CASES = [path for path in sorted((ROOT / "tests/cases").rglob("*.yaml")) if _readable(path)]


def plain(value: Any) -> Any:
    """Values with the kind of each scalar, and without the order of keys."""
    if isinstance(value, dict):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [plain(held) for held in value]
    return type(value).__name__, value


def wrong(found: Document) -> Counter[str]:
    """How much is told about the shape of a document, wherever it stands."""
    return Counter(one.id for one in build(found)[1])


def hold(text: str) -> str:
    """What a formatted text has to be, asked of the text alone: the proof of the formatter itself is not trusted here."""
    before = document(text)
    assert before is not None, text
    made = formatted(before, DEFAULT)
    after = document(made)
    assert after is not None, made
    assert plain(after.value) == plain(before.value)
    assert Counter(one.text for one in after.comments) == Counter(one.text for one in before.comments)
    assert formatted(after, DEFAULT) == made
    assert made.endswith("\n")
    assert not made.endswith("\n\n") or "|+" in made
    assert wrong(after) == wrong(before)
    return made


def law(value: dict[str, Any], layout: int) -> None:
    hold(mussed(yaml_text(value, layout), layout))


@given(maps(), st.integers(0, 2**32))
def test_a_map_in_any_layout_keeps_all_it_has(value: dict[str, Any], layout: int) -> None:
    law(value, layout)


@pytest.mark.proof
def test_ten_thousand_maps_keep_all_they_have(proof_share: float) -> None:
    prove(law, maps(max_stages=3, max_actions=3), st.integers(0, 2**32), examples=10_000, share=proof_share)


@given(mutated())
def test_whatever_can_be_read_keeps_all_it_has(text: str) -> None:
    found = document(text)
    if found is not None and isinstance(found.value, dict):
        hold(text)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_maps_with_mistakes_keep_all_they_have(path: Path) -> None:
    hold(path.read_bytes().decode())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_are_formatted(path: Path) -> None:
    text = path.read_bytes().decode()

    assert hold(text) == text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_in_disorder_keeps_all_it_has(path: Path, seed: int) -> None:
    hold(mussed(path.read_bytes().decode(), seed, times=25))


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_are_kept(newline: str) -> None:
    text = mussed((EXAMPLES / "online-return.yaml").read_text(encoding="utf-8"), 7, times=30)
    made = hold(text)

    assert hold(text.replace("\n", newline)).replace("\r\n", "\n") == made
