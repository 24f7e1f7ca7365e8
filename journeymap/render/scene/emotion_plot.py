"""The emotion curves over the stages, with faces at their points and words where there is room for them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.measure import reserved, wrap
from journeymap.render.scene.curve import monotone
from journeymap.render.scene.grid import MARGIN, PADDING
from journeymap.render.scene.marks import face, tone_ink
from journeymap.render.scene.pen import META_2, Pen, Pill, Slot, Style, joined, pill_width, straight, styled
from journeymap.render.scene.places import Ground, Rect
from journeymap.render.scene.shapes import Box, Circle, Gradient, Path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from journeymap.render.board.types import Board, CurveLine, CurvePoint
    from journeymap.render.scene.curve import Point
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.shapes import Command

_HEIGHT = 208
"""From the worst score to the best."""
_ABOVE, _BELOW = 48, 46
"""From the ends of the scale to the ends of the plot: room for a face and a word."""
_MIDDLE = 0.5
"""The neutral score, as a part of the scale."""
_TINTED = 0.125
"""How far from the middle, as a part of the scale, the tints begin."""
_PILL = Pill(24, "moment-fill", "moment-line")
_PILLS = 32
_KEY_SIGN = 38
_FACES = (7.5, 13.5)
_WORD = Style(12.5, 15, 600)
_WORD_WIDTH, _WORD_LINES = 118, 2
_WORD_DISTANCES = (4, 16, 30)
_SCALE = Style(11.5, 14)
_DASHES: tuple[tuple[float, ...], ...] = ((), (9, 6), (2, 6), (14, 5, 2, 5))
"""The first curve is solid; with a fifth the lines begin again."""

Shown = set[tuple[int, str, str]]
"""Column, feeling and score of what the plot says in words."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where scores are: y of the plot's top, of the best and the worst score, of the plot's bottom."""

    grid: Grid
    top: float
    best: float
    worst: float
    bottom: float

    def at(self, point: CurvePoint) -> Point:
        return self.grid.start + point.position * self.grid.column, self.y(point.height)

    def y(self, height: float) -> float:
        return self.worst - height * (self.worst - self.best)


@dataclass(frozen=True, slots=True)
class _Curve:
    """One curve of the board, placed."""

    line: CurveLine
    places: tuple[Point, ...]
    commands: tuple[Command, ...]
    dash: tuple[float, ...]
    width: float


def draw_plot(pen: Pen, board: Board, grid: Grid, y: float, *, rail_end: float) -> tuple[float, Shown]:
    """Draw the plot from y down; where it ends, and what it says in words."""
    key = Slot(grid.start + PADDING, y + 8, grid.end - grid.start - 2 * PADDING)
    keyed = _key(pen.probe(), board.curves, key) - key.y
    above = (keyed + 12 if keyed else 0) + (_PILLS if _moments_of(board) else 0)
    best = max(y + above + _ABOVE, rail_end + _SCALE.leading)
    plot = _Plot(grid, y, best, best + _HEIGHT, best + _HEIGHT + _BELOW)
    ground = Ground(Rect(grid.start + 3, y + above + 4, grid.end - grid.start - 6, plot.bottom - y - above - 7))
    curves = [_placed(line, index, plot) for index, line in enumerate(board.curves)]
    ground.curves = [curve.commands for curve in curves]
    _background(pen, plot)
    _scale(pen, board, plot)
    _key(pen, board.curves, key)
    _lines(pen, curves, plot)
    _levels(pen, curves, plot, ground)
    radius = _radius([place for curve in curves for place in curve.places])
    _moments(pen, [plot.at(point) for point in _moments_of(board)], ground, radius)
    shown = _words(pen, curves, plot, ground, radius)
    _faces(pen, curves, radius)
    return plot.bottom, shown


def _moments_of(board: Board) -> list[CurvePoint]:
    return [point for curve in board.curves for point in curve.points if point.moment_of_truth]


def _placed(line: CurveLine, index: int, plot: _Plot) -> _Curve:
    places: list[Point] = []
    for x, y in map(plot.at, line.points):  # a curve needs x to grow, even if two scores were put at one place
        places.append((max(x, places[-1][0] + 1) if places else x, y))
    return _Curve(line, tuple(places), monotone(places), _dash(index), 3 if index else 4)


def _dash(index: int) -> tuple[float, ...]:
    return _DASHES[index % len(_DASHES)]


def _background(pen: Pen, plot: _Plot) -> None:
    """Tints for the good and the bad, one line a quarter of the scale, the columns."""
    left, right, top = plot.grid.start, plot.grid.end - 0.5, plot.top + 0.5
    high, low, edge = plot.y(_MIDDLE + _TINTED), plot.y(_MIDDLE - _TINTED), 11.5
    corner: Command = ("C", right - edge / 2, top, right, top + edge / 2, right, top + edge)
    good = (*straight((left, high), (left, top), (right - edge, top)), corner, ("L", right, high), ("Z",))
    pen.add(Path(good, fill="positive-fill"), Box(left, low, right - left, plot.bottom - low - 0.5, "negative-fill"))
    for index in range(plot.grid.count):
        x = plot.grid.left(index)
        pen.add(Path(straight((x, plot.top + 1), (x, plot.bottom - 1)), "grid"))
    for height in (0, 0.25, _MIDDLE, 0.75, 1):
        y = plot.y(height)
        pen.add(Path(straight((left, y), (right, y)), "line", dash=() if height == _MIDDLE else (2, 5)))


def _scale(pen: Pen, board: Board, plot: _Plot) -> None:
    """The ends and the middle of the scale, on the rail."""
    scale = board.scale
    ends = (
        (1.0, f"{scale.best_label} {scale.best}", "positive"),
        (_MIDDLE, f"{scale.neutral_label} {scale.neutral}", "ink-2"),
        (0.0, f"{scale.worst_label} {scale.worst}", "negative"),
    )
    right, room = plot.grid.start, plot.grid.rail - PADDING - 9
    for height, text, token in ends:
        y = plot.y(height)
        top = y - len(wrap(text, room, _SCALE.size)) * _SCALE.leading / 2
        pen.paragraph(text, Slot(MARGIN + PADDING, top, room), styled(_SCALE, token), anchor="end")
        pen.add(Path(straight((right - 5, y), (right, y)), "ink-3"))


def _key(pen: Pen, curves: Sequence[CurveLine], slot: Slot) -> float:
    """Whose curve is whose, side by side as far as they fit; where they end. Nothing where there is nothing to tell apart."""
    x, y, bottom = slot.x, slot.y, slot.y
    end = slot.x + slot.width
    for index, curve in enumerate(curves):
        names = joined(curve.personas)
        wide = _KEY_SIGN + reserved(escape.plain(names), META_2.size)
        if not names:
            continue
        if x > slot.x and x + wide > end:
            x, y = slot.x, bottom + 4
        middle = y + META_2.leading / 2
        pen.add(Path(straight((x, middle), (x + _KEY_SIGN - 8, middle)), "ink-2", stroke_width=3, dash=_dash(index)))
        bottom = max(bottom, pen.paragraph(names, Slot(x + _KEY_SIGN, y, min(wide, end - x) - _KEY_SIGN + 0.1), META_2))
        x += wide + 22
    return bottom


def _lines(pen: Pen, curves: Sequence[_Curve], plot: _Plot) -> None:
    """The curves, coloured by height. A single one is tinted down to the middle; of several that would say nothing."""
    stops = ((0.0, "positive"), (0.36, "positive"), (0.5, "neutral"), (0.64, "negative"), (1.0, "negative"))
    paint = Gradient(0, plot.best, 0, plot.worst, stops)
    drawn = [curve for curve in curves if len(curve.places) > 1]
    if len(curves) == 1 and drawn:
        (curve,), middle = drawn, plot.y(_MIDDLE)
        back: tuple[Command, ...] = (("L", curve.places[-1][0], middle), ("L", curve.places[0][0], middle), ("Z",))
        pen.add(Path((*curve.commands, *back), fill=paint, opacity=0.13))
    for curve in reversed(drawn):
        pen.add(Path(curve.commands, paint, stroke_width=curve.width, dash=curve.dash, round=not curve.dash))


def _levels(pen: Pen, curves: Sequence[_Curve], plot: _Plot, ground: Ground) -> None:
    """Scores of whole stages, as lines across their columns."""
    for curve in curves:
        for level in curve.line.levels:
            rect = _level(plot, level)
            y = rect.y + rect.height / 2
            line = straight((rect.x, y), (rect.x + rect.width, y))
            pen.add(Path(line, level.tone, stroke_width=3, dash=curve.dash, round=not curve.dash))
            ground.taken.append(rect)


def _level(plot: _Plot, level: CurvePoint) -> Rect:
    return Rect(plot.grid.left(int(level.position)) + 16, plot.y(level.height) - 3, plot.grid.column - 32, 6)


def _moments(pen: Pen, places: Sequence[Point], ground: Ground, radius: float) -> None:
    """Moments of truth: a pill above and a dashed line down to the point. Where two are close the pills are signs only."""
    label, style = pen.labels["moment-of-truth"], styled(META_2, "moment", 600)
    wide, top = pill_width(label, style), ground.area.y - _PILL.height - 4
    highest = {x: min(y for other, y in places if other == x) for x, _ in places}
    for x, y in sorted(highest.items()):
        pen.add(Path(straight((x, top + _PILL.height), (x, y - radius)), "moment-line", stroke_width=1.5, dash=(4, 4)))
        if any(other != x and abs(other - x) < wide + 4 for other in highest) or wide > ground.area.width:
            pen.add(Circle(x, top + 12, 12, _PILL.fill, _PILL.stroke))
            pen.icon("gem", x - 7, top + 5, size=14, token=style.token)
        else:
            left = min(max(x - wide / 2, ground.area.x), ground.area.x + ground.area.width - wide)
            pen.pill("gem", label, Slot(left, top, wide), style, _PILL)
        ground.taken.append(Rect(x - 3, top, 6, max(0.0, y - top)))


def _radius(places: Sequence[Point]) -> float:
    """Faces as large as their neighbours allow; two in one place are one."""
    least, most = _FACES
    nearest = min((math.dist(one, other) for one, other in combinations(places, 2) if one != other), default=100.0)
    return max(least, min(most, nearest * 0.46))


def _faces(pen: Pen, curves: Sequence[_Curve], radius: float) -> None:
    drawn: set[Point] = set()
    size = radius * 2 - 1.8
    for curve in curves:
        for point, place in zip(curve.line.points, curve.places, strict=True):
            if place not in drawn:
                drawn.add(place)
                pen.add(Circle(*place, radius, "bubble"))
                pen.icon(face(point.tone, point.height), place[0] - size / 2, place[1] - size / 2, size=size, token=point.tone)


def _words(pen: Pen, curves: Sequence[_Curve], plot: _Plot, ground: Ground, radius: float) -> Shown:
    """The feelings, each where nothing is covered; two personas who feel the same at one point say it once."""
    around = radius + 1
    for curve in curves:
        ground.taken.extend(Rect(x - around, y - around, 2 * around, 2 * around) for x, y in curve.places)
    shown: Shown = set()
    said: set[tuple[Point, str]] = set()
    for curve in curves:
        points = list(zip(curve.line.points, curve.places, strict=True))
        points += [(level, plot.at(level)) for level in curve.line.levels]
        for index, (point, place) in enumerate(points):
            feeling = escape.plain(point.feeling) if point.feeling else ""
            places = _around(place, radius, point) if index < len(curve.places) else _beside(_level(plot, point))
            if feeling and ((place, feeling) in said or _word(pen, ground, point, places)):
                said.add((place, feeling))
                shown.add((int(point.position), feeling, point.score))
    return shown


def _word(pen: Pen, ground: Ground, point: CurvePoint, places: Callable[[float, float], list[Rect]]) -> bool:
    """Write a feeling at the first of the places for its size that is free; whether there was one."""
    text = point.feeling or ""
    lines = wrap(escape.plain(text), _WORD_WIDTH, _WORD.size, _WORD.weight, balanced=True)
    if not lines or len(lines) > _WORD_LINES:
        return False
    width = max(reserved(line, _WORD.size, _WORD.weight) for line in lines)
    rect = ground.put(places(width, len(lines) * _WORD.leading))
    if rect is None:
        return False
    slot = Slot(rect.x + (width - _WORD_WIDTH) / 2, rect.y, _WORD_WIDTH)
    pen.paragraph(text, slot, styled(_WORD, tone_ink(point.tone)), balanced=True, anchor="middle")
    return True


def _around(place: Point, radius: float, point: CurvePoint) -> Callable[[float, float], list[Rect]]:
    """Places for a word at a face: away from the middle of the scale, across, aside, then further off."""
    x, y = place

    def places(width: float, height: float) -> list[Rect]:
        found: list[Rect] = []
        for distance in _WORD_DISTANCES:
            above, below = y - radius - distance - height, y + radius + distance
            for top in (below, above) if point.tone == "negative" else (above, below):
                found.extend(Rect(x - width * part, top, width, height) for part in (0.5, 0.2, 0.8))
            aside = radius + distance + 1
            found.extend(Rect(left, y - height / 2, width, height) for left in (x + aside, x - aside - width))
        return found

    return places


def _beside(line: Rect) -> Callable[[float, float], list[Rect]]:
    """Places for a word at the line of a stage's level."""

    def places(width: float, height: float) -> list[Rect]:
        room = line.width - width
        tops = (line.y - 3 - height, line.y + line.height + 3)
        return [Rect(line.x + room * part, top, width, height) for top in tops for part in (0, 1, 0.5)]

    return places
