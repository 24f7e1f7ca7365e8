"""What teams take over into their CI: the action and the GitLab job, each run as its host runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from running import ROOT

_PYTHON_WITH_PIP = getattr(sys, "_base_executable", sys.executable)
"""The Python that the environment of these tests was made from; the environment itself may have no pip."""
GOOD = "journeymap: 1\ntitle: Returning a sweater\nstages:\n  - name: Finding out how\n    actions: [Looks for the policy]\n"
WARNS = GOOD + "    pain_points: The policy is buried in the footer\n"
BAD = GOOD + "    emotions: -1\n"
ONE_RULE = "unaddressed-pain-point"
FOREIGN = "apiVersion: v1\nkind: [not, {closed\n"
IMPOSTORS = ("pip.py", "venv.py", "json.py", "secrets.py", "sitecustomize.py", "journeymap/__init__.py", "typer.py")


def _yaml(path: str) -> Any:
    return YAML(typ="safe").load((ROOT / path).read_text(encoding="utf-8"))


def _scratch(folder: Path, **maps: str) -> Path:
    """A repository with foreign YAML and the maps named."""
    folder.mkdir(parents=True, exist_ok=True)
    _git(folder, "init", "-q")
    (folder / "deployment.yaml").write_text(FOREIGN, encoding="utf-8")
    for name, text in maps.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def _git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def _plant(folder: Path) -> None:
    """Modules that a Python which imports from the current folder would run."""
    for name in IMPOSTORS:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("open('imported', 'w').close()\nraise SystemExit('imported from the repository')\n", encoding="utf-8")


@dataclass
class Job:
    """What the runner knows after the steps of the action."""

    code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def obeyed(self) -> list[str]:
        """The commands of the log that the runner obeys, in both of its notations (actions/runner, ActionCommand.cs)."""
        found: list[str] = []
        token = None
        for line in self.log.splitlines():
            if token is not None:
                token = None if line.strip() == f"::{token}::" else token
            elif stop := re.match(r"\s*::stop-commands::(.+)", line):
                token = stop[1]
            elif re.match(r"\s*::[\w-]+( [^:]*)?::", line) or re.search(r"##\[[\w-]+[^\]]*\]", line):
                found.append(line)
        assert token is None, "commands stay switched off"
        return found


def _act(
    workspace: Path, temp: Path, inputs: dict[str, str], *, python: str | None = sys.executable, summary: str = "", **env: str
) -> Job:
    """Play the runner: the steps of action.yml one after the other; `python` stands for what `install` would give."""
    action = _yaml("action.yml")
    values = {f"inputs.{name}": inputs.get(name, one.get("default", "")) for name, one in action["inputs"].items()}
    assert inputs.keys() <= action["inputs"].keys()
    job = Job()
    temp.mkdir(exist_ok=True)
    for number, step in enumerate(action["runs"]["steps"]):
        if step["id"] == "install" and python is not None:
            values["steps.install.outputs.python"] = python
            continue
        files = {name: temp / f"{name}-{number}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        files["GITHUB_STEP_SUMMARY"].write_text(summary if step["id"] == "lint" else "", encoding="utf-8")
        script = temp / f"{number}.sh"
        script.write_text(_filled(step["run"], values), encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=workspace,
            env=os.environ
            | {"GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": os.fspath(ROOT), "RUNNER_TEMP": os.fspath(temp), "PYTHONPATH": "."}
            | {name: os.fspath(path) for name, path in files.items()}
            | {name: _filled(value, values) for name, value in step["env"].items()}
            | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
        job.code = done.returncode
        job.log += done.stdout.decode()
        job.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8") if step["id"] in ("diff", "lint") else ""
        given = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())
        values |= {f"steps.{step['id']}.outputs.{name}": value for name, value in given.items()}
        if job.code:
            break
    job.outputs = {name: value for name, one in action["outputs"].items() if (value := _filled(one["value"], values))}
    return job


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values.get(match[1], ""), text)


def test_a_good_map_passes_beside_foreign_yaml(tmp_path: Path) -> None:
    job = _act(_scratch(tmp_path / "repository", good=GOOD), tmp_path / "temp", {"select": ONE_RULE})

    assert (job.code, job.obeyed) == (0, []), job.log
    assert job.outputs == {"errors": "0", "warnings": "0", "infos": "0"}
    assert job.summary.startswith("## journeymap: ")


def test_a_bad_map_fails_with_one_annotation_on_its_line(tmp_path: Path) -> None:
    job = _act(_scratch(tmp_path / "repository", good=GOOD, bad=BAD), tmp_path / "temp", {"select": ONE_RULE})

    assert job.code == 1, job.log
    assert job.outputs["errors"] == "1"
    (annotation,) = job.obeyed
    assert annotation.startswith("::error ")
    assert "file=bad.yaml,line=6,endLine=6," in annotation
    assert "bad.yaml" in job.summary
    assert list((tmp_path / "temp").glob("journeymap.*")) == []


def test_the_fail_level_decides(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", warns=WARNS)
    inputs = {"select": ONE_RULE}
    passing = _act(repository, tmp_path / "one", inputs)
    failing = _act(repository, tmp_path / "two", {**inputs, "fail-on": "warning"})

    assert (passing.code, failing.code) == (0, 1), passing.log + failing.log
    assert passing.outputs == failing.outputs == {"errors": "0", "warnings": "1", "infos": "0"}


def test_paths_stand_one_a_line_and_may_hold_spaces(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "a repository", good=GOOD, bad=BAD)
    for name in ("with spaces", "$(touch pwned)"):
        _scratch(repository / name, warns=WARNS)
    job = _act(repository, tmp_path / "a temp", {"paths": "with spaces\n$(touch pwned)/warns.yaml\n", "select": ONE_RULE})

    assert job.code == 0, job.log
    assert job.outputs["warnings"] == "2"
    assert not (repository / "pwned").exists()


def test_sarif_and_another_format_for_the_log(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", bad=BAD)
    job = _act(repository, tmp_path / "temp", {"sarif": "out.sarif", "format": "concise", "select": ONE_RULE})

    assert (job.code, job.obeyed) == (1, []), job.log
    assert "bad.yaml:6:" in job.log
    (run,) = json.loads((repository / "out.sarif").read_text(encoding="utf-8"))["runs"]
    assert len(run["results"]) == 1


def test_no_name_forges_a_command(tmp_path: Path) -> None:
    """A path that is said on stderr, where no format escapes it."""
    job = _act(_scratch(tmp_path / "repository"), tmp_path / "temp", {"paths": "##[warning]forged.yaml\n::error::forged.yaml"})

    assert job.code == 2
    assert "forged" in job.log
    (told,) = job.obeyed
    assert told.startswith("::error title=journeymap::not everything")
    assert job.outputs == {"errors": "0", "warnings": "0", "infos": "0"}


def test_nothing_of_the_repository_is_run(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", good=GOOD)
    _plant(repository)
    job = _act(repository, tmp_path / "temp", {"select": ONE_RULE})

    assert job.code == 0, job.log
    assert not (repository / "imported").exists()


def test_a_summary_stays_below_what_github_drops(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", warns=WARNS)
    before = "x" * (1024 * 1024 - 100) + "\n"
    job = _act(repository, tmp_path / "temp", {}, summary=before)

    added = job.summary.removeprefix(before)
    assert len(job.summary.encode()) <= 1024 * 1024
    assert added.startswith("## journeymap: ")
    assert added.count("\n") == 1


HOSTILE = (
    "; rm -rf .",
    "$(touch pwned)",
    "`touch pwned`",
    '"; touch pwned; "',
    "'; touch pwned; '",
    "one\ntouch pwned",
    "x\n::error::forged",
    "--debug",
    "-",
    "*",
    "${{ github.token }}",
    "$HOME \\n %s",
)
RECORDER = """#!/usr/bin/env bash
if [[ $2 == -m ]]; then printf '%s\\0' "${@:4}" >"$RECORD"; exit 0; fi
exec "$REAL_PYTHON" "$@"
"""


def _recorded(tmp_path: Path, inputs: dict[str, str]) -> tuple[list[str], Job]:
    """What `journeymap` is called with."""
    repository = _scratch(tmp_path / "repository", good=GOOD)
    recorder = tmp_path / "python"
    recorder.write_text(RECORDER, encoding="utf-8")
    recorder.chmod(0o755)
    env = {"RECORD": os.fspath(tmp_path / "record"), "REAL_PYTHON": sys.executable}
    job = _act(repository, tmp_path / "temp", inputs, python=os.fspath(recorder), **env)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "deployment.yaml", "good.yaml"]
    return (tmp_path / "record").read_bytes().decode().split("\0")[:-1], job


@pytest.mark.parametrize("value", HOSTILE)
def test_an_input_stays_one_value(tmp_path: Path, value: str) -> None:
    one_value = {"preset": "preset", "fail-on": "fail-on", "since": "since", "sarif": "format=sarif", "format": "format"}
    words = {"select": "select", "ignore": "ignore"}
    arguments, job = _recorded(tmp_path, dict.fromkeys((*one_value, *words, "paths"), value))

    options, paths = arguments[: arguments.index("--")], arguments[arguments.index("--") + 1 :]
    wanted = [f"--{option}={value}" for option in one_value.values()]
    wanted += [f"--{option}={word}" for option in words.values() for word in re.split(r"[\s,]+", value)]
    own = ("--color=never", "--format=markdown=", "--format=json=")
    assert options[0] == "lint"
    assert sorted(one for one in options[1:] if not one.startswith(own)) == sorted(wanted)
    assert paths == value.split("\n")
    assert job.obeyed == []


def test_inputs_that_are_left_out_say_nothing(tmp_path: Path) -> None:
    arguments, _ = _recorded(tmp_path, {})

    assert [one.split("=")[0] for one in arguments] == ["lint", "--color", "--format", "--format", "--format", "--", "."]


def test_inputs_reach_scripts_as_variables_only() -> None:
    action = _yaml("action.yml")
    steps = action["runs"]["steps"]

    assert all("${{" not in step["run"] and "uses" not in step for step in steps)
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} == {
        value for step in steps for value in step["env"].values() if "inputs." in value
    }


def test_an_old_python_is_told(tmp_path: Path) -> None:
    old = tmp_path / "python3.10"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    job = _act(_scratch(tmp_path / "repository"), tmp_path / "temp", {"python": os.fspath(old)}, python=None)

    assert job.code == 2
    assert "Python 3.11 or newer is needed" in job.log


@pytest.mark.proof
def test_the_action_installs_itself(tmp_path: Path) -> None:
    """A proof, because it fetches the dependencies; nothing that lies in the repository takes part in it."""
    repository = _scratch(tmp_path / "repository", bad=BAD)
    _plant(repository)
    job = _act(repository, tmp_path / "temp", {"select": ONE_RULE, "python": _PYTHON_WITH_PIP}, python=None)

    assert job.code == 1, job.log
    assert job.outputs["errors"] == "1"
    assert not (repository / "imported").exists()


GITLAB = _yaml("ci/gitlab.yml")["journeymap"]


def _gitlab(folder: Path, lines: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """The lines in one shell that stops at the first that fails, as a GitLab runner has it; plain sh, as small images."""
    env = os.environ | GITLAB["variables"] | {"PYTHONPATH": "."} | variables
    script = "set -e\n" + "".join(f"{line}\n" for line in lines)
    return subprocess.run(
        ["sh"], input=script, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


def _linted(folder: Path, arguments: str = "") -> subprocess.CompletedProcess[str]:
    """The script without the installation: the `journeymap` of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return _gitlab(folder, GITLAB["script"], PATH=path, PYTHONPATH="", JOURNEYMAP_ARGUMENTS=arguments)


def test_the_gitlab_job_leaves_its_report(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", good=GOOD, bad=BAD)
    done = _linted(repository, f"--select {ONE_RULE}")

    assert done.returncode == 1, done.stderr
    assert "bad.yaml:6:" in done.stdout
    assert GITLAB["artifacts"]["when"] == "always"
    (issue,) = json.loads((repository / GITLAB["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert (issue["location"]["path"], issue["location"]["lines"]["begin"]) == ("bad.yaml", 6)


def test_the_gitlab_job_passes_a_good_map_and_runs_no_arguments(tmp_path: Path) -> None:
    repository = _scratch(tmp_path / "repository", good=GOOD)
    passing = _linted(repository, f"--select {ONE_RULE} good.yaml")
    report = (repository / "gl-code-quality-report.json").read_text(encoding="utf-8")
    hostile = _linted(repository, "good.yaml $(touch pwned) ; touch pwned *")

    assert (passing.returncode, report) == (0, "[]\n"), passing.stdout + passing.stderr
    assert hostile.returncode == 2
    assert not (repository / "pwned").exists()


def test_the_gitlab_job_asks_for_what_to_install(tmp_path: Path) -> None:
    done = _gitlab(tmp_path, GITLAB["before_script"], TMPDIR=os.fspath(tmp_path))

    assert done.returncode != 0
    assert "JOURNEYMAP_PACKAGE" in done.stderr


@pytest.mark.proof
def test_the_gitlab_job_installs_itself(tmp_path: Path) -> None:
    """A proof, because it fetches the dependencies."""
    repository = _scratch(tmp_path / "repository", bad=BAD)
    _plant(repository)
    variables = {
        "JOURNEYMAP_PACKAGE": os.fspath(ROOT),
        "JOURNEYMAP_ARGUMENTS": f"--select {ONE_RULE}",
        "TMPDIR": os.fspath(tmp_path),
    }
    done = _gitlab(repository, GITLAB["before_script"] + GITLAB["script"], **variables)

    assert done.returncode == 1, done.stderr
    assert "bad.yaml:6:" in done.stdout
    assert not (repository / "imported").exists()
