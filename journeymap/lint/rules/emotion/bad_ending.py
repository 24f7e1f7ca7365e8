"""The journey ends on a negative score, and nothing is planned about it.

Why: People remember a journey by its worst moment and by its end. An end that leaves a bad taste is worth a solution or
an opportunity even where it is not the lowest point.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        emotion: 1
      - name: Wait for the money
        emotion: -1

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        emotion: 1
      - name: Wait for the money
        emotion: -1
        opportunities: Say on which day the money comes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.curve import curves, neutral
from journeymap.lint.feelings import is_eased
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import figure, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the last point of each curve."""
    told: set[int] = set()
    for curve in curves(journey):
        if not curve.points:
            continue
        last = curve.points[-1]
        if last.score < neutral(journey) and not is_eased(journey, last.stop) and id(last.emotion) not in told:
            told.add(id(last.emotion))
            yield Finding(
                last.emotion,
                f"the journey ends on {figure(last.score)} at {named(last.stop)}, and nothing is planned about it",
                help="look for a solution or an opportunity: the end is what customers remember",
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="Kahneman and Fredrickson's peak-end rule (heartofthecustomer.com/peak-end-rule-missing-piece)",
    check=check,
)
