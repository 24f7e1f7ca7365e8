"""A stage named after a department or a step of the sales funnel.

Why: "Conversion" and "Lead nurturing" are what the company does to people. Nobody is "in conversion": named in the
customer's words, a stage says what the customer is about. Recognised by a word list in the map's language.

Bad:
    journeymap: 1
    title: Buying a sweater
    stages: [Lead generation, Conversion]

Good:
    journeymap: 1
    title: Buying a sweater
    stages: [Notice that I need one, Decide and pay]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each stage."""
    words = context.words("company-stages")
    for stage in journey.map.stages:
        if slug(stage.name) in words:
            yield Finding(
                stage,
                f"the stage {quoted(stage.name)} is named from the company's side",
                help="name it by what the customer is about: what are they trying to get done here?",
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice; Smaply, Journey mapping mistakes",
    check=check,
    local=True,
)
