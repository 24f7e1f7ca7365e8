"""Repositories with git's drivers for maps installed, two people's versions of a map, and a tool that a test may break."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, run
from scratch import Scratch, scratch

CASES = ROOT / "tests" / "cases" / "merge"
BASE, OURS, THEIRS = (
    (CASES / "two-people-edit-one-stage" / f"{side}.yaml").read_bytes().decode() for side in ("base", "ours", "theirs")
)
MERGED = (CASES / "two-people-edit-one-stage" / "merged.yaml").read_bytes().decode()
REMOVED, EDITED, CONFLICT = (
    (CASES / "action-removed-and-edited" / f"{side}.yaml").read_bytes().decode() for side in ("ours", "theirs", "merged")
)


def _path_without_the_tool() -> list[str]:
    """Where programs are looked for; whoever runs the tests may have the tool installed."""
    return [one for one in os.get_exec_path() if not Path(one, "journeymap").exists()]


@pytest.fixture(name="tool")
def tool_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as git finds it; a test may replace it by one that fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    path = folder / "journeymap"
    a_tool(path, f'exec {shlex.quote(sys.executable)} -m journeymap "$@"')
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), *_path_without_the_tool())))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    return path


def a_tool(path: Path, script: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture(name="repo")
def repo_with_drivers(tmp_path: Path, tool: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A repository with the drivers installed and one map, of which two people make a version each."""
    made = scratch(tmp_path / "a repository")
    monkeypatch.chdir(made.folder)
    assert run("git", "install").code == 0
    made.commit(map=BASE)
    return made


def versions(repo: Scratch, ours: str, theirs: str) -> None:
    repo.git("checkout", "--quiet", "-b", "tom")
    repo.commit("theirs", map=theirs)
    repo.git("checkout", "--quiet", "main")
    repo.commit("ours", map=ours)


def tried(repo: Scratch, *arguments: str) -> tuple[int, str]:
    """A git command that may say no: its exit code and all that it said."""
    names = {
        "GIT_AUTHOR_NAME": "S",
        "GIT_AUTHOR_EMAIL": "s@example.com",
        "GIT_COMMITTER_NAME": "S",
        "GIT_COMMITTER_EMAIL": "s@example.com",
    }
    done = subprocess.run(["git", *arguments], cwd=repo.folder, env=os.environ | names, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def content(repo: Scratch) -> str:
    return (repo.folder / "map.yaml").read_bytes().decode()
