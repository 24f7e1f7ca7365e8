"""Structural changes as edits: what they become in each layout, and where there are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from journeymap import edit, write
from journeymap.diagnostic import Edit, Span
from journeymap.document import parse
from journeymap.model import Action, JourneyMap, Library, Metric, PainPoint
from journeymap.source import Source


def document(text):
    found, _ = parse(Source("map.yaml", text))
    assert found is not None
    return found


def changed(text, edits):
    return edit.apply(text, edits) if edits else None


def with_key(text, *route, model=Action, key="id", value="x"):
    return changed(text, write.set_key(document(text), route, model, key, value))


def without(text, *route):
    return changed(text, write.remove(document(text), route))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [Looks]", "a: [{id: x, text: Looks}]"),
        ("a:\n- Looks # c\n", "a:\n- id: x\n  text: Looks # c\n"),
        ("a:\n  - 'Looks'", "a:\n  - id: x\n    text: 'Looks'"),
        ("a:\n- {}\n", "a:\n- {id: x}\n"),
        ("a:\n- {text: Looks}\n", "a:\n- {id: x, text: Looks}\n"),
        ("a:\n- text: Looks\n", "a:\n- id: x\n  text: Looks\n"),
        ("a:\n- id: # none\n  text: Looks\n", "a:\n- id: x # none\n  text: Looks\n"),
        ("a:\n- id: y\n  text: Looks\n", "a:\n- id: x\n  text: Looks\n"),
        ("a:\n- {id, text: Looks}\n", "a:\n- {id: x, text: Looks}\n"),
        ("a:\n- id: {b: c}\n  text: Looks\n", None),
        ("a:\n- &l Looks\n- *l\n", None),
        ("a: &l\n- Looks\nb: *l\n", None),
        ("a:\n- - Looks\n", None),
        ("a:\n- |1\n  Looks\n", None),
        ("a:\n- ? text\n  : Looks\n", None),
        ("a: []\n", None),
        ("# a & b\na: # c & d\n- Looks\n", "# a & b\na: # c & d\n- id: x\n  text: Looks\n"),
    ],
)
def test_a_key_on_an_entry(text, expected):
    assert with_key(text, "a", 0) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: Looks # c\r\nb: 1\r\n", "a:\r\n  id: x\r\n  text: Looks # c\r\nb: 1\r\n"),
        ("a:   Looks", "a:\n  id: x\n  text: Looks"),
        ("- a: Looks\n  b: 1\n", None),
        ("a:\n    Looks\n      now\n", "a:\n    id: x\n    text: Looks\n      now\n"),
        ("? a\n: Looks\n", None),
        ('{"a":"Looks"}', '{"a":{id: x, text: "Looks"}}'),
        ("a: *b\nb: &b Looks\n", None),
    ],
)
def test_a_key_on_a_lone_text(text, expected):
    assert with_key(text, "a") == expected


def test_a_key_goes_where_the_format_has_it():
    text = "- text: Hurts\n  solutions: [a]\n  evidence: b # c\n"
    wanted = "- text: Hurts\n  severity: high\n  solutions: [a]\n  evidence: b # c\n"
    assert with_key(text, 0, model=PainPoint, key="severity", value="high") == wanted
    assert with_key("- {text: Hurts}", 0, model=PainPoint, key="severity", value="high") == "- {text: Hurts, severity: high}"


def test_a_reading_of_a_metric_does_not_grow():
    assert with_key("metrics: {nps: 3}", "metrics", "nps", model=Metric, key="unit") is None
    assert with_key("metrics: nps", "metrics", model=Metric, key="unit") == "metrics:\n  unit: x\n  name: nps"


def declared(text, model=JourneyMap):
    return changed(text, write.append(document(text), model, "touchpoints", "App"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\nstages: []\n", "title: A\ntouchpoints:\n  - App\nstages: []\n"),
        ("stages: []\ntitle: A", "stages: []\ntitle: A\ntouchpoints:\n  - App"),
        ("title: A\ngoals:\n  - G\n  # - H\n# then\nstages: []\n", "title: A\ngoals:\n  - G\n  # - H\ntouchpoints:\n  - App\n# then\nstages: []\n"),
        ("stages: []\n", "touchpoints:\n  - App\nstages: []\n"),
        ("{title: A, stages: []}", "{title: A, touchpoints: [App], stages: []}"),
        ("{title: A, touchpoints: , stages: []}", "{title: A, touchpoints: [App] , stages: []}"),
        ("touchpoints: # none\ntitle: A\n", "touchpoints: # none\n  - App\ntitle: A\n"),
        ("touchpoints: []\n", "touchpoints: [App]\n"),
        ("touchpoints: [a, b, ]\n", "touchpoints: [a, b, App, ]\n"),
        ("touchpoints: [a,\n  b]\n", "touchpoints: [a,\n  b, App]\n"),
        ("touchpoints:\n- a\n\n\nstages: []\n", "touchpoints:\n- a\n- App\n\n\nstages: []\n"),
        ("touchpoints: |\n  a\nstages: []\n", "touchpoints:\n  - |\n    a\n  - App\nstages: []\n"),
        ("touchpoints: &t [a]\nb: *t\n", None),
        ("touchpoints: *t\nb: &t [a]\n", None),
        ("&t {title: A}", None),
        ("- a\n", None),
    ],
)  # fmt: skip
def test_an_entry_more(text, expected):
    assert declared(text) == expected


def test_an_entry_more_in_a_library():
    assert declared("library: true\nevidence: [a]\n", Library) == "library: true\ntouchpoints:\n  - App\nevidence: [a]\n"


@pytest.mark.parametrize(
    ("text", "route", "expected"),
    [
        ("a: [x, y]", ("a", 0), "a: [y]"),
        ("a: [x, y]", ("a", 1), "a: [x]"),
        ("a: [x]\nb: 1\n", ("a", 0), "b: 1\n"),
        ("b: 1\na: [x]", ("a", 0), "b: 1"),
        ("a: {x: 1, y: 2}", ("a", "x"), "a: {y: 2}"),
        ("a: {x: 1, y: 2}", ("a", "y"), "a: {x: 1}"),
        ("- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
        ("- a: 1\n  # about b\n  b: 2\n", (0, "a"), None),
        ("- a: 1\n", (0, "a"), None),
        ("- - a\n  - b\n", (0, 0), "- - b\n"),
        ("a: 1\n\n# about b\nb:\n  - x\n\nc: 2\n", ("b",), "a: 1\n\nc: 2\n"),
        ("a: 1\r\n# about b\r\nb: 2 # more\r\n  # and more\r\n# c\r\nc: 3\r\n", ("b",), "a: 1\r\n# c\r\nc: 3\r\n"),
        ("# all\na:\n  # the first\n  - x\n  - y\n", ("a", 0), "# all\na:\n  # the first\n  - y\n"),
        ("a: &x 1\nb: *x\n", ("a",), None),
        ("a: 1\nb: [&x 1, *x]\n", ("b",), None),
        ("a: &x 1\nb: *x\n", ("b",), "a: &x 1\n"),
        ("a: 1\n", ("b",), None),
        ("a: 1\n", (), None),
    ],
)
def test_without_an_entry(text, route, expected):
    assert without(text, *route) == expected


@given(texts())
def test_a_scalar_reads_as_its_text(text):
    for layout in (
        f"a: {edit.scalar(text)}",
        f"[{edit.scalar(text)}, b]",
        f"{{a: {edit.scalar(text)}, b: c}}",
        f"- {edit.scalar(text)} # c",
    ):
        value = document(layout).value
        found = value["a"] if isinstance(value, dict) else value[0]
        assert found == text
        assert type(found) is str


@pytest.mark.parametrize(
    "text",
    ["true", "No", "null", "12", "2026-09-30", "~", "a: b", "a #b", "-", "", "x\u2028y", "\ufeffa", "a\\b", 'say "a"', "y"],
)
def test_what_is_not_certainly_plain_is_quoted(text):
    assert edit.scalar(text).startswith('"')
    assert document(f"a: {edit.scalar(text)}").value["a"] == text
    assert json.loads(edit.scalar(text)) == text


def test_edits_that_overlap_are_not_taken_together():
    chosen = edit.Chosen()
    assert chosen.take([Edit(Span(1, 5, 1, 8), ""), Edit(Span(2, 1, 2, 1), "")])
    assert not chosen.take([Edit(Span(3, 1, 3, 1), ""), Edit(Span(1, 7, 1, 9), "")])
    assert not chosen.take([Edit(Span(2, 1, 2, 1), "")])
    assert chosen.take([Edit(Span(3, 1, 3, 1), ""), Edit(Span(1, 8, 1, 9), ""), Edit(Span(1, 4, 1, 5), "")])
    assert not chosen.take([Edit(Span(5, 1, 6, 1), ""), Edit(Span(5, 4, 5, 5), "")])
    assert not chosen.take([Edit(Span(1, 1, 9, 1), "")])


@given(st.text("ab\r\n", max_size=12), st.data())
def test_spans_and_indices_are_two_ways_to_say_one_thing(text, data):
    starts = edit.line_starts(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = edit.between(start, end, starts)

    assert edit.bounds(span, starts) == (start, end)
    assert edit.apply(text, [Edit(span, "x")]) == text[:start] + "x" + text[end:]
