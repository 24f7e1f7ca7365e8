"""The map does not say where the journey starts or where it ends.

Why: What happens before the first stage and after the last one is where maps differ most from one reader to the next.
The trigger and the end state, in two short texts, keep the map from growing without an end.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop

Good:
    journeymap: 1
    title: Returning a sweater
    scope:
      starts: The parcel is opened
      ends: The money is back
    stages:
      - name: Send it back
        actions: Takes the parcel to the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context

_HELP = {"starts": "the trigger as `starts`", "ends": "the state in which it is over as `ends`"}


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask the map as a whole."""
    scope = journey.map.scope
    lacks = [name for name in ("starts", "ends") if scope is None or getattr(scope, name) is None]
    if not lacks:
        return
    what = {"starts": "where the journey starts", "ends": "where it ends"}
    said = listed([what[name] for name in lacks], "or") if len(lacks) > 1 else what[lacks[0]].replace("it ", "the journey ")
    node = journey.map if scope is None else scope
    yield Finding(
        node,
        f"the map does not say {said}",
        help=f"write {listed([_HELP[name] for name in lacks])} under `scope`",
        key="-".join(lacks),
        absent=("scope",) if scope is None else tuple(lacks),
    )


RULE = Rule(level=Level.INFO, preset="strict", authority="Smaply, Journey mapping mistakes; practice", check=check)
