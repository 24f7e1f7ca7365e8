"""`git install`, `uninstall` and `doctor`: once or twice, here or for all repositories, and what others set stays."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from drivers import (
    MERGED,
    OURS,
    THEIRS,
    _path_without_the_tool,
    content,
    repo_with_drivers,  # noqa: F401 -- the fixture `repo`
    tool_on_the_path,  # noqa: F401 -- the fixture `tool`
    tried,
    versions,
)
from running import run
from scratch import Scratch


def test_installing_twice_is_installing_once_and_uninstalling_leaves_what_was_there(repo: Scratch) -> None:
    path = repo.folder / ".gitattributes"
    before = (repo.folder / ".git" / "config").read_text(encoding="utf-8")
    again = run("git", "install")

    assert "installed already" in again.err
    assert path.read_text(encoding="utf-8").count("merge=journeymap") == 2
    assert (repo.folder / ".git" / "config").read_text(encoding="utf-8") == before
    assert run("git", "uninstall").code == 0
    assert not path.exists()
    assert "journeymap" not in (repo.folder / ".git" / "config").read_text(encoding="utf-8")
    assert "nothing was installed" in run("git", "uninstall").err


@pytest.mark.parametrize("text", ["*.png binary\n", "*.png binary", "# mine\r\n*.svg -diff\r\n"])
def test_attributes_of_others_stay(repo: Scratch, text: str) -> None:
    run("git", "uninstall")
    path = repo.folder / ".gitattributes"
    path.write_bytes(text.encode())
    run("git", "install")
    installed = path.read_bytes().decode()
    run("git", "uninstall")

    assert installed.startswith(text)
    assert installed.count("\r\n") in (0, installed.count("\n"))
    assert path.read_bytes().decode().rstrip() == text.rstrip()


def test_a_setting_of_somebody_else_is_left(repo: Scratch) -> None:
    repo.git("config", "diff.journeymap.textconv", "cat")
    done = run("git", "uninstall")

    assert "left diff.journeymap.textconv, which was set to something else" in done.err
    assert repo.git("config", "diff.journeymap.textconv") == "cat"


def test_for_all_repositories(repo: Scratch, tmp_path: Path) -> None:
    run("git", "uninstall")
    assert run("git", "install", "--global").code == 0

    assert "merge=journeymap" in (tmp_path / "home" / "git" / "attributes").read_text(encoding="utf-8")
    assert "merge-driver" in (tmp_path / "gitconfig").read_text(encoding="utf-8")
    assert run("git", "doctor").code == 0
    versions(repo, OURS, THEIRS)
    assert tried(repo, "merge", "tom", "-m", "together")[0] == 0
    assert content(repo) == MERGED
    assert run("git", "uninstall", "--global").code == 0
    assert not (tmp_path / "home" / "git" / "attributes").exists()


def test_the_attributes_file_that_the_user_named_is_used(repo: Scratch, tmp_path: Path) -> None:
    subprocess.run(["git", "config", "--global", "core.attributesFile", str(tmp_path / "mine")], check=True)
    run("git", "install", "--global")

    assert "merge=journeymap" in (tmp_path / "mine").read_text(encoding="utf-8")


def test_the_doctor_says_what_is_wrong(repo: Scratch, tool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("git", "doctor").code == 0
    assert run("git", "doctor", "--quiet").out == ""
    with (repo.folder / ".gitattributes").open("a") as attributes:
        attributes.write("map.yaml merge=union\n")
    repo.git("config", "merge.journeymap.driver", "true")
    monkeypatch.setenv("PATH", os.pathsep.join(_path_without_the_tool()))
    done = run("git", "doctor", "--quiet")

    assert done.code == 1
    assert "wrong  journeymap is not found on the search path" in done.out
    assert "wrong  merge.journeymap.driver is set to something else" in done.out
    assert "wrong  map.yaml has no attribute merge=journeymap" in done.out
    assert "diff=journeymap" not in done.out


def test_outside_of_a_repository_that_is_told(tool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("git", "install").code == 2
    assert "in no git repository" in run("git", "install").err
    assert "`git init` makes one" in run("git", "install").err
    told = run("git", "doctor")
    assert told.code == 1
    assert "in no git repository" in told.out
    assert "git install`\n" not in told.out  # it could not help
