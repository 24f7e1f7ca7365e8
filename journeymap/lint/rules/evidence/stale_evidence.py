"""Evidence, or a measured value, that is older than a year.

Why: What customers said two years ago is about another service. Look again, or at least know that you did not. A
measured value is told only where the evidence behind it is not told already.

Bad:
    journeymap: 1
    title: Returning a sweater
    evidence:
      - {id: survey, title: Returns survey, date: 2024-09-30}
    stages:
      - name: Send it back
        evidence: [survey]

Good:
    journeymap: 1
    title: Returning a sweater
    evidence:
      - {id: survey, title: Returns survey, date: 2026-09-30}
    stages:
      - name: Send it back
        evidence: [survey]

Options:
    months (12): how old evidence may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_readings, key_figures
from journeymap.lint.rule import FUTURE, Finding, Rule
from journeymap.lint.wording import counted, quoted
from journeymap.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How old evidence may be."""

    months: int = 12


def check(journey: Journey, options: Options, context: Context) -> Iterator[Finding]:
    """Ask each piece of evidence of the map, then each measured value."""
    oldest = _months_before(context.today, options.months)
    age = f"more than {counted(options.months, 'month')} ago"
    stale: set[int] = set()
    for source in journey.evidence:
        if source.date is not None and source.date.last < oldest:
            stale.add(id(source))
            yield Finding(
                source,
                f"the evidence {quoted(source.title)} is of {source.date}, {age}",
                steps=("date",),
                help="look again and write the new date, or take out what rests on it",
            )
    measured = [*key_figures(journey), *(one for _, one in all_readings(journey))]
    for one in measured:
        if one.date is not None and one.date.last < oldest and not any(id(source) in stale for source in one.evidence):
            yield Finding(
                one.node,
                f"the value of {quoted(one.name)} is of {one.date}, {age}",
                steps=("date",),
                help="measure again; what was measured before goes under `previous`",
            )


def _months_before(today: date, months: int) -> date:
    count = max(today.year * 12 + today.month - 1 - months, 12)
    end_of_month = PartialDate(count // 12, count % 12 + 1).last
    return end_of_month.replace(day=min(today.day, end_of_month.day))


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    options=Options(),
    not_for=frozenset({FUTURE}),
    in_libraries=True,
    local=True,
)
