"""Three versions of a map made one: cases as files, laws, and what happens where it is not certain."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from edits import edited
from hypothesis import given, settings
from hypothesis import strategies as st
from proving import prove
from running import ROOT, Outcome, run
from strategies import maps, yaml_text

from journeymap.cli._merging import merged
from journeymap.document import parse
from journeymap.merge import Doubt, by_lines, merge
from journeymap.source import Source

CASES = sorted((ROOT / "tests" / "cases" / "merge").iterdir())
SMALL = """\
journeymap: 1
title: Returning
touchpoints: [portal, shop]
stages:
  - name: Sending
    emotion: 1   # interview 4
    actions:
      - Prints the label
      - Hands it in
"""


def source(text: str) -> Source:
    return Source("map.yaml", text.removeprefix("\ufeff"), text.startswith("\ufeff"))


def merge_texts(base: str, ours: str, theirs: str, size: int = 7) -> str:
    return merge(source(base), source(ours), source(theirs), size).text


def value(text: str) -> Any:
    document, diagnostics = parse(source(text))
    assert document is not None
    assert not diagnostics, diagnostics
    return document.value


def chosen(text: str, side: int, size: int = 7) -> str:
    """The text with each conflict decided for ours (0) or theirs (1); the markers have to be in order."""
    kept, state = [], 2
    for line in text.splitlines(keepends=True):
        marks = {"<" * size + " ours\n": (2, 0), "=" * size + "\n": (0, 1), ">" * size + " theirs\n": (1, 2)}
        if line in marks:
            assert state == marks[line][0], "markers are not balanced"
            state = marks[line][1]
        elif state in (2, side):
            kept.append(line)
    assert state == 2
    return "".join(kept)


# Cases


def in_folder(folder: Path, *more: str | Path) -> Outcome:
    return run("merge", *(folder / f"{side}.yaml" for side in ("base", "ours", "theirs")), *more)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_out_as_expected(case: Path, accept: bool) -> None:
    done = in_folder(case)
    if accept:
        (case / "merged.yaml").write_bytes(done.out.encode())
        (case / "told.txt").write_bytes(done.err.encode())

    assert done.out == (case / "merged.yaml").read_bytes().decode()
    assert done.err == (case / "told.txt").read_bytes().decode()
    assert done.code == (1 if "<<<<<<<" in done.out else 0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_other_way_round_a_case_has_as_many_conflicts(case: Path) -> None:
    base, ours, theirs = (source((case / f"{side}.yaml").read_bytes().decode()) for side in ("base", "ours", "theirs"))

    assert len(merge(base, ours, theirs).conflicts) == len(merge(base, theirs, ours).conflicts)


# Laws


@settings(max_examples=20)
@given(maps(2, 2), maps(2, 2), st.integers(0, 99), st.integers(0, 99))
def test_what_only_one_side_changed_is_taken_as_it_is(one: dict[str, Any], other: dict[str, Any], here: int, there: int) -> None:
    base, changed = yaml_text(one, here), yaml_text(other, there)

    assert merge_texts(base, changed, base) == changed
    assert merge_texts(base, base, changed) == changed
    assert merge_texts(base, changed, changed) == changed


def ids(held: Any) -> set[str]:
    if isinstance(held, dict):
        return {str(held["id"])} | ids(list(held.values())) if "id" in held else ids(list(held.values()))
    return set().union(*map(ids, held)) if isinstance(held, list) else set()


def words(held: Any) -> set[str]:
    if isinstance(held, dict):
        return set(held) | words(list(held.values()))
    if isinstance(held, list):
        return set().union(*map(words, held))
    return set() if held is None else set(held.split("\n"))


def no_side_is_lost(base: str, ours: str, theirs: str) -> None:
    """Whatever way it is merged: everything a side added is there, and everything that both kept."""
    found = merged(base.encode(), ours.encode(), theirs.encode(), 7)
    text = found.content.decode()
    assert ("<<<<<<< ours\n" in text) == found.has_conflicts
    ways = [chosen(text, 0), chosen(text, 1)]
    if found.doubt:  # git's own merge knows lines and nothing of what they mean
        for side in (ours, theirs):
            assert set(side.splitlines()) - set(base.splitlines()) <= set(text.splitlines())
        return
    read = [value(way) for way in ways]
    have, was = words(read), words(value(base))
    for side in (ours, theirs):
        assert words(value(side)) - was <= have
    assert ids(value(ours)) & ids(value(theirs)) <= ids(read)


SEEDS = st.tuples(st.integers(0, 2**20), st.integers(1, 10))


def a_triple(made: dict[str, Any], ours: tuple[int, int], theirs: tuple[int, int], layout: int) -> None:
    sides = (made, edited(made, *ours), edited(made, theirs[0] + 2**21, theirs[1]))
    no_side_is_lost(*(yaml_text(side, layout) for side in sides))


@settings(max_examples=20)
@given(maps(2, 2), SEEDS, SEEDS)
def test_no_side_is_lost(made: dict[str, Any], ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    a_triple(made, ours, theirs, 0)


@settings(max_examples=12)
@given(maps(2, 2), maps(2, 2), maps(2, 2), st.integers(0, 9))
def test_no_side_is_lost_of_maps_that_have_nothing_in_common(one: Any, two: Any, three: Any, layout: int) -> None:
    no_side_is_lost(yaml_text(one, layout), yaml_text(two, layout), yaml_text(three, layout))


@pytest.mark.proof
def test_a_thousand_triples_are_merged_without_a_lost_side(proof_share: float) -> None:
    prove(a_triple, maps(), SEEDS, SEEDS, st.integers(0, 3), examples=1000, share=proof_share)


def two_stages(made: dict[str, Any], ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    """Edits of two different stages are all made: what comes out is what both together would have written."""
    first, second = copy.deepcopy(made["stages"][0]), copy.deepcopy(made["stages"][-1])
    between = made["stages"][1:-1]
    here = edited({"stages": [first]}, *ours)["stages"]
    there = edited({"stages": [second]}, theirs[0] + 2**21, theirs[1])["stages"]
    base, mine, other, both = (
        yaml_text(made | {"stages": stages})
        for stages in (made["stages"], [*here, *between, second], [first, *between, *there], [*here, *between, *there])
    )

    assert value(merge_texts(base, mine, other)) == value(both)


@settings(max_examples=20)
@given(maps(2, 2).filter(lambda made: len(made["stages"]) > 1), SEEDS, SEEDS)
def test_edits_of_two_stages_are_all_made(made: dict[str, Any], ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    two_stages(made, ours, theirs)


@pytest.mark.proof
def test_edits_of_two_stages_are_all_made_in_a_thousand_maps(proof_share: float) -> None:
    prove(two_stages, maps().filter(lambda made: len(made["stages"]) > 1), SEEDS, SEEDS, examples=1000, share=proof_share)


# Bytes


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_marks_line_ends_and_the_last_break_stay(mark: str, newline: str, end: str) -> None:
    def written(text: str) -> str:
        return mark + (text.removesuffix("\n") + end).replace("\n", newline)

    sides = [SMALL, SMALL.replace("Prints", "Draws"), SMALL.replace("Sending", "Shipping")]

    assert merge_texts(*map(written, sides)) == written(sides[1].replace("Sending", "Shipping"))


def test_one_side_changed_the_line_ends() -> None:
    ours, theirs = SMALL.replace("Prints", "Draws"), SMALL.replace("Sending", "Shipping").replace("\n", "\r\n")

    assert merge_texts(SMALL, ours, theirs) == ours.replace("Sending", "Shipping").replace("\n", "\r\n")
    assert merge_texts(SMALL, theirs, ours) == ours.replace("Sending", "Shipping").replace("\n", "\r\n")


def test_quotes_and_the_room_before_a_comment_are_of_the_side_that_changed_them() -> None:
    ours, theirs = SMALL.replace("title: Returning", "title:   'Returning'"), SMALL.replace("4\n", "4, 9\n")

    assert merge_texts(SMALL, ours, theirs) == ours.replace("4\n", "4, 9\n")


def test_both_added_the_file() -> None:
    found = merge_texts("", SMALL, SMALL.replace("Hands", "Puts").replace("emotion: 1 ", "emotion: 2 "))

    assert value(chosen(found, 0))["stages"][0]["emotion"] == "1"
    assert value(chosen(found, 1))["stages"][0]["emotion"] == "2"
    assert value(chosen(found, 0))["stages"][0]["actions"] == ["Prints the label", "Hands it in", "Puts it in"]


# Doubt


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (SMALL.replace("title:", "title: a: b"), SMALL.replace("in\n", "out\n"), "has a mistake"),
        (SMALL + "---\nmore: 1\n", SMALL.replace("Prints", "Draws"), "has a mistake"),
        (SMALL.replace("title: R", "<<<<<<< a\ntitle: R"), SMALL.replace("Prints", "Draws"), "has a mistake"),
        (SMALL.replace("\n", "\r\n", 3), SMALL.replace("Prints", "Draws"), "line ends"),
        (SMALL.replace("Returning", "&t Returning"), SMALL + "owner: *t\n", "mistake"),
        (SMALL.replace("- Prints", "- id: a\n        text: Prints").replace("- Hands", "- id: a\n        text: Hands"), SMALL + "owner: x\n", "the id a"),
        ("{journeymap: 1, title: T}\n", SMALL.replace("Prints", "Draws"), "not an object with a line"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_merged_as_git_does(ours: str, theirs: str, why: str) -> None:
    with pytest.raises(Doubt, match=why):
        merge(source(SMALL), source(ours), source(theirs))
    found = merged(SMALL.encode(), ours.encode(), theirs.encode(), 7)

    assert why in found.doubt
    for side in (ours, theirs):
        assert set(side.split("\n")) - set(SMALL.split("\n")) <= set(found.content.decode().split("\n"))


def test_an_anchor_and_what_repeats_it_keep_their_meaning() -> None:
    base = SMALL.replace("Returning", "&t Returning") + "owner: *t\n"
    ours, theirs = base.replace("Prints", "Draws"), base.replace("&t Returning", "&t Giving back")
    with pytest.raises(Doubt, match="would not mean"):
        merge(source(base), source(ours), source(theirs))

    assert merge_texts(base, ours, base + "status: draft\n") == ours + "status: draft\n"


def test_a_thing_that_was_moved_into_what_is_removed_is_not_lost() -> None:
    base = SMALL + "  - name: Waiting\n    time: a week\n    actions:\n      - Waits\n"
    ours = SMALL.replace("Hands it in\n", "Hands it in\n      - Waits\n")
    theirs = base.replace("      - Hands it in\n", "").replace("- Waits\n", "- Waits\n      - Hands it in\n")
    found = merged(base.encode(), ours.encode(), theirs.encode(), 7).content.decode()

    assert "Hands it in" in found
    assert "- Waits" in found


def test_a_merge_by_lines_that_would_spoil_the_map_is_a_conflict() -> None:
    base = SMALL.replace("title: Returning\n", "title: &t Returning\n")
    ours = base.replace("&t Returning\n", "&t Returning it\nowner: *t\n")
    theirs = base.replace("      - Hands it in\n", "      - Hands it in\nowner: Web\n").replace("&t ", "&u ")
    theirs = theirs.replace("title: &u Returning\n", "title: &t Returning\n")
    found = merged(base.encode(), ours.encode(), theirs.encode(), 7)

    assert value(chosen(found.content.decode(), 0))["owner"] == "Returning it"
    assert value(chosen(found.content.decode(), 1))["owner"] == "Web"


def test_without_git_lines_are_merged_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    broken = SMALL.replace("Returning", '"Returning')
    found = merged(SMALL.encode(), broken.encode(), SMALL.replace("Hands", "Puts").encode(), 7)
    both = merged(SMALL.encode(), broken.encode(), SMALL.replace("Returning", "Giving").encode(), 7)

    assert found.content.decode() == broken.replace("Hands", "Puts")
    assert not found.has_conflicts
    assert '<<<<<<< ours\ntitle: "Returning\n=======\ntitle: Giving\n>>>>>>> theirs\n' in both.content.decode()
    assert [conflict.line for conflict in both.conflicts] == [2]


@given(
    st.lists(st.sampled_from("abc"), max_size=6),
    st.lists(st.sampled_from("abcd"), max_size=6),
    st.lists(st.sampled_from("abce"), max_size=6),
)
def test_lines_of_a_side_are_not_lost(base: list[str], ours: list[str], theirs: list[str]) -> None:
    found = by_lines(*("".join(f"{line}\n" for line in lines) for lines in (base, ours, theirs)))
    kept = found.text.split("\n")

    assert (set(ours) | set(theirs)) - set(base) <= set(kept)
    assert chosen(found.text, 0).split("\n")[:-1] == ours or theirs != base


# The command


def test_the_result_goes_where_it_is_wanted_and_the_exit_code_says_whether_it_is_clean(tmp_path: Path) -> None:
    for name, text in (("base", SMALL), ("ours", SMALL.replace("Hands", "Puts")), ("theirs", SMALL.replace("Hands", "Throws"))):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = in_folder(tmp_path, "-o", tmp_path / "merged.yaml", "--marker-size", "9")

    assert done.code == 1
    assert done.out == ""
    assert "1 conflict\n  line 9: both sides changed it\n" in done.err
    assert "\n" + "<" * 9 + " ours\n      - Puts it in\n" in (tmp_path / "merged.yaml").read_text(encoding="utf-8")
    assert in_folder(tmp_path, "--quiet").err == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("none.yaml", "none.yaml", "none.yaml"), "none.yaml: there is no such file"),
        (("-", "a", "b"), "standard input is none"),
        (("a", "b"), "THEIRS is missing"),
        (("a", "b", "c", "--marker-size", "0"), "cannot have 0 signs"),
        (("a", "b", "c", "--marker-size", "-5"), "cannot have -5 signs"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("merge", *arguments)

    assert done.code == 2
    assert told in done.err


def test_a_big_map_is_merged_in_time() -> None:
    stages = "".join(
        f"  - name: Stage {stage}\n    actions:\n" + "".join(f"      - Does {stage} and {step}\n" for step in range(50))
        for stage in range(40)
    )
    base = f"journeymap: 1\ntitle: T\nstages:\n{stages}"
    ours, theirs = base.replace("Does 7 and 8", "Tries 7 and 8"), base.replace("Stage 31", "Phase 31")

    assert merge_texts(base, ours, theirs) == ours.replace("Stage 31", "Phase 31")
