"""Inputs by chance through every target, and all that ever broke one. `run.py` searches for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutations import mutated
from targets import CUT, TARGETS, is_drawn

CRASHES = sorted((Path(__file__).parents[1] / "cases" / "crashes").glob("*-*"))
MANY = {"read": 20_000, "lint": 5_000, "fix": 1_500, "draw": 500, "diff": 2_000, "tell": 1_000, "fmt": 5_000, "merge": 3_000}
FEW = 25


@pytest.mark.parametrize("path", CRASHES, ids=lambda path: path.name)
def test_what_once_broke(path):
    content = path.read_bytes()
    for target in TARGETS.values():
        target(content)


@pytest.mark.parametrize("name", TARGETS)
def test_some_inputs(name):
    for seed in range(FEW):
        _try(name, seed)


@pytest.mark.proof
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs(name, proof_share):
    for seed in range(FEW, max(FEW, int(MANY[name] * proof_share))):
        _try(name, seed)


def _try(name, seed):
    content = mutated(seed)
    try:
        TARGETS[name](content)
    except BaseException as problem:
        problem.add_note(f"seed {seed}: {content!r}")
        raise


def test_two_files_are_told_apart():
    """Otherwise nothing would ever be compared."""
    assert sum(CUT in mutated(seed) for seed in range(200)) > 50


def test_enough_of_them_are_maps_without_a_mistake():
    """Otherwise nothing would ever be drawn, nor two maps compared."""
    inputs = [mutated(seed).split(CUT) for seed in range(300)]
    assert sum(is_drawn(parts[0]) for parts in inputs) > 40
    assert sum(len(parts) > 1 and all(map(is_drawn, parts[:2])) for parts in inputs) > 15
