"""The cards of the backlog: a pain point with its solutions, a resource, the evidence of one kind of source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render.scene.cards import draw_severity, draw_solution
from journeymap.render.scene.grid import GAP
from journeymap.render.scene.marks import pain_mark
from journeymap.render.scene.pen import (
    BODY,
    BODY_2,
    HEADING,
    META,
    META_2,
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

    from journeymap.render.board.backlog_types import BacklogPain, EvidenceEntry, EvidenceGroup, ResourceItem, SharedTheme, Where
    from journeymap.render.board.types import PainItem, Reference, SolutionItem
    from journeymap.render.scene.pen import Text

_LINK = 34
"""Between a pain point and its solutions."""
_PAIN_SHARE = 0.47
_EDGE, _PADDING = 16, 12
_BLOCK = 9
_BLOCKS = 42
_PILL = 21
_JOIN = 20
"""How far below the top of a card the line to it ends."""


def draw_whole(pen: Pen, item: SolutionItem, slot: Slot) -> float:
    """A solution with all that is known of it."""
    with pen.group(item.anchor):
        return draw_solution(pen, item, slot)


def draw_entry(pen: Pen, pain: BacklogPain, solutions: dict[str, SolutionItem], shown: set[str], slot: Slot) -> float:
    """A pain point, a line, and what is done about it; `shown` are the numbers of the solutions that have been whole."""
    left = Slot(slot.x, slot.y, (slot.width - _LINK) * _PAIN_SHARE)
    right = Slot(left.x + left.width + _LINK, slot.y, slot.width - left.width - _LINK)
    with pen.group(pain.item.anchor):
        low = _pain(pen, pain, left)
    tops: list[float] = []
    y = slot.y
    for reference in pain.item.solutions:
        item = solutions[reference.number]
        y += GAP if tops else 0
        tops.append(y)
        y = _again(pen, item, right.at(y)) if item.number in shown else draw_whole(pen, item, right.at(y))
        shown.add(item.number)
    if pain.item.status in {"unaddressed", "accepted"}:
        y += GAP if tops else 0
        y = _nothing(pen, pain.item, right.at(y))
    _links(pen, left, right.x, tops)
    return max(low, y)


def _links(pen: Pen, left: Slot, end: float, tops: Sequence[float]) -> None:
    """Lines from a pain point to the cards beside it."""
    start, middle = left.x + left.width, left.x + left.width + _LINK / 2 - 4
    y = left.y + _JOIN
    for top in tops:
        joint = top + _JOIN
        points = ((start, y), (end - 2, y)) if joint == y else ((middle, y), (middle, joint), (end - 2, joint))
        pen.add(Path(straight(*points), "solution", stroke_width=1.6, arrow=7, round=True))
    if tops:
        pen.add(Circle(start, y, 3.5, "pain"))


def _pain(pen: Pen, pain: BacklogPain, slot: Slot) -> float:
    item = pain.item
    inside = slot.inset(_EDGE, _PADDING).at(slot.y + 9)
    y = _top(pen, item, inside)
    y = pen.paragraph(item.text, inside.at(y), BODY, balanced=True)
    y = heading(pen, pain.where, inside.at(y + 2))
    if item.personas:
        y = pen.noted("user", joined(item.personas), inside.at(y + 1), META)
    if item.evidence:
        y = pen.noted("clipboard-list", joined(item.evidence), inside.at(y + 1), META)
    open_ = item.status == "unaddressed"
    height = y + 10 - slot.y
    card = Box(slot.x, slot.y, slot.width, height, "pain-fill", "pain" if open_ else "pain-line", 1.5 if open_ else 1, radius=8)
    pen.behind(0, card, Box(slot.x, slot.y + 8, 4, height - 16, "pain", radius=2))
    return slot.y + height


def _top(pen: Pen, item: PainItem, slot: Slot) -> float:
    """Number, severity, state."""
    strong = styled(META_2, "pain", 600)
    baseline = slot.y + strong.rise()
    taken = pen.line(item.number, slot.x, baseline, strong) + 9
    if item.severity_rank:
        draw_severity(pen, item.severity_rank, slot.x + taken, baseline - _BLOCK)
        taken += _BLOCKS
    icon, token = pain_mark(item)
    style = styled(META_2, token, 600)
    wide = pill_width(item.status_label, style)
    if wide > slot.width:
        return pen.noted(icon, item.status_label, slot.at(slot.y + style.leading), style) + 3
    beside = taken + wide <= slot.width
    y = slot.y + style.leading / 2 - _PILL / 2 + (0 if beside else style.leading + 5)
    x = slot.x + slot.width - wide if beside else slot.x
    pen.pill(icon, item.status_label, Slot(x, y, wide), style, Pill(_PILL, "surface", "pain-line"))
    return y + _PILL + 3


def heading(pen: Pen, where: Where, slot: Slot) -> float:
    """Where in the journey something stands."""
    stage = MapText(f"{where.number}\u00a0{escape.plain(where.stage)}")
    return pen.noted("map-pin", joined([stage, where.action]), slot, META)


def _nothing(pen: Pen, item: PainItem, slot: Slot) -> float:
    """The empty place where a solution would stand: it says that there is none, or why that is accepted."""
    accepted = item.status == "accepted"
    token = "ink-2" if accepted else "pain"
    inside = slot.inset(14, _PADDING).at(slot.y + 9)
    icon, _ = pain_mark(item)
    y = pen.noted(icon, item.status_label, inside, styled(META_2, token, 600))
    if item.accepted:
        y = pen.paragraph(item.accepted, inside.inset(META_2.size + 7).at(y), META_2, balanced=True)
    height = y + 9 - slot.y
    pen.behind(
        pen.mark(), Box(slot.x, slot.y, slot.width, height, None, "ink-3" if accepted else "pain", 1.4, radius=8, dash=(5, 4))
    )
    return slot.y + height


def _again(pen: Pen, item: SolutionItem, slot: Slot) -> float:
    """A solution that stands whole further up."""
    with pen.group(""):
        inside = slot.inset(_EDGE, _PADDING).at(slot.y + 8)
        strong = styled(META_2, "solution", 600)
        taken = pen.line(item.number, inside.x, inside.y + BODY.leading / 2 + 0.36 * strong.size, strong) + 8
        y = max(inside.y + BODY.leading, pen.paragraph(item.text, inside.inset(taken), BODY_2, balanced=True))
        height = y + 8 - slot.y
        card = Box(slot.x, slot.y, slot.width, height, "surface-2", "line", radius=8)
        pen.behind(0, card, Box(slot.x, slot.y + 8, 4, height - 16, "solution-line", radius=2))
    return slot.y + height


def draw_resource(pen: Pen, item: ResourceItem, slot: Slot) -> float:
    """What it is, whether it is there, what having it would bring, and which solutions and pain points wait for it."""
    with pen.group(item.anchor):
        needed = item.status == "need"
        y = slot.y
        style = styled(META_2, "progress" if needed else "ink-2", 600)
        taken = 0.0
        if item.status_label:
            taken = pill_width(item.status_label, style)
            if taken < slot.width / 2:
                mark = "circle-alert" if needed else "circle-check"
                pill = Pill(_PILL, "surface", "chip-line")
                pen.pill(mark, item.status_label, Slot(slot.x + slot.width - taken, y - 1, taken), style, pill)
            else:
                y, taken = pen.paragraph(item.status_label, slot, style), 0.0
        y = pen.paragraph(item.text, slot.inset(0, taken + 8 if taken else 0).at(y), STRONG, balanced=True)
        if item.kind:
            y = pen.paragraph(item.kind, slot.at(y), META)
        if item.impact:
            y = pen.paragraph(item.impact, slot.at(y + 1), BODY_2, balanced=True)
        if item.solutions:
            told = filled(pen.labels, "unlocks" if needed else "carries", numbers=numbers(pen, item.solutions))
            y = pen.noted("lightbulb", told, slot.at(y + 2), styled(META_2, "solution", 600))
        if item.pains:
            told = filled(pen.labels, "helps-with", numbers=numbers(pen, item.pains))
            y = pen.noted("triangle-alert", told, slot.at(y + 1), styled(META_2, "pain", 600))
        if item.steps:
            y = pen.noted("server", joined(item.steps), slot.at(y + 1), META)
    return y


def numbers(pen: Pen, references: Sequence[Reference]) -> str:
    """`P3, P6`, each number once."""
    return pen.labels["comma"].join(dict.fromkeys(one.number for one in references))


def draw_evidence(pen: Pen, group: EvidenceGroup, slot: Slot) -> float:
    """One kind of source with its pieces of evidence."""
    y = pen.paragraph(group.label, slot, HEADING)
    pen.add(Path(straight((slot.x, y + 4), (slot.x + slot.width, y + 4)), "line"))
    y += 2
    for entry in group.entries:
        y = _evidence(pen, entry, slot.at(y + 9))
    return y


def _evidence(pen: Pen, entry: EvidenceEntry, slot: Slot) -> float:
    with pen.group(entry.item.anchor):
        y = pen.paragraph(entry.item.text, slot, styled(BODY, "ink", 600), balanced=True)
        if entry.item.notes:
            y = pen.paragraph(joined(entry.item.notes), slot.at(y), META, balanced=True)
        if entry.themes:
            y = pen.noted("tag", joined(entry.themes), slot.at(y + 1), META_2)
        supported: list[Text] = [*(one.number for one in entry.pains), *entry.others]
        if supported:
            told = filled(pen.labels, "supports", numbers=joined(supported, pen.labels["comma"]))
            y = pen.noted("link", told, slot.at(y + 1), META_2)
    return y


def draw_theme(pen: Pen, themes: Sequence[SharedTheme], slot: Slot) -> float:
    """What several sources speak of, each with its sources."""
    y = pen.paragraph(pen.labels["shared-themes"], slot, HEADING)
    pen.add(Path(straight((slot.x, y + 4), (slot.x + slot.width, y + 4)), "line"))
    y += 2
    for theme in themes:
        y = pen.noted("tag", theme.text, slot.at(y + 9), styled(BODY, "ink", 600), token="ink-2")  # noqa: S106 -- a colour's name
        y = pen.paragraph(joined(theme.sources), slot.inset(BODY.size + 7).at(y), META, balanced=True)
    return y
