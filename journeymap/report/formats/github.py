"""Annotations of GitHub Actions: workflow commands on stdout, which the runner turns into marks on the lines of a pull request.

GitHub keeps 10 annotations of each level from one step and drops the others without a word (actions/toolkit#734), so no
more are written, the first of each level, and a last notice says how many there are besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Level
from journeymap.report.region import markable
from journeymap.report.runner import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.report import Context, Summary

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_MOST = 10


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write one command a line, errors first; no diagnostic, no text."""
    levels = [[one for one in diagnostics if one.level is level] for level in _COMMANDS]
    cut = any(len(level) > _MOST for level in levels)
    rooms = (_MOST, _MOST, _MOST - cut)  # what is said about the rest is a notice itself
    told = [one for level, room in zip(levels, rooms, strict=True) for one in level[:room]]
    lines = [_command(one, context) for one in told]
    if cut:
        rest = len(diagnostics) - len(told)
        lines.append(f"::notice title=journeymap::and {rest} more: GitHub shows {_MOST} annotations of a level from one step")
    return "".join(f"{line}\n" for line in lines)


def _command(one: Diagnostic, context: Context) -> str:
    properties = {
        "title": escape.github_property(f"journeymap ({_line(one.id)})"),
        "file": escape.github_property(_line(one.place.path)),
        **_lines_and_columns(markable(one.place, context)),
    }
    listed = ",".join(f"{name}={value}" for name, value in properties.items())
    texts = (one.message,) if one.help is None else (one.message, one.help)
    data = escape.github_data("\n".join(_line(text) for text in texts))
    return f"::{_COMMANDS[one.level]} {listed}::{data}"


def _line(text: escape.Text) -> str:
    """One line with visible signs for controls. A path loses its place by that only if it has some, or a command in it."""
    return guarded(escape.terminal(text))


def _lines_and_columns(span: Span) -> dict[str, int]:
    """The runner refuses columns for a place of several lines; where both columns are the same, it marks that one."""
    lines = {"line": span.line, "endLine": span.end_line}
    return lines if span.line != span.end_line else {**lines, "col": span.column, "endColumn": span.end_column}
