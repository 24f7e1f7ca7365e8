"""JUnit's XML, for hosts that know test reports only: one suite a file, one case a finding.

An error of ours is an `<error>`, a warning a `<failure>`. An info must not turn a run red: its case passes, and what it
says stands in `<system-out>`. A file without findings has one case that passes. A case is named for the fingerprint and
not for its line, so that hosts recognise it in the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Level
from journeymap.report.runner import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic, Place
    from journeymap.report import Context, Summary

_ELEMENTS = {Level.ERROR: "error", Level.WARNING: "failure"}


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write the whole document. Files looked at come in their order, then others that a finding is about."""
    files: dict[str, list[Diagnostic]] = {path: [] for path in summary.paths}
    for one in diagnostics:
        files.setdefault(one.place.path, []).append(one)
    suites = [line for path, found in files.items() for line in _suite(path, found)]
    cases = sum(max(len(found), 1) for found in files.values())
    head = f'<testsuites name="journeymap" {_counts(cases, diagnostics)}>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""])


def _suite(path: str, found: Sequence[Diagnostic]) -> list[str]:
    name = _text(path)
    cases = [_case(name, one) for one in found] or [f'<testcase classname="{name}" name="no findings"/>']
    head = f'<testsuite name="{name}" {_counts(len(cases), found)}>'
    return [f"  {head}", *(f"    {case}" for case in cases), "  </testsuite>"]


def _counts(cases: int, found: Sequence[Diagnostic]) -> str:
    levels = [one.level for one in found]
    return f'tests="{cases}" failures="{levels.count(Level.WARNING)}" errors="{levels.count(Level.ERROR)}"'


def _case(suite: str, one: Diagnostic) -> str:
    element = _ELEMENTS.get(one.level)
    about = f' type="{_text(one.id)}" message="{_text(one.message)}"' if element else ""
    element = element or "system-out"
    told = f"<{element}{about}>{_told(one)}</{element}>"
    return f'<testcase classname="{suite}" name="{_text(one.id)} {one.fingerprint}">{told}</testcase>'


def _told(one: Diagnostic) -> str:
    """All there is to say, line by line: place, level, id and message as in `concise`, then what to do, then second places."""
    lines = [f"{_place(one.place)}: {one.level.value}[{_text(one.id)}] {_text(one.message)}"]
    if one.help:
        lines.append(f"help: {_text(one.help)}")
    lines += [f"{_place(second.place)}: {_text(second.message)}" for second in one.related]
    return "\n".join(lines)


def _place(place: Place) -> str:
    return f"{_text(place.path)}:{place.span.line}:{place.span.column}"


def _text(text: escape.Text) -> str:
    """One line, so that an attribute keeps it, with visible signs for what XML refuses."""
    return escape.xml(guarded(escape.terminal(text)))
