"""An emotion score that lies outside the map's scale.

Why: Such a score cannot be drawn in the curve, and whoever wrote it had another scale in mind: 5 on a scale of five
stars is the best there is, and on -2 to 2 it is nothing. `emotion_scale` sets the scale of the whole file.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        emotion: 4

Good:
    journeymap: 1
    title: Returning a sweater
    emotion_scale: {min: 1, max: 5}
    stages:
      - name: Send it back
        emotion: 4
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.facts import felt
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each score."""
    scale = journey.map.emotion_scale
    low, high = figure(scale.min), figure(scale.max)
    beside = (Beside("the scale of this map", scale),) if "emotion_scale" in journey.map.model_fields_set else ()
    for emotions in felt(journey).values():
        for _, emotion in emotions:
            if emotion.score is not None and not scale.min <= emotion.score <= scale.max:
                yield Finding(
                    emotion,
                    f"the score {figure(emotion.score)} lies outside the scale, which goes from {low} to {high}",
                    steps=("score",),
                    help=f"write a score from {low} to {high}, or set `emotion_scale` to the one you use",
                    related=beside,
                )


RULE = Rule(level=Level.ERROR, preset="minimal", authority="mermaid-js/mermaid#6262", check=check, local=True)
