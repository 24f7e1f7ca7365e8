"""The pre-commit hooks, run as pre-commit runs them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT
from test_ci_ready import _PYTHON_WITH_PIP, BAD, GOOD, _git, _scratch, _yaml

HOOKS = {hook["id"]: hook for hook in _yaml(".pre-commit-hooks.yaml")}


def _hook(repository: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit runs: the entry and the arguments, from the repository's top."""
    _, *rest = shlex.split(HOOKS[name]["entry"])
    command = [sys.executable, "-m", "journeymap", *rest, *arguments]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8", check=False)


def test_hooks_never_hand_over_file_names() -> None:
    assert list(HOOKS) == ["journeymap-validate", "journeymap-lint", "journeymap-format"]
    assert all(
        (hook["pass_filenames"], hook["require_serial"], hook["types"], hook["language"]) == (False, True, ["yaml"], "python")
        for hook in HOOKS.values()
    )


@pytest.mark.parametrize("name", ["journeymap-validate", "journeymap-lint"])
def test_hooks_tell_good_from_bad(tmp_path: Path, name: str) -> None:
    good = _hook(_scratch(tmp_path / "good", good=GOOD), name)
    bad = _hook(_scratch(tmp_path / "bad", good=GOOD, bad=BAD), name)
    named = _hook(tmp_path / "bad", name, "good.yaml", "--format", "concise")

    assert (good.returncode, bad.returncode, named.returncode) == (0, 1, 0), good.stdout + bad.stdout
    assert "deployment.yaml" not in good.stdout + good.stderr + bad.stdout + bad.stderr


def test_the_formatting_hook_changes_maps_and_nothing_else(tmp_path: Path) -> None:
    """pre-commit stops the commit because files have changed; with `--check` because of the exit code."""
    untidy = "title:   A   # kept\njourneymap: 1\nstages: [B]\n"
    repository = _scratch(tmp_path / "maps", good=GOOD, untidy=untidy)
    others = {path: path.read_bytes() for path in repository.glob("*.yaml") if path.name not in ("good.yaml", "untidy.yaml")}
    assert others
    checked = _hook(repository, "journeymap-format", "--check")
    assert (checked.returncode, checked.stdout.splitlines()[-1]) == (1, "untidy.yaml")
    assert (repository / "untidy.yaml").read_text(encoding="utf-8") == untidy

    assert _hook(repository, "journeymap-format").returncode == 0
    assert (repository / "untidy.yaml").read_text(encoding="utf-8") == "journeymap: 1\ntitle: A  # kept\nstages: [B]\n"
    assert _hook(repository, "journeymap-format", "--check").returncode == 0
    assert {path: path.read_bytes() for path in others} == others


@pytest.mark.proof
def test_the_real_pre_commit_runs_the_hooks(tmp_path: Path) -> None:
    """A proof, because pre-commit makes an environment for the hooks and fetches into it."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("journeymap", "templates", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source)
    _git(source, "init", "-q")
    _git(source, "add", ".")
    _git(source, "commit", "-q", "-m", "hooks")
    revision = _git(source, "rev-parse", "HEAD").strip()
    tool = tmp_path / "tool"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tool], check=True)
    python = tool / "bin" / "python"
    subprocess.run([_PYTHON_WITH_PIP, "-m", "pip", "--python", python, "install", "-q", "pre-commit"], check=True)

    repository = _scratch(tmp_path / "repository", good=GOOD)
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n"
        "      - id: journeymap-validate\n      - id: journeymap-lint\n        args: [--select, unaddressed-pain-point]\n"
        "      - id: journeymap-format\n",
        encoding="utf-8",
    )

    def commit() -> tuple[int, str]:
        _git(repository, "add", ".")
        done = subprocess.run(
            [python, "-m", "pre_commit", "run", "--color", "never"],
            cwd=repository,
            env=os.environ | {"PRE_COMMIT_HOME": os.fspath(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    code, told = commit()
    if "files were modified by this hook" in told:  # the map of the tests is not in our layout
        code, told = commit()
    assert (code, told.count("Passed")) == (0, 3), told
    (repository / "bad.yaml").write_text(BAD, encoding="utf-8")
    code, told = commit()
    assert (code, told.count("Failed"), "deployment.yaml" in told) == (1, 3, False), told
    assert "bad.yaml:6:" in told
    (repository / "bad.yaml").unlink()
    _git(repository, "add", ".")
    _git(repository, "commit", "-q", "--no-verify", "-m", "maps")
    (repository / "notes.txt").write_text("no YAML\n", encoding="utf-8")
    code, told = commit()
    assert (code, told.count("Skipped")) == (0, 3), told
