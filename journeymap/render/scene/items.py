"""What stands in the cells of plain lanes: texts, quotes, actions, touchpoints, steps of the service.

Each function draws one cell's items from the top of a slot down and returns where they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import icons
from journeymap.render.measure import reserved, wrap
from journeymap.render.scene.grid import GAP
from journeymap.render.scene.pen import (
    BODY,
    META,
    META_2,
    NUMBER,
    SMALL,
    STRONG,
    Pen,
    Pill,
    Slot,
    filled,
    joined,
    pill_width,
    straight,
    styled,
)
from journeymap.render.scene.shapes import Box, Circle, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import ActionItem, CellItem, TextItem, TouchpointItem
    from journeymap.render.scene.pen import Text

_BULLET = 14
_BADGE = 18
"""Height of an action's number."""
_MOMENT = Pill(24, "moment-fill", "moment-line")


def draw_texts(pen: Pen, items: Sequence[TextItem], slot: Slot) -> float:
    """Texts below one another, each behind a dot."""
    y = slot.y
    for index, item in enumerate(items):
        y += 6 if index else 0
        with pen.group(item.anchor):
            pen.add(Circle(slot.x + 3, y + BODY.leading / 2 + 0.5, 2, "ink-3"))
            y = pen.paragraph(item.text, slot.inset(_BULLET).at(y), BODY, balanced=True)
            y = _notes(pen, item, slot.inset(_BULLET).at(y))
    return y


def draw_goals(pen: Pen, items: Sequence[TextItem], slot: Slot) -> float:
    """Goals below one another, in semibold: everything else in the column serves them."""
    y = slot.y
    for index, item in enumerate(items):
        y += 8 if index else 0
        with pen.group(item.anchor):
            y = pen.paragraph(item.text, slot.at(y), STRONG, balanced=True)
            y = _notes(pen, item, slot.at(y))
    return y


def _notes(pen: Pen, item: TextItem, slot: Slot) -> float:
    return pen.paragraph(joined(item.notes), slot, META, balanced=True) if item.notes else slot.y


def draw_quotes(pen: Pen, items: Sequence[TextItem], slot: Slot) -> float:
    """What somebody says or thinks, in quotation marks on a quiet card."""
    y = slot.y
    for index, item in enumerate(items):
        top = y + (GAP if index else 0)
        with pen.group(item.anchor):
            inside = slot.inset(12, 12)
            y = pen.paragraph(filled(pen.labels, "quoted", text=item.text), inside.at(top + 8), SMALL, balanced=True)
            y = _notes(pen, item, inside.at(y + 1)) + 8
            pen.behind(0, Box(slot.x, top, slot.width, y - top, "surface-2", "line", radius=9))
    return y


def draw_actions(pen: Pen, items: Sequence[ActionItem], slot: Slot, token: str) -> float:
    """Actions in order, numbered, with a line from one to the next."""
    badge = max((reserved(item.number, NUMBER.size, NUMBER.weight) for item in items), default=0) + 12
    words = slot.inset(badge + 9)
    begun, tops, y = pen.mark(), [], slot.y
    for index, item in enumerate(items):
        y += 9 if index else 0
        tops.append(y)
        with pen.group(item.anchor):
            pen.add(Box(slot.x, y, badge, _BADGE, "surface", token, stroke_width=1.5, radius=_BADGE / 2))
            pen.line(item.number, slot.x + badge / 2, y + 13.2, NUMBER, anchor="middle")
            y = pen.paragraph(item.text, words.at(y), BODY, balanced=True)
            facts = joined([item.time, item.duration, *item.personas])
            if facts:
                y = pen.paragraph(facts, words.at(y), META)
            y = max(_special(pen, item, words.at(y)), tops[-1] + _BADGE)
    if len(tops) > 1:
        x, half = slot.x + badge / 2, _BADGE / 2
        pen.behind(begun, Path(straight((x, tops[0] + half), (x, tops[-1] + half)), "line", stroke_width=1.5))
    return y


def _special(pen: Pen, item: ActionItem, slot: Slot) -> float:
    """What is special about an action, each behind its sign."""
    y = slot.y
    if item.moment_of_truth:
        y = _moment(pen, _told(pen, pen.labels["moment-of-truth"], item.moment_reason), slot.at(y + 3))
    y = _trouble(pen, item, slot.at(y))
    if item.closer:
        y = pen.noted("search", _told(pen, pen.labels["closer"], item.closer), slot.at(y + 2), META_2)
    return y


def _trouble(pen: Pen, item: ActionItem | CellItem, slot: Slot) -> float:
    """Waiting and what may go wrong."""
    y = slot.y
    if item.wait:
        y = pen.noted("hourglass", _told(pen, item.wait, item.wait_reason), slot.at(y + 2), styled(META_2, "progress"))
    if item.fail_point:
        text = _told(pen, pen.labels["fail-point"], item.fail_reason)
        y = pen.noted("triangle-alert", text, slot.at(y + 2), styled(META_2, "pain"))
    return y


def _moment(pen: Pen, text: Text, slot: Slot) -> float:
    """A moment of truth, on gold: a pill, or a card if it takes more than a line."""
    style = styled(META_2, "moment", 600)
    wide = pill_width(text, style)
    if wide <= slot.width:
        pen.pill("gem", text, Slot(slot.x, slot.y, wide), style, _MOMENT)
        return slot.y + _MOMENT.height + 2
    begun, icon = pen.mark(), style.size + 7
    inside = slot.inset(8, 12).at(slot.y + 5)
    y = pen.noted("gem", text, inside, style) + 5
    lines = wrap(escape.plain(text), inside.width - icon, style.size, style.weight, balanced=True)
    widest = max(reserved(line, style.size, style.weight) for line in lines)
    card = Box(slot.x, slot.y, min(slot.width, widest + icon + 20), y - slot.y, _MOMENT.fill, _MOMENT.stroke, radius=8)
    pen.behind(begun, card)
    return y + 2


def _told(pen: Pen, label: str, reason: Text | None) -> Text:
    return filled(pen.labels, "field", label=label, value=reason) if reason else label


def draw_touchpoints(pen: Pen, items: Sequence[TouchpointItem], slot: Slot, token: str) -> float:
    """Touchpoints as pills, as many a row as fit. One that is longer than the cell has a row and lines of its own."""
    pill = Pill(27, "chip", "chip-line", token)
    x, y, bottom = slot.x, slot.y, slot.y
    for item in items:
        wide = pill_width(item.text, SMALL)
        if x > slot.x and x + wide > slot.x + slot.width:
            x, y = slot.x, bottom + 6
        with pen.group(item.anchor):
            icon = icons.for_channel(item.channel_key)
            if wide <= slot.width:
                pen.pill(icon, item.text, Slot(x, y, wide), SMALL, pill)
                bottom = y + pill.height
            else:
                bottom = pen.noted(icon, item.text, slot.inset(10, 12).at(y + 5), SMALL, token=token) + 5
                pen.behind(0, Box(slot.x, y, slot.width, bottom - y, pill.fill, pill.stroke, radius=pill.height / 2))
        x += wide + 6
    return bottom


def draw_cells(pen: Pen, items: Sequence[CellItem], slot: Slot) -> float:
    """Steps of the service, a card each: who, what, how long, what may go wrong, what it takes."""
    y = slot.y
    for index, item in enumerate(items):
        top = y + (GAP if index else 0)
        with pen.group(item.anchor):
            y = _cell(pen, item, slot.inset(12, 12).at(top + 8)) + 8
            pen.behind(0, Box(slot.x, top, slot.width, y - top, "surface-2", "line", radius=8))
    return y


def _cell(pen: Pen, item: CellItem, slot: Slot) -> float:
    y = slot.y
    who = joined([item.actor, item.duration])
    if who:
        y = pen.paragraph(who, slot, styled(META_2, "ink-2", 600))
    y = pen.paragraph(item.text, slot.at(y), BODY, balanced=True)
    y = _trouble(pen, item, slot.at(y))
    return pen.noted("server", joined(item.resources), slot.at(y + 2), META) if item.resources else y
