"""From the personas of a journey to their cards."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from journeymap.escape import MapText
from journeymap.journey.curve import curves
from journeymap.journey.facts import pain_points, personas_of
from journeymap.model import Persona
from journeymap.render.board.desk import Desk, words
from journeymap.render.board.types import PersonaCard, PersonaImage, Reference

if TYPE_CHECKING:
    from journeymap.model import PainPoint, Stage


def persona_cards(desk: Desk) -> tuple[PersonaCard, ...]:
    """A card for each persona, in order."""
    return tuple(_card(desk, persona) for persona in desk.journey.personas)


def _card(desk: Desk, persona: Persona) -> PersonaCard:
    lists = (
        ("goals", persona.goals),
        ("needs", persona.needs),
        ("frustrations", persona.frustrations),
        ("psychographics", persona.psychographics),
    )
    return PersonaCard(
        anchor=desk.anchor(persona),
        name=MapText(persona.name),
        role=words(persona.role),
        quote=words(persona.quote),
        primary=bool(persona.primary),
        facts=tuple((MapText(key), MapText(value)) for key, value in persona.demographics.items()),
        lists=tuple((desk.label(key), tuple(MapText(text) for text in texts)) for key, texts in lists if texts),
        description=words(persona.description),
        image=_image(desk, persona),
        evidence=desk.evidence(persona),
        stages=_stages(desk, persona),
        pains=tuple(desk.pain_reference(pain) for pain in pain_points(desk.journey) if _hurts(desk, pain, persona)),
        curve=_curve(desk, persona),
    )


def _image(desk: Desk, persona: Persona) -> PersonaImage | None:
    found = desk.journey.portrait(persona)
    if found is None:
        return None
    data = base64.b64encode(found.content).decode("ascii")
    return PersonaImage(found.media_type, data, found.width, found.height, words(persona.alt))


def _stages(desk: Desk, persona: Persona) -> tuple[Reference, ...]:
    """Every stage but those whose actions are all done by others."""
    return tuple(
        Reference(desk.locale.number(index + 1), desk.home(stage))
        for index, stage in enumerate(desk.journey.map.stages)
        if _goes_through(desk, stage, persona)
    )


def _goes_through(desk: Desk, stage: Stage, persona: Persona) -> bool:
    doing = [personas_of(desk.journey, action) for action in stage.actions]
    return not doing or any(persona is one for who in doing for one in who)


def _hurts(desk: Desk, pain: PainPoint, persona: Persona) -> bool:
    """A pain point is about whom it names, else about whoever does the action that it stands on."""
    named = desk.journey.targets(pain, "persona", Persona)
    action = desk.journey.action_of(pain)
    who = named or (personas_of(desk.journey, action) if action is not None else desk.journey.personas)
    return any(persona is one for one in who)


def _curve(desk: Desk, persona: Persona) -> int | None:
    found = (index for index, curve in enumerate(curves(desk.journey)) if any(persona is one for one in curve.personas))
    return next(found, None)
