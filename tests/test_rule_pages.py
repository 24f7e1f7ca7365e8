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
    """What the tool says about the Bad example, in the files that the example names."""
    files = explain.files(explain.explanation(name).bad)
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    if not any(files.values()):
        return ""
    chosen = ("--select", name) if name in lint.names() else ("--preset", "minimal")
    return run("lint", next(iter(files)), *chosen, "--today", TODAY).out


def page(name: str, folder: Path) -> str:
    """The page of a rule: what `journeymap rules NAME` says, and the output."""
    text = explain.tell(name, "markdown")
    said = output(name, folder)
    shown = f"## What is said about Bad\n\n```text\n{said}```\n" if said else ""
    return "\n".join(part.rstrip("\n") + "\n" for part in (text, shown) if part)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_what_the_rule_says_and_does(name: str, accept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = page(name, tmp_path)
    written = PAGES / f"{name}.md"
    if accept:
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(made, encoding="utf-8")

    assert written.read_text(encoding="utf-8") == made
    assert name in lint.always() or f"[{name}]" in made


def test_the_list_names_every_page_and_no_page_is_left_over(accept: bool) -> None:
    made = re.sub(r"^\| `([\w-]+)` \|", r"| [`\1`](\1.md) |", explain.tell(None, "markdown"), flags=re.MULTILINE)
    index = PAGES / "README.md"
    if accept:
        index.write_text(made, encoding="utf-8")

    assert index.read_text(encoding="utf-8") == made
    assert {path.stem for path in PAGES.glob("*.md")} - {"README"} == set(NAMES)
