"""The head of a map: what it is, who it is about, what it is for, and the key figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render import measure
from journeymap.render.scene.marks import target_mark, trend_icon
from journeymap.render.scene.pen import (
    BODY,
    BODY_2,
    FIGURE,
    HEADING,
    META_2,
    SMALL_2,
    STRONG,
    TITLE,
    Pen,
    Slot,
    filled,
    joined,
    one_line,
    straight,
)
from journeymap.render.scene.portrait import draw_portrait
from journeymap.render.scene.shapes import Box, Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.render.board.types import Board, MetricItem, PersonaCard
    from journeymap.render.scene.pen import Text

_PADDING = 18
_BETWEEN = 34
_FIGURE_GAP = 10
_FIGURE_WIDTHS = (136, 200)
_FIGURE_SHARE = 0.11
_FIGURES_A_ROW = 3
_PERSONAS_BELOW_TITLE = 2
_PERSONA_WIDTHS = (270, 560)
_AVATAR = 20


@dataclass(frozen=True, slots=True)
class _Block:
    """A column of the head: its share of the width, the most it may take, and what it draws in a slot."""

    share: float
    most: float
    draw: Callable[[Slot], float]


def draw_header(pen: Pen, board: Board, slot: Slot) -> float:
    """Draw the head; where it ends."""
    with pen.group("", board.title):
        inside = slot.inset(_PADDING, _PADDING).at(slot.y + _PADDING)
        figures = _figures_width(len(board.figures), inside.width)
        bottom = _blocks(pen, _wanted(pen, board), inside.inset(0, figures + _BETWEEN if figures else 0))
        if figures:
            bottom = max(bottom, _figures(pen, board.figures, inside.inset(inside.width - figures)))
        if len(board.personas) > _PERSONAS_BELOW_TITLE:
            bottom = _strip(pen, board.personas, inside.at(bottom + 16))
        pen.behind(0, Box(slot.x, slot.y, slot.width, bottom + _PADDING - slot.y, "surface", "line", radius=14))
    return bottom + _PADDING


def _wanted(pen: Pen, board: Board) -> list[_Block]:
    blocks = [_Block(1.7, 760, lambda slot: _title(pen, board, slot))]
    if board.scenario:
        scenario = [("scenario", board.scenario)]
        blocks.append(_Block(1.2, 640, lambda slot: _told(pen, scenario, slot)))
    rest = [(key, text) for key, text in (("objective", board.objective), ("starts", board.starts), ("ends", board.ends)) if text]
    if rest:
        blocks.append(_Block(1.1, 600, lambda slot: _told(pen, rest, slot)))
    return blocks


def _blocks(pen: Pen, blocks: list[_Block], slot: Slot) -> float:
    """Draw blocks side by side with a hairline between them."""
    room = slot.width - _BETWEEN * (len(blocks) - 1)
    shares = sum(block.share for block in blocks)
    x, bottom, lines = slot.x, slot.y, []
    for index, block in enumerate(blocks):
        width = min(block.most, room * block.share / shares)
        if index:
            lines.append(x - _BETWEEN / 2)
        bottom = max(bottom, block.draw(Slot(x, slot.y, width)))
        x += width + _BETWEEN
    for line in lines:
        pen.add(Path(straight((line, slot.y), (line, bottom)), "line"))
    return bottom


def _title(pen: Pen, board: Board, slot: Slot) -> float:
    y = pen.paragraph(board.title, slot.at(slot.y - 4), TITLE, balanced=True)
    y = pen.paragraph(joined([board.kind, board.state, board.status]), slot.at(y + 2), BODY_2)
    if not 0 < len(board.personas) <= _PERSONAS_BELOW_TITLE:
        return y
    beside = slot.width >= len(board.personas) * _PERSONA_WIDTHS[0]
    each = (slot.width + _BETWEEN) / len(board.personas) - _BETWEEN if beside else slot.width
    bottom = y + 10
    for index, persona in enumerate(board.personas):
        place = Slot(slot.x + index * (each + _BETWEEN), y + 10, each) if beside else slot.at(bottom + (8 if index else 0))
        bottom = max(bottom, _persona(pen, persona, index, place))
    return bottom


def _told(pen: Pen, texts: list[tuple[str, escape.MapText]], slot: Slot) -> float:
    """Texts of the board under or behind their label: the first one below it, what follows in lines of its own."""
    y = slot.y
    for index, (key, text) in enumerate(texts):
        if index:
            y = pen.paragraph(filled(pen.labels, "field", label=pen.labels[key], value=text), slot.at(y + 3), BODY_2)
            continue
        y = pen.paragraph(pen.labels[key], slot.at(y), HEADING)
        y = pen.paragraph(text, slot.at(y + 2), BODY, balanced=True)
    return y


def _strip(pen: Pen, personas: tuple[PersonaCard, ...], slot: Slot) -> float:
    """More than two personas have a row of their own, of several rows if need be."""
    pen.add(Path(straight((slot.x, slot.y), (slot.x + slot.width, slot.y)), "line"))
    narrowest, widest = _PERSONA_WIDTHS
    a_row = max(1, min(len(personas), int((slot.width + _BETWEEN) // (narrowest + _BETWEEN))))
    each = min(widest, (slot.width - _BETWEEN * (a_row - 1)) / a_row)
    top = bottom = slot.y
    for index, persona in enumerate(personas):
        if index % a_row == 0:
            top = bottom + 16
        left = slot.x + index % a_row * (each + _BETWEEN)
        bottom = max(bottom, _persona(pen, persona, index, Slot(left, top, each)))
    return bottom


def _persona(pen: Pen, persona: PersonaCard, index: int, slot: Slot) -> float:
    with pen.group(persona.anchor):
        draw_portrait(pen, persona, index, Slot(slot.x, slot.y, 2 * _AVATAR))
        beside = slot.inset(2 * _AVATAR + 14)
        y = pen.paragraph(persona.name, beside, STRONG)
        if persona.role:
            y = pen.paragraph(persona.role, beside.at(y), SMALL_2, balanced=True)
        if persona.quote:
            quote = filled(pen.labels, "quoted", text=persona.quote)
            y = pen.paragraph(quote, beside.at(y + 3), BODY_2, balanced=True)
    return max(y, slot.y + 2 * _AVATAR)


def _figures_width(count: int, room: float) -> float:
    if not count:
        return 0
    narrowest, widest = _FIGURE_WIDTHS
    a_row = min(count, _FIGURES_A_ROW)
    return a_row * max(narrowest, min(widest, room * _FIGURE_SHARE)) + (a_row - 1) * _FIGURE_GAP


def _figures(pen: Pen, figures: tuple[MetricItem, ...], slot: Slot) -> float:
    a_row = min(len(figures), _FIGURES_A_ROW)
    each = (slot.width - (a_row - 1) * _FIGURE_GAP) / a_row
    y = slot.y
    for first in range(0, len(figures), a_row):
        row = figures[first : first + a_row]
        height = max(_figure(pen.probe(), figure, Slot(0, 0, each)) for figure in row)
        for index, figure in enumerate(row):
            place = Slot(slot.x + index * (each + _FIGURE_GAP), y, each)
            with pen.group(figure.anchor):
                pen.add(Box(place.x, place.y, each, height, "figure-fill", "figure-line", radius=10))
                _figure(pen, figure, place)
        y += height + _FIGURE_GAP
    return y - _FIGURE_GAP


def _figure(pen: Pen, figure: MetricItem, slot: Slot) -> float:
    """The inside of one figure's card; its lower end."""
    inside = slot.inset(8, 8)
    y = pen.paragraph(figure.name, inside.at(slot.y + 10), META_2, balanced=True, anchor="middle")
    if figure.value:
        y = pen.paragraph(figure.value, inside.at(y + 4), FIGURE, anchor="middle")
    if figure.change:
        y = _centred(pen, (trend_icon(figure), "ink-2"), figure.change, inside.at(y + 3))
    if figure.target:
        text = filled(pen.labels, "target-value", value=figure.target)
        y = _centred(pen, target_mark(figure), text, inside.at(y + 3))
    return y + 10


def _centred(pen: Pen, mark: tuple[str, str], text: Text, slot: Slot) -> float:
    """A short text behind its icon, both in the middle; without the icon where the text needs more than a line."""
    icon, token = mark
    style, size = META_2, 13
    if not one_line(text, slot.width - size - 5, style):
        return pen.paragraph(text, slot, style, anchor="middle")
    left = slot.x + (slot.width - size - 5 - measure.width(escape.plain(text), style.size)) / 2
    pen.icon(icon, left, slot.y + 1.5, size=size, token=token)
    pen.line(text, left + size + 5, slot.y + style.rise(), style)
    return slot.y + style.leading
