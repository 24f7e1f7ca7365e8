"""Finding room for words around a curve: a place is free if nothing that has been put down is in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap.render.scene.curve import height_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.scene.shapes import Command

_STEP = 6
_CLEARANCE = 3


@dataclass(frozen=True, slots=True)
class Rect:
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


@dataclass(slots=True)
class Ground:
    """An area, what stands in it, and the curves that run through it."""

    area: Rect
    taken: list[Rect] = field(default_factory=list)
    curves: list[Sequence[Command]] = field(default_factory=list)

    def free(self, rect: Rect) -> bool:
        """Whether something may be put there."""
        return rect.within(self.area) and not any(rect.meets(other) for other in self.taken) and not self._crossed(rect)

    def _crossed(self, rect: Rect) -> bool:
        """Whether a curve runs through, looked at every few pixels."""
        steps = max(1, round(rect.width / _STEP))
        for curve in self.curves:
            for step in range(steps + 1):
                height = height_at(curve, rect.x + rect.width * step / steps)
                if height is not None and rect.y - _CLEARANCE < height < rect.y + rect.height + _CLEARANCE:
                    return True
        return False

    def put(self, candidates: Sequence[Rect]) -> Rect | None:
        """Take the first free place, or none."""
        for rect in candidates:
            if self.free(rect):
                self.taken.append(rect)
                return rect
        return None
