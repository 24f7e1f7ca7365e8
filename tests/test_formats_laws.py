"""Laws about the formats for machines: whatever a map holds, a report has the shape it has for harmless text.

Each output is read by a real parser, and by one that does what GitHub's runner does with every line it records.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from format_scenarios import EVIL, EVIL_PATH, FORMATS, context
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_formats import junit_schema, sarif_run

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Place, Related, Span, in_order
from journeymap.escape import MapText
from journeymap.report import Summary, report
from journeymap.report.region import lines_of, markable
from journeymap.source import Source

PIECES = [
    "::set-output name=a::b",
    "::error::",
    "##[error]",
    "##vso[task.complete]",
    "]]>",
    "<![CDATA[",
    "<script>alert(1)</script>",
    "<br>",
    "<https://evil>",
    "</failure>",
    "&lt;",
    "&#64;",
    "\x1b[31m",
    "\x1b]8;;https://evil\x07",
    "\x9b1m",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\x85",
    "\u2028",
    "%0A",
    "%25",
    "|",
    "`",
    "```",
    "*a*",
    "# ",
    "- ",
    "1. ",
    "> ",
    "~~~",
    "[x](https://evil)",
    "![x](https://evil)",
    "[x]: https://evil",
    "](1)",
    "@octocat",
    "#1",
    "!1",
    "www.evil.example",
    "https://evil",
    "{0}",
    "{{",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udcff",
    "\x00",
    "\ufffe",
    "\u200b",
    "\\",
    "'",
    '"',
    ",",
    "=",
    ":",
    "/",
    "..",
    "退货",
    "🙂",
    " ",
    "a",
    "long " * 1_000,
]
hostile = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
numbers = st.integers(-1, 6) | st.integers(-(10**6), 10**6)
spans = st.builds(Span, numbers, numbers, numbers, numbers)
levels = st.sampled_from(Level)
# What may never be written as it is, in any format: it acts on a terminal or on the order of what stands around it.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MENTION = re.compile(r"(?<!\\)[@#!](?=\w)")
COMMANDS = {
    "error",
    "warning",
    "notice",
    "set-output",
    "set-env",
    "add-path",
    "add-mask",
    "debug",
    "group",
    "stop-commands",
    "echo",
}


def runner_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that GitHub's runner finds in what a step prints (actions/runner, ActionCommand.cs)."""
    found = []
    for line in re.split("\r\n|\r|\n", text):
        trimmed = line.lstrip()
        if trimmed.startswith("::") and "::" in trimmed[2:]:
            head, _, data = trimmed[2:].partition("::")
            name, _, listed = head.strip().partition(" ")
            pairs = [pair.partition("=") for pair in listed.strip().split(",") if pair]
            found.append((name, {key: unescaped(value) for key, _, value in pairs}, unescaped(data)))
        elif (old := re.search(r"##\[([^\] ]*)[^\]]*\]", line)) is not None:
            found.append((old[1], {}, ""))
        assert not re.search(r"##\w+\[", line)
    return found


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def diagnostic(name: str, said: str, path: str, level: Level, span: Span) -> Diagnostic:
    place = Place(path, (said, 0), span)
    fix = Fix((Edit(Span(1, 1, 1, 2), said),), safe=True)
    return Diagnostic(name, level, MapText(said), place, MapText(said + "."), (Related(MapText(said), place),), fix, key="k")


def tell_all(one: Diagnostic, source: str) -> dict[str, str]:
    told = in_order([one])
    path = one.place.path
    use = context({path: Source(path, source)})
    return {name: report(told, Summary.of(told, 2, paths=("clean.yaml",)), name, use) for name in FORMATS}


def shape(value: Any) -> Any:
    """JSON without what its strings and numbers say."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(part) for part in value] if isinstance(value, list) else type(value).__name__


def tree(element: ET.Element) -> Any:
    return element.tag, sorted(element.attrib), [tree(child) for child in element]


def blocks(text: str) -> list[Any]:
    """What a reader of Markdown makes of a text, without the words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [
        [child.content if child.type == "html_inline" else child.type for child in token.children or () if child.type != "text"]
        if token.type == "inline"
        else token.type
        for token in tokens
    ]


def check(told: dict[str, str], harmless: dict[str, str], one: Diagnostic) -> None:
    for name, text in told.items():
        assert text.encode()
        assert not FORBIDDEN.search(text), name
        found = runner_commands(text)
        assert len(found) == (1 if name == "github" else 0), name
    ((command, properties, data),) = runner_commands(told["github"])
    assert command == {"info": "notice"}.get(one.level.value, one.level.value)
    assert list(properties)[:4] == ["title", "file", "line", "endLine"]
    assert set(properties) <= {"title", "file", "line", "endLine", "col", "endColumn"}
    assert data.count("\n") == 1
    for name in ("gitlab", "jsonl", "rdjson", "sarif"):
        assert shape(json.loads(told[name])) == shape(json.loads(harmless[name])), name
    sarif_run(told["sarif"])
    (result,) = json.loads(told["sarif"])["runs"][0]["results"]
    assert re.findall(r"\]\(", result["message"]["text"]) == ["]("]
    assert not re.search(r"\{\d+\}", result["message"]["text"])
    junit_schema().validate(told["junit"])
    assert tree(ET.fromstring(told["junit"])) == tree(ET.fromstring(harmless["junit"]))
    assert blocks(told["markdown"]) == blocks(harmless["markdown"])
    review = json.loads(told["rdjson"])["diagnostics"][0]["message"]
    for plain in (review, told["markdown"], json.loads(told["gitlab"])[0]["description"]):
        assert not MENTION.search(plain.replace("## journeymap", "").replace("&#39;", ""))
    acting = {"link_open", "image", "html_inline", "softbreak", "hardbreak"}
    for token in MarkdownIt("commonmark").parse(f"**[journeymap]** <br>{review}"):
        assert not acting & {child.type for child in (token.children or ())[1:] if child.content != "<br>"}


def source_of(one: Diagnostic) -> str:
    return "a\nbcd" if one.level is Level.ERROR else "退货\n🙂\n"


@given(name=hostile, said=hostile, path=hostile, level=levels, span=spans)
def test_hostile_text_changes_no_shape(*, name: str, said: str, path: str, level: Level, span: Span) -> None:
    # An id, a path and a message that say nothing at all are nobody's; blanks are.
    one = diagnostic(name + "x", said + "x", path + "x", level, span)
    harmless = diagnostic("x", "x", "x", level, span)
    check(tell_all(one, source_of(one)), tell_all(harmless, source_of(harmless)), one)


@pytest.mark.parametrize("evil", [*PIECES, EVIL, EVIL_PATH], ids=ascii)
def test_each_piece_alone_is_harmless(evil: str) -> None:
    one = diagnostic(evil, evil + "x", evil + "x", Level.WARNING, Span(1, 1, 1, 2))
    harmless = diagnostic("x", "x", "x", Level.WARNING, Span(1, 1, 1, 2))
    check(tell_all(one, "abc\n"), tell_all(harmless, "abc\n"), one)


texts = st.text(st.sampled_from([*"abc \t\r\n", "é", "退", "🙂", "ی", "\u200c"]), max_size=30)


@given(text=texts, span=spans)
def test_a_place_is_marked_inside_the_text(*, text: str, span: Span) -> None:
    marked = markable(Place("a", (), span), context({"a": Source("a", text)}))
    lines = lines_of(text)
    assert 1 <= marked.line <= marked.end_line <= len(lines)
    assert 1 <= marked.column <= len(lines[marked.line - 1]) + 1
    assert 1 <= marked.end_column <= len(lines[marked.end_line - 1]) + 1
    assert (marked.line, marked.column) <= (marked.end_line, marked.end_column)
    assert lines[marked.line - 1] or marked.line < len(lines) or len(lines) == 1


@given(text=texts.filter(bool), cuts=st.lists(st.integers(0, 30), min_size=2, max_size=6), new=texts, bom=st.booleans())
def test_a_suggestion_of_reviewdog_does_what_the_fix_does(*, text: str, cuts: list[int], new: str, bom: bool) -> None:
    offsets = sorted(min(cut, len(text)) for cut in cuts[: len(cuts) // 2 * 2])
    offsets = [offset - (text[:offset].endswith("\r") and text[offset:].startswith("\n")) for offset in offsets]
    pairs = list(zip(offsets[::2], offsets[1::2], strict=True))
    edits = tuple(Edit(Span(*position(text, start), *position(text, end)), new) for start, end in pairs)
    one = Diagnostic("any", Level.ERROR, MapText("x"), Place("a", (), Span(1, 1, 1, 1)), fix=Fix(edits, safe=True))
    told = json.loads(report([one], Summary.of([one], 1), "rdjson", context({"a": Source("a", text, bom)})))
    (suggestion,) = told["diagnostics"][0]["suggestions"]

    fixed = text
    for start, end in reversed(pairs):
        fixed = fixed[:start] + new + fixed[end:]
    mark = b"\xef\xbb\xbf" if bom else b""
    data = mark + text.encode()
    start, end = (byte_offset(data, suggestion["range"][edge]) for edge in ("start", "end"))
    assert data[:start] + suggestion["text"].encode() + data[end:] == mark + fixed.encode()


def position(text: str, offset: int) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", text[:offset])
    return len(lines), len(lines[-1]) + 1


def byte_offset(data: bytes, place: dict[str, int]) -> int:
    """Where a place stands that is counted as reviewdog counts: columns in bytes."""
    starts = [0, *(end.end() for end in re.finditer(b"\r\n|\r|\n", data))]
    return starts[place["line"] - 1] + place["column"] - 1
