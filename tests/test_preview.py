"""What the preview tells about a map is what `journeymap lint` tells in that project."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from running import run

from journeymap.cli._linting import from_environment
from journeymap.lint import standing
from journeymap.preview import Desk, Item
from journeymap.preview.desk import Shown

TODAY = date(2026, 11, 21)
MAP = """\
journeymap: 1
title: Returning a sweater
stages:
  - name: Wait
    actions: [Waits, Waits]
    pain_points:
      - One
      - Two # journeymap: ignore[unaddressed-pain-point] known
"""
CUSTOM = """
[custom.team-owner]
subject = "stage"
required = ["touchpoints"]
message = "no team answers for this stage"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path


def linted(*options: str) -> tuple[list[tuple[str, str, int]], dict[str, int]]:
    """What lint tells of the map: id, message and line of each, and its summary."""
    told = json.loads(run("lint", "map.yaml", "--format", "json", "--today", TODAY.isoformat(), *options).out)
    return [(one["id"], one["message"], one["span"]["start"]["line"]) for one in told["diagnostics"]], told["summary"]


def desk(folder: Path) -> Desk:
    return Desk(lambda: [Item(folder, "map.yaml")], lambda path: path.name, lambda: TODAY, None, from_environment())


def previewed(one: Desk) -> Shown:
    one.refresh()
    return one.shown[0]


def same(shown: Shown) -> None:
    """Nothing more, nothing less, nothing else."""
    diagnostics, summary = linted()
    assert sorted((one.id, one.message, one.line) for one in (*shown.problems, *shown.findings)) == sorted(diagnostics)
    assert (shown.ignored, shown.baselined) == (summary["ignored"], summary["baselined"])


@pytest.mark.parametrize(
    ("config", "variables", "tells"),
    [
        ("", {}, "missing-persona"),
        ('preset = "strict"', {}, "missing-owner"),
        ('preset = "strict"', {"JOURNEYMAP_PRESET": "minimal"}, ""),
        ("", {"JOURNEYMAP_SELECT": "duplicate-action pain"}, "duplicate-action"),
        ("", {"JOURNEYMAP_IGNORE": "pain missing-persona"}, "duplicate-action"),
        ('[per-file]\n"*.yaml" = ["pain"]', {}, "missing-persona"),
        ("require-reason = true\n[rules.missing-persona]\nlevel = 'off'" + CUSTOM, {}, "team-owner"),
        ("", {"JOURNEYMAP_SELECT": "team-owner"}, "team-owner"),
        ("nonsense = 1", {}, "invalid-config"),
    ],
    ids=[
        "default",
        "preset",
        "preset-variable",
        "select-variable",
        "ignore-variable",
        "per-file",
        "custom",
        "custom-variable",
        "wrong",
    ],
)
def test_it_tells_what_lint_tells(
    folder: Path, monkeypatch: pytest.MonkeyPatch, config: str, variables: dict[str, str], tells: str
) -> None:
    text = config + CUSTOM if "team-owner" in variables.values() else config
    (folder / "journeymap.toml").write_text(text, encoding="utf-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    shown = previewed(desk(folder))

    same(shown)
    assert tells in {"", *(one.id for one in (*shown.findings, *shown.problems))}


def test_what_the_baseline_accepts_is_counted_and_not_told(folder: Path) -> None:
    one = desk(folder)
    assert len(previewed(one).findings) > 2
    run("lint", "--write-baseline", "--today", TODAY.isoformat())
    shown = previewed(one)
    same(shown)
    assert shown.findings == ()
    assert shown.baselined > 2

    (folder / "map.yaml").write_text(MAP.replace("      - One\n", "      - One\n      - Three\n"), encoding="utf-8")
    shown = previewed(one)
    same(shown)
    assert {told.line for told in shown.findings} == {8}

    (folder / "journeymap-baseline.json").rename(folder / "accepted.json")
    (folder / "journeymap.toml").write_text('baseline = "accepted.json"\n', encoding="utf-8")
    shown = previewed(one)
    same(shown)
    assert shown.baselined > 2


def test_a_baseline_that_cannot_be_read_is_said_over_the_picture(folder: Path) -> None:
    one = desk(folder)
    previewed(one)
    (folder / "journeymap-baseline.json").write_text("<<<<<<< ours\n", encoding="utf-8")
    shown = previewed(one)

    assert ["merge conflict" in told.message for told in shown.problems] == [True]
    assert shown.fresh
    assert shown.picture is not None


def test_a_map_that_cannot_be_drawn_tells_all_that_lint_tells(folder: Path) -> None:
    (folder / "map.yaml").write_text(MAP + "nonsense: 1\n", encoding="utf-8")
    shown = previewed(desk(folder))

    same(shown)
    assert not shown.fresh
    assert shown.problems
    assert shown.findings


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("JOURNEYMAP_PRESET", "nonsense", 'there is no preset "nonsense"'),
        ("JOURNEYMAP_SELECT", "missing-person", 'there is no rule "missing-person"'),
    ],
)
def test_a_variable_that_names_nothing_stops_it_as_it_stops_lint(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, why: str
) -> None:
    monkeypatch.setenv(variable, value)
    done, lint = run("preview", "map.yaml"), run("lint", "map.yaml")

    assert (done.code, done.out) == (lint.code, "") == (2, "")
    assert why in done.err
    assert done.err == lint.err
    assert folder.exists()


def test_a_folder_that_becomes_a_link_out_of_the_project_is_not_read(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A branch that is checked out while the preview runs can bring one."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "map.yaml").write_text(MAP.replace("Returning a sweater", "SECRET"), encoding="utf-8")
    inside = folder / "maps"
    inside.mkdir()
    (inside / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "journeymap.toml").write_text("", encoding="utf-8")
    one = Desk(lambda: [Item(folder, "maps/map.yaml")], str, lambda: TODAY, None, from_environment())
    assert previewed(one).title == "Returning a sweater"
    (inside / "map.yaml").unlink()
    inside.rmdir()
    try:
        inside.symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("links need rights here")
    shown = previewed(one)

    assert "SECRET" not in shown.title
    assert [told.message for told in shown.problems] == ["leads out of the project"]


@pytest.mark.parametrize(("key", "content"), [("extend", 'preset = "strict"\n'), ("theme", 'extends = "light"\n')])
def test_a_file_that_is_named_and_comes_later_is_seen(folder: Path, key: str, content: str) -> None:
    (folder / "journeymap.toml").write_text(f'{key} = "own.toml"\n', encoding="utf-8")
    one = desk(folder)
    problems = [told for told in previewed(one).problems if "there is no such file" in told.message]
    assert [told.path for told in problems] == ["own.toml" if key == "theme" else "journeymap.toml"]
    (folder / "own.toml").write_text(content, encoding="utf-8")

    assert not [told for told in previewed(one).problems if "there is no such file" in told.message]


def test_a_configuration_that_is_saved_while_it_is_read_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "journeymap.toml"
    file.write_text("", encoding="utf-8")
    load = standing.config.load

    def loaded(*given: Any) -> Any:
        found = load(*given)
        file.write_text('preset = "strict"  # saved meanwhile\n', encoding="utf-8")
        return found

    monkeypatch.setattr(standing.config, "load", loaded)

    assert standing.settle(folder).changed
