"""What adoption is: a team with 200 messy maps switches the linter on, and from then on hears of new faults only."""

from __future__ import annotations

import json

import pytest
from messy import messy_map
from running import run
from scratch import scratch

FAULT = "    thoughts: Write to tom.holm@posteo.de\n"
CONFIGURATION = """\
[rules.missing-goal]
level = "off"

[rules.unaddressed-pain-point]
level = "off"

[rules.missing-emotion]
level = "error"
"""


@pytest.fixture
def maps(tmp_path, monkeypatch):
    for number in range(200):
        (tmp_path / f"map-{number:03}.yaml").write_text(messy_map(number), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOURNEYMAP_TODAY", "2026-11-21")
    return tmp_path


def annotations():
    """What a pull request is annotated with, however many there are, and the exit code of the gate."""
    outcome = run("lint", "--format", "github", "--fail-on", "info")
    assert outcome.err == ""  # no entry is stale
    return [line for line in outcome.out.splitlines() if line.startswith("::")], outcome.code


def test_adoption(maps):
    before = json.loads(run("lint", "--format", "json").out)["diagnostics"]
    assert len(before) > 1000
    assert len({one["id"] for one in before}) > 10

    assert run("lint", "--write-baseline", "--fail-on", "info").code == 0
    (maps / "journeymap.toml").write_text(CONFIGURATION, encoding="utf-8")
    assert annotations() == ([], 0)

    path = maps / "map-007.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    where = max(number for number, line in enumerate(lines) if line.startswith("  - name:")) + 1
    path.write_text("".join([*lines[:where], FAULT, *lines[where:]]), encoding="utf-8")
    (annotation,), code = annotations()
    assert f"file=map-007.yaml,line={where + 1}," in annotation
    assert "personal-data" in annotation
    assert code == 1


PAINS = """\
journeymap: 1
title: Returning a sweater
stages:
  - name: Find out how
    actions: [Read the leaflet]
    pain_points:
      - {id: late, text: It comes late}
      - {id: wet, text: It comes wet}
"""
THIRD = "      - {id: lost, text: It is lost, severity: critical}\n"
STAGE = "  - {id: send, name: Send it back, actions: [Print the label]}\n"
JOBS = [("--no-cache",), (), ("--jobs", "2")]


@pytest.fixture
def repo(tmp_path, monkeypatch):
    repo = scratch(tmp_path / "pains")
    monkeypatch.chdir(repo.folder)
    monkeypatch.setenv("JOURNEYMAP_TODAY", "2026-11-21")
    return repo


def heard(*options, rules=("unaddressed-pain-point",)):
    """What is told, as path, line and rule; and what is said beside it."""
    select = [word for rule in rules for word in ("--select", rule)]
    found = json.loads(run("lint", "--format", "json", *select, *options).out)["diagnostics"]
    beside = run("lint", *select, *options).err
    return [(one["path"], one["span"]["start"]["line"], one["id"]) for one in found], beside


@pytest.mark.parametrize("options", JOBS)
def test_what_nothing_had_hides_no_later_fault(repo, options):
    rules = ("missing-emotion", "unaddressed-pain-point")
    bare = PAINS + THIRD + STAGE
    repo.write("map.yaml", bare)
    repo.write("other.yaml", bare)
    assert [line for path, line, _ in heard(*options, rules=rules)[0] if path == "map.yaml"] == [2, 2]  # once each, of the map
    run("lint", "--write-baseline", "--select", rules[0], "--select", rules[1], *options)
    assert heard(*options, rules=rules) == ([], "")

    more = THIRD.replace("lost", "torn")
    repo.write("map.yaml", PAINS + THIRD + more + STAGE + STAGE.replace("send", "wait").replace("Send it back", "Wait"))
    assert heard(*options, rules=rules) == ([("map.yaml", 10, rules[1]), ("map.yaml", 12, rules[0])], "")


@pytest.mark.parametrize("options", JOBS)
def test_a_fault_that_makes_it_all_is_told_on_its_line(repo, options):
    repo.write("map.yaml", PAINS)
    repo.write("other.yaml", PAINS)
    run("lint", "--write-baseline", "--select", "unaddressed-pain-point")
    assert heard(*options) == ([], "")
    repo.write("map.yaml", PAINS + THIRD)

    assert heard(*options) == ([("map.yaml", 9, "unaddressed-pain-point")], "")
    (repo.folder / "journeymap-baseline.json").unlink()
    assert [line for _, line, _ in heard(*options)[0]] == [2, 7, 8]  # once of the map, again; two are no reason to


@pytest.mark.parametrize("options", JOBS)
def test_since_tells_a_fault_that_makes_it_all_on_its_line(repo, options):
    repo.commit(map=PAINS, other=PAINS)
    repo.write("map.yaml", PAINS + THIRD)
    assert [line for _, line, _ in heard(*options)[0]] == [2, 7, 8]

    assert heard("--since", "main", *options) == ([("map.yaml", 9, "unaddressed-pain-point")], "")
    repo.write("map.yaml", PAINS + THIRD.replace("text", "accepted: It is rare, text"))
    assert heard("--since", "main", *options) == ([], "")


def test_a_baseline_in_one_project_changes_nothing_in_another(repo):
    repo.write("map.yaml", PAINS)
    run("lint", "--write-baseline", "--select", "unaddressed-pain-point")
    repo.write("inner/journeymap.toml", "")
    repo.write("inner/map.yaml", PAINS + THIRD)

    for options in JOBS:
        (one,), beside = heard(*options)
        assert one[1:] == (2, "unaddressed-pain-point")  # once, of the map
        assert beside == ""


def test_what_is_written_once_is_told_once(repo):
    again = "  - {id: send, name: Send it back, pain_points: [*late]}\n"
    repo.write(
        "map.yaml",
        PAINS.replace("{id: late", "&late {text: It comes late} #").replace("It comes wet", "It comes wet, accepted: Rare")
        + again,
    )

    assert heard()[0] == [("map.yaml", 7, "unaddressed-pain-point")]
