"""The part of a source line that fits beside the line numbers, with the marked span in it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from journeymap.report.cells import Unit, units

if TYPE_CHECKING:
    from collections.abc import Sequence

_CUT = "\u2026"
_LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# How far from a span the line is looked at, in widths of the view: enough to fill it in any script, and a line of five
# megabytes costs no more than a short one.
_REACH = 4


@dataclass(frozen=True, slots=True)
class View:
    """The units of a line that are shown, and whether the line goes on to the left and to the right."""

    shown: tuple[Unit, ...]
    cut_left: bool
    cut_right: bool

    def holds(self, start: int, end: int) -> bool:
        """Tell whether the code points `start` to `end` of the line are all shown."""
        return bool(self.shown) and self.shown[0].start <= start and end <= self.shown[-1].end

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """Give the column, from 0, and the width of what is shown of `start` to `end`: at least one column."""
        before = sum(unit.width for unit in self.shown if unit.end <= start)
        width = sum(unit.width for unit in self.shown if _covers((start, end), unit))
        return self.cut_left + before, max(width, 1)

    def text(self, spans: Sequence[tuple[int, int]]) -> str:
        """Give what to print. In a line with right-to-left letters, marks keep each of `spans` in its columns.

        A terminal that reorders such letters would else swap a span with its neighbours and leave the carets behind;
        between left-to-right marks each part is reordered by itself. Elsewhere the marks do nothing and take no column.
        """
        parted = groupby(self.shown, lambda unit: [_covers(span, unit) for span in spans])
        runs = ["".join(unit.text for unit in run) for _, run in parted]
        turned = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for run in runs for char in run)
        between = _LEFT_TO_RIGHT_MARK if turned else ""
        return between + _CUT * self.cut_left + between.join(runs) + _CUT * self.cut_right


def _covers(span: tuple[int, int], unit: Unit) -> bool:
    return unit.end > span[0] and unit.start < span[1]


def view(line: str, start: int, end: int, room: int, *, past_end: bool = False) -> View:
    """`room` columns of `line` around the code points `start` to `end`, from its beginning if they allow it.

    A span has at least one code point, perhaps behind the last one; `past_end` keeps a column there, for a caret where
    something is missing.
    """
    low, high = max(0, start - _REACH * room), min(len(line), start + _REACH * room)
    known = units(line[low:high], low)
    if past_end and high == len(line):
        known.append(Unit(high, high + 1, " ", 1))
    edges = [0, *accumulate(unit.width for unit in known)]
    first = sum(unit.end <= start for unit in known)
    last = sum(unit.start < end for unit in known)
    goes_on = high < len(line)
    begin, stop = _window(edges, (first, last), room, before=low > 0, after=goes_on)
    return View(tuple(known[begin:stop]), begin > 0 or low > 0, stop < len(known) or goes_on)


def _window(edges: list[int], marked: tuple[int, int], room: int, *, before: bool, after: bool) -> tuple[int, int]:
    """Choose the units to show: `edges` are their columns, `marked` the ones that matter; `before`, `after`: there are more."""
    first, last = marked
    count = len(edges) - 1
    if not before and not after and edges[count] <= room:
        return 0, count
    spare = room - 2 - (edges[last] - edges[first])
    near = edges[first] <= room // 2 and edges[min(first + 1, count)] < room
    if not before and (edges[last] < room or (spare < 0 and near)):
        begin = 0  # also for a long text after its key: the key says more than the last words that would fit
    else:
        begin = bisect_left(edges, edges[first] - max(spare, 0) // 2)
    space = room - (begin > 0 or before)
    stop = bisect_right(edges, edges[begin] + space) - 1
    if stop < count or after:
        stop = bisect_right(edges, edges[begin] + space - 1) - 1
    else:  # the line ends before the room does: more of what stands to the left
        begin = bisect_left(edges, edges[count] - space)
    return begin, max(stop, min(begin + 1, count))
