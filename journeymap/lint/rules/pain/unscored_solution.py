"""A solution that is planned or under way without effort or impact.

Why: Effort against impact is how a backlog is sorted. Three steps each are enough to see the quick wins.

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
        effort: medium
        impact: high
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
from journeymap.lint.wording import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_UNDER_WAY = frozenset({"planned", "in-progress"})


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each solution."""
    for solution in journey.solutions:
        lacks = [name for name in ("effort", "impact") if getattr(solution, name) is None]
        if solution.stage_of_work in _UNDER_WAY and lacks:
            yield Finding(
                solution,
                f"the solution {quoted(solution.text)} has no {listed(lacks, 'and no')}",
                help=f"write {listed([f'`{name}`' for name in lacks])}: low, medium or high",
                key="-".join(lacks),
                absent=tuple(lacks),
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    in_libraries=True,
)
