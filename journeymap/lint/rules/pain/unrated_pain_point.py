"""A pain point that does not say how much it hurts.

Why: Without severities a backlog is sorted by who speaks loudest. Four steps are enough, and a map on which none is
rated is told once.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points: The label has to be printed

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            severity: high
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import pain_points
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each pain point."""
    pains = list(pain_points(journey))
    unrated = [pain for pain in pains if pain.severity is None]
    yield from each_or_once(
        journey,
        context,
        unrated,
        len(pains),
        lambda pain: Finding(
            pain,
            f"the pain point {named(pain)} has no severity",
            help="write `severity`: low, medium, high or critical",
            absent=("severity",),
        ),
        once=f"none of the {len(pains)} pain points has a severity",
        help_line="write `severity` beside each of them: low, medium, high or critical",
    )


RULE = Rule(level=Level.INFO, preset="strict", authority="practice", check=check)
