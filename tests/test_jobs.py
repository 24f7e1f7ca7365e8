"""Several processes: the same bytes in the same order as one, and a clear word when one of them dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, run, spawn

import journeymap.model
from journeymap.cli import _batch
from journeymap.cli._looking import Ready

OPTIONS = ("--no-cache", "--today", "2026-11-21", "--preset", "strict")


@pytest.fixture
def maps(tmp_path):
    """The examples, a broken file, one that is no text, and one that is not there."""
    folder = tmp_path / "maps"
    shutil.copytree(EXAMPLES, folder)
    (folder / "broken.yaml").write_text("journeymap: 1\ntitle: [")
    (folder / "blob.yaml").write_bytes(b"journeymap: 1\n\xff\x00")
    return [*sorted(folder.glob("*.yaml")), folder / "gone.yaml"]


@pytest.mark.parametrize("format_name", ["full", "concise", "json"])
def test_the_same_bytes_as_in_one_process(maps, format_name):
    one = spawn("lint", *maps, *OPTIONS, "--format", format_name, "--jobs", "1")
    several = spawn("lint", *maps, *OPTIONS, "--format", format_name, "--jobs", "3")

    assert one.code == several.code == 2
    assert (one.out, one.err) == (several.out, several.err)
    assert "gone.yaml" in one.err


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_that_start_afresh_do_the_same(maps, tmp_path, method):
    """As on macOS and Windows, where nothing of this process is there: all that they need has to be sent."""
    program = tmp_path / "program.py"
    program.write_text(f"""
import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.set_start_method({method!r})
    from journeymap.cli import main

    main()
""")
    (tmp_path / "maps" / "journeymap.toml").write_text("preset = 'strict'\n[rules.overlong-text]\nlevel = 'error'\n")
    arguments = ("lint", *maps, *OPTIONS[:3], "--jobs")
    command = [sys.executable, str(program), *map(str, arguments), "2"]
    wide = {"COLUMNS": "100"}
    afresh = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=os.environ | wide, timeout=120)
    one = spawn(*arguments, "1", env=wide)

    assert (afresh.returncode, afresh.stdout.decode(), afresh.stderr.decode()) == (one.code, one.out, one.err)


def test_what_other_processes_found_is_kept(maps, tmp_path, monkeypatch):
    monkeypatch.setenv("JOURNEYMAP_CACHE_DIR", str(tmp_path / "cache"))
    options = ("--today", "2026-11-21", "--jobs", "2")
    first = run("lint", *maps[:-1], *options)

    def refuse(*_):
        raise AssertionError("a file was looked at again")

    monkeypatch.setattr(Ready, "look", refuse)

    assert run("lint", *maps[:-1], *options).out == first.out


def test_many_files_take_every_core_and_few_take_none(monkeypatch, maps):
    asked: list[int] = []

    def noting(jobs, _briefing, tasks):
        asked.append(jobs)
        return iter([None] * len(tasks))

    monkeypatch.setattr(_batch, "_in_processes", noting)
    monkeypatch.setattr(_batch, "_cores", lambda: 4)
    run("lint", *maps, *OPTIONS)
    assert asked == []

    monkeypatch.setattr(_batch, "_MANY", 3)
    run("lint", *maps, *OPTIONS)
    assert asked == [4]


def test_a_process_that_dies_is_told(maps, monkeypatch):
    monkeypatch.setattr(_batch, "_do", _die)
    if sys.platform != "linux":
        pytest.skip("other systems start processes afresh, which do not see the patch")
    done = run("lint", *maps, *OPTIONS, "--jobs", "2")

    assert done.code == 2
    assert "ended by itself" in done.err
    assert "--jobs 1" in done.err


def _die(_tasks):
    os._exit(9)


def test_a_bug_is_told_as_in_one_process(maps, monkeypatch):
    def stumble(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Ready, "look", stumble)
    one = run("lint", *maps, *OPTIONS, "--jobs", "1")
    several = run("lint", *maps, *OPTIONS, "--jobs", "2")

    assert one.code == several.code == 3
    assert one.err == several.err


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_number_that_is_none(jobs):
    assert run("lint", EXAMPLES, "--jobs", jobs).code == 2


def _wait_for_workers(pid):
    """Until a process has started others; where the system does not say, a while."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(300):
        if children.exists() and children.read_text().strip():
            break
        time.sleep(0.1 if children.parent.exists() else 0.005)
    time.sleep(0.3)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_ends_it_at_once(tmp_path):
    text = (EXAMPLES / "university-application.yaml").read_text()
    for number in range(3000):  # seconds of work for the fastest machine
        (tmp_path / f"{number}.yaml").write_text(text)
    command = [sys.executable, "-m", "journeymap", "lint", str(tmp_path), *OPTIONS, "--jobs", "2"]
    running = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- tests run in the background ignore it
    )
    _wait_for_workers(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    begin = time.monotonic()
    _, said = running.communicate(timeout=60)

    assert time.monotonic() - begin < 10
    assert running.returncode == 130
    assert b"Traceback" not in said


def test_what_is_done_with_goes_by_itself():
    """The collector rests in a run. A map that stayed would also keep the next one out of the processor's cache."""
    code = f"""
import gc
from datetime import date
from pathlib import Path
from journeymap.cli._looking import Linting
from journeymap.config import Config
from journeymap.project import Project
from journeymap.source import DiskStore

ready = Linting("strict", (), (), date(2026, 11, 21)).prepare(Config())

def look():
    ready.look(Project(DiskStore(Path({str(EXAMPLES)!r}), 1_000_000)), "university-application.yaml")

look()
gc.collect()
gc.disable()
look()
print(sum(type(one).__name__ in ("Journey", "Document", "JourneyMap") for one in gc.get_objects()), gc.collect())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    left, in_cycles = map(int, done.stdout.split())

    assert left == 0
    assert in_cycles < 500


def test_only_a_map_holds_objects_that_nobody_wrote():
    """Going through a map leaves out whatever has no key for objects, which defaults that are objects would make wrong."""
    held = [
        (model, name)
        for model in vars(journeymap.model).values()
        if isinstance(model, type) and issubclass(model, journeymap.model.Node) and model is not journeymap.model.JourneyMap
        for name, field in model.model_fields.items()
        if not field.is_required() and isinstance(field.get_default(call_default_factory=True), journeymap.model.Node)
    ]

    assert held == []
