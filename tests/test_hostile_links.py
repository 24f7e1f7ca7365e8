"""Hostile addresses in every place of a map that can become a link, through everything that writes links."""

from __future__ import annotations

import re

import hostile
import pytest
from markdown_it import MarkdownIt
from running import run
from test_hostile import Elements, addresses
from test_sheets import streams

from journeymap.escape import link

GOOD = "https://example.com/good?a=b&c=d#e"
ADDRESSES = (*hostile.LINKS, *(f"https://evil.example/{text}" for text in hostile.MARKUP[:20]), *hostile.MARKDOWN[:10], GOOD)
CALM = "journeymap: 1\ntitle: Calm\nstages:\n  - name: Only\n    actions: Looks\n"


def a_map(title="A"):
    """Every address at a touchpoint, a piece of evidence and a solution."""
    said = [hostile.quoted(one) for one in ADDRESSES]
    rows = list(enumerate(said))
    return "\n".join(
        (
            "journeymap: 1",
            f"title: {title}",
            "touchpoints:",
            *(f"  - {{id: t{number}, name: T{number}, link: {one}}}" for number, one in rows),
            "evidence:",
            *(f"  - {{id: e{number}, title: E{number}, source: {one}}}" for number, one in rows),
            "solutions:",
            *(f"  - {{id: s{number}, text: S{number}, link: {one}}}" for number, one in rows),
            "stages:",
            "  - name: S",
            f"    touchpoints: [{', '.join(f't{number}' for number, _ in rows)}]",
            f"    evidence: [{', '.join(f'e{number}' for number, _ in rows)}]",
            "    pain_points:",
            f"      - {{text: P, solutions: [{', '.join(f's{number}' for number, _ in rows)}]}}",
            "    actions: [Looks]",
            "",
        )
    )


@pytest.fixture
def path(tmp_path):
    source = tmp_path / "map.yaml"
    source.write_text(a_map(), encoding="utf-8")
    (tmp_path / "calm.yaml").write_text(CALM, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(a_map("B").replace("/x", "/other"), encoding="utf-8")
    return source


SCHEMES = r"(?i)(?:https?://[^/\\\s]|mailto:|#|data:image/(?:png|jpeg|webp|svg\+xml);)"
STRANGE = '[\x00-\x20\x7f-\x9f\xad\u115f\u180e\U000e0000-\U000e007f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff"<>\\\\]'


def is_allowed(address):
    """What is promised: http, https, mailto, a place in the page, or a picture that the page holds."""
    return re.match(SCHEMES, address) is not None and not re.search(STRANGE, address)


def linked_in_markdown(text):
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    every = [one for token in tokens for one in (token, *(token.children or ()))]
    assert not any(one.type == "image" for one in every)
    raw = [one.content for one in every if one.type in ("html_block", "html_inline")]
    return [str(one.attrs["href"]) for one in every if one.type == "link_open"] + addresses(Elements("".join(raw)).found)


PAGES = {
    "html": ("render", "map.yaml", "--to", "html", "-o", "-"),
    "html of the backlog": ("render", "map.yaml", "--to", "html", "--view", "backlog", "-o", "-"),
    "svg": ("render", "map.yaml", "--to", "svg", "-o", "-"),
    "svg of the backlog": ("render", "map.yaml", "--to", "svg", "--view", "backlog", "-o", "-"),
    "diff as html": ("diff", "map.yaml", "other.yaml", "--format", "html"),
    "diff as html of what is new": ("diff", "calm.yaml", "map.yaml", "--format", "html"),
    "diff as svg": ("diff", "calm.yaml", "map.yaml", "--format", "svg"),
}
NOTES = {
    "markdown": ("render", "map.yaml", "--to", "markdown", "-o", "-"),
    "diff as markdown": ("diff", "map.yaml", "other.yaml", "--format", "markdown"),
    "diff as markdown of what is new": ("diff", "calm.yaml", "map.yaml", "--format", "markdown"),
    "lint as markdown": ("lint", "map.yaml", "--format", "markdown", "--preset", "strict", "--no-cache"),
}


@pytest.mark.parametrize("name", PAGES)
def test_links_of_pages(path, name, monkeypatch):
    monkeypatch.chdir(path.parent)
    done = run(*PAGES[name])
    found = addresses(Elements(done.out).found)
    assert [one for one in found if not is_allowed(one)] == []
    if name.startswith("html"):
        assert GOOD in found


@pytest.mark.parametrize("name", NOTES)
def test_links_of_notes(path, name, monkeypatch):
    monkeypatch.chdir(path.parent)
    found = linked_in_markdown(run(*NOTES[name]).out)
    assert [one for one in found if not is_allowed(one)] == []
    if name == "markdown":
        assert GOOD in found


@pytest.mark.parametrize(
    "arguments", [("render", "map.yaml", "--to", "terminal"), ("diff", "calm.yaml", "map.yaml")], ids=lambda one: one[0]
)
def test_a_terminal_gets_no_link_of_a_map(path, arguments, monkeypatch):
    monkeypatch.chdir(path.parent)
    done = run(*arguments, "--color", "always")
    assert done.code in (0, 1)
    assert "\x1b[" in done.out
    assert "\x1b]" not in done.out


def test_a_pdf_has_no_link(path, monkeypatch):
    pytest.importorskip("typst")
    monkeypatch.chdir(path.parent)
    assert run("render", "map.yaml", "-o", "out.pdf").code == 0
    assert not re.search(
        r"/Annots|/URI|/Action\b", re.sub(r"\((?:\\.|[^\\()])*\)", "()", streams((path.parent / "out.pdf").read_bytes()))
    )


def test_a_mermaid_has_no_click(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    for view in ("map", "flow"):
        assert not re.search(
            r"(?m)^\s*(?:click|href|link)\b", run("render", "map.yaml", "--to", "mermaid", "--view", view, "-o", "-").out
        )


@pytest.mark.parametrize("address", [one for one in ADDRESSES if not is_allowed(one)])
def test_what_is_not_promised_is_no_link(address):
    assert link(address) is None
