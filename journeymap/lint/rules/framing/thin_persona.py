"""A persona without goals or needs, or one that rests on no evidence.

Why: A name and a portrait are not a persona. What makes one useful is what the customer wants and needs, and that
somebody looked: a persona that was thought up repeats what the team believed before.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas: Sarah
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
        needs: To finish a task in one sitting, on her phone
        evidence: Interviews with 18 customers
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import listed, quoted
from journeymap.model import Persona

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each persona of the map. A future state is not asked for evidence."""
    for persona in journey.personas:
        wanted = any(any(one is persona for one in journey.targets(goal, "persona", Persona)) for goal in journey.goals)
        has_goals = wanted or persona.goals or persona.needs
        lacks: dict[str, tuple[str, ...]] = {} if has_goals else {"goals or needs": ("goals", "needs")}
        if not persona.evidence and not journey.map.is_future:
            lacks["evidence"] = ("evidence",)
        if lacks:
            yield Finding(
                persona,
                f"the persona {quoted(persona.name)} has no {listed(list(lacks), 'and no')}",
                help="write what research says about them under `goals`, `needs` and `evidence`",
                key="-".join(keys[0] for keys in lacks.values()),
                absent=tuple(key for keys in lacks.values() for key in keys),
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    in_libraries=True,
)
