"""The engine of lint: which rules are asked, and how what they say becomes diagnostics."""

from __future__ import annotations

from datetime import date

import pytest
from maps_in_memory import MemoryStore, checked

from journeymap import escape, lint
from journeymap.diagnostic import Level, in_order
from journeymap.errors import UsageError
from journeymap.journey import link_library
from journeymap.lint import Finding, Rule
from journeymap.lint.rule import Beside
from journeymap.project import Project

TODAY = date(2026, 11, 21)
SHORT = """\
journeymap: 1
title: Returning a sweater
personas: Sarah
goals: Get my money back
stages:
  - name: Find out how
    emotion: -1
  - name: Send it back
    pain_points:
      - id: printer
        text: The label has to be printed
"""


def journey(text=SHORT, **others):
    read = checked({"map.yaml": text, **{f"{name}.yaml": other for name, other in others.items()}})
    assert read.journey is not None
    return read.journey


def asked(*, check, **about):
    """Settings with one rule made for a test."""
    rule = Rule(level=Level.WARNING, preset="minimal", authority="test", check=check, **about)
    return lint.Settings((lint.Chosen("test-rule", rule, None),))


def ids(journey, **choice):
    return [one.id for one in lint.lint(journey, lint.choose(**choice), TODAY)]


def test_a_preset_holds_the_smaller_ones():
    names = [{chosen.name for chosen in lint.choose(preset).rules} for preset in ("minimal", "recommended", "strict")]
    assert names[0] < names[1] < names[2]
    assert lint.choose() == lint.choose("recommended")


def test_select_stands_in_for_the_preset_and_takes_families():
    assert [chosen.name for chosen in lint.choose("minimal", select=["missing-goal"]).rules] == ["missing-goal"]
    family = {chosen.name for chosen in lint.choose(select=["blueprint"]).rules}
    assert family == {"frontstage-without-action", "missing-blueprint-lane", "missing-fail-point", "unsupported-touchpoint"}


def test_ignore_takes_away():
    without = {chosen.name for chosen in lint.choose("strict", ignore=["framing", "missing-id"]).rules}
    assert "missing-id" not in without
    assert "missing-persona" not in without
    assert "missing-emotion" in without
    assert lint.choose(select=["missing-goal"], ignore=["missing-goal"]).rules == ()


@pytest.mark.parametrize(
    ("given", "message", "help_line"),
    [
        ({"select": ["missing-personna"]}, 'there is no rule "missing-personna"', 'did you mean "missing-persona"?'),
        ({"ignore": ["Missing_Goal"]}, 'there is no rule "Missing_Goal"', 'did you mean "missing-goal"?'),
        ({"ignore": ["pains"]}, 'there is no rule "pains"', 'did you mean "pain"?'),
        ({"select": ["xyzzy"]}, 'there is no rule "xyzzy"', "`journeymap rules` lists them"),
        ({"preset": "tough"}, 'there is no preset "tough"', "choose one of minimal, recommended, strict"),
        (
            {"ignore": ["syntax"]},
            '"syntax" is no rule: it is always told, and --ignore does not change that',
            "`journeymap rules syntax` explains it",
        ),
    ],
)
def test_unknown_names_are_told_with_the_closest(given, message, help_line):
    with pytest.raises(UsageError) as caught:
        lint.choose(**given)
    assert (caught.value.message, caught.value.help_line) == (message, help_line)


def test_a_level_that_is_set_holds_for_every_finding():
    chosen = lint.choose(select=["unaddressed-pain-point"]).rules[0]
    (found,) = lint.lint(journey(), lint.Settings((chosen._replace(level=Level.INFO),)), TODAY)
    assert found.level is Level.INFO


def test_an_archived_map_is_asked_nothing():
    assert ids(journey(SHORT.replace("personas", "status: archived\npersonas")), preset="strict") == []


def test_a_rule_is_not_asked_of_maps_it_is_not_for():
    def check(journey, _options, _context):
        yield Finding(journey.map, "asked")

    not_for = asked(check=check, not_for=frozenset({"service-blueprint", "future"}))
    assert len(lint.lint(journey(), not_for, TODAY)) == 1
    assert lint.lint(journey(SHORT + "type: service-blueprint\n"), not_for, TODAY) == ()
    assert lint.lint(journey(SHORT + "state: future\n"), not_for, TODAY) == ()
    assert len(lint.lint(journey(SHORT + "state: current\n"), not_for, TODAY)) == 1


def test_a_rule_that_fails_is_named():
    def check(_journey, _options, _context):
        yield from ()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        lint.lint(journey(), asked(check=check), TODAY)
    assert caught.value.__notes__ == ['in the rule "test-rule", looking at map.yaml']


def test_an_object_is_marked_by_its_main_text_or_its_key():
    text = SHORT + "scope:\n  starts: The parcel is opened\nowner: Returns team\nemotion_scale: {max: 5, min: -5}\n"

    def check(journey, _options, _context):
        model = journey.map
        for node, steps in (
            (model, ()),
            (model.stages[0], ()),
            (model.stages[0].emotion, ()),
            (model.stages[1], ("pain_points",)),
            (model.scope, ()),
            (model, ("owner",)),
            (model.emotion_scale, ()),
            (model.personas[0], ()),
            (model.personas[0], ("image",)),
        ):
            yield Finding(node, "here", steps=steps, key=str(len(steps)))

    read = journey(text)
    lines = text.splitlines()
    marked = [
        lines[one.place.span.line - 1][one.place.span.column - 1 : one.place.span.end_column - 1]
        for one in lint.lint(read, asked(check=check), TODAY)
    ]
    assert marked == [
        "Returning a sweater", "Sarah", "Sarah", "Find out how", "-1", "pain_points", "The parcel is opened", "Returns team", "-5",
    ]  # fmt: skip


def test_a_fingerprint_survives_what_happens_elsewhere():
    def prints(text):
        return {(one.id, one.anchor): one.fingerprint for one in lint.lint(journey(text), lint.choose("strict"), TODAY)}

    before = prints(SHORT)
    after = prints(
        SHORT.replace("stages:\n", "# moved\ndescription: |\n  one\n  two\nstages:\n  - name: Notice\n    emotion: 1\n")
    )
    assert ("unaddressed-pain-point", "stage:send-it-back/pain-point:printer") in before
    assert before[("unaddressed-pain-point", "stage:send-it-back/pain-point:printer")] in after.values()


def test_what_follows_from_a_fault_is_not_told():
    assert "missing-persona" in ids(journey(SHORT.replace("personas: Sarah\n", "")))
    assert "missing-persona" in ids(journey(SHORT.replace("personas: Sarah", "personas:")))
    assert "missing-persona" not in ids(journey(SHORT.replace("personas: Sarah", "personas: {namn: Sarah}")))


def test_a_file_not_read_to_its_end_is_asked_local_rules_only():
    cut = journey(SHORT.replace("emotion: -1", "emotion: 9") + "owner: [\n")
    assert not cut.documents["map.yaml"].complete
    assert set(ids(cut, preset="strict")) == {"emotion-outside-scale"}


LIBRARY = """\
journeymap: 1
library: true
solutions:
  - {id: qr-code, text: QR code, status: planned}
  - {id: other, text: "Used\u200bnowhere", status: planned}
"""
WITH_LIBRARY = SHORT.replace("personas", "include: lib.yaml\npersonas") + "        solutions: [qr-code]\n"


def test_a_library_is_told_about_once_whoever_uses_it():
    files = {"map.yaml": WITH_LIBRARY, "two.yaml": WITH_LIBRARY.replace("sweater", "shirt"), "lib.yaml": LIBRARY}
    project = Project(MemoryStore(files))
    settings = lint.choose()
    found = []
    for path in ("map.yaml", "two.yaml"):
        one = project.check(path).journey
        assert one is not None
        found.extend(lint.lint(one, settings, TODAY))
    of_library = [one for one in in_order(found) if one.place.path == "lib.yaml"]
    assert [(one.id, escape.plain(one.message)) for one in of_library] == [
        ("unowned-solution", 'the solution "QR code" is planned and has no owner')
    ]


def test_a_library_looked_at_for_itself_is_asked_what_concerns_libraries():
    project = Project(MemoryStore({"lib.yaml": LIBRARY}))
    built = project.load("lib.yaml").built
    assert built is not None
    library, diagnostics = link_library("lib.yaml", built, project)
    assert diagnostics == ()
    assert ids(library) == ["unowned-solution", "unowned-solution", "invisible-character"]


def test_second_places_are_few_and_of_the_same_project():
    def check(journey, _options, _context):
        yield Finding(journey.map, "many", related=tuple(Beside("one of them", journey.map) for _ in range(50)))

    (one,) = lint.lint(journey(), asked(check=check), TODAY)
    assert len(one.related) == 5


def test_the_day_is_the_only_clock():
    due = journey(SHORT + "reviewed: 2026-10-01\n")
    settings = lint.choose(select=["overdue-review"])
    assert lint.lint(due, settings, date(2027, 1, 1)) == ()
    assert [one.id for one in lint.lint(due, settings, date(2027, 1, 2))] == ["overdue-review"]


def test_answers_are_the_same_twice_and_in_order():
    settings = lint.choose("strict")
    first = lint.lint(journey(), settings, TODAY)
    assert first == lint.lint(journey(), settings, TODAY)
    assert in_order(first) == in_order(one._replace() for one in reversed(first))
    assert [one._replace(fingerprint="") for one in in_order(first)] == list(first)


LONG = 90_000


@pytest.mark.parametrize(
    "text",
    [
        "a\u200b" * LONG,
        "a\u200e" * LONG,
        "\u200d" * LONG,
        "1 " * LONG,
        "+1((" * LONG,
        "a@b.cc " * LONG,
        "a@" * LONG,
        "a." * LONG,
        "[" * LONG,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_a_hostile_text_is_one_finding_and_takes_no_time(text):
    read = journey(SHORT + f'    thoughts: "{text[:LONG]}"\n')
    found = lint.lint(read, lint.choose(select=["personal-data", "text"]), TODAY)
    assert len(found) <= 5
