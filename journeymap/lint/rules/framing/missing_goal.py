"""No goal: the map does not say what the customer wants to achieve.

Why: The goal is what every action is measured by: what does not serve it is a detour, and what is in its way is a pain
point. Goals that stand on a persona count.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
    goals: Get my money back before payday
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
    if not journey.goals and not any(persona.goals for persona in journey.personas):
        yield Finding(
            journey.map,
            "the map has no goal, so nothing says what its actions are for",
            help="write under `goals` what the customer wants to achieve, in the customer's words",
            absent=("goals",),
        )


RULE = Rule(level=Level.WARNING, preset="recommended", authority="NN/g, Journey Mapping 101; practice", check=check)
