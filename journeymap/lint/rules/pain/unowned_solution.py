"""A solution that is planned or under way, and nobody carries it.

Why: Work without an owner does not happen. A team or a role is enough. An idea may still be everybody's.

Bad:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - id: qr-code
        text: QR code on the phone
        status: planned
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]

Good:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - id: qr-code
        text: QR code on the phone
        status: planned
        owner: Logistics
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_UNDER_WAY = {"planned": "planned", "in-progress": "in progress"}


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each solution."""
    for solution in journey.solutions:
        if solution.stage_of_work in _UNDER_WAY and solution.owner is None:
            yield Finding(
                solution,
                f"the solution {quoted(solution.text)} is {_UNDER_WAY[solution.stage_of_work]} and has no owner",
                help="name the team or the role that carries it under `owner`",
                absent=("owner",),
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="NN/g, Journey Mapping 101; practice",
    check=check,
    in_libraries=True,
)
