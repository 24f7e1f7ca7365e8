"""The shares of the ways out of one place add up to more than everybody.

Why: Shares are of those who reach the place, so together they are at most 1. More cannot be drawn and cannot be true:
one of them counts from the start of the journey, or overlaps another one.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - id: upload
            text: Uploads a photo
            next:
              - {to: upload, when: the photo is unclear, share: 0.7}
              - {when: gives up, share: 0.4}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - id: upload
            text: Uploads a photo
            next:
              - {to: upload, when: the photo is unclear, share: 0.2}
              - {when: gives up, share: 0.1}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import stops
from journeymap.journey.flow import written_ways
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Next

_ROUNDING = 1e-9


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Add up at each stop; the finding stands at the share that is one too many."""
    for stop in stops(journey):
        total = 0.0
        before: list[Next] = []
        over: Next | None = None
        for way in written_ways(journey, stop) or ():
            if way.share is None:
                continue
            total += way.share
            if total > 1 + _ROUNDING and over is None:
                over = way
            elif over is None:
                before.append(way)
        if over is not None:
            yield Finding(
                over,
                f"the shares out of {named(stop)} add up to {figure(round(total, 4))}; at most 1 was expected",
                steps=("share",),
                help="give the parts of those who reach this place; what is left goes straight on",
                related=tuple(Beside("counts too", way, ("share",)) for way in before),
            )


RULE = Rule(level=Level.WARNING, preset="minimal", authority="practice", check=check, local=True)
