"""A curve that hardly moves: every score lies within a quarter of the scale.

Why: Nobody goes through five steps without a high or a low. A flat curve usually means that scores were filled in
because the field was there; ask customers what they remember.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - {name: Notice, emotion: 0}
      - {name: Find out how, emotion: 0}
      - {name: Register, emotion: 1}
      - {name: Send it back, emotion: 0}
      - {name: Wait, emotion: 1}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - {name: Notice, emotion: -1}
      - {name: Find out how, emotion: 0}
      - {name: Register, emotion: 1}
      - {name: Send it back, emotion: -2}
      - {name: Wait, emotion: 1}

Options:
    least (5): how many scores a curve must have to be asked.
    within (0.25): which part of the scale counts as flat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Level
from journeymap.journey.curve import curves
from journeymap.lint.rule import Finding, Rule
from journeymap.lint.wording import figure, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


class Options(NamedTuple):
    """From how many scores on, and what counts as flat."""

    least: int = 5
    within: float = 0.25


def check(journey: Journey, options: Options, _context: Context) -> Iterator[Finding]:
    """Ask each curve."""
    scale = journey.map.emotion_scale
    for curve in curves(journey):
        scores = [point.score for point in curve.points]
        if len(scores) >= options.least and max(scores) - min(scores) <= (scale.max - scale.min) * options.within:
            whose = f" of {listed([quoted(persona.name) for persona in curve.personas])}" if curve.personas else ""
            yield Finding(
                curve.points[0].emotion,
                f"the curve{whose} is flat: {len(scores)} scores from {figure(min(scores))} to {figure(max(scores))}",
                help="ask customers for their best and their worst moment, and score from there",
            )


RULE = Rule(
    level=Level.INFO,
    preset="strict",
    authority="Smaply, Journey mapping mistakes",
    check=check,
    options=Options(),
)
