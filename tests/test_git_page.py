"""Git shows what docs/git.md says, whatever becomes of the tool and whatever a file is called."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from drivers import (
    BASE,
    CASES,
    MERGED,
    OURS,
    THEIRS,
    a_tool,
    repo_with_drivers,  # noqa: F401 -- the fixture `repo`
    tool_on_the_path,  # noqa: F401 -- the fixture `tool`
    tried,
)
from running import ROOT
from scratch import Scratch

PAGE = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
COMMANDS = [
    *re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE),
    *(line for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(repo: Scratch, command: str) -> None:
    for side, text in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        repo.write(f"{side}.yaml", text)
    repo.commit("all", map=OURS)
    repo.write("map.yaml", THEIRS)
    done = subprocess.run(["sh", "-c", command], cwd=repo.folder, env=os.environ, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_the_page_shows_what_git_shows(repo: Scratch) -> None:
    repo.commit(map=OURS)
    (shown,) = re.findall(r"```diff\n(.*?)```", PAGE, re.DOTALL)
    (conflict,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

    assert shown in repo.git("show", "-U4")
    assert conflict in (CASES / "both-reword-one-quote" / "merged.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", ["", "exit 1", "kill -9 $$"])
def test_the_command_of_the_page_shows_changes_whatever_becomes_of_the_tool(repo: Scratch, tool: Path, script: str) -> None:
    (command,) = (one for one in COMMANDS if one.startswith("git config"))
    subprocess.run(["sh", "-c", command], cwd=repo.folder, check=True)
    repo.write("map.yaml", OURS)
    if script:
        a_tool(tool, script)
    code, told = tried(repo, "diff")

    assert code == 0
    assert ("+        emotion: 2" if script else "improvement") in told


NAMES = ["-x.yaml", "--output=../victim.yaml", "-.yaml", "--help.yaml"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_words", [False, True])
@pytest.mark.parametrize("script", [None, "exit 1"])
def test_a_file_that_is_called_like_an_option_is_a_file(  # noqa: PLR0917 -- fixtures and parameters
    repo: Scratch, tool: Path, tmp_path: Path, name: str, in_words: bool, script: str | None
) -> None:
    """A pull request can bring any name; whatever git calls takes it for a file."""
    (tmp_path / "victim.yaml").write_text("precious", encoding="utf-8")
    if in_words:
        (command,) = (one for one in COMMANDS if one.startswith("git config"))
        subprocess.run(["sh", "-c", command], cwd=repo.folder, check=True)
    if script is not None:
        a_tool(tool, script)
    place = repo.folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(BASE, encoding="utf-8")
    repo.git("add", "--", name)
    repo.git("commit", "--quiet", "-m", "named")
    place.write_text(OURS, encoding="utf-8")
    code, told = tried(repo, "diff", "HEAD")

    assert code == 0
    assert ("improvement" if in_words and script is None else "emotion: 2") in told
    assert (tmp_path / "victim.yaml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("name", NAMES[:1])
def test_a_file_that_is_called_like_an_option_is_merged(repo: Scratch, name: str) -> None:
    place = repo.folder / name
    for branch, text in (("main", BASE), ("tom", THEIRS), ("main", OURS)):
        if branch == "tom":
            repo.git("checkout", "--quiet", "-b", "tom")
        elif place.exists():
            repo.git("checkout", "--quiet", "main")
        place.write_text(text, encoding="utf-8")
        repo.git("add", "--", name)
        repo.git("commit", "--quiet", "-m", branch)

    assert tried(repo, "merge", "tom")[0] == 0
    assert place.read_text(encoding="utf-8") == MERGED
