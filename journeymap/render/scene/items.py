"""What stands in the cells of plain lanes: texts, quotes, actions, touchpoints, steps of the service.

Each function draws one item from the top of a slot down and returns where it ends; touchpoints and numbers of evidence
are drawn a cell at a time, side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import icons
from journeymap.render.measure import reserved
from journeymap.render.scene.marks import face, tone_ink
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
    styled,
)
from journeymap.render.scene.shapes import Box, Circle
from journeymap.render.scene.tags import Guide, Tag, strong, tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import ActionItem, CellItem, EmotionItem, OpportunityItem, TextItem, TouchpointItem
    from journeymap.render.scene.pen import Text

_BULLET = 14
BADGE = 18
"""Height of an action's number."""
_CLOCK = 13
"""A time of no more letters stands in the place of the number: `08:00–11:30`."""
_CHIP = 20


def draw_text(pen: Pen, item: TextItem, slot: Slot, guide: Guide) -> float:
    """A text behind a dot."""
    pen.add(Circle(slot.x + 3, slot.y + BODY.leading / 2 + 0.5, 2, "ink-3"))
    return tagged(pen, item.text, guide.tags(item.notes), slot.inset(_BULLET), BODY)


def draw_goal(pen: Pen, item: TextItem, slot: Slot, guide: Guide) -> float:
    """A goal, in semibold: everything else in the column serves it."""
    return tagged(pen, item.text, guide.tags(item.notes), slot, STRONG)


def draw_opportunity(pen: Pen, item: OpportunityItem, slot: Slot) -> float:
    """Where it could be better, and the numbers of the solutions that would."""
    pen.icon("sparkles", slot.x - 1, slot.y + 2.5, size=13, token="solution")  # noqa: S106 -- a colour's name
    numbers = pen.labels["comma"].join(dict.fromkeys(reference.number for reference in item.solutions))
    tags = [Tag(numbers, strong("solution"), "lightbulb")] if numbers else []
    return tagged(pen, item.text, tags, slot.inset(_BULLET + 4), BODY)


def draw_quote(pen: Pen, item: TextItem, slot: Slot, guide: Guide) -> float:
    """What somebody says or thinks, in quotation marks on a quiet card."""
    begun = pen.mark()
    text = filled(pen.labels, "quoted", text=item.text)
    y = tagged(pen, text, guide.tags(item.notes), slot.inset(12, 12).at(slot.y + 7), SMALL) + 7
    pen.behind(begun, Box(slot.x, slot.y, slot.width, y - slot.y, "surface-2", "line", radius=9))
    return y


def draw_feeling(pen: Pen, item: EmotionItem, slot: Slot, guide: Guide) -> float:
    """A face, the feeling and why, for what found no room in the plot."""
    icon, size = (face(item.tone, 0.5) if item.tone else "heart"), SMALL.size + 1
    pen.icon(icon, slot.x, slot.y + (SMALL.leading - size) / 2, size=size, token=item.tone or "ink-3")
    name = item.feeling or item.score or ""
    inside, tags = slot.inset(size + 6), guide.tags(item.personas)
    if item.because is None:
        return tagged(pen, name, tags, inside, styled(SMALL, tone_ink(item.tone), 600))
    return tagged(pen, filled(pen.labels, "field", label=name, value=item.because), tags, inside, styled(SMALL, "ink-2"))


def draw_remark(pen: Pen, item: TextItem, slot: Slot, guide: Guide) -> float:
    """What is said or thought, for what found no room in the plot."""
    icon, size = icons.for_lane("thoughts" if item.anchor.startswith("thought") else "quotes"), SMALL.size + 1
    pen.icon(icon, slot.x, slot.y + (SMALL.leading - size) / 2, size=size, token="ink-3")  # noqa: S106 -- a colour's name
    return tagged(pen, filled(pen.labels, "quoted", text=item.text), guide.tags(item.notes), slot.inset(size + 6), SMALL)


def badge_text(item: ActionItem, *, clock: bool) -> Text:
    """What stands before an action: its number, or the time in a map of a day."""
    return item.time if clock and item.time is not None else item.number


def badge_width(items: Sequence[ActionItem], *, clock: bool) -> float:
    """The width of the numbers of a lane."""
    return max((reserved(plain_of(badge_text(item, clock=clock)), NUMBER.size, NUMBER.weight) for item in items), default=0) + 12


def plain_of(text: Text) -> str:
    """The text itself, to be measured."""
    return escape.plain(text)


def is_clock(items: Sequence[ActionItem]) -> bool:
    """Whether every action has its time, short enough to stand for its number."""
    return bool(items) and all(item.time is not None and len(plain_of(item.time)) <= _CLOCK for item in items)


def draw_action(pen: Pen, item: ActionItem, slot: Slot, guide: Guide, look: tuple[str, float, bool]) -> float:
    """An action behind its number; `look` is the colour and the width of the number, and whether it is a time of day."""
    token, badge, clock = look
    gold = item.moment_of_truth
    fill, line = ("moment-fill", "moment-line") if gold else ("surface", token)
    pen.add(Box(slot.x, slot.y, badge, BADGE, fill, line, stroke_width=1.5, radius=BADGE / 2))
    style = styled(NUMBER, "moment") if gold else NUMBER
    pen.line(badge_text(item, clock=clock), slot.x + badge / 2, slot.y + 13.2, style, anchor="middle")
    words = slot.inset(badge + 9)
    facts = joined([None if clock else item.time, item.duration])
    tags = ([Tag(facts)] if facts else []) + guide.tags(item.personas) + _trouble(item, short=True)
    if gold and not item.moment_reason:
        tags.append(Tag(pen.labels["moment-of-truth"], strong("moment"), "gem"))
    if item.fail_point and item.fail_reason is None:
        tags.append(Tag(pen.labels["fail-point"], styled(META_2, "pain"), "triangle-alert"))
    y = tagged(pen, item.text, tags, words, BODY)
    if item.moment_reason:
        y = pen.noted("gem", item.moment_reason, words.at(y + 1), strong("moment"))
    for tag in _trouble(item, short=False):
        y = pen.noted(tag.icon, tag.text, words.at(y + 1), tag.style)
    if item.closer:
        y = pen.noted(
            "search", filled(pen.labels, "field", label=pen.labels["closer"], value=item.closer), words.at(y + 1), META_2
        )
    return max(y, slot.y + BADGE)


def _trouble(item: ActionItem | CellItem, *, short: bool) -> list[Tag]:
    """Waiting and what may go wrong: `short` where nothing more is said, else with the reason."""
    found: list[Tag] = []
    if item.wait and short == (item.wait_reason is None):
        found.append(Tag(joined([item.wait, item.wait_reason], ": "), styled(META_2, "progress"), "hourglass"))
    if item.fail_point and not short and item.fail_reason is not None:
        found.append(Tag(item.fail_reason, styled(META_2, "pain"), "triangle-alert"))
    return found


def draw_touchpoints(pen: Pen, items: Sequence[TouchpointItem], slot: Slot, token: str) -> float:
    """Touchpoints as pills, as many a row as fit. One that is longer than the cell has a row and lines of its own."""
    pill = Pill(25, "chip", "chip-line", token)
    x, y, bottom = slot.x, slot.y, slot.y
    for item in items:
        wide = pill_width(item.text, SMALL)
        if x > slot.x and x + wide > slot.x + slot.width:
            x, y = slot.x, bottom + 5
        with pen.group(item.anchor):
            icon = icons.for_channel(item.channel_key)
            if wide <= slot.width:
                pen.pill(icon, item.text, Slot(x, y, wide), SMALL, pill)
                bottom = y + pill.height
            else:
                bottom = pen.noted(icon, item.text, slot.inset(10, 12).at(y + 4), SMALL, token=token) + 4
                pen.behind(0, Box(slot.x, y, slot.width, bottom - y, pill.fill, pill.stroke, radius=pill.height / 2))
        x += wide + 5
    return bottom


def draw_sources(pen: Pen, items: Sequence[TextItem], slot: Slot, guide: Guide) -> float:
    """The numbers of the evidence that a stage rests on; the foot of the page says what they are."""
    x, y, bottom = slot.x, slot.y, slot.y
    for item in items:
        number = guide.number(item.text)
        with pen.group(item.anchor):
            if not number:
                bottom = draw_text(pen, item, slot.at(bottom + (6 if x > slot.x else 0)), guide)
                x, y = slot.x, bottom + 6
                continue
            wide = reserved(number, NUMBER.size, NUMBER.weight) + 14
            if x > slot.x and x + wide > slot.x + slot.width:
                x, y = slot.x, bottom + 6
            pen.add(Box(x, y, wide, _CHIP, "chip", "chip-line", radius=6))
            pen.line(number, x + wide / 2, y + _CHIP / 2 + 0.36 * NUMBER.size, NUMBER, anchor="middle")
            x, bottom = x + wide + 6, y + _CHIP
    return bottom


def draw_cell(pen: Pen, item: CellItem, slot: Slot) -> float:
    """A step of the service: what, who, how long, what may go wrong, what it takes."""
    pen.add(Circle(slot.x + 3, slot.y + BODY.leading / 2 + 0.5, 2, "ink-3"))
    inside = slot.inset(_BULLET)
    facts = joined([item.actor, item.duration])
    tags = [Tag(facts, strong("ink-2"))] if facts else []
    tags += _trouble(item, short=True)
    if item.fail_point and item.fail_reason is None:
        tags.append(Tag(pen.labels["fail-point"], styled(META_2, "pain"), "triangle-alert"))
    if item.resources:
        tags.append(Tag(joined(item.resources), META, "server"))
    y = tagged(pen, item.text, tags, inside, BODY)
    for tag in _trouble(item, short=False):
        y = pen.noted(tag.icon, tag.text, inside.at(y + 1), tag.style)
    return y
