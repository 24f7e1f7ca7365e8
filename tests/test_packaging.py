"""The built wheel does away from the checkout what the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from running import EXAMPLES, ROOT


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built wheel unpacked in it, as an installer would."""
    made = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", made], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = made.glob("*.whl")
    site = made / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    return site


def test_the_wheel_carries_every_template_and_nothing_else_of_the_repository(installed: Path) -> None:
    here = ROOT / "templates"
    there = installed / "journeymap" / "templates"
    expected = {path.relative_to(here) for path in here.rglob("*") if path.is_file()}

    assert {path.relative_to(there) for path in there.rglob("*") if path.is_file()} == expected
    assert all((here / path).read_bytes() == (there / path).read_bytes() for path in expected)
    assert {path.name.split("-")[0] for path in installed.iterdir()} == {"journeymap"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "online-return.yaml"),
        ("lint", "online-return.yaml", "--today", "2026-11-21"),
        ("rules", "unaddressed-pain-point"),
        ("render", "fa-online-grocery.yaml", "--to", "svg"),
        ("render", "online-return.yaml", "--to", "svg", "--view", "flow"),
        ("render", "zh-hospital-registration.yaml", "--to", "html"),
        ("render", "sv-broadband-move.yaml", "--to", "markdown"),
        ("render", "restaurant-blueprint.yaml", "--to", "terminal"),
        ("diff", "university-application.yaml", "university-application-future.yaml", "--format", "markdown"),
        ("schema",),
    ],
    ids=" ".join,
)
def test_the_wheel_gives_the_same_bytes_as_the_checkout(installed: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    for path in EXAMPLES.rglob("*.yaml"):
        copy = examples / path.relative_to(EXAMPLES)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())

    results = [_run(home, examples, arguments) for home in (installed, ROOT)]

    assert results[0] == results[1]


def _run(home: Path, cwd: Path, arguments: tuple[str, ...]) -> tuple[int, bytes, bytes]:
    where = "import journeymap, sys; assert journeymap.__file__.startswith(sys.argv.pop(1)), journeymap.__file__; from journeymap.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", where, os.fspath(home / "journeymap"), *arguments],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": os.fspath(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, done.stdout, done.stderr
