"""An empty folder to run the program in, and two maps to write there: a good one and a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = "journeymap: 1\ntitle: A map\nstate: current\npersonas: Sarah\ngoals: Be done\nstages:\n  - name: One\n    actions: Goes\n    emotion: 1\n"
BAD = "journeymap: 1\ntitel: A map\nstages: One\n"


@pytest.fixture(name="folder")
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
