"""What must hold for any bytes: a diagnostic or a map, never a traceback; places inside the file; output well formed.

A target takes bytes and raises where something does not hold. Those about two or three files cut the bytes at `CUT`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from journeymap import diff as differ
from journeymap import lint as linter
from journeymap import render
from journeymap.diagnostic import Level
from journeymap.errors import SourceError
from journeymap.escape import plain
from journeymap.lint import fixes
from journeymap.project import Checked, Project
from journeymap.render.board import build_board

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.journey import Journey

CUT = b"\n%%%%\n"
TODAY = date(2026, 11, 21)
RULES = linter.choose(preset="strict")
PATH = "map.yaml"
_SMALL = 200
"""The most nodes of a map that is drawn: a fuzzer finds its faults in small ones."""


class Bytes:
    """A Store of files in memory, whatever their bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise SourceError(path, "there is no such file")
        return self.files[path]

    def contains(self, path: str) -> bool:
        return path in self.files


def read(content: bytes) -> Checked:
    """Bytes become a map, or it is told why not."""
    checked = Project(Bytes({PATH: content})).check(PATH)
    assert checked.journey is not None or checked.diagnostics
    _all_inside(content, checked.diagnostics)
    return checked


def lint(content: bytes) -> None:
    """Every rule copes with every map."""
    checked = read(content)
    if checked.journey is not None:
        _all_inside(content, linter.lint(checked.journey, RULES, TODAY))


def fix(content: bytes) -> None:
    """What fixes leave is a text that has no new errors, and fixing it again changes nothing."""

    def ask(checked: Checked) -> tuple[Diagnostic, ...]:
        found = linter.lint(checked.journey, RULES, TODAY) if checked.journey is not None else ()
        return (*checked.diagnostics, *found)

    before = read(content)
    if any(one.id in ("not-text", "limit-exceeded") for one in before.diagnostics):
        return
    done = fixes.fix(Project(Bytes({PATH: content})), [PATH], ask, unsafe=True)
    if PATH in done.texts:
        fixed = done.content(PATH)
        after = read(fixed)
        # Behind a fault of syntax that is mended, others come to light.
        assert any(one.id == "syntax" for one in before.diagnostics) or _errors(after) <= _errors(before)
        assert PATH not in fixes.fix(Project(Bytes({PATH: fixed})), [PATH], ask, unsafe=True).texts


def draw(content: bytes) -> None:
    """A map without errors is drawn by every target that needs no more than ourselves, well formed."""
    journey = _small(content)
    if journey is None:
        return
    board = build_board(journey, journey.map.language)
    for view in ("map", "flow"):
        ET.fromstring(render.render(board, "svg", render.Drawing(view=view)).content)
    assert render.render(board, "html", render.Drawing()).content.endswith(b"</html>\n")
    for target in ("markdown", "terminal"):
        assert "\x1b" not in render.render(board, target, render.Drawing()).content.decode()


def diff(content: bytes) -> None:
    """Two maps can be compared, and a map differs from itself in nothing."""
    one, _, other = content.partition(CUT)
    before, after = _small(one), _small(other)
    if before is not None:
        assert differ.diff(before, before) == ()
    if before is not None and after is not None:
        changes = differ.diff(before, after)
        assert len({one.fingerprint for one in changes}) == len(changes)
        assert bool(changes) == bool(differ.diff(after, before))


TARGETS: dict[str, Callable[[bytes], object]] = {"read": read, "lint": lint, "fix": fix, "draw": draw, "diff": diff}


def _errors(checked: Checked) -> int:
    return sum(one.level is Level.ERROR for one in checked.diagnostics)


def _small(content: bytes) -> Journey | None:
    checked = read(content)
    if checked.journey is None or any(one.level is Level.ERROR for one in checked.diagnostics):
        return None
    return checked.journey if content.count(b"\n") < _SMALL else None


def _all_inside(content: bytes, diagnostics: tuple[Diagnostic, ...]) -> None:
    lines: list[str] | None = None
    for one in diagnostics:
        if one.id in ("not-text", "limit-exceeded"):
            continue
        if lines is None:
            lines = re.split(r"\r\n|\n|\r", content.decode("utf-8-sig", "replace"))
        assert plain(one.message)
        spans = [one.place.span, *(related.place.span for related in one.related)]
        spans += [edit.span for edit in one.fix.edits] if one.fix is not None else []
        assert all(_inside(span, lines) for span in spans), one


def _inside(span: Span, lines: list[str]) -> bool:
    ends = ((span.line, span.column), (span.end_line, span.end_column))
    return ends[0] <= ends[1] and all(
        1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in ends
    )
