"""Git compares and merges maps with the drivers installed: in real repositories, with a tool that works, is missing, or fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from drivers import (
    BASE,
    CASES,
    CONFLICT,
    EDITED,
    MERGED,
    OURS,
    REMOVED,
    THEIRS,
    a_tool,
    content,
    repo_with_drivers,  # noqa: F401 -- the fixture `repo`
    tool_on_the_path,  # noqa: F401 -- the fixture `tool`
    tried,
    versions,
)
from running import ROOT, run
from scratch import Scratch

from journeymap import git
from journeymap.limits import DEFAULT
from journeymap.review.textconv import facts

# Merging


@pytest.mark.parametrize(
    "case", ["two-people-edit-one-stage", "both-append-to-one-list", "action-moved-and-edited", "brackets-both"]
)
def test_two_people_edit_one_map_and_git_merges_it(repo: Scratch, case: str) -> None:
    ours, theirs, together = ((CASES / case / f"{side}.yaml").read_bytes().decode() for side in ("ours", "theirs", "merged"))
    versions(repo, ours, theirs)
    code, said = tried(repo, "merge", "tom", "-m", "together")

    assert code == 0, said
    assert content(repo) == together
    assert repo.git("status", "--porcelain") == ""


def test_alone_git_would_have_left_conflicts() -> None:
    case = CASES / "both-append-to-one-list"
    base, ours, theirs = ((case / f"{side}.yaml").read_bytes() for side in ("base", "ours", "theirs"))

    assert git.merge_file(ours, base, theirs, 7)[1]


@pytest.mark.parametrize("how", [("rebase", "main", "tom"), ("cherry-pick", "tom"), ("merge", "--squash", "tom")])
def test_every_way_to_bring_changes_over_merges_by_id(repo: Scratch, how: tuple[str, ...]) -> None:
    versions(repo, OURS, THEIRS)
    code, said = tried(repo, *how)

    assert code == 0, said
    assert content(repo) == MERGED


def test_a_stash_is_merged_by_id(repo: Scratch) -> None:
    repo.write("map.yaml", THEIRS)
    repo.git("stash", "--quiet")
    repo.commit("ours", map=OURS)
    repo.git("stash", "pop", "--quiet")

    assert content(repo) == MERGED


def test_a_conflict_stands_round_the_smallest_thing_and_git_knows_of_it(repo: Scratch) -> None:
    versions(repo, REMOVED, EDITED)
    code, said = tried(repo, "merge", "tom")

    assert code == 1
    assert "map.yaml: 1 conflict\n  line 29: ours removed or moved what theirs changed\n" in said
    assert content(repo) == CONFLICT
    assert repo.git("status", "--porcelain") == "UU map.yaml"


def test_the_size_of_markers_is_gits(repo: Scratch) -> None:
    with (repo.folder / ".gitattributes").open("a") as attributes:
        attributes.write("*.yaml conflict-marker-size=11\n")
    repo.commit()
    versions(repo, REMOVED, EDITED)
    tried(repo, "merge", "tom")

    assert content(repo) == CONFLICT.replace("<" * 7, "<" * 11).replace("=" * 7, "=" * 11).replace(">" * 7, ">" * 11)


def test_a_map_that_both_added_is_merged(repo: Scratch) -> None:
    repo.git("checkout", "--quiet", "-b", "tom")
    repo.commit(new=BASE)
    repo.git("checkout", "--quiet", "main")
    repo.commit(new=OURS)
    code, _ = tried(repo, "merge", "tom")

    assert code == 1
    assert (repo.folder / "new.yaml").read_text().count("<<<<<<< ours") == 2


@pytest.mark.parametrize("script", [None, "exit 1", "exit 127", "echo Traceback >&2; exit 1", "exit 2", "kill -9 $$"])
def test_a_tool_that_is_missing_or_fails_leaves_gits_own_merge(repo: Scratch, tool: Path, script: str | None) -> None:
    versions(repo, REMOVED, EDITED)
    tool.unlink() if script is None else a_tool(tool, script)
    if script is None and tried(repo, "-c", "alias.found=!command -v journeymap", "found")[0] == 0:
        pytest.skip("another journeymap is on the path")
    code, _ = tried(repo, "merge", "tom")

    assert code == 1
    assert "<<<<<<< ours" in content(repo)
    assert "score: -1" in content(repo)


@pytest.mark.parametrize("script", [None, "exit 1", "kill -9 $$"])
def test_a_clean_merge_stays_clean_without_the_tool(repo: Scratch, tool: Path, script: str | None) -> None:
    versions(repo, BASE.replace("Returning a torn", "Returning the torn"), BASE.replace("six.", "seven."))
    tool.unlink() if script is None else a_tool(tool, script)
    code, _ = tried(repo, "merge", "tom", "-m", "together")

    assert code == 0
    assert content(repo) == BASE.replace("Returning a torn", "Returning the torn").replace("six.", "seven.")


def test_a_file_that_is_no_map_is_merged_by_lines_without_a_word(repo: Scratch) -> None:
    repo.commit(map="a: 1\nb: 1\nc: 1\nd: 1\n")
    versions(repo, "a: 2\nb: 1\nc: 1\nd: 1\n", "a: 1\nb: 1\nc: 1\nd: 2\n")
    code, said = tried(repo, "merge", "tom", "-m", "together")

    assert code == 0
    assert "merged by lines" not in said
    assert content(repo) == "a: 2\nb: 1\nc: 1\nd: 2\n"


def test_a_map_with_a_mistake_is_merged_by_lines_and_that_is_said(repo: Scratch) -> None:
    versions(repo, BASE.replace("title: R", 'title: "R'), THEIRS)
    code, said = tried(repo, "merge", "tom", "-m", "together")

    assert code == 0
    assert "map.yaml: merged by lines, as git does it, since one version has a mistake in it" in said
    assert content(repo) == THEIRS.replace("title: R", 'title: "R')


def test_the_driver_changes_nothing_when_it_is_used_wrongly(tmp_path: Path) -> None:
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(f"journeymap: 1\ntitle: {name}\n", encoding="utf-8")
    sides = [tmp_path / name for name in ("base", "ours", "theirs")]

    assert run("git", "merge-driver", *sides, "0", "map.yaml").code == 2
    assert run("git", "merge-driver", sides[0], sides[1], tmp_path / "none", "7", "map.yaml").code == 2
    assert sides[1].read_text(encoding="utf-8") == "journeymap: 1\ntitle: ours\n"
    assert run("git", "merge-driver", *sides, "7", "map.yaml").code == 100
    assert (
        sides[1].read_text(encoding="utf-8")
        == "journeymap: 1\n<<<<<<< ours\ntitle: ours\n=======\ntitle: theirs\n>>>>>>> theirs\n"
    )


# Reading


def added(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]


FACTS = ["-    duration: 20m", "+    duration: 25m", "-    emotion: 1", "+    emotion: 2"]


@pytest.mark.parametrize("command", [("diff", "HEAD~1"), ("log", "-p", "-1"), ("show",)])
def test_git_shows_facts(repo: Scratch, command: tuple[str, ...]) -> None:
    repo.commit(map=OURS)

    assert added(repo.git(*command)) == FACTS


def test_of_a_conflict_git_shows_the_facts_that_are_undecided(repo: Scratch) -> None:
    versions(repo, BASE.replace("duration: 20m", "duration: 25m"), BASE.replace("duration: 20m", "duration: 30m"))
    code, _ = tried(repo, "merge", "tom")
    shown = repo.git("diff")

    assert code == 1
    marked = ["++<<<<<<< ours", " +    duration: 25m", "++=======", "+     duration: 30m", "++>>>>>>> theirs"]
    assert [line for line in shown.splitlines()[4:] if line[:2] != "  " and not line.startswith("@")] == marked


HALF = "journeymap: 1\ntitle: T\nstages:\n<<<<<<< ours\n  - A\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HALF}||||||| base\n  - O\n=======\n  - B\n>>>>>>> theirs\n", "title: T\n<<<<<<< ours\nstage: A\n=======\nstage: B\n>>>>>>> theirs\n"),
        (f"{HALF}=======\n  - A # the same\n>>>>>>> theirs\n", None),
        (f"{HALF}=======\n  - {{x: 1}}\n>>>>>>> theirs\n", None),
        (HALF, None),
        ("journeymap: 1\ntitle: A <<<<<<< B\nstages: [A]\n", "title: A <<<<<<< B\nstage: A\n"),
    ],
    ids=["with a base", "formatting alone", "a side with a mistake", "half a conflict", "no conflict"],
)  # fmt: skip
def test_facts_of_what_a_merge_left_undecided(text: str, expected: str | None) -> None:
    assert facts("map.yaml", text.encode(), DEFAULT) == expected


def test_what_does_not_count_is_not_shown(repo: Scratch) -> None:
    repo.commit(map=BASE.replace("title: Returning a torn sweater", "title: 'Returning a torn sweater'   # as on the site"))

    assert added(repo.git("show")) == []


def test_a_reworded_action_is_one_line(repo: Scratch) -> None:
    repo.commit(map=BASE.replace("Notices the tear on the first wear", "Sees the tear"))

    assert added(repo.git("show")) == ["-  action: Notices the tear on the first wear", "+  action: Sees the tear"]


def test_a_patch_for_others_is_of_the_file(repo: Scratch) -> None:
    repo.commit(map=OURS)

    assert "+        duration: 25m" in repo.git("format-patch", "--stdout", "-1")


@pytest.mark.parametrize("script", [None, "exit 3", "kill -9 $$"])
def test_git_shows_lines_without_the_tool(repo: Scratch, tool: Path, script: str | None) -> None:
    repo.commit(map=OURS)
    tool.unlink() if script is None else a_tool(tool, script)

    assert added(repo.git("show")) == [
        "-        duration: 20m",
        "+        duration: 25m",
        "-        emotion: 1",
        "+        emotion: 2",
    ]


@pytest.mark.parametrize("text", ["a: 1\n", "", "journeymap: 1\ntitle: [\n", "journeymap: 1\ntitle: T\nstags: []\n"])
def test_what_is_no_map_or_has_a_mistake_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_bytes(text.encode())
    done = run("git", "textconv", tmp_path / "x.yaml")

    assert (done.code, done.out) == (0, text)
    assert run("git", "textconv", tmp_path / "none.yaml").code == 0


def test_facts_are_safe_for_a_terminal(tmp_path: Path) -> None:
    hostile = BASE.replace("Returning a torn sweater", '"Torn \\e[31m\\u202E\\r\\nsweater"').replace(
        "Where on earth", "\\e]0;x\\a"
    )
    (tmp_path / "x.yaml").write_text(hostile, encoding="utf-8")
    done = run("git", "textconv", tmp_path / "x.yaml")

    assert "title: Torn \u241b[31m<U+202E>" in done.out
    assert not set(done.out) & {"\x1b", "\x07", "\r", "\u202e"}


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "examples").glob("*.yaml")))
def test_every_text_of_an_example_is_a_fact(name: str) -> None:
    from journeymap.document import parse
    from journeymap.source import Source

    path = ROOT / "examples" / name
    told = run("git", "textconv", path).out
    document, _ = parse(Source(name, path.read_text(encoding="utf-8")))
    assert document is not None

    def check(held: object, key: str = "") -> None:
        for below in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
            check(below, next((k for k, v in held.items() if v is below), "") if isinstance(held, dict) else key)
        if isinstance(held, str) and key != "journeymap":
            assert all(line in told for line in held.rstrip("\n").split("\n")), held

    check(document.value)


# The diff driver


@pytest.fixture
def in_words(repo: Scratch) -> Scratch:
    repo.git("config", "diff.journeymap.command", "journeymap git diff-driver")
    return repo


def test_git_tells_changes_in_words(in_words: Scratch) -> None:
    in_words.commit(map=OURS)
    told = in_words.git("diff", "HEAD~1")

    assert "improvement" in told
    assert "+    emotion" not in told


def test_what_cannot_be_compared_is_shown_by_lines(in_words: Scratch) -> None:
    in_words.commit(map=BASE.replace("title: R", "\x1b[31mtitle: [R"), other="a: 1\n")
    in_words.commit(map=BASE, other="a: 2\n", new="b: 1\n")
    told = in_words.git("diff", "HEAD~1")

    assert "-\u241b[31mtitle: [Returning a torn sweater" in told
    assert "-a: 1\n+a: 2" in told
    assert "--- /dev/null\n+++ b/new.yaml" in told
    assert "\x1b" not in told


def test_a_renamed_file_and_one_with_conflicts_are_shown(in_words: Scratch) -> None:
    in_words.git("mv", "map.yaml", "moved.yaml")
    in_words.write("moved.yaml", OURS)
    in_words.commit()

    assert "map.yaml → moved.yaml" in in_words.git("diff", "-M", "HEAD~1")
    assert run("git", "diff-driver", "map.yaml").out == "map.yaml: has conflicts\n"
