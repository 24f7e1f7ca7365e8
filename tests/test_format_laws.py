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
from running import EXAMPLES
from strategies import maps, yaml_text
from test_document_laws import mutated

from journeymap import escape
from journeymap.document import Document
from journeymap.fmt import formatted
from journeymap.limits import DEFAULT
from journeymap.schema import build
from journeymap.source import Source

FILES = sorted(EXAMPLES.rglob("*.yaml"))


def plain(value: Any) -> Any:
    """Values with the kind of each scalar, and without the order of keys."""
    if isinstance(value, dict):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [plain(held) for held in value]
    return type(value).__name__, value


def wrong(found: Document) -> Counter[tuple[str, str]]:
    """What is told about the shape of a document, wherever it stands."""
    return Counter((one.id, escape.plain(one.message)) for one in build(found)[1])


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
