"""What differs in how a stage or an action feels, persona by persona; what several of them share is told once.

Scores are compared by their place on the scale of their map, so that a map that goes over to another scale and keeps
its curve has not changed for the customer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.diff.change import Difference, What
from journeymap.diff.facts import decimal, spelling
from journeymap.journey.facts import personas_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.match import Match
    from journeymap.model import Emotion, Persona


@dataclass(eq=False)
class _Felt:
    """One emotion in either map, and the personas (by their names in the new map) who feel it."""

    old: Emotion | None
    new: Emotion | None
    who: list[str]


def feelings(match: Match, one: Stop, other: Stop) -> Iterator[Difference]:
    """What differs between the emotions of a matched pair."""
    felt = _felt(match, one, other)
    parted = len(felt) > 1
    for case in felt:
        who = ", ".join(case.who) if parted and case.who else None
        yield from _differences(match, one, other, case, who)


def relative(journey: Journey, emotion: Emotion) -> float | None:
    """A score as its place on the scale of its map: 0 for the worst, 1 for the best."""
    scale = journey.map.emotion_scale
    if emotion.score is None:
        return None
    return round((emotion.score - scale.min) / (scale.max - scale.min), 9) if scale.max > scale.min else emotion.score


def _felt(match: Match, one: Stop, other: Stop) -> list[_Felt]:
    """The emotions of a pair, each once; a persona that one map lacks counts if the other says how everybody feels."""
    if not one.emotions and not other.emotions:
        return [_Felt(one.emotion, other.emotion, [])]
    cases: list[tuple[Emotion | None, Emotion | None, str]] = []
    for before in match.old.personas:
        after = match.new_of(before)
        if after is not None:
            cases.append((_of(match.old, one, before), _of(match.new, other, after), after.name))
        elif other.emotion is not None:
            cases.append((_of(match.old, one, before), other.emotion, before.name))
    if one.emotion is not None:
        newcomers = (after for after in match.new.personas if match.old_of(after) is None)
        cases.extend((one.emotion, _of(match.new, other, after), after.name) for after in newcomers)
    found: dict[tuple[object, object], list[tuple[Emotion | None, Emotion | None, str]]] = {}
    for case in cases:
        found.setdefault((_key(match.old, case[0]), _key(match.new, case[1])), []).append(case)
    # Of several personas who feel the same, one stands for all in either direction: the first by its name.
    chosen = ((min(group, key=lambda case: case[2]), [name for _, _, name in group]) for group in found.values())
    return [_Felt(old, new, who) for (old, new, _), who in chosen]


def _of(journey: Journey, stop: Stop, persona: Persona) -> Emotion | None:
    """How it feels for one persona: what is said of it, or of all who are here if it is one of them."""
    here = any(persona is who for who in personas_of(journey, stop))
    return next((emotion for who, emotion in journey.emotions(stop) if who is persona or (who is None and here)), None)


def _key(journey: Journey, emotion: Emotion | None) -> object:
    if emotion is None:
        return None
    words = (emotion.feeling, emotion.because, emotion.description)
    return relative(journey, emotion), *(spelling(text or "") for text in words)


def _differences(match: Match, one: Stop, other: Stop, case: _Felt, who: str | None) -> Iterator[Difference]:
    old, new = case.old, case.new
    if _key(match.old, old) == _key(match.new, new):
        return
    if old is None or new is None:
        what = What.ADDED if old is None else What.REMOVED
        was, now = (None if emotion is None else _shown(emotion) for emotion in (old, new))
        yield Difference("emotion", what, old, new, was=was, now=now, old_owner=one, new_owner=other, who=who)
        return
    if relative(match.old, old) != relative(match.new, new):
        # The words of an emotion explain its score, so a new score with new words is one change.
        was, now = _score(match, match.old, old), _score(match, match.new, new)
        yield Difference("emotion", What.CHANGED, old, new, "score", ("score",), was, now, one, other, who, _words(new))
        return
    for name in ("feeling", "because", "description"):
        was, now = getattr(old, name), getattr(new, name)
        if spelling(was or "") != spelling(now or ""):
            yield Difference("emotion", What.CHANGED, old, new, name, (name,), was, now, one, other, who)


def _score(match: Match, journey: Journey, emotion: Emotion) -> str | None:
    """A score; with its scale where the two maps have different ones, since the numbers alone would mislead."""
    if emotion.score is None:
        return None
    scales = [(side.map.emotion_scale.min, side.map.emotion_scale.max) for side in (match.old, match.new)]
    scale = journey.map.emotion_scale
    beside = "" if scales[0] == scales[1] else f" (on {decimal(scale.min)} to {decimal(scale.max)})"
    return decimal(emotion.score) + beside


def _words(emotion: Emotion) -> str | None:
    return ": ".join(text for text in (emotion.feeling, emotion.because) if text) or None


def _shown(emotion: Emotion) -> str:
    score = None if emotion.score is None else decimal(emotion.score)
    return ", ".join(text for text in (score, _words(emotion)) if text)
