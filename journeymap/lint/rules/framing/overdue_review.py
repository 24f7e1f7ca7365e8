"""The last review is longer ago than the map itself allows.

Why: Customers, products and channels change under a map. Teams that get use out of one walk through it again every
month or quarter and after each major release. `review_every` says how often; a quarter if it is left out.

Bad:
    journeymap: 1
    title: Returning a sweater
    reviewed: 2024-10-01
    review_every: quarter
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    reviewed: 2026-10-01
    review_every: quarter
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import FUTURE, Finding, Rule
from journeymap.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask a map that was reviewed. One that never was is asked by unreviewed-map."""
    reviewed = journey.map.reviewed
    if reviewed is None:
        return
    due = _due(reviewed.last, journey.map.review_every)
    if due is not None and due < context.today:
        yield Finding(
            journey.map,
            f"the map was last reviewed on {reviewed}, and the next review was due on {due}",
            steps=("reviewed",),
            help="walk through the journey again, then write the day under `reviewed`; or change `review_every`",
        )


def _due(reviewed: date, every: str) -> date | None:
    """When the next review is due; None past the end of the calendar."""
    try:
        if every not in _MONTHS:
            return reviewed + timedelta(days=int(every.partition(" ")[0]))
        months = reviewed.year * 12 + reviewed.month - 1 + _MONTHS[every]
        end_of_month = PartialDate(months // 12, months % 12 + 1).last
        return end_of_month.replace(day=min(reviewed.day, end_of_month.day))
    except (OverflowError, ValueError):
        return None


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    not_for=frozenset({FUTURE}),
)
