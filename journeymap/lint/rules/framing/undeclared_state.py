"""The map does not say whether it shows what is or what should be.

Why: A wish that is read as a fact is the costliest misunderstanding a map can cause. `state` defaults to `current`, so
a map that leaves it out claims to be a fact; say so, or say `future`. The fix writes `current`. It changes nothing in
what is read, and yet it is no safe one: it answers a question that only the team can answer.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    state: current
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Remedy, Rule, SetKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    if journey.map.state is None:
        yield Finding(
            journey.map,
            "the map does not say whether it shows what is or what should be",
            help="write `state: current` or `state: future`; without it the map is taken for the current state",
            absent=("state",),
            remedy=Remedy((SetKey(journey.map, "state", "current"),), safe=False),
        )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="NN/g, Journey Mapping 101; practice",
    check=check,
    fixable=True,
)
