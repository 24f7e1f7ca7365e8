"""Hostile texts through every sink: the whole corpus of `hostile.py`, through each target and each format of reports."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import hostile
import pytest
from markdown_it import MarkdownIt
from running import run

from journeymap.escape import link

MAPS = {
    f"{kind}-{number}": hostile.a_map(part, kind=kind)
    for kind in ("journey", "service-blueprint")
    for number, part in enumerate(hostile.chunks())
}
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What a terminal could obey, or what turns the text around it."""
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;(?:https://[a-z0-9./#-]*)?\x1b\\")
"""Colours, and links to our own pages."""


@pytest.fixture(scope="module", params=MAPS)
def hostile_map(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "map.yaml"
    path.write_text(MAPS[request.param], encoding="utf-8")
    assert run("validate", path).code == 0
    return path


def drawn(path, target, *options):
    outcome = run("render", path, "--to", target, "-o", "-", *options)
    assert outcome.code == 0, outcome.err
    return outcome.out


class Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def addresses(elements):
    return [
        value
        for _, attributes in elements
        for name, value in attributes.items()
        if name in ("href", "src", "action", "xlink:href")
    ]


def is_harmless(address):
    return address.startswith(("#", "data:image/png;", "data:image/jpeg;", "data:image/webp;")) or link(address) is not None


def test_the_corpus_is_large_and_of_many_kinds():
    assert len(hostile.ALL) >= 300
    assert all(len(texts) >= 10 for texts in hostile.KINDS.values())


@pytest.mark.parametrize("view", ["map", "flow"])
def test_svg(hostile_map, view):
    text = drawn(hostile_map, "svg", "--view", view)
    tree = ET.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    names = {name for element in tree.iter() for name in element.attrib}

    assert tags <= {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "linearGradient",
        "stop",
        "clipPath",
        "g",
        "rect",
        "circle",
        "path",
        "text",
        "image",
    }
    assert not any(name.startswith("on") or name == "style" for name in names)
    assert all(
        is_harmless(address) for element in tree.iter() for name, address in element.attrib.items() if name.endswith("href")
    )
    assert not any("url(h" in value for element in tree.iter() for value in element.attrib.values())
    assert "http" not in re.sub(
        r"base64,[^)]*", "", "".join(element.text or "" for element in tree.iter() if element.tag.endswith("style"))
    )
    assert not RAW.search(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text))


def test_html(hostile_map):
    text = drawn(hostile_map, "html")
    found = Elements(text).found

    assert not {"script", "iframe", "object", "embed", "base", "form", "foreignobject"} & {tag for tag, _ in found}
    assert not any(name.startswith("on") for _, attributes in found for name in attributes)
    assert all(map(is_harmless, addresses(found)))
    assert sum(tag == "meta" for tag, _ in found) == 5
    assert not any("url(" in value for tag, attributes in found if tag != "meta" for value in attributes.values() if value)
    assert "http" not in re.sub(r"base64,[^)]*", "", text.partition("<style>")[2].partition("</style>")[0])
    # A picture in the page has the marks of its own lines.
    assert not RAW.search(re.sub("<text[^>]*>.*?</text>", "", text))


def test_markdown(hostile_map):
    text = drawn(hostile_map, "markdown")
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    every = [one for token in tokens for one in (token, *(token.children or ()))]
    raw = [one.content for one in every if one.type in ("html_block", "html_inline")]
    elements = [element for content in raw for element in Elements(content).found]

    assert not any(one.type == "image" for one in every)
    assert all(is_harmless(str(one.attrs["href"])) for one in every if one.type == "link_open")
    assert {tag for tag, _ in elements} <= {"br", "a", "div", "details", "summary", "sub", "picture", "source", "img"}
    assert all(map(is_harmless, addresses(elements)))
    # Nobody is notified, no issue is linked, nothing becomes a link by itself.
    assert not re.search(r"(?<![\w&;#`/])@\w", re.sub(r"<[^>]*>", "", text))
    assert "://" not in re.sub(r"\]\([^)]*\)", "", text)
    assert not RAW.search(text)


MERMAID = r"(?:[A-Za-z0-9 ,!?.'\x80-\U0010ffff-]|#\d+;)+"
"""A text in Mermaid: nothing else of ASCII than what means nothing to it, and numbers of signs."""
LABEL = rf'\["{MERMAID}"\]|\(\["{MERMAID}"\]\)'
ABOUT = (rf"  acc(?:Title|Descr): {MERMAID}",)
LINES = {
    "flow": (
        *ABOUT,
        "flowchart (?:LR|RL)",
        rf'  subgraph s\d+\["{MERMAID}"\]',
        rf"    [nx]\d+(?:{LABEL})",
        "  end",
        rf'  n\d+ -\.?->(?:\|"{MERMAID}"\|)? [nx]\d+',
    ),
    "map": (
        *ABOUT,
        "journey",
        r"  %% Mermaid wants .*",
        rf"  title {MERMAID}",
        rf"  section {MERMAID}",
        rf"    (?!(?i:title|section|journey|acctitle|accdescr)){MERMAID}: [1-5](?:: {MERMAID})?",
    ),
}


@pytest.mark.parametrize("view", LINES)
def test_mermaid(hostile_map, view):
    """Every line is one of ours with words in it."""
    text = drawn(hostile_map, "mermaid", "--view", view)
    assert not RAW.search(text)
    assert [line for line in text.split("\n")[:-1] if not re.fullmatch("|".join(LINES[view]), line)] == []


@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("view", ["map", "flow"])
def test_terminal(hostile_map, view, color):
    text = drawn(hostile_map, "terminal", "--view", view, "--color", color)

    assert not RAW.search(
        OURS.sub("", text).replace("\u2068", "").replace("\u2069", "").replace("\u2066", "").replace("\u2067", "")
    )


@pytest.mark.parametrize("view", ["map", "flow"])
@pytest.mark.parametrize("what", ["board", "scene"])
def test_what_is_emitted_for_programs(hostile_map, view, what):
    assert json.loads(drawn(hostile_map, "svg", "--view", view, "--emit", what))


def linted(path, form):
    outcome = run("lint", path, "--preset", "strict", "--format", form, "--today", "2026-11-21", "--no-cache")
    assert outcome.code in (0, 1)
    return outcome.out


@pytest.mark.parametrize("form", ["full", "concise"])
def test_reports_for_people(hostile_map, form):
    text = linted(hostile_map, form)

    assert not RAW.search(text)
    assert not any(line.lstrip().startswith(("::", "##[", "##vso")) for line in text.splitlines())


def test_workflow_commands(hostile_map):
    lines = re.split("\r\n|\r|\n", linted(hostile_map, "github"))
    count = len(json.loads(linted(hostile_map, "json"))["diagnostics"])
    commands = [line for line in lines if re.match(r"\s*(::|##)", line)]

    assert commands
    assert len(commands) <= min(count, 30) + 1
    assert all(re.match(r"::(error|warning|notice) (file|title)=", line) for line in commands)
    assert not any(RAW.search(line) for line in lines)


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "rdjson"])
def test_reports_for_programs(hostile_map, form):
    text = linted(hostile_map, form)

    assert json.loads(text) is not None
    assert "\x1b" not in text


def test_lines_of_json(hostile_map):
    lines = linted(hostile_map, "jsonl").split("\n")
    assert lines.pop() == ""
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_junit(hostile_map):
    tree = ET.fromstring(linted(hostile_map, "junit"))
    assert {element.tag for element in tree.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error", "system-out"}


def test_the_summary_in_markdown(hostile_map):
    text = linted(hostile_map, "markdown")
    every = [
        one
        for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
        for one in (token, *(token.children or ()))
    ]

    assert not any(one.type == "image" for one in every)
    elements = [element for one in every if one.type in ("html_block", "html_inline") for element in Elements(one.content).found]
    assert not {"script", "img", "iframe", "a"} & {tag for tag, _ in elements}
    assert not RAW.search(text)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_differences(hostile_map, tmp_path, form):
    """The hostile words are now said of what was added and what changed."""
    before = tmp_path / "before.yaml"
    before.write_text("journeymap: 1\ntitle: Calm\nstages:\n  - name: Only\n    actions: Looks\n", encoding="utf-8")
    for pair in ((before, hostile_map), (hostile_map, before)):
        text = run("diff", *pair, "--format", form).out
        assert text
        if form == "json":
            assert json.loads(text)["changes"]
        else:
            assert not RAW.search(text)
            assert not any(line.lstrip().startswith("::") for line in text.splitlines())
        if form == "markdown":
            assert not any(
                one.type == "image"
                for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)
                for one in token.children or ()
            )


@pytest.mark.parametrize("address", [text for text in hostile.LINKS if not text.startswith("mailto")] + [*hostile.MARKUP[:20]])
def test_a_hostile_address_is_never_a_link(tmp_path, address):
    source = tmp_path / "map.yaml"
    lines = [
        "journeymap: 1",
        "title: A",
        f"touchpoints: [{{id: t, name: T, link: {hostile.quoted(address)}}}]",
        "stages:",
        "  - {name: S, touchpoints: [t]}",
    ]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    outcome = run("render", source, "--to", "html", "-o", "-")
    for one in addresses(Elements(outcome.out).found):
        assert one.lower().startswith(("#", "http://", "https://", "mailto:"))
        assert link(one) is not None or one.startswith("#")
