"""The numbers of changes on a picture, each where it covers no word: a pill with the sign of its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diff import Verdict
from journeymap.render.measure import reserved
from journeymap.render.scene.extent import solid
from journeymap.render.scene.pen import NUMBER, straight, styled
from journeymap.render.scene.shapes import Box, Circle, Path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from journeymap.render.scene.pen import Pen
    from journeymap.render.scene.places import Rect
    from journeymap.render.scene.shapes import Command, Shape
    from journeymap.review.marks import Marked

TOKENS = {Verdict.REGRESSION: "pain", Verdict.IMPROVEMENT: "solution", Verdict.NEUTRAL: "figure"}
"""The colour of a verdict; its sign and its word stand beside it wherever it is told."""
HEIGHT = 20
BETWEEN = 3
_RUN = 3
"""So many numbers in a row, all of one verdict, become one pill."""
_CLEAR = 1.5
"""Room around a pill."""
_EDGE = 2
_BAND = 40
_STEP = 2
_FAR = 240
"""How far up and down a free place is looked for."""


class Pill(NamedTuple):
    """One number, or the first and the last of several in a row."""

    label: str
    verdict: Verdict

    @property
    def width(self) -> float:
        """In pixels."""
        return reserved(self.label, NUMBER.size, NUMBER.weight) + 23


def pills(marks: Sequence[Marked]) -> list[Pill]:
    """The pills of the changes of one thing; a long run of numbers is written by its ends."""
    runs: list[list[Marked]] = []
    for mark in marks:
        last = runs[-1][-1] if runs else None
        if last is not None and last.number + 1 == mark.number and last.change.verdict is mark.change.verdict:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    found = []
    for run in runs:
        verdict = run[0].change.verdict
        if len(run) >= _RUN:
            found.append(Pill(f"{run[0].number}\u2013{run[-1].number}", verdict))
        else:
            found.extend(Pill(str(mark.number), verdict) for mark in run)
    return found


def draw(pen: Pen, pill: Pill, x: float, y: float) -> None:
    """A pill whose upper left corner is (x, y)."""
    pen.add(Box(x, y, pill.width, HEIGHT, TOKENS[pill.verdict], "surface", stroke_width=1.5, radius=HEIGHT / 2))
    pen.add(_sign(pill.verdict, x + 10.5, y + HEIGHT / 2))
    pen.line(pill.label, x + 17, y + HEIGHT / 2 + 4.1, styled(NUMBER, "surface"))


def _sign(verdict: Verdict, x: float, y: float) -> Path | Circle:
    """Down, up, or a dot."""
    if verdict is Verdict.NEUTRAL:
        return Circle(x, y, 2.5, "surface")
    tip, base = (3.5, -3) if verdict is Verdict.REGRESSION else (-3.5, 3)
    commands: tuple[Command, ...] = (*straight((x - 4, y + base), (x + 4, y + base), (x, y + tip)), ("Z",))
    return Path(commands, fill="surface")


@dataclass(slots=True)
class Room:
    """Where on a page nothing is written yet. Things are kept by the bands of the page that they reach into."""

    width: float
    height: float
    _bands: dict[int, list[Rect]]

    @classmethod
    def of(cls, shapes: Iterable[Shape], width: float, height: float) -> Room:
        """The room that words, icons and pictures leave."""
        room = cls(width, height, {})
        for rect in solid(shapes):
            room.take(rect)
        return room

    def take(self, rect: Rect) -> None:
        """Nothing may stand here any more."""
        for band in range(int(rect.y // _BAND), int((rect.y + rect.height) // _BAND) + 1):
            self._bands.setdefault(band, []).append(rect)

    def free(self, rect: Rect) -> bool:
        """Whether nothing stands there."""
        right = rect.x + rect.width
        return not any(one.x < right and rect.x < one.x + one.width for one in self._beside(rect.y, rect.y + rect.height))

    def _beside(self, top: float, bottom: float) -> list[Rect]:
        """What stands between two heights."""
        bands = range(int(top // _BAND), int(bottom // _BAND) + 1)
        near = {id(rect): rect for band in bands for rect in self._bands.get(band, ())}
        return [rect for rect in near.values() if rect.y < bottom and rect.y + rect.height > top]

    def nearest(self, x: float, y: float, width: float) -> tuple[float, float]:
        """The free place for a pill that is nearest to a corner; that corner itself where all is taken."""
        best: tuple[float, float, float] | None = None
        for away in range(0, _FAR, _STEP):
            if best is not None and 2 * away >= best[0]:
                break
            for height in (y,) if not away else (y - away, y + away):
                if not _EDGE <= height <= self.height - HEIGHT - _EDGE:
                    continue
                for place in self._free(x, height, width):
                    cost = abs(place - x) + 2 * away
                    if best is None or cost < best[0]:
                        best = (cost, place, height)
        return (x, y) if best is None else best[1:]

    def _free(self, x: float, y: float, width: float) -> Iterator[float]:
        """The nearest places on either side of `x` at which a pill on this height meets nothing."""
        taken = sorted(
            (rect.x - width - _CLEAR, rect.x + rect.width + _CLEAR) for rect in self._beside(y - _CLEAR, y + HEIGHT + _CLEAR)
        )
        left = right = min(max(x, _EDGE), self.width - width - _EDGE)
        for start, end in taken:
            if start < right < end:
                right = end
        for start, end in sorted(taken, key=lambda one: -one[1]):
            if start < left < end:
                left = start
        if right <= self.width - width - _EDGE:
            yield right
        if left >= _EDGE:
            yield left
