"""A pain point with no solution, or only rejected ones, that nobody has accepted.

Why: A pain point that is written down and then left alone is the map's most common way to fail. Somebody has to decide:
name a solution (an idea will do), or say under `accepted` why it stays. In a validated map an undecided pain point of
high or critical severity is an error. Beside an opportunity, or where a solution is at work, it is only worth a hint.
If not one of several pain points is decided on, that is said once.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points: The label has to be printed

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: QR code on the phone
          - text: The nearest shop is 14 km away
            accepted: Comes up again with the carrier contract of 2027
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import PainStatus, pain_points, pain_status, solutions_of
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import PainPoint

_SEVERE = frozenset({"high", "critical"})
_SEVERAL = 3


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask each pain point. One whose solutions are misspelt is told for that."""
    pains = tuple(pain_points(journey))
    undecided = [pain for pain in pains if pain_status(journey, pain) is PainStatus.UNADDRESSED]
    open_ones = [pain for pain in undecided if len(solutions_of(journey, pain)) == len(pain.solutions)]
    grave = {id(pain) for pain in open_ones if _is_grave(journey, pain)}
    none_decided = len(open_ones) == len(pains) >= _SEVERAL and not grave and not any(pain.solutions for pain in pains)
    if none_decided and not context.each:
        yield Finding(
            journey.map,
            f"none of the {len(pains)} pain points has a solution or is accepted",
            help="decide on the worst ones first: name an idea under `solutions`, or say under `accepted` why it stays",
            related=tuple(Beside("undecided", pain) for pain in _worst_first(pains)),
            level=Level.INFO if all(_is_near_a_way_out(journey, pain) for pain in pains) else None,
        )
        return
    for pain in open_ones:
        yield _finding(journey, pain, Level.ERROR if id(pain) in grave else None)


def _finding(journey: Journey, pain: PainPoint, level: Level | None) -> Finding:
    rejected = solutions_of(journey, pain)
    message = f"the pain point {quoted(pain.text)} has no solution and is not accepted"
    if rejected:
        what = "its only solution is rejected" if len(rejected) == 1 else f"all {len(rejected)} solutions are rejected"
        message = f"the pain point {quoted(pain.text)} is not accepted, and {what}"
    if level is None and _is_near_a_way_out(journey, pain):
        level = Level.INFO
    return Finding(
        pain,
        message,
        help="name an idea under `solutions`, or say under `accepted` why it stays",
        related=tuple(Beside("rejected", solution) for solution in rejected),
        level=level,
        absent=("accepted",) if pain.solutions else ("accepted", "solutions"),
    )


def _is_near_a_way_out(journey: Journey, pain: PainPoint) -> bool:
    """Whether an opportunity stands on its action or stage, or a solution is at work there."""
    near = (journey.action_of(pain), journey.stage_of(pain))
    return any(place.opportunities or place.solutions for place in near if place is not None)


def _is_grave(journey: Journey, pain: PainPoint) -> bool:
    return journey.map.status == "validated" and pain.severity in _SEVERE


def _worst_first(pains: tuple[PainPoint, ...]) -> list[PainPoint]:
    order = ("critical", "high", "medium", None, "low")
    return sorted(pains, key=lambda pain: order.index(pain.severity))


RULE = Rule(level=Level.WARNING, preset="minimal", authority="practice", check=check)
