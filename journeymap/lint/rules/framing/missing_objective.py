"""No objective: the map does not say why it was made.

Why: The objective says what the team wants to decide or change with the map. It keeps the scope from creeping, and it
is how a reader can tell whether the map has done its work.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    objective: Halve the returns that end in a lost customer
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    if journey.map.objective is None:
        yield Finding(
            journey.map,
            "the map has no objective, so nothing says what it is to decide or change",
            help="write it under `objective`, in one sentence",
            absent=("objective",),
        )


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
