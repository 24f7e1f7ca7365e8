"""The head of a map: what it is, who it is about, what it is for, and the key figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.measure import clusters, wrap
from journeymap.render.scene.marks import state_mark, trend_icon
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
    filled,
    joined,
    styled,
)
from journeymap.render.scene.shapes import Box, Circle, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.render.board.types import Board, MetricItem, PersonaCard

_PADDING = 22
_BETWEEN = 36
_FIGURE_GAP = 10
_FIGURE_WIDTHS = (136, 200)
_FIGURES_A_ROW = 3
_PERSONAS_BELOW_TITLE = 2
_PERSONA_WIDTHS = (300, 560)
_AVATAR = 20


@dataclass(frozen=True, slots=True)
class _Block:
    """A column of the head: its share of the width, the most it may take, and what it draws at (x, y, width)."""

    share: float
    most: float
    draw: Callable[[Pen, float, float, float], float]


def draw_header(pen: Pen, board: Board, x: float, y: float, width: float) -> float:
    """Draw the head; where it ends."""
    with pen.group("", board.title):
        top = y + _PADDING
        inner = width - 2 * _PADDING
        figures = _figures_width(len(board.figures), inner)
        room = inner - (figures + _BETWEEN if figures else 0)
        bottom = _blocks(pen, _wanted(board), x + _PADDING, top, room)
        if figures:
            bottom = max(bottom, _figures(pen, board, x + width - _PADDING - figures, top, figures))
        if len(board.personas) > _PERSONAS_BELOW_TITLE:
            bottom = _strip(pen, board, x + _PADDING, bottom + 16, inner)
        pen.behind(0, Box(x, y, width, bottom + _PADDING - y, "surface", "line", radius=14))
    return bottom + _PADDING


def _wanted(board: Board) -> list[_Block]:
    blocks = [_Block(1.5, 640, lambda pen, x, y, width: _title(pen, board, x, y, width))]
    if board.scenario:
        blocks.append(_Block(1.25, 540, lambda pen, x, y, width: _told(pen, board, ("scenario",), x, y, width)))
    if board.objective or board.starts or board.ends:
        keys = ("objective", "starts", "ends")
        blocks.append(_Block(1.1, 500, lambda pen, x, y, width: _told(pen, board, keys, x, y, width)))
    return blocks


def _blocks(pen: Pen, blocks: list[_Block], x: float, y: float, room: float) -> float:
    """Draw blocks side by side with a hairline between them."""
    room -= _BETWEEN * (len(blocks) - 1)
    shares = sum(block.share for block in blocks)
    bottom, lines = y, []
    for index, block in enumerate(blocks):
        width = min(block.most, room * block.share / shares)
        if index:
            lines.append(x - _BETWEEN / 2)
        bottom = max(bottom, block.draw(pen, x, y, width))
        x += width + _BETWEEN
    for line in lines:
        pen.add(Path((("M", line, y), ("L", line, bottom)), "line"))
    return bottom


def _title(pen: Pen, board: Board, x: float, y: float, width: float) -> float:
    y = pen.paragraph(board.title, x, y - 4, width, TITLE, balanced=True)
    y = pen.paragraph(joined([board.kind, board.state, board.status]), x, y + 2, width, BODY_2)
    if len(board.personas) <= _PERSONAS_BELOW_TITLE:
        for index, persona in enumerate(board.personas):
            y = _persona(pen, board, persona, index, x, y + 14, width)
    return y


def _told(pen: Pen, board: Board, keys: tuple[str, ...], x: float, y: float, width: float) -> float:
    """Texts of the board, each under its label."""
    texts = {"scenario": board.scenario, "objective": board.objective, "starts": board.starts, "ends": board.ends}
    for key in keys:
        text = texts[key]
        if text:
            y = pen.paragraph(board.labels[key], x, y, width, HEADING)
            y = pen.paragraph(text, x, y + 2, width, BODY) + 8
    return y - 8


def _strip(pen: Pen, board: Board, x: float, y: float, width: float) -> float:
    """More than two personas have a row of their own, of several rows if need be."""
    pen.add(Path((("M", x, y), ("L", x + width, y)), "line"))
    narrowest, widest = _PERSONA_WIDTHS
    a_row = max(1, min(len(board.personas), int((width + _BETWEEN) // (narrowest + _BETWEEN))))
    each = min(widest, (width - _BETWEEN * (a_row - 1)) / a_row)
    bottom = y
    for index, persona in enumerate(board.personas):
        if index % a_row == 0:
            y = bottom + 16
        bottom = max(bottom, _persona(pen, board, persona, index, x + index % a_row * (each + _BETWEEN), y, each))
    return bottom


def _persona(pen: Pen, board: Board, persona: PersonaCard, index: int, x: float, y: float, width: float) -> float:
    with pen.group(persona.anchor):
        pen.add(Circle(x + _AVATAR, y + _AVATAR, _AVATAR, stage_token(index)))
        initial = clusters(escape.plain(persona.name).strip())[:1]
        pen.line("".join(initial).upper(), x + _AVATAR, y + _AVATAR + 5.5, styled(STRONG, "on-stage"), "middle")
        x, width = x + 2 * _AVATAR + 14, width - 2 * _AVATAR - 14
        bottom = pen.paragraph(persona.name, x, y, width, STRONG)
        if persona.role:
            bottom = pen.paragraph(persona.role, x, bottom, width, SMALL_2)
        if persona.quote:
            quote = filled(board.labels, "quoted", text=persona.quote)
            bottom = pen.paragraph(quote, x, bottom + 3, width, BODY_2, balanced=True)
    return max(bottom, y + 2 * _AVATAR)


def _figures_width(count: int, inner: float) -> float:
    if not count:
        return 0
    narrowest, widest = _FIGURE_WIDTHS
    a_row = min(count, _FIGURES_A_ROW)
    each = max(narrowest, min(widest, inner * 0.11))
    return a_row * each + (a_row - 1) * _FIGURE_GAP


def _figures(pen: Pen, board: Board, x: float, y: float, width: float) -> float:
    a_row = min(len(board.figures), _FIGURES_A_ROW)
    each = (width - (a_row - 1) * _FIGURE_GAP) / a_row
    for first in range(0, len(board.figures), a_row):
        row = board.figures[first : first + a_row]
        height = max(_figure(Pen(pen.direction), board, figure, 0, 0, each) for figure in row)
        for index, figure in enumerate(row):
            left = x + index * (each + _FIGURE_GAP)
            with pen.group(figure.anchor):
                pen.add(Box(left, y, each, height, "figure-fill", "figure-line", radius=10))
                _figure(pen, board, figure, left, y, each)
        y += height + _FIGURE_GAP
    return y - _FIGURE_GAP


def _figure(pen: Pen, board: Board, figure: MetricItem, x: float, y: float, width: float) -> float:
    """The inside of one figure's card; its lower end."""
    middle, room = x + width / 2, width - 16
    y = pen.paragraph(figure.name, middle, y + 10, room, META_2, balanced=True, anchor="middle")
    if figure.value:
        y = pen.paragraph(figure.value, middle, y + 4, room, FIGURE, anchor="middle")
    if figure.change:
        y = _centred(pen, trend_icon(figure), "ink-2", figure.change, middle, y + 3, room)
    if figure.target:
        text = filled(board.labels, "target-value", value=figure.target)
        icon, token = state_mark(figure)
        y = _centred(pen, icon, token, text, middle, y + 3, room)
    return y + 10


def _centred(pen: Pen, icon: str, token: str, text: str | escape.MapText, x: float, y: float, width: float) -> float:
    """A short text behind its icon, both in the middle; without the icon where the text needs more than a line."""
    style = META_2
    raw = escape.plain(text)
    lines = wrap(raw, width - 20, style.size)
    if not icon or len(lines) != 1:
        return pen.paragraph(text, x, y, width, style, anchor="middle")
    probe = Pen(pen.direction)
    wide = probe.line(text, 0, 0, style)
    left = x - (wide + 18) / 2
    pen.icon(icon, left, y + 1.5, 13, token)
    pen.line(text, left + 18, y + style.rise(), style)
    return y + style.leading
