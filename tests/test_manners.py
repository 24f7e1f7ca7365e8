"""The package's own manners: docstrings, light start, one door a library, what the README promises."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, run, spawn

PACKAGE = ROOT / "journeymap"
MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_and_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nameless = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and node in tree.body
    ]

    assert ast.get_docstring(tree), "no module docstring"
    assert nameless == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60
    ]

    assert text.count("\n") <= 420
    assert long == []


def _modules_after(*arguments: str) -> set[str]:
    code = f"import sys\nsys.argv = ['journeymap', *{list(arguments)!r}]\nfrom journeymap.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


def test_version_starts_light() -> None:
    loaded = _modules_after("--version")

    assert loaded.isdisjoint({"pydantic", "ruamel.yaml", "rich", "jinja2", "graphviz", "wasmtime", "journeymap.model"})


def test_validate_loads_nothing_that_draws() -> None:
    loaded = _modules_after("validate", "examples/online-return.yaml")

    assert "ruamel.yaml" in loaded
    assert loaded.isdisjoint({"jinja2", "markupsafe", "graphviz", "wasmtime", "journeymap.render", "journeymap.lint"})


def test_nothing_is_asked_of_the_network() -> None:
    """A run in which every socket fails gives the same result."""
    blocked = "import socket\ndef refuse(*_, **__):\n    raise AssertionError('a connection was tried')\nsocket.socket = refuse\nsocket.create_connection = refuse\n"
    code = (
        blocked
        + "import sys\nsys.argv = ['journeymap', 'render', 'examples/online-return.yaml', '--view', 'flow']\nfrom journeymap.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<svg")


def test_templates_hold_data_only() -> None:
    assert list((ROOT / "templates").rglob("*.py")) == []


def _commands() -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^(?:    |```\w*\n)(python3 -m venv .*)$", readme, re.MULTILINE)


def test_ci_ends_with_the_test_command_of_the_readme() -> None:
    commands = _commands()
    last = (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().splitlines()[-1]

    assert len(commands) == 2
    assert last == commands[1]


def test_readme_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_help_names_every_command() -> None:
    done = run("--help")

    for path in (PACKAGE / "cli").glob("[a-z]*.py"):
        assert re.search(rf"^  {path.stem} ", done.out, re.MULTILINE), path.stem


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed() -> None:
    arguments = ("lint", "examples", "--today", "2026-11-21", "--format", "json", "--preset", "strict")
    one = spawn(*arguments, env={"PYTHONHASHSEED": "1"})
    two = spawn(*arguments, env={"PYTHONHASHSEED": "2"})

    assert one.out == two.out


def test_no_output_names_this_machine(tmp_path: Path) -> None:
    done = spawn("render", "examples", "--to", "html", "-o", tmp_path)

    assert done.code == 0, done.err
    for page in tmp_path.rglob("*.html"):
        assert os.fspath(ROOT) not in page.read_text(encoding="utf-8")
