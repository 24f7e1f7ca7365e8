"""The highest or the lowest point of the curve, and nothing says why.

Why: The extremes are what the map will be remembered for, and the first thing that anybody asks about. `because`, a
thought, a quote, a pain point or a delight there answers.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - {text: Tries to print the label, emotion: -2}
          - {text: Leaves the parcel at the shop, emotion: 1}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Tries to print the label
            emotion: {score: -2, because: no printer at home}
          - text: Leaves the parcel at the shop
            emotion: 1
            delights: The shop is on her way
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.curve import curves
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import figure, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.curve import Point
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the extremes of each curve; of several equal ones, one that says why is enough."""
    told: set[int] = set()
    for curve in curves(journey):
        scores = [point.score for point in curve.points]
        if not scores or min(scores) == max(scores):
            continue
        for extreme, spoken in ((min(scores), "lowest"), (max(scores), "highest")):
            there = [point for point in curve.points if point.score == extreme]
            if any(_says_why(point) for point in there) or id(there[0].emotion) in told:
                continue
            told.add(id(there[0].emotion))
            yield Finding(
                there[0].emotion,
                f"the {spoken} point of the journey, {figure(extreme)} at {named(there[0].stop)}, is not explained",
                help="write `because` beside the score, or what the customer thinks or says there",
                key=spoken,
            )


def _says_why(point: Point) -> bool:
    stop = point.stop
    return bool(point.emotion.because or stop.thoughts or stop.quotes or stop.pain_points or stop.delights)


RULE = Rule(level=Level.INFO, preset="strict", authority="NN/g, Journey Mapping 101", check=check)
