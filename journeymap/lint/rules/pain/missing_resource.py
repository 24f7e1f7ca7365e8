"""A solution is under way and needs a resource that nobody has yet.

Why: Work has begun on something that cannot be finished with what is there. Get the resource first, or say that the
solution is still planned.

Bad:
    journeymap: 1
    title: Returning a sweater
    resources:
      - {id: scanners, name: QR scanners in the shops, status: need}
    solutions:
      - {id: qr-code, text: QR code on the phone, status: in-progress, owner: Logistics, resources: [scanners]}
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]

Good:
    journeymap: 1
    title: Returning a sweater
    resources:
      - {id: scanners, name: QR scanners in the shops, status: have}
    solutions:
      - {id: qr-code, text: QR code on the phone, status: in-progress, owner: Logistics, resources: [scanners]}
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: [qr-code]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import Solution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each solution in progress for each resource it names."""
    for resource in journey.resources:
        for use in journey.uses(resource):
            owner = use.owner
            if resource.status == "need" and isinstance(owner, Solution) and owner.stage_of_work == "in-progress":
                yield Finding(
                    owner,
                    f"the solution {quoted(owner.text)} is in progress, and {quoted(resource.name)} is still needed",
                    steps=("resources", use.entry),
                    help="get it first, write `status: have` once it is there, or set the solution back to `planned`",
                    key=journey.id_of(resource),
                    related=(Beside("still needed", resource, ("status",)),),
                )


RULE = Rule(
    level=Level.WARNING,
    preset="recommended",
    authority="practice",
    check=check,
    in_libraries=True,
)
