"""A solution that no pain point and no opportunity asks for.

Why: A solution looking for a problem. Either the pain point it removes is missing from the map, or the solution is
somebody's wish. In a future map, a pain point of the map it is based on counts. Shipped and rejected solutions are not
asked (their pain points may be gone), nor are those of a library, which serve other maps too.

Bad:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - text: QR code on the phone
        status: planned
    stages:
      - name: Send it back
        pain_points: The nearest shop is 14 km away

Good:
    journeymap: 1
    title: Returning a sweater
    solutions:
      - id: qr-code
        text: QR code on the phone
        status: planned
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import pain_points, solutions_of
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import Opportunity, PainPoint, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_DONE = frozenset({"shipped", "rejected"})


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each solution that the map itself declares."""
    before = _asked_for_before(journey)
    for solution in journey.solutions:
        asked_for = any(isinstance(use.owner, PainPoint | Opportunity) for use in journey.uses(solution))
        if asked_for or solution.stage_of_work in _DONE or journey.origin(solution).path != journey.path:
            continue
        if journey.id_of(solution) in before or slug(solution.text) in before:
            continue
        yield Finding(
            solution,
            f"no pain point and no opportunity asks for the solution {quoted(solution.text)}",
            help="name it under `solutions` of the pain point that it removes, or write that pain point",
        )


def _asked_for_before(journey: Journey) -> frozenset[str]:
    """Ids and texts of the solutions that the current map, on which a future one is based, has pain points for."""
    base = journey.based_on
    if base is None:
        return frozenset()
    known = [solution for pain in pain_points(base) for solution in solutions_of(base, pain)]
    return frozenset((*map(base.id_of, known), *(slug(solution.text) for solution in known)))


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
