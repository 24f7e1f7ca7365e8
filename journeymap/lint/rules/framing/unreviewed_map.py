"""A validated map that does not say when it was reviewed.

Why: `validated` is a claim about a day. Without the day nobody can tell whether it still holds, and overdue-review,
which counts from it, cannot speak.

Bad:
    journeymap: 1
    title: Returning a sweater
    status: validated
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    status: validated
    reviewed: 2026-10-01
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import FUTURE, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask a validated map."""
    if journey.map.status == "validated" and journey.map.reviewed is None:
        yield Finding(
            journey.map,
            "the map is validated and does not say when it was reviewed",
            steps=("status",),
            help="write the day of the last review under `reviewed`",
            absent=("reviewed",),
        )


RULE = Rule(
    level=Level.WARNING,
    preset="strict",
    authority="practice",
    check=check,
    not_for=frozenset({FUTURE}),
)
