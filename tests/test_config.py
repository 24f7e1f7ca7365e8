"""Configuration: where it is found, what it does to a run, and what is in force."""

from __future__ import annotations

import json

import pytest
from configuring import (
    configured,
    folder_of_a_repository,  # noqa: F401 -- the fixture `folder`
    write,
)
from running import run

from journeymap import config, escape, lint
from journeymap.diagnostic import Level
from journeymap.errors import SourceError
from journeymap.limits import DEFAULT
from journeymap.project import find_root

MAP = "journeymap: 1\ntitle: Returning a sweater\nstages: [Find out how, Send it back]\n"


def ids(*arguments):
    told = json.loads(run("lint", *arguments, "--format", "json").out)
    return [one["id"] for one in told["diagnostics"]]


def asked(folder, text, **options):
    return {chosen.name for chosen in lint.choose(config=configured(folder, text), **options).rules}


# -- where it is found --------------------------------------------------------------------------------------------------


def test_the_nearest_file_wins_and_the_repository_is_the_edge(folder):
    write(folder / "journeymap.toml", "")
    write(folder / "a/pyproject.toml", "[tool.other]\n")
    write(folder / "a/b/pyproject.toml", "[project]\n[tool.journeymap]\n")
    write(folder / "a/c/pyproject.toml", '[ tool . journeymap.rules.missing-goal]\nlevel = "off"\n')
    (folder / "a/own/.git").mkdir(parents=True)

    assert find_root(folder / "a") == folder
    assert find_root(folder / "a/b") == folder / "a/b"
    assert find_root(folder / "a/c") == folder / "a/c"
    assert find_root(folder / "a/own") == folder / "a/own"


def test_our_own_file_beats_pyproject(folder):
    write(folder / "pyproject.toml", '[tool.journeymap]\npreset = "strict"\n')
    found = configured(folder, 'preset = "minimal"\n')

    assert (found.path, found.preset.value) == ("journeymap.toml", "minimal")


def test_a_table_of_pyproject_has_its_places_there(folder):
    write(folder / "pyproject.toml", '[project]\nname = "x"\n\n[tool.journeymap]\npreset = "strict"\n')
    written = config.load(folder).preset

    assert written.by.route == ("tool", "journeymap", "preset")
    assert (written.by.path, written.by.span.line, written.by.span.column) == ("pyproject.toml", 5, 10)


def test_extended_files_fill_in_what_the_nearest_does_not_say(folder):
    write(folder / "base.toml", 'preset = "strict"\nfail-on = "info"\n[rules.too-many-stages]\nlimit = 4\nlevel = "error"\n')
    write(folder / "a/journeymap.toml", 'extend = "../base.toml"\nselect = ["pain"]\nrules.too-many-stages.limit = 5\n')
    found = config.load(folder / "a")

    assert (found.preset, found.select.value) == (None, ("pain",))
    assert (found.fail_on.value, found.fail_on.by.path) == (Level.INFO, "../base.toml")
    assert found.rules["too-many-stages"].options["limit"].value == 5
    assert found.rules["too-many-stages"].level.value is Level.ERROR


@pytest.mark.parametrize("written", ["../../x.toml", "/etc/passwd", "link.toml", "\\u0000"])
def test_nothing_outside_the_repository_is_extended_or_written(folder, written):
    inner = folder / "repository"
    (inner / ".git").mkdir(parents=True)
    write(folder / "x.toml", 'preset = "strict"\n')
    (inner / "link.toml").symlink_to(folder / "x.toml")
    for key in ("extend", "baseline"):
        found = configured(inner, f'{key} = "{written}"\n')

        assert (found.preset, found.baseline) == (None, None)
        assert "outside the repository" in escape.plain(found.diagnostics[0].message)


# -- what it does -------------------------------------------------------------------------------------------------------


def test_levels_options_and_off(folder):
    found = configured(
        folder,
        '[rules]\nmissing-owner.level = "error"\nmissing-goal.level = "off"\ntoo-many-actions-per-goal = { limit = 3 }\n',
    )
    rules = {chosen.name: chosen for chosen in lint.choose("minimal", config=found).rules}
    usual = {chosen.name: chosen for chosen in lint.choose(config=found).rules}

    assert rules["missing-owner"].level is Level.ERROR
    assert "missing-goal" not in usual
    assert usual["too-many-actions-per-goal"].options.limit == 3
    assert usual["too-many-actions-per-goal"].level is None


def test_options_beat_the_configuration(folder):
    text = 'select = ["pain"]\nignore = ["unowned-solution", "missing-goal"]\n[rules.vague-pain-point]\nlevel = "off"\n'

    assert "missing-persona" not in asked(folder, text)
    assert "missing-persona" in asked(folder, text, preset="minimal")
    assert "unowned-solution" in asked(folder, text, ignore=["missing-persona"])
    assert asked(folder, text, select=["missing-goal"]) == {"missing-goal"}
    assert asked(folder, text, select=["vague-pain-point"]) == {"vague-pain-point"}
    assert "vague-pain-point" not in asked(folder, text, select=["pain"])
    assert asked(folder, text, select=["missing-goal"], ignore=["missing-goal"]) == set()


def test_the_environment_stands_between_options_and_configuration(folder):
    write(folder / "map.yaml", MAP)
    write(folder / "journeymap.toml", 'select = ["missing-persona"]\n')
    env = {"JOURNEYMAP_SELECT": "missing-goal empty-stage"}

    def told(*options, env):
        return run("lint", "map.yaml", "--format", "concise", *options, env=env).out

    assert "missing-persona" in told(env={})
    assert "missing-persona" not in told(env=env)
    assert "missing-goal" in told(env=env)
    assert "missing-goal" not in told("--select", "missing-owner", env=env)
    assert run("lint", "map.yaml", env={"JOURNEYMAP_FAIL_ON": "warning"}).code == 1
    assert run("lint", "map.yaml", "--fail-on", "error", env={"JOURNEYMAP_FAIL_ON": "warning"}).code == 0


def test_fail_on_comes_from_the_configuration(folder):
    write(folder / "map.yaml", MAP)

    assert run("lint", "map.yaml").code == 0
    write(folder / "journeymap.toml", 'fail-on = "warning"\n')
    assert run("lint", "map.yaml").code == 1


def test_rules_are_ignored_by_file(folder):
    write(folder / "journeymap.toml", 'select = ["missing-goal"]\n[per-file]\n"drafts/" = ["framing"]\n')
    write(folder / "map.yaml", MAP)
    write(folder / "drafts/map.yaml", MAP)
    told = json.loads(run("lint", ".", "--format", "json").out)

    assert [one["path"] for one in told["diagnostics"]] == ["map.yaml"]


def test_a_pattern_is_seen_from_the_folder_of_its_file(folder):
    write(folder / "base.toml", '[per-file]\n"a/maps/*" = ["missing-goal"]\n"maps/*" = ["missing-persona"]\n')
    write(folder / "a/journeymap.toml", 'extend = "../base.toml"\n')
    settings = lint.choose(config=config.load(folder / "a"))

    assert settings.ignores("missing-goal", "maps/x.yaml")
    assert not settings.ignores("missing-persona", "maps/x.yaml")
    beside = lint.choose(config=config.load(folder, folder / "a/journeymap.toml"))
    assert beside.ignores("missing-persona", "maps/x.yaml")
    assert not beside.ignores("missing-goal", "maps/x.yaml")
    assert beside.ignores("missing-goal", "a/maps/x.yaml")


def test_limits_hold_and_cannot_be_taken_away(folder):
    write(folder / "map.yaml", MAP)
    found = configured(folder, "limits = { bytes = 20, nodes = 99999999999 }\n")

    assert (found.bounds().bytes, found.bounds().nodes) == (20, DEFAULT.nodes)
    assert {"limit-exceeded", "invalid-config"} == set(ids("map.yaml"))


def test_each_map_has_its_own_nearest_configuration(folder):
    write(folder / "journeymap.toml", 'select = ["missing-goal"]\nfail = 1\n')
    write(folder / "a/journeymap.toml", 'select = ["missing-persona"]\nextend = "../journeymap.toml"\n')
    write(folder / "map.yaml", MAP)
    write(folder / "a/map.yaml", MAP)
    told = json.loads(run("lint", "map.yaml", "a/map.yaml", "--format", "json").out)

    assert [(one["path"], one["id"]) for one in told["diagnostics"]] == [
        ("a/map.yaml", "missing-persona"),
        ("journeymap.toml", "invalid-config"),
        ("map.yaml", "missing-goal"),
    ]
    assert "fail = 1" in run("lint", "a/map.yaml", "map.yaml").out


@pytest.mark.parametrize("command", [("validate",), ("lint",), ("render", "-o", "x.svg"), ("diff", "map.yaml")])
def test_every_command_that_reads_tells_what_is_wrong_and_goes_on(folder, command):
    write(folder / "map.yaml", MAP + "personas: Sarah\ngoals: Get my money back\nobjective: Fewer calls\n")
    write(folder / "other.toml", "limits.includes = 0\n")
    done = run(*command, "map.yaml", "--config", "other.toml")

    assert done.code == 1
    assert (done.out + done.err).count("error[invalid-config]") == 1
    assert "1 | limits.includes = 0" in done.out + done.err
    assert run(*command, "map.yaml").code == 0
    assert run(*command, "map.yaml", "--config", "missing.toml").code == 2


UNREAD = {
    "no TOML": "[rules\n",
    "nothing to extend": 'extend = "missing.toml"\n',
    "outside": 'extend = "../../x.toml"\n',
    "no path": "extend = 3\n",
}


@pytest.mark.parametrize("text", UNREAD.values(), ids=UNREAD)
def test_a_configuration_that_cannot_be_read_lets_nothing_be_written_and_no_rule_speak(folder, text):
    write(folder / "journeymap.toml", text)
    write(folder / "map.yaml", MAP + "# journeymap: ignore[of-the-team] why\nlane: 1\n")
    (folder / "journeymap-baseline.json").write_text('{"version": 1, "findings": []}\n', encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    assert set(ids(".")) == {"invalid-config", "invalid-map"}
    assert ids(".").count("invalid-config") == 1
    assert run("lint").code == 1
    for options in (("--fix",), ("--fix", "--unsafe-fixes"), ("--diff",), ("--write-baseline",)):
        done = run("lint", *options)
        assert (done.code, done.out) == (2, "")
        assert "journeymap.toml:1: the configuration cannot be read" in done.err
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_other_faults_of_a_configuration_let_rules_speak_and_files_be_mended(folder):
    write(folder / "journeymap.toml", 'baseline = "../../known.json"\nlimits.extend = 3\n[per-file]\nextend = 1\n')
    write(folder / "map.yaml", MAP)

    assert "missing-goal" in ids("map.yaml")
    assert run("lint", "--fix").code == 1


@pytest.mark.parametrize(
    ("pattern", "fits"), [("../a", False), ("a/../b", False), ("..", False), ("a..b/*", True), ("...", True)]
)
def test_a_pattern_stays_below_its_folder(folder, pattern, fits):
    found = configured(folder, f'[per-file]\n"{pattern}" = ["pain"]\n')

    assert len(found.per_file) == fits
    assert [(one.place.span.line, "leads out of its folder" in escape.plain(one.message)) for one in found.diagnostics] == (
        [] if fits else [(2, True)]
    )


def test_what_is_counted_begins_with_one(folder):
    text = "[rules]\nmissing-goal.level = 'off'\nvague-pain-point.words = 0\nflat-emotion.within = 0\nflat-emotion.least = 1\n"
    settings = lint.choose("strict", config=configured(folder, text))

    assert [(escape.plain(one.message), one.place.span.line) for one in settings.diagnostics] == [
        ('"words" is a number from 1 on', 3)
    ]
    options = {chosen.name: chosen.options for chosen in settings.rules}
    assert (options["vague-pain-point"].words, options["flat-emotion"][:]) == (3, (1, 0))


def test_a_pyproject_that_is_named_has_to_have_the_table(folder):
    with pytest.raises(SourceError, match=r"has no table"):
        config.load(folder, write(folder / "pyproject.toml", "[project]\n"))


# -- what is in force ---------------------------------------------------------------------------------------------------


def test_config_shows_where_each_value_came_from(folder):
    write(folder / "journeymap.toml", 'preset = "minimal"\n[rules.circular-journey]\ndepth = 4\n')
    done = run("config", "--ignore", "text", "--format", "json", env={"JOURNEYMAP_FAIL_ON": "info"})
    told = json.loads(done.out)
    values = {one["key"]: (one["value"], one["from"]) for one in told["values"]}

    assert done.code == 0
    assert told["files"] == ["journeymap.toml"]
    assert told["yaml_parser"] in ("fast", "pure")
    assert values["preset"] == ("minimal", {"path": "journeymap.toml", "line": 1, "column": 10, "route": ["preset"]})
    assert values["ignore"] == (["text"], {"name": "--ignore"})
    assert values["fail-on"] == ("info", {"name": "JOURNEYMAP_FAIL_ON"})
    assert values["require-reason"] == (False, {"name": "default"})
    assert values["rules.circular-journey.depth"][1]["line"] == 3
    assert values["rules.circular-journey.level"] == ("warning", {"name": "default"})
    assert "rules.image-without-alt.level" not in values


def test_config_of_nothing_and_of_no_place(folder):
    done = run("config")

    assert (done.code, done.err) == (0, "")
    assert "none: everything is as by default" in done.out
    assert run("config", "nowhere").code == 2
