"""A goal of the map that no action serves.

Why: Either the journey does not help the customer with it, which is worth knowing, or the goal is left over from an
older draft. Only maps whose stages or actions name goals are asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    goals: [Get my money back, Have something to wear tonight]
    stages:
      - name: Send it back
        goal: Get my money back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    goals: [Get my money back, Have something to wear tonight]
    stages:
      - name: Send it back
        goal: Get my money back
        actions: Takes the parcel to the shop
      - name: Find another one
        goal: Have something to wear tonight
        actions: Orders the same sweater again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_parts, goals_served
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each goal; a stage without actions serves its goal itself."""
    if not any(part.goal for part in all_parts(journey)):
        return
    served = {id(goal) for _, goals in goals_served(journey) for goal in goals}
    for stage in journey.map.stages:
        if not stage.actions:
            served.update(id(goal) for goal in journey.targets(stage, "goal", Goal))
    for goal in journey.goals:
        if id(goal) not in served:
            yield Finding(
                goal,
                f"no action serves the goal {quoted(goal.text)}",
                help="name it under `goal` of the stage or the actions that serve it, or take it out",
            )


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
