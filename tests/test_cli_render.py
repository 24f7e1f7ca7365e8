"""`render` on the command line: which picture is written where, what is wrong use, and what a write that fails leaves."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from cli_folder import (
    BAD,
    GOOD,
    empty_folder,  # noqa: F401 -- the fixture `folder`
    write,
)
from running import EXAMPLES, run


def test_render_into_a_pipe_is_svg(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    done = run("render", "map.yaml")

    assert done.code == 0
    assert done.out.startswith("<svg")


@pytest.mark.parametrize(
    ("name", "start"), [("m.svg", "<svg"), ("m.html", "<!doctype html>"), ("m.md", "# A map"), ("m.txt", "A map")]
)
def test_the_suffix_chooses_the_target(folder: Path, name: str, start: str) -> None:
    write(folder, "map.yaml", GOOD)

    done = run("render", "map.yaml", "-o", name)

    assert done.code == 0, done.err
    assert done.out == ""
    assert done.err == f"wrote {name}\n"
    assert (folder / name).read_text(encoding="utf-8").lstrip().lower().startswith(start.lower())


def test_render_of_a_map_with_errors_draws_the_others(folder: Path) -> None:
    write(folder, "maps/bad.yaml", BAD)
    write(folder, "maps/good.yaml", GOOD)

    done = run("render", "maps", "-o", "out/")

    assert done.code == 1
    assert 'unknown key "titel"' in done.err
    assert [path.name for path in (folder / "out").rglob("*.svg")] == ["good.svg"]


def test_several_views_in_a_folder_are_told_apart(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    assert run("render", "map.yaml", "--view", "map", "--view", "flow", "-o", "out/").code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["map.flow.svg", "map.map.svg"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("map.yaml", "map.yaml", "other.yaml", "-o", "one.svg"),
        ("map.yaml", "-o", "one.gif"),
        ("map.yaml", "--to", "gif"),
        ("map.yaml", "--view", "side"),
        ("map.yaml", "--theme", "pink"),
        ("map.yaml", "other.yaml"),
        ("map.yaml", "-o", "map.yaml", "--to", "svg"),
        ("lib.yaml",),
        (),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use_and_write_nothing(folder: Path, arguments: tuple[str, ...]) -> None:
    write(folder, "map.yaml", GOOD)
    write(folder, "other.yaml", GOOD)
    write(folder, "lib.yaml", "journeymap: 1\nlibrary: true\npersonas: Sarah\n")

    done = run("render", *arguments)

    assert done.code == 2
    assert "error" in done.err.lower()
    assert sorted(path.name for path in folder.iterdir()) == ["lib.yaml", "map.yaml", "other.yaml"]
    assert (folder / "map.yaml").read_text() == GOOD


@pytest.mark.parametrize("step", ["write", "replace"])
def test_a_render_that_fails_leaves_the_old_output_whole(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    write(folder, "map.yaml", GOOD)
    write(folder, "map.svg", "the old picture")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync" if step == "write" else "os.replace", full)
    done = run("render", "map.yaml", "-o", "map.svg")

    assert done.code == 2
    assert "cannot write map.svg: no space left on device" in done.err
    assert (folder / "map.svg").read_text() == "the old picture"
    assert sorted(path.name for path in folder.iterdir()) == ["map.svg", "map.yaml"]


def test_no_permission_to_write_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "map.yaml", GOOD)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    done = run("render", "map.yaml", "-o", "map.svg")

    assert done.code == 2
    assert "cannot write map.svg: you have no permission" in done.err


def test_a_written_file_keeps_its_link_and_mode(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)
    target = write(folder, "real/old.svg", "old")
    target.chmod(0o640)
    (folder / "map.svg").symlink_to(target)

    assert run("render", "map.yaml", "-o", "map.svg").code == 0
    assert (folder / "map.svg").is_symlink()
    assert target.read_text(encoding="utf-8").startswith("<svg")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("what", ["board", "scene"])
def test_emit_prints_json_of_what_lies_behind_a_picture(folder: Path, what: str) -> None:
    write(folder, "map.yaml", GOOD)

    assert json.loads(run("render", "map.yaml", "--emit", what).out)


def test_labels_follow_the_language_asked_for_and_the_direction_the_map(folder: Path) -> None:
    svenska = run("render", EXAMPLES / "online-return.yaml", "--to", "markdown", "--language", "sv")
    farsi = run("render", EXAMPLES / "fa-online-grocery.yaml", "--to", "html", "--language", "en")

    assert "Smärtpunkter" in svenska.out
    assert 'dir="rtl"' in farsi.out
