"""The measures of a map's page: margins, the rail of lane names, the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.measure import longest_word
from journeymap.render.scene.pen import META, STRONG

if TYPE_CHECKING:
    from journeymap.render.board.types import Board

MARGIN = 28
PADDING = 14
GAP = 8
"""Between lanes, and between cards."""
_NARROWEST_PAGE = 1200
_COLUMNS = (240, 340)
"""Columns are between these: narrower ones break words, wider ones hold air."""
_ALL_COLUMNS = 2000
"""What they are to share, which looks right on a screen and on a sheet."""
WIDEST_TEXT = 600
"""Lines longer than this are hard to read, however wide a column is."""

RAIL_ICON = 14
"""Where the icons of lanes begin, from the rail's start."""
RAIL_TEXT = 40
"""Where the names of lanes begin, from the rail's start."""
_RAIL = (152, 260)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where columns are. All numbers are of a page that runs from left to right."""

    rail: float
    column: float
    count: int

    @property
    def start(self) -> float:
        """Where the first column begins."""
        return MARGIN + self.rail

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.start + self.column * self.count

    @property
    def page(self) -> float:
        """The width of the page."""
        return self.end + MARGIN

    def left(self, index: int) -> float:
        """Where a column begins."""
        return self.start + index * self.column

    @property
    def inner(self) -> float:
        """The width for what stands in a cell."""
        return min(self.column - 2 * PADDING, WIDEST_TEXT)


def grid_for(board: Board) -> Grid:
    """The page of a board: a rail as wide as its longest word, columns as wide as their number allows."""
    words = [longest_word(escape.plain(row.label), STRONG.size, STRONG.weight) for row in board.rows]
    words += [longest_word(row.hint, META.size, META.weight) for row in board.rows]
    lowest, highest = _RAIL
    rail = round(min(highest, max(lowest, RAIL_TEXT + max(words, default=0) + PADDING)))
    count = max(1, len(board.columns))
    narrowest, widest = _COLUMNS
    column = max(narrowest, min(widest, _ALL_COLUMNS / count), (_NARROWEST_PAGE - 2 * MARGIN - rail) / count)
    return Grid(rail, round(column), count)
