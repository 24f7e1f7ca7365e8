"""The measures of a map's page: margins, the rail of lane names, the columns."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.render.measure import longest_word
from journeymap.render.scene.pen import META, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board

MARGIN = 28
PADDING = 14
"""Beside what stands in a cell: two of them are the gutter between columns, in which connectors run."""
GAP = 6
"""Between lanes, and between cards."""
WIDEST_TEXT = 620
"""Lines longer than this are hard to read, however wide a column is."""
NARROWEST_PAGE = 1200
NARROWEST_COLUMN = 200
WIDEST_COLUMN = 1500
"""Wider ones make a map no lower."""

RAIL_ICON = 14
"""Where the icons of lanes begin, from the rail's start."""
RAIL_TEXT = 40
"""Where the names of lanes begin, from the rail's start."""
_RAIL = (150, 260)
_STAGES = 2000
"""What columns share where nobody looked for a better width."""
_COLUMNS = (240, 340)


class Grid(NamedTuple):
    """Where columns are. All numbers are of a page that runs from left to right."""

    rail: float
    edges: tuple[float, ...]
    """Where each column begins, and where the last one ends."""

    @property
    def start(self) -> float:
        """Where the first column begins."""
        return self.edges[0]

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.edges[-1]

    @property
    def page(self) -> float:
        """The width of the page."""
        return self.end + MARGIN

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.edges) - 1

    def left(self, index: int) -> float:
        """Where a column begins."""
        return self.edges[index]

    def wide(self, index: int) -> float:
        """How wide a column is."""
        return self.edges[index + 1] - self.edges[index]

    def inner(self, index: int) -> float:
        """The width for what stands in a cell of this column."""
        return self.wide(index) - 2 * PADDING

    def at(self, position: float) -> float:
        """Where a position is that counts in columns: 1.5 is the middle of the second."""
        index = min(int(position), self.columns - 1)
        return self.edges[index] + (position - index) * self.wide(index)


def rail_of(board: Board) -> float:
    """The width of the rail: as wide as the longest word in it, within reason."""
    words = [longest_word(escape.plain(row.label), STRONG.size, STRONG.weight) for row in board.rows]
    words += [longest_word(row.hint, META.size, META.weight) for row in board.rows]
    lowest, highest = _RAIL
    return round(min(highest, max(lowest, RAIL_TEXT + max(words, default=0) + PADDING)))


def page_widths(rail: float, count: int) -> tuple[float, float]:
    """The least and the greatest width of a page with so many columns."""
    around = 2 * MARGIN + rail
    least = max(NARROWEST_PAGE, around + NARROWEST_COLUMN * max(1, count))
    return least, max(least, around + WIDEST_COLUMN * max(1, count))


def grid_of(rail: float, page: float, shares: Sequence[float]) -> Grid:
    """The columns of a page of some width, each by its share of it."""
    room, start = page - 2 * MARGIN - rail, MARGIN + rail
    whole = sum(shares)
    edges = [round(start + room * part / whole) for part in accumulate(shares, initial=0.0)]
    return Grid(rail, tuple(map(float, edges)))


def grid_for(board: Board) -> Grid:
    """A page with equal columns, as wide as their number asks for."""
    count = max(1, len(board.columns))
    rail = rail_of(board)
    least, most = _COLUMNS
    page = max(page_widths(rail, count)[0], 2 * MARGIN + rail + count * max(least, min(most, _STAGES / count)))
    return grid_of(rail, page, [1.0] * count)
