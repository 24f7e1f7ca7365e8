"""Who is who between two maps."""

from __future__ import annotations

import json
import random

import pytest
from test_diff import journey_of
from test_diff_growth import WORDS

from journeymap.match import match
from journeymap.model import Action, Stage


def pairs(old: str, new: str, kind: str) -> dict[str, str]:
    return {one.text_of: other.text_of for one, other in match(journey_of(old), journey_of(new)).pairs[kind]}


def stage_with(*actions: object) -> str:
    return json.dumps({"journeymap": "1", "title": "T", "state": "current", "stages": [{"name": "S", "actions": actions}]})


def test_a_written_id_beats_a_text() -> None:
    old = stage_with({"id": "a", "text": "Prints"}, {"id": "b", "text": "Waits"})
    new = stage_with({"id": "b", "text": "Prints"}, {"id": "a", "text": "Waits"})
    assert pairs(old, new, "action") == {"Prints": "Waits", "Waits": "Prints"}


def test_an_equal_text_beats_likeness() -> None:
    old = stage_with("Prints the label", "Prints the labels")
    new = stage_with("Prints the labels twice", "Prints the labels")
    assert pairs(old, new, "action") == {"Prints the label": "Prints the labels twice", "Prints the labels": "Prints the labels"}


def test_a_new_id_means_a_new_thing_unless_it_is_much_alike() -> None:
    old = stage_with({"id": "a", "text": "Prints the label at home"})
    assert pairs(old, stage_with({"id": "b", "text": "Prints one label at the office"}), "action") == {}
    assert len(pairs(old, stage_with({"text": "Prints one label at the office"}), "action")) == 1
    assert len(pairs(old, stage_with({"id": "b", "text": "Prints the labels at home"}), "action")) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("打开手机应用预约门诊", "打开手机小程序预约"),
        ("نشانی خانه را وارد می‌کند", "آدرس خانه را وارد می‌کند"),
        ("Väntar på att bredbandet ska kopplas in", "Väntar på inkoppling av bredbandet"),
        ("Оплачивает заказ картой", "Оплачивает свой заказ картой банка"),
        ("รอรับพัสดุที่ร้าน", "รอรับพัสดุหน้าร้าน"),
        ("ラベルを印刷しようとする", "ラベルを自宅で印刷しようとする"),
    ],
)
def test_likeness_in_every_script(old: str, new: str) -> None:
    assert pairs(stage_with("Something else", old), stage_with(new, "One more thing"), "action") == {old: new}


def test_what_stands_in_a_stage_tells_who_it_is() -> None:
    old = {"name": "Research", "actions": ["Reads", "Asks", "Compares"]}
    new = {"name": "Finding out", "actions": ["Reads", "Asks", "Compares", "Sleeps on it"]}
    texts = [json.dumps({"journeymap": "1", "title": "T", "state": "current", "stages": [stage]}) for stage in (old, new)]
    assert pairs(*texts, "stage") == {"Research": "Finding out"}


def test_a_match_knows_both_directions() -> None:
    who = match(journey_of(stage_with("Prints", "Waits")), journey_of(stage_with("Waits", "Pays")))
    (one, other), *rest = who.pairs["action"]
    assert not rest
    assert isinstance(one, Action)
    assert who.new_of(one) is other
    assert who.old_of(other) is one
    assert [node.text_of for node in who.only_old["action"]] == ["Prints"]
    assert [node.text_of for node in who.only_new["action"]] == ["Pays"]
    assert [type(node) for node, _ in who.pairs["stage"]] == [Stage]


# What people do to a map between two versions: each line an action as it was, and what it became. "" is nothing.
EDITS = """
Tries to print the return label at home  -> Prints the return label at home
Calls the hotline and waits              -> Calls the support line and waits
Packs the shoes                          -> Packs the shoes into their old box
                                         -> Shows a code in the shop instead
Looks for the receipt                    ->
Drops the parcel at the shop             -> Brings the parcel to the shop
Waits for the money                      -> Waits for the refund
Tracks the parcel                        -> Tracks the parcel in the app
Writes a review                          -> Writes a review
Asks a friend for the printer            -> Asks a neighbour for the printer
"""


@pytest.mark.parametrize("order", ["as it was", "turned round"])
def test_realistic_edits_are_told_for_what_they_are(order: str) -> None:
    edits = [tuple(part.strip() for part in line.split("->")) for line in EDITS.strip("\n").splitlines()]
    before, after = ([edit[side] for edit in edits if edit[side]] for side in (0, 1))
    found = pairs(stage_with(*before), stage_with(*(after if order == "as it was" else after[::-1])), "action")
    assert found == {old: new for old, new in edits if old and new}


def test_a_word_of_everything_may_change_in_a_very_long_stage() -> None:
    """No word is rare here, but what stands in the same place is compared before all else."""
    chosen = random.Random(5)
    before = [chosen.choices(WORDS, k=6) for _ in range(1000)]
    after = [[*text[:3], "somewhere", *text[4:]] for text in before]
    found = pairs(stage_with(*map(" ".join, before)), stage_with(*map(" ".join, after)), "action")
    assert sum(found.get(" ".join(one)) == " ".join(other) for one, other in zip(before, after, strict=True)) > 950
