"""The map with its stages side by side: a column a stage, a row a lane, and the curve across all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.render.terminal import curve
from journeymap.render.terminal.items import Writer
from journeymap.render.terminal.legend import key
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, joined, lay, paragraphs, say
from journeymap.render.terminal.signs import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, Column, Row

_NARROWEST, _WIDEST = 20, 56
"""Of a column's text."""
_RAIL = (11, 17)
_BORDER = " │ "
_PLOT = 9
_LINES = {
    frozenset({"actions", "frontstage"}): "line-interaction",
    frozenset({"frontstage", "backstage"}): "line-visibility",
    frozenset({"backstage", "support"}): "line-internal",
}
"""What a blueprint calls the border between two lanes that follow one another."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide everything is. Without a rail the lanes' names stand in the lines above them."""

    rail: int
    column: int
    columns: int

    @property
    def width(self) -> int:
        """Of the whole."""
        return self.rail + len(_BORDER) * (self.columns - (not self.rail)) + self.column * self.columns

    @property
    def widths(self) -> tuple[int, ...]:
        """Of the rail, if any, and of each column."""
        return (*((self.rail,) if self.rail else ()), *[self.column] * self.columns)

    @property
    def plot(self) -> int:
        """Of the columns with what lies between them."""
        return self.width - (self.rail + len(_BORDER) if self.rail else 0)


def fit(board: Board, width: int) -> Frame | None:
    """The frame that fits: with a rail, else without; None if neither leaves room for reading."""
    count = len(board.columns)
    labels = [say(row.label) for row in board.rows] + list(curve.scale_labels(board, _RAIL[1]))
    rail = min(max(_RAIL[0], *(breadth((label,)) for label in labels)), _RAIL[1])
    for one in (rail, 0):
        borders = len(_BORDER) * (count - (not one))
        column = min((width - one - borders) // count, _WIDEST) if count else 0
        if column >= _NARROWEST:
            return Frame(one, column, count)
    return None


def table(board: Board, paper: Paper, frame: Frame) -> list[str]:
    """The whole table."""
    return _Table(board, paper, frame).lines()


class _Table:
    def __init__(self, board: Board, paper: Paper, frame: Frame) -> None:
        self._board = board
        self._paper = paper
        self._frame = frame
        self._writer = Writer(board, paper)

    def lines(self) -> list[str]:
        """Heads, lanes, and a line between every two."""
        labels = self._paper.labels
        heads = [lay(stage(column, self._writer), self._frame.column) for column in self._board.columns]
        told = self._row([(say(labels["stages"], "strong"),)], heads)
        before = ""
        for row in self._board.rows:
            line = _LINES.get(frozenset({before, row.key}))
            names = ([] if self._frame.rail else [say(row.label, "strong")]) + ([say(labels[line], "quiet")] if line else [])
            told += self._rule(names, heavy=not before or line is not None)
            rail = self._lane(row)
            if row.kind == "emotion" and curve.is_plotted(self._board):
                told += self._curves(rail)
                rail = lay(key(self._board, self._axis(), _PLOT), self._frame.rail) if self._frame.rail else []
            told += self._row(rail, [lay(self._writer.cell(row, at), self._frame.column) for at in range(self._frame.columns)])
            before = row.key
        return [*told, *self._rule([], heavy=False, joint="┴")]

    def _lane(self, row: Row) -> list[Line]:
        return lay([Para((say(row.label, "strong"),))], self._frame.rail) if self._frame.rail else []

    def _row(self, rail: Sequence[Line], cells: Sequence[Sequence[Line]]) -> list[str]:
        """The cells of a lane, as high as the highest."""
        columns = [rail, *cells] if self._frame.rail else cells
        told = []
        for at in range(max(map(len, columns))):
            lines = [column[at] if at < len(column) else () for column in columns]
            told.append([self._paper.cell(line, width) for line, width in zip(lines, self._frame.widths, strict=True)])
        return [self._paper.full(self._paper.row(one, _BORDER)) for one in told]

    def _rule(self, names: Sequence[Span], *, heavy: bool, joint: str = "┼") -> list[str]:
        """A line across everything, with names in it: from its start, or in a table with a rail from the first column.

        Names that are too long for that stand below it.
        """
        stroke, joint = ("━", "┿") if heavy else ("─", joint)
        line = f"{stroke}{joint}{stroke}".join(stroke * width for width in self._frame.widths)
        start = self._frame.rail + len(_BORDER) if self._frame.rail and names else 0
        spans: list[Span] = [sign(self._paper, line[:start], "quiet")]
        for name in names:
            spans += [Span(stroke * 2, "quiet"), Span(" "), name, Span(" ")]
        if breadth(spans) > self._frame.width:
            below = lay([Para((name,)) for name in names], self._frame.width)
            return [*self._rule([], heavy=heavy), *(self._paper.full(self._paper.cell(one, self._frame.width)) for one in below)]
        whole = (*spans, sign(self._paper, line[breadth(spans) :], "quiet"))
        return [self._paper.full(self._paper.cell(whole, self._frame.width))]

    def _axis(self) -> curve.Axis:
        """The columns of the table, with the blanks beside their borders."""
        step = self._frame.column + len(_BORDER)
        starts = [at * step for at in range(self._frame.columns)]
        width = self._frame.plot
        places = [(float(start), float(start + self._frame.column)) for start in starts]
        borders = [start - 2 for start in starts[1:]]
        if self._paper.rtl:
            places = [(width - start, width - end) for start, end in places]
            borders = [width - 1 - border for border in borders]
        return curve.Axis(width, tuple(places), frozenset(borders))

    def _curves(self, rail: Sequence[Line]) -> list[str]:
        """The plot, with the scale on the rail if there is one."""
        rows = curve.plot(self._board, self._axis(), _PLOT, scale=not self._frame.rail)
        if not self._frame.rail:
            return [self._paper.full(self._paper.placed(row)) for row in rows]
        best, middle, worst = ((label,) for label in curve.scale_labels(self._board, self._frame.rail))
        beside: dict[int, Line] = {1: best, 1 + _PLOT // 2: middle, _PLOT: worst}
        cells = [self._paper.far(beside.get(at, ()), self._frame.rail) for at in range(len(rows))]
        cells[0] = self._paper.cell(rail[0], self._frame.rail)
        drawn = [self._paper.placed(row) for row in rows]
        return [self._paper.full(self._paper.row(pair, _BORDER)) for pair in zip(cells, drawn, strict=True)]


def stage(column: Column, writer: Writer) -> list[Para]:
    """The head of a stage: its number and name, when it is, who owns it."""
    number = say(column.number, "stage")
    facts = joined([(say(text, "quiet"),) for text in (column.time, column.duration) if text])
    details = [facts, writer.field("owner", column.owner), writer.field("closer", column.closer)]
    paras = [Para((say(column.name, "stage"),), (number,)), *(Para(line) for line in details if line)]
    return paras + ([Para((span,)) for span in paragraphs(column.description, "quiet")] if column.description else [])
