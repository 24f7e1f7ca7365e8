"""A stage in which nothing happens: no action, and no lane with anything in it.

Why: An empty column is a reminder that was forgotten, or a stage that the customer does not have. A stage that points
at a map of its own is not empty.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Looks for the policy
      - name: Send it back
        owner: Logistics

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions: Looks for the policy
      - name: Send it back
        owner: Logistics
        pain_points: The label has to be printed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import named
from journeymap.model import Lanes, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_LANES = tuple(name for name in Lanes.model_fields if name not in Node.model_fields)


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage."""
    stages = journey.map.stages
    empty = [stage for stage in stages if not (stage.actions or stage.journey or any(getattr(stage, lane) for lane in _LANES))]
    yield from each_or_once(
        journey,
        context,
        empty,
        len(stages),
        lambda stage: Finding(
            stage,
            f"nothing happens in the stage {named(stage)}",
            help="write what the customer does there under `actions`, or take the stage out",
            absent=("actions", "journey", *_LANES),
        ),
        once=f"nothing happens in any of the {len(stages)} stages",
        help_line="write what the customer does in each of them under `actions`",
    )


RULE = Rule(level=Level.WARNING, preset="minimal", authority="practice", check=check)
