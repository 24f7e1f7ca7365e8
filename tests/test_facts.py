"""What follows from a journey, sentence by sentence of docs/format.md."""

from __future__ import annotations

import pytest
from test_map_laws import journey

from journeymap.journey.curve import curves
from journeymap.journey.facts import goals_of, key_figures, pain_points, pain_status, readings
from journeymap.journey.flow import flow
from journeymap.model import default_id, slug

HEAD = "journeymap: 1\ntitle: A map\n"


def moves(stages: str, head: str = "") -> list[tuple[str, str | None, float]]:
    found = journey(HEAD + head + stages)
    return [
        (found.id_of(move.start), None if move.target is None else found.id_of(move.target), round(move.share, 3))
        for move in flow(found).moves
    ]


@pytest.mark.parametrize(
    ("solutions", "status"),
    [
        ("[{text: a, status: shipped}, {text: b, status: rejected}]", "resolved"),
        ("[{text: a, status: idea}]", "addressed"),
        ("[{text: a, status: rejected}]", "unaddressed"),
        ("[a]", "addressed"),
    ],
)
def test_the_state_of_a_pain_point_is_the_first_that_holds(solutions: str, status: str) -> None:
    found = journey(HEAD + f"stages:\n  - name: s\n    pain_points:\n      - text: p\n        solutions: {solutions}\n")

    assert [pain_status(found, pain).value for pain in pain_points(found)] == [status]


def test_accepted_counts_only_without_a_living_solution() -> None:
    found = journey(
        HEAD
        + "stages:\n  - name: s\n    pain_points:\n      - {text: p, accepted: law}\n      - {text: q, accepted: law, solutions: x}\n"
    )

    assert [pain_status(found, pain).value for pain in pain_points(found)] == ["accepted", "addressed"]


def test_without_next_the_journey_goes_to_the_following_action_and_ends_after_the_last() -> None:
    assert moves("stages:\n  - {name: s, actions: [a, b]}\n  - name: t\n  - {name: u, actions: c}\n") == [
        ("a", "b", 1.0),
        ("b", "t", 1.0),
        ("t", "c", 1.0),
    ]


def test_a_bare_id_takes_the_place_of_the_way_straight_on() -> None:
    assert moves("stages:\n  - name: s\n    actions:\n      - {text: a, next: c}\n      - b\n      - c\n")[:1] == [
        ("a", "c", 1.0)
    ]


def test_an_entry_with_a_share_leaves_the_way_open_and_without_to_leaves_the_journey() -> None:
    found = moves("stages:\n  - name: s\n    actions:\n      - {text: a, next: [{share: 20%}]}\n      - b\n")

    assert found == [("a", None, 0.2), ("a", "b", 0.8)]


def test_entries_without_a_share_divide_what_is_left() -> None:
    text = "stages:\n  - name: s\n    actions:\n      - text: a\n        next: [{to: c, share: 0.4}, {to: a, when: again}]\n      - b\n      - c\n"

    assert moves(text)[:3] == [("a", "c", 0.4), ("a", "a", 0.3), ("a", "b", 0.3)]


def test_next_of_nothing_ends_the_journey() -> None:
    found = journey(HEAD + "stages:\n  - name: s\n    actions:\n      - {text: a, next: []}\n      - b\n")

    assert [found.id_of(stop) for stop in flow(found).ends] == ["a", "b"]


def test_next_of_a_stage_leaves_from_its_last_action_and_going_to_a_stage_is_going_to_its_first() -> None:
    text = "stages:\n  - {name: s, next: u, actions: [a, b]}\n  - {name: t, actions: c}\n  - {id: u, name: u, actions: [d, e]}\n"

    assert ("b", "d", 1.0) in moves(text)


def test_the_way_straight_on_is_that_of_each_persona() -> None:
    text = (
        "stages:\n  - name: s\n    actions:\n      - a\n      - {text: b, persona: x}\n      - {text: c, persona: y}\n      - d\n"
    )

    assert [move[:2] for move in moves(text, "personas: [x, y]\n")] == [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]


@pytest.mark.parametrize(
    ("head", "stage", "goal"),
    [
        ("goals: [g, h]\n", "goal: g\n    actions: {text: a, goal: h}", ["h"]),
        ("goals: [g, h]\n", "goal: g\n    actions: a", ["g"]),
        ("goals: [{text: g, persona: p}, h]\npersonas: [p, q]\n", "actions: {text: a, persona: p}", ["g"]),
        ("goals: g\n", "actions: a", ["g"]),
        ("goals: [g, h]\n", "actions: a", []),
        ("goals: [g, h]\n", "actions: {text: a, goal: [g, h]}", ["g", "h"]),
    ],
)
def test_the_goal_of_an_action(head: str, stage: str, goal: list[str]) -> None:
    found = journey(HEAD + head + f"stages:\n  - name: s\n    {stage}\n")

    assert [one.text for one in goals_of(found, found.map.stages[0].actions[0])] == goal


def curve(stages: str, head: str = "") -> list[tuple[list[str], list[tuple[float, float]], list[float]]]:
    found = journey(HEAD + head + "stages:\n" + stages)
    return [
        (
            [one.name for one in line.personas],
            [(point.position, point.score) for point in line.points],
            [level.score for level in line.levels],
        )
        for line in curves(found)
    ]


def test_a_stage_score_stands_at_its_middle_or_is_drawn_as_a_level() -> None:
    assert curve("  - {name: s, emotion: 1}\n  - {name: t, emotion: -1, actions: [{text: a, emotion: 2}, b]}\n") == [
        ([], [(0.5, 1.0), (1.25, 2.0)], [-1.0])
    ]


def test_a_feeling_without_a_score_is_not_in_the_curve() -> None:
    assert curve("  - {name: s, emotion: fine}\n") == []


def test_one_emotion_holds_for_all_personas_and_emotions_tell_them_apart() -> None:
    people = "personas: [x, y]\n"

    assert curve("  - {name: s, emotion: 1}\n", people) == [(["x", "y"], [(0.5, 1.0)], [])]
    assert curve("  - {name: s, emotion: 1}\n  - {name: t, emotions: {x: 2, y: -2}}\n", people) == [
        (["x"], [(0.5, 1.0), (1.5, 2.0)], []),
        (["y"], [(0.5, 1.0), (1.5, -2.0)], []),
    ]


def test_a_reading_takes_what_its_declaration_and_its_well_known_id_say() -> None:
    found = journey(
        HEAD
        + "metrics:\n  - {id: speed, name: Speed, unit: s, target: 3, direction: lower-is-better}\n  - {name: NPS, value: 20}\n"
        "stages:\n  - name: s\n    metrics: {speed: 4, drop-off: 31, nps: {value: 7, target: 5}}\n"
    )
    speed, drop_off, nps = readings(found, found.map.stages[0])

    assert (speed.name, speed.unit, speed.target, speed.value, speed.meets_target) == ("Speed", "s", 3, 4, False)
    assert (drop_off.unit, drop_off.max, drop_off.higher_is_better) == ("%", 100, False)
    assert (nps.name, nps.min, nps.meets_target) == ("NPS", -100, True)
    assert [(figure.name, figure.value) for figure in key_figures(found)] == [("NPS", 20)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Looks for the return policy", "looks-for-the-return-policy"),
        ("  Ångrar  köpet! ", "ångrar-köpet"),
        ("پرداخت آنلاین", "پرداخت-آنلاین"),
        ("می\u200cخواهد", "میخواهد"),
        ("网上支付", "网上支付"),
        ("Ｎ１", "n1"),
        ("हिन्दी शब्द", "हिन्दी-शब्द"),
        ("!!", ""),
    ],
)
def test_slugs_keep_letters_marks_and_digits_of_every_script(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_default_ids_are_cut_between_words_and_never_empty() -> None:
    assert default_id("one two three four five six seven eight nine ten", "action") == "one-two-three-four-five-six-seven-eight"
    assert default_id("网" * 60, "action") == "网" * 40
    assert default_id("!!", "action") == "action"


def test_equal_default_ids_are_numbered_and_written_ones_are_taken_first() -> None:
    found = journey(HEAD + "stages:\n  - name: s\n    actions: [a, a, {id: a-2, text: b}, a]\n")

    assert [found.id_of(action) for action in found.map.stages[0].actions] == ["a", "a-3", "a-2", "a-4"]


def test_shares_that_add_up_to_one_leave_no_way_open() -> None:
    text = "stages:\n  - name: s\n    actions:\n      - text: a\n        next: [{share: 0.7, to: c}, {share: 0.2, to: d}, {share: 0.1}]\n      - b\n      - c\n      - d\n"

    assert [move[:2] for move in moves(text)[:4]] == [("a", "c"), ("a", "d"), ("a", None), ("b", "c")]


def test_what_the_customer_does_has_the_plain_id_and_next_means_it() -> None:
    found = journey(
        HEAD + "stages:\n  - name: s\n    frontstage: Pay\n    actions:\n      - {text: Look, next: pay}\n      - Pay\n"
    )
    stage = found.map.stages[0]

    assert (found.id_of(stage.actions[1]), found.id_of(stage.frontstage[0])) == ("pay", "pay-2")
    assert flow(found).moves[0].target is stage.actions[1]
