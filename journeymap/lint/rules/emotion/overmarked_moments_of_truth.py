"""So many moments of truth that the mark means nothing.

Why: Where every other action decides everything, none stands out. More than a third of the actions is a list of what
matters to the company.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Return
        actions:
          - {text: Looks for the policy, moment_of_truth: true}
          - {text: Logs in, moment_of_truth: true}
          - {text: Prints the label, moment_of_truth: true}
          - Takes it to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Return
        actions:
          - Looks for the policy
          - Logs in
          - {text: Prints the label, moment_of_truth: true}
          - Takes it to the shop

Options:
    share (0.34): which part of the actions may be marked.
    least (3): how many marks it takes to be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions
from journeymap.lint.rule import Beside, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """Which part of the actions may be marked, and from how many marks on."""

    share: float = 0.34
    least: int = 3


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    those = actions(journey)
    marked = [action for action in those if action.moment_of_truth]
    if len(marked) >= options.least and len(marked) > len(those) * options.share:
        yield Finding(
            journey.map,
            f"{len(marked)} of {len(those)} actions are moments of truth; at most a third was expected",
            help="keep the one or two in which customers make up their minds",
            related=tuple(Beside("marked", action, ("moment_of_truth",)) for action in marked),
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="Jan Carlzon, Moments of Truth",
    check=check,
    options=Options(),
)
