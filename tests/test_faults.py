"""Faults at every step of every command that writes: afterwards a file is the old one or the new one, never half.

Each call of the system that a write is made of fails in turn, once with a full disk, once with no permission; then processes
are killed at a hundred moments. A command that is new writes through `source.write`, and belongs into `COMMANDS`. `git install` and `git uninstall` are in `test_git_faults.py`.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from running import EXAMPLES, run, spawn

FIXABLE = "journeymap: 1\ntitle: A map\nstate: current\nstages:\n  - name: One\n    actions:\n      - Goes\u200b away\n      - Comes back\n"
COMMANDS = {
    "render": ("render", "map.yaml", "-o", "map.svg"),
    "render into a folder": ("render", "map.yaml", "lib/other.yaml", "--to", "html", "-o", "out"),
    "lint --fix": ("lint", "map.yaml", "lib/other.yaml", "--fix", "--preset", "strict"),
    "lint --write-baseline": ("lint", ".", "--preset", "strict", "--write-baseline"),
    "lint --format": ("lint", "map.yaml", "--format", "sarif=out.sarif", "--format", "junit=out.xml"),
    "format": ("format", "lib/messy.yaml"),
    "init": ("init", "new.yaml", "--starter", "current-state"),
    "merge": ("merge", "map.yaml", "lib/messy.yaml", "lib/other.yaml", "-o", "merged.yaml"),
    "render png and pdf": ("render", "map.yaml", "lib/other.yaml", "--to", "png", "--to", "pdf", "-o", "out"),
}
STEPS = ("os.open", "os.write", "os.fsync", "os.chmod", "os.replace", "os.rename", "os.mkdir")
KILLS = 100
TODAY = {"JOURNEYMAP_TODAY": "2026-11-21"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOURNEYMAP_TODAY", TODAY["JOURNEYMAP_TODAY"])
    return fresh(tmp_path / "work", monkeypatch)


def fresh(path, monkeypatch=None):
    """A folder with maps to read and old outputs to write over."""
    path.mkdir(exist_ok=True)
    for child in path.iterdir():
        # The folder itself stays: it is the current one.
        shutil.rmtree(child) if child.is_dir() else child.unlink()
    for name in ("lib", "out", ".git"):
        (path / name).mkdir()
    (path / "map.yaml").write_text(FIXABLE, encoding="utf-8")
    (path / "lib" / "other.yaml").write_text(FIXABLE.replace("A map", "Another map"), encoding="utf-8")
    (path / "lib" / "messy.yaml").write_text(FIXABLE.replace("state: current", "state:    current"), encoding="utf-8")
    for name in ("map.svg", "out.sarif", "out.xml", "out/map.html"):
        (path / name).write_text("old", encoding="utf-8")
    if monkeypatch is not None:
        monkeypatch.chdir(path)
    return path


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Saboteur:
    """Lets the `turn`-th call of one function of the system fail, if it concerns the folder."""

    def __init__(self, patch, step, turn, folder, number):
        self.calls = 0
        real = getattr(os, step.removeprefix("os."))

        def maybe(*arguments, **options):
            if self._concerns(arguments, folder, step):
                self.calls += 1
                if self.calls == turn:
                    raise OSError(number, os.strerror(number))
            return real(*arguments, **options)

        patch.setattr(step, maybe)

    @staticmethod
    def _concerns(arguments, folder, step):
        first = arguments[0]
        if isinstance(first, int):
            return True
        if step == "os.open" and not (arguments[1] & (os.O_WRONLY | os.O_RDWR)):
            return False
        return Path(first).absolute().is_relative_to(folder)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=["full", "refused"])
@pytest.mark.parametrize("command", COMMANDS)
def test_each_step_fails_in_turn(folder, command, number):
    before = contents(folder)
    assert run(*COMMANDS[command]).code in (0, 1)
    after = contents(folder)
    assert after != before
    failures = 0
    for step in STEPS:
        for turn in range(1, 12):
            fresh(folder)
            with pytest.MonkeyPatch.context() as patch:
                saboteur = Saboteur(patch, step, turn, folder, number)
                outcome = run(*COMMANDS[command])
            if saboteur.calls < turn:
                break
            now = contents(folder)
            if outcome.code != 2:
                # A folder that cannot be made, and is there already, is no trouble.
                assert (step, now) == ("os.mkdir", after)
                continue
            failures += 1
            assert "cannot" in outcome.err
            assert "Traceback" not in outcome.err
            for name, content in now.items():
                assert name in before or name in after, f"{name} is left behind"
                assert content in (before.get(name), after.get(name)), f"{name} is neither old nor new"
            assert set(before) <= set(now)
    # `init` opens its new file in a way that is not watched here: only its fsync can fail.
    assert failures >= (1 if command == "init" else 3)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_is_full_in_the_middle_of_a_file(folder, command):
    """A limit on the size of files lets the write itself fail, after some bytes."""
    import resource

    before = contents(folder)
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", *COMMANDS[command]],
        capture_output=True,
        cwd=folder,
        check=False,
        timeout=60,
        env={**os.environ, "JOURNEYMAP_CACHE_DIR": os.fspath(folder.parent / "cache"), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40)),
    )

    assert done.returncode == 2
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert contents(folder) == before


@pytest.mark.proof
def test_processes_are_killed_at_any_moment(tmp_path, proof_share):
    chance = random.Random(1)
    folder = fresh(tmp_path / "work")
    for name in range(6):
        shutil.copy(EXAMPLES / "online-return.yaml", folder / f"more-{name}.yaml")
    command = ("render", ".", "--to", "svg", "-o", "out")
    old = {f"out/{path.stem}.svg": b"old" for path in folder.glob("*.yaml")}
    for name, content in old.items():
        (folder / name).write_bytes(content)
    start = time.monotonic()
    assert spawn(*command, cwd=folder).code in (0, 1)
    whole = time.monotonic() - start
    new = contents(folder)
    half_way = 0
    for _ in range(max(10, int(KILLS * proof_share))):
        for name, content in old.items():
            (folder / name).write_bytes(content)
        process = subprocess.Popen(
            [sys.executable, "-m", "journeymap", *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 1.0) * whole)
        process.kill()
        process.wait()
        now = {name: (folder / name).read_bytes() for name in old}
        assert all(content in (old[name], new[name]) for name, content in now.items())
        half_way += len({content == old[name] for name, content in now.items()}) == 2
        for left in (folder / "out").rglob(".journeymap-*"):
            left.unlink()
    assert half_way


def test_two_runs_at_once_on_one_cache(tmp_path):
    folder = fresh(tmp_path / "work")
    cache = {"JOURNEYMAP_CACHE_DIR": os.fspath(tmp_path / "cache"), **TODAY}
    command = [sys.executable, "-m", "journeymap", "lint", ".", "--preset", "strict", "--format", "concise"]
    running = [
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **cache})
        for _ in range(4)
    ]
    answers = {process.communicate(timeout=60) for process in running}

    assert len(answers) == 1
    assert spawn("lint", ".", "--preset", "strict", "--format", "concise", cwd=folder, env=cache).out.encode() == answers.pop()[0]


@pytest.mark.parametrize("columns", ["1", "20", "40"])
@pytest.mark.parametrize("arguments", [("lint", "map.yaml"), ("render", "map.yaml", "--to", "terminal"), ("rules",), ("--help",)])
def test_a_terminal_of_twenty_columns(folder, columns, arguments):
    outcome = run(*arguments, env={"COLUMNS": columns})
    assert outcome.code in (0, 1)
    assert outcome.out


def test_temporary_files_lie_beside_their_target(folder):
    """On another file system a rename could not be whole."""
    seen = []
    real = tempfile.mkstemp

    def watch(*arguments, **options):
        seen.append(Path(options["dir"]))
        return real(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", watch)
        assert run("render", "map.yaml", "-o", "out/new.svg").code == 0

    assert {path.resolve() for path in seen} == {(folder / "out").resolve()}
