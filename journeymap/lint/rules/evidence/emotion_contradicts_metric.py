"""A stage feels good and measures badly, or the other way round.

Why: One of the two is about other customers than the map's, or one is wrong; both are worth knowing. Asked of csat and
nps: a value in the lowest third of the possible ones beside a positive score, or in the highest third beside a negative
one. The score of a stage is its own, else the mean of its actions' scores.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        emotion: 2
        metrics: {csat: 21}

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        emotion: -1
        metrics: {csat: 21}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.curve import neutral
from journeymap.journey.facts import all_readings, felt, parts
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.model import Emotion, Stage

_FEELINGS = frozenset({"csat", "nps"})


def check(journey: Journey, _options: None, _context: Context) -> Iterator[Finding]:
    """Ask each stage that has both."""
    middle = neutral(journey)
    for stage, one in all_readings(journey):
        if one.id not in _FEELINGS or one.value is None or one.min is None or one.max is None:
            continue
        score = _score(journey, stage)
        third = (one.max - one.min) / 3
        if score is None or not one.min <= one.value <= one.max:
            continue
        if (score > middle and one.value < one.min + third) or (score < middle and one.value > one.max - third):
            feels = "good" if score > middle else "bad"
            yield Finding(
                one.node,
                f"{quoted(one.name)} is {figure(one.value)}, and the stage {quoted(stage.name)} feels {feels}",
                help="ask whether both are about the same customers, and which of the two is wrong",
                related=tuple(Beside("how it feels", emotion) for emotion in _emotions(journey, stage)),
            )


def _emotions(journey: Journey, stage: Stage) -> list[Emotion]:
    """What the score of a stage is made of."""
    emotions = felt(journey)
    own = [emotion for _, emotion in emotions[id(stage)] if emotion.score is not None]
    return own or [emotion for part in parts(stage) for _, emotion in emotions[id(part)] if emotion.score is not None]


def _score(journey: Journey, stage: Stage) -> float | None:
    scores = [emotion.score for emotion in _emotions(journey, stage) if emotion.score is not None]
    return sum(scores) / len(scores) if scores else None


RULE = Rule(level=Level.INFO, preset="strict", authority="practice", check=check)
