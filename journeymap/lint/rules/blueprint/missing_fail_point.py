"""A service blueprint in which nothing fails and nobody waits.

Why: Fail points and waits are what blueprints were invented to show: where the service breaks, and where time goes. One
without either has been drawn from the manual.

Bad:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions: Orders the starter
        backstage: Cook prepares the starter

Good:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Order
        actions:
          - {text: Waits for the starter, wait: 15m}
        backstage: Cook prepares the starter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import DAY_IN_THE_LIFE, JOURNEY, Finding, Rule
from journeymap.model import Action, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the blueprint as a whole, if it shows anything."""
    places = [node for stage in journey.map.stages for node in journey.held(stage) if isinstance(node, Action | Cell)]
    if places and not any(node.fail_point or node.wait for node in places):
        yield Finding(
            journey.map,
            "nothing fails and nobody waits anywhere in the blueprint",
            help="mark with `fail_point` what often goes wrong, and with `wait` where somebody waits",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="Shostack, Designing Services That Deliver, HBR 1984",
    check=check,
    not_for=frozenset({JOURNEY, DAY_IN_THE_LIFE}),
)
