"""The lowest point of the journey is accepted as it is, and nothing is planned for it.

Why: People remember a journey by its worst moment and by its end. To accept a pain point is fine, and one that makes
the lowest point of the whole journey deserves a second look: ease it, or find an opportunity around it. A low point
whose pain points nobody has decided on is told by unaddressed-pain-point, one without any by
negative-emotion-without-pain-point, so that one gap is one finding.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Tries to print the label
            emotion: -2
            pain_points:
              - text: The label has to be printed
                accepted: The carrier wants it on paper

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Tries to print the label
            emotion: -2
            pain_points:
              - text: The label has to be printed
                accepted: The carrier wants it on paper
            opportunities: Print it for the customer at the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.curve import curves, neutral
from journeymap.journey.facts import PainStatus, pain_status
from journeymap.lint.feelings import is_eased, pains_around
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the lowest points of each curve; of several equal ones, one that is cared for is enough."""
    told: set[int] = set()
    for curve in curves(journey):
        lowest = min((point.score for point in curve.points), default=None)
        if lowest is None or lowest >= neutral(journey):
            continue
        there = [point for point in curve.points if point.score == lowest]
        left = next((point for point in there if _is_only_accepted(journey, point.stop)), None)
        if left is None or any(is_eased(journey, point.stop) for point in there) or id(left.emotion) in told:
            continue
        told.add(id(left.emotion))
        yield Finding(
            left.emotion,
            f"the lowest point of the journey, {figure(lowest)} at {named(left.stop)}, is accepted as it is",
            help="look for a solution or an opportunity that eases it: the worst moment is what customers remember",
            related=tuple(Beside("accepted", pain, ("accepted",)) for pain in pains_around(journey, left.stop) if pain.accepted),
        )


def _is_only_accepted(journey: Journey, stop: Stop) -> bool:
    statuses = {pain_status(journey, pain) for pain in pains_around(journey, stop)}
    return statuses == {PainStatus.ACCEPTED}


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="Kahneman and Fredrickson's peak-end rule (heartofthecustomer.com/peak-end-rule-missing-piece)",
    check=check,
)
