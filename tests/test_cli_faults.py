"""What the environment refuses: told in one sentence, exit code 2, and the rest of the run goes on."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from running import run

from journeymap import source
from journeymap.errors import OutputError
from journeymap.project import find_root

GOOD = "journeymap: 1\ntitle: A map\nstate: current\npersonas: Sarah\ngoals: Be done\nstages:\n  - name: One\n    actions: Goes\n    emotion: 1\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and links of POSIX")
LINUX = pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full")
LONG = "n" * 300


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.yaml").write_text(GOOD)
    return tmp_path


def shell(line: str, folder: Path) -> tuple[int, str, str]:
    """Run a line of the shell, in which `journeymap` is the program."""
    program = f'journeymap() {{ "{sys.executable}" -m journeymap "$@"; }}\n{line}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False, cwd=folder, timeout=60)
    return done.returncode, done.stdout, done.stderr


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, refused: Path) -> None:
    """Let a function of the system refuse one path, as it would refuse it to somebody who is not root."""
    real = getattr(os, name)

    def maybe(path: object, *arguments: object, **options: object) -> object:
        if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(refused):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(os, name, maybe)


@POSIX
def test_a_pipe_is_written_to_and_stays_one(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((folder / "pipe").read_bytes()), daemon=True)
    reader.start()

    source.write(folder / "pipe", b"x" * 200_000)
    reader.join(20)

    assert got == [b"x" * 200_000]
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


@LINUX
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_an_open_descriptor_is_written_to_where_it_stands(folder: Path, name: str) -> None:
    (folder / "log").write_text("before\n")

    code, _, err = shell(f"journeymap render map.yaml --to svg -o {name} -q >>log", folder)

    assert (code, err) == (0, "")
    assert (folder / "log").read_text().startswith("before\n<svg")


@LINUX
def test_process_substitution_gets_the_picture(folder: Path) -> None:
    code, got, err = shell("journeymap render map.yaml --to svg -q -o >(cat); code=$?; wait $!; exit $code", folder)

    assert (code, err) == (0, "")
    assert got.startswith("<svg")


def test_an_interrupted_write_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        source.write(folder / "map.svg", b"x")

    assert [path.name for path in folder.iterdir()] == ["map.yaml"]


def test_a_long_legal_name_is_written(folder: Path) -> None:
    name = "é" * 120 + ".svg"

    source.write(folder / name, b"x")

    assert (folder / name).read_bytes() == b"x"


@LINUX
@pytest.mark.parametrize(
    "line",
    [
        "journeymap --version >/dev/full",
        "journeymap --help >/dev/full",
        "journeymap render --help >/dev/full",
        "journeymap validate map.yaml >/dev/full",
        "journeymap render map.yaml >/dev/full",
        "journeymap schema >/dev/full",
        "journeymap --version >&-",
        "journeymap --help >&-",
        "journeymap validate map.yaml >&-",
        "journeymap render map.yaml >&-",
        "journeymap validate - <&-",
    ],
)
def test_streams_that_refuse_are_told_in_one_sentence(folder: Path, line: str) -> None:
    code, _, err = shell(line, folder)

    assert code == 2
    assert err.count("error: ") == 1
    assert "bug" not in err
    assert "Traceback" not in err
    assert "Exception ignored" not in err


@LINUX
@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize("what", ["validate no.yaml", "validat", "render map.yaml -o map.svg"])
def test_what_cannot_be_said_on_stderr_is_in_the_exit_code(folder: Path, what: str, to: str) -> None:
    code, out, _ = shell(f"journeymap {what} {to}", folder)

    assert (code, out) == (2, "")
    assert "-o" not in what or (folder / "map.svg").read_text().startswith("<svg")


@pytest.mark.parametrize("arguments", [("validate", f"{LONG}.yaml"), ("render", "map.yaml", "-o", f"{LONG}.svg")])
def test_a_name_that_is_too_long_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.code == 2
    assert "its name is longer than the system allows" in done.err


@POSIX
def test_a_link_that_leads_in_a_circle_does_not_stop_the_others(folder: Path) -> None:
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "loop.svg").symlink_to("loop.svg")

    searched = run("render", ".", "-o", "out/")
    written = run("render", "map.yaml", "-o", "loop.svg")

    assert searched.code == written.code == 2
    assert "loop.yaml: its links lead in a circle" in searched.err
    assert (folder / "out/map.svg").exists()
    assert "cannot write loop.svg: its links lead in a circle" in written.err
    assert (folder / "loop.svg").is_symlink()


@LINUX
def test_a_current_folder_that_is_gone_is_told(folder: Path) -> None:
    for what in ("validate", "validate map.yaml", "rules", "render /dev/null -o x.svg"):
        code, _, err = shell(f"mkdir gone && cd gone && rmdir ../gone && journeymap {what}", folder)

        assert code == 2, err
        assert "bug" not in err


def test_a_folder_that_may_not_be_searched_is_told_and_the_rest_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "maps/shut").mkdir(parents=True)
    (folder / "maps/titled.yaml").write_text(GOOD.replace("title", "titel"))
    refuse(monkeypatch, "scandir", folder / "maps/shut")

    done = run("validate", "maps", "--format", "concise")

    assert done.code == 2
    assert done.err.startswith("error: maps/shut: you have no permission\n")
    assert "maps/titled.yaml:2:1" in done.out


def test_a_folder_that_may_not_be_looked_into_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shut").mkdir()
    (folder / "shut/map.yaml").write_text(GOOD)

    def shut(path: Path, *_: object, **__: object) -> os.stat_result:
        if folder / "shut" in path.parents:
            raise PermissionError(13, "Permission denied", str(path))
        return os.stat(path)  # noqa: PTH116 -- Path.stat is what is replaced

    monkeypatch.setattr(Path, "stat", shut)
    done = run("validate", "shut/map.yaml")
    drawn = run("render", "map.yaml", "-o", "shut/map.svg")

    assert find_root(folder / "shut") == folder / "shut"
    assert done.code == drawn.code == 2
    assert "you have no permission" in done.err
    assert "cannot write shut/map.svg: you have no permission" in drawn.err


def test_a_picture_that_cannot_be_written_does_not_stop_the_others(folder: Path) -> None:
    (folder / "maps").mkdir()
    for name in ("a", "b"):
        (folder / f"maps/{name}.yaml").write_text(GOOD)
    (folder / "maps/c.yaml").write_text(GOOD.replace("title", "titel"))
    (folder / "out/a.svg").mkdir(parents=True)

    done = run("render", "maps", "-o", "out/")

    assert done.code == 2
    assert "cannot write out/a.svg: is a folder, not a file" in done.err
    assert 'unknown key "titel"' in done.err
    assert (folder / "out/b.svg").is_file()


def test_a_named_folder_is_the_project_of_the_maps_found_in_it(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / "maps" / name).mkdir(parents=True)
        (folder / "maps" / name / "a.yaml").write_text(GOOD.replace("personas: Sarah\n", "include: ../lib.yaml\n"))
    (folder / "maps/lib.yaml").write_text("journeymap: 1\nlibrary: true\npersonas: Sarah\n")

    done = run("render", "maps", "-o", "out/")

    assert done.code == 0, done.err
    assert sorted(path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.svg")) == [
        "one/a.svg",
        "two/a.svg",
    ]


def test_writing_to_a_folder_is_refused(folder: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        source.write(folder, b"x")


def test_a_report_into_a_loop_of_links_is_refused_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.yaml").write_text("journeymap: 1\ntitle: A map\nstages: One\n")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    done = run("lint", "map.yaml", "--format", "json=a")

    assert done.code == 2
    assert "has a bug" not in done.err
