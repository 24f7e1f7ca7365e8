"""Every file of `tests/cases/link` says what its `.out` has: references, ids, libraries, paths to other files."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_cases import CASES, told

from journeymap.diagnostic import in_order
from journeymap.project import Project
from journeymap.source import DiskStore

FOLDER = CASES / "link"


def check(path: Path) -> str:
    project = Project(DiskStore(FOLDER, 1_000_000))
    diagnostics = in_order(project.check(path.relative_to(FOLDER).as_posix()).diagnostics)
    by_file: dict[str, list[object]] = {}
    for one in diagnostics:
        by_file.setdefault(one.place.path, []).append(one)
    return "".join(f"{name}\n{told(tuple(found))}" for name, found in by_file.items())


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.relative_to(FOLDER).with_suffix("").as_posix()
)
def test_case_is_told_as_expected(path: Path, accept: bool) -> None:
    out = check(path)
    expected = path.with_suffix(".out")
    if accept:
        expected.write_text(out, encoding="utf-8")

    assert out == expected.read_text(encoding="utf-8")
