"""Laws of formatting: nothing is lost, nothing is changed, and a second pass finds nothing to do."""

from __future__ import annotations

import cProfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mussed import DIRECTIVES, document, mussed
from proving import prove
from running import EXAMPLES, ROOT
from strategies import maps, yaml_text
from test_document_laws import mutated

from journeymap.diagnostic import Place
from journeymap.document import Document
from journeymap.fmt import _proof, formatted
from journeymap.limits import DEFAULT
from journeymap.lint import directives
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


def law_of_directives(value: dict[str, Any], layout: int) -> None:
    hold(mussed(yaml_text(value, layout), layout, times=16, comments=DIRECTIVES))


@given(maps(), st.integers(0, 2**32))
def test_comments_about_rules_cover_what_they_covered(value: dict[str, Any], layout: int) -> None:
    law_of_directives(value, layout)


@pytest.mark.proof
def test_comments_about_rules_in_ten_thousand_maps_cover_what_they_covered(proof_share: float) -> None:
    prove(law_of_directives, maps(max_stages=3, max_actions=3), st.integers(0, 2**32), examples=10_000, share=proof_share)


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


def test_what_an_ignore_comment_covers_is_found_without_asking_about_every_node() -> None:
    text = (
        "journeymap: 1\ntitle: A\n# journeymap: ignore[a] all of it\npersonas: &p\n- name: P  # journeymap: ignore[b] x\n  goals:\n"
        "  - g\n  - h # journeymap: ignore[c] y\nstages:\n- name: S\n  # journeymap: ignore[d] z\n  own: {x: *p}\n"
        "  actions: [{text: a,\n    persona: p}] # journeymap: ignore[e] w\n# journeymap: ignore[f] nothing below\n"
    )
    found = document(text)
    assert found is not None
    routes = [(), *_proof._routes((), found.value)]
    places = [Place("map.yaml", route, found.span(route)) for route in routes]
    nodes = _proof._Nodes(found)
    for one in directives.read(found).directives:
        asked = {each.route for each in places if one.covers(each)}
        assert {each.route for each in nodes.near(one) if one.covers(each)} == asked
    assert len(directives.read(found).directives) == 6


def test_the_time_of_formatting_grows_with_the_file() -> None:
    """Four times the file takes about four times as many calls, blocks, comments and brackets included."""

    def calls(stages: int) -> int:
        one = (
            "- name: S{0} # c\n  # journeymap: ignore[x] y\n  goal: [g{0}, 'h'] # d\n  description: |\n      a\n      b\n"
            "  actions:\n  - {{text: 'A {0}', emotion: -1}} # e\n  # f\n"
        )
        found = document("journeymap: 1\ntitle: A\nstages:\n" + "".join(map(one.format, range(stages))))
        assert found is not None
        profile = cProfile.Profile()
        profile.runcall(formatted, found, DEFAULT)
        return sum(one.callcount for one in profile.getstats())

    calls(1)
    assert calls(240) < 4.4 * calls(60)
