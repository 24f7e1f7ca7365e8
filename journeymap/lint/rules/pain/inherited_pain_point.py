"""A pain point of the current map about which the future map says nothing.

Why: A future state that leaves out what hurts today is a wish. Each pain point without a solution in the current map
has to show up here, addressed or accepted, under its id or its text; or get a solution there. One that shows up here
undecided is told by unaddressed-pain-point.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater in 2028
    state: future
    based_on: today.yaml
    stages: [Send it back]
    # today.yaml
    journeymap: 1
    title: Returning a sweater
    state: current
    stages:
      - name: Send it back
        pain_points: The label has to be printed

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater in 2028
    state: future
    based_on: today.yaml
    stages:
      - name: Send it back
        pain_points:
          - text: The label has to be printed
            solutions: QR code on the phone
    # today.yaml
    journeymap: 1
    title: Returning a sweater
    state: current
    stages:
      - name: Send it back
        pain_points: The label has to be printed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import PainStatus, pain_points, pain_status
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import quoted
from journeymap.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each undecided pain point of the map that this one is based on."""
    base = journey.based_on
    if base is None:
        return
    here = {name for pain in pain_points(journey) for name in (journey.id_of(pain), slug(pain.text))}
    for pain in pain_points(base):
        if pain_status(base, pain) is PainStatus.UNADDRESSED and base.id_of(pain) not in here and slug(pain.text) not in here:
            yield Finding(
                journey.map,
                f"the pain point {quoted(pain.text)} of the current map is undecided there and missing here",
                steps=("based_on",),
                help="write it here with a solution or as accepted, or give it a solution in the current map",
                key=base.id_of(pain),
                related=(Beside("undecided here", pain, journey=base),),
            )


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
