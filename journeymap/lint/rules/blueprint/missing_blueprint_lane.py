"""A service blueprint without customer actions, without frontstage, or with nothing behind the scenes.

Why: A blueprint shows how what the customer does is met by people in front, and made possible by people and systems
behind. Without the customer's actions it is a process chart; without one of the others, the lines of interaction and
visibility part nothing.

Bad:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions: Orders the starter
        frontstage: Waiter writes the order down

Good:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions: Orders the starter
        frontstage: Waiter writes the order down
        backstage: Cook prepares the starter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions, all_parts
from journeymap.lint.rule import DAY_IN_THE_LIFE, JOURNEY, Finding, Rule
from journeymap.lint.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the blueprint as a whole."""
    places = all_parts(journey)
    lacks = []
    if not actions(journey):
        lacks.append("customer actions")
    if not any(part.frontstage for part in places):
        lacks.append("frontstage")
    if not any(part.backstage or part.support for part in places):
        lacks.append("backstage or support")
    if lacks and places:
        yield Finding(
            journey.map,
            f"the service blueprint has no {listed(lacks, 'and no')}",
            help="write what the customer does under `actions`, and who meets it under `frontstage`, `backstage` and `support`",
            key="-".join(lack.partition(" ")[0] for lack in lacks),
        )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="Bitner, Ostrom, Morgan, Service Blueprinting, 2008",
    check=check,
    not_for=frozenset({JOURNEY, DAY_IN_THE_LIFE}),
)
