"""A stage with actions in which nothing is measured.

Why: Without a number nobody can tell whether a change helped. One per stage is enough; known ones are nps, csat, ces,
conversion, drop-off and time-on-task. A day in the life and a future state are not asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Reads the policy
        metrics: {drop-off: 12}
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Reads the policy
        metrics: {drop-off: 12}
      - name: Send it back
        actions: Takes the parcel to the shop
        metrics: {drop-off: 21}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import parts
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import DAY_IN_THE_LIFE, FUTURE, Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage with actions that does not point at a map of its own."""
    asked = [stage for stage in journey.map.stages if stage.actions and stage.journey is None]
    lacking = [stage for stage in asked if not any(part.metrics for part in parts(stage))]
    yield from each_or_once(
        journey,
        context,
        lacking,
        len(asked),
        lambda stage: Finding(
            stage,
            f"nothing is measured in the stage {named(stage)}",
            help="write a number that would show a change under `metrics`",
            absent=("metrics",),
        ),
        once=f"nothing is measured in any of the {len(asked)} stages",
        help_line="write a number that would show a change under `metrics`, at least where it hurts most",
    )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice; NN/g, Journey Mapping 101",
    check=check,
    not_for=frozenset({FUTURE, DAY_IN_THE_LIFE}),
)
