"""Cards with a number or a value: pain points, solutions, opportunities, metrics. As in `items`, one cell a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.measure import reserved
from journeymap.render.scene.grid import GAP
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import MetricItem, OpportunityItem, PainItem, Reference, SolutionItem

_EDGE = 16
"""From a card's start to its text; behind the coloured bar."""
_PADDING = 12
_SEVERITIES = 4
_BLOCK = 9
_PILL = 21
_METRIC_GAP = 22
_TWO_METRICS = 290
"""A cell this wide has room for two metrics side by side."""


def draw_pains(pen: Pen, items: Sequence[PainItem], slot: Slot) -> float:
    """Pain points: number, severity, state, text, what it rests on."""
    y = slot.y
    for index, item in enumerate(items):
        top = slot.at(y + (GAP if index else 0))
        with pen.group(item.anchor):
            y = _card(pen, top, "pain", _pain(pen, item, _inside(top)))
    return y


def _pain(pen: Pen, item: PainItem, slot: Slot) -> float:
    strong = styled(META_2, "pain", 600)
    baseline = slot.y + strong.rise()
    taken = pen.line(item.number, slot.x, baseline, strong) + 9
    if item.severity_rank and item.severity_label:
        draw_severity(pen, item.severity_rank, slot.x + taken, baseline - _BLOCK)
        taken += _SEVERITIES * _BLOCK + 6
        taken += pen.line(item.severity_label, slot.x + taken, baseline, strong) + 10
    y = _status(pen, pain_mark(item), item.status_label, slot, taken=taken, stroke="pain-line")
    y = pen.paragraph(item.text, slot.at(y), BODY, balanced=True)
    if item.accepted:
        y = pen.noted("flag", item.accepted, slot.at(y + 2), META_2)
    notes = joined([*item.personas, *item.evidence])
    return pen.paragraph(notes, slot.at(y + 1), META, balanced=True) if notes else y


def draw_severity(pen: Pen, rank: int, x: float, y: float) -> None:
    """Four blocks, as many of them full as the pain point is severe."""
    for index in range(_SEVERITIES):
        pen.add(Box(x + index * _BLOCK, y, _BLOCK - 2.5, _BLOCK, "pain" if index < rank else "pain-line", radius=2))


def draw_solutions(pen: Pen, items: Sequence[SolutionItem], slot: Slot) -> float:
    """Solutions: number, what they solve, state, text, who, when and what it is to bring. Shown again, number and text."""
    y = slot.y
    for index, item in enumerate(items):
        top = slot.at(y + (GAP if index else 0))
        with pen.group(item.anchor):
            y = _card(pen, top, "solution", _solution(pen, item, _inside(top)))
    return y


def _solution(pen: Pen, item: SolutionItem, slot: Slot) -> float:
    strong = styled(META_2, "solution", 600)
    baseline = slot.y + strong.rise()
    taken = pen.line(item.number, slot.x, baseline, strong) + 8
    solves = filled(pen.labels, "solves", numbers=_numbers(pen, item.solves)) if item.solves else ""
    beside = bool(solves) and one_line(solves, slot.width - taken, META_2)
    if beside:
        taken += pen.line(solves, slot.x + taken, baseline, META_2) + 10
    y = _status(pen, solution_mark(item), item.status_label, slot, taken=taken, stroke="solution-line")
    if solves and not beside:
        y = pen.paragraph(solves, slot.at(y), META_2)
    y = pen.paragraph(item.text, slot.at(y), styled(BODY, "ink-2") if item.repeated else BODY, balanced=True)
    if item.repeated:
        return y
    facts = (
        ("users", joined([item.owner, item.due])),
        ("chart-column", joined([item.effort, item.impact])),
        ("target", item.expected),
        ("layers", joined(item.resources)),
    )
    for icon, text in facts:
        if text:
            y = pen.noted(icon, text, slot.at(y + 1), META)
    return y


def draw_opportunities(pen: Pen, items: Sequence[OpportunityItem], slot: Slot) -> float:
    """Where it could be better, and the solutions that would."""
    y = slot.y
    for index, item in enumerate(items):
        top = slot.at(y + (GAP if index else 0))
        with pen.group(item.anchor):
            inside = _inside(top)
            y = pen.paragraph(item.text, inside, BODY, balanced=True)
            if item.solutions:
                y = pen.noted("lightbulb", _numbers(pen, item.solutions), inside.at(y + 1), styled(META_2, "solution", 600))
            y = _card(pen, top, "solution", y, quiet=True)
    return y


def _numbers(pen: Pen, references: tuple[Reference, ...]) -> str:
    """`P3, P6`, each number once."""
    return pen.labels["comma"].join(dict.fromkeys(reference.number for reference in references))


def _inside(card: Slot) -> Slot:
    return card.inset(_EDGE, _PADDING).at(card.y + 9)


def _card(pen: Pen, slot: Slot, token: str, inside: float, *, quiet: bool = False) -> float:
    """The card behind what has been drawn in the current group, down to `inside`; where it ends."""
    height = inside + 9 - slot.y
    fill, line = ("surface-2", "line") if quiet else (f"{token}-fill", f"{token}-line")
    card = Box(slot.x, slot.y, slot.width, height, fill, line, radius=8)
    pen.behind(0, card, Box(slot.x, slot.y + 8, 4, height - 16, token, radius=2))
    return slot.y + height


def _status(pen: Pen, mark: tuple[str, str], label: str, slot: Slot, *, taken: float, stroke: str) -> float:
    """A state as a pill at the far end of a card's first line, or below it where there is no room; where the lines end."""
    icon, token = mark
    style = styled(META_2, token, 600)
    wide = pill_width(label, style)
    if wide > slot.width:  # a word longer than the card has no pill, but nothing is cut
        return pen.noted(icon, label, slot.at(slot.y + style.leading), style) + 3
    beside = taken + wide <= slot.width
    y = slot.y + style.leading / 2 - _PILL / 2 + (0 if beside else style.leading + 5)
    x = slot.x + slot.width - wide if beside else slot.x
    pen.pill(icon, label, Slot(x, y, wide), style, Pill(_PILL, "surface", stroke))
    return y + _PILL + 3


def draw_metrics(pen: Pen, items: Sequence[MetricItem], slot: Slot) -> float:
    """Values against their targets, two side by side where there is room."""
    a_row = 2 if len(items) > 1 and slot.width >= _TWO_METRICS else 1
    each = (slot.width - (a_row - 1) * _METRIC_GAP) / a_row
    y = slot.y
    for first in range(0, len(items), a_row):
        top = y + (14 if first else 0)
        for index, item in enumerate(items[first : first + a_row]):
            with pen.group(item.anchor):
                y = max(y, _metric(pen, item, Slot(slot.x + index * (each + _METRIC_GAP), top, each)))
    return y


def _metric(pen: Pen, item: MetricItem, slot: Slot) -> float:
    y = pen.paragraph(item.name, slot, SMALL_2, balanced=True)
    y = _value(pen, item, slot.at(y + 1))
    if item.fraction is not None:
        y = _bar(pen, item, slot.at(y + 4)) + 3
    if item.target:
        icon, token = target_mark(item)
        target = filled(pen.labels, "target-value", value=item.target)
        whole = joined([target, item.state_label])
        fits = one_line(whole, slot.width - META_2.size - 7, META_2)
        y = pen.noted(icon, whole if fits else target, slot.at(y + 3), META_2, token=token)
        if item.state_label and not fits:
            y = pen.paragraph(item.state_label, slot.inset(META_2.size + 7).at(y), META_2)
    return pen.paragraph(item.date, slot.at(y), META) if item.date else y


def _value(pen: Pen, item: MetricItem, slot: Slot) -> float:
    """The value in large type, and how it changed beside it, or below where that is too long."""
    if not item.value:
        return slot.y
    y = pen.paragraph(item.value, slot, VALUE)
    if not item.change:
        return y
    taken = reserved(item.value, VALUE.size, VALUE.weight) + 14
    if y > slot.y + VALUE.leading or not one_line(item.change, slot.width - taken - 20, SMALL_2):
        return pen.noted(trend_icon(item), item.change, slot.at(y), SMALL_2) + 2
    pen.icon(trend_icon(item), slot.x + taken, slot.y + 6, size=15, token="ink-2")  # noqa: S106 -- a colour's name
    pen.line(item.change, slot.x + taken + 20, slot.y + VALUE.rise() - 1, SMALL_2)
    return y


def _bar(pen: Pen, item: MetricItem, slot: Slot) -> float:
    x, y, width = slot
    pen.add(Box(x, y, width, 7, "grid", radius=3.5))
    if item.fraction:
        pen.add(Box(x, y, max(7, width * item.fraction), 7, item.state or "figure", radius=3.5))
    if item.target_fraction is not None:
        place = min(width - 2.5, max(0, width * item.target_fraction - 1.25))
        pen.add(Box(x + place, y - 3, 2.5, 13, "ink", radius=1))
    return y + 10
