"""Living with findings, from the command line: `--baseline`, `--write-baseline`, `--since`, and comments that ignore."""

from __future__ import annotations

import json

import pytest
from messy import messy_map
from running import run
from scratch import scratch

FAULT = "    thoughts: Write to tom.holm@posteo.de\n"


@pytest.fixture
def maps(tmp_path, monkeypatch):
    repo = scratch(tmp_path / "maps")
    repo.commit(**{f"map-{number}": messy_map(number) for number in range(3)})
    monkeypatch.chdir(repo.folder)
    monkeypatch.setenv("JOURNEYMAP_TODAY", "2026-11-21")
    return repo


def break_map(repo, number=1):
    """Put one new fault in; gives its line."""
    path = repo.folder / f"map-{number}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    where = lines.index("stages:\n") + 2
    path.write_text("".join([*lines[:where], FAULT, *lines[where:]]), encoding="utf-8")
    return where + 1


def summary(*options):
    outcome = run("lint", "--format", "json", *options)
    return json.loads(outcome.out)


def told(*options):
    return [(one["path"], one["span"]["start"]["line"], one["id"]) for one in summary(*options)["diagnostics"]]


def test_a_baseline_is_written_and_used(maps):
    assert run("lint", "--fail-on", "info").code == 1
    outcome = run("lint", "--fail-on", "info", "--write-baseline")
    assert outcome.code == 0
    assert outcome.err.startswith("wrote journeymap-baseline.json: ")
    outcome = run("lint", "--fail-on", "info")
    assert (outcome.code, outcome.err) == (0, "")
    assert "baselined)" in outcome.out

    line = break_map(maps)
    assert told() == [("map-1.yaml", line, "personal-data")]
    assert summary()["summary"]["baselined"] > 20


def test_a_renamed_map_is_recognized_by_its_findings(maps):
    run("lint", "--write-baseline")
    (maps.folder / "map-1.yaml").rename(maps.folder / "maps-first.yaml")
    said = run("lint").err
    assert "map-1.yaml is gone, and maps-first.yaml has its findings: was it renamed?\n" in said
    known = maps.folder / "journeymap-baseline.json"
    known.write_text(known.read_text(encoding="utf-8").replace("map-1.yaml", "maps-first.yaml"), encoding="utf-8")
    assert run("lint", "--fail-on", "info").err == ""
    (maps.folder / "maps-first.yaml").unlink()
    assert "renamed" not in run("lint").err


def test_stale_entries_are_told_and_taken_out(maps):
    run("lint", "--write-baseline")
    maps.write("map-1.yaml", "journeymap: 1\ntitle: Short\nstatus: archived\nstages: [A]\n")
    assert "stale" not in run("lint").err
    maps.write("map-1.yaml", messy_map(1).replace("stages:\n", "objective: To decide\nstages:\n"))
    outcome = run("lint")
    assert outcome.err.startswith(
        "stale: map-1.yaml: missing-objective\n1 entry of journeymap-baseline.json found nothing to hold back\n"
    )
    assert run("lint", "--quiet").err == ""
    assert "0 added, 1 removed" in run("lint", "--write-baseline").err
    assert run("lint").err == ""


def test_part_of_a_project_updates_its_part(maps):
    run("lint", "--write-baseline")
    whole = (maps.folder / "journeymap-baseline.json").read_bytes()
    assert "(0 added, 0 removed)" in run("lint", "--write-baseline", "map-2.yaml").err
    assert (maps.folder / "journeymap-baseline.json").read_bytes() == whole
    assert run("lint", "map-2.yaml").err == ""


def test_another_file(maps):
    assert run("lint", "--baseline", "none.json").code == 2
    assert "there is no baseline none.json" in run("lint", "--baseline", "none.json").err
    assert run("lint", "--baseline", "ours.json", "--write-baseline").code == 0
    assert told("--baseline", "ours.json") == []
    assert told() != []
    maps.write("journeymap.toml", 'baseline = "ours.json"\n')
    assert told() == []


def test_what_is_always_told_stays(maps):
    maps.write("map-1.yaml", messy_map(1) + "colour: red\n")
    outcome = run("lint", "--write-baseline")
    assert outcome.code == 1
    assert told() == [("map-1.yaml", len(messy_map(1).splitlines()) + 1, "invalid-map")]
    assert told("--since", "HEAD") == told()


def test_since(maps):
    assert told("--since", "main") == []
    line = break_map(maps)
    assert told("--since", "main") == [("map-1.yaml", line, "personal-data")]
    maps.commit()
    assert told("--since", "HEAD~1") == [("map-1.yaml", line, "personal-data")]
    assert told("--since", "HEAD") == []


def test_a_wrong_revision_is_told_even_if_nothing_is_found(maps):
    outcome = run("lint", "--select", "circular-journey", "--since", "main2")
    assert outcome.code == 2
    assert outcome.err.startswith('error: there is no revision "main2"')


def test_standard_input_is_compared_too(maps):
    text = (
        messy_map(1).replace(
            "stages:\n", "stages:\n  - name: Ask tom.holm@posteo.de\n    touchpoints: [A]\n    emotion: 1\n    actions: [B]\n"
        )
    ).encode()
    outcome = run(
        "lint", "--since", "main", "--select", "personal-data", "-", "--stdin-filename", "map-1.yaml", "-f", "concise", stdin=text
    )
    assert outcome.out.count("\n") == 1
    assert "personal-data" in outcome.out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--since", "main", "--write-baseline"], "--since leaves out the old ones"),
        (["--fix", "--write-baseline"], "accepts what --fix would mend"),
        (["--diff", "--write-baseline"], "accepts what --fix would mend"),
    ],
)
def test_options_that_make_no_sense_together(maps, options, message):
    outcome = run("lint", *options)
    assert outcome.code == 2
    assert message in outcome.err
    assert not (maps.folder / "journeymap-baseline.json").exists()


def test_several_projects_have_a_baseline_each(maps):
    maps.write("inner/journeymap.toml", "")
    maps.write("inner/map.yaml", messy_map(9))
    assert run("lint", "--baseline", "one.json").code == 2
    assert run("lint", "--write-baseline").err.count("wrote journeymap-baseline.json") == 2
    assert told() == []
    assert '"file": "map.yaml"' in (maps.folder / "inner" / "journeymap-baseline.json").read_text(encoding="utf-8")


def test_an_unused_comment_is_removed(maps):
    text = messy_map(1)
    maps.write("map-1.yaml", text.replace("stages:\n", "# journeymap: ignore[personal-data] none yet\nstages:\n"))
    assert "1 finding in 1 file" in run("lint", "--fix", "map-1.yaml", "--select", "personal-data").err
    assert (maps.folder / "map-1.yaml").read_text(encoding="utf-8") == text


def test_a_reason_is_asked_for(maps):
    maps.write("map-1.yaml", messy_map(1).replace("title: ", "# journeymap: ignore[missing-objective]\ntitle: "))
    maps.write("journeymap.toml", "require-reason = true\n")
    assert "unexplained-ignore" in {name for _, _, name in told("map-1.yaml")}
    assert summary("map-1.yaml")["summary"]["ignored"] == 1
