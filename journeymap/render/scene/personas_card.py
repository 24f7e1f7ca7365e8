"""One persona's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import measure, spark
from journeymap.render.scene.cards import draw_severity
from journeymap.render.scene.curve import monotone
from journeymap.render.scene.marks import face, tone_ink
from journeymap.render.scene.panels import in_columns
from journeymap.render.scene.pen import (
    BODY,
    BODY_2,
    META,
    META_2,
    STRONG,
    Pen,
    Pill,
    Slot,
    Style,
    filled,
    joined,
    one_line,
    pill_width,
    straight,
    styled,
)
from journeymap.render.scene.portrait import draw_portrait
from journeymap.render.scene.shapes import Box, Circle, Gradient, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.escape import MapText
    from journeymap.render.board.types import Board, CurveLine, CurvePoint, PersonaCard, Reference
    from journeymap.render.scene.panels import Draw
    from journeymap.render.scene.pen import Text

_PADDING = 24
_PORTRAIT = 104
_NAME = Style(20, 26, 600)
_QUOTE = Style(15, 21)
_FACT, _COLUMN = 150, 200
"""The least that a fact and a list take."""
_BESIDE = 300
"""What there has to be beside the picture for words to stand there."""
_PLOT = 84
_FACE = 8.5
_PAINS = 12
"""More pain points in a column than these are told by their numbers."""
_PAIN, _GUTTER = 380, 24
"""The least width of a column of pain points, and what lies between two."""


def draw_card(pen: Pen, board: Board, index: int, slot: Slot) -> float:
    """Everything in the card of the persona with this index; where the card ends."""
    card = board.personas[index]
    inside = slot.inset(_PADDING, _PADDING).at(slot.y + _PADDING)
    y = _head(pen, board, card, index, inside)
    if card.quote:
        y = _quote(pen, filled(pen.labels, "quoted", text=card.quote), index, inside.at(y + 14))
    if card.description:
        y = pen.paragraph(card.description, inside.at(y + 12), BODY)
    for things, least in ((_facts(card), _FACT), (_lists(pen, card), _COLUMN)):
        if things:
            most = 2 if len(things) == 4 else 3  # noqa: PLR2004 -- two and two, not three and one
            y = in_columns(pen, things, inside.at(y + 16), least=least, gaps=(24, 14), most=most)
    y = _journey(pen, board, card, inside.at(y))
    y = _pains(pen, board, card, inside.at(y))
    if card.evidence:
        y = pen.noted("clipboard-list", joined(card.evidence), inside.at(y + 14), META)
    return y + _PADDING - 4


def _head(pen: Pen, board: Board, card: PersonaCard, index: int, slot: Slot) -> float:
    """The picture, and who it is beside it, or below where there is no room."""
    draw_portrait(pen, card, index, Slot(slot.x, slot.y, _PORTRAIT))
    beside = slot.inset(_PORTRAIT + 20)
    if beside.width < _BESIDE * 0.6:
        beside = slot.at(slot.y + _PORTRAIT + 10)
    lines = pen.probe()
    height = _who(lines, board, card, beside.at(0))
    low = slot.y + _PORTRAIT
    y = _who(pen, board, card, beside.at(max(beside.y, beside.y + (_PORTRAIT - height) / 2 if beside.y == slot.y else beside.y)))
    return max(low, y)


def _who(pen: Pen, board: Board, card: PersonaCard, slot: Slot) -> float:
    y = pen.paragraph(card.name, slot, _NAME, balanced=True)
    if card.role:
        y = pen.paragraph(card.role, slot.at(y + 1), BODY_2, balanced=True)
    if card.primary and len(board.personas) > 1:
        word, style = pen.labels["primary-persona"], styled(META_2, "ink", 600)
        wide = pill_width(word, style)
        if wide <= slot.width:
            pen.pill("star", word, Slot(slot.x, y + 6, wide), style, Pill(22, "chip", "chip-line"))
            return y + 28
        y = pen.noted("star", word, slot.at(y + 6), style)
    return y


def _quote(pen: Pen, text: Text, index: int, slot: Slot) -> float:
    y = pen.paragraph(text, slot.inset(16), _QUOTE, balanced=True)
    pen.add(Box(slot.x, slot.y + 2, 3.5, y - slot.y - 4, stage_token(index), radius=1.75))
    return y


def _facts(card: PersonaCard) -> list[Draw]:
    """What is known about the person: a small word and its value below."""

    def fact(pen: Pen, key: MapText, value: MapText, slot: Slot) -> float:
        return pen.paragraph(value, slot.at(pen.paragraph(key, slot, META)), BODY, balanced=True)

    return [lambda pen, slot, key=key, value=value: fact(pen, key, value, slot) for key, value in card.facts]  # type: ignore[misc]  # a lambda's default


_ICONS = {"goals": "target", "needs": "heart", "frustrations": "frown", "psychographics": "brain"}


def _lists(pen: Pen, card: PersonaCard) -> list[Draw]:
    icons = {pen.labels[key]: icon for key, icon in _ICONS.items()}

    def entries(pen: Pen, title: str, texts: Sequence[MapText], slot: Slot) -> float:
        y = pen.noted(icons.get(title, "list"), title, slot, styled(STRONG, "ink"), token="ink-2")  # noqa: S106 -- a colour's name
        for text in texts:
            y += 3
            pen.add(Circle(slot.x + 3, y + BODY.leading / 2 + 0.5, 2, "ink-3"))
            y = pen.paragraph(text, slot.inset(14).at(y), BODY, balanced=True)
        return y

    return [
        lambda pen, slot, title=title, texts=texts: entries(pen, title, texts, slot)  # type: ignore[misc]  # a lambda's default
        for title, texts in card.lists
    ]


def _journey(pen: Pen, board: Board, card: PersonaCard, slot: Slot) -> float:
    """How the journey feels to this persona, over the stages that they go through."""
    line = spark.line_of(board, card)
    if not card.stages:
        return slot.y
    title = pen.labels["emotion-curve" if line else "stages"]
    y = pen.noted("heart" if line else "list", title, slot.at(slot.y + 18), STRONG, token="ink-2")  # noqa: S106 -- a colour's name
    if line is not None:
        y = _sparkline(pen, board, line, slot.at(y + 6))
    return _stages(pen, board, card.stages, slot.at(y + 9))


def _sparkline(pen: Pen, board: Board, line: CurveLine, slot: Slot) -> float:
    """The curve over all stages, small: the scale is that of the map, faces only at its ends, top and bottom."""
    edge = _FACE + 3
    plot = slot.inset(edge, edge)
    count = max(1, len(board.columns))
    top, height = slot.y + edge, _PLOT
    middle = top + height / 2
    pen.add(Box(slot.x, slot.y, slot.width, height + 2 * edge, "surface-2", "line", radius=8))
    for index in range(1, count):
        x = plot.x + plot.width * index / count
        pen.add(Path(straight((x, slot.y + 1), (x, slot.y + height + 2 * edge - 1)), "grid"))
    pen.add(Path(straight((slot.x + 1, middle), (slot.x + slot.width - 1, middle)), "line", dash=(3, 4)))
    paint = Gradient(0, top, 0, top + height, ((0.3, "positive"), (0.5, "neutral"), (0.7, "negative")))

    def place(point: CurvePoint) -> tuple[float, float]:
        return plot.x + plot.width * point.position / count, top + height * (1 - point.height)

    for level in line.levels:
        x, y = place(level)
        half = plot.width / count / 2 - 4
        pen.add(Path(straight((x - half, y), (x + half, y)), level.tone, stroke_width=2.5, dash=(2, 4), round=True))
    if len(line.points) > 1:
        pen.add(Path(monotone([place(point) for point in line.points]), paint, stroke_width=2.5, round=True))
    for point in spark.faces(line.points):
        x, y = place(point)
        pen.add(Circle(x, y, _FACE, "bubble"))
        pen.icon(face(point.tone, point.height), x - _FACE * 0.91, y - _FACE * 0.91, size=_FACE * 1.82, token=point.tone)
    return _extremes(pen, line, slot.at(slot.y + height + 2 * edge))


def _extremes(pen: Pen, line: CurveLine, slot: Slot) -> float:
    """The best and the worst feeling in words, so that nothing hangs on the drawing."""
    y = slot.y + 5
    for point in spark.extremes(line):
        felt = joined([point.feeling or point.score, point.because])
        icon = face(point.tone, point.height)
        y = pen.noted(icon, felt, slot.at(y), styled(META_2, "ink-2"), token=tone_ink(point.tone))
    return y


def _stages(pen: Pen, board: Board, stages: Sequence[Reference], slot: Slot) -> float:
    """The stages as small numbered pills, as many a row as fit."""
    names = {column.anchor: (index, column.name) for index, column in enumerate(board.columns)}
    x, y, bottom = slot.x, slot.y, slot.y
    for stage in stages:
        index, name = names[stage.anchor]
        wide = 20 + 7 + _reserved(name, META_2) + 12
        if x > slot.x and x + wide > slot.x + slot.width:
            x, y = slot.x, bottom + 5
        if not one_line(name, slot.width - 39, META_2):
            pen.add(Circle(slot.x + 10, y + 11, 9, stage_token(index)))
            pen.line(stage.number, slot.x + 10, y + 15, styled(Style(11.5, 16, 600), "on-stage"), anchor="middle")
            bottom = pen.paragraph(name, slot.inset(27).at(y + 3), META_2)
        else:
            pen.add(Box(x, y, wide, 22, "chip", "chip-line", radius=11), Circle(x + 11, y + 11, 9, stage_token(index)))
            pen.line(stage.number, x + 11, y + 15, styled(Style(11.5, 16, 600), "on-stage"), anchor="middle")
            pen.line(name, x + 26, y + META_2.rise() + 3, META_2)
            bottom = y + 22
        x += wide + 6
    return bottom


def _reserved(text: Text, style: Style) -> float:
    return measure.reserved(escape.plain(text), style.size, style.weight)


def _pains(pen: Pen, board: Board, card: PersonaCard, slot: Slot) -> float:
    """What hurts this persona, the worst first."""
    wanted = {reference.number for reference in card.pains}
    pains = [pain.item for pain in board.backlog.pains if pain.item.number in wanted]
    if not pains:
        return slot.y
    title = pen.labels["lane-pain_points"]
    y = pen.noted("triangle-alert", title, slot.at(slot.y + 18), STRONG, token="pain") + 2  # noqa: S106 -- a colour's name
    strong = styled(META_2, "pain", 600)
    columns = max(1, min(3, int((slot.width + _GUTTER) // (_PAIN + _GUTTER))))
    shown, rest = pains[: columns * _PAINS], pains[columns * _PAINS :]
    number = max(_reserved(item.number, strong) for item in shown) + 8
    rated = any(item.severity_rank for item in shown)
    each = (slot.width - (columns - 1) * _GUTTER) / columns
    rows = -(-len(shown) // columns)
    bottom = y
    for first in range(0, len(shown), rows):
        place = Slot(slot.x + first // rows * (each + _GUTTER), y, each)
        for item in shown[first : first + rows]:
            place = place.at(place.y + 2)
            pen.line(item.number, place.x, place.y + BODY.leading / 2 + 0.36 * strong.size, strong)
            if item.severity_rank:
                draw_severity(pen, item.severity_rank, place.x + number, place.y + 4.5)
            beside = place.inset(number + (44 if rated else 0))
            place = place.at(max(place.y + BODY.leading, pen.paragraph(item.text, beside, BODY, balanced=True)))
        bottom = max(bottom, place.y)
    if rest:
        bottom = pen.paragraph(pen.labels["comma"].join(item.number for item in rest), slot.at(bottom + 3), strong)
    return bottom
