"""A placed flow as shapes: panels, lines, cards, pills, legend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from journeymap.escape import plain
from journeymap.render import measure
from journeymap.render.scene.flow_lines import moved, sampled, walked
from journeymap.render.scene.flow_parts import BADGE, ICON, Card, Parts, Pill, Rect, Way, Words
from journeymap.render.scene.marks import face
from journeymap.render.scene.pen import META, META_2, STRONG, Pen, Slot, joined, styled
from journeymap.render.scene.shapes import Box, Circle, Path, TextLine
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.render.board.types import Board, Column, FlowNode, Tone
    from journeymap.render.scene.flow_lines import Point
    from journeymap.render.scene.flow_plan import Plan
    from journeymap.render.scene.shapes import Command

_HEADER_SIDE, _HEADER_TOP, PANEL_PADDING = 18.0, 8.0, 28.0
_RADIUS, _END_RADIUS = 9.0, 22.0
_DASH = (7.0, 5.0)
_HALO, _ARROW = 3.6, 7.5
_ON_LINE = 6.0
_STRONG_WAY = 0.25
_FACES: dict[Tone, str] = {"positive": "smile", "neutral": "meh", "negative": "frown"}
_LEGEND_ROW, _LEGEND_GAP, _LEGEND_SIGN, _SIGN_GAP = 28.0, 26.0, 32.0, 9.0


def paint_panels(pen: Pen, board: Board, plan: Plan, x: float, top: float) -> tuple[float, float]:
    """Draw the stages' panels; where the flow's own zero is, and where the panels end."""
    columns = board.columns
    headers = {index: _header(pen.probe(), columns[index], 0, 0, right - left) for index, (left, right) in plan.panels.items()}
    height = max(headers.values())
    zero = top + height + PANEL_PADDING - plan.top
    bottom = zero + plan.bottom + PANEL_PADDING
    for index, (left, right) in plan.panels.items():
        column = columns[index]
        with pen.group(column.anchor, column.name):
            pen.add(Box(x + left, top, right - left, bottom - top, "surface", "line", radius=14))
            pen.add(Path(_lid(x + left, top, right - left, height, 14), fill=stage_token(index)))
            _header(pen, column, x + left, top + (height - headers[index]) / 2, right - left)
    return zero, bottom


def _header(pen: Pen, column: Column, x: float, y: float, width: float) -> float:
    """A stage's number and name; how high they are with the room around."""
    style = styled(STRONG, "on-stage")
    name = joined([column.number, column.name], "\u2002")
    return pen.paragraph(name, Slot(x, y + _HEADER_TOP, width).inset(_HEADER_SIDE, _HEADER_SIDE), style) + _HEADER_TOP - y


def _lid(x: float, y: float, width: float, height: float, radius: float) -> tuple[Command, ...]:
    """A rectangle whose upper corners are round."""
    near = radius * 0.4477
    right, bottom = x + width, y + height
    return (
        ("M", x, bottom), ("L", x, y + radius), ("C", x, y + near, x + near, y, x + radius, y), ("L", right - radius, y),
        ("C", right - near, y, right, y + near, right, y + radius), ("L", right, bottom), ("Z",),
    )  # fmt: skip


def paint_ways(pen: Pen, parts: Parts, lines: Mapping[str, tuple[Command, ...]], x: float, y: float) -> None:
    """Draw the lines, loops first and the widest last, each with a margin that keeps it apart from those it crosses.

    Lines that arrive at one place get their margins together: there they are to become one.
    """
    arriving: dict[tuple[float, ...], list[Way]] = {}
    for way in sorted(parts.ways, key=lambda way: (way.kind != "back", way.width)):
        arriving.setdefault(lines[way.key][-1][1:][-2:], []).append(way)
    with pen.group(""):
        for ways in sorted(arriving.values(), key=lambda ways: (ways[0].kind != "back", ways[-1].width)):
            placed = [(way, moved(lines[way.key], x, y)) for way in ways]
            pen.add(*(Path(line, "surface", stroke_width=way.width + _HALO) for way, line in placed))
            pen.add(*(_line(way, line, weighed=parts.weighed) for way, line in placed))


def _line(way: Way, line: tuple[Command, ...], *, weighed: bool) -> Path:
    quiet = weighed and way.reach < _STRONG_WAY
    token = "negative" if way.kind != "on" else "ink-3" if quiet else "ink-2"
    dash = _DASH if way.kind == "back" else ()
    return Path(line, token, stroke_width=way.width, dash=dash, arrow=round(_ARROW + way.width * 1.2, 2))


def paint_cards(pen: Pen, board: Board, flow: tuple[Parts, Plan], x: float, y: float) -> None:
    """Draw actions and exits in journey order."""
    parts, plan = flow
    for card in parts.cards.values():
        rect = plan.cards[card.key].moved(x, y)
        if card.node is None:
            with pen.group(""):
                _exit(pen, card, rect)
        else:
            stage = board.columns[card.column].anchor  # a stage without actions is a stop itself
            with pen.group("" if card.node.anchor == stage else card.node.anchor, card.node.text):
                _action(pen, card, card.node, rect)


def _action(pen: Pen, card: Card, node: FlowNode, rect: Rect) -> None:
    token = stage_token(node.column)
    ending = node.starts or node.ends
    radius = min(_END_RADIUS, rect.height / 2) if ending else _RADIUS
    stroke = token if ending else "moment-line" if node.moment_of_truth else "chip-line"
    pen.add(Box(rect.x, rect.y, rect.width, rect.height, "surface", stroke, 2.6 if node.ends else 1.4, radius))
    if not ending:
        pen.add(Box(rect.x, rect.y + 8, 4, rect.height - 16, token, radius=2))
    _words(pen, card.words, rect)
    if node.tone is not None:
        drawing = _FACES[node.tone] if node.height is None else face(node.tone, node.height)
        _face(pen, rect.right - 6, rect.y + 3, node.tone, drawing)


def _exit(pen: Pen, card: Card, rect: Rect) -> None:
    pen.add(Box(rect.x, rect.y, rect.width, rect.height, "negative-fill", "negative", 1.4, min(17.0, rect.height / 2)))
    _way_out(pen, rect.x + 11, rect.y + rect.height / 2, 14)
    _words(pen, card.words, rect)


def _words(pen: Pen, words: tuple[Words, ...], rect: Rect) -> None:
    for one in words:
        style = one.style
        width = measure.width(plain(one.text), style.size, style.weight)
        x, y = rect.x + one.x, rect.y + one.baseline
        if one.icon:
            pen.icon(one.icon, rect.x + one.icon_x, y - 0.86 * ICON, size=ICON, token=style.token)
        pen.add(TextLine(x, y, one.text, width, style.size, style.weight, style.token, "start", one.direction))


def _face(pen: Pen, x: float, y: float, tone: Tone, drawing: str) -> None:
    pen.add(Circle(x, y, BADGE, "bubble"))
    pen.icon(drawing, x - 9.6, y - 9.6, size=19.2, token=tone)


def paint_pills(pen: Pen, parts: Parts, plan: Plan, x: float, y: float) -> None:
    """Draw what is written on the ways."""
    for way in parts.ways:
        if way.pill is not None:
            with pen.group(""):
                rect = plan.pills[way.key].moved(x, y)
                line = walked(sampled(moved(plan.lines[way.key], x, y)), _ON_LINE)
                leader = _leader(way, rect, [point for _, point in line])
                if leader is not None:
                    pen.add(leader)
                _pill(pen, way, way.pill, rect)


def _leader(way: Way, rect: Rect, line: list[Point]) -> Path | None:
    """What connects a pill to its line where it had to be put beside it."""
    near = rect.grown(_ON_LINE)
    if any(near.x < x < near.right and near.y < y < near.bottom for x, y in line):
        return None
    nearest = min(line, key=lambda point: math.dist(point, rect.middle))
    token = "negative" if way.kind == "back" else "ink-3"
    return Path((("M", *rect.middle), ("L", *nearest)), token, dash=(2.0, 3.0))


def _pill(pen: Pen, way: Way, pill: Pill, rect: Rect) -> None:
    fill, stroke = ("negative-fill", "pain-line") if way.kind == "back" else ("surface", "chip-line")
    pen.add(Box(rect.x, rect.y, rect.width, rect.height, fill, stroke, radius=min(10.5, rect.height / 2)))
    _words(pen, pill.words, rect)
    if not pill.words:
        x, y = rect.middle
        pen.icon("repeat", x - 6.5, y - 6.5, size=13, token="negative")  # noqa: S106 -- a colour's name


def paint_legend(pen: Pen, board: Board, parts: Parts, slot: Slot) -> float:
    """Explain the signs that occur, in rows as wide as the slot; where they end."""
    rise = META_2.rise() - META_2.leading / 2
    row = slot.y + _LEGEND_ROW / 2
    with pen.group("legend", board.labels["legend"]):
        left = slot.x + pen.line(board.labels["legend"], slot.x, row + rise, styled(META, "ink", 600)) + _LEGEND_GAP
        for label, draw in _signs(board, parts):
            words = _LEGEND_SIGN + _SIGN_GAP
            needed = words + pen.probe().line(label, 0, 0, META_2)
            if left + needed > slot.x + slot.width:
                left, row = slot.x, row + _LEGEND_ROW
            draw(pen, left, row)
            pen.line(label, left + words, row + rise, META_2)
            left += needed + _LEGEND_GAP
    return row + _LEGEND_ROW / 2


Sign = tuple[str, "Callable[[Pen, float, float], None]"]


def _signs(board: Board, parts: Parts) -> list[Sign]:
    """Label and drawing of each sign, at the middle of its row."""
    labels = board.labels
    kinds = {way.kind for way in parts.ways}
    signs: list[Sign] = []
    if parts.weighed:
        signs.append((labels["legend-way"], lambda pen, x, y: pen.add(_stroke(x, y, "ink-2", 4.0))))
    if "back" in kinds:
        signs.append((labels["loop"], lambda pen, x, y: pen.add(_stroke(x, y, "negative", 2.2, _DASH))))
    if "leave" in kinds:
        signs.append((labels["leaves"], _leave_sign))
    tones = {node.tone for node in board.flow.nodes}
    signs.extend((labels[f"tone-{tone}"], _face_sign(tone)) for tone in _FACES if tone in tones)
    return signs


def _leave_sign(pen: Pen, x: float, y: float) -> None:
    pen.add(Box(x, y - 9, _LEGEND_SIGN, 18, "negative-fill", "negative", 1.4, 9))
    _way_out(pen, x + 10, y, 12)


def _way_out(pen: Pen, x: float, middle: float, size: float) -> None:
    """An icon whose arrow points out of the journey; a door where it would point back into it."""
    name = "log-out" if pen.direction == "ltr" else "door-open"
    pen.icon(name, x, middle - size / 2, size=size, token="negative")  # noqa: S106 -- a colour's name


def _face_sign(tone: Tone) -> Callable[[Pen, float, float], None]:
    return lambda pen, x, y: _face(pen, x + _LEGEND_SIGN - BADGE, y, tone, _FACES[tone])


def _stroke(x: float, y: float, token: str, width: float, dash: tuple[float, ...] = ()) -> Path:
    return Path((("M", x, y), ("L", x + _LEGEND_SIGN, y)), token, stroke_width=width, dash=dash)
