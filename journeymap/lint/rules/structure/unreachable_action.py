"""An action that no way of the journey leads to.

Why: A bare id under `next` takes the place of the way straight on, so an action that is skipped that way and named
nowhere else is never reached. Nearly always a `when` or another `next` is missing.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Tries to print the label
            next: hand-in
          - Prints it at work
          - id: hand-in
            text: Leaves the parcel at the shop

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions:
          - text: Tries to print the label
            next:
              - {to: at-work, when: no printer at home}
              - hand-in
          - id: at-work
            text: Prints it at work
          - id: hand-in
            text: Leaves the parcel at the shop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import personas_of
from journeymap.journey.flow import flow, has_ways
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.journey.flow import Flow
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Follow every way from where each persona begins; of several actions in a row that are not reached, tell the first."""
    if not has_ways(journey):
        return
    way = flow(journey)
    targets: dict[int, list[Stop]] = {}
    for move in way.moves:
        if move.target is not None:
            targets.setdefault(id(move.start), []).append(move.target)
    reached: set[int] = set()
    for start in _starts(journey, way):
        _follow(start, targets, reached)
    for stop in way.stops:
        if id(stop) not in reached:
            yield Finding(
                stop,
                f"nothing leads to {named(stop)}",
                help="name it under `next` of the action before it, with `when` if not everybody goes there",
            )
            _follow(stop, targets, reached)


def _starts(journey: Journey, way: Flow) -> list[Stop]:
    """The first stop, and the first one of each persona."""
    found = list(way.stops[:1])
    for persona in journey.personas:
        found.extend(next(([stop] for stop in way.stops if any(one is persona for one in personas_of(journey, stop))), []))
    return found


def _follow(start: Stop, targets: dict[int, list[Stop]], reached: set[int]) -> None:
    waiting = [start]
    while waiting:
        stop = waiting.pop()
        if id(stop) not in reached:
            reached.add(id(stop))
            waiting.extend(targets.get(id(stop), ()))


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
