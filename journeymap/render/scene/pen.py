"""What every part of a view draws with: shapes in order, texts broken into lines, groups.

A view draws from the left as if every language ran that way; `mirror.turn` makes the picture of a right-to-left map.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render import measure
from journeymap.render.scene.shapes import Box, Group, Icon, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from journeymap.render.measure import Weight
    from journeymap.render.scene.shapes import Anchor, Command, Direction, Shape

Text = str | MapText


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks. `leading` is the distance from one baseline to the next."""

    size: float
    leading: float
    weight: Weight = 400
    token: str = "ink"  # noqa: S105 -- a colour's name

    def rise(self) -> float:
        """From the top of a line to its baseline: the middle of its small letters stands in the middle of the line."""
        return self.leading / 2 + 0.36 * self.size


TITLE = Style(27, 34, 600)
FIGURE = Style(26, 32, 600)
VALUE = Style(19, 23, 600)
STAGE = Style(16, 20, 600, "on-stage")
STAGE_META = Style(12, 16, 400, "on-stage")
STRONG = Style(14, 19, 600)
BODY = Style(13, 18)
BODY_2 = Style(13, 18, 400, "ink-2")
SMALL = Style(12.5, 17)
SMALL_2 = Style(12.5, 17, 400, "ink-2")
META = Style(12, 16, 400, "ink-3")
META_2 = Style(12, 16, 400, "ink-2")
HEADING = Style(12, 16, 600, "ink-3")
NUMBER = Style(11.5, 16, 600, "ink-2")


def styled(style: Style, token: str, weight: Weight | None = None) -> Style:
    """The same text in another colour, maybe another weight."""
    return Style(style.size, style.leading, weight or style.weight, token)


class Slot(NamedTuple):
    """Room for something: from (x, y) down, `width` wide."""

    x: float
    y: float
    width: float

    def at(self, y: float) -> Slot:
        """The same room, further down."""
        return Slot(self.x, y, self.width)

    def inset(self, left: float, right: float = 0) -> Slot:
        """The room that margins leave."""
        return Slot(self.x + left, self.y, self.width - left - right)


def straight(*points: tuple[float, float]) -> tuple[Command, ...]:
    """The commands of a line through points."""
    first, *rest = points
    return (("M", *first), *(("L", *point) for point in rest))


class Pen:
    """Collects shapes in the order in which they are painted and read."""

    def __init__(self, direction: Direction, labels: Mapping[str, str]) -> None:
        """Start empty; direction and labels are the board's."""
        self.direction = direction
        self.labels = labels
        self.shapes: list[Shape] = []

    def probe(self) -> Pen:
        """Another pen, to try how much room something takes."""
        return Pen(self.direction, self.labels)

    def add(self, *shapes: Shape) -> None:
        """Paint shapes."""
        self.shapes.extend(shapes)

    def mark(self) -> int:
        """Remember a place to paint something `behind` what follows."""
        return len(self.shapes)

    def behind(self, mark: int, *shapes: Shape) -> None:
        """Paint shapes behind all that came after `mark` in the same group."""
        self.shapes[mark:mark] = shapes

    @contextmanager
    def group(self, anchor: str, label: Text = "") -> Iterator[None]:
        """What is painted inside belongs together."""
        outside, self.shapes = self.shapes, []
        try:
            yield
        finally:
            outside.append(Group(anchor, label, tuple(self.shapes)))
            self.shapes = outside

    def line(self, text: Text, x: float, baseline: float, style: Style, *, anchor: Anchor = "start") -> float:
        """One line of text; its width, reserve included."""
        raw = escape.plain(text)
        self.shapes.append(_line(text, style, x, baseline, anchor=anchor, direction=base_direction(raw, self.direction)))
        return measure.reserved(raw, style.size, style.weight)

    def paragraph(self, text: Text, slot: Slot, style: Style, *, balanced: bool = False, anchor: Anchor = "start") -> float:
        """A text of as many lines as it needs, on one side of the slot or in its middle; where it ends."""
        raw = escape.plain(text)
        direction = base_direction(raw, self.direction)
        x = slot.x + slot.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        y = slot.y
        for line in measure.wrap(raw, slot.width, style.size, style.weight, balanced=balanced):
            shown = MapText(line) if isinstance(text, MapText) else line
            self.shapes.append(_line(shown, style, x, y + style.rise(), anchor=anchor, direction=direction))
            y += style.leading
        return y

    def last_line(self, text: Text, width: float, style: Style, *, balanced: bool = False) -> str:
        """The last line of a `paragraph`; empty where there is none."""
        lines = measure.wrap(escape.plain(text), width, style.size, style.weight, balanced=balanced)
        return lines[-1] if lines else ""

    def icon(self, name: str, x: float, y: float, *, size: float, token: str) -> None:
        """A drawing with its upper left corner at (x, y)."""
        self.shapes.append(Icon(name, x, y, size, token))

    def noted(self, icon: str, text: Text, slot: Slot, style: Style, *, token: str = "") -> float:
        """A text behind a small icon in the text's colour, or in that of `token`; where it ends."""
        size = style.size + 1
        self.icon(icon, slot.x, slot.y + (style.leading - size) / 2, size=size, token=token or style.token)
        return self.paragraph(text, slot.inset(size + 6), style, balanced=True)

    def pill(self, icon: str, text: Text, slot: Slot, style: Style, colours: Pill) -> None:
        """A text of one line behind its icon on a pill that fills the slot; `pill_width` tells how wide that has to be."""
        size = style.size + 2
        wide = measure.width(escape.plain(text), style.size, style.weight)
        # A reserve that is not used is shared by both ends; as much of it as the ends can give back.
        spare = min((slot.width - size - _PILL_GAP - wide) / 2 - _PILL_ENDS, _PILL_ENDS - 4)
        x = slot.x + _PILL_ENDS + max(0.0, spare)
        self.add(Box(slot.x, slot.y, slot.width, colours.height, colours.fill, colours.stroke, radius=colours.height / 2))
        self.icon(icon, x, slot.y + (colours.height - size) / 2, size=size, token=colours.icon or style.token)
        self.line(text, x + size + _PILL_GAP, slot.y + colours.height / 2 + 0.36 * style.size, style)


_PILL_GAP = 6
_PILL_ENDS = 10


@dataclass(frozen=True, slots=True)
class Pill:
    """How a pill looks; its icon has the text's colour if none is given."""

    height: float
    fill: str
    stroke: str
    icon: str = ""


def pill_width(text: Text, style: Style) -> float:
    """The width of a pill around a text and its icon, reserve included."""
    return measure.reserved(escape.plain(text), style.size, style.weight) + style.size + 2 + _PILL_GAP + 2 * _PILL_ENDS


def one_line(text: Text, width: float, style: Style) -> bool:
    """Whether a text needs no more than one line."""
    return measure.reserved(escape.plain(text), style.size, style.weight) <= width


def _line(text: Text, style: Style, x: float, y: float, *, anchor: Anchor, direction: Direction) -> TextLine:
    width = measure.width(escape.plain(text), style.size, style.weight)
    return TextLine(x, y, text, width, style.size, style.weight, style.token, anchor, direction)


def base_direction(raw: str, page: Direction) -> Direction:
    """Which way a text is to be read as a whole.

    On a left-to-right page its first letter decides. On a right-to-left page one letter of such a script is enough: a
    Persian sentence may begin with an English name; and numbers alone follow the page.
    """
    if raw.isascii():
        return "ltr" if page == "ltr" or any(map(str.isalpha, raw)) else "rtl"
    kinds = [kind for kind in map(unicodedata.bidirectional, raw) if kind in {"L", "R", "AL"}]
    if page == "ltr":
        return "rtl" if kinds and kinds[0] != "L" else "ltr"
    return "rtl" if not kinds or any(kind != "L" for kind in kinds) else "ltr"


def joined(parts: Sequence[Text | None], separator: str = measure.FACTS) -> Text:
    """The parts that there are, side by side; text of the map if one of them is."""
    present = [part for part in parts if part]
    raw = separator.join(escape.plain(part) for part in present)
    return MapText(raw) if any(isinstance(part, MapText) for part in present) else raw


def filled(labels: Mapping[str, str], key: str, **values: Text) -> Text:
    """A label of ours with its placeholders filled in; text of the map if a value is."""
    raw = labels[key].format_map({name: escape.plain(value) for name, value in values.items()})
    return MapText(raw) if any(isinstance(value, MapText) for value in values.values()) else raw
