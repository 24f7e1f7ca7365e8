"""The emotion curves over a row of table cells: where everything stands, in percent of a cell.

A cell's width is known to the browser alone, so whether words fit beside their points is judged at the narrowest width
that a column takes. A word that would cover something, or is wider than a cell, is left out: the cell says it again below.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from journeymap import escape
from journeymap.render import measure
from journeymap.render.scene.curve import height_at, monotone
from journeymap.render.scene.marks import face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, CurveLine, CurvePoint
    from journeymap.render.scene.shapes import Command

BEST, WORST = 18.0, 84.0
"""Where the ends of the scale lie, in percent from the top of the plot."""
NEUTRAL = (BEST + WORST) / 2

_WIDTH, _HEIGHT = 210.0, 240.0  # of a cell in pixels: its narrowest width, its height
_FACE = 14.0  # half of a face with its halo
_WORD, _WORD_SIZE = 15.0, 12.5  # height of a line of words, size of its letters
_PILL = (6.0, 30.0)  # top and bottom of the pills that mark moments of truth
_PILL_SIZE, _PILL_ROOM = 12, 36  # size of their letters, room for their icon
_BLOCKED, _DROP = 100, 4  # costs of covering something, and of standing on the line down from a pill

Side = Literal["up", "down", "none"]
Edge = Literal["start", "middle", "end"]
Pill = Literal["none", "icon", "start", "middle", "end"]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in its cell: `x` and `y` in percent, the face, where its word stands, and how a moment of truth is marked.

    `edge` and `pill` say which end stands at the point where the middle has no room; `icon` is a pill without words.
    `shared`: the first curve has a point at the same place.
    """

    line: int
    point: CurvePoint
    x: float
    y: float
    face: str
    side: Side
    edge: Edge
    pill: Pill
    shared: bool


@dataclass(frozen=True, slots=True)
class Level:
    """The score of a whole stage, a line across its cell."""

    line: int
    point: CurvePoint
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """One curve as path data, in units of which a cell is 100 wide and 100 high; `area` lies between it and neutral."""

    path: str
    area: str


@dataclass(frozen=True, slots=True)
class Plot:
    """All curves: what is drawn through every cell, and what stands in each."""

    strokes: tuple[Stroke, ...]
    marks: tuple[tuple[Mark, ...], ...]
    levels: tuple[tuple[Level, ...], ...]


def plot(board: Board) -> Plot | None:
    """Lay out the curves of a board; None where nothing has a score."""
    if not any(line.points or line.levels for line in board.curves):
        return None
    columns = len(board.columns)
    marks: list[list[Mark]] = [[] for _ in range(columns)]
    levels: list[list[Level]] = [[] for _ in range(columns)]
    for number, line in enumerate(board.curves):
        for mark, column in _marks(number, line, board):
            marks[column].append(mark)
        for point in line.levels:
            levels[_column(point, columns)].append(Level(number, point, _round(_y(point))))
    return Plot(tuple(_stroke(line) for line in board.curves), tuple(map(tuple, marks)), tuple(map(tuple, levels)))


def _y(point: CurvePoint) -> float:
    return WORST - (WORST - BEST) * point.height


def _column(point: CurvePoint, columns: int) -> int:
    return min(int(point.position), columns - 1)


def _round(value: float) -> float:
    return round(value, 1)


def _stroke(line: CurveLine) -> Stroke:
    places = [(point.position * 100, _y(point)) for point in line.points]
    if len(places) < 2:  # noqa: PLR2004 -- a line has two ends
        return Stroke("", "")
    path = "".join(letter + " ".join(f"{number:.1f}" for number in numbers) for letter, *numbers in monotone(places))
    return Stroke(path, f"{path}L{places[-1][0]:.1f} {NEUTRAL:.1f}L{places[0][0]:.1f} {NEUTRAL:.1f}Z")


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class _Taken:
    """The boxes that stand in the row, found by the cells that they reach into."""

    def __init__(self) -> None:
        self._count = 0
        self._cells: dict[int, list[tuple[int, _Box]]] = {}

    def add(self, box: _Box) -> None:
        """It has the number of those before it."""
        for cell in _reach(box):
            self._cells.setdefault(cell, []).append((self._count, box))
        self._count += 1

    def meets(self, box: _Box, but: int) -> bool:
        """Whether a box would cover one of them, that of number `but` aside."""
        return any(number != but and box.meets(other) for cell in _reach(box) for number, other in self._cells.get(cell, ()))


def _reach(box: _Box) -> range:
    return range(int(box.left // _WIDTH), int(box.right // _WIDTH) + 1)


def _marks(number: int, line: CurveLine, board: Board) -> list[tuple[Mark, int]]:
    """The points of one curve with a place for each word: above or below, where it covers least."""
    width = len(board.columns) * _WIDTH
    places = [(point.position * _WIDTH, _y(point) / 100 * _HEIGHT) for point in line.points]
    taken = _Taken()
    for x, y in places:
        taken.add(_Box(x - _FACE, y - _FACE, x + _FACE, y + _FACE))
    pills = _pills(line, board.labels["moment-of-truth"], width) if number == 0 else {}
    for _, pill_box in pills.values():
        taken.add(pill_box)
    first = {(one.position, one.height) for one in board.curves[0].points} if number else set()
    curve = monotone(places)
    found = []
    for index, point in enumerate(line.points):
        edge, box = _word(point, places[index], width)
        sides: tuple[Side, Side] = ("up", "down") if _is_high(places, index) else ("down", "up")
        costs = {side: _cost(_moved(box, side), taken, curve, index) for side in sides}
        costs["up"] += _DROP if index in pills else 0
        side = min(sides, key=lambda one: costs[one])
        if not point.feeling or costs[side] >= _BLOCKED or box.right - box.left > _WIDTH:
            side = "none"
        else:
            taken.add(_moved(box, side))
        column = _column(point, len(board.columns))
        pill = pills[index][0] if index in pills else "none"
        x = _round((point.position - column) * 100)
        shared = (point.position, point.height) in first
        found.append(
            (Mark(number, point, x, _round(_y(point)), face(point.tone, point.height), side, edge, pill, shared), column)
        )
    return found


def _pills(line: CurveLine, label: str, width: float) -> dict[int, tuple[Pill, _Box]]:
    """Moments of truth by the index of their point; two that would touch have no words."""
    size = measure.reserved(label, _PILL_SIZE, 600) + _PILL_ROOM
    found: dict[int, tuple[Pill, _Box]] = {}
    for index, point in enumerate(line.points):
        if point.moment_of_truth:
            edge, left = _aligned(point.position * _WIDTH, size, width)
            found[index] = edge, _Box(left, _PILL[0], left + size, _PILL[1])
    for (one, (_, before)), (other, (_, after)) in pairwise(list(found.items())):
        if before.meets(after):
            for index in (one, other):
                x = line.points[index].position * _WIDTH
                found[index] = "icon", _Box(x - _FACE, _PILL[0], x + _FACE, _PILL[1])
    return found


def _aligned(x: float, size: float, width: float) -> tuple[Edge, float]:
    """Which part of something of this size stands at `x`, so that it stays within the row, and where it begins."""
    edge: Edge = "start" if x < size / 2 else "end" if x > width - size / 2 else "middle"
    return edge, {"start": x - _FACE, "middle": x - size / 2, "end": x + _FACE - size}[edge]


def _is_high(places: Sequence[Place], index: int) -> bool:
    around = [places[other][1] for other in (index - 1, index + 1) if 0 <= other < len(places)]
    return places[index][1] <= (sum(around) / len(around) if around else NEUTRAL / 100 * _HEIGHT)


def _word(point: CurvePoint, place: Place, width: float) -> tuple[Edge, _Box]:
    """The box of a point's word, at the height of its face."""
    size = measure.reserved(escape.plain(point.feeling), _WORD_SIZE, 600) if point.feeling else 0
    edge, left = _aligned(place[0], size, width)
    return edge, _Box(left, place[1], left + size, place[1])


def _moved(box: _Box, side: Side) -> _Box:
    top = box.top - _FACE - _WORD if side == "up" else box.top + _FACE
    return _Box(box.left, top, box.right, top + _WORD)


def _cost(box: _Box, taken: _Taken, curve: Sequence[Command], index: int) -> int:
    """How much of the curve a word would cover; what must not be covered makes it impossible."""
    if taken.meets(box, index):
        return _BLOCKED
    heights = (height_at(curve, box.left + (box.right - box.left) * step / 8) for step in range(9))
    return sum(1 for height in heights if height is not None and box.top < height < box.bottom)
