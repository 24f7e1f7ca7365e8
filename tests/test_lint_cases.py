"""The edges of each rule: `cases/lint/<rule>/x.yaml` is asked that one rule, and `x.out` says what it answers.

`pytest --accept` rewrites the answers. A first line `# options: limit=3` sets options. Other files that a case needs lie
in a folder below it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from journeymap import escape, lint
from journeymap.project import Project
from journeymap.source import DiskStore

CASES = Path(__file__).parent / "cases" / "lint"
TODAY = date(2026, 11, 21)
OPTIONS = re.compile(r"# options: (.*)")


def cases():
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in sorted(CASES.glob("*/*.yaml"))]


def span_text(span):
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def where(place, path):
    return span_text(place.span) if place.path == path else f"{place.path}:{span_text(place.span)}"


def told(diagnostics, path):
    lines = []
    for one in diagnostics:
        lines.append(f"{where(one.place, path)} {one.level.value}[{one.id}] {escape.terminal(one.message)}")
        lines.append(f"  help: {escape.terminal(one.help)}")
        lines += [f"  related {where(beside.place, path)} {escape.terminal(beside.message)}" for beside in one.related]
        if one.fix is not None:
            safety = "safe" if one.fix.safe else "unsafe"
            lines += [f"  fix ({safety}) {span_text(edit.span)} {edit.text!r}" for edit in one.fix.edits]
    return "".join(f"{line}\n" for line in lines)


def settings_for(path):
    (chosen,) = lint.choose(select=[path.parent.name]).rules
    match = OPTIONS.match(path.read_text(encoding="utf-8"))
    if match is None:
        return lint.Settings((chosen,))
    given = dict(pair.split("=") for pair in match[1].split())
    options = chosen.options._replace(**{name: type(getattr(chosen.options, name))(value) for name, value in given.items()})
    return lint.Settings((chosen._replace(options=options),))


@pytest.mark.parametrize("path", cases())
def test_case(path, accept):
    read = Project(DiskStore(path.parent, 1_000_000)).check(path.name)
    assert read.journey is not None
    answer = told(lint.lint(read.journey, settings_for(path), TODAY), path.name)
    expected = path.with_suffix(".out")
    if accept:
        expected.write_text(answer, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == answer


def test_every_rule_of_the_minimal_preset_has_cases():
    assert set(lint.rules_of("minimal")) <= {path.name for path in CASES.iterdir()}
    assert {path.name for path in CASES.iterdir()} <= set(lint.names())
