"""A repository in which maps change, and what `diff` tells of that."""

from __future__ import annotations

import json

import pytest
from running import run
from scratch import Scratch, scratch

MAP = """\
journeymap: 1
title: Returning a sweater
solutions:
  - {id: qr, text: A QR code instead of a label, status: planned}
stages:
  - name: Find out how
    actions:
      - {text: Reads the leaflet, emotion: 1}
  - name: Send it back
    actions:
      - text: Prints the label
        emotion: 0
        pain_points: [{text: Nobody owns a printer, severity: high, solutions: qr}]
"""
WORSE = MAP.replace("emotion: 0", "emotion: -2")
BETTER = MAP.replace("status: planned", "status: shipped")
OTHER = "journeymap: 1\ntitle: Moving house\nstages:\n  - name: Pack\n    actions: [Packs boxes, Labels boxes, Calls a van]\n"
LIBRARY = "journeymap: 1\nlibrary: true\npersonas:\n  - {id: sarah, name: Sarah}\n"
USING = "journeymap: 1\ntitle: Using number {}\ninclude: people.yaml\npersonas: sarah\nstages: [Send it back]\n"


@pytest.fixture(name="repo")
def repo_of_maps(tmp_path, monkeypatch) -> Scratch:
    made = scratch(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    return made


def told(*arguments: str) -> dict:
    done = run("diff", "--format", "json", *arguments)
    assert done.err == ""
    assert done.code == 0
    return json.loads(done.out)


def ids(found: dict) -> list[str]:
    return [change["id"] for change in found["changes"]]


def statuses(found: dict) -> dict[str | None, str]:
    return {one["new_path"] or one["old_path"]: one["status"] for one in found["maps"]}
