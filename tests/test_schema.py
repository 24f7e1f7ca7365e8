"""The model that is left of a map with mistakes, where its parts stand, the law that nothing raises, and the JSON Schema."""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proving import prove
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from schema_cases import CASES, build_text, built, every_ok_case, told

from journeymap import model
from journeymap.document import Word, parse
from journeymap.escape import plain
from journeymap.limits import DEFAULT
from journeymap.model import Action, JourneyMap, Library, Node, Stage, slug
from journeymap.schema import _values, build, json_schema
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from journeymap.schema import Built

SCHEMA_CASES = sorted((CASES / "schema").glob("*.yaml"))


def nodes(value: object) -> Iterator[Node]:
    """Every node of a model, itself included."""
    if isinstance(value, Node):
        yield value
        yield from nodes(list(value.__dict__.values()))
    elif isinstance(value, dict):
        yield from nodes(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from nodes(item)


def written(result: Built, route: tuple[str | int, ...]) -> Any:
    value: Any = result.document.value
    for step in route:
        value = value[step]
    return value


# The partial model


def test_a_slip_in_one_action_leaves_the_others() -> None:
    result, diagnostics = build_text(
        "journeymap: 1\ntitle: Returns\nstages:\n  - name: Send\n    actions:\n"
        "      - {text: [a, b], goal: refund}\n      - Prints the label\n      - text: Hands it in\n        wiat: 5m\n"
    )
    assert len(diagnostics) == 2
    assert isinstance(result.model, JourneyMap)
    assert [action.text for action in result.model.stages[0].actions] == ["Prints the label", "Hands it in"]


def test_origins_are_those_of_the_file_after_items_were_dropped() -> None:
    result, _ = build_text(
        "journeymap: 1\ntitle: Returns\nstages:\n  - [no, stage]\n  - name: Send\n    actions:\n"
        "      -\n      - Prints the label\n      - [a list]\n      - text: Hands it in\n        pain_points:\n"
        "          - {severity: high}\n          - It rains\n        metrics: {nps: many, csat: 3}\n"
    )
    assert isinstance(result.model, JourneyMap)
    (stage,) = result.model.stages
    assert result.origins[id(stage)] == ("stages", 1)
    assert [result.origins[id(action)][-1] for action in stage.actions] == [1, 3]
    assert result.origins[id(stage.actions[1].pain_points[0])] == ("stages", 1, "actions", 3, "pain_points", 1)
    assert result.origins[id(stage.actions[1].metrics[0])] == ("stages", 1, "actions", 3, "metrics", "csat")


def test_a_lone_entry_has_no_index() -> None:
    result, _ = build_text("journeymap: 1\ntitle: Returns\npersonas: Sarah\nstages:\n  name: Send\n  actions: {text: Prints}\n")
    assert isinstance(result.model, JourneyMap)
    assert result.origins[id(result.model.personas[0])] == ("personas",)
    assert result.origins[id(result.model.stages[0].actions[0])] == ("stages", "actions")


def test_every_node_has_an_origin_and_the_scale_that_nobody_wrote_is_the_whole_file() -> None:
    result, _ = build_text("journeymap: 1\ntitle: Returns\nstages: Send\n")
    assert isinstance(result.model, JourneyMap)
    assert result.origins[id(result.model.emotion_scale)] == ()
    assert result.origins[id(result.model)] == ()


@pytest.mark.parametrize("path", [*SCHEMA_CASES, *every_ok_case()], ids=lambda path: path.stem)
def test_what_stands_at_an_origin_is_what_the_node_says(path: Path) -> None:
    result, _ = built(path)
    for node in nodes(result.model):
        route = result.origins[id(node)]
        raw = written(result, route)
        text = raw.get(node.main) if isinstance(raw, dict) else raw
        if (
            isinstance(text, str)
            and isinstance(node.text_of, str)
            and node.text_of
            and route
            and not path.stem.startswith("bite-full-width")
        ):
            named = node.text_of in route  # a metric that its key names
            assert named or slug(node.text_of).startswith(slug(text)), route


@pytest.mark.parametrize("path", SCHEMA_CASES, ids=lambda path: path.stem)
def test_only_a_file_that_is_not_ours_has_no_model(path: Path) -> None:
    result, _ = built(path)
    foreign = {"file-is-list", "file-is-null", "file-is-text", "marker-missing"}
    assert (result.model is None) == (path.stem in foreign)


def test_ids_and_texts_of_what_was_dropped_are_known() -> None:
    result, _ = build_text(
        "journeymap: 1\ntitle: Returns\n"
        "personas:\n  - {id: sarah, name: [x]}\n  - Harriet\n"
        "touchpoint:\n  - {id: portal, name: Returns portal}\n"
        "stages:\n  - {id: send, actions: [{id: label, text: Prints}], backstage: Sorts it}\n  - Wait\n"
    )
    assert result.dropped == {
        "persona": {"sarah"},
        "touchpoint": {"portal", "returns-portal"},
        "stop": {"send", "label", "prints", "sorts-it"},
    }


def test_without_mistakes_nothing_is_dropped() -> None:
    result, diagnostics = build_text("journeymap: 1\ntitle: Returns\nowner:\nstages: Send\n")
    assert not diagnostics
    assert not result.dropped


def test_a_title_that_is_missing_hides_nothing_else() -> None:
    result, diagnostics = build_text("journeymap: 2\nstages:\n  - {name: Send, wiat: 5}\n", "maps/returns.yaml")
    assert len(diagnostics) == 3
    assert isinstance(result.model, JourneyMap)
    assert (result.model.title, result.model.journeymap, len(result.model.stages)) == ("returns", 1, 1)


def test_a_library_stays_one_with_mistakes() -> None:
    result, diagnostics = build_text("journeymap: [1]\nlibrary: perhaps\ntitle: Shared\npersonas: [Sarah, {}]\n")
    assert len(diagnostics) == 4
    assert isinstance(result.model, Library)
    assert [persona.name for persona in result.model.personas] == ["Sarah"]


def test_what_a_syntax_error_cut_off_is_not_called_missing() -> None:
    result, diagnostics = build_text('journeymap: 1\nstages:\n  - name: Send\n    actions:\n      - duration: x\n      - "open\n')
    assert not result.document.complete
    assert [one.key for one in diagnostics] == ["duration_expected"]
    assert isinstance(result.model, JourneyMap)


def test_a_fault_behind_an_alias_is_told_once_and_dropped_everywhere() -> None:
    result, diagnostics = build_text(
        "journeymap: 1\ntitle: Returns\nstages:\n"
        "  - {name: Send, thoughts: &said [{text: Who?, persona: {a: b}}, Why?]}\n  - {name: Wait, thoughts: *said}\n"
    )
    assert len(diagnostics) == 1
    assert isinstance(result.model, JourneyMap)
    assert [[thought.text for thought in stage.thoughts] for stage in result.model.stages] == [["Who?", "Why?"]] * 2
    assert result.origins[id(result.model.stages[1].thoughts[1])] == ("stages", 1, "thoughts", 1)


def test_no_fix_touches_what_an_alias_repeats() -> None:
    _, diagnostics = build_text(
        "journeymap: 1\ntitle: Returns\nstages:\n"
        "  - {name: Send, own: {Note: &x {txt: Who?}}}\n  - {name: Wait, thoughts: *x}\n  - {name: Next, emotion: *x}\n"
    )
    assert diagnostics
    assert all(one.fix is None for one in diagnostics)


def test_turned_scales_are_put_right_so_that_scores_are_not_called_outside() -> None:
    result, _ = build_text("journeymap: 1\ntitle: Returns\nemotion_scale: {min: 5, max: 1}\nstages: Send\n")
    assert isinstance(result.model, JourneyMap)
    assert (result.model.emotion_scale.min, result.model.emotion_scale.max) == (1, 5)


# The words


def every_diagnostic() -> list[Any]:
    return [pytest.param(one, id=f"{path.stem}-{one.key}") for path in SCHEMA_CASES for one in built(path)[1]]


@pytest.mark.parametrize("one", every_diagnostic())
def test_messages_are_one_sentence_in_our_own_words(one: Any) -> None:
    message, help_line = plain(one.message), plain(one.help)
    for text in (message, help_line):
        assert not text[0].isupper()
        assert not text.endswith(".")
        assert not re.search(r"Input should|not permitted|Field required|valid (string|dict|list)|pydantic|None\b", text)
        assert "\n" not in text
        assert len(text) < 400


def raised_by_the_model() -> set[str]:
    sources = "".join(inspect.getsource(module) for module in vars(model).values() if inspect.ismodule(module))
    names = set(re.findall(r"\"(\w+)\"", " ".join(re.findall(r"PydanticCustomError\(([^)]*)", sources))))
    return {name for name in names if re.fullmatch(r"[a-z]+(_[a-z]+)+", name)}


def test_every_error_of_the_model_has_words_and_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    tell = _values.told

    def spy(spot: Any, kind: str, *rest: Any) -> Any:
        seen.add(kind)
        return tell(spot, kind, *rest)

    monkeypatch.setattr(_values, "told", spy)
    for path in SCHEMA_CASES:
        build_text(path.read_text(encoding="utf-8"))
    assert len(raised_by_the_model()) > 15
    assert raised_by_the_model() <= seen
    assert seen <= {"choice_expected"} | _values._WITH_PAGE.keys() | _values._WORDS.keys()


# The ok cases


def every_class() -> set[type[Node]]:
    found = {one for one in vars(model).values() if isinstance(one, type) and issubclass(one, Node)}
    return {one for one in found if "kind" in one.__dict__}


def test_every_key_of_every_class_occurs_in_an_ok_case() -> None:
    missing = {(one.__name__, key) for one in every_class() for key in one.model_fields}
    for path in every_ok_case():
        for node in nodes(built(path)[0].model):
            missing -= {(type(node).__name__, key) for key in node.model_fields_set}
    assert not missing
    assert {Action, Stage, JourneyMap, Library} <= every_class()


# The law

KEYS = sorted({key for one in every_class() for key in one.model_fields} | {"kind", "Note", "", "painPoints", "no printer"})
TEXTS = ["x", "31%", "yes", "2026-02-30", "-1", "", " ", "1h30m", "text：a", "20 days", "\u2028", "𝄞", "\u202e", "9" * 50]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(TEXTS) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=4),
    max_leaves=25,
)


def law(value: dict[str, Any]) -> None:
    text = json.dumps({"journeymap": 1, **value}, ensure_ascii=False, indent=1).replace("null", "")
    document, _ = parse(Source("map.yaml", text), DEFAULT)
    assert document is not None
    result, diagnostics = build(document)
    assert result.model is not None or not isinstance(document.value, dict)
    assert all(document.exists(route) for route in result.origins.values())
    assert all(id(node) in result.origins for node in nodes(result.model))
    lines = text.count("\n") + 1
    assert all(1 <= one.place.span.line <= one.place.span.end_line <= lines for one in diagnostics)
    again, _ = build(document)
    assert again.model == result.model
    assert told(diagnostics) or not document.complete


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES.filter(lambda value: isinstance(value, dict)))
def test_no_value_raises(value: dict[str, Any]) -> None:
    law({**value, "zebra": 1})


@pytest.mark.proof
def test_no_value_raises_for_long(proof_share: float) -> None:
    values = VALUES.filter(lambda value: isinstance(value, dict))

    prove(lambda value: law({**value, "zebra": 1}), values, examples=5000, share=proof_share)


# The JSON Schema


class EditorConstructor(SafeConstructor):
    """YAML 1.2 as editors read it: the core schema has no dates."""


EditorConstructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def as_an_editor_loads(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = EditorConstructor
    return yaml.load(path.read_text(encoding="utf-8"))


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json_schema())


def test_the_json_schema_is_valid_draft_07() -> None:
    made = json_schema()
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$id" not in made
    assert "$defs" not in json.dumps(made)
    jsonschema.Draft7Validator.check_schema(made)


def test_nothing_stands_beside_a_reference() -> None:
    """Draft-07 ignores what does."""

    def look(value: Any) -> None:
        if isinstance(value, dict):
            assert "$ref" not in value or len(value) == 1, value
            look(list(value.values()))
        elif isinstance(value, list):
            for item in value:
                look(item)

    look(json_schema())


def test_every_key_has_a_description() -> None:
    for name, definition in json_schema()["definitions"].items():
        for one in (definition, *definition.get("anyOf", ())):
            for key, value in one.get("properties", {}).items():
                assert value.get("description"), (name, key)


@pytest.mark.parametrize("path", every_ok_case(), ids=lambda path: str(path.relative_to(CASES / "ok").with_suffix("")))
def test_the_json_schema_accepts_every_ok_case(path: Path) -> None:
    validator().validate(as_an_editor_loads(path))


# Right by shape, wrong in what a JSON Schema cannot say: two places, the calendar, keys without meaning, all scripts.
BEYOND_JSON_SCHEMA = {
    "bite-comma-after-a-number", "bite-comma-before-a-known-key", "bite-comma-in-demographics", "date-impossible",
    "demographics-empty-key", "emotion-and-emotions", "emotions-and-emotion", "emotions-empty-key", "id-without-letters",
    "lanes-unknown", "library-false", "metric-turned", "metrics-empty-key", "number-too-large", "same-id", "same-id-by-alias",
    "scale-against-default", "scale-flat", "scale-max-against-default", "scale-turned", "title-blank", "yes-for-a-reason",
}  # fmt: skip


@pytest.mark.parametrize(
    "path", [path for path in SCHEMA_CASES if built(path)[1] and built(path)[0].document.complete], ids=lambda path: path.stem
)
def test_the_json_schema_refuses_what_is_clearly_wrong(path: Path) -> None:
    assert validator().is_valid(as_an_editor_loads(path)) == (path.stem in BEYOND_JSON_SCHEMA)


def test_words_are_what_a_boolean_is_read_from() -> None:
    """A boolean in quotes is text: only what the document room calls a `Word` is one."""
    assert isinstance(Word("true"), str)
    _, diagnostics = build_text("journeymap: 1\nlibrary: 'true'\n")
    assert [one.key for one in diagnostics] == ["boolean_expected"]
