"""reviewdog's diagnostic format, which brings findings and safe fixes as suggestions into a review.

Only fields of its first version are written: reviewdog refuses a document with one that it does not know. It counts
columns in bytes of UTF-8, so without the text of a file there are lines only.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Level, Span
from journeymap.report.as_json import dumped
from journeymap.report.host import address, inert, sentence
from journeymap.report.region import lines_of, markable, starts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic, Fix
    from journeymap.report import Context, Summary
    from journeymap.source import Source

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.INFO: "INFO"}
_BOM_BYTES = 3
_NOWHERE = -1


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write the whole document, one diagnostic a line; without diagnostics too."""
    listed = ",".join(f"\n    {dumped(_diagnostic(one, context))}" for one in diagnostics)
    return '{\n  "source": {"name": "journeymap"},\n  "diagnostics": [' + (f"{listed}\n  " if listed else "") + "]\n}\n"


def _diagnostic(one: Diagnostic, context: Context) -> dict[str, object]:
    source = context.source(one.place.path)
    told: dict[str, object] = {
        "message": sentence(one),
        "location": {"path": escape.json(one.place.path), "range": _range(markable(one.place, context), source)},
        "severity": _SEVERITIES[one.level],
        "code": _code(one.id, context),
    }
    replaced = _replaced(one.fix, source) if source is not None and one.fix is not None and one.fix.safe else None
    if replaced is not None:
        span, text = replaced
        told["suggestions"] = [{"range": _range(span, source), "text": escape.json(text)}]
    return told


def _code(name: str, context: Context) -> dict[str, str]:
    url = address(context.rule(name))
    return {"value": inert(name)} | ({"url": url} if url else {})


def _replaced(fix: Fix, source: Source) -> tuple[Span, str] | None:
    """All edits of a fix as one, because reviewdog offers each by itself: with what stands between them as it is.

    None where the edits do not go with the text, which has changed since.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    places = [_offsets(edit.span, source) for edit in edits]
    flat = [offset for pair in places for offset in pair]
    if not flat or _NOWHERE in flat or any(after < before for before, after in pairwise(flat)):
        return None
    text = edits[0].text
    for (_, before), (after, _), edit in zip(places, places[1:], edits[1:], strict=False):
        text += source.text[before:after] + edit.text
    first, last = edits[0].span, edits[-1].span
    return Span(first.line, first.column, last.end_line, last.end_column), text


def _offsets(span: Span, source: Source) -> tuple[int, int]:
    return _offset(span.line, span.column, source), _offset(span.end_line, span.end_column, source)


def _offset(line: int, column: int, source: Source) -> int:
    """Where a place stands in the text, in code points from 0."""
    lines = lines_of(source.text)
    if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
        return _NOWHERE
    return starts_of(source.text)[line - 1] + column - 1


def _range(span: Span, source: Source | None) -> dict[str, object]:
    if source is None:
        return {"start": {"line": span.line}, "end": {"line": span.end_line}}
    return {"start": _position(span.line, span.column, source), "end": _position(span.end_line, span.end_column, source)}


def _position(line: int, column: int, source: Source) -> dict[str, int]:
    before = lines_of(source.text)[line - 1][: column - 1].encode("utf-8", "surrogatepass")
    mark = _BOM_BYTES if source.bom and line == 1 else 0
    return {"line": line, "column": mark + len(before) + 1}
