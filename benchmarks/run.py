"""How fast `journeymap lint` is, held against an empty typer program and against Spectral; writes docs/benchmarks.md.

`python benchmarks/run.py` in the environment that journeymap is installed in; Spectral is installed by npm into
benchmarks/.peers (git-ignored). Runs of what is compared alternate, so that a busy machine slows both; the figures to
trust are the ratios of the medians.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from maps import write_maps

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
PEERS = HERE / ".peers"
BEGIN, END = "<!-- begin of the table -->", "<!-- end of the table -->"
SPECTRAL = "@stoplight/spectral-cli"
TODAY = "2026-11-21"


class Subject(NamedTuple):
    """A command to time. `before` runs first and is not counted."""

    name: str
    command: list[str]
    folder: Path
    before: Callable[[], None] = lambda: None


class Line(NamedTuple):
    """One line of the table: what was compared, both medians in seconds, and the highest ratio that is fine."""

    what: str
    ours: float
    other: str
    theirs: float
    goal: float

    @property
    def ratio(self) -> float:
        """Ours of theirs."""
        return self.ours / self.theirs


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--maps", type=int, default=1000, help="how many maps the large runs take (1000)")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of the short runs (15)")
    parser.add_argument("--large-rounds", type=int, default=5, help="rounds of the large runs (5)")
    parser.add_argument("--no-page", action="store_true", help="print the table and leave docs/benchmarks.md as it is")
    options = parser.parse_args()
    spectral = _spectral()
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        size = write_maps(work / "maps", options.maps)
        lines = [*_one_map(work, spectral, options.rounds), *_many_maps(work, spectral, options.large_rounds)]
    text = _table(lines, options.maps, size, spectral)
    print(text)
    if not options.no_page:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}{END}{rest.partition(END)[2]}", encoding="utf-8", newline="\n")


def _spectral() -> str:
    """Spectral's program, installed if need be."""
    program = PEERS / "node_modules" / ".bin" / ("spectral.cmd" if os.name == "nt" else "spectral")
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to install Spectral")
    if not program.exists():
        PEERS.mkdir(exist_ok=True)
        (PEERS / "package.json").write_text("{}\n", encoding="utf-8")
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", SPECTRAL], cwd=PEERS, check=True)
    return str(program)


def _lint(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "journeymap", "lint", "--format", "concise", "--today", TODAY, *arguments]


def _one_map(work: Path, spectral: str, rounds: int) -> list[Line]:
    folder, name = work / "maps", "map-0000.yaml"
    ours = Subject("lint", _lint("--no-cache", name), folder)
    empty = Subject("empty", [sys.executable, str(HERE / "empty.py")], folder)
    peer = Subject("spectral", [spectral, "lint", name, "-r", str(HERE / "spectral.yaml")], folder)
    seconds = _medians([ours, empty, peer], rounds, work)
    return [
        Line("one map, default rules", seconds["lint"], "an empty typer program", seconds["empty"], 1.6),
        Line("one map, default rules", seconds["lint"], "Spectral, two rules", seconds["spectral"], 0.40),
    ]


def _many_maps(work: Path, spectral: str, rounds: int) -> list[Line]:
    folder = work / "maps"
    all_rules = ("--preset", "strict", ".")
    subjects = [
        Subject("no cache", _lint("--no-cache", *all_rules), folder),
        Subject("first", _lint(*all_rules), folder, lambda: shutil.rmtree(work / "cache", ignore_errors=True)),
        Subject("second", _lint(*all_rules), folder),
        Subject("spectral", [spectral, "lint", "*.yaml", "-r", str(HERE / "spectral.yaml")], folder),
    ]
    seconds = _medians(subjects, rounds, work)
    return [
        Line("all maps, all rules, no cache", seconds["no cache"], "Spectral, two rules", seconds["spectral"], 0.40),
        Line("all maps, all rules, unchanged second run", seconds["second"], "the first run", seconds["first"], 0.12),
    ]


def _medians(subjects: list[Subject], rounds: int, work: Path) -> dict[str, float]:
    """The median of each, run in turn; the round before the first only warms up."""
    taken: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    environment = {**os.environ, "JOURNEYMAP_CACHE_DIR": str(work / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled; a checkout is after its first run
    for number in range(rounds + 1):
        for subject in subjects:
            subject.before()
            start = time.perf_counter()
            done = subprocess.run(
                subject.command,
                cwd=subject.folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                check=False,
            )
            spent = time.perf_counter() - start
            if done.returncode not in (0, 1):
                sys.exit(f"{subject.name} failed: {done.stderr.decode(errors='replace')}")
            if number:
                taken[subject.name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}


def _table(lines: list[Line], count: int, size: int, spectral: str) -> str:
    rows = ["| what | journeymap | against | takes | ratio | goal |", "|---|---:|---|---:|---:|---:|"]
    rows += [
        f"| {one.what} | {one.ours * 1000:,.0f} ms | {one.other} | {one.theirs * 1000:,.0f} ms "
        f"| {one.ratio:.2f} | {one.goal:.2f} |"
        for one in lines
    ]
    peer = subprocess.run([spectral, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {version(name)}" for name in ("journeymap", "typer", "pydantic", "ruamel.yaml"))
    facts = (
        f"{count:,} maps of {size / count / 1000:.1f} kB on average; {platform.system()} on {platform.machine()}, {cores} cores; "
        f"Python {platform.python_version()}, {versions}; Spectral {peer} on Node {node.removeprefix('v')}."
    )
    return "\n".join([*rows, "", facts, ""])


if __name__ == "__main__":
    main()
