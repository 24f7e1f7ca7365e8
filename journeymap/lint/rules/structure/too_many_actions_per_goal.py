"""More actions serve one goal than the goal can hold together.

Why: A customer who needs a dozen steps for one goal is asked too much, or the goal is so wide that it says nothing. It
is the classic finding on a journey map, and either way the cure is a closer look: shorten the way, or name the smaller
goals. An action serves the goal it names, else its stage's, else the only one of its persona, else the only one of the
map.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
    goals: Get my money back
    stages:
      - name: Register the return
        actions:
          - Looks for the return policy
          - Asks the chatbot
          - Logs in
          - Resets the password
          - Picks a reason
      - name: Send it back
        actions:
          - Uploads a photo
          - Waits for the check
          - Prints the label
          - Packs the parcel
          - Takes it to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
    goals: [Report the fault, Get rid of the parcel]
    stages:
      - name: Register the return
        goal: Report the fault
        actions:
          - Looks for the return policy
          - Logs in
          - Picks a reason
      - name: Send it back
        goal: Get rid of the parcel
        actions:
          - Packs the parcel
          - Takes it to the shop

Options:
    limit (9): how many actions may serve one goal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import goals_served
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Action


class Options(NamedTuple):
    """How many actions may serve one goal."""

    limit: int = 9


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask each goal; the second places are the actions over the limit."""
    serving: dict[int, list[Action]] = {}
    for action, goals in goals_served(journey):
        for goal in goals:
            serving.setdefault(id(goal), []).append(action)
    for goal in journey.goals:
        those = serving.get(id(goal), [])
        if len(those) > options.limit:
            yield Finding(
                goal,
                f"{len(those)} actions serve the goal {quoted(goal.text)}; at most {options.limit} were expected",
                help="name the smaller goals and give them to their stages, or shorten the way",
                related=tuple(Beside(f"action {place} for this goal", action) for place, action in _over(those, options.limit)),
            )


def _over(those: list[Action], limit: int) -> list[tuple[int, Action]]:
    return list(enumerate(those, start=1))[limit:]


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    options=Options(),
)
