"""What a configuration says: places and slips in TOML, what is told about it, its schema, and that it is data."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest
from configuring import (
    configured,
    folder_of_a_repository,  # noqa: F401 -- the fixture `folder`
    write,
)
from hypothesis import given
from hypothesis import strategies as st
from running import ROOT, run
from toml_texts import documents, slips

from journeymap import config, escape, lint
from journeymap.config import _toml
from journeymap.config._file import read
from journeymap.lint.config_schema import config_schema

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "config").iterdir() if path.is_dir())
GOOD = {
    "empty": "",
    "all keys": """
        extend = "base.toml"
        preset = "strict"
        select = ["pain", "missing-goal"]
        ignore = ["framing"]
        fail-on = "info"
        require-reason = true
        baseline = "known.json"
        [rules.too-many-stages]
        level = "off"
        limit = 12
        [rules.flat-emotion]
        within = 0.5
        [per-file]
        "drafts/*" = ["missing-owner"]
        [limits]
        bytes = 1000
        [custom.owner-is-a-team]
        subject = "solution"
        required = "owner"
    """,
}
BAD = {
    "unknown key": 'presets = "strict"',
    "code": 'plugins = ["os"]',
    "preset": 'preset = "tough"',
    "fail-on": 'fail-on = "off"',
    "a list of numbers": "select = [1]",
    "a text for a list": 'ignore = "pain"',
    "a text for a flag": 'require-reason = "yes"',
    "level": 'rules.missing-goal.level = "high"',
    "option": "rules.too-many-stages.limits = 3",
    "option's type": 'rules.too-many-stages.limit = "3"',
    "no number": "rules.too-many-stages.limit = -3",
    "nothing": "rules.too-many-stages.limit = 0",
    "huge": f"rules.uneven-touchpoints.times = {'9' * 400}",
    "limit": "limits.byte = 3",
    "limit too high": "limits.depth = 1000",
    "per-file": 'per-file."*.yaml" = "pain"',
    "pattern": 'per-file."!a" = ["pain"]',
    "pattern that leads out": 'per-file."../a/*" = ["pain"]',
    "custom": "custom.mine = 3",
}


# -- the finder of places -----------------------------------------------------------------------------------------------


def paths(value, route=()):
    """Every key path of what tomllib gives, with its value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in entries:
        yield (*route, step), below
        yield from paths(below, (*route, step))


@given(documents())
def test_the_finder_and_tomllib_see_the_same(text):
    known = dict(paths(tomllib.loads(text)))
    entries = _toml.scan(text)

    assert set(entries) == set(known)
    for route, entry in entries.items():
        if entry.value is not None:
            written = text[slice(*entry.value)]
            assert tomllib.loads(f"x = {written}")["x"] == known[route]
        if entry.key is not None:
            name = next(step for step in reversed(route) if isinstance(step, str))
            assert list(tomllib.loads(f"{text[slice(*entry.key)]} = 1")) == [name]
        assert entry.value or isinstance(known[route], dict | list)


@given(documents().flatmap(slips) | st.text(max_size=40))
def test_what_is_no_toml_is_told_once_in_the_file_and_the_rest_agrees_with_tomllib(text):
    try:
        known = tomllib.loads(text)
    except ValueError:
        known = None
    file, told = read("journeymap.toml", text.encode("utf-8"), ())

    assert len(told) == (known is None)
    assert file.data == (known or {})
    lines = text.removeprefix("\ufeff").split("\n")
    for one in told:
        span = one.place.span
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert "tomllib" not in escape.plain(one.message)


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("preset = strict", "neither a text in quotes", 10),
        ("preset", "a key stands alone", 1),
        ("preset =", 'the key "preset" has no value', 1),
        ('preset = "a" b', "nothing more was expected", 14),
        ('preset = "a', "a text begins here and is not closed", 10),
        ("select = [1, 2", 'a list begins here and is not closed: "]" is missing', 10),
        ('select = [\n"a",\nignore = []', "a list begins here and is not closed", 10),
        ("rules = { a = 1", 'a table begins here and is not closed: "}" is missing', 9),
        ("[rules", "the line opens a table and does not close it", 1),
        ("= 1", "a key was expected here", 1),
        ("a = 1\na = 2", 'the key "a" is written a second time', 1),
        ("[a]\n[b]\n[a]", 'the table "a" is written a second time', 2),
        ("a = 2026-02-31", "there is no such date", 5),
        ('a = "\\q"', "a backslash begins an escape", None),
        ("a = 1__0", "nothing more was expected", None),
        ("a.b = 1\na.b.c = 2", "this table or key is there already", None),
        ("a = " + "[" * 60, "nested deeper than 50", None),
        ("a = " + "9" * 5000, "this is not TOML", None),
        ("a" + ".a" * 60 + " = 1", "nested deeper than 50", None),
    ],
)
def test_syntax_errors_are_told_in_our_words(text, message, column):
    _, told = read("journeymap.toml", text.encode(), ())

    assert message in escape.plain(told[0].message) or message == "nothing more was expected"
    assert told[0].id == "invalid-config"
    assert column in (None, told[0].place.span.column)


def test_bytes_that_are_no_text_are_told():
    for data, message in ((b"a = '\xff'", "not UTF-8"), (b"#" * 300_000, "larger than")):
        file, told = read("journeymap.toml", data, ())
        assert message in escape.plain(told[0].message)
        assert file.data == {}


# -- cases --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case_is_told_as_expected(case, accept, monkeypatch):
    monkeypatch.chdir(case)
    done = run("config", ".", env={"COLUMNS": "100"})
    settled = [line.rstrip() for line in done.out.splitlines() if not line.endswith("default") and "YAML parser" not in line]
    out = f"exit code {done.code}\n" + "\n".join(settled) + "\n\n" + done.err
    expected = case / "out"
    if accept:
        expected.write_text(out, encoding="utf-8")
    assert out == expected.read_text(encoding="utf-8")


def test_a_name_that_is_none_does_not_move_the_places_of_the_others(folder):
    told = lint.choose(config=configured(folder, 'ignore = [7, "", "pain", "vague"]')).diagnostics

    assert [(escape.plain(one.message), one.place.span.column) for one in told] == [('there is no rule "vague"', 26)]


# -- the schema, and that it is data ------------------------------------------------------------------------------------


def test_the_schema_is_valid_and_takes_what_is_right():
    schema = json.loads(run("schema", "--for", "config").out)

    assert schema == config_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    for text in GOOD.values():
        jsonschema.validate(tomllib.loads(text), schema, jsonschema.Draft7Validator)


@pytest.mark.parametrize("name", BAD)
def test_the_schema_and_the_reader_refuse_the_same(folder, name):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(BAD[name]), config_schema(), jsonschema.Draft7Validator)
    found = configured(folder, BAD[name])
    assert len([*found.diagnostics, *lint.choose(config=found).diagnostics]) == 1


@pytest.mark.parametrize("name", GOOD)
def test_what_is_right_is_silent(folder, name):
    write(folder / "base.toml", "")
    found = configured(folder, GOOD[name])

    assert [*found.diagnostics, *lint.choose(config=found).diagnostics] == []


def test_the_example_of_the_documentation_is_right(folder):
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    found = configured(folder, page.partition("```toml\n")[2].partition("```")[0])

    assert [*found.diagnostics, *lint.choose(config=found).diagnostics] == []
    assert all(f"`{key.name}`" in page or f"[{key.name}" in page for key in config.KEYS)
    assert found.rules["too-many-stages"].options["limit"].value == 10


def test_configuration_is_data():
    """No key names code or a template: a new key has to be looked at here."""
    assert {key.name: key.kind for key in config.KEYS} == {
        "extend": "text", "preset": "text", "select": "texts", "ignore": "texts", "fail-on": "level", "require-reason": "flag",
        "baseline": "text", "rules": "rules", "per-file": "per-file", "limits": "limits", "custom": "custom",
        "theme": "theme",
    }  # fmt: skip
    for chosen in lint.choose("strict").rules:
        for default in (chosen.options or ())[:]:
            assert type(default) in (int, float), chosen.name
