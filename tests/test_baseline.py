"""The baseline: what it holds back, what it calls stale, and a file that people merge."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps_in_memory import checked

from journeymap import lint
from journeymap.diagnostic import FILE_START, Diagnostic, Level, Place, in_order
from journeymap.errors import OutputError, UsageError
from journeymap.escape import MapText
from journeymap.lint import baseline
from journeymap.lint.baseline import Baseline, Entry, Scope

TODAY = date(2026, 11, 21)
MAP = """\
journeymap: 1
title: Returning a sweater
stages:
  - name: Find out how
    actions: [Read the leaflet]
  - name: Send it back
    emotion: 1
    actions: [Print the label]
"""
ENTRIES = st.frozensets(st.builds(Entry, *[st.text(max_size=12)] * 4), max_size=8)


def found(text, path="map.yaml"):
    read = checked({path: text}, path)
    return in_order((*read.diagnostics, *lint.lint(read.journey, lint.choose("strict")._replace(each=True), TODAY)))


def scope(asked=None, files=("map.yaml",)):
    everything = {chosen.name for chosen in lint.choose("strict").rules}
    by_file = {"map.yaml": everything} if asked is None else asked
    return Scope(lint.names(), lambda path: by_file.get(path, ()), lambda path: path in files)


def applied(diagnostics, known, where):
    """What is kept, what is held back, and what is stale."""
    outcome = baseline.apply(diagnostics, known, where.known)
    return outcome.kept, outcome.baselined, baseline.stale(known, outcome.baselined, where)


def finding(rule="missing-id", path="map.yaml", anchor="stage:send", key=""):
    return Diagnostic(rule, Level.INFO, MapText("said"), Place(path, (), FILE_START), key=key, anchor=anchor)


def test_what_is_in_the_baseline_is_held_back():
    first = found(MAP)
    known = baseline.updated(Baseline(), first, scope())

    assert applied(first, known, scope()) == ((), first, ())


def test_lines_and_prose_do_not_matter():
    known = baseline.updated(Baseline(), found(MAP), scope())
    later = found(
        "# one more line\n\n"
        + MAP.replace("    emotion: 1\n    actions: [Print the label]", "    actions:\n      - Print the label\n    emotion: 1")
    )
    kept, _, stale = applied(later, known, scope())

    assert kept == stale == ()


def test_a_new_fault_is_told():
    known = baseline.updated(Baseline(), found(MAP), scope())
    again = MAP.replace(
        "Find out how", "Find out how\n    pain_points: [{text: Late, solutions: [{text: Hurry, status: planned}]}]"
    )
    (one,) = [one for one in applied(found(again), known, scope())[0] if one.id == "unowned-solution"]

    assert one.place.span.line == 5


def test_a_part_of_what_all_lacked_is_no_new_fault():
    known = baseline.updated(Baseline(), found(MAP), scope())
    kept, baselined, stale = applied(
        found(MAP.replace("[Print the label]", "[{id: print, text: Print the label}]")), known, scope()
    )

    assert "missing-id" in {one.id for one in baselined if one.anchor}
    assert kept == ()
    assert [(entry.rule, entry.anchor) for entry in stale] == [("missing-id", "stage:send-it-back/action:print-the-label")]


def test_what_was_mended_is_stale_only_where_it_was_looked_at():
    mended = Entry("map.yaml", "stage:send", "missing-id")
    known = Baseline(frozenset({mended}))

    assert baseline.stale(known, (), scope()) == (mended,)
    assert baseline.stale(known, (), scope(asked={"map.yaml": ["missing-goal"]})) == ()
    assert baseline.stale(known, (), scope(asked={})) == ()
    assert baseline.stale(known, (), scope(asked={}, files=())) == (mended,)
    gone = Entry("map.yaml", "stage:send", "rule-of-old")
    assert baseline.stale(Baseline(frozenset({gone})), (), scope(asked={})) == (gone,)


def test_writing_again_keeps_what_was_not_looked_at():
    elsewhere = Entry("other.yaml", "stage:send", "missing-id")
    known = Baseline(frozenset({elsewhere, Entry("map.yaml", "", "missing-goal"), Entry("gone.yaml", "", "missing-goal")}))
    again = baseline.updated(known, [finding()], scope(files=("map.yaml", "other.yaml")))

    assert again.entries == {elsewhere, Entry("map.yaml", "stage:send", "missing-id")}


def test_what_is_always_told_is_never_held_back():
    wrong = finding("invalid-map")
    assert baseline.updated(Baseline(), [wrong], scope()).entries == frozenset()
    assert baseline.apply([wrong], Baseline(frozenset({Entry.of(wrong)})), lint.names()).kept == (wrong,)


def test_one_entry_covers_all_that_are_alike():
    same = [finding(), finding()]
    known = baseline.updated(Baseline(), same, scope())

    assert len(known.entries) == 1
    assert baseline.apply(same, known, lint.names()).kept == ()
    assert baseline.apply([finding(key="other")], known, lint.names()).kept != ()


@given(ENTRIES)
def test_what_is_written_is_read(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("baseline") / baseline.FILE_NAME
    baseline.write(path, Baseline(entries))

    assert baseline.read(path, named=True).entries == entries


def test_a_name_that_is_no_unicode_survives(tmp_path):
    odd = Baseline(frozenset({Entry("b\udce9b.yaml", "stage:send", "missing-id")}))
    baseline.write(tmp_path / "b.json", odd)

    assert baseline.read(tmp_path / "b.json", named=True) == odd


def test_the_file_has_one_sorted_entry_a_line():
    entries = frozenset({Entry("b.yaml", "", "missing-id"), Entry("a.yaml", "stage:köp", "missing-id", "1")})

    assert baseline.text(Baseline(entries)) == (
        '{"version": 1, "findings": [\n'
        '{"file": "a.yaml", "anchor": "stage:köp", "rule": "missing-id", "key": "1"},\n'
        '{"file": "b.yaml", "anchor": "", "rule": "missing-id", "key": ""},\n'
        "{}\n]}\n"
    )


@given(ENTRIES, ENTRIES, ENTRIES)
def test_lines_of_two_branches_together_are_a_baseline(tmp_path_factory, base, ours, theirs):
    path = tmp_path_factory.mktemp("union") / "b.json"
    head, *_, last, end = baseline.text(Baseline()).splitlines(keepends=True)
    sides = [baseline.text(Baseline(base | side)).splitlines(keepends=True)[1:-2] for side in (ours, theirs)]
    path.write_bytes("".join([head, *sides[0], *sides[1], last, end]).encode("utf-8", "backslashreplace"))

    assert baseline.read(path, named=True).entries == base | ours | theirs


def test_where_there_is_none(tmp_path):
    assert baseline.read(tmp_path / "none.json", named=False) == Baseline()
    with pytest.raises(UsageError, match="there is no baseline"):
        baseline.read(tmp_path / "none.json", named=True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1 is no JSON"),
        ('{"version": 1, "findings": [\n{"file": \n', "line 3 is no JSON"),
        ('{"version": 1, "findings": [\n<<<<<<< ours\n{},\n', "merge conflict"),
        ("[]", "is no baseline of journeymap"),
        ('{"version": 1}', "is no baseline of journeymap"),
        ('{"version": 2, "findings": []}', "version 2"),
        ('{"version": 1, "findings": ["a"]}', "an entry that is none"),
        ('{"version": 1, "findings": [{"file": 1, "anchor": "", "rule": "", "key": ""}]}', "an entry that is none"),
        ('{"version": 1, "findings": [{"file": "", "anchor": "", "rule": "", "key": "", "line": "1"}]}', "an entry that is none"),
        ("[" * 200_000, "no text of ours"),
        (b"\xff\xfe\x00", "no text of ours"),
    ],
)
def test_a_corrupt_or_foreign_file_is_told(tmp_path, content, message):
    path = tmp_path / "b.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=message) as caught:
        baseline.read(path, named=False)

    assert caught.value.help_line


def test_a_folder_in_its_place_is_told(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        baseline.read(tmp_path, named=False)
    with pytest.raises(OutputError):
        baseline.write(tmp_path, Baseline())


def test_other_tools_can_read_it():
    assert json.loads(baseline.text(Baseline())) == {"version": 1, "findings": [{}]}
