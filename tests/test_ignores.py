"""Comments that ignore findings: each case of `tests/cases/ignores` is a map, and `.out` says what is left, held back and told.

`pytest --accept` rewrites the answers. A first line `# options: select=a,b require-reason` says how to lint it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from maps_in_memory import checked

from journeymap import edit, escape, lint
from journeymap.diagnostic import Level
from journeymap.lint import explain, ignores
from journeymap.project import Project
from journeymap.source import DiskStore

CASES = Path(__file__).parent / "cases" / "ignores"
TODAY = date(2026, 11, 21)


def judged(read, select, **options):
    return ignores.judge(read.journey, lint.choose(select=select), TODAY, known=lint.names(), **options)


def line_of(one, path):
    span = one.place.span
    where = "" if one.place.path == path else f"{one.place.path}:"
    return f"{where}{span.line}:{span.column}-{span.end_line}:{span.end_column} {one.id}"


def told(outcome, path):
    lines = [f"kept {line_of(one, path)}" for one in outcome.kept] + [f"ignored {line_of(one, path)}" for one in outcome.ignored]
    for one in outcome.told:
        lines.append(f"told {line_of(one, path)}: {escape.terminal(one.message)}")
        lines.append(f"  help: {escape.terminal(one.help)}")
        if one.fix is not None:
            lines += [f"  fix ({'safe' if one.fix.safe else 'unsafe'}) {each.span} {each.text!r}" for each in one.fix.edits]
    return "".join(f"{line}\n" for line in lines)


def options_of(text):
    match = re.match(r"# options: select=(\S+)( require-reason)?", text)
    return match[1].split(","), {"require_reason": match[2] is not None}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_case(path, accept):
    select, options = options_of(path.read_text(encoding="utf-8"))
    read = Project(DiskStore(CASES, 1_000_000)).check(path.name)
    answer = told(judged(read, select, **options), path.name)
    expected = path.with_suffix(".out")
    if accept:
        expected.write_text(answer, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == answer


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_removing_what_is_unused_changes_nothing_else(path):
    text = path.read_text(encoding="utf-8")
    select, _ = options_of(text)
    before = judged(checked({"map.yaml": text}), select)
    edits = [each for one in before.told if one.fix is not None and one.id == ignores.UNUSED for each in one.fix.edits]
    after = judged(checked({"map.yaml": edit.apply(text, edits)}), select)

    assert [one.id for one in after.kept] == [one.id for one in before.kept]
    assert [one.id for one in after.ignored] == [one.id for one in before.ignored]
    assert not [one for one in after.told if one.fix is not None and one.id == ignores.UNUSED]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_line_of_its_own_goes_with_its_end(newline):
    lines = [
        "journeymap: 1",
        "title: A",
        "# journeymap: ignore[missing-emotion] why",
        "stages:",
        "  - name: B",
        "    emotion: 1",
        "",
    ]
    text = newline.join(lines)
    (one,) = judged(checked({"map.yaml": text}), ["missing-emotion"]).told

    assert edit.apply(text, one.fix.edits) == newline.join([*lines[:2], *lines[3:]])


def test_what_is_always_told_cannot_be_ignored():
    text = "# journeymap: ignore[invalid-map] please\njourneymap: 1\ntitle: A\nstages: [B]\ncolour: red\n"
    read = checked({"map.yaml": text})
    settings = lint.choose()
    outcome = ignores.apply(read.diagnostics, read.journey.documents, path="map.yaml", known=lint.names(), asked=tuple)

    assert [one.id for one in outcome.kept] == ["invalid-map"]
    assert [one.id for one in outcome.told] == ["unknown-rule"]
    assert settings.rules


def test_a_library_looked_at_for_itself_is_told_of_its_unused_comments():
    read = Project(DiskStore(CASES, 1_000_000)).check("library/people.yaml")
    outcome = judged(read, ["thin-persona", "personal-data", "missing-emotion"])

    assert [escape.plain(one.message) for one in outcome.told] == [
        'there is no rule "thin-person"',
        'there is no finding of "personal-data" here to ignore',
    ]


def test_names_of_other_rules_than_ours_can_be_known():
    text = "journeymap: 1\ntitle: A  # journeymap: ignore[our-own-rule] why\nstages: [B]\n"
    read = checked({"map.yaml": text})
    outcome = ignores.apply((), read.journey.documents, path="map.yaml", known={"our-own-rule"}, asked=tuple)

    assert outcome == ignores.Ignored(())


def test_a_file_without_such_a_comment_is_not_parsed_again(monkeypatch):
    read = checked({"map.yaml": "journeymap: 1  # journeymap: a comment\ntitle: A\nstages: [B]\n"})
    monkeypatch.setattr("journeymap.document._comments.find", None)

    assert judged(read, ["missing-emotion"]).ignored == ()


@pytest.mark.parametrize("name", ignores.IDS)
def test_each_id_is_explained(name):
    assert name in lint.always()
    assert explain.explanation(name).summary


def test_everything_about_comments_is_a_warning():
    for path in CASES.glob("*.yaml"):
        select, options = options_of(path.read_text(encoding="utf-8"))
        read = Project(DiskStore(CASES, 1_000_000)).check(path.name)
        assert {one.level for one in judged(read, select, **options).told} <= {Level.WARNING}


def test_custom_is_a_family_too():
    text = "journeymap: 1\ntitle: A\n# journeymap: ignore[custom] why\nstages: [B]\n"
    said = [escape.plain(one.message) for one in judged(checked({"map.yaml": text}), ["missing-goal"]).told]

    assert said == ['"custom" is a family, and a comment names rules']
