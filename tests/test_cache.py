"""What was found is kept until something that it was found from changes; a cache is never the reason for a wrong answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, Outcome, run, spawn

from journeymap import cache
from journeymap.cache import Witness, open_cache
from journeymap.errors import SourceError
from journeymap.source import DiskStore

MAP = """\
journeymap: 1
title: A way home
state: current
include: [shop.yaml]
personas:
  - {name: Ines, image: ines.png, image_alt: A woman}
stages:
  - name: Leave
    touchpoints: [desk]
    actions:
      - text: Ask for the way
        pain_points: [Nobody knows it]
"""
LIBRARY = """\
journeymap: 1
library: true
touchpoints:
  - {id: desk, name: Desk}
"""


@dataclass
class Project:
    """A small project with a cache of its own."""

    root: Path
    cache: Path

    def lint(self, *options: str) -> Outcome:
        return run("lint", self.root, "--today", "2026-11-21", "--format", "json", *options)

    def files(self) -> list[Path]:
        return sorted(self.cache.glob("*")) if self.cache.exists() else []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "maps"
    root.mkdir()
    (root / "journeymap.toml").write_text("")
    (root / "home.yaml").write_text(MAP)
    (root / "shop.yaml").write_text(LIBRARY)
    (root / "ines.png").write_bytes(b"picture")
    monkeypatch.setenv("JOURNEYMAP_CACHE_DIR", str(tmp_path / "cache"))
    return Project(root, tmp_path / "cache")


def _looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are looked at from now on."""
    from journeymap.cli._looking import Ready

    looked: list[str] = []
    look = Ready.look

    def noting(self, project, path):
        looked.append(path)
        return look(self, project, path)

    monkeypatch.setattr(Ready, "look", noting)
    return looked


def test_a_second_run_looks_at_nothing_and_says_the_same(project, monkeypatch):
    first = project.lint()
    looked = _looks(monkeypatch)
    second = project.lint()

    assert first.out.count('"id"') > 2
    assert (second.out, second.err, second.code) == (first.out, first.err, first.code)
    assert looked == []


@pytest.mark.parametrize("formats", ["concise", "json", "jsonl", "full", "markdown", "sarif"])
def test_what_is_kept_is_told_in_whatever_form_is_asked_for(project, monkeypatch, formats):
    project.lint("--ignore", "thin-persona")
    run("lint", project.root, "--today", "2026-11-21")
    looked = _looks(monkeypatch)
    asked = ("lint", project.root, "--today", "2026-11-21", "--format", formats, "--color", "always")
    told = [run(*asked), run(*asked)]
    monkeypatch.chdir(project.root.parent)
    told_from_elsewhere = run(*asked), run(*asked, "--no-cache")

    assert looked == ["home.yaml", "shop.yaml"]  # without a cache
    assert told[0] == told[1]
    assert told_from_elsewhere[0] == told_from_elsewhere[1]
    assert told[0].out


def test_a_library_is_told_once_whether_it_was_read_for_itself_or_not(project):
    """What a map finds in its library stands where the library's own passage would."""
    (project.root / "shop.yaml").write_text(LIBRARY.replace("name: Desk", "name: Desk, wat: 1"))
    (project.root / "away.yaml").write_text(MAP)
    told = [project.lint("--format", "full=" + str(project.root / "full.txt")) for _ in range(2)]

    assert told[0] == told[1] == project.lint("--no-cache", "--format", "full=" + str(project.root / "full.txt"))
    paths = [one["path"] for one in json.loads(told[0].out)["diagnostics"]]
    assert [path.rpartition("/")[2] for path in paths] == sorted(path.rpartition("/")[2] for path in paths)
    assert json.loads(told[0].out)["summary"]["files"] == 3
    assert sum(path.endswith("shop.yaml") for path in paths) == 1


def test_no_cache_neither_reads_nor_writes(project, monkeypatch):
    project.lint("--no-cache")
    assert project.files() == []

    project.lint()
    looked = _looks(monkeypatch)
    project.lint("--no-cache")

    assert looked == ["home.yaml", "shop.yaml"]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (lambda root: (root / "home.yaml").write_text(MAP.replace("Leave", "Go")), ["home.yaml"]),
        (lambda root: (root / "shop.yaml").write_text(LIBRARY.replace("desk", "door")), ["home.yaml", "shop.yaml"]),
        (lambda root: (root / "shop.yaml").write_text("journeymap: ["), ["home.yaml", "shop.yaml"]),
        (lambda root: (root / "ines.png").unlink(), ["home.yaml"]),
        (lambda root: (root / "ines.png").write_bytes(b"another picture"), ["home.yaml"]),
        (lambda root: (root / "journeymap.toml").write_text("preset = 'strict'"), ["home.yaml", "shop.yaml"]),
    ],
    ids=["the map", "a library", "a library that breaks", "a picture gone", "another picture", "configuration"],
)
def test_what_changes_is_looked_at_again(project, monkeypatch, change, again):
    project.lint()
    change(project.root)
    looked = _looks(monkeypatch)
    told = project.lint()

    assert looked == again
    assert told.out == project.lint("--no-cache").out


def test_a_library_that_comes_is_seen(project):
    (project.root / "shop.yaml").unlink()
    missing = project.lint()
    (project.root / "shop.yaml").write_text(LIBRARY)

    assert "include-failed" in missing.out
    assert "include-failed" not in project.lint().out


def test_a_map_that_a_map_points_at_is_seen(project, monkeypatch):
    (project.root / "home.yaml").write_text(MAP.replace("name: Leave", "name: Leave\n    journey: later.yaml"))
    (project.root / "later.yaml").write_text(MAP)
    project.lint()
    (project.root / "later.yaml").write_text(MAP.replace("name: Leave", "name: Leave\n    journey: home.yaml"))
    looked = _looks(monkeypatch)

    assert "circular-journey" in project.lint("--preset", "strict").out
    assert "home.yaml" in looked


@pytest.mark.parametrize("options", [("--today", "2026-11-22"), ("--preset", "strict"), ("--ignore", "text")])
def test_another_day_or_option_is_another_question(project, monkeypatch, options):
    project.lint()
    looked = _looks(monkeypatch)
    project.lint(*options)

    assert looked == ["home.yaml", "shop.yaml"]


@pytest.mark.parametrize("name", ["__version__", "_code_stamp"])
def test_another_version_is_another_question(project, monkeypatch, name):
    project.lint()
    looked = _looks(monkeypatch)
    monkeypatch.setattr(cache, name, "9.9.9" if name == "__version__" else lambda: 9)
    project.lint()

    assert looked == ["home.yaml", "shop.yaml"]


def _damage(content: bytes) -> list[bytes]:
    header, _, payload = content.partition(b"\n")
    index, _, body = payload.partition(b"\n")
    rows = json.loads(index)
    changed = [
        {path: [[["read", 7, {}]], {"x": 1}] for path in rows},
        [1, 2],
        {path: [asked, 10**9, length, None] for path, (asked, _, length, _) in rows.items()},
        {path: [asked, at, length, ["form", 7, [1], [], {}]] for path, (asked, at, length, _) in rows.items()},
        {path: [asked, at, length, told and [told[0], ["7"], *told[2:]]] for path, (asked, at, length, told) in rows.items()},
    ]
    payloads = [json.dumps(one).encode() + b"\n" + body for one in changed]
    again = [header.rsplit(b" ", 1)[0] + b" " + cache.digest(one).encode() + b"\n" + one for one in payloads]
    return [
        b"",
        b"\x00\xff" * 50,
        content[: len(content) // 2],
        content.replace(b"home", b"hone"),
        header,
        b"[" * 100_000,
        *again,
    ]


@pytest.mark.parametrize("number", range(11))
def test_a_file_that_is_not_as_it_was_written_counts_for_nothing(project, number):
    first = project.lint()
    (file,) = project.files()
    file.write_bytes(_damage(file.read_bytes())[number])
    second = project.lint()
    third = project.lint()

    assert (second.out, second.err) == (third.out, third.err) == (first.out, first.err)


def test_a_folder_that_cannot_be_written_is_no_trouble(project):
    project.cache.write_text("a file where the folder would be")
    silent, debugging = project.lint(), project.lint("--debug")

    assert silent.out == debugging.out == project.lint("--no-cache").out
    assert "cache:" not in silent.err
    assert "could not be written" in debugging.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for this user")
def test_a_read_only_folder_is_no_trouble(project):
    project.cache.mkdir(mode=0o500)

    assert project.lint().out == project.lint("--no-cache").out


def test_a_full_disk_is_no_trouble(project, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "_replace", full)

    assert project.lint().out == project.lint("--no-cache").out


def test_nobody_is_left_without_an_answer_for_want_of_a_home(project, monkeypatch):
    monkeypatch.setattr(cache, "folder", lambda: None)

    assert project.lint().out == project.lint("--no-cache").out


def test_the_file_stays_small(project, monkeypatch):
    project.lint()
    (file,) = project.files()
    monkeypatch.setattr(cache, "_LARGEST", file.stat().st_size - 200)
    (project.root / "home.yaml").write_text(MAP.replace("Leave", "Go"))
    run("lint", project.root / "shop.yaml", "--today", "2026-11-21")
    told = project.lint()

    assert all(one.stat().st_size <= cache._LARGEST for one in project.files() if one != file)
    assert told.out == project.lint("--no-cache").out


def test_how_it_was_told_is_the_first_to_go(project, monkeypatch):
    project.lint()
    (file,) = project.files()
    monkeypatch.setattr(cache, "_LARGEST", file.stat().st_size - 300)
    shutil.rmtree(project.cache)
    first = project.lint()
    looked = _looks(monkeypatch)

    assert project.lint() == first
    assert looked == []


def test_what_nobody_used_for_a_week_goes_and_what_is_not_ours_stays(project):
    project.cache.mkdir()
    old, foreign = project.cache / f"{'a' * 32}.json", project.cache / "package.json"
    for file in (old, foreign):
        file.write_text("{}")
        os.utime(file, (1_000_000_000, 1_000_000_000))
    project.lint()

    assert not old.exists()
    assert foreign.exists()


def test_two_runs_at_once_leave_a_whole_file(project):
    command = [sys.executable, "-m", "journeymap", "lint", str(project.root), "--today", "2026-11-21", "--format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) for _ in range(2)]
    told = {one.communicate(timeout=120)[0] for one in runs}
    (file,) = project.files()
    header, _, payload = file.read_bytes().partition(b"\n")

    assert len(told) == 1
    assert header.split()[2] == cache.digest(payload).encode()


def test_a_file_that_cannot_be_read_is_asked_for_again(project):
    run("lint", project.root / "home.yaml", project.root / "gone.yaml")
    (project.root / "gone.yaml").write_text(MAP)

    assert "no such file" not in run("lint", project.root / "gone.yaml").err


def test_a_frame_shows_the_text_of_a_kept_outcome(project):
    full = run("lint", project.root, "--today", "2026-11-21")

    assert run("lint", project.root, "--today", "2026-11-21").out == full.out
    assert "Nobody knows it" in full.out


def test_a_run_whose_outcomes_are_kept_starts_light(tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "maps")
    environment = {"JOURNEYMAP_CACHE_DIR": str(tmp_path / "cache")}
    spawn("lint", tmp_path / "maps", env=environment)
    code = f"""
import sys
sys.argv = ["journeymap", "lint", {str(tmp_path / "maps")!r}]
from journeymap.cli import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, **environment}
    )
    loaded = {name for name in done.stderr.split() if name.startswith(("ruamel", "journeymap", "jinja2"))}
    heavy = (
        "ruamel",
        "jinja2",
        "journeymap.model",
        "journeymap.document",
        "journeymap.journey",
        "journeymap.lint.rules",
        "journeymap.lint.engine",
    )

    assert [name for name in loaded if name.startswith(heavy)] == []


def test_where_it_lies(monkeypatch, tmp_path):
    monkeypatch.delenv("JOURNEYMAP_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder() == tmp_path / "journeymap"

    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # which the specification says to ignore
    monkeypatch.setenv("HOME", "/home/ines")
    assert cache.folder() == Path("/home/ines/.cache/journeymap")

    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache.folder() == Path("/home/ines/Library/Caches/journeymap")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache.folder() == tmp_path / "journeymap" / "Cache"


def test_a_witness_remembers_what_could_not_be_had(tmp_path):
    witness = Witness(DiskStore(tmp_path, 100))
    with pytest.raises(SourceError):
        witness.read("a")
    trace = witness.trace([("read", "a"), ("exists", "a")])

    assert Witness(DiskStore(tmp_path, 100)).confirms(trace)
    (tmp_path / "a").write_bytes(b"")
    assert not Witness(DiskStore(tmp_path, 100)).confirms({("exists", "a"): trace["exists", "a"]})
    assert open_cache(tmp_path, "context") is not None
