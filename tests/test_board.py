"""The Board: what is drawn, byte for byte for some examples, and sentence by sentence of docs/format.md."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from running import EXAMPLES
from schema_cases import CASES
from strategies import maps, yaml_text
from test_map_laws import journey

from journeymap.escape import plain
from journeymap.project import Project
from journeymap.render.board import Board, build_board
from journeymap.render.board.backlog_types import Backlog
from journeymap.render.emit import to_json
from journeymap.source import DiskStore

FOLDER = CASES / "render" / "board"
HEAD = "journeymap: 1\ntitle: A map\n"


def example(name: str, language: str | None = None) -> Board:
    found = Project(DiskStore(EXAMPLES, 5_000_000)).check(f"{name}.yaml").journey
    assert found is not None
    return build_board(found, language)


@pytest.mark.parametrize(
    "name", ["online-return", "restaurant-blueprint", "fa-online-grocery", "zh-hospital-registration", "sv-broadband-move"]
)
def test_the_board_of_an_example_is_as_it_was(name: str, accept: bool) -> None:
    told = to_json(replace(example(name), labels={}))
    expected = FOLDER / f"{name}.json"
    if accept:
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_text(told, encoding="utf-8")

    assert told == expected.read_text(encoding="utf-8")


def anchors(value: Any) -> list[str]:
    if is_dataclass(value):
        own = [getattr(value, "anchor", None)] if type(value).__name__.endswith(("Item", "Column", "Card")) else []
        return [*filter(None, own), *(one for field in fields(value) for one in anchors(getattr(value, field.name)))]
    return [one for held in value for one in anchors(held)] if isinstance(value, tuple) else []


@given(maps())
def test_anchors_are_unique(made: dict[str, Any]) -> None:
    board = build_board(journey(yaml_text(made)))
    shown = [anchors(replace(board, backlog=Backlog(), blueprint=None)), anchors(board.backlog)]
    if board.blueprint is not None:  # another picture, with the same things on it
        shown.append([card.item.anchor for card in board.blueprint.cards()])

    assert all(len(found) == len(set(found)) for found in shown)


@given(maps())
def test_every_reference_on_the_board_leads_to_something_on_it(made: dict[str, Any]) -> None:
    board = build_board(journey(yaml_text(made)))
    there = set(anchors(board))

    for row in board.rows:
        for item in (item for cell in row.cells for item in cell):
            for reference in (*getattr(item, "solutions", ()), *getattr(item, "solves", ())):
                assert reference.anchor in there or not any(row.key == "solutions" for row in board.rows)


def row(board: Board, key: str) -> list[list[str]]:
    (found,) = [row for row in board.rows if row.key == key]
    return [[plain(item.text) for item in cell] for cell in found.cells]


def test_a_cell_shows_the_stage_first_then_its_actions_and_equal_references_once() -> None:
    board = build_board(
        journey(HEAD + "stages:\n  - name: s\n    touchpoints: [x, y]\n    actions:\n      - {text: a, touchpoints: [z, x]}\n")
    )

    assert row(board, "touchpoints") == [["x", "y", "z"]]


def test_solutions_stand_whole_in_the_first_stage_that_refers_to_them_and_elsewhere_by_number() -> None:
    board = build_board(
        journey(
            HEAD
            + "solutions: [{id: q, text: Fix}]\nstages:\n  - {name: s, pain_points: [{text: p, solutions: q}]}\n  - {name: t, solutions: q}\n"
        )
    )
    (found,) = [row for row in board.rows if row.key == "solutions"]

    assert [[(item.number, item.repeated, item.anchor) for item in cell] for cell in found.cells] == [
        [("S1", False, "solution-q")],
        [("S1", True, "solution-q--2")],
    ]
    assert [[reference.number for reference in item.solves] for item in found.cells[0]] == [["P1"]]


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("", ["actions", "touchpoints", "frontstage", "own-1"]),
        ("type: service-blueprint\n", ["actions", "frontstage", "touchpoints", "own-1"]),
        ("lanes: [Mood board, touchpoints, quotes]\n", ["own-1", "touchpoints"]),
    ],
)
def test_the_order_of_lanes(head: str, keys: list[str]) -> None:
    board = build_board(
        journey(HEAD + head + "stages:\n  - {name: s, actions: a, touchpoints: x, frontstage: f, own: {Mood board: m}}\n")
    )

    assert [row.key for row in board.rows] == keys


def test_scores_have_signs_only_where_the_scale_has_negative_ones() -> None:
    signed = build_board(journey(HEAD + "stages:\n  - {name: s, emotion: 2}\n"))
    plain_ones = build_board(journey(HEAD + "emotion_scale: {min: 1, max: 5}\nstages:\n  - {name: s, emotion: 2}\n"))

    assert signed.curves[0].points[0].score == "+2"
    assert (plain_ones.curves[0].points[0].score, plain_ones.curves[0].points[0].tone) == ("2", "negative")


def test_labels_are_in_the_language_asked_for_else_in_the_maps_else_in_english() -> None:
    def kind(language: str, asked: str | None = None) -> tuple[str, str]:
        board = build_board(journey(HEAD + f"language: {language}\nstages: s\n"), asked)
        return board.labels_language, board.direction

    assert kind("sv-FI") == ("sv", "ltr")
    assert kind("ar") == ("ar", "rtl")
    assert kind("ur") == ("en", "rtl")
    assert kind("fa", "zh") == ("zh", "rtl")


@pytest.mark.parametrize(("value", "target", "state"), [(20, 15, "missed"), (15, 15, "met"), (10, 15, "met"), (16, 15, "near")])
def test_a_metric_against_its_target(value: int, target: int, state: str) -> None:
    board = build_board(
        journey(HEAD + f"stages:\n  - name: s\n    metrics: {{drop-off: {{value: {value}, target: {target}}}}}\n")
    )
    (found,) = [row for row in board.rows if row.key == "metrics"]

    assert found.cells[0][0].state == state


def test_json_of_a_board_names_every_field() -> None:
    told = json.loads(to_json(example("agency-sale", "sv")))

    assert set(told) >= {field.name for field in fields(Board)}


def test_own_lanes_may_be_called_like_lanes_of_the_format() -> None:
    own = "own: {goals: mine, Pain points: too}"
    every = build_board(journey(HEAD + f"stages:\n  - {{name: s, goal: g, pain_points: p, {own}}}\n"))
    chosen = build_board(journey(HEAD + f"lanes: [pain_points, Pain points]\nstages:\n  - {{name: s, pain_points: p, {own}}}\n"))

    assert [row.key for row in every.rows] == ["goals", "pain_points", "own-1", "own-2"]
    assert (row(every, "own-1"), row(every, "own-2")) == ([["mine"]], [["too"]])
    assert [row.key for row in chosen.rows] == ["pain_points", "own-2"]
