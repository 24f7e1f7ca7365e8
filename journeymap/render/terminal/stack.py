"""The map with its stages below one another, where they do not fit side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap.render.terminal import curve
from journeymap.render.terminal.items import Writer
from journeymap.render.terminal.legend import key, side_by_side
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, lay, say
from journeymap.render.terminal.table import stage

if TYPE_CHECKING:
    from journeymap.render.board.types import Board, Column, Row

_SIDE_BY_SIDE = 52
"""The width from which a lane's name stands beside its items, not above them."""
_RAIL = (11, 17)
_GAP = "  "
_RULE = 6
"""What a heading takes beside its name."""
_PLOT = 9


def stack(board: Board, paper: Paper) -> list[str]:
    """The curve over the whole paper, then a block for each stage."""
    return _Stack(board, paper).lines()


class _Stack:
    def __init__(self, board: Board, paper: Paper) -> None:
        self._board = board
        self._paper = paper
        self._width = paper.width
        self._writer = Writer(board, paper)
        names = max((breadth((say(row.label),)) for row in board.rows), default=0)
        self._rail = min(max(names, _RAIL[0]), _RAIL[1]) if self._width >= _SIDE_BY_SIDE else 0

    def lines(self) -> list[str]:
        """Everything."""
        told: list[str] = []
        row = next((row for row in self._board.rows if row.kind == "emotion"), None)
        if row is not None and curve.is_plotted(self._board):
            told += [self._heading((say(row.label, "strong"),)), *self._curves(), ""]
        for at, column in enumerate(self._board.columns):
            told += [*([""] if at else []), *self._stage(column, at)]
        return told

    def _stage(self, column: Column, at: int) -> list[str]:
        head, *facts = stage(column, self._writer)
        name, *rest = lay([head], self._width - _RULE)
        told = [self._heading(name), *(self._put((Span(" " * 3), *line)) for line in rest)]
        told += [self._put(line) for line in lay(facts, self._width)]
        for row in self._board.rows:
            if row.cells[at]:
                told += self._lane(row, at)
        return told

    def _lane(self, row: Row, at: int) -> list[str]:
        """The items of a lane with its name beside them, or above where it is narrow."""
        paras = self._writer.cell(row, at)
        name = say(row.label, "strong")
        if not self._rail:
            told = [*lay([Para((name,))], self._width), *((Span(_GAP), *line) for line in lay(paras, self._width - len(_GAP)))]
            return ["", *(self._put(line) for line in told)]
        names = lay([Para((name,))], self._rail)
        lines = lay(paras, self._width - self._rail - len(_GAP))
        told = []
        for place in range(max(len(names), len(lines))):
            left: Line = names[place] if place < len(names) else ()
            blank = Span(" " * (self._rail - breadth(left) + len(_GAP)))
            told.append((*left, blank, *(lines[place] if place < len(lines) else ())))
        return [self._put(line) for line in told]

    def _heading(self, line: Line) -> str:
        spans = (Span("━━", "quiet"), Span(" "), *line, Span(" "))
        return self._put((*spans, Span("━" * (self._width - breadth(spans)), "quiet")))

    def _put(self, line: Line) -> str:
        return self._paper.full(self._paper.cell(line, self._width))

    def _curves(self) -> list[str]:
        axis = self._axis()
        rows = curve.plot(self._board, axis, _PLOT, scale=True)
        told = [self._paper.full(self._paper.placed(row)) for row in [*rows, self._numbers(axis)]]
        return told + [self._put(line) for line in side_by_side(key(self._board, axis, _PLOT), self._width)]

    def _axis(self) -> curve.Axis:
        step = self._width / len(self._board.columns)
        edges = [at * step for at in range(len(self._board.columns) + 1)]
        if self._paper.rtl:
            edges = [self._width - edge for edge in edges]
        columns = tuple(pairwise(edges))
        return curve.Axis(self._width, columns, frozenset(round(edge) for edge in edges[1:-1]))

    def _numbers(self, axis: curve.Axis) -> list[Span]:
        """The stages' numbers under the middle of their columns, as far as there is room."""
        spans: list[Span] = []
        places = sorted((sum(axis.columns[at]) / 2, column.number) for at, column in enumerate(self._board.columns))
        for middle, number in places:
            blank = round(middle) - breadth(spans)
            if blank > 0 or not spans:
                spans += [Span(" " * blank), say(number, "stage")]
        return spans
