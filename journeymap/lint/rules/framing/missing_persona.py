"""No persona: the map does not say whose journey it is.

Why: A journey is one customer's. Without a persona every reader fills in another one, and nobody can say whether an
action, a feeling or a pain point is right. The actor is the first of the five things that all journey maps have.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
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
    if not journey.personas:
        yield Finding(
            journey.map,
            "the map has no persona, and a journey is somebody's",
            help="name the customer under `personas`: one or two, made from research",
            absent=("personas",),
        )


RULE = Rule(level=Level.WARNING, preset="minimal", authority="NN/g, Journey Mapping 101; practice", check=check)
