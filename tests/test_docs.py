"""What README and docs/ show is run: each page in a folder of its own, in order, compared with what comes out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import doc_pages
import pytest
from running import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RUN = [path for path in PAGES if any(True for _ in doc_pages.steps(path.read_text(encoding="utf-8")))]
INFO = re.compile(r"^```(?!$)([^\n]*)", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.skipif(shutil.which("bash") is None, reason="the pages are written for a shell like bash")
@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_what_a_page_shows_is_what_comes_out(path: Path, tmp_path: Path, accept: bool) -> None:
    page = path.read_text(encoding="utf-8")
    assert doc_pages.place(page) in doc_pages.FOLDERS
    folder = tmp_path / "work"
    folder.mkdir()

    outcomes = doc_pages.run_page(page, folder)

    if accept:
        path.write_text(doc_pages.accepted(page, outcomes), encoding="utf-8", newline="")
        outcomes = []
    for step, printed, code in outcomes:
        assert code in (0, 1), f"{step.text}\n{printed}"
        if step.shown is not None and not doc_pages.matches(step.shown, printed):
            assert (step.text, printed) == (step.text, step.shown)


def test_a_page_that_lies_is_found(tmp_path: Path) -> None:
    page = "<!-- run in: an empty folder -->\n```console\n$ echo one; echo two\none\n...\n$ echo three\nfour\n$ false\n```\n"
    (first, one, _), (second, two, _), (_, _, code) = doc_pages.run_page(page, tmp_path)

    assert doc_pages.matches(first.shown or "", one)
    assert not doc_pages.matches(second.shown or "", two)
    assert code == 1
    assert "$ echo three\nthree\n" in doc_pages.accepted(page, doc_pages.run_page(page, tmp_path))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_commands_stand_where_they_are_run(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    outside = FENCED.sub("", page)

    assert not re.findall(r"^(?: {4}|\t)\$? ?(?:journeymap|git) .*", outside, re.MULTILINE)
    assert set(INFO.findall(page)) <= {"console", "sh", "sh elsewhere", "yaml", "toml", "text", "json", "diff", "jinja", "lua"}
    for block in FENCED.findall(page):
        if block.startswith(("```text", "```yaml")):
            assert "\n$ " not in block


@pytest.mark.parametrize("path", [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8"))):
        place = (path.parent / target).resolve() if target else path
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            titles = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
            assert anchor in slugs, (target, anchor)


def test_every_page_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for path in PAGES[1:]:
        assert path.name == "README.md" or f"({path.name})" in index, path.name
