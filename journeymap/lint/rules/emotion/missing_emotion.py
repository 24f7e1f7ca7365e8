"""A stage with actions that does not say how it feels.

Why: What the customer feels is what tells a journey map from a process chart. A word is enough, and a score draws the
curve. Blueprints are about the service and are not asked.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Reads the policy
        emotion: Unsure
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Reads the policy
        emotion: Unsure
      - name: Send it back
        actions:
          - text: Takes the parcel to the shop
            emotion: 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import parts
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import BLUEPRINT, Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_KEYS = ("emotion", "emotions")


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage with actions that does not point at a map of its own."""
    asked = [stage for stage in journey.map.stages if stage.actions and stage.journey is None]
    lacking = [stage for stage in asked if not any(part.emotion or part.emotions for part in parts(stage))]
    yield from each_or_once(
        journey,
        context,
        lacking,
        len(asked),
        lambda stage: Finding(
            stage,
            f"the stage {named(stage)} does not say how it feels",
            help="write a score, a feeling or both under `emotion`, of the stage or of its actions",
            absent=_KEYS,
        ),
        once=f"none of the {len(asked)} stages says how it feels",
        help_line="write a score, a feeling or both under `emotion`, stage by stage or action by action",
    )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="Smaply, Journey mapping mistakes; practice",
    check=check,
    not_for=frozenset({BLUEPRINT}),
)
