"""A job summary: the verdict, then a table for each file, those with the worst findings first.

GitHub drops a summary above 1,048,576 bytes as a whole, and a step may have written something before ours. So a summary
ends after the last section that fits into 1,000,000 bytes, with a line that says what was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.report.host import address
from journeymap.report.runner import guarded
from journeymap.report.verdict import counted, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary

_MOST_BYTES = 1_000_000
_FOR_THE_REST = 200
# A file with very many findings has several sections of this size, so that it is not left out as a whole.
_SECTION_BYTES = 100_000


class _Section(NamedTuple):
    """Some findings of one file, written; `size` is in bytes."""

    path: str
    findings: int
    text: str
    size: int


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:
    """Write the summary; without diagnostics the verdict alone."""
    text = f"## journeymap: {verdict(summary)}\n"
    sections = _sections(diagnostics, context)
    size = len(text.encode())
    shown = 0
    for section in sections:
        size += section.size
        if size > _MOST_BYTES - _FOR_THE_REST:
            break
        text += section.text
        shown += 1
    return text + _rest(sections[shown:])


def _rest(sections: Sequence[_Section]) -> str:
    if not sections:
        return ""
    findings = counted(sum(section.findings for section in sections), "finding")
    files = counted(len({section.path for section in sections}), "file")
    return f"\n{findings} in {files} left out here: a summary holds {_MOST_BYTES:,} bytes at most.\n"


def _sections(diagnostics: Sequence[Diagnostic], context: Context) -> list[_Section]:
    """Those of files with errors first, then warnings; within that as given."""
    files: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        files.setdefault(one.place.path, []).append(one)
    ordered = sorted(files.items(), key=lambda file: min(one.level.rank for one in file[1]))
    return [section for path, found in ordered for section in _of_file(path, found, context)]


def _of_file(path: str, found: Sequence[Diagnostic], context: Context) -> list[_Section]:
    sections: list[_Section] = []
    rows: list[str] = []
    size = 0
    for one in found:
        rows.append(_row(one, context))
        size += len(rows[-1].encode())
        if size > _SECTION_BYTES:
            sections.append(_section(path, rows, again=bool(sections)))
            rows, size = [], 0
    if rows:
        sections.append(_section(path, rows, again=bool(sections)))
    return sections


def _section(path: str, rows: Sequence[str], *, again: bool) -> _Section:
    title = f"### {escape.markdown(path)}{' (continued)' if again else ''}"
    head = f"\n{title}\n\n| place | level | rule | finding |\n|---|---|---|---|\n"
    text = head + "".join(rows)
    return _Section(path, len(rows), text, len(text.encode()))


def _row(one: Diagnostic, context: Context) -> str:
    finding = escape.markdown(one.message) + (f"<br>{escape.markdown(one.help)}" if one.help else "")
    place = f"{one.place.span.line}:{one.place.span.column}"
    return guarded(f"| {place} | {one.level.value} | {_rule(one.id, context)} | {finding} |") + "\n"


def _rule(name: str, context: Context) -> str:
    url = address(context.rule(name))
    return f"[{escape.markdown(name)}](<{url}>)" if url else escape.markdown(name)
