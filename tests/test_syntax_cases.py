"""Every file of `tests/cases/syntax` says what its `.out` has, whichever parser reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_cases import told

from journeymap.diagnostic import Diagnostic, Edit
from journeymap.document import Document, decode, parse
from journeymap.document._lines import Lines
from journeymap.source import Source

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "syntax").iterdir() if path.suffix in (".yaml", ".bin"))


def read(path: Path, *, pure: bool = False) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    source, diagnostics = decode(path.name, path.read_bytes())
    return (None, diagnostics) if source is None else parse(source, pure=pure)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    lines = Lines(text)
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        start, end = lines.index(edit.span.line, edit.span.column), lines.index(edit.span.end_line, edit.span.end_column)
        text = text[:start] + edit.text + text[end:]
    return text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_is_told_as_expected(path: Path, accept: bool) -> None:
    _, diagnostics = read(path)
    expected = path.with_suffix(".out")

    if accept:
        expected.write_text(told(diagnostics), encoding="utf-8")

    assert told(diagnostics) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_pure_parser_says_the_same(path: Path) -> None:
    document, diagnostics = read(path)
    other, others = read(path, pure=True)

    assert told(others) == told(diagnostics)
    assert (other is None) == (document is None)
    if document is not None and other is not None:
        assert (other.value, other.complete) == (document.value, document.complete)
        assert other.comments == document.comments


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_wording_is_ours(path: Path) -> None:
    """No sentence of the library gets through, and ours keep their form."""
    _, diagnostics = read(path)

    for line in told(diagnostics).splitlines():
        assert not any(words in line for words in ("while scanning", "while parsing", "expected", "token", "<block", "scalar"))
    for one in diagnostics:
        message = told((one,)).splitlines()[0].split("] ", 1)[1]
        assert not message.endswith(".")
        assert message.startswith('"') or message[0].islower()
        assert one.help is not None


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_fix_removes_its_diagnostic(path: Path) -> None:
    _, diagnostics = read(path)
    for one in diagnostics:
        if one.fix is not None:
            text = path.read_bytes().decode()
            _, left = parse(Source(path.name, applied(text, one.fix.edits)))
            assert (one.key, one.place) not in [(other.key, other.place) for other in left]


def test_all_is_well_with_the_ok_cases() -> None:
    for path in CASES:
        if path.stem.startswith("ok-"):
            document, diagnostics = read(path)
            assert document is not None
            assert document.complete
            assert diagnostics == ()
