"""What all tests share: `pytest --accept` rewrites the expectations in `tests/cases`, and the git diff is the review."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what comes out as the new expectation")


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--accept"))
