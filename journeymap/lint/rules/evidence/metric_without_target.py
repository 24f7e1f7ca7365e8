"""A measured metric without a target.

Why: 61 is neither good nor bad. A target says what the team is working towards, and lets the map show by itself where
it is missed. Told once a metric.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics: {drop-off: 21}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics:
          drop-off: {value: 21, target: 8}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_readings, key_figures
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each metric that has a value anywhere."""
    measured = [one for one in (*key_figures(journey), *(one for _, one in all_readings(journey))) if one.value is not None]
    aimed_at = {id(one.metric) for one in measured if one.target is not None}
    told: set[int] = set()
    for one in measured:
        if id(one.metric) in aimed_at or id(one.metric) in told:
            continue
        told.add(id(one.metric))
        yield Finding(
            one.node,
            f"the metric {quoted(one.name)} has a value and no target",
            help="write `target` beside the value, or in the declaration of the metric",
            absent=("target",),
        )


RULE = Rule(level=Level.INFO, preset="strict", authority="practice", check=check)
