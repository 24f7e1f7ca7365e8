"""What Windows does otherwise, as far as it can be shown on any system: paths, drives, devices, line ends, open files."""

from __future__ import annotations

import json
import ntpath
import os

import pytest
from running import run

from journeymap import fence
from journeymap.source import _save

MAP = "journeymap: 1\ntitle: A\nstages:\n  - name: S\n    actions: [Looks, Buys]\n"
LIBRARY = "journeymap: 1\nlibrary: true\npersonas: [{id: sarah, name: Sarah}]\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.yaml").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(folder, line):
    (folder / "map.yaml").write_text(MAP + line, encoding="utf-8")
    done = run("validate", "map.yaml", "--format", "json")
    return [one for one in json.loads(done.out)["diagnostics"] if one["id"] in ("include-failed", "image-failed", "invalid-map")]


OUTSIDE = ("C:\\lib\\a.yaml", "C:/lib/a.yaml", "C:lib/a.yaml", "c:a.yaml", "\\\\host\\share\\a.yaml", "//host/share/a.yaml",
           "\\lib\\a.yaml", "\\\\?\\C:\\lib\\a.yaml", "\\\\.\\pipe\\x", "..\\..\\a.yaml", "lib\\..\\..\\a.yaml", "/lib/a.yaml")  # fmt: skip
DEVICES = ("CON", "nul", "lib/NUL.yaml", "lib\\aux.txt.yaml", "com1", "lpt9.yaml", "PRN .yaml", "conin$", "con/a.yaml", "COM²")


@pytest.mark.parametrize("written", OUTSIDE)
def test_a_path_that_begins_elsewhere_is_refused_on_every_system(folder, written):
    for line in (f"include: ['{written}']\n", f"personas: [{{id: p, name: P, image: '{written}'}}]\n"):
        (one,) = told(folder, line)
        assert "lies outside the project" in one["message"]
        assert "relative to the file" in one["help"]


@pytest.mark.parametrize("written", DEVICES)
def test_a_device_is_no_file_on_any_system(folder, written):
    for line in (f"include: ['{written}']\n", f"personas: [{{id: p, name: P, image: '{written}'}}]\n"):
        (one,) = told(folder, line)
        assert "on Windows this name is a device, not a file" in one["message"]


@pytest.mark.parametrize("written", ["console.yaml", "lib/nulls.yaml", "com10.yaml", "my con.yaml", "lpt.yaml"])
def test_a_name_that_only_looks_like_a_device_is_a_file(folder, written):
    (folder / written).write_text(LIBRARY, encoding="utf-8")
    assert told(folder, f"include: ['{written}']\n") == []


def test_backslashes_in_an_include_are_read_alike_everywhere(folder):
    assert told(folder, "include: ['lib\\a.yaml']\n") == []
    (one,) = told(folder, "include: ['lib\\b.yaml']\n")
    assert one["message"] == 'cannot include "lib\\b.yaml": there is no such file'


def test_an_address_is_no_file(folder):
    (one,) = told(folder, "include: ['https://example.com/a.yaml']\n")
    assert "nothing is fetched" in one["message"]


@pytest.mark.parametrize("written", OUTSIDE)
@pytest.mark.parametrize("key", ["extend", "baseline", "theme"])
def test_a_configuration_names_no_path_that_begins_elsewhere(folder, written, key):
    ending = ".toml" if key == "theme" else ""
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "journeymap.toml").write_text(f"{key} = '{written}{ending}'\n", encoding="utf-8")
    done = run("lint", "map.yaml", "--no-cache")
    # On Windows alone a backslash parts folders; elsewhere it is a sign of a name.
    inside = "\\" in written and not fence.is_foreign(written) and os.name != "nt"
    assert ("lies outside the repository" in done.out) is not inside


@pytest.mark.parametrize(
    ("real", "top", "inside"),
    [
        ("C:\\Work\\maps\\a.yaml", "c:\\work", True),
        ("\\\\?\\C:\\work\\" + "d\\" * 200 + "a.yaml", "C:\\work", True),
        ("C:\\work\\a.yaml", "\\\\?\\C:\\work", True),
        ("C:\\work2\\a.yaml", "C:\\work", False),
        ("D:\\work\\a.yaml", "C:\\work", False),
        ("C:\\a.yaml", "C:\\", True),
        ("\\\\host\\share\\a.yaml", "C:\\work", False),
    ],
)
def test_inside_by_the_paths_of_windows(monkeypatch, real, top, inside):
    monkeypatch.setattr(fence, "os", type("Windows", (), {"path": ntpath, "sep": "\\"}))
    assert fence._lies_in(real, top) is inside


@pytest.fixture
def windows(monkeypatch):
    """A system that refuses to replace a file that another program has open."""
    waited = []
    monkeypatch.setattr(_save, "_ON_WINDOWS", True)
    monkeypatch.setattr(_save.time, "sleep", waited.append)
    return waited


REPLACE = os.replace


def refusing(times):
    """`os.replace` that refuses some times, as Windows does."""
    calls = []

    def replace(one, two, **options):
        calls.append(two)
        if len(calls) <= times:
            raise PermissionError(13, "Access is denied", str(one))
        return REPLACE(one, two, **options)

    return replace


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "map.yaml", "-o", "out.svg"),
        ("lint", "map.yaml", "--format", "json=out.svg"),
        ("merge", "map.yaml", "map.yaml", "map.yaml", "-o", "out.svg"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_target_that_is_open_is_told_and_stays(folder, windows, monkeypatch, arguments):
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "out.svg").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", refusing(100))
    done = run(*arguments)

    assert done.code == 2
    assert "cannot write out.svg: another program has it open" in done.err
    assert "close it there and run the same command again" in done.err
    assert (folder / "out.svg").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == [".git", "lib", "map.yaml", "out.svg"]
    assert 0 < sum(windows) < 2


def test_a_target_that_is_open_for_a_moment_is_waited_for(folder, windows, monkeypatch):
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "out.svg").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", refusing(2))

    assert run("render", "map.yaml", "-o", "out.svg").code == 0
    assert (folder / "out.svg").read_text(encoding="utf-8").startswith("<svg")
    assert len(windows) == 2


def test_a_folder_without_permission_is_not_waited_for(folder, windows, monkeypatch):
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.setattr(os, "replace", refusing(100))
    done = run("render", "map.yaml", "-o", "new.svg")

    assert (done.code, windows) == (2, [])
    assert "you have no permission" in done.err


CRLF = "\ufeff" + MAP.replace("title: A", "title:    A").replace("Looks", "Lo\u200boks").replace("\n", "\r\n") + "colour: red\r\n"


def test_places_in_a_file_with_carriage_returns_and_a_mark(folder):
    (folder / "map.yaml").write_bytes(CRLF.encode())
    done = run("validate", "map.yaml", "--format", "concise")
    assert "map.yaml:6:1: error[invalid-map] unknown key" in done.out
    full = run("validate", "map.yaml")
    assert "6 | colour: red\n" in full.out
    assert "\r" not in full.out


@pytest.mark.parametrize("arguments", [("format", "map.yaml"), ("lint", "map.yaml", "--fix", "--preset", "strict")], ids=" ".join)
def test_line_ends_and_the_mark_stay(folder, arguments):
    (folder / "map.yaml").write_bytes(CRLF.replace("colour: red\r\n", "").encode())
    before = (folder / "map.yaml").read_bytes()
    assert run(*arguments).code in (0, 1)
    after = (folder / "map.yaml").read_bytes()

    assert after != before
    assert after.startswith(b"\xef\xbb\xbfjourneymap: 1\r\n")
    assert after.count(b"\n") == after.count(b"\r\n") >= 5


def test_a_long_path_is_read_and_written(folder):
    deep = folder.joinpath(*["a-folder-with-a-name-of-forty-characters"] * 12)
    deep.mkdir(parents=True)
    (deep / "map.yaml").write_text(MAP, encoding="utf-8")
    assert len(os.fspath(deep)) > 260
    assert run("render", deep / "map.yaml", "-o", deep / "out.svg").code == 0
    assert (deep / "out.svg").exists()
