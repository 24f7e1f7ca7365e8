"""A stage with far more or far fewer touchpoints than the others.

Why: Fewer than expected hint at customers who leave early, more at a part of the service that is too complicated.
Compared with the median of the stages that have any.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        touchpoints: [Website]
      - name: Register
        touchpoints: [Website, App, Mail, Chatbot]
      - name: Send it back
        touchpoints: [Parcel shop]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        touchpoints: [Website]
      - name: Register
        touchpoints: [Website, App]
      - name: Send it back
        touchpoints: [Parcel shop]

Options:
    times (3): how many times the median is too many, and which part of it too few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.facts import touchpoints_of
from journeymap.lint.rule import DAY_IN_THE_LIFE, Finding, Rule
from journeymap.lint.wording import counted, figure, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """How far from the median a stage may be."""

    times: float = 3


_FEWEST_STAGES = 3


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask each stage, in maps where three or more have touchpoints."""
    counts = [(stage, len(touchpoints_of(journey, stage))) for stage in journey.map.stages]
    counts = [(stage, count) for stage, count in counts if count]
    if len(counts) < _FEWEST_STAGES:
        return
    middle = _median([count for _, count in counts])
    for stage, count in counts:
        fewer = count * options.times < middle
        if fewer or count > middle * options.times:
            yield Finding(
                stage,
                f"the stage {quoted(stage.name)} has {counted(count, 'touchpoint')}; the median is {figure(middle)}",
                help="look whether customers leave here" if fewer else "look whether this part asks too much of the customer",
                key="fewer" if fewer else "more",
            )


def _median(counts: list[int]) -> float:
    ordered = sorted(counts)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="practice",
    check=check,
    options=Options(),
    not_for=frozenset({DAY_IN_THE_LIFE}),
)
