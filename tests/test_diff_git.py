"""`journeymap diff` over a repository: moments, paths, libraries, exit codes, and every command of docs/diff.md."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from revisions import (
    BETTER,
    LIBRARY,
    MAP,
    OTHER,
    USING,
    WORSE,
    ids,
    repo_of_maps,  # noqa: F401 -- the fixture `repo`
    statuses,
    told,
)
from running import ROOT, run

# Moments.


def test_head_against_the_files_on_the_disk(repo):
    repo.commit(map=MAP, moving=OTHER)
    assert run("diff").out == "identical: no map differs\nHEAD → the working tree\n"
    repo.write("map.yaml", WORSE)
    found = told()
    assert (found["old"], found["new"], found["verdict"]) == ("HEAD", "the working tree", "regression")
    assert ids(found) == ["emotion-fell"]
    assert statuses(found) == {"map.yaml": "changed"}


def test_staged(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", BETTER)
    repo.git("add", "map.yaml")
    repo.write("map.yaml", WORSE)
    assert ids(told("--staged")) == ["solution-advanced", "pain-point-resolved"]
    assert ids(told()) == ["emotion-fell"]
    first = repo.git("rev-parse", "HEAD")
    repo.commit(map=BETTER)
    assert told("--staged")["maps"] == []
    assert ids(told("--staged", first)) == ["solution-advanced", "pain-point-resolved"]


def test_two_dots_and_three(repo):
    repo.commit(map=MAP)
    repo.git("checkout", "-q", "-b", "work")
    repo.commit(map=WORSE)
    repo.git("checkout", "-q", "main")
    repo.commit(map=BETTER)
    assert ids(told("main...work")) == ["emotion-fell"]
    assert ids(told("main...work")) == ids(told("...work"))
    assert sorted(ids(told("main..work"))) == ["emotion-fell", "pain-point-reopened", "solution-set-back"]
    assert ids(told("main..work")) == ids(told("main", "work")) == ids(told("..work"))
    assert ids(told("work")) == ["solution-advanced", "emotion-rose", "pain-point-resolved"]
    assert re.match(r"[0-9a-f]{12} \(where main and work parted\)$", told("main...work")["old"])


def test_one_file_of_a_revision(repo):
    repo.commit(maps__map=MAP)
    repo.commit(maps__map=WORSE)
    repo.write("maps/map.yaml", BETTER)
    assert ids(told("HEAD~1:maps/map.yaml")) == ["solution-advanced", "pain-point-resolved"]
    assert ids(told("HEAD~1:maps/map.yaml", "HEAD:maps/map.yaml")) == ["emotion-fell"]
    assert ids(told("HEAD~1:maps/map.yaml", "maps/map.yaml")) == ["solution-advanced", "pain-point-resolved"]
    repo.git("add", "--all")
    assert ids(told("HEAD~1:maps/map.yaml", ":maps/map.yaml")) == ["solution-advanced", "pain-point-resolved"]
    assert run("diff", "HEAD~1:maps/map.yaml").out.splitlines()[1] == "HEAD~1:maps/map.yaml → maps/map.yaml"


def test_paths_behind_a_colon_begin_at_the_top(repo, monkeypatch):
    repo.commit(maps__map=MAP)
    repo.commit(maps__map=WORSE)
    monkeypatch.chdir(repo.folder / "maps")
    assert ids(told("HEAD~1:./map.yaml", "map.yaml")) == ["emotion-fell"]
    assert ids(told("HEAD~1:maps/map.yaml")) == ["emotion-fell"]
    missed = run("diff", "HEAD~1:map.yaml", "map.yaml")
    assert (missed.code, missed.out) == (2, "")
    assert "write ./map.yaml to begin here" in missed.err


def test_an_existing_file_wins_over_a_revision(repo):
    repo.commit(map=MAP)
    repo.write("HEAD:map.yaml", WORSE)
    repo.write("new.yaml", BETTER)
    assert min(ids(told("HEAD:map.yaml", "new.yaml"))) == "emotion-rose"


# Which maps.


def test_paths(repo, monkeypatch):
    repo.commit(a__map=MAP, b__map=MAP, b__gone=OTHER)
    repo.write("a/map.yaml", WORSE)
    repo.write("b/map.yaml", WORSE)
    (repo.folder / "b/gone.yaml").unlink()
    assert statuses(told("--", "b")) == {"b/map.yaml": "changed", "b/gone.yaml": "removed"}
    assert statuses(told("b")) == statuses(told("HEAD", "b/")) == statuses(told("--", "b"))
    assert statuses(told("--", "b/gone.yaml")) == {"b/gone.yaml": "removed"}
    assert statuses(told("a/map.yaml")) == {"a/map.yaml": "changed"}
    monkeypatch.chdir(repo.folder / "a")
    assert statuses(told("--", ".")) == {"a/map.yaml": "changed"}
    assert len(statuses(told())) == 3
    assert run("diff").out.count("../b/map.yaml") == 2


def test_new_gone_and_renamed_maps(repo):
    repo.commit(keep=OTHER, map=MAP, gone=OTHER.replace("house", "flat"))
    (repo.folder / "map.yaml").rename(repo.folder / "moved.yaml")
    repo.write("moved.yaml", WORSE)
    (repo.folder / "gone.yaml").unlink()
    repo.write("new.yaml", "journeymap: 1\ntitle: Brand new\nstages: [One]\n")
    repo.write("no-map.yaml", "kind: Deployment\n")
    repo.write(".gitignore", "ignored.yaml\n")
    repo.write("ignored.yaml", MAP)
    found = told()
    assert statuses(found) == {"gone.yaml": "removed", "moved.yaml": "renamed", "new.yaml": "added"}
    assert ids(found) == ["map-removed", "emotion-fell", "map-added"]
    assert found["counts"] == {"regression": 1, "improvement": 0, "neutral": 2}
    repo.git("add", "--all")
    assert told("--staged")["changes"] == found["changes"]
    repo.commit()
    assert told("HEAD~1..HEAD")["changes"] == found["changes"]


def test_a_map_that_only_moved(repo):
    repo.commit(map=MAP)
    repo.git("mv", "map.yaml", "moved.yaml")
    assert (
        run("diff").out
        == "formatting-only: renamed, no change for the customer\nmap.yaml → moved.yaml: HEAD → the working tree\n"
    )


def test_other_line_ends_are_no_change(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", MAP.replace("\n", "\r\n"))
    assert told()["maps"] == []
    repo.write("map.yaml", "# A comment\n" + MAP.replace("\n", "\r\n"))
    assert told()["verdict"] == "formatting-only"


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be written there")
def test_odd_names(repo):
    names = ["with blank.yaml", "line\nbreak.yaml", "köp-購入-خرید.yaml", '"quoted".yaml', "-dash.yaml", ":colon.yaml"]
    for name in names:
        repo.write(name, MAP)
    repo.commit()
    for name in names:
        repo.write(name, WORSE)
    assert sorted(statuses(told())) == sorted(names)
    assert list(statuses(told("--", "-dash.yaml"))) == ["-dash.yaml"]
    shown = run("diff").out
    assert "line break.yaml" in shown
    assert not re.search(r"^break", shown, re.MULTILINE)


# Libraries.


def test_a_library_is_told_once_with_what_it_reaches(repo):
    repo.commit(people=LIBRARY, alone=MAP, **{f"using{number}": USING.format(number) for number in range(3)})
    repo.write("people.yaml", LIBRARY.replace("name: Sarah", "name: Sarah Keane"))
    repo.write("using2.yaml", USING.format(2).replace("Send it back", "Send it home"))
    found = told()
    assert ids(found) == ["stage-renamed", "persona-renamed"]
    assert found["changes"][1]["affects"] == ["using0.yaml", "using1.yaml", "using2.yaml"]
    assert statuses(found) == {"using0.yaml": "unchanged", "using1.yaml": "unchanged", "using2.yaml": "changed"}
    text = run("diff").out
    assert text.count("Sarah Keane") == 1
    assert "people.yaml (library): 1 neutral change\nread by using0.yaml, using1.yaml, using2.yaml\n" in text
    assert ids(told("--", "using1.yaml")) == ["persona-renamed"]


def test_includes_are_read_in_the_same_revision(repo):
    repo.commit(people=LIBRARY, using=USING.format(1))
    repo.git("mv", "people.yaml", "folk.yaml")
    repo.write("using.yaml", USING.format(1).replace("people", "folk"))
    repo.commit()
    assert told("HEAD~1..HEAD")["changes"] == []
    assert told("HEAD~1")["changes"] == []
    repo.write("folk.yaml", LIBRARY.replace("name: Sarah", "name: Sarah Keane"))
    assert ids(told("HEAD~1")) == ["persona-renamed"]


def test_a_library_that_reaches_nobody_is_told(repo):
    repo.commit(people=LIBRARY)
    repo.write("people.yaml", LIBRARY.replace("name: Sarah", "name: Sarah Keane"))
    found = told()
    assert (ids(found), found["maps"]) == (["persona-renamed"], [])


# Exit codes.


def test_gates(repo):
    repo.commit(map=MAP)
    repo.write("map.yaml", WORSE.replace("status: planned", "status: shipped"))
    assert run("diff").out.startswith("mixed:")
    assert [run("diff", *gate).code for gate in ([], ["--fail-on", "regression"], ["--fail-on", "change"])] == [0, 1, 1]
    repo.write("map.yaml", BETTER)
    assert [run("diff", "--fail-on", gate).code for gate in ("regression", "change")] == [0, 1]


def test_a_map_with_errors_is_unreadable_and_the_others_are_told(repo):
    repo.commit(map=MAP, other=OTHER)
    repo.write("map.yaml", MAP + "nonsense: 1\n")
    repo.write("other.yaml", OTHER.replace("Calls a van", "Rents a van"))
    done = run("diff")
    assert done.code == 2
    assert "map.yaml:14:1" in done.err
    assert "unknown key" in done.err
    assert "other.yaml: 1 neutral change" in done.out
    assert "map.yaml: not compared" in done.out
    repo.commit(other=OTHER)
    repo.write("map.yaml", MAP)
    assert "HEAD:map.yaml:14:1" in run("diff").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], 'there is no revision "none"'),
        (["none..HEAD"], 'there is no revision "none"'),
        (["none:missing.yaml", "map.yaml"], 'there is no revision "none"'),
        (["HEAD:missing.yaml", "map.yaml"], "HEAD:missing.yaml: there is no such file in this revision"),
        (["missing.yaml"], "there is no file missing.yaml"),
        (["HEAD", "missing.yaml"], "there is no file missing.yaml"),
        (["--", "missing.yaml"], "no map lies at the paths"),
        (["map.yaml", "gone.yaml", "HEAD"], "there is no file gone.yaml"),
        (["HEAD", "HEAD", "HEAD"], "3 revisions cannot be compared"),
        (["HEAD..HEAD", "HEAD"], "more than two revisions"),
        (["--staged", "HEAD..HEAD"], "--staged compares one revision"),
        (["-"], "standard input (`-`) is one of two files"),
        (["--", "../elsewhere.yaml"], "is outside of the repository"),
        (["--format", "svg", "--stdin-filename", "x.yaml"], "--stdin-filename is about standard input"),
    ],
)
def test_used_wrongly(repo, arguments, said):
    repo.commit(map=MAP)
    done = run("diff", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "help: " in done.err


# The documentation.

DOCS = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    set(re.findall(r"`(journeymap diff[^`]*)`", DOCS) + re.findall(r"^(journeymap diff[^#\n]*)", DOCS, re.MULTILINE))
)


@pytest.mark.parametrize("command", [one.strip() for one in COMMANDS])
def test_every_command_of_the_documentation_runs(repo, command):
    repo.commit("one", maps__return=MAP, current=MAP, future=BETTER)
    repo.git("tag", "v1")
    repo.git("checkout", "-q", "-b", "work")
    repo.commit("two", maps__return=WORSE)
    repo.write("maps/return.yaml", BETTER)
    done = run(*shlex.split(command)[1:])
    assert done.code == (1 if "--fail-on" in command else 0), done.err
    assert done.out


def test_the_documentation_shows_commands() -> None:
    assert len(COMMANDS) > 10
    assert Path(ROOT / "docs" / "diff.md").exists()


@pytest.mark.parametrize("now", [MAP.partition("\n")[2], "", LIBRARY], ids=["without its first line", "empty", "a library"])
def test_a_map_that_is_none_any_more_is_gone_and_its_file_is_not(repo, now):
    repo.commit(map=MAP)
    repo.write("map.yaml", now)
    assert ids(told()) == ["map-removed"]
    assert "is gone; its file is still there, but is no map any more" in " ".join(run("diff").out.split())
    (repo.folder / "map.yaml").unlink()
    assert "still there" not in run("diff").out
