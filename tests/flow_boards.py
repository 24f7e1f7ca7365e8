"""Boards that are all flow, by hand and by chance."""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING, Any

from boards import rich_board

from journeymap import locale
from journeymap.escape import MapText
from journeymap.render.board.types import Column, FlowChart, FlowEdge, FlowNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, Tone

_WORDS = "looks for the return policy page and reads every line before photos of a torn sweater seam".split()  # noqa: SIM905 -- a sentence
_TONES: tuple[Tone | None, ...] = (None, "positive", "neutral", "negative")


def flow_board(stages: Sequence[Sequence[str]], ways: Sequence[tuple[Any, ...]], language: str = "en") -> Board:
    """A board of named actions by stage; a way is start, end (or None), condition and share, the last two if any."""
    names = [name for stage in stages for name in stage]
    place = {name: index for index, name in enumerate(names)}
    column = [index for index, stage in enumerate(stages) for _ in stage]
    words = locale.locale_for(language)
    nodes = tuple(
        FlowNode(
            f"n{index + 1}", column[index], f"action-{index + 1}", MapText(name), _TONES[index % 4],
            starts=index == 0, ends=index == len(names) - 1, moment_of_truth=index % 5 == 2,
        )
        for index, name in enumerate(names)
    )  # fmt: skip
    edges = []
    for start, end, *more in ways:
        when, share = [*more, None, None][:2]
        edges.append(
            FlowEdge(
                f"n{place[start] + 1}", None if end is None else f"n{place[end] + 1}", MapText(when) if when else None, share or 1.0,
                None if share is None else words.share(share), back=end is not None and place[end] <= place[start], reach=share or 1.0,
            )
        )  # fmt: skip
    columns = tuple(
        Column(f"stage-{index}", words.number(index + 1), MapText(f"Stage {index + 1}")) for index in range(len(stages))
    )
    return dataclasses.replace(rich_board(language), columns=columns, flow=FlowChart(nodes, tuple(edges)))


def random_board(seed: int, stages: int, actions: tuple[int, int], tangled: float, language: str = "en") -> Board:
    """A journey whose actions follow one another, with more ways from a part of them: out, back, on, anywhere."""
    chance = random.Random(seed)
    names = [[f"{stage}.{number} {_text(chance, 1, 8)}" for number in range(chance.randint(*actions))] for stage in range(stages)]
    flat = [name for stage in names for name in stage]
    last = len(flat) - 1
    ways: list[tuple[Any, ...]] = []
    for place, name in enumerate(flat):
        rest = None
        if chance.random() < tangled:
            share = round(chance.uniform(0.05, 0.4), 2)
            rest = round(1 - share, 2)
            near = chance.randint(max(0, place - 8), min(last, place + 8))
            end = chance.choice([None, flat[near], flat[near], flat[chance.randint(0, last)]])
            ways.append((name, end, _text(chance, 0, 6), share))
        if place < last:
            ways.append((name, flat[place + 1], None, rest))
    return flow_board(names, ways, language)


def _text(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(least, most)))


CHARTS = {
    "chain": flow_board([["Opens it", "Reads it"], ["Sends it", "Waits"]], [("Opens it", "Reads it"), ("Reads it", "Sends it"), ("Sends it", "Waits")]),
    "fork": flow_board(
        [["Prints", "At work", "Packs"]],
        [("Prints", "At work", "no printer at home", 0.33), ("Prints", None, "nobody to ask", 0.15), ("Prints", "Packs", None, 0.52), ("At work", "Packs")],
    ),
    "loops": flow_board(
        [["Logs in", "Uploads", "Waits"]],
        [
            ("Logs in", "Logs in", "forgot the password", 0.2), ("Logs in", "Uploads", None, 0.8), ("Uploads", "Waits"),
            ("Waits", "Uploads", "photos refused as unclear", 0.22), ("Waits", "Logs in", None, 0.1), ("Waits", "Waits"),
        ],
    ),
    "blocks": flow_board([[f"Step {number}" for number in range(14)]], [(f"Step {number}", f"Step {number + 1}") for number in range(13)]),
}  # fmt: skip
"""By name, one for each thing that the DOT text tells."""
