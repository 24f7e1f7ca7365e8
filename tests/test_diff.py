"""Laws of the comparison: nothing changes by itself, every change has its mirror, the tables are complete, and it is fast."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_diff_cases import CASES, NAMES, compared

from journeymap.diff import TABLE, Change, Verdict, diff
from journeymap.diff.change import What
from journeymap.diff.order import moved
from journeymap.diff.verdicts import DECLARED, IN_LANES, MOVABLE
from journeymap.errors import UsageError
from journeymap.escape import MapText, plain
from journeymap.journey import Journey
from journeymap.limits import DEFAULT
from journeymap.match import TABLE as HOW
from journeymap.match import match
from journeymap.model import Action, Library, Node, Stage
from journeymap.model.walk import descendants
from journeymap.project import Project
from journeymap.report import Context
from journeymap.review import Outcome, Status, format_names, review, tell, unreadable
from journeymap.review.words import SIGNS, TEMPLATES
from journeymap.review.wordwise import compare
from journeymap.source import DiskStore, OverlayStore

EXAMPLES = Path(__file__).parents[1] / "examples"
CONTEXT = Context(source=lambda _: None, show=lambda path: path, color=False, width=80, version="1")
# What may never reach a terminal: controls but the line feed, and marks that reorder what stands around them.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def journey_of(text: str, path: str = "map.yaml", folder: Path = EXAMPLES) -> Journey:
    """The journey that `text` holds; whatever else it names is read from `folder`."""
    checked = Project(OverlayStore({path: text.encode()}, DiskStore(folder, DEFAULT.bytes))).check(path)
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
    kinds = (*DECLARED, "stage", "action", *IN_LANES)
    happens = {f"{kind}-{what.value}" for kind in kinds for what in (What.ADDED, What.REMOVED, What.RENAMED, What.CHANGED)}
    happens |= {f"{kind}-moved" for kind in MOVABLE} | {f"emotion-{what}" for what in ("added", "removed", "changed")}
    assert {*happens, "map-renamed", "map-changed", "order-changed"} <= TABLE.keys()
    assert set(HOW) == set(kinds)


def test_every_kind_of_change_has_a_sentence() -> None:
    assert TEMPLATES.keys() == TABLE.keys()


def test_every_kind_of_change_has_a_case() -> None:
    assert {change.id for name in NAMES for change in compared(name).changes} == TABLE.keys()


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
    old, new = (journey_of((CASES / name / file).read_text(encoding="utf-8"), file, CASES / name) for file in ("old.yaml", "new.yaml"))
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


# A map that uses every field: without any of them it is another map.


def leaves(value: object, route: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for key, entry in value.items() for leaf in (*leaves(entry, (*route, key)), (*route, key))]
    if isinstance(value, list):
        return [leaf for index, entry in enumerate(value) for leaf in leaves(entry, (*route, index))]
    return []


def without(value: dict[str, object], route: tuple[str | int, ...]) -> dict[str, object]:
    copy = json.loads(json.dumps(value))
    here = copy
    for step in route[:-1]:
        here = here[step]
    del here[route[-1]]
    return copy


FULL = json.loads((Path(__file__).parent / "cases" / "diff-full.json").read_text(encoding="utf-8"))
NOT_A_FACT = {"id", "journeymap", "include"}
NEEDED = {"title", "stages", "name", "text", "evidence_title"}


def test_the_full_map_uses_every_field() -> None:
    journey = journey_of(json.dumps(FULL))
    written: dict[type[Node], set[str]] = {}
    things = (*journey.map.personas, *journey.map.goals, *journey.map.touchpoints, *journey.map.resources, *journey.map.metrics)
    for root in (journey.map, *things, *journey.map.evidence, *journey.map.solutions):
        for node in descendants(root):
            written.setdefault(type(node), set()).update(node.model_fields_set)
    for model in written:
        missing = model.model_fields.keys() - written[model]
        assert missing <= {"id", "include"}, (model, missing)
    assert Library not in written


@pytest.mark.parametrize("route", leaves(FULL), ids=lambda route: ".".join(map(str, route)))
def test_no_field_is_overlooked(route: tuple[str | int, ...]) -> None:
    """A map without one of its values differs from the whole one, unless the value is no fact or cannot be left out."""
    less = json.dumps(without(FULL, route))
    checked = Project(OverlayStore({"map.yaml": less.encode()}, DiskStore(EXAMPLES, DEFAULT.bytes))).check("map.yaml")
    if not checked.sound or checked.journey is None:
        pytest.skip("a map cannot do without it")
    old, new = journey_of(json.dumps(FULL)), checked.journey
    assert bool(diff(old, new)) == (route[-1] not in NOT_A_FACT)
    assert_mirror(diff(old, new), diff(new, old))


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
STAGE = thing(**LANES, emotions=st.dictionaries(st.sampled_from(["Sarah", "Tom"]), EMOTION, max_size=2), actions=some(ACTION, 4)).map(
    lambda stage: {"name" if key == "text" else key: entry for key, entry in stage.items()}
)


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
    journey = Project(OverlayStore({"map.yaml": text.encode()}, DiskStore(EXAMPLES, DEFAULT.bytes))).check("map.yaml").journey
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
    for name in format_names():
        told = tell(found, name, CONTEXT)
        assert told == tell(review(linked(one), linked(other), one, other), name, CONTEXT)
        if name != "markdown":
            assert not FORBIDDEN.search(told)


@given(maps(), maps())
@settings(deadline=None, max_examples=60, derandomize=True)
def test_laws(one: str, other: str) -> None:
    check_laws(one, other)


@pytest.mark.proof
@given(maps(), maps())
@settings(deadline=None, max_examples=3000)
def test_laws_proof(one: str, other: str) -> None:
    check_laws(one, other)


@given(st.permutations(range(9)))
@settings(deadline=None, derandomize=True)
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


# Reviews.


def test_what_a_gate_lets_through() -> None:
    outcomes = {name: compared(name) for name in ("identical", "formatting-only", "solutions", "mood-rose", "mood-fell", "declared")}
    fails = {name: (one.outcome, one.fails_on("regression"), one.fails_on("change")) for name, one in outcomes.items()}
    assert fails == {
        "identical": (Outcome.IDENTICAL, False, False),
        "formatting-only": (Outcome.FORMATTING_ONLY, False, False),
        "solutions": (Outcome.MIXED, True, True),
        "mood-rose": (Outcome.IMPROVEMENT, False, True),
        "mood-fell": (Outcome.REGRESSION, True, True),
        "declared": (Outcome.NEUTRAL, False, True),
    }


def test_an_unreadable_map_is_told_in_every_format() -> None:
    found = unreadable("a.yaml", "b.yaml")
    assert found.pairs[0].status is Status.UNREADABLE
    told = {name: tell(found, name, CONTEXT) for name in format_names()}
    assert told["text"].startswith("unreadable: not compared")
    assert "not compared" in told["markdown"]
    assert json.loads(told["json"])["maps"] == [{"old_path": "a.yaml", "new_path": "b.yaml", "status": "unreadable", "verdict": None}]


def test_several_maps_are_told_one_after_the_other() -> None:
    one, other = compared("mood-fell"), compared("mood-rose")
    both = replace(one, pairs=one.pairs + other.pairs)
    assert both.outcome is Outcome.MIXED
    assert tell(both, "text", CONTEXT).endswith("\nmixed: 1 regression, 1 improvement in 2 maps\n")
    assert tell(both, "markdown", CONTEXT).count("| old.yaml → new.yaml |") == 2


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no format"):
        tell(compared("identical"), "html5", CONTEXT)


def test_colour_adds_nothing_but_colour() -> None:
    for name in NAMES:
        plain_text = tell(compared(name), "text", CONTEXT)
        painted = tell(compared(name), "text", replace(CONTEXT, color=True))
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain_text
    assert "\x1b[" in painted


@pytest.mark.parametrize("width", [20, 40, 60, 100])
def test_lines_fit(width: int) -> None:
    from journeymap.report.cells import measure

    for name in NAMES:
        told = tell(compared(name), "text", replace(CONTEXT, width=width))
        for line in told.splitlines():
            if line.startswith(" ") and not re.search(r"\.yaml:\d+$|[▼▲·]", line):
                assert measure(line) <= max(width, 24), (name, line)


def many_changes(count: int, word: str) -> tuple[str, str]:
    """Two maps that differ in `count` moods and thoughts."""
    stages: list[list[dict[str, object]]] = [[], []]
    for number in range(count):
        for side, score in enumerate(("1", "-1")):
            action = {"id": f"a{number}", "text": f"Step {number}", "emotion": score, "thoughts": [f"{word} {number} {side}" * 9]}
            stages[side].append({"name": f"Stage {number}", "actions": [action]})
    old, new = (json.dumps({"journeymap": "1", "title": "T", "state": "current", "stages": side}) for side in stages)
    return old, new


@pytest.mark.parametrize("word", ["thought", "&<>*_"])
def test_a_comment_never_grows_too_long(word: str) -> None:
    old, new = many_changes(800, word)
    told = tell(review(journey_of(old), journey_of(new), old, new), "markdown", CONTEXT)
    assert len(told) <= 60_000
    assert told.startswith("<!-- journeymap-diff -->\n")
    assert "#### ▼ Regressions (800)" in told
    left_out = re.search(r"_Left out, since a comment has to end somewhere: (.*)\. `journeymap diff` tells all of them\._", told)
    assert left_out is not None
    shown = Counter(line.startswith("- mood") for line in told.splitlines() if line.startswith("- "))
    assert f"{800 - shown[True]} regressions" in left_out[1] or shown[True] == 800
    assert told.count("<details>") == told.count("</details>")


def test_word_by_word() -> None:
    def told(old: str, new: str) -> str:
        signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        return "".join(signs[piece.role].format(plain(piece.text)) for piece in compare(MapText(old), MapText(new)))

    assert told("the old word here", "the new word here") == "the [-old-]{+new+} word here"
    assert told("one\ntwo", "one two") == "one[-¶ -]{+ +}two"
    assert told("在候诊区排队等待", "在候诊区坐着等待") == "在候诊区[-排队-]{+坐着+}等待"
    assert told("a " * 40 + "end", "a " * 40 + "END") == "… a a a a a [-end-]{+END+}"
    long = told("x " * 3000, "y " * 3000)
    assert len(long) < 1000


# Speed.

WORDS = "asks waits label parcel shop clerk printer money refund phone call mail portal form sign card pays checks reads looks".split()


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


# Who is who.


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
    assert pairs(old, stage_with({"id": "b", "text": "Prints the label at work"}), "action") == {}
    assert len(pairs(old, stage_with({"text": "Prints the label at work"}), "action")) == 1
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
