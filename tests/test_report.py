"""How diagnostics are told. A scenario's expectation is a file in `cases/report`; `pytest --accept` rewrites it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.diagnostic import FILE_START, Diagnostic, Edit, Fix, Level, Place, Related, Span
from journeymap.errors import UsageError
from journeymap.escape import MapText
from journeymap.report import Context, Summary, format_names, report
from journeymap.report.cells import Unit, measure, units, wrap
from journeymap.report.frame import frame
from journeymap.report.runner import guarded
from journeymap.report.view import view
from journeymap.source import Source

CASES = Path(__file__).parent / "cases" / "report"
SGR = re.compile(r"\x1b\[[0-9;]*m")
# What may never reach a terminal: controls but the line feed, and marks that reorder what stands around them.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def span_of(text: str, piece: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `piece`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(piece, start + 1)
    return Span(*position(text, start), *position(text, start + len(piece)))


def position(text: str, offset: int) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", text[:offset])
    return len(lines), len(lines[-1]) + 1


def place(path: str, span: Span) -> Place:
    return Place(path, ("stages", 0, "name"), span)


@dataclass
class Scenario:
    name: str
    files: dict[str, str]
    diagnostics: list[Diagnostic]
    format: str = "full"
    width: int = 80
    color: bool = False
    held: dict[str, int] = field(default_factory=dict)

    def told(self) -> str:
        summary = Summary.of(self.diagnostics, max(len(self.files), 1), **self.held)
        return report(self.diagnostics, summary, self.format, context(self.files, self.width, color=self.color))


def context(files: dict[str, str], width: int = 80, *, color: bool = False) -> Context:
    def source(path: str) -> Source | None:
        return Source(path, files[path]) if path in files else None

    return Context(source, lambda path: f"shown/{path}", color, width, "0.1.0")


def one(text: str, piece: str, message: str, help_line: str | None = None, nth: int = 0, **more: object) -> Diagnostic:
    """A diagnostic about `piece` in `map.yaml`."""
    helped = None if help_line is None else MapText(help_line)
    made = Diagnostic("unknown-reference", Level.ERROR, MapText(message), place("map.yaml", span_of(text, piece, nth)), helped)
    return made._replace(**more)  # type: ignore[arg-type]  # the names of fields come from the table below


def second(text: str, piece: str, label: str, nth: int = 0, path: str = "map.yaml") -> Related:
    return Related(MapText(label), place(path, span_of(text, piece, nth)))


ASCII = """\
journeymap: 1
title: Return a parcel
touchpoints:
  - {id: portal, name: Returns portal}
stages:
  - name: Prepare
    actions:
      - text: Tries to print the return label
        # the printer is a story of its own
        emotion: -2
        touchpoints: [portl]
      - text: Gives up
        description: |
          Waits for the weekend.

"""
CHINESE = """\
title: 退货
touchpoints: [退货门户, 客服电话]
stages:
  - name: 准备退货
    actions:
      - {text: 尝试打印退货标签, touchpoints: [退货门户网站, 客服电话], emotion: -1}
"""
PERSIAN = """\
language: fa
touchpoints: [درگاه بازگشت, فروشگاه]
stages:
  - name: آماده‌سازی
    actions:
      - {text: می‌خواهد برچسب را چاپ کند, touchpoints: [درگاهِ, فروشگاه], emotion: -۱}
"""
EMOJI = """\
stages:
  - {name: 🙂, actions: [👩‍👩‍👧 waits, 👍🏽 calls, ❤️ thanks, 🇮🇷 flies], emotion: 9}
"""
TABS = "stages:\n  - name:\tPrepare\t# a tab\n\t\temotion:\t9\n"
LONG = 'description: "' + "one step after another, " * 6 + "a word, " + "another step, " * 8 + '"\nstages: []\n'
LIBRARY = """\
journeymap: 1
library: true
touchpoints:
  - {id: portal, name: Returns portal}
"""
EVIL = "\x1b[31mred\x1b]8;;https://evil\x07 \u202egnp.exe\u2066 ::error::x ##[error]y ##vso[task.z] \x9b1m \ud800 \u2028|"
HOSTILE = f"title: {EVIL}\nstages: [::error::, ##[group]]\n"
KEPT_LABEL = "the touchpoint is declared here, under a name that takes more room than is left beside it"


SCENARIOS = [
    Scenario("ascii", {"map.yaml": ASCII}, [one(ASCII, "portl", 'there is no touchpoint "portl"', 'did you mean "portal"?')]),
    Scenario(
        "chinese",
        {"map.yaml": CHINESE},
        [
            one(
                CHINESE,
                "退货门户网站",
                'there is no touchpoint "退货门户网站"',
                'did you mean "退货门户"?',
                related=(second(CHINESE, "退货门户", "declared here"), second(CHINESE, "客服电话", "this one is known", 1)),
            ),
        ],
    ),
    Scenario(
        "persian",
        {"map.yaml": PERSIAN},
        [
            one(
                PERSIAN,
                "درگاهِ",
                'there is no touchpoint "درگاهِ"',
                'did you mean "درگاه بازگشت"?',
                related=(second(PERSIAN, "درگاه بازگشت", "declared here"), second(PERSIAN, "فروشگاه", "this one is known", 1)),
            ),
        ],
    ),
    Scenario(
        "emoji",
        {"map.yaml": EMOJI},
        [
            one(
                EMOJI,
                "9",
                "the emotion 9 is outside -2 to 2",
                related=(
                    second(EMOJI, "👩‍👩‍👧", "a family"),
                    second(EMOJI, "👍🏽", "a thumb"),
                    second(EMOJI, "❤️", "a heart"),
                    second(EMOJI, "🇮🇷", "a flag"),
                    second(EMOJI, "\u200d👩", "in the middle of a family"),
                ),
            ),
        ],
    ),
    Scenario(
        "tabs",
        {"map.yaml": TABS},
        [
            one(TABS, "9", "the emotion 9 is outside -2 to 2"),
            one(TABS, "\t# a", "a tab is marked whole"),
        ],
    ),
    Scenario(
        "crlf",
        {"map.yaml": ASCII.replace("\n", "\r\n")},
        [
            one(ASCII.replace("\n", "\r\n"), "portl", 'there is no touchpoint "portl"'),
            one(
                ASCII.replace("\n", "\r\n"),
                "- text: Gives up\r\n        description: |\r\n          Waits for the weekend.\r\n\r\n",
                "this action has no emotion",
            ),
        ],
    ),
    Scenario(
        "multi-line",
        {"map.yaml": ASCII},
        [
            one(ASCII, ASCII[ASCII.index("stages") :], "nothing of this was ever reviewed"),
            one(
                ASCII,
                "- text: Gives up\n        description: |\n          Waits for the weekend.\n",
                "this action has no emotion",
            ),
            one(ASCII, "title: Return a parcel\ntouchpoints:", "two lines"),
        ],
    ),
    Scenario(
        "related-here",
        {"map.yaml": ASCII},
        [
            one(
                ASCII,
                "portl",
                "both ways",
                related=(
                    second(ASCII, "portal", "declared here"),
                    second(ASCII, "Gives up", "and missed here"),
                    second(ASCII, "[portl]", "the whole list"),
                ),
            ),
        ],
    ),
    Scenario(
        "related-there",
        {"map.yaml": ASCII, "library/touchpoints.yaml": LIBRARY},
        [
            one(
                ASCII,
                "portl",
                'there is no touchpoint "portl"',
                'did you mean "portal"?',
                related=(
                    second(LIBRARY, "{id: portal, name: Returns portal}", "declared here", path="library/touchpoints.yaml"),
                    second(LIBRARY, "library: true", "a library", path="library/touchpoints.yaml"),
                    second(ASCII, "Prepare", "in this stage"),
                ),
            ),
        ],
    ),
    Scenario(
        "long-line",
        {"map.yaml": LONG},
        [
            one(
                LONG,
                "a word",
                "in the middle",
                related=(second(LONG, "another step", "beside it"), second(LONG, "one step", "far away")),
            ),
            one(LONG, LONG[LONG.index('"') : LONG.index("\n")], "longer than the width"),
            one(LONG, 'step, "', "at the end"),
            one(LONG, "description", "at the beginning"),
            one(LONG, "stages", "the line above is cut", related=(second(LONG, "stages", KEPT_LABEL),)),
        ],
        width=40,
    ),
    Scenario(
        "narrow",
        {"map.yaml": CHINESE},
        [
            one(
                CHINESE,
                "退货门户网站",
                'there is no touchpoint "退货门户网站"',
                "请先声明它，或者使用 touchpoints 里已有的名字。",
                related=(second(CHINESE, "客服电话", KEPT_LABEL, 1),),
            ),
        ],
        width=20,
    ),
    Scenario(
        "end-of-file",
        {"map.yaml": "journeymap: 1\n", "bare.yaml": "title: سلام", "empty.yaml": ""},
        [
            Diagnostic("invalid-map", Level.ERROR, MapText('"title" is missing'), place("map.yaml", Span.at(2, 1))),
            Diagnostic("invalid-map", Level.ERROR, MapText('"stages" is missing'), place("bare.yaml", Span.at(1, 12))),
            Diagnostic("invalid-map", Level.WARNING, MapText("behind the end"), place("bare.yaml", Span(7, 3, 9, 2))),
            Diagnostic("invalid-map", Level.INFO, MapText("the file is empty"), place("empty.yaml", FILE_START)),
        ],
    ),
    Scenario(
        "hostile",
        {"map.yaml": HOSTILE, f"a\n::error::{EVIL}.yaml": HOSTILE},
        [
            one(
                HOSTILE,
                EVIL,
                EVIL,
                f"{EVIL} " + "::error::z " * 20,
                id="hostile\n::error::",
                related=(
                    second(HOSTILE, "::error::", EVIL, 1),
                    second(HOSTILE, "##[group]", EVIL, path=f"a\n::error::{EVIL}.yaml"),
                ),
            ),
        ],
        width=60,
    ),
    Scenario(
        "hostile-concise",
        {},
        [
            one(HOSTILE, EVIL, EVIL),
            one(HOSTILE, EVIL, "x")._replace(place=place(f"::error::{EVIL}.yaml", FILE_START)),
        ],
        format="concise",
    ),
    Scenario(
        "no-source",
        {},
        [
            Diagnostic(
                "syntax",
                Level.ERROR,
                MapText("the file is not UTF-8"),
                place("map.yaml", FILE_START),
                MapText("save it as UTF-8"),
            ),
            one(
                ASCII,
                "portl",
                "without a text",
                related=(second(ASCII, "portal", "declared here"), second(ASCII, "portal", "and there", path="b.yaml")),
            ),
        ],
    ),
    Scenario(
        "color",
        {"map.yaml": ASCII},
        [
            one(
                ASCII,
                "portl",
                'there is no touchpoint "portl"',
                'did you mean "portal"?',
                related=(second(ASCII, "portal", "declared here"),),
            ),
            one(ASCII, "Prepare", "a warning", level=Level.WARNING),
            one(ASCII, "Prepare", "an info", level=Level.INFO),
        ],
        color=True,
    ),
    Scenario(
        "concise",
        {"map.yaml": ASCII},
        [
            one(ASCII, "portl", 'there is no touchpoint "portl"', 'did you mean "portal"?'),
            one(ASCII, "Prepare", "in\ntwo lines", level=Level.WARNING),
        ],
        format="concise",
    ),
    Scenario(
        "json",
        {"map.yaml": ASCII},
        [
            one(
                ASCII,
                "portl",
                'there is no touchpoint "portl"',
                'did you mean "portal"?',
                fingerprint="0123456789ab",
                related=(second(ASCII, "portal", "declared here"),),
                fix=Fix((Edit(span_of(ASCII, "portl"), "portal"),), safe=True),
            ),
            one(ASCII, "Prepare", f"退货 {EVIL}", level=Level.INFO),
        ],
        format="json",
        held={"ignored": 2, "baselined": 1},
    ),
    Scenario("json-nothing", {"map.yaml": ASCII}, [], format="json"),
    Scenario("nothing", {"map.yaml": ASCII}, []),
    Scenario("nothing-held", {"map.yaml": ASCII, "b.yaml": ""}, [], held={"ignored": 1, "baselined": 3}),
]


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
