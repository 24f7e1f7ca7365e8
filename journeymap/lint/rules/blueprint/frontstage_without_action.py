"""Somebody acts before the customer's eyes in a stage where the customer does nothing.

Why: Every frontstage act crosses the line of interaction: the customer asks, gives, receives or at least looks on. If
there is nothing on the customer's side, the action is missing, or the act belongs backstage.

Bad:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions: Orders the starter
      - name: Pay
        frontstage: Waiter brings the bill

Good:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions: Orders the starter
      - name: Pay
        actions: Asks for the bill
        frontstage: Waiter brings the bill
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions
from journeymap.lint.rule import DAY_IN_THE_LIFE, JOURNEY, Beside, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each stage without actions, where others have some (none at all is told by missing-blueprint-lane)."""
    if not actions(journey):
        return
    for stage in journey.map.stages:
        if stage.frontstage and not stage.actions:
            yield Finding(
                stage.frontstage[0],
                f"{quoted(stage.frontstage[0].text)} happens before the customer, who does nothing in {quoted(stage.name)}",
                help="write the customer's side under `actions`, or move this to `backstage`",
                related=tuple(Beside("this too", cell) for cell in stage.frontstage[1:]),
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="Bitner, Ostrom, Morgan, Service Blueprinting, 2008",
    check=check,
    not_for=frozenset({JOURNEY, DAY_IN_THE_LIFE}),
)
