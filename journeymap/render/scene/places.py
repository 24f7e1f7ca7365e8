"""Finding room for words around a curve: an area as strips of bits, each bit a few pixels that are free or taken."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from journeymap.render.scene.curve import sampled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.render.scene.shapes import Command

_ACROSS, _DOWN = 4.0, 2.0
"""The size of what a bit stands for."""
_CLEARANCE = 4.0
"""Between a curve and what stands beside it."""


class Rect(NamedTuple):
    """What something takes up."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Rect) -> bool:
        """Whether the two share some ground."""
        across = self.x < other.x + other.width and other.x < self.x + self.width
        return across and self.y < other.y + other.height and other.y < self.y + self.height

    def within(self, other: Rect) -> bool:
        """Whether it lies inside the other one."""
        across = other.x <= self.x and self.x + self.width <= other.x + other.width
        return across and other.y <= self.y and self.y + self.height <= other.y + other.height


class Ground:
    """An area and what stands in it: a whole number for each strip of four pixels, a bit for each two pixels down."""

    def __init__(self, area: Rect) -> None:
        """Start with nothing in it."""
        self.area = area
        self._strips = [0] * (math.ceil(area.width / _ACROSS) + 1)

    def _reach(self, rect: Rect) -> tuple[int, int, int]:
        """The first strip, the one after the last, and the bits."""
        first = max(0, int((rect.x - self.area.x) / _ACROSS))
        last = min(len(self._strips), math.ceil((rect.x + rect.width - self.area.x) / _ACROSS))
        top = max(0, int((rect.y - self.area.y) / _DOWN))
        bottom = max(top, math.ceil((rect.y + rect.height - self.area.y) / _DOWN))
        return first, last, (1 << bottom) - (1 << top)

    def free(self, rect: Rect) -> bool:
        """Whether something may be put there."""
        if not rect.within(self.area):
            return False
        first, last, bits = self._reach(rect)
        return not any(strip & bits for strip in self._strips[first:last])

    def take(self, rect: Rect) -> None:
        """Something stands there from now on, whether or not something did before."""
        first, last, bits = self._reach(rect)
        for index in range(first, last):
            self._strips[index] |= bits

    def give(self, rect: Rect) -> None:
        """Nothing stands there any longer."""
        first, last, bits = self._reach(rect)
        for index in range(first, last):
            self._strips[index] &= ~bits

    def cross(self, curve: Sequence[Command]) -> None:
        """A curve of `curve.monotone` runs through."""
        for x, low, high in sampled(curve, _ACROSS):
            self.take(Rect(x, low - _CLEARANCE, _ACROSS, high - low + 2 * _CLEARANCE))

    def put(self, candidates: Iterable[Rect]) -> Rect | None:
        """Take the first free place, or none."""
        for rect in candidates:
            if self.free(rect):
                self.take(rect)
                return rect
        return None
