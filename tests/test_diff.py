"""Laws of the comparison: nothing changes by itself, every change has its mirror, the tables are complete, and it is fast."""

from __future__ import annotations

import json
import random
import re
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proving import prove
from test_diff_cases import CASES, CONTEXT, NAMES, compared

from journeymap.diff import TABLE, Change, Verdict, diff
from journeymap.diff.change import What
from journeymap.diff.order import moved
from journeymap.diff.verdicts import MOVABLE
from journeymap.journey import Journey
from journeymap.journey.facts import everything
from journeymap.limits import DEFAULT
from journeymap.match import TABLE as HOW
from journeymap.project import Checked, Project
from journeymap.review import Outcome, format_names, review, tell
from journeymap.review.words import SIGNS, TEMPLATES
from journeymap.source import DiskStore, OverlayStore

OTHER = b"journeymap: 1\ntitle: Other\nstages: [One]\n"
EXAMPLES = Path(__file__).parents[1] / "examples"
# What may never reach a terminal: controls but the line feed, and marks that reorder what stands around them.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def checked_of(text: str, path: str = "map.yaml", folder: Path = EXAMPLES) -> Checked:
    """Whatever can be read of `text`; it may name `other.yaml`."""
    return Project(OverlayStore({path: text.encode(), "other.yaml": OTHER}, DiskStore(folder, DEFAULT.bytes))).check(path)


@cache
def journey_of(text: str, path: str = "map.yaml", folder: Path = EXAMPLES) -> Journey:
    """The journey that `text` holds; whatever else it names is read from `folder`."""
    checked = checked_of(text, path, folder)
    assert checked.sound, checked.diagnostics
    assert checked.journey is not None
    return checked.journey


def example(name: str) -> Journey:
    return journey_of((EXAMPLES / name).read_text(encoding="utf-8"), name)


MAPS = sorted(path.name for path in EXAMPLES.glob("*.yaml"))


def assert_mirror(there: tuple[Change, ...], back: tuple[Change, ...]) -> None:
    """Every change of one direction is a change of the other, with old and new exchanged and a kind that mirrors its own."""
    left = list(back)
    for change in there:
        found = next((one for one in left if mirrors(change, one)), None)
        assert found is not None, (change, left)
        left.remove(found)
    assert not left


def mirrors(one: Change, other: Change) -> bool:
    return (
        other.id in TABLE[one.id].mirrors
        and (one.old, one.new, one.old_place, one.new_place) == (other.new, other.old, other.new_place, other.old_place)
        and one.subject.kind == other.subject.kind
    )


# Tables.


def test_every_kind_of_change_has_its_mirrors() -> None:
    for change, row in TABLE.items():
        assert row.mirrors, change
        assert row.meaning, change
        assert all(change in TABLE[mirror].mirrors for mirror in row.mirrors), change


def test_a_regression_has_no_regression_for_its_mirror() -> None:
    for change, row in TABLE.items():
        if row.verdict is not Verdict.NEUTRAL and "removed" not in change and "added" not in change:
            assert all(TABLE[mirror].verdict is not row.verdict for mirror in row.mirrors), change


def test_whatever_can_happen_has_a_row() -> None:
    happens = {f"{kind}-{what.value}" for kind in HOW for what in (What.ADDED, What.REMOVED, What.RENAMED, What.CHANGED)}
    happens |= {f"{kind}-moved" for kind in MOVABLE} | {f"emotion-{what}" for what in ("added", "removed", "changed")}
    assert {*happens, "map-renamed", "map-changed", "order-changed"} <= TABLE.keys()


def test_everything_in_a_map_is_matched_somehow() -> None:
    models = {type(node) for name in MAPS for node in everything(example(name))}
    by_place = {"map", "scope", "emotion-scale", "emotion", "way"}
    assert {model.kind for model in models} - by_place == HOW.keys()


def test_every_kind_of_change_has_a_sentence() -> None:
    assert TEMPLATES.keys() == TABLE.keys()


def test_every_kind_of_change_has_a_case() -> None:
    of_two_files = {change.id for name in NAMES for change in compared(name).changes}
    assert of_two_files == TABLE.keys() - {"map-added", "map-removed"}  # those are in test_diff_git.py


def test_tables_are_frozen() -> None:
    for table in (TABLE, HOW, TEMPLATES, SIGNS):
        with pytest.raises(TypeError):
            table["x"] = None  # type: ignore[index] # that it cannot be done is what is tested


# Laws over the cases and the examples.


@pytest.mark.parametrize("name", MAPS)
def test_a_map_does_not_differ_from_itself(name: str) -> None:
    assert diff(example(name), example(name)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_mirror_of_a_case(name: str) -> None:
    old, new = (
        journey_of((CASES / name / file).read_text(encoding="utf-8"), file, CASES / name) for file in ("old.yaml", "new.yaml")
    )
    assert_mirror(diff(old, new), diff(new, old))
    assert diff(old, old) == diff(new, new) == ()


@pytest.mark.parametrize("pair", [(one, other) for one in MAPS for other in MAPS if one < other], ids=" ".join)
def test_mirror_of_two_examples(pair: tuple[str, str]) -> None:
    old, new = map(example, pair)
    assert_mirror(diff(old, new), diff(new, old))


def test_gap_between_today_and_the_future() -> None:
    old, new = example("university-application.yaml"), example("university-application-future.yaml")
    found = review(old, new, "old", "new")
    assert found.outcome is Outcome.MIXED
    assert found.counts[Verdict.IMPROVEMENT] > 10 * found.counts[Verdict.REGRESSION]
    resolved = {change.subject.id for change in found.changes if change.id == "pain-point-resolved"}
    assert {"upload-limit", "card-refused", "permit-late"} <= resolved
    # What should be rests on no measurements yet, which is no loss.
    assert not [change for change in found.changes if change.id.startswith("evidence-") and change.verdict is Verdict.REGRESSION]
    assert_mirror(found.changes, diff(new, old))


def test_changes_come_in_the_order_of_the_journey() -> None:
    old, new = example("university-application.yaml"), example("university-application-future.yaml")
    stages = [change.stage.id for change in diff(old, new) if change.stage is not None]
    order = [new.id_of(stage) for stage in new.map.stages]
    assert stages == sorted(stages, key=order.index)


@pytest.mark.parametrize("name", MAPS)
def test_layout_does_not_count(name: str) -> None:
    """The same values as JSON, which is YAML without any layout of its own."""
    old = example(name)
    laid_out = json.dumps(value_of(old), ensure_ascii=False, indent=3)
    found = review(old, journey_of(laid_out, name), "old", laid_out)
    assert found.changes == ()
    assert found.outcome is Outcome.FORMATTING_ONLY


def value_of(journey: Journey) -> object:
    """The plain value of a file, keys in another order; `true` stays a boolean."""

    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {key: turned(entry) for key, entry in reversed(value.items())}
        if isinstance(value, list):
            return [turned(entry) for entry in value]
        return value == "true" if type(value) is not str and value in ("true", "false") else value

    return turned(journey.documents[journey.path].value)


# Laws over maps of every kind.

TEXTS = st.sampled_from([
    "Waits", "Waits again", "Prints the label", "Prints the long label", "Asks a neighbour", "Hm.", "排队等待叫号", "排队等待检查",
    "منتظر پیک می‌ماند", "منتظر پیک ماند", "Betalar hyran", "Ringer och frågar", "<b>&amp;*_`[x](y)|", "\u202eturned",
])  # fmt: skip
IDS = st.none() | st.sampled_from(["one", "two", "three", "four", "five", "six"])


def thing(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """An object of which every field may be missing."""
    optional = {name: st.none() | strategy for name, strategy in fields.items()}
    made = st.fixed_dictionaries({"text": TEXTS, "id": IDS, **optional})
    return made.map(lambda value: {key: entry for key, entry in value.items() if entry is not None})


def some(strategy: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[list[object]]:
    return st.lists(strategy, max_size=most)


SOLUTIONS = ["shipped", "planned", "idea", "rejected"]
EMOTION = st.sampled_from(["-2", "-1", "0", "1", "2", "Tense", {"score": "1", "feeling": "Glad"}])
PAIN = thing(
    severity=st.sampled_from(["low", "high", "critical"]),
    solutions=some(st.sampled_from(SOLUTIONS)),
    accepted=TEXTS,
    evidence=some(st.sampled_from(["survey", "calls"])),
)
LANES: dict[str, st.SearchStrategy[object]] = {
    "pain_points": some(PAIN),
    "thoughts": some(TEXTS, 2),
    "touchpoints": some(st.sampled_from(["Portal", "Shop", "Hotline"])),
    "metrics": st.dictionaries(st.sampled_from(["nps", "csat"]), st.sampled_from(["5", "50"]), max_size=2),
    "frontstage": some(thing(actor=TEXTS), 3),
    "support": some(TEXTS, 2),
    "own": st.dictionaries(TEXTS, TEXTS, max_size=2),
}
ACTION = thing(
    **LANES,
    emotion=EMOTION,
    next=st.sampled_from([[], [{"when": "late", "share": "0.5"}]]),
    duration=st.sampled_from(["1h", "2d"]),
    wait=st.sampled_from(["5m", "The clerk is away"]),
)
STAGE = thing(
    **LANES, emotions=st.dictionaries(st.sampled_from(["Sarah", "Tom"]), EMOTION, max_size=2), actions=some(ACTION, 4)
).map(lambda stage: {"name" if key == "text" else key: entry for key, entry in stage.items()})


def numbered(value: dict[str, object]) -> dict[str, object]:
    """Written ids made unique in their family: the second and later ones are dropped."""
    seen: set[tuple[str, object]] = set()

    def visit(node: object, kind: str) -> None:
        if isinstance(node, list):
            for entry in node:
                visit(entry, kind)
        elif isinstance(node, dict):
            family = "stop" if kind in ("stages", "actions", "frontstage", "support") else kind
            if "id" in node and (family, node["id"]) in seen:
                del node["id"]
            seen.add((family, node.get("id")))
            for key, entry in node.items():
                visit(entry, key)

    visit(value, "map")
    return value


@st.composite
def maps(draw: st.DrawFn) -> str:
    value = {
        "journeymap": "1",
        "title": draw(TEXTS),
        "state": draw(st.sampled_from(["current", "future"])),
        "emotion_scale": draw(st.sampled_from([{"min": "-2", "max": "2"}, {"min": "-5", "max": "5"}])),
        "personas": draw(some(st.sampled_from(["Sarah", "Tom"]), 2).map(lambda names: list(dict.fromkeys(names)))),
        "evidence": [{"id": name, "title": name} for name in draw(st.sampled_from([["survey"], ["survey", "calls"]]))],
        "solutions": [{"id": name, "text": f"To be {name}", "status": draw(st.sampled_from(SOLUTIONS))} for name in SOLUTIONS],
        "stages": draw(st.lists(STAGE, min_size=1, max_size=4)),
    }
    return json.dumps(numbered(json.loads(json.dumps(value))), ensure_ascii=False)


def linked(text: str) -> Journey:
    """The journey of a map as far as it is right: what it names and does not declare is left out."""
    journey = checked_of(text).journey
    assert journey is not None
    return journey


def check_laws(one: str, other: str) -> None:
    old, new = linked(one), linked(other)
    assert diff(old, linked(one)) == ()
    assert diff(old, linked(json.dumps(json.loads(one), indent=2))) == ()
    there = diff(old, new)
    assert there == diff(linked(one), linked(other))
    assert_mirror(there, diff(new, old))
    assert len({change.fingerprint for change in there}) == len(there)
    found = review(old, new, one, other)
    for name in sorted({*format_names()} - {"html", "svg"}):  # those draw both maps: test_review_pictures.py
        told = tell(found, name, CONTEXT)
        assert told == tell(review(linked(one), linked(other), one, other), name, CONTEXT)
        if name != "markdown":
            assert not FORBIDDEN.search(told)


@given(maps(), maps())
@settings(max_examples=60)
def test_laws(one: str, other: str) -> None:
    check_laws(one, other)


@pytest.mark.proof
def test_laws_proof(proof_share: float) -> None:
    prove(check_laws, maps(), maps(), examples=600, share=proof_share)


@given(st.permutations(range(9)))
@settings(max_examples=100)
def test_the_fewest_things_move_and_the_same_ones_back(order: list[int]) -> None:
    weights = [(number * 7919) % 101 for number in range(9)]
    there = moved(order, weights)
    back = [order.index(place) for place in range(9)]
    assert {order[index] for index in there} == set(moved(back, [weights[index] for index in back]))
    stays = [place for index, place in enumerate(order) if index not in there]
    assert stays == sorted(stays)
    longest = [1] * 9
    for index in range(9):
        longest[index] += max((longest[before] for before in range(index) if order[before] < order[index]), default=0)
    assert len(stays) == max(longest)


# Fingerprints.


def test_fingerprints_survive_reformatting_and_edits_elsewhere() -> None:
    folder = CASES / "everything"
    old, new = ((folder / file).read_text(encoding="utf-8") for file in ("old.yaml", "new.yaml"))
    expected = [change.fingerprint for change in diff(journey_of(old, "a.yaml"), journey_of(new, "b.yaml"))]
    assert all(re.fullmatch("[0-9a-f]{12}", one) for one in expected)
    flow = json.dumps(value_of(journey_of(new)), ensure_ascii=False)
    assert [change.fingerprint for change in diff(journey_of(old, "a.yaml"), journey_of(flow, "b.yaml"))] == expected
    longer = f"# moved down\n\n{new}      - Sends a thank-you card\n"
    found = diff(journey_of(old, "a.yaml"), journey_of(longer, "b.yaml"))
    assert set(expected) < {change.fingerprint for change in found}


def test_equal_changes_have_different_fingerprints() -> None:
    old = 'journeymap: 1\ntitle: T\nstate: current\nstages: [{name: S, thoughts: ["?", "?"]}]\n'
    new = "journeymap: 1\ntitle: T\nstate: current\nstages: [{name: S}]\n"
    found = diff(journey_of(old), journey_of(new))
    assert len({change.fingerprint for change in found}) == 2


# Speed.

WORDS = [
    "asks",
    "waits",
    "label",
    "parcel",
    "shop",
    "clerk",
    "printer",
    "money",
    "refund",
    "phone",
    "call",
    "mail",
    "portal",
    "form",
    "sign",
]


def big_map(actions: int, seed: int) -> str:
    """A map without written ids; with another seed, every fifth text is another one and some actions stand elsewhere."""
    texts, edits = random.Random(0), random.Random(seed)
    stages: list[dict[str, object]] = []
    for number in range(actions // 20):
        row: list[dict[str, object]] = []
        for _ in range(20):
            words = [texts.choice(WORDS) for _ in range(7)]
            if seed and edits.random() < 0.2:
                words[3] = edits.choice(WORDS)
            row.append({"text": " ".join(words), "emotion": str(texts.randint(-2, 2)), "pain_points": [" ".join(words[2:])]})
        if seed and stages and edits.random() < 0.3:
            stages[-1]["actions"].append(row.pop(0))  # type: ignore[attr-defined] # the list that is put in below
        stages.append({"name": f"Stage {number}", "actions": row})
    return json.dumps({"journeymap": "1", "title": "T", "state": "current", "stages": stages})


def seconds(actions: int) -> float:
    old, new = journey_of(big_map(actions, 0)), journey_of(big_map(actions, 1))
    best = 60.0
    for _ in range(2):
        start = time.process_time()
        assert diff(old, new)
        best = min(best, time.process_time() - start)
    return best


def test_two_thousand_actions_take_seconds_and_grow_with_the_map() -> None:
    small, large = seconds(500), seconds(2000)
    assert large < 5
    assert large < 12 * small  # 4 times the actions; a comparison of all with all would take 16 times as long
