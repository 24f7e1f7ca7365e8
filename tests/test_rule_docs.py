"""A rule's docstring is its documentation, so its examples are run: Bad has to be found, Good has to be silent."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest
from maps_in_memory import checked
from running import run

from journeymap import escape, lint, plugins
from journeymap.errors import UsageError
from journeymap.lint import explain
from journeymap.lint.rule import PRESETS

TODAY = date(2026, 11, 21)
FAMILIES = ("blueprint", "emotion", "evidence", "framing", "pain", "structure", "text")
RULES = Path(lint.__file__).parent / "rules"


def found(example: str, name: str) -> tuple[list[str], list[str]]:
    """The ids that are always told, and the messages of one rule."""
    read = checked(explain.files(example), next(iter(explain.files(example))))
    assert read.journey is not None
    told = lint.lint(read.journey, lint.choose(select=[name]), TODAY)
    return [one.id for one in read.diagnostics], [escape.plain(one.message) for one in told]


@pytest.mark.parametrize("name", lint.names())
def test_bad_is_found_and_good_is_silent(name):
    one = explain.explanation(name)

    always, messages = found(one.bad, name)
    assert always == []
    assert messages

    always, messages = found(one.good, name)
    assert always == []
    assert messages == []


def told_always(example: str, folder: Path) -> set[str]:
    """The ids that are always told of an example by the commands: those of `lint`, else those of `render`."""
    folder.mkdir()
    for path, content in explain.contents(example).items():
        (folder / path).write_bytes(content)
    first = folder / next(iter(explain.files(example)))
    report = json.loads(
        run("lint", first, "--format", "json", "--preset", "minimal", "--no-cache", "--today", TODAY.isoformat()).out
    )
    ids = {one["id"] for one in report["diagnostics"]} & {*lint.always()}
    return ids or set(re.findall(r"\[([a-z-]+)\]:", run("render", first, "-o", folder / "map.svg").err)) & {*lint.always()}


@pytest.mark.parametrize("name", lint.always())
def test_examples_of_what_is_always_told(name, tmp_path):
    one = explain.explanation(name)

    assert told_always(one.bad, tmp_path / "bad") == {name}
    assert told_always(one.good, tmp_path / "good") == set()


@pytest.mark.parametrize("name", [*lint.names(), *lint.always()])
def test_a_docstring_has_its_parts_in_order(name):
    one = explain.explanation(name)
    family = plugins.load(f"journeymap.lint.rules.{one.family}", name.replace("-", "_"))
    headings = re.findall(r"^([A-Z]\w+):", family.__doc__, re.MULTILINE)

    wanted = ["Why", "Bad", "Good", *(["Options"] if one.defaults else [])]
    assert headings == wanted
    assert one.summary.endswith(".")
    assert len(one.summary) <= 120
    assert one.why.endswith(".")


@pytest.mark.parametrize("name", lint.names())
def test_a_rule_is_named_and_described(name):
    one = explain.explanation(name)
    rule = lint.load(name)

    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    assert one.family in FAMILIES
    assert one.preset in PRESETS
    assert one.authority
    assert list(one.options) == list(one.defaults)
    for option, default in one.defaults.items():
        assert f"{option} ({default}): " in rule.check.__globals__["__doc__"]


@pytest.mark.parametrize("name", lint.names())
def test_messages_follow_the_style(name):
    read = checked(explain.files(explain.explanation(name).bad), next(iter(explain.files(explain.explanation(name).bad))))
    assert read.journey is not None
    for one in lint.lint(read.journey, lint.choose(select=[name]), TODAY):
        message, help_line = escape.plain(one.message), escape.plain(one.help or "")

        assert one.id == name
        assert message[:1] == message[:1].lower()
        assert not message.endswith(".")
        assert "'" not in message.replace("'s", "")
        assert "\n" not in message
        assert help_line[:1] == help_line[:1].lower()
        assert help_line
        assert not help_line.endswith(".")
        for beside in one.related:
            assert escape.plain(beside.message)
            assert not escape.plain(beside.message).endswith(".")


def test_no_rule_knows_another():
    for path in RULES.glob("*/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in getattr(node, "names", ())]
            assert not any(
                str(name).startswith("journeymap.lint.rules") for name in named if isinstance(node, ast.ImportFrom | ast.Import)
            )


def test_names_are_of_one_rule_each_and_of_no_family():
    names = [*lint.names(), *lint.always(), *FAMILIES]
    assert len(names) == len(set(names))


def test_presets_grow():
    sizes = [len(lint.rules_of(preset)) for preset in PRESETS]
    assert sizes == sorted(sizes)
    assert set(lint.rules_of("minimal")) < set(lint.rules_of("recommended")) < set(lint.rules_of("strict")) == set(lint.names())


@pytest.mark.parametrize("format_name", ["text", "markdown"])
def test_rules_are_told_one_by_one_and_together(format_name):
    every = explain.tell(None, format_name)
    for name in (*lint.names(), *lint.always()):
        one = explain.tell(name, format_name)
        assert name in every
        assert explain.explanation(name).why in one
        assert explain.explanation(name).bad.split("\n")[0] in one


def test_rules_as_json():
    every = json.loads(explain.tell(None, "json"))
    assert every["version"] == 1
    assert [one["id"] for one in every["rules"]] == list(lint.names())
    limit = json.loads(explain.tell("too-many-actions-per-goal", "json"))["rules"]
    assert limit == [
        {
            "id": "too-many-actions-per-goal",
            "family": "structure",
            "level": "warning",
            "preset": "recommended",
            "summary": "More actions serve one goal than the goal can hold together.",
            "options": {"limit": {"default": 9, "description": "how many actions may serve one goal."}},
            "fixable": False,
            "authority": "practice",
        }
    ]


def test_an_unknown_rule_is_told_with_the_closest():
    with pytest.raises(UsageError) as caught:
        explain.tell("unadressed-pain-point", "text")
    assert caught.value.help_line == 'did you mean "unaddressed-pain-point"?'


def test_fixable_rules_are_those_that_bring_a_fix():
    for name in lint.names():
        example = explain.files(explain.explanation(name).bad)
        read = checked(example, next(iter(example)))
        assert read.journey is not None
        fixes = [one.fix for one in lint.lint(read.journey, lint.choose(select=[name]), TODAY)]
        assert all(fix is not None for fix in fixes) == lint.load(name).fixable
