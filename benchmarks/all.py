"""Every figure of docs/benchmarks.md: `python benchmarks/all.py [lint | peers | growth ...]`.

Installs the peers, runs them and journeymap in turn on the same work, and writes the tables and docs/images/growth.svg.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import growth
import peers
import side_by_side

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
PICTURE = HERE.parent / "docs" / "images" / "growth.svg"
PARTS = ("lint", "peers", "growth")


def main() -> None:
    """Measure what is asked for, print it, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)}; all if left out")
    parser.add_argument("--rounds", type=int, default=7, help="rounds of each comparison (7)")
    parser.add_argument("--no-page", action="store_true", help="print, and leave the page as it is")
    options = parser.parse_args()
    chosen = options.parts or PARTS
    if unknown := [part for part in chosen if part not in PARTS]:
        parser.error(f"{', '.join(unknown)} is none of {', '.join(PARTS)}")
    if "peers" in chosen:
        peers.install()
    if "lint" in chosen:
        subprocess.run([sys.executable, str(HERE / "run.py"), *(["--no-page"] if options.no_page else [])], check=True)
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        if "peers" in chosen:
            side = work / "side"
            side.mkdir()
            found = [(one, side_by_side.medians(one, side, options.rounds)) for one in side_by_side.prepare(side)]
            linted = growth.use(side, "lint", "map.yaml", "--no-cache", "--today", "2026-11-21")
            memory = f"Peak memory of one lint: {linted.megabytes:.0f} MB (goal: 90 MB).\n"
            _put("peers", side_by_side.table(found) + "\n" + memory, page=not options.no_page)
        if "growth" in chosen:
            grown = growth.measure(work / "growth", max(1, options.rounds // 3))
            _put("growth", growth.table(grown) + "\n" + side_by_side.machine() + ".\n", page=not options.no_page)
            if not options.no_page:
                PICTURE.parent.mkdir(exist_ok=True)
                PICTURE.write_text(growth.picture(grown), encoding="utf-8", newline="\n")


def _put(part: str, text: str, *, page: bool) -> None:
    """Print a table, and put it between its marks on the page."""
    print(text)
    if page:
        begin, end = f"<!-- begin of {part} -->", f"<!-- end of {part} -->"
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
        PAGE.write_text(f"{before}{begin}\n{text}{end}{rest.partition(end)[2]}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
