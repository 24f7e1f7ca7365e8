"""A stage with actions in which the customer meets nothing of the service.

Why: Touchpoints are where opinions form and where something can be changed. A stage without any is either a gap in the
map or a gap in the service. What customers see or hold and what staff do before their eyes counts too. A day in the
life is not asked: most of it happens without the company.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        touchpoints: [Returns portal]
        actions: Picks a reason
      - name: Send it back
        actions: Takes the parcel away

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        touchpoints: [Returns portal]
        actions: Picks a reason
      - name: Send it back
        actions:
          - text: Takes the parcel to the shop
            touchpoints: [Parcel shop]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import parts
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import DAY_IN_THE_LIFE, Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_MEETINGS = ("touchpoints", "frontstage", "physical_evidence")


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage with actions that does not point at a map of its own."""
    asked = [stage for stage in journey.map.stages if stage.actions and stage.journey is None]
    lacking = [stage for stage in asked if not any(getattr(part, lane) for part in parts(stage) for lane in _MEETINGS)]
    yield from each_or_once(
        journey,
        context,
        lacking,
        len(asked),
        lambda stage: Finding(
            stage,
            f"the stage {named(stage)} has no touchpoint",
            help="name under `touchpoints` where the customer meets the service in this stage",
            absent=_MEETINGS,
        ),
        once=f"none of the {len(asked)} stages has a touchpoint",
        help_line="name under `touchpoints` where the customer meets the service, stage by stage",
    )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    not_for=frozenset({DAY_IN_THE_LIFE}),
)
