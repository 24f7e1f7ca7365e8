"""The cards of a blueprint: what is written on each, and the badges of what goes wrong or takes time on their corners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.render import measure
from journeymap.render.board.types import ActionItem
from journeymap.render.scene.pen import BODY, META, META_2, Slot, Style, filled, joined
from journeymap.render.scene.shapes import Box

if TYPE_CHECKING:
    from journeymap.render.board.blueprint_types import BlueprintCard
    from journeymap.render.scene.pen import Pen

_LEFT, _RIGHT, _TOP = 15, 10, 11
_LOWEST = 44.0
TALL = 100.0
"""Cards up to this height are as high as the highest of their level."""
BADGE = 20
_BADGE_SIDE, _BADGE_GAP, _BADGE_IN = 7, 5, 8
_ICON = 12
_BADGE_SIZE = 11.5

LANES = {
    "physical_evidence": "stage-6",
    "actions": "stage-1",
    "frontstage": "stage-2",
    "backstage": "stage-4",
    "support": "ink-2",
}
"""The colour of a lane's cards and icon."""


class Badge(NamedTuple):
    """A mark on a card's upper edge: an icon, a few characters, or both."""

    icon: str
    text: str
    fill: str
    ink: str

    @property
    def width(self) -> float:
        """How much of the edge it covers."""
        if not self.text:
            return BADGE
        return (_ICON + 4 if self.icon else 0) + measure.reserved(self.text, _BADGE_SIZE, 600) + 2 * _BADGE_SIDE


def badges(card: BlueprintCard) -> list[Badge]:
    """The marks of a card, from its corner inwards. A number is explained at the foot."""
    item = card.item
    found = []
    if item.fail_point:
        found.append(Badge("" if card.fail else "triangle-alert", card.fail or "", "pain", "surface"))
    if item.wait is not None:
        text = " ".join(part for part in (card.wait, card.wait_time) if part)
        found.append(Badge("hourglass", text, "progress", "surface"))
    if isinstance(item, ActionItem) and item.moment_of_truth:
        found.append(Badge("gem", "", "moment-fill", "moment"))
    return found


def badges_width(card: BlueprintCard) -> float:
    """How much of a card's upper edge its badges take, from its far corner; no line may end there."""
    marks = badges(card)
    return sum(mark.width + _BADGE_GAP for mark in marks) + _BADGE_IN if marks else 0


def natural_height(pen: Pen, card: BlueprintCard, width: float) -> float:
    """How high a card has to be for what is written on it."""
    return max(_LOWEST, _words(pen.probe(), card, Slot(0, 0, width)))


def drawn_height(natural: float, level: float) -> float:
    """How high a card is drawn on a level whose highest card is `level` high."""
    return max(natural, min(level, TALL))


def draw_card(pen: Pen, card: BlueprintCard, slot: Slot, height: float, token: str) -> None:
    """Draw a card with its badges; `height` is as `drawn_height` said."""
    needed = _words(pen.probe(), card, slot.at(0))
    with pen.group(card.item.anchor):
        pen.add(Box(slot.x, slot.y, slot.width, height, "surface", "chip-line", 1.2, 8))
        pen.add(Box(slot.x, slot.y + 8, 4, height - 16, token, radius=2))
        _words(pen, card, slot.at(slot.y + max(0.0, (height - needed) / 2)))
        right = slot.x + slot.width - _BADGE_IN
        for mark in badges(card):
            draw_badge(pen, mark, right - mark.width, slot.y)
            right -= mark.width + _BADGE_GAP


def draw_badge(pen: Pen, mark: Badge, x: float, middle: float) -> None:
    """Draw a badge around the height `middle`, with a rim that sets it off from what it lies on."""
    rim = mark.ink if mark.fill == "moment-fill" else "surface"
    stroke = "moment-line" if mark.fill == "moment-fill" else rim
    pen.add(Box(x, middle - BADGE / 2, mark.width, BADGE, mark.fill, stroke, 1.5, BADGE / 2))
    text = measure.width(mark.text, _BADGE_SIZE, 600) if mark.text else 0
    icon = _ICON + (4 if mark.text else 0) if mark.icon else 0
    left = x + (mark.width - text - icon) / 2
    if mark.icon:
        pen.icon(mark.icon, left, middle - _ICON / 2, size=_ICON, token=mark.ink)
    if mark.text:
        pen.line(mark.text, left + icon, middle + 4.1, Style(_BADGE_SIZE, 16, 600, mark.ink))


def _words(pen: Pen, card: BlueprintCard, slot: Slot) -> float:
    """What is written on a card; the height that it needs, from the slot's top."""
    item = card.item
    inside = slot.inset(_LEFT, _RIGHT)
    y = pen.paragraph(item.text, inside.at(slot.y + _TOP), BODY, balanced=True)
    if isinstance(item, ActionItem):
        who = joined(item.personas)
        y = pen.paragraph(who, inside.at(y + 1), META, balanced=True) if who else y
        closer = filled(pen.labels, "field", label=pen.labels["closer"], value=item.closer) if item.closer else ""
        y = pen.noted("search", closer, inside.at(y + 2), META_2) if closer else y
    else:
        y = pen.noted("clock", item.duration, inside.at(y + 2), META_2) if item.duration else y
        y = pen.noted("server", joined(item.resources), inside.at(y + 2), META) if item.resources else y
    return y + _TOP - slot.y
