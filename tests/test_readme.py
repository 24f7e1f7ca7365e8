"""What README and docs show is what comes out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
(MAP,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
SHOWN = re.findall(r"```console\n\$ journeymap (.*?)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_commands_print_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, shown: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")

    assert run(*shlex.split(command)).out == shown


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
