"""A stage of a current state in which nothing rests on evidence.

Why: What nobody looked at is a guess, and readers cannot tell guesses from findings unless the map does. Evidence may
stand on the stage, on an action, or on anything in it. A future state is not asked. A map that declares evidence and
never refers to it is told by unused-declaration instead.

Bad:
    journeymap: 1
    title: Returning a sweater
    state: current
    stages:
      - name: Find out how
        actions: Reads the policy
        evidence: Returns survey
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    state: current
    stages:
      - name: Find out how
        actions: Reads the policy
        evidence: Returns survey
      - name: Send it back
        actions: Takes the parcel to the shop
        pain_points:
          - text: The nearest shop is 14 km away
            evidence: Returns survey
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import FUTURE, Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage that holds anything and does not point at a map of its own."""
    declared = journey.map.evidence
    if declared and not any(journey.uses(source) for source in declared):
        return
    asked = [(stage, nodes) for stage in journey.map.stages if stage.journey is None and (nodes := journey.held(stage))]
    lacking = [stage for stage, nodes in asked if not any(vars(node).get("evidence") for node in (stage, *nodes))]
    yield from each_or_once(
        journey,
        context,
        lacking,
        len(asked),
        lambda stage: Finding(
            stage,
            f"nothing in the stage {named(stage)} rests on evidence",
            help="name surveys, interviews, observations or numbers under `evidence`, on the stage or on what rests on them",
            absent=("evidence",),
        ),
        once=f"nothing in any of the {len(asked)} stages rests on evidence",
        help_line="name surveys, interviews, observations or numbers under `evidence`, on a stage or on what rests on them",
    )


RULE = Rule(
    level=Level.INFO,
    preset="recommended",
    authority="practice; Smaply, Journey mapping mistakes",
    check=check,
    not_for=frozenset({FUTURE}),
)
