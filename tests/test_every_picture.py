"""Every example in every target and every view of it: drawn, and twice the same bytes."""

from __future__ import annotations

import pytest
from running import EXAMPLES, run

from journeymap.render import target, target_names

MAPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
SHEETS = {"png": "resvg_py", "pdf": "typst"}
EACH = [(name, view) for name in target_names() for view in target(name).views if name not in SHEETS or view == "map"]
BEGINNINGS = {"svg": b"<svg ", "html": b"<!doctype html>", "png": b"\x89PNG\r\n", "pdf": b"%PDF-"}


@pytest.mark.parametrize(("to", "view"), EACH)
@pytest.mark.parametrize("name", MAPS)
def test_every_example(tmp_path, name, to, view):
    if to in SHEETS:
        pytest.importorskip(SHEETS[to], reason=f"the extra [{to}] is not installed")
    made = []
    for number in range(1 if to in SHEETS else 2):
        file = tmp_path / f"{number}{target(to).suffix}"
        done = run("render", EXAMPLES / f"{name}.yaml", "--to", to, "--view", view, "-o", file)
        if view == "blueprint" and done.code == 2:
            assert "has nothing to draw as a blueprint" in done.err
            return
        assert done.code == 0, done.err
        made.append(file.read_bytes())
    assert made[0].startswith(BEGINNINGS.get(to, b""))
    assert len(made[0]) > 100
    assert len(set(made)) == 1
