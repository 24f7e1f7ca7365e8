"""Where everything of the emotion lane stands: curves, faces, words, bubbles, reasons; and what found no room.

All heights count from the top of the lane. Words come first, then what is said and thought, then why it feels so: a
place is taken only if it is free of the curves, the faces and all that was placed before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.render.board.types import EmotionItem, Item, TextItem
from journeymap.render.scene.curve import monotone
from journeymap.render.scene.emotion_rooms import (
    BUBBLE,
    BUBBLE_PADDING,
    around_face,
    bubble_size,
    face_radius,
    level_line,
    places_at,
    places_beside,
    text_size,
    with_margin,
)
from journeymap.render.scene.grid import PADDING
from journeymap.render.scene.pen import META_2, Style, filled, joined, pill_width, styled
from journeymap.render.scene.places import Ground, Rect
from journeymap.render.scene.tags import tag_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.escape import MapText
    from journeymap.render.board.types import Board, CurveLine, CurvePoint, Row
    from journeymap.render.scene.curve import Point
    from journeymap.render.scene.easel import Easel
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.shapes import Command
    from journeymap.render.scene.tags import Tag

ABOVE, BELOW = 38.0, 36.0
"""From the ends of the scale to the ends of the plot: room for a face and a word."""
REASONED = 68.0
"""The same with room for a reason of two lines."""
PILL_HEIGHT = 24
WORD = Style(12.5, 15, 600)
REASON = Style(12, 15, 400, "ink-2")
_PILLS = 32
KEY_SIGN = 38
_WORD_WIDTHS, _WORD_LINES = (118, 84), 2
_REASON_WIDTHS, _REASON_LINES = (168, 128, 220), 4
_BUBBLE_WIDTHS, _BUBBLE_LINES = (168, 128, 230), 5
_BUBBLE_GAPS = (12, 20, 30, 42, 54, 68, 84)
_DASHES: tuple[tuple[float, ...], ...] = ((), (9, 6), (2, 6), (14, 5, 2, 5))
"""The first curve is solid; with a fifth the lines begin again."""


class Curve(NamedTuple):
    """One curve of the board, placed."""

    line: CurveLine
    places: tuple[Point, ...]
    commands: tuple[Command, ...]
    dash: tuple[float, ...]
    width: float


class Key(NamedTuple):
    """Whose curve is drawn how."""

    rect: Rect
    line: CurveLine
    dash: tuple[float, ...]


class Moment(NamedTuple):
    """A moment of truth: a pill (only its sign, where that is as wide as high) and the points that it means."""

    pill: Rect
    x: float
    ys: tuple[float, ...]


class Said(NamedTuple):
    """A feeling in words, with the reason below it if there was room for both."""

    point: CurvePoint
    rect: Rect
    because: MapText | None
    level: bool
    down: bool = False
    """Whether it rather stands below its face than above."""


class Bubble(NamedTuple):
    """What is said or thought: `face` is the point that says it, and the lane tells speech from thought."""

    item: TextItem
    rect: Rect
    face: Point | None
    thought: bool
    tags: tuple[Tag, ...]


class EmotionPlan(NamedTuple):
    """The lane, laid out."""

    grid: Grid
    radius: float
    best: float
    worst: float
    bottom: float
    """Where the plot ends; the strip of what found no room follows."""
    curves: tuple[Curve, ...]
    key: tuple[Key, ...]
    moments: tuple[Moment, ...]
    said: tuple[Said, ...]
    bubbles: tuple[Bubble, ...]
    left: tuple[tuple[Item, ...], ...]
    """By stage: feelings that found no room, or whose reason found none, and what is said and thought and found none."""

    def y(self, height: float) -> float:
        """Where a score stands, given as a part of the scale."""
        return self.worst - height * (self.worst - self.best)

    def level(self, point: CurvePoint) -> Rect:
        """The line of a whole stage's score."""
        return level_line(self.grid, point, self.y(point.height))


def has_plot(board: Board) -> bool:
    """Whether anything has a score."""
    return any(curve.points or curve.levels for curve in board.curves)


def plan_emotion(easel: Easel, row: Row, grid: Grid, *, height: float, least: float) -> EmotionPlan:
    """Lay the lane out with `height` from the worst score to the best, the best one not above `least`."""
    board = easel.board
    moments = [point for line in board.curves for point in line.points if point.moment_of_truth]
    key = _key(board, grid)
    told = max((one.rect.y + one.rect.height for one in key), default=0.0)
    pills = _PILLS if moments else 0
    if pills and key:  # pills stand beside the key where they leave it free, else below it
        end = key[-1].rect.x + key[-1].rect.width + 100
        beside = len({one.rect.y for one in key}) == 1 and all(grid.at(point.position) > end for point in moments)
        pills = max(0, _PILLS - int(told)) if beside else _PILLS
    top = told + pills
    above, below = _room_for_reasons(board, height)
    best = max(top + above, least)
    return _Planner(easel, grid, (top, best, best + height, best + height + below)).made(row, key)


def _room_for_reasons(board: Board, height: float) -> tuple[float, float]:
    """From the ends of the scale to those of the plot: more where the highest and lowest feelings have reasons."""
    above, below = ABOVE, BELOW
    for point in (point for line in board.curves for point in line.points if point.because is not None):
        if point.tone == "negative":
            below = max(below, REASONED - point.height * height)
        elif not point.moment_of_truth:
            above = max(above, REASONED - (1 - point.height) * height)
    return above, below


class _Planner:
    """One lane in the making."""

    def __init__(self, easel: Easel, grid: Grid, heights: tuple[float, float, float, float]) -> None:
        self._board, self._grid, self._guide = easel.board, grid, easel.guide
        self._top, self._best, self._worst, self._bottom = heights
        self._ground = Ground(Rect(grid.start + 3, self._top + 3, grid.end - grid.start - 6, self._bottom - self._top - 6))
        self._things = Ground(self._ground.area)
        self._curves = [self._placed(line, index) for index, line in enumerate(self._board.curves)]
        places = [place for curve in self._curves for place in curve.places]
        self._radius = face_radius(places)
        for curve in self._curves:
            self._ground.cross(curve.commands)
            for x, y in curve.places:
                self._take(around_face(x, y, self._radius + 1))
            for level in curve.line.levels:
                self._ground.take(level_line(grid, level, self._y(level.height)))

    def made(self, row: Row, key: tuple[Key, ...]) -> EmotionPlan:
        """Place everything, the most important first."""
        moments = self._moments()
        said = self._words()
        for one in said:
            self._things.take(one.rect)
        bubbles = self._bubbles()
        said = [self._with_reason(one) for one in said]
        shown = {_told(one.point, one.because) for one in said} | {_told(one.point, None) for one in said}
        spoken = {one.item.anchor for one in bubbles}
        remarks = [other for other in self._board.rows if other.kind == "quotes"]
        left: list[tuple[Item, ...]] = []
        for index, cell in enumerate(row.cells):
            feelings = [item for item in cell if isinstance(item, EmotionItem) and _is_left(item, shown, index)]
            said_too = [item for other in remarks for item in other.cells[index] if item.anchor not in spoken]
            left.append((*feelings, *said_too))
        return EmotionPlan(
            grid=self._grid,
            radius=self._radius,
            best=self._best,
            worst=self._worst,
            bottom=self._bottom,
            curves=tuple(self._curves),
            key=key,
            moments=tuple(moments),
            said=tuple(said),
            bubbles=tuple(bubbles),
            left=tuple(left),
        )

    def _take(self, rect: Rect) -> None:
        """Something stands there that neither a text nor a tail may cross; tails may cross curves."""
        self._ground.take(rect)
        self._things.take(rect)

    def _y(self, height: float) -> float:
        return self._worst - height * (self._worst - self._best)

    def _at(self, point: CurvePoint) -> Point:
        return self._grid.at(point.position), self._y(point.height)

    def _placed(self, line: CurveLine, index: int) -> Curve:
        places: list[Point] = []
        for x, y in map(self._at, line.points):  # a curve needs x to grow, even if two scores were put at one place
            places.append((max(x, places[-1][0] + 1) if places else x, y))
        return Curve(line, tuple(places), monotone(places), _DASHES[index % len(_DASHES)], 3 if index else 4)

    def _moments(self) -> list[Moment]:
        """Pills in a row above the plot, with a line down to every point they mean. Close ones are signs without words."""
        points: dict[float, list[float]] = {}
        for curve in self._curves:
            for point, (x, y) in zip(curve.line.points, curve.places, strict=True):
                if point.moment_of_truth:
                    points.setdefault(x, []).append(y)
        wide = pill_width(self._board.labels["moment-of-truth"], styled(META_2, "moment", 600))
        low, high = self._grid.start + 3, self._grid.end - 3
        found: list[Moment] = []
        middles = {x: min(max(x, low + wide / 2), high - wide / 2) for x in points}
        for x, ys in sorted(points.items()):
            close = any(other != x and abs(middles[other] - middles[x]) < wide + 4 for other in points) or wide > high - low
            width = float(PILL_HEIGHT) if close else wide
            pill = Rect(min(max(x - width / 2, low), high - width), self._top - PILL_HEIGHT - 2, width, PILL_HEIGHT)
            found.append(Moment(pill, x, tuple(sorted(ys))))
            self._ground.take(Rect(x - 3, self._top, 6, max(0.0, max(ys) - self._top)))
        return found

    def _words(self) -> list[Said]:
        """The feelings; two personas who feel the same at one point say it once."""
        found: list[Said] = []
        known: dict[Point, set[str]] = {}
        for curve in self._curves:
            for point, place in zip(curve.line.points, curve.places, strict=True):
                text = _plain(point.feeling)
                words = known.setdefault(place, set())
                down = (point.tone == "negative") != bool(words)  # another's word stands across
                rect = self._word(point, place, down=down) if text and text not in words else None
                if rect is not None:
                    words.add(text)
                    found.append(Said(point, rect, None, level=False, down=down))
            for level in curve.line.levels:
                line = level_line(self._grid, level, self._y(level.height))
                rect = (
                    self._ground.put(places_beside(line, *text_size(level.feeling, WORD, _WORD_WIDTHS[0])))
                    if level.feeling
                    else None
                )
                if rect is not None:
                    found.append(Said(level, rect, None, level=True))
        return found

    def _word(self, point: CurvePoint, place: Point, *, down: bool) -> Rect | None:
        for wide in _WORD_WIDTHS:
            width, height = text_size(point.feeling, WORD, wide)
            if 0 < height <= _WORD_LINES * WORD.leading:
                rect = self._ground.put(places_at(place, self._radius, (width, height), down=down))
                if rect is not None:
                    return rect
        return None

    def _with_reason(self, said: Said) -> Said:
        """The word with its reason below it, if there is a place for both."""
        point = said.point
        if point.because is None or said.level:
            return said
        place = self._at(point)
        self._ground.give(said.rect)
        for wide in _REASON_WIDTHS:
            width, height = text_size(point.because, REASON, wide)
            if height > _REASON_LINES * REASON.leading:
                continue
            word, tall = text_size(point.feeling, WORD, wide)
            rect = self._ground.put(places_at(place, self._radius, (max(width, word), height + tall), down=said.down))
            if rect is not None:
                return said._replace(rect=rect, because=point.because)
        self._ground.take(said.rect)
        return said

    def _bubbles(self) -> list[Bubble]:
        found: list[Bubble] = []
        for row in self._board.rows:
            if row.kind != "quotes":
                continue
            for index, cell in enumerate(row.cells):
                for item in cell:
                    if isinstance(item, TextItem):
                        bubble = self._bubble(item, index, thought=row.key == "thoughts")
                        if bubble is not None:
                            found.append(bubble)
        return found

    def _bubble(self, item: TextItem, stage: int, *, thought: bool) -> Bubble | None:
        face = self._speaker(item, stage)
        text = filled(self._board.labels, "quoted", text=item.text)
        tags = tuple(self._guide.tags(item.notes))
        if any(tag_width(tag) > _BUBBLE_WIDTHS[1] for tag in tags):
            return None
        for wide in _BUBBLE_WIDTHS:
            width, height = bubble_size(text, tags, wide)
            if height > _BUBBLE_LINES * BUBBLE.leading + 2 * BUBBLE_PADDING[1] or height == 0:
                continue
            for rect in self._near(face, width, height) if face else self._within(stage, width, height):
                if self._ground.free(with_margin(rect)) and (face is None or self._reached(rect, face)):
                    self._take(with_margin(rect))
                    return Bubble(item, rect, face, thought, tags)
        return None

    def _speaker(self, item: TextItem, stage: int) -> Point | None:
        """The point of the curve that says it: of the persona it names, else of the first curve."""
        text, notes = _plain(item.text), {_plain(note) for note in item.notes}
        found: list[Point] = []
        for curve in self._curves:
            for point, place in zip(curve.line.points, curve.places, strict=True):
                if int(point.position) == stage and _plain(point.quote) == text:
                    if any(_plain(name) in notes for name in curve.line.personas):
                        return place
                    found.append(place)
        return found[0] if found else None

    def _near(self, face: Point, width: float, height: float) -> Iterator[Rect]:
        """Places for a bubble, the nearest first: above and below the face, in the middle and to the sides."""
        x, y = face
        for gap in _BUBBLE_GAPS:
            for part in (0.5, 0.3, 0.7, 0.12, 0.88):
                left = x - width * part
                yield Rect(left, y + self._radius + gap, width, height)
                yield Rect(left, y - self._radius - gap - height, width, height)

    def _within(self, stage: int, width: float, height: float) -> Iterator[Rect]:
        """Places for what no point of the curve says, anywhere over its stage."""
        left, room = self._grid.left(stage) + 6, self._grid.wide(stage) - 12 - width
        if room < 0:
            return
        steps = [room * part / 6 for part in range(7)]
        for down in range(0, int(self._bottom - self._top - height), 12):
            for x in steps:
                yield Rect(left + x, self._bottom - 8 - height - down, width, height)

    def _reached(self, rect: Rect, face: Point) -> bool:
        """Whether no words, faces or bubbles stand between a bubble and its face."""
        x, y = face
        reach = self._radius + 6
        top, bottom = (rect.y + rect.height, y - reach) if rect.y < y else (y + reach, rect.y)
        return bottom <= top or self._things.free(Rect(x - 3, top, 6, bottom - top))


def _key(board: Board, grid: Grid) -> tuple[Key, ...]:
    """Whose curve is which, side by side at the top."""
    found: list[Key] = []
    room = grid.end - grid.start - 2 * PADDING
    x, y = grid.start + PADDING, 9.0
    for index, curve in enumerate(board.curves):
        if not curve.personas:
            continue
        width, height = text_size(joined(curve.personas), META_2, room - KEY_SIGN)
        if found and x + KEY_SIGN + width > grid.end - PADDING:
            x, y = grid.start + PADDING, found[-1].rect.y + found[-1].rect.height
        found.append(Key(Rect(x, y, KEY_SIGN + width, max(height, META_2.leading)), curve, _DASHES[index % len(_DASHES)]))
        x += KEY_SIGN + width + 24
    return tuple(found)


def _plain(text: MapText | None) -> str:
    return escape.plain(text) if text is not None else ""


_Told = tuple[int, str, str, str]


def _told(point: CurvePoint, because: MapText | None) -> _Told:
    """What the plot says: in which column, the feeling, its score, and why."""
    return int(point.position), _plain(point.feeling), point.score, _plain(because)


def _is_left(item: EmotionItem, shown: set[_Told], index: int) -> bool:
    """Whether there is more to say than what already stands in the plot."""
    if item.feeling is None and item.because is None:
        return False
    return (index, _plain(item.feeling), item.score or "", _plain(item.because)) not in shown
