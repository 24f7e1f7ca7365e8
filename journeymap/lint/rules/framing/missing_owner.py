"""Nobody is named who keeps the map true.

Why: A map without an owner is right on the day of the workshop and wrong ever after. A team or a role is enough, and
better than a person, who moves on.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    owner: Returns team
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
    if journey.map.owner is None:
        yield Finding(
            journey.map,
            "the map has no owner, so nobody keeps it true",
            help="name a team or a role under `owner`",
            absent=("owner",),
        )


RULE = Rule(
    level=Level.WARNING,
    preset="strict",
    authority="Smaply, Journey mapping mistakes; NN/g, Journey Mapping 101",
    check=check,
)
