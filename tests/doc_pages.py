"""Pages of documentation as they are run: what a fenced block shows is typed into a shell, and what comes out is compared.

    <!-- run in: a project -->          one of the folders of `FOLDERS`, once a page
    <!-- file: map.yaml -->             above a fenced block: its text is written to that file, at that place of the page
    ```console                          `$ ` lines with all that they print; `...` alone stands for any lines
    ```sh                               a command a line, which is run; what it prints is not shown
    ```sh elsewhere                     is not run: it needs a host, another machine, or an installation

All commands of a page are typed into one bash, in order, with a fixed day and nobody's configuration of git.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from running import EXAMPLES, ROOT
from scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DAY = "2026-11-21"
_PLACE = re.compile(r"^<!-- run in: (.+?) -->$", re.MULTILINE)
_BLOCK = re.compile(r"(?:^<!-- file: (\S+) -->\n)?^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "\x1e"


@dataclass(frozen=True)
class Step:
    """A command of a page with what it shows (None: not shown), or a file that is written (`path`)."""

    text: str
    shown: str | None = None
    path: str = ""


def check_part(page: Path, part: re.Pattern[str], made: str, *, accept: bool) -> None:
    """Whether the part of a page that is written from the code is what the code says; with `accept` it is written again."""
    text = page.read_text(encoding="utf-8")
    if accept:
        text = part.sub(lambda _: made, text)
        page.write_text(text, encoding="utf-8", newline="")
    found = part.search(text)
    assert found is not None
    assert found[0] == made


def place(page: str) -> str:
    """Where a page is run; nothing if it says nothing."""
    found = _PLACE.search(page)
    return found[1] if found else ""


def steps(page: str) -> Iterator[Step]:
    """What a page does, in order."""
    for path, info, body in _BLOCK.findall(page):
        if path:
            yield Step(body, path=path)
        elif info == "console":
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                typed, _, shown = part.partition("\n")
                while typed.endswith("\\"):
                    more, _, shown = shown.partition("\n")
                    typed += "\n" + more.removeprefix("> ")
                yield Step(typed, shown)
        elif info == "sh":
            for line in re.sub(r"\\\n *", "", body).splitlines():
                if line.strip() and not line.startswith("#"):
                    yield Step(line)


def run_page(page: str, folder: Path) -> list[tuple[Step, str, int]]:
    """Every command with what it printed, both streams as a terminal shows them, and its exit code."""
    FOLDERS[place(page)](folder)
    commands = [one for one in steps(page) if not one.path]
    script = []
    for number, one in enumerate(steps(page)):
        if one.path:
            script.append(f"mkdir -p \"$(dirname '{one.path}')\"; cat > '{one.path}' <<'END-{number}'\n{one.text}END-{number}\n")
        else:
            script.append(f"{one.text}\n_code=$?; printf '{_END}%s{_END}' $_code; (exit $_code)\n")
    done = subprocess.run(
        ["bash", "--norc", "-c", "exec 2>&1\n" + "".join(script)],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        timeout=120,
    )
    parts = done.stdout.decode().split(_END)
    return [(one, parts[2 * number], int(parts[2 * number + 1])) for number, one in enumerate(commands)]


def environment(folder: Path) -> dict[str, str]:
    """A shell in which `journeymap` is this checkout, and the day is fixed."""
    home = folder.parent / f"{folder.name}-home"
    (home / "bin").mkdir(parents=True, exist_ok=True)
    program = home / "bin" / "journeymap"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m journeymap "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "JOURNEYMAP_", "XDG_"))}
    return kept | {
        "HOME": str(home), "PATH": f"{home / 'bin'}{os.pathsep}{kept['PATH']}", "COLUMNS": "100", "LC_ALL": "C.UTF-8",
        "JOURNEYMAP_TODAY": DAY, "JOURNEYMAP_CACHE_DIR": str(home / "cache"), "NO_COLOR": "1", "GIT_PAGER": "cat",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"), "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "init.defaultBranch", "GIT_CONFIG_VALUE_0": "main",
        "GIT_AUTHOR_NAME": "Sarah", "GIT_AUTHOR_EMAIL": "sarah@example.com", "GIT_AUTHOR_DATE": f"{DAY}T09:00:00Z",
        "GIT_COMMITTER_NAME": "Sarah", "GIT_COMMITTER_EMAIL": "sarah@example.com", "GIT_COMMITTER_DATE": f"{DAY}T09:00:00Z",
    }  # fmt: skip


def matches(shown: str, printed: str) -> bool:
    """Whether `shown` is what was printed; a line `...` stands for any lines."""
    wanted = "".join(r"(?:[^\n]*\n)*" if line == "...\n" else re.escape(line) for line in shown.splitlines(keepends=True))
    return re.fullmatch(wanted, printed) is not None


def accepted(page: str, outcomes: list[tuple[Step, str, int]]) -> str:
    """The page with what was printed in the place of what is shown and differs."""
    reached = 0
    for step, printed, _ in outcomes:
        if step.shown is None:
            continue
        typed = f"$ {step.text}\n"
        start = page.index(typed + step.shown, reached) + len(typed)
        told = step.shown if matches(step.shown, printed) else printed
        page = page[:start] + told + page[start + len(step.shown) :]
        reached = start + len(told)
    return page


def _project(folder: Path) -> None:
    """A repository: maps, an example in its two states, versions to merge, a theme; on a branch that changed a map."""
    repository = scratch(folder)
    for path in EXAMPLES.rglob("*"):
        if path.is_file() and path.suffix != ".svg":
            copy = folder / "examples" / path.relative_to(EXAMPLES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    before, after = (map_text(label) for label in ("The label has to be printed", "The label has to be printed at home"))
    for name in ("maps/return.yaml", "map.yaml", "current.yaml", "base.yaml", "ours.yaml", "mine.yaml"):
        repository.write(name, before)
    for name in ("theirs.yaml", "hers.yaml"):
        repository.write(name, after)
    future = before.replace("state: current", "state: future").replace("emotion: -2", "emotion: 1")
    for name in ("maps/return-future.yaml", "future.yaml"):
        repository.write(name, future)
    repository.write("brand.toml", 'extends = "light"\n')
    repository.write("journeymap.toml", "")
    repository.commit("maps")
    repository.git("tag", "v1")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.git("switch", "--quiet", "--create", "label")
    repository.write("maps/return.yaml", after)
    repository.commit("where the label is printed")


def map_text(pain_point: str) -> str:
    """A small map without an error."""
    return f"""\
journeymap: 1
title: Returning a torn sweater
state: current
reviewed: {DAY}
personas:
  - Sarah
goals:
  - Get my money back
stages:
  - name: Shipping it back
    actions:
      - text: Tries to print the label
        emotion: -2
        pain_points:
          - text: {pain_point}
            severity: high
            solutions: Label by QR code
"""


FOLDERS: dict[str, Callable[[Path], None]] = {"an empty folder": lambda _: None, "a project": _project}
"""Where pages are run, by what they call it."""
