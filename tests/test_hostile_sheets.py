"""Hostile texts in PNG and PDF: the engines draw signs, open no file and no address, and the PDF holds nothing that acts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree as ET

import hostile
import pytest
from running import run
from test_hostile import is_harmless
from test_sheets import streams

ENGINES = {"png": "resvg_py", "pdf": "typst"}
ACTIONS = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/URI",
    "/SubmitForm",
    "/GoToR",
    "/EmbeddedFile",
    "/OpenAction",
    "/AA",
    "/XFA",
    "/RichMedia",
)
FILES = {"journey": hostile.ALL[::2], "service-blueprint": hostile.ALL[1::2]}


@pytest.fixture(params=FILES)
def path(request, tmp_path):
    """A map that holds half of the corpus."""
    source = tmp_path / "map.yaml"
    source.write_text(hostile.a_map(FILES[request.param], kind=request.param), encoding="utf-8")
    return source


@pytest.fixture
def handed(monkeypatch):
    """What the engine gets, instead of a picture."""
    given: list[str] = []

    def png(svg_string, **_):
        given.append(svg_string)
        return b"\x89PNG"

    for name in ENGINES.values():
        pytest.importorskip(name)
    monkeypatch.setattr("resvg_py.svg_to_bytes", png)
    monkeypatch.setattr("typst.compile", lambda *_, sys_inputs, **__: given.append(sys_inputs["svg"]) or b"%PDF")
    return given


@pytest.mark.parametrize("view", ["map", "flow", "backlog", "personas"])
@pytest.mark.parametrize("to", ENGINES)
def test_what_an_engine_gets_names_no_file_and_no_address(path, handed, to, view):
    assert run("render", path, "--to", to, "--view", view, "-o", path.with_name("out")).code == 0
    (svg,) = handed
    tree = ET.fromstring(svg)

    for element in tree.iter():
        assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "use", "a", "animate", "set", "feImage")
        for name, value in element.attrib.items():
            assert not name.endswith("href") or value.startswith(("#", "data:image/"))
            assert not name.endswith("href") or is_harmless(value)
            assert not re.search(r"url\((?!#)", value)
    assert not re.search(r"url\(|@import", "".join(one.text or "" for one in tree.iter() if one.tag.endswith("style")))


@pytest.mark.parametrize("part", range(0, len(hostile.chunks()), 3))
def test_a_pdf_holds_nothing_that_acts(tmp_path, part):
    pytest.importorskip("typst")
    source = tmp_path / "map.yaml"
    source.write_text(hostile.a_map(hostile.chunks()[part]), encoding="utf-8")
    assert run("render", source, "-o", tmp_path / "out.pdf").code == 0
    text = streams((tmp_path / "out.pdf").read_bytes())

    # What is in parentheses is text.
    bare = re.sub(r"\((?:\\.|[^\\()])*\)", "()", text)
    assert [action for action in ACTIONS if re.search(rf"{action}\b", bare)] == []
    assert "/Type /Page" in bare or "/Type/Page" in bare


_PROBE = """
import os, sys
def watch(event, given):
    if event.startswith(("socket.", "urllib.", "subprocess.", "os.exec", "os.posix_spawn")):
        raise SystemExit(f"{event} was tried")
    if event == "open" and isinstance(given[0], str) and given[0].startswith(("/etc/passwd", "/etc/hostname")):
        raise SystemExit(f"{given[0]} was opened")
sys.addaudithook(watch)
from journeymap.cli import main
sys.argv = ["journeymap", *sys.argv[1:]]
main()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="reads what the system is asked by strace")
@pytest.mark.parametrize("to", ENGINES)
def test_an_engine_asks_the_system_for_nothing_strange(tmp_path, to):
    """Its files and its sockets, by the kernel's own account: Rust asks no Python."""
    pytest.importorskip(ENGINES[to])
    source = tmp_path / "map.yaml"
    texts = (*hostile.LINKS, *hostile.PATHS, *hostile.STYLES, *hostile.MARKUP[-60:], *hostile.GRAPHS)
    source.write_text(hostile.a_map(texts), encoding="utf-8")
    log = tmp_path / "log"
    command = ["strace", "-f", "-e", "trace=openat,open,connect,socket,execve", "-o", log, sys.executable, "-m", "journeymap"]
    done = subprocess.run([*command, "render", source, "-o", tmp_path / f"out.{to}"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = log.read_text(errors="replace").splitlines()

    assert [line for line in lines if re.search(r"\b(?:connect|socket)\(", line)] == []
    assert sum("execve(" in line and " = 0" in line for line in lines) == 1
    opened = [match[1] for line in lines if (match := re.search(r'open(?:at)?\([^"]*"((?:[^"\\]|\\.)*)".* = \d', line))]
    assert opened
    assert [name for name in opened if re.search("passwd|win.ini|evil|hosts", name)] == []


@pytest.mark.parametrize("to", ENGINES)
def test_no_python_of_an_engine_opens_anything(path, to):
    pytest.importorskip(ENGINES[to])
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, "render", path, "-o", path.with_name(f"out.{to}")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    begin = b"%PDF" if to == "pdf" else b"\x89PNG"
    assert path.with_name(f"out.{to}").read_bytes().startswith(begin)
