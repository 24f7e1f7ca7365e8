"""Comparisons as files: `old.yaml`, `new.yaml` and what is said about them. `pytest --accept` rewrites what is said.

A case is a folder in `cases/diff`; `out.txt` is always there, `out.md` and `out.json` where the case is about them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from journeymap.limits import DEFAULT
from journeymap.project import Project
from journeymap.report import Context
from journeymap.review import Review, review, tell
from journeymap.source import DiskStore

CASES = Path(__file__).parent / "cases" / "diff"
NAMES = sorted(path.name for path in CASES.iterdir())
CONTEXT = Context(source=lambda _: None, show=lambda path: path, color=False, width=100, version="1")
FORMATS = {"out.txt": "text", "out.md": "markdown", "out.json": "json"}


@cache
def compared(name: str) -> Review:
    """The review of a case."""
    return read(name)


def read(name: str) -> Review:
    sides = []
    for file in ("old.yaml", "new.yaml"):
        project = Project(DiskStore(CASES / name, DEFAULT.bytes))
        checked = project.check(file)
        assert checked.sound, checked.diagnostics
        sides.append((checked.journey, (CASES / name / file).read_text(encoding="utf-8")))
    (old, old_text), (new, new_text) = sides
    return review(old, new, old_text, new_text)


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, accept: bool) -> None:
    found = compared(name)
    for file, format_name in FORMATS.items():
        expected = CASES / name / file
        if file != "out.txt" and not expected.exists():
            continue
        told = tell(found, format_name, CONTEXT)
        assert told == tell(read(name), format_name, CONTEXT)
        if accept:
            expected.write_text(told, encoding="utf-8", newline="")
        assert told == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_json_can_be_read(name: str) -> None:
    told = json.loads(tell(compared(name), "json", CONTEXT))
    assert sum(told["counts"].values()) == len(told["changes"])
