"""Runs to tell in every format that a machine reads, shared by the tests of what is told and the laws about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from journeymap.diagnostic import FILE_START, Diagnostic, Edit, Fix, Level, Place, Related, Span, in_order
from journeymap.escape import MapText
from journeymap.report import Context, RuleNote, Summary, report
from journeymap.source import Source

FORMATS = ("github", "gitlab", "jsonl", "junit", "markdown", "rdjson", "sarif")

NOTES = {
    "unknown-reference": RuleNote(
        "A reference that names nothing",
        Level.ERROR,
        help="unknown-reference\nWhat is referred to must be declared.",
        markdown="# `unknown-reference`\n\nWhat is referred to must be declared.\n",
        url="https://example.org/rules/unknown-reference",
    ),
    "unowned-solution": RuleNote("A solution in progress that nobody owns", Level.WARNING, url="javascript:alert(1)"),
    "missing-goal": RuleNote("A map without a goal", Level.WARNING, markdown="A goal says *why*."),
}


def context(sources: dict[str, Source]) -> Context:
    return Context(sources.get, lambda path: f"shown/{path}", color=True, width=20, version="0.1.0", rule=NOTES.get)


def span_of(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span(*position(text, start), *position(text, start + len(piece)))


def position(text: str, offset: int) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", text[:offset])
    return len(lines), len(lines[-1]) + 1


def finding(name: str, level: Level, span: Span, message: str, *, path: str = "map.yaml", **more: object) -> Diagnostic:
    made = Diagnostic(name, level, MapText(message), Place(path, ("stages", 0, "name"), span))
    return made._replace(**more)  # type: ignore[arg-type]  # the names of fields come from the tables below


@dataclass
class Scenario:
    name: str
    files: dict[str, str]
    diagnostics: list[Diagnostic]
    clean: tuple[str, ...] = ()
    held: dict[str, int] = field(default_factory=dict)
    boms: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS

    @property
    def told(self) -> tuple[Diagnostic, ...]:
        return in_order(self.diagnostics)

    def tell(self, format_name: str) -> str:
        paths = tuple(sorted({*self.files, *self.clean}))
        summary = Summary.of(self.told, len(paths), **self.held, paths=paths)
        sources = {path: Source(path, text, path in self.boms) for path, text in self.files.items()}
        return report(self.told, summary, format_name, context(sources))


MAP = """\
journeymap: 1
title: Return a parcel
touchpoints:
  - {id: portal, name: Returns portal}
stages:
  - name: Prepare
    actions:
      - text: Tries to print the return label
        touchpoints: [portl]
        description: |
          Waits for
          the weekend.
"""
CHINESE = "title: 退货\nstages:\n  - {name: 准备, actions: [{text: 🙂打印, touchpoints: [退货门户网站, 客服]}]}\n"
EVIL = (
    "\x1b[31mred\x1b]8;;https://evil\x07 \u202egnp.exe\u2066 ::error::x ##[error]y ##vso[task.z] \x9b1m \ud800 \u2028|"
    "\n::set-output name=a::b\r%0A::warning::c ]]> <script>alert(1)</script> <!-- --> &amp; &#64; `code` "
    "![i](https://evil/x.png) [link](https://evil) [1]: https://evil @octocat #1 !2 {0} {{1}} \x00 \ufffe C:\\x | a\t| b"
)
EVIL_PATH = "a b/::error::\n##[error]%41 退货 <x>&'\"|`[x](y)`\u202e\ud800\x1b[0m.yaml"


def _insertion(text: str, before: str, new: str) -> Edit:
    span = span_of(text, before)
    return Edit(Span.at(span.line, span.column), new)


SCENARIOS = [
    Scenario(
        "usual",
        {"maps/return.yaml": MAP, "maps/shop.yaml": "journeymap: 1\nlibrary: true\n"},
        [
            finding(
                "unknown-reference",
                Level.ERROR,
                span_of(MAP, "portl"),
                'there is no touchpoint "portl"',
                path="maps/return.yaml",
                help=MapText('did you mean "portal"?'),
                related=(
                    Related(MapText("declared here"), Place("maps/return.yaml", ("touchpoints", 0), span_of(MAP, "portal"))),
                    Related(MapText("and [there]"), Place("maps/shop.yaml", (), FILE_START)),
                ),
                fix=Fix((Edit(span_of(MAP, "portl"), "portal"),), safe=True),
            ),
            finding("missing-goal", Level.WARNING, FILE_START, "nobody says what for", path="maps/return.yaml"),
            finding(
                "unowned-solution",
                Level.INFO,
                span_of(MAP, "Prepare"),
                "nobody owns it",
                path="maps/return.yaml",
                fix=Fix((_insertion(MAP, "actions:", "owner: nobody\n    "),), safe=False),
            ),
            finding("custom", Level.WARNING, Span.at(2, 1), "about a library", path="maps/shop.yaml"),
        ],
        clean=("maps/clean.yaml",),
        held={"ignored": 2, "baselined": 1},
    ),
    Scenario("nothing", {"map.yaml": MAP}, [], clean=("b.yaml",)),
    Scenario(
        "places",
        {"map.yaml": MAP, "chinese.yaml": CHINESE, "bom.yaml": "title: سلام", "empty.yaml": ""},
        [
            finding("at-the-end", Level.ERROR, Span.at(13, 1), "missing behind the last line feed"),
            finding("several-lines", Level.ERROR, span_of(MAP, "|\n          Waits for\n          the weekend."), "long"),
            finding("trimmed", Level.WARNING, Span(10, 9, 13, 1), "ends on a blank line"),
            finding("no-width", Level.WARNING, Span.at(6, 5), "missing here"),
            finding("behind", Level.INFO, Span(40, 3, 41, 2), "the file was longer"),
            finding(
                "code-points",
                Level.ERROR,
                span_of(CHINESE, "退货门户网站"),
                "wide letters",
                path="chinese.yaml",
                fix=Fix((Edit(span_of(CHINESE, "退货门户网站"), "退货"), Edit(span_of(CHINESE, "🙂"), "")), safe=True),
            ),
            finding(
                "changed-since",
                Level.INFO,
                FILE_START,
                "the fix does not go with the text",
                path="chinese.yaml",
                fix=Fix((Edit(Span.at(9, 1), "x"),), safe=True),
            ),
            finding(
                "byte-order-mark",
                Level.INFO,
                Span(1, 1, 1, 12),
                "first line",
                path="bom.yaml",
                fix=Fix((Edit(Span(1, 8, 1, 12), "درود"),), safe=True),
            ),
            finding("empty", Level.ERROR, FILE_START, "the file is empty", path="empty.yaml"),
            finding("no-source", Level.ERROR, Span(3, 4, 3, 9), "not UTF-8", path="latin.yaml"),
        ],
        boms=("bom.yaml",),
    ),
    Scenario(
        "hostile",
        {EVIL_PATH: f"title: {EVIL}\n"},
        [
            finding(
                f"id {EVIL}",
                Level.ERROR,
                Span(1, 8, 1, 20),
                EVIL,
                path=EVIL_PATH,
                help=MapText(f"{EVIL} ## help"),
                related=(Related(MapText(f"] {EVIL} ["), Place(EVIL_PATH, (), FILE_START)),),
                fix=Fix((Edit(Span(1, 8, 1, 20), EVIL),), safe=True),
            ),
            finding("plain", Level.INFO, FILE_START, "::error::at the start", path="::error::x.yaml"),
        ],
    ),
    Scenario(
        "many",
        {"map.yaml": MAP},
        [
            finding("any", level, Span(2, 1, 2, 6), f"the {level.value} number {number}", key=str(number))
            for level, count in ((Level.INFO, 10), (Level.WARNING, 11), (Level.ERROR, 13))
            for number in range(1, count + 1)
        ],
        formats=("github",),
    ),
]
