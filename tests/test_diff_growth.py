"""A comparison never looks at all pairs: what it does grows with the map, and not with its square."""

from __future__ import annotations

import gc
import random
import sys
import time
from typing import TYPE_CHECKING

import pytest
from test_diff import checked_of, journey_of

from journeymap.diff import diff
from journeymap.match import _likeness as likeness
from journeymap.match import match

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORDS = [
    "print",
    "label",
    "ticket",
    "train",
    "wait",
    "call",
    "home",
    "parcel",
    "form",
    "page",
    "price",
    "pay",
    "card",
    "open",
    "close",
    "read",
    "ask",
    "leave",
    "walk",
    "look",
    "find",
]
SIGNS = "打开手机应用预约门诊到达医院取号等候生检查付费拿药回家复问询前台填写表格提交确认短信通知地铁站列车票"


def drawn_from(words: Sequence[str], size: int, seed: int, between: str = "") -> list[str]:
    """Texts that have everything in common but their order."""
    chosen = random.Random(seed)
    return [between.join(chosen.choices(words, k=8)) for _ in range(size)]


def counted(texts: list[str], after: str = "") -> list[str]:
    return [f"{text} {number}{after}" for number, text in enumerate(texts)]


# How many actions become how many others in one stage: what a comparison of all with all would choke on.
SHAPES: dict[str, Callable[[int], tuple[list[str], list[str]]]] = {
    "another order": lambda size: ([f"act {i * 7919 % 9973}" for i in range(size)], [f"act {i * 7919 % 9973}" for i in range(size)][::-1]),
    "all reworded": lambda size: ([f"step {i} of the way" for i in range(size)], [f"step {i}x of our way" for i in range(size)]),
    "all others": lambda size: ([f"step {i} of the way" for i in range(size)], [f"step {i + 20_000} of it" for i in range(size)]),
    "other words": lambda size: (drawn_from(WORDS, size, 1, " "), drawn_from(WORDS, size, 2, " ")),
    "other signs": lambda size: (drawn_from(SIGNS, size, 1), drawn_from(SIGNS, size, 2)),
    "renumbered": lambda size: ([f"Step {i}" for i in range(size)], [f"Step {i + 1}" for i in range(size)]),
    "other numbers": lambda size: ([f"Step {i}" for i in range(size)], [f"Step {i + size}" for i in range(size)]),
    "a word more": lambda size: (counted(drawn_from(WORDS, size, 3, " ")), counted(drawn_from(WORDS, size, 3, " "), " now")),
    "all the same": lambda size: (["same"] * size, ["same"] * (size // 2)),
}  # fmt: skip


def one_stage(actions: list[str]) -> str:
    return in_stages(actions, 1)


def in_stages(actions: list[str], stages: int) -> str:
    size = -(-len(actions) // stages)
    lines = ["journeymap: 1", "title: Big", "stages:"]
    for number in range(stages):
        lines += [f"  - name: Stage {number}", "    actions:"]
        lines += [f"      - {action}" for action in actions[number * size : (number + 1) * size]]
    return "\n".join(lines) + "\n"


def steps(shape: str, size: int) -> int:
    """How many functions of Python a comparison calls: the same on every machine."""
    old, new = (journey_of(one_stage(actions)) for actions in SHAPES[shape](size))
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        diff(old, new)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_map_is_about_four_times_the_work(shape: str) -> None:
    assert steps(shape, 1000) < 6 * steps(shape, 250)


def cost(old: str, new: str) -> tuple[float, float]:
    """Seconds of the processor for loading two maps and for comparing them; the collector rests, as in a run of the tool."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        before, after = (checked_of(text).journey for text in (old, new))
        loaded = time.process_time()
        assert before is not None
        assert after is not None
        diff(before, after)
        return loaded - start, time.process_time() - loaded
    finally:
        gc.enable()


@pytest.mark.parametrize("stages", [1, 50])
@pytest.mark.parametrize("shape", SHAPES)
def test_five_thousand_actions_are_compared_in_three_times_the_time_of_loading_them(shape: str, stages: int) -> None:
    """Maps of nothing but one line an action load fastest, and these shapes leave a comparison the most to do."""
    old, new = (in_stages(actions, stages) for actions in SHAPES[shape](5000))
    loading = comparing = float("inf")
    for _ in range(12):  # others on the machine slow the one or the other: what counts is how fast each can be
        once = cost(old, new)
        loading, comparing = min(loading, once[0]), min(comparing, once[1])
        if comparing <= 2.7 * loading:  # well below: no more looks are needed
            break
    assert comparing <= 3 * loading


@pytest.mark.parametrize("shape", ["all reworded", "all others", "other words", "other signs"])
def test_likeness_is_asked_of_few_pairs(monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    asked = 0
    like = likeness.Thing.like

    def asking(one: likeness.Thing, other: likeness.Thing, least: float) -> float:
        nonlocal asked
        asked += 1
        return like(one, other, least)

    monkeypatch.setattr(likeness.Thing, "like", asking)
    old, new = (journey_of(one_stage(actions)) for actions in SHAPES[shape](1000))
    match(old, new)

    assert 1000 <= asked <= 5 * 1000
