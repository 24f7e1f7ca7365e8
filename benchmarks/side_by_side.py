"""journeymap and its peers on the same work, in turn: starting, linting, drawing and comparing; medians and their ratios."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import peers
from maps import write_map

HERE = Path(__file__).resolve().parent
TOOL = [sys.executable, "-m", "journeymap"]
_STAGES, _ACTIONS = 7, 5


class Subject(NamedTuple):
    """A command to time, with the name that the table gives it, and the highest ratio of ours to it that is fine."""

    name: str
    command: list[str]
    goal: float | None = None


class Work(NamedTuple):
    """What is compared: the first subject is ours."""

    name: str
    subjects: list[Subject]


def prepare(folder: Path) -> list[Work]:
    """The files that everybody works on, and who works."""
    (folder / ".git").mkdir()
    old = write_map(1)
    (folder / "map.yaml").write_text(old, encoding="utf-8", newline="\n")
    (folder / "new.yaml").write_text(
        old.replace("score: 1", "score: -1", 3).replace("Open ", "Look at "), encoding="utf-8", newline="\n"
    )
    with (folder / "schema.json").open("wb") as schema:
        subprocess.run([*TOOL, "schema"], check=True, stdout=schema)
    (folder / "journey.mmd").write_text(_mermaid(), encoding="utf-8")
    (folder / "journey.puml").write_text(_plantuml(), encoding="utf-8")
    (folder / "journey.d2").write_text(_d2(), encoding="utf-8")
    (folder / "puppeteer.json").write_text(
        json.dumps({"executablePath": peers.chromium(), "args": ["--no-sandbox"]}), encoding="utf-8"
    )
    (folder / "same-size.yaml").write_text(_same_size(), encoding="utf-8")
    return [_starting(), _linting(), _drawing(), _comparing()]


def _starting() -> Work:
    empty = Subject("an empty typer program", [sys.executable, str(HERE / "empty.py")], 0.6)
    return Work("`--version`", [Subject("ours", [*TOOL, "--version"]), empty])


def _linting() -> Work:
    ours = Subject("ours", [*TOOL, "lint", "--no-cache", "--today", "2026-11-21", "map.yaml"])
    spectral = [str(peers.node_program("spectral")), "lint", "map.yaml", "-r", str(HERE / "spectral.yaml")]
    yamllint = [str(peers.python_program("yamllint")), "map.yaml"]
    schema = [str(peers.python_program("check-jsonschema")), "--schemafile", "schema.json", "map.yaml"]
    others = [Subject("Spectral, two rules", spectral, 0.4), Subject("yamllint", yamllint), Subject("check-jsonschema", schema)]
    return Work("lint one map", [ours, *_here(others)])


def _here(subjects: list[Subject]) -> list[Subject]:
    """Those that could be had."""
    gone = peers.missing()
    return [one for one in subjects if not any(one.name.startswith(name) for name in gone)]


def _drawing() -> Work:
    subjects = [Subject("ours", [*TOOL, "render", "same-size.yaml", "-o", "ours.svg"])]
    mermaid = [str(peers.node_program("mmdc")), "-q", "-p", "puppeteer.json", "-i", "journey.mmd", "-o", "mermaid.svg"]
    others = [
        Subject("mermaid-cli", mermaid, 0.25),
        Subject("PlantUML", [*(peers.plantuml() or ()), "-tsvg", "journey.puml"]),
        Subject("D2 (its build for Node)", ["node", str(peers.D2), "journey.d2", "d2.svg"]),
    ]
    return Work(f"draw {_STAGES} stages, {_STAGES * _ACTIONS} actions as SVG", [*subjects, *_here(others)])


def _comparing() -> Work:
    ours = Subject("ours", [*TOOL, "diff", "map.yaml", "new.yaml"])
    git = Subject("git diff --no-index", ["git", "diff", "--no-index", "map.yaml", "new.yaml"])
    deep = Subject("deepdiff", [str(peers.python_program("deep")), "diff", "map.yaml", "new.yaml"])
    return Work("compare two maps", [ours, *_here([git, deep])])


def _steps() -> list[list[tuple[str, int]]]:
    return [
        [(f"Does thing {stage}-{step} of the journey", (stage + step) % 5 - 2) for step in range(_ACTIONS)]
        for stage in range(_STAGES)
    ]


def _same_size() -> str:
    lines = ["journeymap: 1", "title: A journey", "state: current", "personas: [{id: ines, name: Ines}]", "stages:"]
    for number, steps in enumerate(_steps()):
        lines += [f"  - name: Stage {number}", "    actions:"]
        lines += [f"      - {{text: {text}, emotion: {score}}}" for text, score in steps]
    return "\n".join(lines) + "\n"


def _mermaid() -> str:
    lines = ["journey", "  title A journey"]
    for number, steps in enumerate(_steps()):
        lines += [f"  section Stage {number}", *(f"    {text}: {score + 3}: Ines" for text, score in steps)]
    return "\n".join(lines) + "\n"


def _plantuml() -> str:
    lines = ["@startuml", "title A journey", "start"]
    for number, steps in enumerate(_steps()):
        lines += [f'partition "Stage {number}" {{', *(f":{text} ({score});" for text, score in steps), "}"]
    return "\n".join([*lines, "stop", "@enduml", ""])


def _d2() -> str:
    lines, last = [], ""
    for number, steps in enumerate(_steps()):
        lines += [
            f'stage{number}: "Stage {number}" {{',
            *(f'  a{at}: "{text} ({score})"' for at, (text, score) in enumerate(steps)),
            "}",
        ]
        for at in range(len(steps)):
            here = f"stage{number}.a{at}"
            lines += [f"{last} -> {here}"] if last else []
            last = here
    return "\n".join(lines) + "\n"


def medians(work: Work, folder: Path, rounds: int) -> dict[str, float]:
    """Seconds of each subject, run in turn; the round before the first only warms up."""
    taken: dict[str, list[float]] = {one.name: [] for one in work.subjects}
    for number in range(rounds + 1):
        for one in work.subjects:
            start = time.perf_counter()
            done = subprocess.run(one.command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
            spent = time.perf_counter() - start
            if done.returncode not in ((0,) if work.name.startswith("draw") else (0, 1)):
                sys.exit(f"{one.name} failed: {done.stderr.decode(errors='replace')}")
            if number:
                taken[one.name].append(spent)
    return {name: statistics.median(times) for name, times in taken.items()}


def table(found: list[tuple[Work, dict[str, float]]]) -> str:
    """The figures in Markdown, with the versions and the machine."""
    rows = ["| what | journeymap | against | takes | ratio | goal |", "|---|---:|---|---:|---:|---:|"]
    for work, seconds in found:
        ours = seconds["ours"]
        rows += [
            f"| {work.name} | {ours * 1000:,.0f} ms | {one.name} | {seconds[one.name] * 1000:,.0f} ms "
            f"| {ours / seconds[one.name]:.2f} | {'' if one.goal is None else f'{one.goal:.2f}'} |"
            for one in work.subjects[1:]
        ]
    gone = "; ".join(f"{name} ({reason})" for name, reason in peers.missing().items())
    return "\n".join([*rows, "", _facts(), *(["", f"Left out here: {gone}."] if gone else []), ""])


def machine() -> str:
    """What it was run on, and the versions of ours."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    here = f"{platform.system()} on {platform.machine()}, {cores} cores; Python {platform.python_version()}"
    return ", ".join([here, *(f"{name} {version(name)}" for name in ("journeymap", "typer", "pydantic", "ruamel.yaml"))])


def _facts() -> str:
    packages = peers.PEERS / "node_modules"
    theirs = []
    for name, package in (("Spectral", peers.NPM[0]), ("mermaid-cli", peers.NPM[1]), ("D2", peers.NPM[2])):
        about = packages / package / "package.json"
        if about.exists():
            theirs.append(f"{name} {json.loads(about.read_text(encoding='utf-8'))['version']}")
    gone = peers.missing()
    had = [name for name in peers.PYTHON if name not in gone]
    ask = "import importlib.metadata as m, sys; print(*(f'{name} {m.version(name)}' for name in sys.argv[1:]), sep=', ')"
    done = subprocess.run([peers.python_program("python"), "-c", ask, *had], capture_output=True, text=True, check=True)
    theirs += [done.stdout.strip()] if had else []
    theirs += [] if "git" in gone else [f"git {peers.said(['git', '--version'])}"]
    jar = peers.plantuml()
    if jar:
        done = subprocess.run([*jar, "-version"], capture_output=True, text=True, check=False)
        theirs.append(f"PlantUML {done.stdout.split()[2]}")
    return f"{machine()}; {', '.join(theirs)}."
