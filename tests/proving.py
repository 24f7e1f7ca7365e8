"""Long runs of a law: as many examples as asked for, with fixed seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis.strategies import tuples

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy


def prove(law: Callable[..., object], *values: SearchStrategy[Any], examples: int, share: float) -> None:
    """Hold `law` against `share` of `examples`, at least ten."""

    @settings(max_examples=max(10, int(examples * share)))
    @given(tuples(*values))
    def held(drawn: tuple[Any, ...]) -> None:
        law(*drawn)

    held()
