"""Cards with a number or a value: pain points, solutions, metrics. As in `items`, one item a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.grid import WIDEST_TEXT
from journeymap.render.scene.marks import pain_mark, solution_mark, target_mark, trend_icon
from journeymap.render.scene.pen import (
    BODY,
    META,
    META_2,
    SMALL_2,
    VALUE,
    Pen,
    Pill,
    Slot,
    filled,
    joined,
    one_line,
    pill_width,
    styled,
)
from journeymap.render.scene.shapes import Box
from journeymap.render.scene.tags import Guide, Tag, run, strong, tag_spare, tag_width, tagged

if TYPE_CHECKING:
    from journeymap.render.board.types import MetricItem, PainItem, Reference, SolutionItem

PORT = 15
"""From a card's top to the middle of its first line, where connectors meet it."""
_EDGE = 15
"""From a card's start to its text; behind the coloured bar."""
_PADDING = 10
_SEVERITIES = 4
_BLOCK = 8
_PILL = 20
_BAR = 6


def draw_pain(pen: Pen, item: PainItem, slot: Slot, guide: Guide) -> float:
    """A pain point: number, severity, state, text, whose it is and what it rests on."""
    begun, inside = pen.mark(), _inside(slot)
    style = strong("pain")
    baseline = inside.y + style.rise()
    taken = pen.line(item.number, inside.x, baseline, style) + 8
    if item.severity_rank and item.severity_label:
        draw_severity(pen, item.severity_rank, inside.x + taken, baseline - _BLOCK - 0.5)
        taken += _SEVERITIES * _BLOCK + 5
        taken += pen.line(item.severity_label, inside.x + taken, baseline, style) + 10
    y = _at_end(pen, _state(pen, item), inside, taken)
    y = tagged(pen, item.text, guide.tags([*item.personas, *item.evidence]), _lines(inside.at(y)), BODY)
    if item.accepted:
        y = pen.noted("flag", item.accepted, _lines(inside.at(y + 1)), META_2)
    return _card(pen, begun, slot, "pain", y)


def _state(pen: Pen, item: PainItem) -> Tag:
    """Who answers: the numbers of the solutions, or in words that it is done, let be or open."""
    icon, token = pain_mark(item)
    numbers = _numbers(pen, item.solutions)
    if item.status == "addressed" and numbers:
        return Tag(numbers, strong("solution"), "lightbulb")
    return Tag(joined([item.status_label, numbers]), strong(token), icon)


def draw_severity(pen: Pen, rank: int, x: float, y: float) -> None:
    """Four blocks, as many of them full as the pain point is severe; the others are outlines, in whatever theme."""
    wide, high = _BLOCK - 2, _BLOCK + 1
    for index in range(_SEVERITIES):
        left = x + index * _BLOCK
        full = Box(left, y, wide, high, "pain", radius=1.5)
        pen.add(full if index < rank else Box(left + 0.6, y + 0.6, wide - 1.2, high - 1.2, "pain-fill", "pain-line", 1.2, 1.2))


def draw_solution(pen: Pen, item: SolutionItem, slot: Slot) -> float:
    """A solution: number, what it solves, state, text, who, when and what it is to bring. Shown again, number and text."""
    begun, inside = pen.mark(), _inside(slot)
    style = strong("solution")
    if item.repeated:
        y = tagged(
            pen,
            item.text,
            [Tag(item.number, style, "lightbulb")],
            slot.inset(_EDGE, _PADDING).at(slot.y + 5),
            styled(BODY, "ink-2"),
        )
        pen.behind(begun, Box(slot.x, slot.y, slot.width, y + 5 - slot.y, "surface", "solution-line", radius=8, dash=(4, 3)))
        return y + 5
    taken = pen.line(item.number, inside.x, inside.y + style.rise(), style) + 8
    icon, token = solution_mark(item)
    state = Tag(item.status_label, strong(token), icon)
    solves = filled(pen.labels, "solves", numbers=_numbers(pen, item.solves)) if item.solves else ""
    beside = bool(solves) and one_line(solves, inside.width - taken - _pill_width(state) - 6, META_2)
    if beside:
        taken += pen.line(solves, inside.x + taken, inside.y + style.rise(), META_2) + 6
    y = _pill(pen, state, inside, taken)
    y = pen.paragraph(solves, inside.at(y), META_2) if solves and not beside else y
    y = pen.paragraph(item.text, _lines(inside.at(y)), BODY, balanced=True)
    facts = joined([item.owner, item.due, item.effort, item.impact])
    tags = [Tag(facts)] if facts else []
    tags += [Tag(item.expected, META, "target")] if item.expected else []
    tags += [Tag(joined(item.resources), META, "layers")] if item.resources else []
    y = run(pen, tags, _lines(inside.at(y))) if tags else y
    return _card(pen, begun, slot, "solution", y)


def _numbers(pen: Pen, references: tuple[Reference, ...]) -> str:
    """`P3, P6`, each number once."""
    return pen.labels["comma"].join(dict.fromkeys(reference.number for reference in references))


def _inside(card: Slot) -> Slot:
    return card.inset(_EDGE, _PADDING).at(card.y + 7)


def _lines(slot: Slot) -> Slot:
    """The part of a wide card that lines of text take."""
    return slot._replace(width=min(slot.width, WIDEST_TEXT))


def _card(pen: Pen, begun: int, slot: Slot, token: str, inside: float) -> float:
    """The card behind what has been drawn since `begun`, down to `inside`; where it ends."""
    height = inside + 7 - slot.y
    card = Box(slot.x, slot.y, slot.width, height, f"{token}-fill", f"{token}-line", radius=8)
    pen.behind(begun, card, Box(slot.x, slot.y + 8, 4, height - 16, token, radius=2))
    return slot.y + height


def _at_end(pen: Pen, tag: Tag, slot: Slot, taken: float) -> float:
    """A state at the far end of a card's first line, or below it where there is no room; where the lines end."""
    wide = tag_width(tag)
    if taken + wide <= slot.width:
        x = slot.x + slot.width - wide + min(tag_spare(tag), _PADDING - 2)
        run(pen, [tag], Slot(x, slot.y, wide + 1), leading=META_2.leading)
        return slot.y + META_2.leading + 2
    return run(pen, [tag], slot.at(slot.y + META_2.leading + 1)) + 1


def _pill_width(tag: Tag) -> float:
    return pill_width(tag.text, tag.style) - 4


def _pill(pen: Pen, tag: Tag, slot: Slot, taken: float) -> float:
    """A state as a pill at the far end of a card's first line, or below it where there is no room; where the lines end."""
    wide = _pill_width(tag)
    if wide > slot.width:  # a word longer than the card has no pill, but nothing is cut
        return pen.noted(tag.icon, tag.text, slot.at(slot.y + tag.style.leading), tag.style) + 3
    beside = taken + wide <= slot.width
    y = slot.y + tag.style.leading / 2 - _PILL / 2 + (0 if beside else tag.style.leading + 4)
    x = slot.x + slot.width - wide + 3 if beside else slot.x
    pen.pill(tag.icon, tag.text, Slot(x, y, wide), tag.style, Pill(_PILL, "surface", "solution-line"))
    return y + _PILL + 1


def draw_metric(pen: Pen, item: MetricItem, slot: Slot, guide: Guide, date: str) -> float:
    """A value against its target; its date where it is not the one that the lane tells for all."""
    tags = guide.tags(item.evidence)
    if item.date and item.date != date:
        tags.append(Tag(item.date))
    y = tagged(pen, item.name, tags, slot, SMALL_2)
    below: list[Tag] = []
    taken, y = _value(pen, item, slot.at(y))
    if item.change:
        change = Tag(item.change, SMALL_2, trend_icon(item), "ink-2")
        beside = taken and taken + 12 + tag_width(change) <= slot.width
        if beside:
            run(pen, [change], Slot(slot.x + taken + 12, y - VALUE.leading + 4, slot.width), leading=SMALL_2.leading)
            taken += 12 + tag_width(change)
        else:
            below.append(change)
    if item.target:
        icon, token = target_mark(item)
        target = Tag(filled(pen.labels, "target-value", value=item.target), META_2, icon, token)
        wide = tag_width(target)
        if taken and taken + 10 + wide <= slot.width:
            x = slot.x + slot.width - wide + min(tag_spare(target), _PADDING - 4)
            run(pen, [target], Slot(x, y - VALUE.leading + 5, wide + 1))
        else:
            below.append(target)
    y = run(pen, below, slot.at(y)) if below else y
    return _bar(pen, item, slot.at(y + 2)) if item.fraction is not None else y


def _value(pen: Pen, item: MetricItem, slot: Slot) -> tuple[float, float]:
    """The value in large type: the width it takes of its line, 0 where it needs several, and where it ends."""
    if not item.value:
        return 0, slot.y
    if one_line(item.value, slot.width, VALUE):
        return pen.line(item.value, slot.x, slot.y + VALUE.rise(), VALUE), slot.y + VALUE.leading
    return 0, pen.paragraph(item.value, slot, VALUE)


def _bar(pen: Pen, item: MetricItem, slot: Slot) -> float:
    x, y, width = slot
    pen.add(Box(x + 0.5, y + 0.5, width - 1, _BAR - 1, "chip", "chip-line", radius=3))
    if item.fraction:
        pen.add(Box(x, y, max(_BAR, width * item.fraction), _BAR, item.state or "figure", radius=3.5))
    if item.target_fraction is not None:
        place = min(width - 2.5, max(0, width * item.target_fraction - 1.25))
        pen.add(Box(x + place, y - 3, 2.5, _BAR + 6, "ink", radius=1))
    return y + _BAR + 3
