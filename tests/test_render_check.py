"""`render --check`: whether committed pictures are those of their maps."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run

MAP = "journeymap: 1\ntitle: {}\nstages:\n  - name: Find out\n    actions: [Reads the leaflet]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        place = tmp_path / "maps" / f"{name}.yaml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(MAP.format(name), encoding="utf-8")
    return tmp_path


def seen(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_one_file(folder: Path) -> None:
    command = ("render", "maps/one.yaml", "-o", "one.svg")
    assert run(*command).code == 0
    assert run(*command, "--check").code == 0
    assert run(*command, "--check").err == "1 picture is up to date\n"
    (folder / "one.svg").write_bytes((folder / "one.svg").read_bytes().replace(b"\n", b"\r\n"))
    assert run(*command, "--check").code == 0
    (folder / "maps/one.yaml").write_text(MAP.format("another"), encoding="utf-8")
    before = seen(folder)
    done = run(*command, "--check")
    assert (done.code, done.out) == (1, "one.svg: out of date\n")
    assert "without --check" in done.err
    assert seen(folder) == before
    assert run(*command, "--check", "--theme", "dark").code == 1


def test_a_folder_with_several_views(folder: Path) -> None:
    command = ("render", "maps", "-o", "pictures/", "--to", "svg", "--view", "map", "--view", "flow")
    names = [f"pictures/maps/{name}.{view}.svg" for name in ("one", "two") for view in ("map", "flow")]
    drawn = run(*command, "--check")
    told = [line.removesuffix(": missing") for line in drawn.out.splitlines()]
    assert (drawn.code, len(told)) == (1, 4)
    assert not (folder / "pictures").exists()
    assert run(*command).code == 0
    quiet = run(*command, "--check", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert all((folder / name).exists() for name in told)
    assert {Path(name).name for name in told} == {Path(name).name for name in names}
    (folder / told[1]).unlink()
    (folder / told[2]).write_text("old", encoding="utf-8")
    assert run(*command, "--check").out == f"{told[1]}: missing\n{told[2]}: out of date\n"


def test_a_map_with_errors_fails_a_check_too(folder: Path) -> None:
    run("render", "maps", "-o", "pictures/", "--to", "svg")
    (folder / "maps/one.yaml").write_text("journeymap: 1\n", encoding="utf-8")
    done = run("render", "maps", "-o", "pictures/", "--to", "svg", "--check")
    assert (done.code, done.out) == (1, "")


@pytest.mark.parametrize("arguments", [[], ["-o", "-"], ["-o", "x.svg", "--emit", "board"]])
def test_a_check_needs_files(folder: Path, arguments: list[str]) -> None:
    done = run("render", "maps/one.yaml", "--check", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "--check compares with files" in done.err
