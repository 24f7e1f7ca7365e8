"""A solution whose day has passed and that is not shipped.

Why: A date that has passed in silence tells readers that the backlog is not kept. Ship it, move the date, or reject it.
A future state is not asked for dates.

Bad:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - id: qr-code
        text: QR code on the phone
        status: in-progress
        owner: Logistics
        due: 2025-12-11
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
        status: shipped
        owner: Logistics
        due: 2025-12-11
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import FUTURE, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_DONE = frozenset({"shipped", "rejected"})


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each solution with a date. The message has no count of days, which would change every morning."""
    for solution in journey.solutions:
        if solution.due is not None and solution.due.last < context.today and solution.stage_of_work not in _DONE:
            yield Finding(
                solution,
                f"the solution {quoted(solution.text)} was due on {solution.due} and is not shipped",
                steps=("due",),
                help="write `status: shipped`, a new day, or `status: rejected`",
            )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    not_for=frozenset({FUTURE}),
    in_libraries=True,
    local=True,
)
