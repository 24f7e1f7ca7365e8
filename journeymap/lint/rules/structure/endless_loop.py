"""Actions from which the customer can never get to the end or leave.

Why: A loop is fine as long as something leads out of it. One without a way out says that customers go round for ever,
which is never meant: a `share`, a `when` or a way on is missing.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - id: upload
            text: Uploads a photo
          - text: Waits for the check
            next: upload

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Register the return
        actions:
          - id: upload
            text: Uploads a photo
          - text: Waits for the check
            next: {to: upload, when: the photo is unclear, share: 0.2}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.flow import flow, has_ways
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Go backwards from every end and every exit; what is not met goes round for ever."""
    if not has_ways(journey):
        return
    way = flow(journey)
    sources: dict[int, list[Stop]] = {}
    for move in way.moves:
        if move.target is not None:
            sources.setdefault(id(move.target), []).append(move.start)
    met: set[int] = set()
    waiting = [*way.ends, *(move.start for move in way.moves if move.leaves)]
    while waiting:
        stop = waiting.pop()
        if id(stop) not in met:
            met.add(id(stop))
            waiting.extend(sources.get(id(stop), ()))
    lost = [stop for stop in way.stops if id(stop) not in met]
    back = next((move for move in way.moves if id(move.start) not in met and way.is_back(move)), None)
    if back is not None and back.way is not None and back.target is not None:
        yield Finding(
            back.way,
            f"this way leads back to {named(back.target)}, and nothing leads out of the loop",
            help="write another way beside it: with `when` for some, or without `to` for those who leave",
            related=tuple(Beside("never gets to an end", stop) for stop in lost),
        )


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
