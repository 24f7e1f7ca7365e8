"""A negative emotion where nothing says what hurts.

Why: A bad feeling has a cause, and the cause is what can be changed. A score in the lower half of the scale without a
pain point or an opportunity, on the action or its stage, is a gap in the map. A fail point that says what goes wrong
counts, and a pain point of another persona does not. If the map has neither anywhere, that is said once.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions:
          - text: Looks for the return policy
            emotion: -1

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Find out how
        actions:
          - text: Looks for the return policy
            emotion: -1
            pain_points: The policy is buried in the footer
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.journey.curve import neutral
from journeymap.journey.facts import all_parts, felt
from journeymap.lint.feelings import around, has_opportunity, pains_around
from journeymap.lint.rule import Beside, Finding, Rule
from journeymap.lint.wording import figure, named, quoted
from journeymap.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.lint.context import Context
    from journeymap.model import Emotion, Persona


def check(journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask the lowest score of each stage and each action."""
    places = all_parts(journey)
    middle = neutral(journey)
    emotions = felt(journey)
    found = [finding for part in places if (finding := _finding(journey, part, emotions[id(part)], middle)) is not None]
    if len(found) > 1 and not context.each and not any(part.pain_points or part.opportunities for part in places):
        yield Finding(
            journey.map,
            f"{len(found)} emotions are negative, and the map has no pain point that says why",
            help="write what hurts under `pain_points` of these actions or their stages",
            related=tuple(Beside("negative", finding.node) for finding in found),
        )
        return
    yield from found


def _finding(journey: Journey, part: Stop, felt_there: Iterable[tuple[Persona | None, Emotion]], middle: float) -> Finding | None:
    lows = [
        (emotion.score, place, who, emotion)
        for place, (who, emotion) in enumerate(felt_there)
        if emotion.score is not None and emotion.score < middle and not _is_explained(journey, part, who)
    ]
    if not lows:
        return None
    score, _, who, emotion = min(lows, key=lambda low: low[:2])
    whose = "" if who is None else f" of {quoted(who.name)}"
    return Finding(
        emotion,
        f"the emotion{whose} at {named(part)} is {figure(score)}, and no pain point says why",
        help=f"write what hurts under `pain_points`, on the {part.kind} or its {'actions' if part.kind == 'stage' else 'stage'}",
    )


def _is_explained(journey: Journey, part: Stop, who: Persona | None) -> bool:
    if pains_around(journey, part, who) or has_opportunity(journey, part):
        return True
    return any(isinstance(place, Action) and place.fail_point for place in around(journey, part))


RULE = Rule(level=Level.WARNING, preset="recommended", authority="practice", check=check)
