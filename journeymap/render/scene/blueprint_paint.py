"""A placed blueprint as shapes: stages and times, lanes with their actors and cards, the named lines, the links, the foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render import icons
from journeymap.render.board.types import ActionItem
from journeymap.render.measure import reserved
from journeymap.render.scene.blueprint_cards import LANES, Badge, draw_badge, draw_card
from journeymap.render.scene.blueprint_lines import Crossings, drawn, gaps
from journeymap.render.scene.grid import MARGIN, RAIL_ICON, RAIL_TEXT
from journeymap.render.scene.pen import (
    BODY,
    META,
    META_2,
    STAGE,
    STAGE_META,
    STRONG,
    Pen,
    Slot,
    filled,
    joined,
    straight,
    styled,
)
from journeymap.render.scene.shapes import Box, Path
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from journeymap.render.board.blueprint_types import Blueprint, BlueprintLane, BlueprintLink, LineKey
    from journeymap.render.board.types import Board, Column
    from journeymap.render.scene.blueprint_plan import Plan
    from journeymap.render.scene.blueprint_view import Rail

_CHIP = 24
_CHIP_SIDE = 11
_LINES: dict[LineKey, tuple[float, ...]] = {"line-interaction": (), "line-visibility": (9, 6), "line-internal": (2, 5)}
"""How each named line is broken."""
_LINKS = {"trigger": ("ink-2", 1.7), "order": ("figure", 2.0)}
_ARROW = 8.0
_POINT = 12
_PADDING = 9
_NOTE = 380.0
_ROW = 24
_BETWEEN = 26
_BAND = (7.0, 11.0)
"""From an actor's words and cards to the end of their ground; a badge on a card's upper edge stands within."""


def chip_width(text: str) -> float:
    """How wide the name of a line is with its pill."""
    return reserved(text, META.size, 600) + 2 * _CHIP_SIDE


def name(pen: Pen, lane: BlueprintLane, slot: Slot) -> float:
    """Draw a lane's icon, name and hint; where they end."""
    pen.icon(icons.for_lane(lane.key), slot.x + RAIL_ICON, slot.y - 1, size=18, token=LANES[lane.key])
    inside = slot.inset(RAIL_TEXT, 8)
    y = pen.paragraph(lane.label, inside.at(slot.y - 2), STRONG)
    return pen.paragraph(lane.hint, inside.at(y + 1), META, balanced=True)


def actor(pen: Pen, who: MapText, slot: Slot) -> float:
    """Draw who does what stands in a row; where it ends."""
    return pen.paragraph(who, slot.inset(0, 12), styled(META_2, "ink-2", 600), balanced=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """One blueprint being painted."""

    pen: Pen
    board: Board
    chart: Blueprint
    plan: Plan
    rail: Rail
    page: float

    @property
    def start(self) -> float:
        """Where the first gutter begins."""
        return MARGIN + self.rail.end

    def heads(self, y: float) -> float:
        """The stages above their columns, and a row of times; where they end."""
        borders = [self.start + x for x in self.plan.across.borders]
        borders[-1] = self.page - MARGIN
        spans: list[tuple[float, float]] = []
        for index in range(len(self.board.columns)):
            held = [at for at, column in enumerate(self.chart.columns) if column.stage == index]
            spans.append((borders[held[0]], borders[held[-1] + 1]))
        pad = [_POINT + 12 if index else 16 for index in range(len(spans))]
        rooms = [right - left - pad[index] - 6 for index, (left, right) in enumerate(spans)]
        heights = [
            _stage(self.pen.probe(), column, Slot(0, 0, room)) for column, room in zip(self.board.columns, rooms, strict=True)
        ]
        height = max(44.0, max(heights) + 2 * _PADDING)
        for index, (column, (left, right)) in enumerate(zip(self.board.columns, spans, strict=True)):
            with self.pen.group(column.anchor, column.name):
                self.pen.add(_chevron((left, right), y, height, index, last=index == len(spans) - 1))
                _stage(self.pen, column, Slot(left + pad[index], y + (height - heights[index]) / 2, rooms[index]))
        return self._times(y + height)

    def _times(self, y: float) -> float:
        """When each action is and how long it takes."""
        texts = [joined([column.time, column.duration]) for column in self.chart.columns]
        if not any(texts):
            return y
        columns = self.plan.across.columns
        slots = [Slot(self.start + left, y + 8, right - left) for left, right in columns]
        low = y + 8 + META_2.leading
        with self.pen.group("", self.pen.labels["time"]):
            self.pen.icon("clock", MARGIN + RAIL_ICON + 1, y + 8, size=16, token="ink-2")  # noqa: S106 -- a colour's name
            self.pen.line(self.pen.labels["time"], MARGIN + RAIL_TEXT, y + 8 + META_2.rise(), styled(META_2, "ink", 600))
            for text, slot in zip(texts, slots, strict=True):
                if text:
                    low = max(low, self.pen.paragraph(text, slot, META_2, anchor="middle"))
        return low

    def lanes(self, y: float) -> float:
        """The lanes with their cards, the named lines, the links; where they end."""
        for at, lane in enumerate(self.chart.lanes):
            with self.pen.group(f"lane-{lane.key}", lane.label):
                self._lane(at, lane, y)
        links = [tuple((x + self.start, height + y) for x, height in points) for points in self.plan.links]
        crossings = Crossings(links)
        for line, height in self.plan.lines:
            self._line(line, y + height, crossings)
        texts = {card.key: escape.plain(card.item.text) for card in self.chart.cards()}
        for link, points in zip(self.chart.links, links, strict=True):
            with self.pen.group("", MapText(f"{texts[link.start]} → {texts[link.end]}")):
                self._link(link, points, crossings)
        return y + self.plan.lanes[-1][1]

    def _lane(self, at: int, lane: BlueprintLane, y: float) -> None:
        top, bottom = self.plan.lanes[at]
        pen, end = self.pen, self.page - MARGIN
        pen.add(Box(MARGIN, y + top, end - MARGIN, bottom - top, "surface", "line", radius=12))
        name(pen, lane, Slot(MARGIN, y + self.plan.rows[at, 0][0], self.rail.names))
        for number, row in enumerate(lane.rows):
            first, last = self.plan.rows[at, number]
            left = MARGIN + self.rail.names
            if len(lane.rows) > 1:
                aside, above = _BAND
                band = Box(left - aside, y + first - above, end - left, last - first + 2 * above, "surface-2", radius=10)
                pen.add(band)
            if row.actor is not None:
                actor(pen, row.actor, Slot(left, y + first, self.rail.end - self.rail.names))
            for card in row.cards:
                x, height, wide, high = self.plan.cards[card.key]
                draw_card(pen, card, Slot(self.start + x, y + height, wide), high, LANES[lane.key])

    def _line(self, line: LineKey, y: float, crossings: Crossings) -> None:
        """A named line, which gives way to the links that cross it."""
        label = self.pen.labels[line]
        wide = chip_width(label)
        start, end = MARGIN + wide + 6, self.page - MARGIN
        with self.pen.group("", label):
            pieces = gaps(crossings.at(y, start, end), start, end)
            commands = tuple(command for piece in pieces for command in straight((piece[0], y), (piece[1], y)))
            dash = _LINES[line]
            self.pen.add(Path(commands, "ink-3", stroke_width=1.6, dash=dash, round=line == "line-internal"))
            self.pen.add(Box(MARGIN, y - _CHIP / 2, wide, _CHIP, "chip", "chip-line", radius=_CHIP / 2))
            self.pen.line(label, MARGIN + wide / 2, y + 4.3, styled(META, "ink", 600), anchor="middle")

    def _link(self, link: BlueprintLink, points: Sequence[tuple[float, float]], crossings: Crossings) -> None:
        token, width = _LINKS[link.kind]
        self.pen.add(Path(drawn(points, crossings), token, stroke_width=width, arrow=_ARROW))
        if link.both:
            tip, behind = points[0], points[1]
            self.pen.add(Path(straight(_towards(tip, behind), tip), token, stroke_width=width, arrow=_ARROW))

    def foot(self, y: float) -> tuple[float, float]:
        """What the numbers on the badges mean, and what the signs do; where they end, and how far the last row reaches."""
        y = self._notes(y)
        return self._legend(y)

    def _notes(self, y: float) -> float:
        """The reasons of fail points and waits, in columns."""
        notes = self.chart.notes
        if not notes:
            return y
        room = self.page - 2 * MARGIN - 8
        rows = -(-len(notes) // max(1, int(room // _NOTE)))
        a_row = -(-len(notes) // rows)
        each = room / a_row
        with self.pen.group(""):
            for first in range(0, len(notes), a_row):
                low = y
                for at, note in enumerate(notes[first : first + a_row]):
                    colour = "pain" if note.kind == "fail" else "progress"
                    mark = Badge("" if note.kind == "fail" else "hourglass", note.number, colour, "surface")
                    x = MARGIN + 4 + at * each
                    draw_badge(self.pen, mark, x, y + 9)
                    low = max(
                        low, self.pen.paragraph(note.text, Slot(x, y, each).inset(mark.width + 9, 18), styled(BODY, "ink-2"))
                    )
                y = low + 8
        return y + 2

    def _legend(self, y: float) -> tuple[float, float]:
        signs = self._signs()
        labels = self.pen.labels
        with self.pen.group("legend", labels["legend"]):
            strong = styled(META, "ink", 600)
            x = MARGIN + 4 + self.pen.line(labels["legend"], MARGIN + 4, y + _ROW / 2 + 4.3, strong) + _BETWEEN - 6
            for width, word, draw in signs:
                wide = width + 7 + reserved(word, META_2.size)
                if x + wide > self.page - MARGIN - 4:
                    x, y = MARGIN + 4, y + _ROW
                draw(x, y + _ROW / 2)
                self.pen.line(word, x + width + 7, y + _ROW / 2 + 4.3, META_2)
                x += wide + _BETWEEN
        return y + _ROW, x

    def _signs(self) -> list[tuple[float, str, Callable[[float, float], None]]]:
        """Width, word and drawing of each sign that occurs."""
        labels = self.pen.labels
        kinds = {link.kind for link in self.chart.links}
        found: list[tuple[float, str, Callable[[float, float], None]]] = []
        for kind, label in (("order", "legend-order"), ("trigger", "triggers")):
            if kind in kinds:
                found.append((32, labels[label], self._arrow(kind)))
        items = [card.item for card in self.chart.cards()]
        marks = (
            (any(item.fail_point for item in items), Badge("triangle-alert", "", "pain", "surface"), labels["fail-point"]),
            (any(item.wait is not None for item in items), Badge("hourglass", "", "progress", "surface"), labels["wait"]),
            (
                any(isinstance(item, ActionItem) and item.moment_of_truth for item in items),
                Badge("gem", "", "moment-fill", "moment"),
                labels["moment-of-truth"],
            ),
        )
        found += [(mark.width, word, self._badge(mark)) for shown, mark, word in marks if shown]
        return found

    def _arrow(self, kind: str) -> Callable[[float, float], None]:
        token, width = _LINKS[kind]
        return lambda x, y: self.pen.add(Path(straight((x, y), (x + 32, y)), token, stroke_width=width, arrow=_ARROW))

    def _badge(self, mark: Badge) -> Callable[[float, float], None]:
        return lambda x, y: draw_badge(self.pen, mark, x, y)


def _towards(tip: tuple[float, float], behind: tuple[float, float]) -> tuple[float, float]:
    """A place a little more than an arrow's length behind its tip."""
    (x, y), (x2, y2) = tip, behind
    length = abs(x2 - x) + abs(y2 - y)
    part = min(1.0, (_ARROW + 1) / length) if length else 0.0
    return x + (x2 - x) * part, y + (y2 - y) * part


def _stage(pen: Pen, column: Column, slot: Slot) -> float:
    """Name, time and owner of a stage; their lower end."""
    y = pen.paragraph(joined([column.number, column.name], "\u2002"), slot, STAGE)
    when = joined([column.time, column.duration])
    if when:
        y = pen.paragraph(when, slot.at(y), STAGE_META)
    if column.owner:
        owner = filled(pen.labels, "field", label=pen.labels["owner"], value=column.owner)
        y = pen.paragraph(owner, slot.at(y), STAGE_META)
    return y


def _chevron(sides: tuple[float, float], y: float, height: float, index: int, *, last: bool) -> Path:
    left, right = sides
    left += 3 if index else 0
    middle, low = y + height / 2, y + height
    shoulder, tip = (right - _POINT, right) if last else (right, right + _POINT)
    outline = [(left, y), (shoulder, y), (tip, middle), (shoulder, low), (left, low)]
    if index:
        outline.append((left + _POINT, middle))
    return Path((*straight(*outline), ("Z",)), fill=stage_token(index))
