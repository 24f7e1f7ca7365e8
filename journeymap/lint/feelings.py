"""What rules about emotions ask alike: whether something on a place, or on the stage around it, speaks of how it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.journey.facts import PainStatus, Stop, pain_status, parts
from journeymap.model import Persona, Stage

if TYPE_CHECKING:
    from journeymap.journey import Journey
    from journeymap.model import PainPoint


def around(journey: Journey, stop: Stop) -> tuple[Stop, ...]:
    """An action and its stage; a stage and all its actions."""
    if isinstance(stop, Stage):
        return parts(stop)
    stage = journey.stage_of(stop)
    return (stop,) if stage is None else (stop, stage)


def pains_around(journey: Journey, stop: Stop, persona: Persona | None = None) -> tuple[PainPoint, ...]:
    """The pain points there that are the persona's; without a persona, all."""
    there = [pain for place in around(journey, stop) for pain in place.pain_points]
    return tuple(there if persona is None else [pain for pain in there if _concerns(journey, pain, persona)])


def has_opportunity(journey: Journey, stop: Stop) -> bool:
    """Whether an opportunity stands there."""
    return any(place.opportunities for place in around(journey, stop))


def is_eased(journey: Journey, stop: Stop) -> bool:
    """Whether something is planned or done there: a pain point with a live solution, a solution at work, an opportunity."""
    cared_for = (PainStatus.RESOLVED, PainStatus.ADDRESSED)
    return (
        has_opportunity(journey, stop)
        or any(place.solutions for place in around(journey, stop))
        or any(pain_status(journey, pain) in cared_for for pain in pains_around(journey, stop))
    )


def _concerns(journey: Journey, pain: PainPoint, persona: Persona) -> bool:
    whose = journey.targets(pain, "persona", Persona)
    return not whose or any(one is persona for one in whose)
