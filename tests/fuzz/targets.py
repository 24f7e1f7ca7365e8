"""What must hold for any bytes: a diagnostic or a map, never a traceback; places inside the file; output well formed.

A target takes bytes and raises where something does not hold. Those about two or three files cut the bytes at `CUT`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from journeymap import diff as differ
from journeymap import fmt as formatter
from journeymap import lint as linter
from journeymap import merge as merger
from journeymap import render
from journeymap.diagnostic import Level
from journeymap.document import decode, parse
from journeymap.errors import SourceError
from journeymap.escape import plain
from journeymap.limits import DEFAULT
from journeymap.lint import fixes
from journeymap.project import Checked, Project
from journeymap.render.board import build_board
from journeymap.report import Context
from journeymap.review import format_names, review, tell
from journeymap.schema import build
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.document import Document
    from journeymap.journey import Journey

CUT = b"\n%%%%\n"
TODAY = date(2026, 11, 21)
RULES = linter.choose(preset="strict")
PATH = "map.yaml"
CONTEXT = Context(lambda _: None, str, color=False, width=100, version="0")
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
    journey = _small(content.partition(CUT)[0])
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


def tell_diff(content: bytes) -> None:
    """Every format tells every comparison, well formed where it is for programs."""
    one, _, other = content.partition(CUT)
    before, after = _small(one), _small(other)
    if before is None or after is None or before.is_library or after.is_library:
        return
    found = review(before, after, one.decode("utf-8-sig"), other.decode("utf-8-sig"))
    told = {name: tell(found, name, CONTEXT) for name in format_names()}
    assert all((text.endswith("\n") or not text) and "\x1b" not in text for text in told.values())
    assert all(text or (name == "github" and not found.changes) for name, text in told.items())
    assert isinstance(json.loads(told["json"]), dict)
    ET.fromstring(told["svg"])
    assert all(line.startswith("::") for line in told["github"].splitlines() if line)


def fmt(content: bytes) -> None:
    """A layout can be given to whatever is YAML with keys; giving it again changes nothing, nor what the file is."""
    document = _document(content)
    if document is None:
        return
    text = formatter.formatted(document, DEFAULT)
    again = _document(text.encode())
    assert again is not None
    assert formatter.formatted(again, DEFAULT) == text
    before, after = _errors(read(content)), _errors(read(text.encode()))
    # Brackets are written out as lines, and what somebody meant is guessed by both: braces are sure of a key.
    assert after == before or (b"{" in content and before and after)


def merge(content: bytes) -> None:
    """Three versions become one text that can be read, or there is doubt; a change of one side alone is taken as it is."""
    base, other = content.partition(CUT)[::2]
    third = other or base[: len(base) * 2 // 3]
    sides = [decode("map.yaml", side)[0] for side in (base, third, base.replace(b"a", b"e"))]
    if any(side is None for side in sides):
        return
    first, ours, theirs = (side for side in sides if side is not None)
    for mine, hers in ((ours, theirs), (theirs, ours)):
        assert merger.merge(first, mine, first).conflicts == ()
        assert merger.merge(first, first, hers).text.lstrip("\ufeff") == hers.text
        try:
            merged = merger.merge(first, mine, hers)
        except merger.Doubt:
            continue
        lines = merged.text.count("\n") + 1
        assert all(1 <= one.line <= lines for one in merged.conflicts)
        alone = first.text in (mine.text, hers.text)  # then the other side is taken, be it sound or not
        assert merged.conflicts or alone or merger.is_sound(Source("map.yaml", merged.text)) or not merged.text.strip()


TARGETS: dict[str, Callable[[bytes], object]] = {
    "read": read,
    "lint": lint,
    "fix": fix,
    "draw": draw,
    "diff": diff,
    "tell": tell_diff,
    "fmt": fmt,
    "merge": merge,
}


def _document(content: bytes) -> Document | None:
    """The document of a file without a mistake against YAML whose value is a mapping: what can be laid out."""
    source, _ = decode(PATH, content)
    document, told = parse(source) if source is not None else (None, ())
    return document if document is not None and not told and build(document)[0].model is not None else None


def _errors(checked: Checked) -> int:
    return sum(one.level is Level.ERROR for one in checked.diagnostics)


def is_drawn(content: bytes) -> bool:
    """Whether a file is a small map without errors."""
    journey = _small(content)
    return journey is not None and not journey.is_library


def _small(content: bytes) -> Journey | None:
    checked = read(content)
    if checked.journey is None or checked.journey.is_library or any(one.level is Level.ERROR for one in checked.diagnostics):
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
