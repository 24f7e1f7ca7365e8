"""The last stage is the sale, as if the journey ended there.

Why: For the customer the sale is the beginning: using, getting help, paying again, telling others. Maps that stop at
the till are drawn from the company's side. Stages are recognised by word lists in the map's language.

Bad:
    journeymap: 1
    title: Buying a sweater
    stages: [Find one, Compare, Purchase]

Good:
    journeymap: 1
    title: Buying a sweater
    stages: [Find one, Compare, Purchase, Wear it]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.reading import mentions
from journeymap.lint.rule import BLUEPRINT, DAY_IN_THE_LIFE, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask the last stage."""
    if len(journey.map.stages) <= 1:
        return
    last = journey.map.stages[-1]
    if mentions(last.name, context.words("purchase")) and not mentions(last.name, context.words("after-purchase")):
        yield Finding(
            last,
            f"the journey ends with {quoted(last.name)}, and what follows the purchase is missing",
            help="add what the customer does next: receive, use, get help, return, recommend",
        )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice; Smaply, Journey mapping mistakes",
    check=check,
    not_for=frozenset({DAY_IN_THE_LIFE, BLUEPRINT}),
)
