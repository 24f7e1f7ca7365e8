"""A stage with more actions than a reader takes in as one step of the journey.

Why: Stages are how a map is read from afar. One that holds a dozen actions is two stages, or its actions are clicks
where the customer would speak of one thing.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - Opens the order mail
          - Looks for the return policy
          - Asks the chatbot
          - Logs in
          - Resets the password
          - Picks the sweater
          - Picks a reason
          - Uploads a photo

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: [Looks for the return policy, Asks the chatbot]
      - name: Register the return
        actions: [Logs in, Picks a reason, Uploads a photo]

Options:
    limit (7): how many actions one stage may have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How many actions one stage may have."""

    limit: int = 7


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask each stage."""
    for stage in journey.map.stages:
        over = stage.actions[options.limit :]
        if over:
            yield Finding(
                stage,
                f"the stage {quoted(stage.name)} has {len(stage.actions)} actions; at most {options.limit} were expected",
                help="make two stages of it, or tell small steps as one action",
                related=(Beside(f"action {options.limit + 1}", over[0]),),
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    options=Options(),
    local=True,
)
