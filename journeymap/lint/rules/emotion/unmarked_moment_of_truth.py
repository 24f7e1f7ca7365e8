"""A journey of five actions or more without a single moment of truth.

Why: Not every step matters alike. The moments in which customers make up their minds about the company are where work
pays most, and marking one or two of them makes a team agree on which they are. A day in the life is not asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Return
        actions: [Looks for the policy, Logs in, Picks a reason, Prints the label, Takes it to the shop]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Return
        actions:
          - Looks for the policy
          - Logs in
          - Picks a reason
          - text: Prints the label
            moment_of_truth: A label that cannot be printed ends the return
          - Takes it to the shop

Options:
    least (5): how many actions a map must have to be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions
from journeymap.lint.rule import DAY_IN_THE_LIFE, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """From how many actions on."""

    least: int = 5


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    those = actions(journey)
    if len(those) >= options.least and not any(action.moment_of_truth for action in those):
        yield Finding(
            journey.map,
            f"none of the {len(those)} actions is a moment of truth",
            help="mark with `moment_of_truth` where customers make up their minds about you, and say why",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="Jan Carlzon, Moments of Truth",
    check=check,
    options=Options(),
    not_for=frozenset({DAY_IN_THE_LIFE}),
)
