"""More stages than a map shows at a glance.

Why: A map is read as a row of columns. Past eight or so it no longer fits on a wall or a screen, and the stages are
rather actions. What happens inside one of them can be a map of its own, to which the stage points with `journey`.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages: [Unpack, Notice, Search, Ask, Register, Print, Pack, Send, Wait]

Good:
    journeymap: 1
    title: Returning a sweater
    stages: [Notice the tear, Find out how, Register, Send it back, Wait for the money]

Options:
    limit (8): how many stages a map may have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How many stages a map may have."""

    limit: int = 8


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole; the finding stands at the first stage over the limit."""
    over = journey.map.stages[options.limit :]
    if over:
        yield Finding(
            over[0],
            f"this is stage {options.limit + 1} of {len(journey.map.stages)}; at most {options.limit} were expected",
            help="join stages, or move the detail of one into a map of its own and point at it with `journey`",
        )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    options=Options(),
    local=True,
)
