"""A persona's curve in small: which of its points are shown, and which are told in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.render.plot import BEST, WORST, plot
from journeymap.render.scene.marks import face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, CurveLine, CurvePoint, PersonaCard


def line_of(board: Board, card: PersonaCard) -> CurveLine | None:
    """The curve of a persona, if it has a score anywhere."""
    line = board.curves[card.curve] if card.curve is not None else None
    return line if line is not None and (line.points or line.levels) else None


def faces(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """The points that have a face: the first, the last, the best and the worst."""
    if not points:
        return []
    shown = {id(point) for point in (points[0], points[-1], *_ends(points))}
    return [point for point in points if id(point) in shown]


def extremes(line: CurveLine) -> tuple[CurvePoint, ...]:
    """The best and the worst point, to be told in words; one where all are the same."""
    best, worst = _ends(line.points or line.levels)
    return (best, worst) if best.height > worst.height else (best,)


def _ends(points: Sequence[CurvePoint]) -> tuple[CurvePoint, CurvePoint]:
    return max(points, key=lambda point: point.height), min(points, key=lambda point: point.height)


@dataclass(frozen=True, slots=True)
class Face:
    """A point of a small curve. Places are in percent of the curve's width and height; None where it is only told."""

    point: CurvePoint
    icon: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spark:
    """A small curve for a page: path data of which a stage is 100 wide and all is 100 high, faces on it, ends in words."""

    path: str
    faces: tuple[Face, ...]
    extremes: tuple[Face, ...]


def spark(board: Board, card: PersonaCard) -> Spark | None:
    """The small curve of a persona; None where nothing has a score."""
    line, drawn = line_of(board, card), plot(board)
    if line is None or drawn is None or card.curve is None:
        return None

    def placed(point: CurvePoint) -> Face:
        x, y = point.position / len(board.columns), WORST - (WORST - BEST) * point.height
        return Face(point, face(point.tone, point.height), round(100 * x, 1), round(y, 1))

    told = tuple(placed(point) for point in extremes(line))
    return Spark(drawn.strokes[card.curve].path, tuple(placed(point) for point in faces(line.points)), told)
