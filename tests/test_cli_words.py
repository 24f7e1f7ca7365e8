"""What a wrong word on the command line, or a file that is not there, is answered with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from running import run

if TYPE_CHECKING:
    from pathlib import Path

MAP = "journeymap: 1\ntitle: T\nstages:\n  - name: S\n    actions:\n      - {id: a, text: Pay, pain_points: [Slow]}\n"


@pytest.mark.parametrize(
    ("arguments", "message", "choices"),
    [
        ("lint --color nope", 'there is no "nope" for --color (or JOURNEYMAP_COLOR)', "auto, always, never"),
        ("lint --fail-on changes", 'there is no "changes" for --fail-on (or JOURNEYMAP_FAIL_ON)', "error, warning, info"),
        ("schema --for nope", 'there is no "nope" for --for', "map, config, lint-json, diff-json"),
        ("render m.yaml --graphviz x", 'there is no "x" for --graphviz', "embedded, system"),
        ("render m.yaml --emit x", 'there is no "x" for --emit', "board, scene"),
        ("rules --format x", 'there is no format "x"', "text, json, markdown"),
        ("config -f x", 'there is no format "x"', "text, json"),
        ("diff a.yaml b.yaml --fail-on x", 'there is no "x" for --fail-on', "regression, change"),
    ],
)
def test_a_word_that_is_no_choice_is_refused_in_our_words(arguments: str, message: str, choices: str) -> None:
    done = run(*arguments.split())
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error: {message}\n  help: choose one of {choices}\n"

    told = run(arguments.split(maxsplit=1)[0], "--help").out
    assert all(word in told for word in choices.split(", "))


def test_a_variable_that_is_no_choice_is_refused_too() -> None:
    done = run("schema", env={"JOURNEYMAP_COLOR": "\x1b[2Jno"})
    assert done.code == 2
    assert "JOURNEYMAP_COLOR" in done.err
    assert "\x1b" not in done.err
    assert run("schema", "--color", "NEVER").code == 0


@pytest.mark.parametrize("command", ["validate", "lint"])
def test_programs_get_their_document_without_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(command, "missing.yaml", "--format", "json")
    assert done.code == 2
    assert "missing.yaml" in done.err
    told = json.loads(done.out)
    assert (told["diagnostics"], told["summary"]["files"]) == ([], 0)

    assert "<testcase" not in run(command, "missing.yaml", "--format", "junit").out  # what was not read has not passed

    (tmp_path / "empty").mkdir()
    assert json.loads(run(command, "empty", "--format", "json").out)["summary"]["files"] == 0

    both = run(command, "missing.yaml", "--format", "full", "--format", "json=told.json")
    assert (both.code, both.out) == (2, "")
    assert json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))["summary"]["files"] == 0


def test_each_side_of_a_comparison_keeps_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for side, text in (("old", MAP), ("new", MAP.replace(", pain_points: [Slow]", ""))):
        (tmp_path / side).mkdir()
        (tmp_path / side / "m.yaml").write_text(text, encoding="utf-8")
        (tmp_path / side / "journeymap.toml").write_text("", encoding="utf-8")

    told = run("diff", "old/m.yaml", "new/m.yaml").out
    assert "old/m.yaml → new/m.yaml" in told
    assert "old/m.yaml:6" in told
    assert "new/m.yaml:6" not in told
    assert "old/m.yaml:6" in run("diff", "old/m.yaml", "new/m.yaml", "-f", "markdown").out

    document = json.loads(run("diff", "old/m.yaml", "new/m.yaml", "-f", "json").out)
    assert (document["old"], document["new"]) == ("../old/m.yaml", "m.yaml")
    assert document["maps"][0]["old_path"] == "../old/m.yaml"
    assert document["changes"][0]["old_place"]["path"] == "../old/m.yaml"


def test_maps_that_cannot_be_compared_have_no_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "new.yaml").write_text("journeymap: 1\ntitel: T\n", encoding="utf-8")

    done = run("diff", "old.yaml", "new.yaml", "-f", "json")
    assert done.code == 2
    assert json.loads(done.out)["verdict"] is None


BLUEPRINT = """\
journeymap: 1
title: Dinner
type: service-blueprint
stages:
  - name: Eating
    actions:
      - text: Orders
        triggers: [write-down]
        frontstage:
          - id: write-down
            text: Writes the order down
            actor: Waiter
"""


@pytest.mark.parametrize("target", ["svg", "html", "markdown", "terminal"])
def test_a_blueprint_is_drawn_as_one_unless_the_map_is_asked_for(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(BLUEPRINT, encoding="utf-8")

    usual, asked = run("render", "b.yaml", "--to", target), run("render", "b.yaml", "--to", target, "--view", "blueprint")
    other = run("render", "b.yaml", "--to", target, "--view", "map")
    assert (usual.code, usual.out) == (0, asked.out)
    assert "Line of interaction" in usual.out
    assert other.code == 0
    assert other.out != usual.out


@pytest.mark.parametrize("emit", [[], ["--emit", "board"], ["--emit", "scene"]])
def test_a_map_without_a_blueprint_is_refused_as_one(emit: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MAP, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(BLUEPRINT, encoding="utf-8")

    done = run("render", "m.yaml", "--view", "blueprint", "-o", "m.svg", *emit)
    assert done.code == 2
    assert "m.yaml: has nothing to draw as a blueprint" in done.err
    assert "--view map" in done.err
    assert not (tmp_path / "m.svg").exists()

    both = run("render", "m.yaml", "b.yaml", "--view", "map", "--view", "blueprint", "-o", "out/")
    assert both.code == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b.blueprint.svg", "b.map.svg", "m.map.svg"]


def test_a_blueprint_that_is_only_begun_is_drawn_as_a_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.yaml").write_text(BLUEPRINT.partition("        triggers")[0], encoding="utf-8")

    done = run("render", "b.yaml", "--to", "terminal")
    assert done.code == 0
    assert done.out == run("render", "b.yaml", "--to", "terminal", "--view", "map").out
