"""A stage misses a target, and none of its pain points could say why.

Why: A number in the red has a cause in the customer's experience. If the map does not show it, either the research or
the map stopped too early.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics:
          drop-off: {value: 21, target: 8}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics:
          drop-off: {value: 21, target: 8}
        pain_points: The label has to be printed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_readings, parts
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import figure, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each metric of a stage without pain points."""
    for stage, one in all_readings(journey):
        if one.meets_target is not False or any(part.pain_points for part in parts(stage)):
            continue
        value, target = figure(one.value or 0), figure(one.target or 0)
        yield Finding(
            one.node,
            f"{quoted(one.name)} is {value}, off its target of {target}, and no pain point says why",
            help=f"write what hurts under `pain_points` of the stage {quoted(stage.name)} or its actions",
        )


RULE = Rule(level=Level.WARNING, preset="strict", authority="practice", check=check)
