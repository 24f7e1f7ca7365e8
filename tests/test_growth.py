"""What a map costs grows with the map and not with its square: ten times the actions, far less than a hundred times the work."""

from __future__ import annotations

import gc
import time
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from maps_in_memory import MemoryStore

from journeymap import fmt, render
from journeymap import lint as linter
from journeymap.diff import diff
from journeymap.document import parse
from journeymap.limits import DEFAULT
from journeymap.merge import merge
from journeymap.project import Project
from journeymap.render.board import build_board
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.journey import Journey

FEW, TIMES, MOST = 80, 10, 30
RULES = linter.choose(preset="strict")


def text_of(actions: int, word: str, every: int = 7) -> str:
    """Stages of ten actions each, in which everything that is linked is there: goals, ways on, pain points with solutions."""
    lines = ["journeymap: 1", "title: Large", "state: current", "personas:", "  - {id: ines, name: Ines}", "stages:"]
    for number in range(actions):
        if number % 10 == 0:
            lines += [f"  - name: Stage {number // 10}", f"    goal: Goal {number // 10}", "    actions:"]
        lines += [
            f"      - id: a{number}",
            f"        text: Does thing {number} {word if number % every == 0 else ''}".rstrip(),
            f"        emotion: {number % 5 - 2}",
            f"        touchpoints: [t{number % 10}]",
            f"        pain_points: {{text: Hurts {number}, solutions: [{{text: Way {number // 2}, impact: high, effort: low}}]}}",
            f"        next: [{{to: a{(number + 3) % actions}, share: 20%}}]",
        ]
    return "\n".join(lines) + "\n"


@cache
def journey_of(actions: int, word: str = "slowly") -> Journey:
    """The same map for every test."""
    checked = Project(MemoryStore({"map.yaml": text_of(actions, word)})).check("map.yaml")
    assert [one.message for one in checked.diagnostics] == []
    assert checked.journey is not None
    return checked.journey


def drawn(target: str, view: str = "map") -> Callable[[int], object]:
    return lambda actions: render.render(build_board(journey_of(actions), "en"), target, render.Drawing(view=view))


def formatted(actions: int) -> None:
    document, _ = parse(Source("map.yaml", text_of(actions, "slowly")))
    assert document is not None
    fmt.formatted(document, DEFAULT)


def merged(actions: int) -> None:
    versions = (text_of(actions, ""), text_of(actions, "quickly", 7), text_of(actions, "gladly", 11))
    base, ours, theirs = (Source("map.yaml", text) for text in versions)
    assert "gladly" in merge(base, ours, theirs).text


WORK: dict[str, Callable[[int], object]] = {
    "check": lambda actions: Project(MemoryStore({"map.yaml": text_of(actions, "slowly")})).check("map.yaml"),
    "lint": lambda actions: linter.lint(journey_of(actions), RULES, date(2026, 11, 21)),
    "svg": drawn("svg"),
    "html": drawn("html"),
    "markdown": drawn("markdown"),
    "terminal": drawn("terminal"),
    "mermaid": drawn("mermaid"),
    "backlog": drawn("svg", "backlog"),
    "diff": lambda actions: diff(journey_of(actions), journey_of(actions, "quickly")),
    "format": formatted,
    "merge": merged,
}


def seconds(work: Callable[[int], object], actions: int) -> float:
    """Of the processor, the better of two; the collector of cycles rests, as in a run of the tool."""
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            start = time.process_time()
            work(actions)
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
    return best


@pytest.mark.parametrize("name", WORK)
def test_ten_times_the_map_is_not_a_hundred_times_the_work(name: str) -> None:
    work = WORK[name]
    work(10)  # what is made once
    for actions in (FEW, FEW * TIMES):
        journey_of(actions)
        journey_of(actions, "quickly")

    assert seconds(work, FEW * TIMES) < MOST * max(seconds(work, FEW), 0.002)
