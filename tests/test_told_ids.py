"""Every id that the code can tell is explained by `journeymap rules ID`, and every explained id is told by some code."""

from __future__ import annotations

import ast
import re

import pytest
from running import ROOT, run

from journeymap import lint
from journeymap.lint import explain

PACKAGE = ROOT / "journeymap"
CODE = [path for path in PACKAGE.rglob("*.py") if "rules" not in path.relative_to(PACKAGE).parts]
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in CODE]
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*")


def texts(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def told() -> set[str]:
    """What stands where an id stands: constants named so, and the arguments named `id` or first of a Diagnostic."""
    found: set[str] = set()
    for tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                names = node.targets if isinstance(node, ast.Assign) else [node.target]
                if (
                    any(isinstance(one, ast.Name) and re.fullmatch(r"_?(ID|IDS)|_?\w+_ID", one.id) for one in names)
                    and node.value
                ):
                    found |= texts(node.value)
            elif isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("Told", "Diagnostic"):
                    found |= {text for one in node.keywords if one.arg == "id" for text in texts(one.value)}
                if name == "Diagnostic" and node.args:
                    found |= texts(node.args[0])
    return {one for one in found if KEBAB.fullmatch(one)}


def test_every_id_that_is_told_is_explained() -> None:
    assert len(told()) >= 5
    assert told() <= {*lint.names(), *lint.always()}


@pytest.mark.parametrize("name", lint.always())
def test_every_explained_id_is_told_somewhere(name: str) -> None:
    assert any(name in texts(tree) for tree in TREES)


@pytest.mark.parametrize("name", [*lint.names(), *lint.always()])
def test_an_explanation_is_one_page_that_a_designer_can_act_on(name: str) -> None:
    done = run("rules", name)
    one = explain.explanation(name)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{name}\n{one.summary}\n")
    assert len(one.why) >= 60
    assert one.bad
    assert one.good
    assert not re.search(r"pydantic|Traceback|\bregex\b|\bAST\b|NoneType", done.out)
