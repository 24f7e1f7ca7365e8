"""More personas than one map can follow, or none of several that comes first.

Why: One point of view makes a clear story. With more than two, the map blurs unless one of them is `primary` and the
others are told where they differ; beyond five even that does not help, and a map for each reads better.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas: [Sarah, Harriet, Conor]
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
        primary: true
      - Harriet
      - Conor
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Options:
    limit (2): how many personas need no primary one.
    most (5): how many personas are too many even with a primary one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How many personas a map may have."""

    limit: int = 2
    most: int = 5


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole; the finding stands at the first persona that is one too many."""
    personas = journey.personas
    primary = [persona for persona in personas if persona.primary]
    if len(personas) > options.most:
        message = f"the map has {len(personas)} personas; more than {options.most} cannot be told apart in one map"
        yield _finding(journey, options.most, message, "make a map for each group of personas that goes the same way", "most")
    elif len(personas) > options.limit and not primary:
        message = f"the map has {len(personas)} personas and none of them is primary"
        help_line = f"keep {counted(options.limit, 'persona')}, or write `primary: true` on the one that the map is drawn for"
        yield _finding(journey, options.limit, message, help_line, "limit")
    if len(primary) > 1:
        yield Finding(
            journey.map,
            f"{len(primary)} personas are primary, and a map is drawn for one of them first",
            help="keep `primary: true` on one of them",
            key="primary",
            related=tuple(Beside("primary", persona) for persona in primary),
        )


def _finding(journey: Journey, limit: int, message: str, help_line: str, key: str) -> Finding:
    listed_here = journey.map.personas
    if len(listed_here) > limit:
        return Finding(listed_here[limit], message, help=help_line, key=key)
    return Finding(journey.map, message, help=help_line, key=key)


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice; NN/g, Journey Mapping 101",
    check=check,
    options=Options(),
)
