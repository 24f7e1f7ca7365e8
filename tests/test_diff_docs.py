"""docs/diff.md: the table of verdicts is written from the tables of the code; `--accept` writes it again."""

from __future__ import annotations

import re

from doc_pages import check_part
from running import ROOT

from journeymap.diff import TABLE

PAGE = ROOT / "docs" / "diff.md"
PART = re.compile(r"(?<=--accept -->\n).*?(?=<!-- /verdicts -->)", re.DOTALL)


def table() -> str:
    """One row for all kinds with one verdict and one reason."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for change, row in TABLE.items():
        groups.setdefault((row.verdict.value, row.meaning, row.unless), []).append(change)
    rows = []
    for (verdict, meaning, unless), kinds in sorted(groups.items(), key=lambda entry: len(entry[1])):
        mirrors = dict.fromkeys(mirror for kind in kinds for mirror in TABLE[kind].mirrors)
        named = "themselves" if set(mirrors) == set(kinds) and len(kinds) > 1 else ", ".join(f"`{mirror}`" for mirror in mirrors)
        named = "itself" if list(mirrors) == kinds else named
        reason = f"{meaning}; neutral if {unless}" if unless else meaning
        rows.append(f"| {', '.join(f'`{kind}`' for kind in kinds)} | {verdict} | {reason} | {named} |")
    return "\n".join(["| kind | verdict | when | mirror |", "|---|---|---|---|", *rows, ""])


def test_the_table_of_verdicts_is_fresh(accept: bool) -> None:
    check_part(PAGE, PART, table(), accept=accept)


def test_every_kind_has_one_row() -> None:
    kinds = [kind for line in table().splitlines()[2:] for kind in re.findall(r"`([a-z-]+)`", line.split("|")[1])]
    assert sorted(kinds) == sorted(TABLE)
