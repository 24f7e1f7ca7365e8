"""Terminals and locales of every kind: 20 columns, and encodings that have none of a map's letters."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import EXAMPLES, run
from scratch import scratch

from journeymap.report.cells import measure

COLUMNS = 20
TODAY = "2026-11-21"
LAID_OUT = {
    "lint": ("lint", "zh.yaml", "fa.yaml", "broken.yaml", "--preset", "strict", "--no-cache"),
    "lint in colour": ("lint", "zh.yaml", "--preset", "strict", "--color", "always", "--no-cache"),
    "validate": ("validate", "broken.yaml"),
    "map": ("render", "zh.yaml", "--to", "terminal"),
    "map from right to left": ("render", "fa.yaml", "--to", "terminal", "--color", "always"),
    "flow": ("render", "zh.yaml", "--to", "terminal", "--view", "flow"),
    "backlog": ("render", "fa.yaml", "--to", "terminal", "--view", "backlog"),
    "personas": ("render", "zh.yaml", "--to", "terminal", "--view", "personas"),
    "blueprint": ("render", "zh.yaml", "--to", "terminal", "--view", "blueprint"),
    "diff": ("diff", "HEAD", "--format", "text", "--", "zh.yaml", "fa.yaml"),
    "diff in colour": ("diff", "HEAD", "--format", "text", "--color", "always", "--", "zh.yaml", "fa.yaml"),
    "rules": ("rules",),
    "a rule": ("rules", "missing-id"),
    "config": ("config", "."),
    "help": ("--help",),
    "help of lint": ("lint", "--help"),
    "help of diff": ("diff", "--help"),
    "help of git": ("git", "--help"),
    "doctor": ("git", "doctor"),
}
SOFT = {"rules", "a rule", "config", "doctor", "validate", "lint", "lint in colour"}
"""What has lines for machines in it, or tables and first lines that are for the terminal to wrap."""


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    """A Chinese map and a Persian one with changes, and one with mistakes."""
    made = scratch(tmp_path_factory.mktemp("terminals") / "work")
    for name, example in (("zh", "zh-hospital-registration"), ("fa", "fa-online-grocery")):
        made.write(f"{name}.yaml", (EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8"))
    shutil.copytree(EXAMPLES / "library", made.folder / "library")
    shutil.copytree(EXAMPLES / "images", made.folder / "images")
    made.git("add", ".")
    made.git("commit", "--quiet", "-m", "first")
    for name in ("zh", "fa"):
        path = made.folder / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("emotion: -2", "emotion: 1").replace("score: -2", "score: 2"), "utf-8"
        )
    made.write(
        "broken.yaml",
        "journeymap: 1\ntitle: 退货\nstages:\n  - nmae: 第一步\n    actions: [看一看这个很长很长很长的句子, نگاه می‌کند و می‌خرد]\n",
    )
    return made


ONE_PIECE = r" *(?:journeymap |-|\[)|\S.*"
"""What is copied as it stands: a command, an option with what it takes, an argument; and headings, which stand at the margin."""


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\|[\u2066-\u2069]", "", text)


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_terminal_of_twenty_columns(repo, name, monkeypatch):
    """No line is longer than the terminal, but for a word that cannot be broken; nothing of it is lost."""
    monkeypatch.chdir(repo.folder)
    monkeypatch.setenv("JOURNEYMAP_TODAY", TODAY)
    done = run(*LAID_OUT[name], env={"COLUMNS": str(COLUMNS)})
    wide = run(*LAID_OUT[name], env={"COLUMNS": "120"})
    lines = plain(done.out).split("\n")

    assert done.code == wide.code
    assert done.code in (0, 1), done.err
    assert "\ufffd" not in done.out
    long = [line for line in lines if measure(line) > COLUMNS]
    if name not in SOFT:
        assert [line for line in long if " " in line.strip() and not re.match(ONE_PIECE, line)] == []
    else:
        # A frame of a source line is cut to the terminal.
        assert [line for line in long if re.match(r" *\d* \|", line)] == []


@pytest.mark.parametrize("name", [name for name in LAID_OUT if name.startswith("help")])
def test_no_word_of_a_narrow_help_is_broken(name):
    narrow, wide = (run(*LAID_OUT[name], env={"COLUMNS": width}).out for width in ("20", "78"))
    words = set(wide.replace("-\n", "-").split())
    assert [word for word in narrow.split() if word not in words and "-" not in word] == []


LOCALES = {
    "ascii": {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    "cp1252": {"LC_ALL": "C", "PYTHONIOENCODING": "cp1252"},
    "no UTF-8 at all": {"LC_ALL": "POSIX", "LANG": "C"},
}
EVERYWHERE = {
    "lint": ("lint", "zh.yaml", "fa.yaml", "broken.yaml", "--preset", "strict", "--no-cache"),
    "lint --format json": ("lint", "broken.yaml", "--format", "json", "--no-cache"),
    "lint --fix": ("lint", "broken.yaml", "--fix", "--unsafe-fixes", "--preset", "strict"),
    "lint --write-baseline": ("lint", "fa.yaml", "--preset", "strict", "--write-baseline"),
    "format --diff": ("format", "zh.yaml", "broken.yaml", "--diff"),
    "format": ("format", "zh.yaml"),
    "render to the terminal": ("render", "zh.yaml", "--to", "terminal"),
    "render to stdout": ("render", "fa.yaml", "-o", "-"),
    "render": ("render", "fa.yaml", "zh.yaml", "--to", "html", "--to", "markdown", "-o", "نقشه/"),
    "diff": ("diff", "HEAD", "--format", "text", "--", "zh.yaml", "fa.yaml"),
    "diff --format html": ("diff", "HEAD", "--format", "html"),
    "merge": ("merge", "zh.yaml", "fa.yaml", "zh.yaml", "-o", "合并.yaml"),
    "textconv": ("git", "textconv", "zh.yaml"),
    "init": ("init", "新.yaml", "--starter", "current-state", "--language", "zh"),
    "a file that is not there": ("validate", "نیست.yaml"),
    "wrong use": ("render", "zh.yaml", "--theme", "色"),
    "rules": ("rules",),
    "help": ("render", "--help"),
}


def at(folder, command, locale):
    """What a process says, and every file that it leaves behind."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    own = {"JOURNEYMAP_TODAY": TODAY, "PYTHONPATH": str(EXAMPLES.parent), "JOURNEYMAP_CACHE_DIR": str(folder.parent / "cache")}
    arguments = [os.fsencode(one) if os.name == "posix" else one for one in map(str, command)]
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", *(one.decode("utf-8") for one in arguments)],
        cwd=folder, env=usual | own | {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} | locale, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    files = {
        os.fsencode(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in path.as_posix()
    }
    return done.returncode, done.stdout, done.stderr, files


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_locale_that_is_not_utf_8(repo, tmp_path, name):
    """The same bytes as in one that is: on stdout, on stderr, and in every file."""
    outcomes = {}
    for number, locale in enumerate(({"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}, *LOCALES.values())):
        folder = tmp_path / str(number) / "work"
        shutil.copytree(repo.folder, folder)
        outcomes[number] = at(folder, EVERYWHERE[name], locale)
    usual = outcomes.pop(0)
    assert b"Traceback" not in usual[2]
    for number, outcome in outcomes.items():
        for part, wanted in zip(outcome, usual, strict=True):
            assert part == wanted, list(LOCALES)[number - 1]
    assert usual[1] + usual[2] or any(os.fsencode("合并") in path for path in usual[3])
    assert (usual[1] + usual[2]).decode("utf-8") is not None
    for content in usual[3].values():
        if not content.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF")):
            content.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_lacks_the_letters_gets_what_it_can_show(repo, encoding, monkeypatch):
    from pseudo_terminal import Terminal

    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    with Terminal(Path(repo.folder), ("validate", "broken.yaml")) as terminal:
        terminal.until("1 error")
        assert terminal.end() == 1
