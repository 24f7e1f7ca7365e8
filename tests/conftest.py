"""What all tests share: accepting new expectations, fixed seeds, and how much of a proof is run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

import journeymap

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example)
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=40, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("search", settings.get_profile("fixed"), derandomize=False, database=None, max_examples=200)
"""`pytest --hypothesis-profile search`: other examples in every run, for whoever looks for what nobody has found yet."""
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what comes out as the new expectation; the git diff is the review"
    )
    parser.addoption("--proof-share", type=float, default=1.0, help="which part of each proof is run: CI takes 0.1")


@pytest.fixture(autouse=True, scope="session")
def _same_values_everywhere() -> None:
    """Hypothesis also draws what it finds in the code of a project, in the modules that happen to be loaded: here, all of them.

    Without this, which values a test sees would depend on the tests that ran before it in the same process.
    """
    for module in pkgutil.walk_packages(journeymap.__path__, "journeymap."):
        importlib.import_module(module.name)


@pytest.fixture(autouse=True, scope="session")
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep what they find in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether `pytest --accept` rewrites the expectations in `tests/cases`."""
    return bool(pytestconfig.getoption("--accept"))


@pytest.fixture(scope="session")
def proof_share(pytestconfig: pytest.Config) -> float:
    """Which part of a proof is run."""
    return float(pytestconfig.getoption("--proof-share"))
