"""A stage that the customer meets, with nothing behind the line of visibility.

Why: Behind every touchpoint somebody prepares, decides or keeps a system running. A stage with none of it has not been
looked at from behind, which is what a blueprint is for.

Bad:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Book
        touchpoints: [Booking page]
        actions: Books a table
      - name: Order
        touchpoints: [Menu]
        actions: Orders the starter
        backstage: Cook prepares the starter

Good:
    journeymap: 1
    title: A dinner for two
    type: service-blueprint
    stages:
      - name: Book
        touchpoints: [Booking page]
        actions: Books a table
        support: Booking system holds a table
      - name: Order
        touchpoints: [Menu]
        actions: Orders the starter
        backstage: Cook prepares the starter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import parts
from journeymap.lint.rule import DAY_IN_THE_LIFE, JOURNEY, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each stage with touchpoints or frontstage, where others have something behind them."""
    stages = journey.map.stages
    behind = [any(part.backstage or part.support for part in parts(stage)) for stage in stages]
    if not any(behind):
        return
    for stage, has_support in zip(stages, behind, strict=True):
        if not has_support and any(part.touchpoints or part.frontstage for part in parts(stage)):
            yield Finding(
                stage,
                f"nothing stands behind what the customer meets in the stage {quoted(stage.name)}",
                help="write what people and systems do out of sight under `backstage` and `support`",
                absent=("backstage", "support"),
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    not_for=frozenset({JOURNEY, DAY_IN_THE_LIFE}),
)
