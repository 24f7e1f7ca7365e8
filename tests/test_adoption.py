"""What adoption is: a team with 200 messy maps switches the linter on, and from then on hears of new faults only."""

from __future__ import annotations

import json

import pytest
from messy import messy_map
from running import run

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
