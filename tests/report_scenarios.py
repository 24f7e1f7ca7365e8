"""Diagnostics to tell, with the files that they are about: a scenario for each thing that a report has to show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from journeymap.diagnostic import FILE_START, Diagnostic, Edit, Fix, Level, Place, Related, Span
from journeymap.escape import MapText
from journeymap.report import Context, Summary, report
from journeymap.source import Source


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
