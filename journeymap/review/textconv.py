"""A map as a line a fact, for git to compare line by line: in the order of the map, whatever the layout of its YAML.

    stage send: Shipping it back
      action label: Tries to print the return label
        duration: 20m
        pain point needs-printer: The label has to be printed
          severity: high

A thing is told by its kind, its written id and its main text; what it holds stands below it, fields in the order of the
format. So key order, quoting, comments and short forms make no difference, and a reworded action is one line.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from journeymap import escape
from journeymap.document import decode, parse
from journeymap.model import JourneyMap, Library
from journeymap.model.walk import children
from journeymap.schema import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.document import Value
    from journeymap.limits import Limits
    from journeymap.model import Node
    from journeymap.schema import Built

_OF_THE_FILE = ("journeymap", "library")
_IN_THE_HEAD = ("id",)
_MARKS = {
    ("both", b"<<<<<<<"): "ours",
    ("ours", b"|||||||"): "base",
    ("ours", b"======="): "theirs",
    ("base", b"======="): "theirs",
    ("theirs", b">>>>>>>"): "both",
}
"""Where a reader of a file with a conflict is, and what begins there."""
_NUMBERS = ("score", "value")
"""What an emotion or a reading of a metric is known by where nothing is said in words."""


def facts(path: str, content: bytes, limits: Limits) -> str | None:
    """The facts of a map or a library, safe for a terminal; None if it is none, or has a mistake that would hide some.

    Of a file that a merge left undecided they are those of both sides, with git's marks round what the sides say apart.
    """
    sides = _undecided(content)
    if sides is None:
        return _facts(path, content, limits)
    ours, theirs = (_facts(path, side, limits) for side in sides)
    return None if ours is None or theirs is None or ours == theirs else _both(ours.splitlines(), theirs.splitlines())


def _undecided(content: bytes) -> tuple[bytes, bytes] | None:
    """What either side says where a merge left both; None where it left nothing undecided, or the marks make no sense."""
    if not re.search(rb"(?m)^<<<<<<< ", content):
        return None
    sides: tuple[list[bytes], list[bytes]] = ([], [])
    state = "both"
    for line in content.splitlines(keepends=True):
        after = _MARKS.get((state, line[:7])) if line[7:8] in (b" ", b"\n", b"\r", b"") else None
        if after is not None:
            state = after
            continue
        if state in ("both", "ours"):
            sides[0].append(line)
        if state in ("both", "theirs"):
            sides[1].append(line)
    return (b"".join(sides[0]), b"".join(sides[1])) if state == "both" else None


def _both(ours: list[str], theirs: list[str]) -> str:
    lines: list[str] = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs).get_opcodes():
        if what == "equal":
            lines += ours[start:end]
        else:
            lines += ["<<<<<<< ours", *ours[start:end], "=======", *theirs[other_start:other_end], ">>>>>>> theirs"]
    return "".join(f"{line}\n" for line in lines)


def _facts(path: str, content: bytes, limits: Limits) -> str | None:
    source, _ = decode(path, content, limits)
    if source is None:
        return None
    document, mistakes = parse(source, limits)
    if document is None or mistakes:
        return None
    built, mistakes = build(document)
    if mistakes or not isinstance(built.model, (JourneyMap, Library)):
        return None
    lines = _Facts(built).below(built.model, document.value, 0)
    return "".join(f"{line}\n" for line in lines)


class _Facts:
    """The lines of one file."""

    def __init__(self, built: Built) -> None:
        self.built = built

    def thing(self, node: Node, field: str, step: str | int | None, depth: int) -> Iterator[str]:
        """A thing and what it holds."""
        route = self.built.origins.get(id(node), ())
        raw = self.raw(route)
        held: dict[str, Any] = raw if isinstance(raw, dict) else type(node).from_text(str(raw)) if raw is not None else {}
        if step is None or isinstance(step, int):
            step = route[-1] if route and isinstance(route[-1], str) and route[-1] != field else None
        kind = field if node.kind == "cell" else node.kind
        names = [kind.replace("-", " ").replace("_", " "), step, held.get("id")]
        main = next((key for key in (type(node).main, *_NUMBERS) if isinstance(held.get(key), str)), None)
        yield _line(depth, " ".join(str(name) for name in names if name), "" if main is None else held[main])
        yield from self.below(node, {key: value for key, value in held.items() if key != main}, depth + 1)

    def below(self, node: Node, raw: Value, depth: int) -> Iterator[str]:
        """The fields of a thing, in the order of the format."""
        assert isinstance(raw, dict)
        things: dict[str, list[tuple[int | str | None, Node]]] = {}
        for field, step, child in children(node):
            things.setdefault(field, []).append((step, child))
        for key, field in sorted(node.keys().items(), key=lambda one: one[0] != type(node).main):
            if raw.get(key) is None or key in _IN_THE_HEAD or (depth == 0 and key in _OF_THE_FILE):
                continue
            if field in things:
                for step, child in things[field]:
                    yield from self.thing(child, key, step, depth)
            else:
                yield from _plain(key, raw[key], depth)

    def raw(self, route: tuple[str | int, ...]) -> Value:
        """What is written at a route; the only entry of a list may stand alone."""
        value = self.built.document.value
        for step in route:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
        return value


def _plain(key: str, value: Value, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _plain(f"{key} {name}", held, depth)
    elif isinstance(value, list):
        if not value:
            yield _line(depth, key, "none")
        for held in value:
            yield from _plain(key, held, depth)
    elif value is not None:
        for text in value.rstrip("\n").split("\n"):
            yield _line(depth, key, text)


def _line(depth: int, key: str, text: str) -> str:
    shown = escape.terminal(key.replace("_", " "))
    return f"{'  ' * depth}{shown}: {escape.terminal(text)}" if text else f"{'  ' * depth}{shown}:"
