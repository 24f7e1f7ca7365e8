"""Saying a thing once: where every stage lacks something, one finding on the map says more than one on each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.lint.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node

ALL = "all"
"""The key of a finding that stands for one on each node."""


def each_or_once(
    journey: Journey,
    context: Context,
    lacking: Sequence[Node],
    asked: int,
    each: Callable[[Node], Finding],
    *,
    once: str,
    help_line: str,
) -> Iterator[Finding]:
    """A finding for each node that lacks something; only one, on the map, if all of the `asked` do and there are several.

    Where findings are compared, `context.each` asks for one on each node all the same.
    """
    if len(lacking) == asked > 1 and not context.each:
        yield Finding(journey.map, once, help=help_line, key=ALL)
    else:
        for node in lacking:
            yield each(node)
