"""The emotion curves in characters: braille dots for lines, a sign for each point, its feeling beside it where there is room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap.render.scene.curve import height_at, monotone
from journeymap.render.terminal.lines import Span, say, width_of
from journeymap.render.terminal.signs import LEVELS, MARKS, TOGETHER, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journeymap.render.board.types import Board, CurveLine, CurvePoint, Tone

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_WIDE, _HIGH = 2, 4
"""Dots in a cell."""
_MIDDLE = 1.75
"""Where in its cell a point lies, in dots: not half way between two, where a level line would waver."""
_DASHES = ((1, 1), (1, 3), (3, 6), (1, 6))
"""Of so many dots along a line only the first few are drawn: all, every third, half, every sixth."""

_ROOMY = 16
"""The width of a column in which words find room; in narrower ones they hide the curve."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the columns stand under a plot: the cell in which each starts and ends, in the direction of reading."""

    width: int
    columns: tuple[tuple[float, float], ...]
    borders: frozenset[int] = frozenset()

    def at(self, position: float) -> float:
        """The place of a position of the journey, in cells from the left."""
        column = min(int(position), len(self.columns) - 1)
        start, end = self.columns[column]
        return start + (position - column) * (end - start)

    def cell(self, position: float) -> int:
        """The cell that a position falls into."""
        return min(max(int(self.at(position)), 0), self.width - 1)

    def span(self, column: int) -> range:
        """The cells of a column."""
        start, end = sorted(self.columns[column])
        return range(round(start), max(round(end), round(start) + 1))

    def room(self, column: int) -> range:
        """Where words of a column may stand: in it, and nowhere where columns are narrow."""
        inside = self.span(column)
        return inside if len(inside) >= _ROOMY else range(0)

    @property
    def backwards(self) -> bool:
        """Whether it is read from right to left."""
        start, end = self.columns[0]
        return start > end


def is_plotted(board: Board) -> bool:
    """Whether there is a curve to draw."""
    return any(line.points or line.levels for line in board.curves)


def plot(board: Board, axis: Axis, rows: int, *, scale: bool) -> list[list[Span]]:
    """The curves in so many rows, an odd number, with one more above and below; spans stand from left to right.

    `scale` writes the ends and the middle of the scale into the plot, at the side where reading starts.
    """
    moments = [point for line in board.curves for point in line.points if point.moment_of_truth]
    truths = {axis.cell(point.position): _row(point, rows) for point in sorted(moments, key=lambda point: point.height)}
    canvas = _Canvas(axis, rows)
    for number, line in enumerate(board.curves):
        canvas.stroke(line, _DASHES[number % len(_DASHES)])
    canvas.points(board.curves)
    for cell in truths:
        canvas.put((cell, 0), Span(TRUTH, "truth"))
    if scale:
        for row, label in zip((0, 1 + rows // 2, rows + 1), scale_labels(board, axis.width), strict=True):
            canvas.label(row, label)
    for number, line in enumerate(board.curves):
        canvas.levels(line, number)
    canvas.words(board.curves)
    for cell, row in truths.items():
        canvas.drop(cell, row)
    return list(canvas.drawn())


def scale_labels(board: Board, room: int) -> tuple[Span, Span, Span]:
    """The best, the middle and the worst of the scale, in words and numbers; in numbers alone where there is no room."""
    scale = board.scale
    ends = ((scale.best_label, scale.best), (scale.neutral_label, scale.neutral), (scale.worst_label, scale.worst))
    words = [say(f"{label} {score}", "quiet") for label, score in ends]
    told = [word if width_of(word.text) <= room else say(score, "quiet") for word, (_, score) in zip(words, ends, strict=True)]
    return told[0], told[1], told[2]


def mark_of(number: int) -> str:
    """The sign of a curve's points."""
    return MARKS[number % len(MARKS)]


def sample(number: int) -> str:
    """A piece of a curve, for the legend."""
    shown, of = _DASHES[number % len(_DASHES)]
    bits = [0, 0]
    for dot in range(2 * _WIDE):
        bits[dot // _WIDE] |= _DOTS[1][dot % _WIDE] if dot % of < shown else 0
    return "".join(chr(_BRAILLE + bit) for bit in bits)


def meeting(board: Board, axis: Axis, rows: int) -> frozenset[int]:
    """The numbers of the curves that have a point where another has one."""
    places = _places(board.curves, axis, rows)
    return frozenset(number for numbers in places.values() if len(numbers) > 1 for number in numbers)


def _places(curves: Iterable[CurveLine], axis: Axis, rows: int) -> dict[Place, dict[int, CurvePoint]]:
    """Where points are drawn, each with the numbers of the curves that have one there."""
    found: dict[Place, dict[int, CurvePoint]] = {}
    for number, line in enumerate(curves):
        for point in line.points:
            place = axis.cell(point.position), _row(point, rows)
            found.setdefault(place, {})[number] = point
    return found


def _row(point: CurvePoint, rows: int) -> int:
    """The row of a score; the first lies above the best."""
    return 1 + round((1 - point.height) * (rows - 1))


@dataclass(slots=True)
class _Canvas:
    """Cells of dots, signs and words; `rows` are those of the scale, without the one above and the one below."""

    axis: Axis
    rows: int
    dots: dict[Place, int] = field(default_factory=dict)
    inked: set[Place] = field(default_factory=set)
    """The single dots of earlier lines; `fresh` are those of the line that is being drawn."""
    fresh: set[Place] = field(default_factory=set)
    signs: dict[Place, Span] = field(default_factory=dict)
    said: dict[Place, Span] = field(default_factory=dict)
    taken: set[Place] = field(default_factory=set)

    def put(self, place: Place, span: Span) -> None:
        """A sign in its cell."""
        self.signs[place] = span
        self.taken.add(place)

    def stroke(self, line: CurveLine, dash: tuple[int, int]) -> None:
        """A smooth line through the points."""
        found = {self.axis.at(point.position): self._dot_row(point.height) for point in line.points}
        self.inked.update(self.fresh)
        self.fresh.clear()
        curve = monotone([(x, float(found[x])) for x in sorted(found)])
        before: int | None = None
        drawn = 0
        for dot in range(self.axis.width * _WIDE):
            height = height_at(curve, (dot + 0.5) / _WIDE)
            if height is None:
                before = None
                continue
            row = round(height)
            for between in _steps(before, row):
                if drawn % dash[1] < dash[0]:
                    self._dot(dot, between)
                drawn += 1
            before = row

    def _dot_row(self, height: float) -> float:
        """In dots from the top; a point lies in the middle of its cell."""
        return (1 + (1 - height) * (self.rows - 1)) * _HIGH + _MIDDLE

    def _dot(self, x: int, y: int) -> None:
        if any((x, near) in self.inked for near in (y - 1, y, y + 1)):
            return  # a line that runs along another one would fray it
        place = x // _WIDE, y // _HIGH
        self.dots[place] = self.dots.get(place, 0) | _DOTS[y % _HIGH][x % _WIDE]
        self.taken.add(place)
        self.fresh.add((x, y))

    def points(self, curves: tuple[CurveLine, ...]) -> None:
        """A sign where each point is."""
        for place, points in _places(curves, self.axis, self.rows).items():
            number, point = next(iter(points.items()))
            self.put(place, Span(TOGETHER if len(points) > 1 else mark_of(number), point.tone))

    def levels(self, line: CurveLine, number: int) -> None:
        """The scores of whole stages, across their columns."""
        for point in line.levels:
            row = _row(point, self.rows)
            for cell in self.axis.span(min(int(point.position), len(self.axis.columns) - 1)):
                if (cell, row) not in self.taken:
                    self.put((cell, row), Span(LEVELS[min(number, 1)], point.tone))

    def drop(self, x: int, y: int) -> None:
        """A thread from a moment of truth down to its highest point, behind everything else."""
        for row in range(1, y):
            if (x, row) not in self.taken:
                self.signs[x, row] = Span("┊", "truth")

    def label(self, row: int, span: Span) -> None:
        """A label of the scale in its row, at the first free place from the side where reading starts."""
        width = width_of(span.text)
        first, last = 0, self.axis.width - width
        for left in range(last, first - 1, -1) if self.axis.backwards else range(first, last + 1):
            if not self._covers(left, row, width):
                self._write(left, row, width, span)
                return

    def words(self, curves: tuple[CurveLine, ...]) -> None:
        """What is felt at the points, above or below or beside, where it covers nothing and stays in its column."""
        for points in _places(curves, self.axis, self.rows).values():
            said = {point.feeling: point for point in points.values() if point.feeling}
            for feeling, point in said.items():
                self._word(say(feeling, point.tone), point)

    def _word(self, word: Span, point: CurvePoint) -> None:
        x, y = self.axis.cell(point.position), _row(point, self.rows)
        width = width_of(word.text)
        inside = self.axis.room(min(int(point.position), len(self.axis.columns) - 1))
        middle = x - width // 2
        over, under = [[(middle, row), (x + 1 - width, row), (x, row)] for row in (y - 1, y + 1)]
        aside = [(x + 2, y), (x - 1 - width, y)]
        for left, row in (*over, *under, *aside) if point.height >= 0.5 else (*under, *over, *aside):  # noqa: PLR2004 -- the middle
            if inside.start <= left and left + width <= inside.stop and not self._covers(left, row, width):
                self._write(left, row, width, word)
                return

    def _covers(self, left: int, row: int, width: int) -> bool:
        """Whether a word would touch anything."""
        return any((cell, row) in self.taken for cell in range(left - 1, left + width + 1))

    def _write(self, left: int, row: int, width: int, word: Span) -> None:
        if width:
            self.said[left, row] = word
            self.taken.update((cell, row) for cell in range(left, left + width))

    def drawn(self) -> Iterator[list[Span]]:
        """Every row, its neighbours of one colour in one span."""
        for y in range(self.rows + 2):
            spans: list[Span] = []
            x = 0
            while x < self.axis.width:
                word = self.said.get((x, y))
                span = word or self._at(x, y)
                if spans and not word and spans[-1].role == span.role and (x - 1, y) not in self.said:
                    spans[-1] = Span(spans[-1].text + span.text, span.role)
                else:
                    spans.append(span)
                x += width_of(span.text)
            yield spans

    def _at(self, x: int, y: int) -> Span:
        middle = 1 + self.rows // 2
        if (x, y) in self.signs:
            return self.signs[x, y]
        if (x, y) in self.dots:
            tone: Tone = "neutral" if y == middle else "positive" if y < middle else "negative"
            return Span(chr(_BRAILLE + self.dots[x, y]), tone)
        if x in self.axis.borders:
            return Span("┼" if y == middle else "│", "quiet")
        return Span("┄", "quiet") if y == middle else Span(" ")


def _steps(before: int | None, row: int) -> range:
    """The dots from the last row, exclusive, to this one: a steep line has no holes."""
    if before is None or before == row:
        return range(row, row + 1)
    return range(before + 1, row + 1) if before < row else range(before - 1, row - 1, -1)
