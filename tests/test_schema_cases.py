"""Every file of `tests/cases/schema` says what its `.out` has; every one of `tests/cases/ok` says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from schema_cases import CASES, built, every_ok_case, told

from journeymap.document import parse
from journeymap.limits import DEFAULT
from journeymap.schema import build
from journeymap.source import Source

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_CASES = sorted((CASES / "schema").glob("*.yaml"))


@pytest.mark.parametrize("path", SCHEMA_CASES, ids=lambda path: path.stem)
def test_case_is_told_as_expected(path: Path, accept: bool) -> None:
    _, diagnostics = built(path)
    out = told(diagnostics)
    expected = path.with_suffix(".out")
    if accept:
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCHEMA_CASES, ids=lambda path: path.stem)
def test_every_fix_removes_its_diagnostic(path: Path) -> None:
    """The text after a fix parses, and says less than before."""
    source = Source(path.name, path.read_text(encoding="utf-8"))
    _, diagnostics = built(path)
    for one in diagnostics:
        if one.fix is None:
            continue
        document, syntax = parse(Source(path.name, applied(source.text, one)), DEFAULT)
        assert document is not None
        assert not syntax
        _, left = build(document)
        assert len(left) < len(diagnostics), (one, left)


def applied(text: str, diagnostic: object) -> str:
    lines = text.splitlines(keepends=True)

    def index(line: int, column: int) -> int:
        return sum(len(before) for before in lines[: line - 1]) + column - 1

    for edit in sorted(diagnostic.fix.edits, key=lambda one: one.span, reverse=True):
        start, end = index(edit.span.line, edit.span.column), index(edit.span.end_line, edit.span.end_column)
        text = text[:start] + edit.text + text[end:]
    return text


@pytest.mark.parametrize("path", SCHEMA_CASES, ids=lambda path: path.stem)
def test_places_and_origins_exist(path: Path) -> None:
    result, diagnostics = built(path)
    lines = path.read_text(encoding="utf-8").splitlines() or [""]
    for one in diagnostics:
        for place in (one.place, *(related.place for related in one.related)):
            assert result.document.exists(place.route) or place.route == ()
            assert 1 <= place.span.line <= place.span.end_line <= len(lines) + 1
            assert place.span.line < place.span.end_line or place.span.column <= place.span.end_column
    assert all(result.document.exists(route) for route in result.origins.values())


@pytest.mark.parametrize("path", every_ok_case(), ids=lambda path: str(path.relative_to(CASES / "ok").with_suffix("")))
def test_ok_case_is_silent(path: Path) -> None:
    result, diagnostics = built(path)
    assert told(diagnostics) == ""
    assert result.model is not None
    assert not result.dropped
    assert all(result.document.exists(route) for route in result.origins.values())
