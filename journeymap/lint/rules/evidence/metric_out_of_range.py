"""A value that its metric cannot have.

Why: An NPS of 140 is a slip of the keyboard or another measure. Known metrics have bounds (nps -100 to 100, csat,
conversion and drop-off 0 to 100, ces 1 to 7), declared ones those of their `min` and `max`. Values, targets, previous
values and what solutions expect are held against them.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics: {nps: 140}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        metrics: {nps: 14}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import all_readings, reading
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure, quoted
from journeymap.model import Metric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Reading
    from journeymap.lint.context import Context
    from journeymap.model import Node

_FIELDS = ("value", "previous", "target")


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each number where it is written: in declarations, in stages, in solutions."""
    declared = [reading(journey, metric) for metric in journey.metrics]
    for one in (*declared, *(one for _, one in all_readings(journey))):
        for name in _FIELDS:
            number = getattr(one.node, name)
            if number is not None:
                yield from _finding(one, number, one.node, name)
    for solution in journey.solutions:
        for metric in journey.targets(solution, "metric", Metric):
            if solution.expected is not None:
                yield from _finding(reading(journey, metric), solution.expected, solution, "expected")


def _finding(one: Reading, number: float, node: Node, name: str) -> Iterator[Finding]:
    if one.min is not None and number < one.min:
        bound = f"below {figure(one.min)}, its lowest possible value"
    elif one.max is not None and number > one.max:
        bound = f"above {figure(one.max)}, its highest possible value"
    else:
        return
    what = "value" if name == "value" else f"{name} value"
    bounded = one.metric.min is not None or one.metric.max is not None
    beside = (Beside("its bounds are declared here", one.metric),) if bounded and node is not one.metric else ()
    yield Finding(
        node,
        f"the {what} {figure(number)} of {quoted(one.name)} is {bound}",
        steps=(name,),
        help="correct it, or give the metric another `min` and `max` where it is declared",
        key=name,
        related=beside,
    )


RULE = Rule(
    level=Level.ERROR,
    preset="minimal",
    authority="practice",
    check=check,
    in_libraries=True,
    local=True,
)
