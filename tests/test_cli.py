"""The command line as a contract: streams, exit codes, several files, colours, and what bad input gets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_folder import (
    BAD,
    GOOD,
    empty_folder,  # noqa: F401 -- the fixture `folder`
    write,
)
from running import EXAMPLES, ROOT, run, spawn

from journeymap import __version__
from journeymap.project import Project


def test_version_is_the_result_and_goes_to_stdout() -> None:
    done = run("--version")

    assert (done.code, done.out, done.err) == (0, f"journeymap {__version__}\n", "")


def test_an_unknown_command_is_wrong_use_with_the_closest_name() -> None:
    done = run("validat")

    assert done.code == 2
    assert 'help: did you mean "validate"?' in done.err


@pytest.mark.parametrize("command", ["validate", "lint", "render", "diff", "schema", "rules"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = run(command, "--help")

    assert done.code == 0
    assert f"journeymap {command}" in done.out


def test_a_good_map_passes(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    assert run("validate", "map.yaml").code == 0
    assert run("lint", "map.yaml").code == 0
    assert run("lint", "map.yaml", "--preset", "minimal", "--fail-on", "info").code == 0


def test_findings_go_to_stdout_and_fail(folder: Path) -> None:
    write(folder, "map.yaml", BAD)

    done = run("validate", "map.yaml")

    assert done.code == 1
    assert 'unknown key "titel"' in done.out
    assert done.err == ""


def test_one_file_that_cannot_be_read_does_not_stop_the_others(folder: Path) -> None:
    write(folder, "good.yaml", GOOD)
    write(folder, "bad.yaml", BAD)

    done = run("validate", "good.yaml", "missing.yaml", "bad.yaml")

    assert done.code == 2
    assert "missing.yaml: there is no such file" in done.err
    assert "bad.yaml:2:1" in done.out
    assert "in 2 files" in done.out


def test_no_path_is_the_current_folder_and_foreign_yaml_is_left_alone(folder: Path) -> None:
    write(folder, "maps/map.yaml", BAD)
    write(folder, "compose.yaml", "services: {}\n")
    write(folder, "ignored/map.yaml", BAD)
    write(folder, ".gitignore", "ignored/\n")

    done = run("validate", "--format", "concise")

    assert done.code == 1
    assert {line.split(":")[0] for line in done.out.splitlines()} == {"maps/map.yaml"}


def test_a_folder_without_a_map_is_wrong_use(folder: Path) -> None:
    done = run("validate", ".")

    assert (done.code, done.out) == (2, "")
    assert "no map was found" in done.err


def test_standard_input_is_read_and_named(folder: Path) -> None:
    done = run("validate", "-", "--format", "concise", stdin=BAD.encode())
    named = run("validate", "-", "--stdin-filename", "maps/x.yaml", "--format", "concise", stdin=BAD.encode())

    assert done.out.startswith("<stdin>:2:1: error[invalid-map]")
    assert named.out.startswith("maps/x.yaml:2:1: error[invalid-map]")


def test_includes_of_standard_input_start_at_its_name(folder: Path) -> None:
    write(folder, "maps/lib.yaml", "journeymap: 1\nlibrary: true\npersonas: Sarah\n")

    done = run("validate", "-", "--stdin-filename", "maps/x.yaml", stdin=(GOOD + "include: lib.yaml\n").encode())

    assert done.code == 0


def test_stdin_filename_without_stdin_is_wrong_use(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    assert run("validate", "map.yaml", "--stdin-filename", "x.yaml").code == 2


def test_json_is_the_documented_object(folder: Path) -> None:
    write(folder, "map.yaml", BAD)

    told = json.loads(run("validate", "map.yaml", "--format", "json").out)

    assert list(told) == ["version", "tool", "diagnostics", "summary"]
    assert told["version"] == 1
    assert told["tool"] == {"name": "journeymap", "version": __version__}
    one = told["diagnostics"][0]
    assert list(one) == ["id", "level", "message", "help", "path", "span", "route", "related", "fix", "fingerprint"]
    assert (one["id"], one["path"], one["span"]) == (
        "invalid-map",
        "map.yaml",
        {"start": {"line": 2, "column": 1}, "end": {"line": 2, "column": 6}},
    )
    assert told["summary"]["files"] == 1


def test_an_unknown_format_rule_or_preset_is_wrong_use_with_the_choices(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    assert "concise" in run("validate", "map.yaml", "--format", "ful").err
    assert run("lint", "map.yaml", "--select", "no-such-rule").code == 2
    assert run("lint", "map.yaml", "--preset", "no-such").code == 2
    assert run("lint", "map.yaml", "--today", "tomorrow").code == 2


@pytest.mark.parametrize(
    ("env", "option", "colored"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "0"}, "auto", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": ""}, "always", True),
        ({"NO_COLOR": "1"}, "always", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"GITHUB_ACTIONS": "true"}, "auto", False),
    ],
)
def test_colour_is_option_then_no_color_then_force_color_then_terminal(
    folder: Path, env: dict[str, str], option: str, colored: bool
) -> None:
    write(folder, "map.yaml", BAD)

    done = run("validate", "map.yaml", "--color", option, env=env)

    assert ("\x1b" in done.out) is colored


def test_quiet_says_nothing_where_nothing_is_wrong(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)

    done = run("validate", "map.yaml", "--quiet")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_bug_of_ours_says_so_and_keeps_the_traceback_behind_debug(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "map.yaml", GOOD)

    def fail(*_: object) -> None:
        raise RuntimeError("\x1b[31mboom")

    monkeypatch.setattr(Project, "check", fail)
    plain = run("validate", "map.yaml")
    debug = run("validate", "map.yaml", "--debug")

    assert plain.code == debug.code == 3
    assert f"journeymap {__version__} has a bug (RuntimeError)" in plain.err
    assert "Traceback" not in plain.err
    assert "Traceback" in debug.err
    assert "\x1b" not in debug.err


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "journeymap", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)

    assert err == b""


# -- bad input ----------------------------------------------------------------------------------------------------------

NINE = b"[" + b",".join([b"*%c"] * 9) + b"]"
BOMB = b"journeymap: 1\ntitle: x\nstages: [a]\nown:\n  - &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"  - &%c %b\n" % (98 + level, NINE % ((97 + level,) * 9)) for level in range(8)
)
HEAD = b"journeymap: 1\ntitle: x\n"
BAD_BYTES = {
    "empty": (b"", "the file is empty"),
    "only a comment": (b"# nothing\n", "error[syntax]"),
    "binary": (bytes(range(256)), "the file is not text"),
    "latin-1": ("journeymap: 1\ntitle: Överlåtelse\n".encode("latin-1"), "not UTF-8"),
    "utf-16": ("journeymap: 1\n".encode("utf-16"), "UTF-16"),
    "tabs": (HEAD + b"stages:\n\t- a\n", "tab"),
    "duplicate keys": (HEAD + b"title: y\nstages: [a]\n", "a second time"),
    "two documents": (HEAD + b"stages: [a]\n---\n" + HEAD, "second document"),
    "unknown tag": (HEAD + b"stages: [!a b]\n", "tag"),
    "looping anchor": (HEAD + b"stages: &a\n  - name: q\n    actions: *a\n", "inside the value that it repeats"),
    "alias bomb": (BOMB, "limit"),
    "nested 100,000 deep": (HEAD + b"stages: " + b"[" * 100_000, "nested deeper than 100"),
    "nested and closed": (HEAD + b"stages: " + b"[" * 100_000 + b"]" * 100_000, "nested deeper than 100"),
    "50 MB": (HEAD + b"stages:\n" + b"  - a stage\n" * (50 * 1024 * 1024 // 12), "the limit"),
    "a list": (b"- a\n", "holds a list"),
    "a text": (b"hello\n", "holds a text"),
    "not ours": (b"services: {}\n", "not marked as a journey map"),
    "include leaves the project": (HEAD + b"include: ../../x.yaml\nstages: [a]\n", "outside the project"),
    "include of an absolute path": (HEAD + b"include: /etc/passwd\nstages: [a]\n", "outside the project"),
    "include of itself": (HEAD + b"include: map.yaml\nstages: [a]\n", "in a circle"),
    "include of a missing file": (HEAD + b"include: no.yaml\nstages: [a]\n", "no such file"),
    "include of a folder": (HEAD + b"include: sub\nstages: [a]\n", "folder"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_BYTES)
def test_bytes_that_are_wrong_are_diagnostics(folder: Path, name: str) -> None:
    content, said = BAD_BYTES[name]
    (folder / "sub").mkdir()
    write(folder, "map.yaml", content)

    done = run("lint", "map.yaml")

    assert done.code == 1, done.err
    assert said in done.out
    assert "Traceback" not in done.out + done.err
    for library in ("ruamel", "pydantic", "yaml.org", "Errno"):
        assert library not in done.out + done.err


@pytest.mark.parametrize(
    ("path", "said"), [("folder.yaml", "no map was found"), ("missing.yaml", "no such file"), ("a\0b", "error")]
)
def test_bytes_that_cannot_be_had_are_wrong_use(folder: Path, path: str, said: str) -> None:
    (folder / "folder.yaml").mkdir()

    done = run("validate", path)

    assert done.code == 2
    assert said in done.err


def test_an_include_through_a_link_does_not_leave_the_project(folder: Path) -> None:
    write(folder, "outside/lib.yaml", "journeymap: 1\nlibrary: true\npersonas: Sarah\n")
    write(folder, "project/map.yaml", GOOD + "include: lib.yaml\n")
    (folder / "project/lib.yaml").symlink_to(folder / "outside/lib.yaml")

    done = run("validate", "project/map.yaml")

    assert done.code == 1
    assert "outside the project" in done.out


def test_what_is_deep_or_long_does_not_crash_the_process(folder: Path) -> None:
    write(folder, "deep.yaml", HEAD + b"".join(b" " * depth + b"a:\n" for depth in range(3000)))

    assert spawn("validate", "deep.yaml", cwd=folder).code == 1


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_results_are_utf8_whatever_the_locale(folder: Path, locale: str) -> None:
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}

    done = spawn("render", EXAMPLES / "fa-online-grocery.yaml", "--to", "markdown", cwd=folder, env=env)

    assert done.code == 0
    assert "خرید" in done.out


# -- several formats ------------------------------------------------------------------------------------------------------


def test_several_formats_at_once(folder: Path) -> None:
    write(folder, "map.yaml", BAD)

    done = run("lint", "map.yaml", "--format", "concise", "--format", "json=out/x.json", "--format", "sarif=x.sarif")

    assert done.code == 1
    assert "map.yaml:2:1: error[invalid-map]" in done.out
    assert json.loads((folder / "out/x.json").read_text(encoding="utf-8"))["version"] == 1
    assert json.loads((folder / "x.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("formats", [("full", "json"), ("json=",), ("nothing=x",)])
def test_formats_that_do_not_go_together_are_wrong_use(folder: Path, formats: tuple[str, ...]) -> None:
    write(folder, "map.yaml", GOOD)

    assert run("lint", "map.yaml", *(word for name in formats for word in ("--format", name))).code == 2


def test_a_path_on_stderr_forges_no_command_of_a_runner(folder: Path) -> None:
    done = run("validate", "x\n::error::forged", "##[error]forged")

    assert done.code == 2
    assert not any(line.startswith("::") or "##[" in line for line in done.err.splitlines())


def test_rules_of_the_configuration_are_asked_and_explained(folder: Path) -> None:
    write(folder, "map.yaml", GOOD)
    write(
        folder,
        "journeymap.toml",
        'preset = "minimal"\n[custom.actions-name-a-touchpoint]\nsubject = "action"\nrequired = ["touchpoints"]\n'
        'level = "error"\nmessage = "every action names its touchpoint"\n',
    )

    done = run("lint", "map.yaml", "--format", "concise")

    assert done.code == 1
    assert done.out.startswith("map.yaml:8:14: error[actions-name-a-touchpoint] every action names its touchpoint")
    assert "every action names its touchpoint" in run("rules", "actions-name-a-touchpoint").out
    assert run("lint", "map.yaml", "--ignore", "actions-name-a-touchpoint").code == 0


def test_a_metric_that_names_nothing_hides_no_finding(folder: Path) -> None:
    text = "journeymap: 1\ntitle: A map\nmetrics: [Visits]\nstages:\n  - name: s\n    emotion: 1\n    metrics: {Visitz: 3}\n"
    write(folder, "map.yaml", text)

    done = run("lint", "map.yaml", "--preset", "strict", "--format", "concise")

    assert done.code == 1
    assert 'there is no metric "Visitz"' in done.out


@pytest.mark.parametrize(
    "arguments",
    [("--format", "sarif=map.yaml"), ("--format", "json=x", "--format", "sarif=x"), ("--format", "json=journeymap.toml")],
)
def test_a_report_never_goes_over_what_is_read_nor_over_another(folder: Path, arguments: tuple[str, ...]) -> None:
    write(folder, "map.yaml", GOOD)
    write(folder, "journeymap.toml", 'preset = "minimal"\n')

    assert run("lint", "map.yaml", *arguments).code == 2
    assert (folder / "map.yaml").read_text(encoding="utf-8") == GOOD
    assert sorted(path.name for path in folder.iterdir()) == ["journeymap.toml", "map.yaml"]
