"""An action or a pain point without an id of its own.

Why: Without one, its id is made from its text, and whoever rewords it makes another thing of it: a diff then has to
guess, and references break. Ids that were written hold. If nothing in the map has one, that is said once. The fix
writes the id that is made from the text now, so that nothing else changes; shorten it before others refer to it.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - id: hand-in
            text: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import actions, pain_points
from journeymap.lint.once import each_or_once
from journeymap.lint.rule import Finding, Remedy, Rule, SetKey
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Node


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each action and each pain point."""
    asked: list[Node] = [*actions(journey), *pain_points(journey)]
    lacking = [node for node in asked if node.id is None]
    for finding in each_or_once(
        journey,
        context,
        lacking,
        len(asked),
        lambda node: Finding(
            node,
            f"the {node.kind.replace('-', ' ')} {named(node)} has no id",
            help=f"write `id: {journey.id_of(node)}` beside its text, and keep it when the text changes",
            absent=("id",),
        ),
        once=f"none of the {len(asked)} actions and pain points has an id",
        help_line="write an `id` beside the texts of those that change often, and keep it when the text changes",
    ):
        nodes = lacking if finding.node is journey.map else (finding.node,)
        yield finding._replace(remedy=Remedy(tuple(SetKey(node, "id", journey.id_of(node)) for node in nodes), safe=True))


RULE = Rule(level=Level.INFO, preset="strict", authority="practice", check=check, fixable=True)
