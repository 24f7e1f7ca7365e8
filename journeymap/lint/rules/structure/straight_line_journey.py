"""A long journey in which nobody ever turns back, skips a step or leaves.

Why: Customers go back and forth, and where they leave is what most teams want to know. `next` says where they go
instead of straight on, with `when` and `share`. A day goes straight on by itself, and a blueprint shows its order by
`triggers`: neither is asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register
        actions: [Looks for the policy, Asks the chatbot, Logs in, Resets the password, Picks the sweater, Picks a reason]
      - name: Send it back
        actions: [Uploads a photo, Waits for the check, Opens the mail, Prints the label, Packs, Finds a shop, Hands it in]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register
        actions: [Looks for the policy, Asks the chatbot, Logs in, Resets the password, Picks the sweater, Picks a reason]
      - name: Send it back
        actions:
          - id: photo
            text: Uploads a photo
          - text: Waits for the check
            next: {to: photo, when: the photo is unclear}
          - Opens the mail
          - text: Prints the label
            next: {when: no printer, share: 0.15}
          - Packs
          - Finds a shop
          - Hands it in

Options:
    limit (12): how many actions may follow one another straight on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions, all_parts
from journeymap.lint.rule import BLUEPRINT, DAY_IN_THE_LIFE, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How long a straight line may be."""

    limit: int = 12


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    steps = len(actions(journey))
    if steps > options.limit and all(part.next is None for part in all_parts(journey)):
        yield Finding(
            journey.map,
            f"the journey goes straight on through {steps} actions: nobody turns back, skips one or leaves",
            help="say with `next` where customers go instead, `when`, and what `share` of them",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    options=Options(),
    not_for=frozenset({DAY_IN_THE_LIFE, BLUEPRINT}),
)
