"""A map with several actions and next to no stages.

Why: Stages are what lets two people speak of the same part of a journey, and what shows where customers drop out. Five
actions in a row without a second and a third stage are a list.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Return
        actions: [Looks for the policy, Logs in, Picks a reason, Packs the parcel, Takes it to the shop]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Looks for the policy
      - name: Register the return
        actions: [Logs in, Picks a reason]
      - name: Send it back
        actions: [Packs the parcel, Takes it to the shop]

Options:
    least (3): how many stages a map should have.
    actions (5): how many actions a map must have to be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions
from journeymap.lint.rule import BLUEPRINT, Finding, Rule
from journeymap.lint.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How many stages are enough, and from how many actions on."""

    least: int = 3
    actions: int = 5


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    stages = len(journey.map.stages)
    steps = len(actions(journey))
    if stages < options.least and steps >= options.actions:
        yield Finding(
            journey.map,
            f"the map tells {steps} actions in {counted(stages, 'stage')}; at least {options.least} were expected",
            help="part the journey where what the customer is about changes",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    options=Options(),
    not_for=frozenset({BLUEPRINT}),
)
