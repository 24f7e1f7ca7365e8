"""How diagnostics are told. A scenario's expectation is a file in `cases/report`; `pytest --accept` rewrites it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_scenarios import EVIL, HOSTILE, SCENARIOS, Scenario, context, one, place, second

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Related, Span
from journeymap.errors import UsageError
from journeymap.escape import MapText
from journeymap.report import Summary, format_names, report
from journeymap.report.cells import Unit, measure, units, wrap
from journeymap.report.frame import frame
from journeymap.report.runner import guarded
from journeymap.report.view import view

CASES = Path(__file__).parent / "cases" / "report"
SGR = re.compile(r"\x1b\[[0-9;]*m")
# What may never reach a terminal: controls but the line feed, and marks that reorder what stands around them.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario, accept: bool) -> None:
    told, expected = scenario.told(), CASES / f"{scenario.name}.txt"
    if accept:
        expected.write_text(told, encoding="utf-8", newline="")
    assert told == expected.read_bytes().decode()


def test_every_expectation_has_its_scenario() -> None:
    assert {path.stem for path in CASES.iterdir()} == {scenario.name for scenario in SCENARIOS}


@pytest.mark.parametrize("scenario", [each for each in SCENARIOS if each.format != "json"], ids=lambda scenario: scenario.name)
def test_color_adds_nothing_but_color(scenario: Scenario) -> None:
    assert SGR.sub("", replace(scenario, color=True).told()) == replace(scenario, color=False).told()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_acts_on_a_terminal_or_a_runner(scenario: Scenario) -> None:
    told = SGR.sub("", scenario.told()) if scenario.color else scenario.told()
    assert not FORBIDDEN.search(told)
    assert not COMMAND.search(told)
    assert told.encode()


def test_concise_says_nothing_about_nothing() -> None:
    assert report([], Summary.of([], 3), "concise", context({})) == ""


def test_formats_are_the_files_of_a_folder() -> None:
    assert {"concise", "full", "json"} <= set(format_names())
    assert not any(name.startswith("_") for name in format_names())
    with pytest.raises(UsageError):
        report([], Summary.of([], 0), "../full", context({}))


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((3, 2, 1, 0), "2 errors, 1 warning in 3 files"),
        ((1, 1, 0, 2), "1 error, 2 infos in 1 file"),
        ((0, 0, 0, 0), "no errors in 0 files"),
        ((3, 0, 2, 0), "2 warnings in 3 files"),
        ((3, 0, 0, 1, 1), "1 info in 3 files (1 ignored)"),
        ((3, 0, 0, 0, 2, 4), "no errors in 3 files (2 ignored, 4 baselined)"),
    ],
)
def test_summary(counts: tuple[int, ...], sentence: str) -> None:
    assert report([], Summary(*counts), "full", context({})) == sentence + "\n"


def test_json_says_what_the_diagnostic_holds() -> None:
    diagnostic = one(
        HOSTILE, EVIL, EVIL, EVIL, related=(second(HOSTILE, EVIL, EVIL),), fix=Fix((Edit(Span.at(1, 1), EVIL),), safe=False)
    )
    told = json.loads(report([diagnostic], Summary.of([diagnostic], 1), "json", context({"map.yaml": HOSTILE})))
    assert list(told) == ["version", "tool", "diagnostics", "summary"]
    assert told["tool"] == {"name": "journeymap", "version": "0.1.0"}
    (said,) = told["diagnostics"]
    kept = EVIL.replace("\ud800", "\ufffd")
    assert list(said) == [
        "id",
        "level",
        "message",
        "help",
        "path",
        "span",
        "route",
        "related",
        "fix",
        "fingerprint",
    ]
    assert (said["message"], said["help"], said["path"], said["route"]) == (kept, kept, "map.yaml", ["stages", 0, "name"])
    assert said["related"] == [{"message": kept, "path": "map.yaml", "span": said["span"]}]
    start = {"line": 1, "column": 1}
    assert said["fix"] == {"safe": False, "edits": [{"span": {"start": start, "end": start}, "text": kept}]}


@pytest.mark.parametrize(
    "line", ["::error::x", "  \t::error::x", "\u3000::x", "a ##[error]", "####[x]", "##vso[x]", "##teamcity[x]"]
)
def test_a_runner_gets_no_command(line: str) -> None:
    assert not COMMAND.search(guarded(line))
    assert guarded(line).replace("\u200b", "") == line


@pytest.mark.parametrize("line", ["a ::b::", "x::y", "## [x]", "# heading", "  --> a:1:2", "#[x]"])
def test_a_runner_is_no_reason_to_change_other_lines(line: str) -> None:
    assert guarded(line) == line


def test_a_very_long_line_is_not_measured_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(line: str, offset: int) -> list[Unit]:
        looked_at.append(len(line))
        return units(line, offset)

    monkeypatch.setattr("journeymap.report.view.units", counted)
    view("ab, " * 1_000_000, 2_000_000, 2_000_010, 80)
    assert max(looked_at) < 1000


def test_words_are_kept_together_where_they_fit() -> None:
    assert wrap("one two  three", 7) == ["one two", "three"]
    assert wrap("onetwothree four", 6) == ["onetwo", "three", "four"]
    assert wrap("声明它，或者用", 8) == ["声明它，", "或者用"]
    assert wrap("声明它或，者用", 8) == ["声明它", "或，者用"]
    assert wrap("  ", 5) == []


# Letters of four scripts, what joins and combines, what controls and reorders, line ends, and commands of CI runners.
PIECES = [
    *"ab -:#'[]{}\t\r\n",
    "\r\n",
    *"退货。각",
    *"درگاه‌‍ِ",
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "👍🏽",
    "❤️",
    "🇮🇷",
    "\ufe0f",
    "\u200d",
    "\u200b",
    "\ufeff",
    "\x1b[31m",
    "\x1b]8;;x\x07",
    "\x00",
    "\x85",
    "\u2028",
    "\x9b",
    "\u202e",
    "\u2066",
    "\ud800",
    "::error::",
    "##[error]",
    "a" * 90,
]
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=60)
numbers = st.integers(-1, 12) | st.integers(-(10**6), 10**6)
spans = st.builds(Span, numbers, numbers | st.integers(0, 200), numbers, numbers | st.integers(0, 200))


@given(
    here=texts,
    there=texts,
    marks=st.lists(spans, min_size=1, max_size=4),
    said=texts,
    width=st.integers(20, 200),
    color=st.booleans(),
    other=st.booleans(),
)
def test_a_frame_never_fails_nor_passes_the_width(
    *, here: str, there: str, marks: list[Span], said: str, width: int, color: bool, other: bool
) -> None:
    files = {"map.yaml": here, "b.yaml": there}
    related = tuple(
        Related(MapText(said), place("b.yaml" if other and at else "map.yaml", span)) for at, span in enumerate(marks[1:])
    )
    diagnostic = Diagnostic("any", Level.ERROR, MapText(said), place("map.yaml", marks[0]), MapText(said), related)
    lines = frame(diagnostic, context(files, width, color=color))
    told = [SGR.sub("", line) if color else line for line in lines]
    assert lines == frame(diagnostic, context(files, width, color=color))
    assert not FORBIDDEN.search("".join(told))
    assert not COMMAND.search("\n".join(told))
    assert "\n" not in "".join(told)
    assert told[0].startswith("error[any]:")
    assert any("^" in line for line in told) or not here
    for line in told[1:]:
        assert measure(line) <= width or re.match(r" +--> ", line)


# Each of these is a unit by itself, so that a span of code points is a span of units.
simple = st.text(st.sampled_from([*"abc [],:", *"退货", *"درگاه", "\x1b", "\u202e", "🙂"]), min_size=1, max_size=120)


@given(simple, st.data(), st.integers(12, 60))
def test_carets_stand_under_the_span(line: str, data: st.DataObject, room: int) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    seen = view(line, start, end, room)
    told = seen.text([(start, end)]).replace("\u200e", "")
    column, width = seen.columns(start, end)
    marked = "".join(unit.text for unit in units(line)[start:end])
    shown = cut_out(told, column, width)
    assert marked.startswith(shown)
    assert shown == marked or not seen.holds(start, end)
    assert measure(told) <= room


def cut_out(text: str, column: int, width: int) -> str:
    """What stands in some columns of a line."""
    kept, at = "", 0
    for unit in units(text):
        kept += unit.text if column <= at < column + width else ""
        at += unit.width
    return kept
