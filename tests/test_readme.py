"""What README and docs show is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, run

from journeymap import plugins

README = (ROOT / "README.md").read_text(encoding="utf-8")
(MAP,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
COMMANDS = plugins.names("journeymap.cli")


def test_the_map_of_the_readme_is_valid(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")

    assert run("validate", tmp_path / "map.yaml").code == 0
    assert MAP.count("\n") == 12


@pytest.mark.parametrize(("name", "theme"), [("online-return", "light"), ("online-return-dark", "dark")])
def test_the_picture_is_what_the_tool_draws(accept: bool, name: str, theme: str) -> None:
    drawn = run("render", EXAMPLES / "online-return.yaml", "--to", "svg", "--theme", theme).out
    picture = ROOT / "docs" / "images" / f"{name}.svg"
    if accept:
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(drawn, encoding="utf-8")

    assert picture.read_text(encoding="utf-8") == drawn
    assert f"docs/images/{name}.svg" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_and_in_the_help(command: str) -> None:
    assert command == "lsp" or re.search(rf"^\| `journeymap {command}\b", README, re.MULTILINE)
    assert re.search(rf"^  {command} +\w", run("--help").out, re.MULTILINE)


def test_only_commands_that_there_are_stand_in_the_readme() -> None:
    assert set(re.findall(r"^\| `journeymap ([a-z]+)", README, re.MULTILINE)) <= set(COMMANDS)
