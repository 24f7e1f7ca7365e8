"""docs/rules/: a page a rule with its Bad, its Good and what the tool really says; `--accept` writes them again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import ROOT, run

from journeymap import lint
from journeymap.lint import explain

PAGES = ROOT / "docs" / "rules"
NAMES = [*lint.names(), *lint.always()]
TODAY = "2026-11-21"


def output(name: str, folder: Path) -> str:
    """What the tool says about the Bad example, in the files that the example names; of a theme only `render` says anything."""
    files = explain.contents(explain.explanation(name).bad)
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    first = next(iter(files))
    chosen = ("--select", name) if name in lint.names() else ("--preset", "minimal")
    said = run("lint", first, *chosen, "--today", TODAY).out
    return said if f"[{name}]" in said else run("render", first, "-o", "map.svg").err


def page(name: str, folder: Path) -> str:
    """The page of a rule: what `journeymap rules NAME` says, and the output."""
    text = explain.tell(name, "markdown")
    shown = f"## What is said about Bad\n\n```text\n{output(name, folder)}```\n"
    return "\n".join(part.rstrip("\n") + "\n" for part in (text, shown))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_what_the_rule_says_and_does(name: str, accept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = page(name, tmp_path)
    written = PAGES / f"{name}.md"
    if accept:
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(made, encoding="utf-8")

    assert written.read_text(encoding="utf-8") == made
    assert f"[{name}]" in made


def test_the_list_names_every_page_and_no_page_is_left_over(accept: bool) -> None:
    made = re.sub(r"^\| `([\w-]+)` \|", r"| [`\1`](\1.md) |", explain.tell(None, "markdown"), flags=re.MULTILINE)
    index = PAGES / "README.md"
    if accept:
        index.write_text(made, encoding="utf-8")

    assert index.read_text(encoding="utf-8") == made
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(NAMES)
