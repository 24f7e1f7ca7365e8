"""The gallery shows what comes out of its own commands, in every view, theme and example language."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from running import ROOT, run

from journeymap.render.scene import VIEWS
from journeymap.render.theme import names

GALLERY = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^journeymap (.*)$", GALLERY, re.MULTILINE)]
SHOWN = re.findall(r"^!\[.+\]\((.*)\)$", GALLERY, re.MULTILINE)
MOST = 1_600_000
"""Bytes of pictures that a clone has to carry."""


def written(command: list[str]) -> str:
    return command[command.index("-o") + 1]


def option(command: list[str], name: str, default: str) -> str:
    return {one: other for one, other in pairwise(command) if one.startswith("--")}.get(name, default)


@pytest.mark.parametrize("command", COMMANDS, ids=written)
def test_a_picture_is_what_its_command_draws(
    command: list[str], accept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    drawn = tmp_path / "drawn.svg"
    assert run(*(str(drawn) if word == written(command) else word for word in command)).code == 0
    picture = ROOT / written(command)
    if accept:
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(drawn.read_bytes())

    assert picture.read_bytes() == drawn.read_bytes(), "python -m pytest tests/test_gallery.py --accept draws it again"


def test_every_command_has_its_picture_below_it() -> None:
    assert [f"docs/{path}" for path in SHOWN] == [written(command) for command in COMMANDS]


def test_no_picture_is_left_over() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "images" / "gallery").iterdir()}

    assert there <= {written(command) for command in COMMANDS}


def test_everything_is_shown() -> None:
    assert {option(command, "--view", "map") for command in COMMANDS} == set(VIEWS)
    assert {option(command, "--theme", "light") for command in COMMANDS} == set(names())
    languages = {re.match(r"examples/((?:sv|fa|zh)-)?", command[1])[1] for command in COMMANDS}  # type: ignore[index]
    assert languages == {None, "sv-", "fa-", "zh-"}


def test_the_pictures_stay_small() -> None:
    assert sum((ROOT / written(command)).stat().st_size for command in COMMANDS) <= MOST
