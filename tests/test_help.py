"""What `--help` says, the same way in every command, and that its examples do what they say."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import doc_pages
import pytest
import typer
from running import run

from journeymap import plugins
from journeymap.cli import app
from journeymap.cli._help import Example, parts

GIT = ("install", "uninstall", "doctor", "textconv", "diff-driver", "merge-driver")
COMMANDS = [(), *((name,) for name in plugins.names("journeymap.cli")), *(("git", name) for name in GIT)]
ASKING = ("journeymap init", "journeymap preview")


def command_of(path: tuple[str, ...]) -> Any:
    found: Any = typer.main.get_command(app)
    for name in path:
        found = found.get_command(None, name)
    return found


def examples() -> list[Example]:
    return list(dict.fromkeys(one for path in COMMANDS for one in parts(command_of(path).help)[1]))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_laid_out_alike(path: tuple[str, ...]) -> None:
    done = run(*path, "--help", env={"COLUMNS": "80"})
    name = " ".join(("journeymap", *path))
    headings = re.findall(r"^(\S[^:\n]*):", done.out, re.MULTILINE)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: {name} ")
    assert headings[0] == "Usage"
    assert headings[-1] == "Examples"
    assert all(len(line) <= 80 for line in done.out.splitlines())
    assert not re.search(r"<str>|<int>|list\[|\[\[", done.out.partition("Examples:")[0])


@pytest.mark.parametrize(
    "path", [one for one in COMMANDS if one not in (("git", "textconv"), ("git", "diff-driver"))], ids=" ".join
)
def test_a_command_has_examples_of_its_own_each_with_what_it_does(path: tuple[str, ...]) -> None:
    shown = parts(command_of(path).help)[1]

    assert len(shown) >= 1 + (path in {(name,) for name in plugins.names("journeymap.cli")})
    for one in shown:
        assert " ".join(("journeymap", *path)) in one.typed
        assert one.does[:1].isupper()
        assert one.does.endswith((".", "?"))
        assert len(one.typed) <= 78


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("help") / "work"
    folder.mkdir()
    doc_pages.FOLDERS["a project"](folder)
    return folder


@pytest.mark.skipif(shutil.which("bash") is None, reason="the examples are written for a shell like bash")
@pytest.mark.parametrize("one", examples(), ids=lambda one: one.typed)
def test_an_example_runs(one: Example, project: Path, tmp_path: Path) -> None:
    if one.typed.startswith(ASKING) and not {"--starter", "--based-on"} & set(one.typed.split()):
        _waits(one, project, tmp_path)
        return
    if "zsh" in one.typed or "$PROFILE" in one.typed:
        assert (
            run("completions", shlex.split(one.typed.replace("<(", "").replace(")", ""))[-1 if "zsh" in one.typed else 2]).code
            == 0
        )
        return
    folder = tmp_path / "work"
    shutil.copytree(project, folder, symlinks=True)
    if one.typed.endswith("journey.html") or one.typed == "journeymap lint journey.yaml":
        shutil.copy(folder / "map.yaml", folder / "journey.yaml")
    if "future" not in one.typed:
        (folder / "maps" / "return-future.yaml").unlink()
    environment = doc_pages.environment(folder)
    (Path(environment["HOME"]) / ".config" / "fish" / "completions").mkdir(parents=True)
    # The language server ends when its editor has gone away.
    done = subprocess.run(
        ["bash", "-c", one.typed],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    told = done.stderr.decode()

    assert done.returncode in ((0, 1) if "exit code is 1" in one.does else (0,)), told
    assert "error: " not in told


def _waits(one: Example, project: Path, folder: Path) -> None:
    """Commands that wait for somebody are begun in a real terminal, and ended with Ctrl-C."""
    from pseudo_terminal import Terminal

    work = folder / "work"
    shutil.copytree(project, work, symlinks=True)
    with Terminal(work, tuple(shlex.split(one.typed)[1:])) as terminal:
        terminal.until("?" if "init" in one.typed else "http://127.0.0.1")
        assert terminal.interrupt() in (0, 130)


@pytest.mark.parametrize(
    ("typed", "message", "help_line"),
    [
        ("lnt", 'there is no command "lnt"', 'did you mean "lint"?'),
        ("maps/a.yaml", 'there is no command "maps/a.yaml"', "journeymap lint maps/a.yaml"),
        ("git instal", 'there is no command "instal"', 'did you mean "install"?'),
        ("lint --slect x", "there is no option --slect", "did you mean --select?"),
        ("lint --selct x", "there is no option --selct", "did you mean --select?"),
        ("render --them x", "there is no option --them", "did you mean --theme?"),
        ("lint --preset", "--preset needs a value", "--preset VALUE"),
        ("lint --fix=x", "--fix takes no value", "write --fix alone"),
        ("lint --jobs x", "--jobs takes a whole number", "`journeymap lint --help`"),
        ("lint --jobs 0", "--jobs takes 1 or more", "`journeymap lint --help`"),
        ("render", "PATH is missing", "`journeymap render --help` has examples"),
        ("schema one two", "nothing is taken behind the others: one two", "`journeymap schema --help`"),
        ("completions tcsh", 'there is no script for "tcsh"', "bash, zsh, fish, powershell"),
    ],
)
def test_wrong_use_is_told_in_our_words(typed: str, message: str, help_line: str) -> None:
    done = run(*typed.split())

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {message}\n  help: ")
    assert help_line in done.err
    assert done.err.count("\n") == 2


@pytest.mark.parametrize("path", [(), ("git",)])
def test_nothing_typed_behind_the_name_shows_the_help_as_wrong_use(path: tuple[str, ...]) -> None:
    done = run(*path)

    assert (done.code, done.out) == (2, "")
    assert done.err == run(*path, "--help").out
