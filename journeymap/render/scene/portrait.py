"""A persona as a disc: the picture, or the first letter of the name where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import measure
from journeymap.render.scene.pen import Pen, Slot, Style
from journeymap.render.scene.shapes import Circle, Image
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from journeymap.render.board.types import PersonaCard

_LETTER = 0.7
"""The size of the initial, of the radius."""


def draw_portrait(pen: Pen, persona: PersonaCard, index: int, slot: Slot) -> None:
    """Draw the disc as wide as the slot. `index` counts the personas and chooses the colour under an initial."""
    radius = slot.width / 2
    x, y = slot.x + radius, slot.y + radius
    found = persona.image
    if found is not None:
        pen.add(
            Circle(x, y, radius, "chip"), Image(x, y, radius, found.media_type, found.data, found.width, found.height, found.alt)
        )
        pen.add(Circle(x, y, radius - 0.5, None, "chip-line"))
        return
    pen.add(Circle(x, y, radius, stage_token(index)))
    initial = measure.clusters(escape.plain(persona.name).strip())[:1]
    style = Style(round(_LETTER * radius), round(radius), 600, "on-stage")
    pen.line("".join(initial).upper(), x, y + 0.36 * style.size + 0.5, style, anchor="middle")
