"""What every part of a view draws with: shapes in order, texts broken into lines, groups.

A view draws from the left as if every language ran that way; `mirror.turn` makes the picture of a right-to-left map.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render import measure
from journeymap.render.scene.shapes import Group, Icon, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journeymap.render.measure import Weight
    from journeymap.render.scene.shapes import Anchor, Direction, Shape

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
VALUE = Style(21, 26, 600)
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


class Pen:
    """Collects shapes in the order in which they are painted and read."""

    def __init__(self, direction: Direction) -> None:
        """Start empty; `direction` is the map's."""
        self.direction = direction
        self.shapes: list[Shape] = []

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

    def line(self, text: Text, x: float, baseline: float, style: Style, anchor: Anchor = "start") -> float:
        """One line of text; its width, reserve included."""
        raw = escape.plain(text)
        self.shapes.append(_line(text, raw, x, baseline, style, anchor, base_direction(raw, self.direction)))
        return measure.reserved(raw, style.size, style.weight)

    def paragraph(
        self, text: Text, x: float, top: float, width: float, style: Style, *, balanced: bool = False, anchor: Anchor = "start"
    ) -> float:
        """A text of as many lines as it needs in `width`; where it ends. For other anchors than `start`, x is the anchor."""
        raw = escape.plain(text)
        direction = base_direction(raw, self.direction)
        baseline = top + style.rise()
        for line in measure.wrap(raw, width, style.size, style.weight, balanced=balanced):
            shown = MapText(line) if isinstance(text, MapText) else line
            self.shapes.append(_line(shown, line, x, baseline, style, anchor, direction))
            baseline += style.leading
        return baseline - style.rise()

    def icon(self, name: str, x: float, y: float, size: float, token: str, stroke_width: float = 2) -> None:
        """A drawing with its upper left corner at (x, y)."""
        self.shapes.append(Icon(name, x, y, size, token, stroke_width))

    def noted(self, icon: str, text: Text, x: float, top: float, width: float, style: Style) -> float:
        """A text behind a small icon in the text's colour; where it ends."""
        self.icon(icon, x, top + (style.leading - style.size) / 2 - 0.5, style.size + 1, style.token)
        return self.paragraph(text, x + style.size + 7, top, width - style.size - 7, style)


def _line(text: Text, raw: str, x: float, y: float, style: Style, anchor: Anchor, direction: Direction) -> TextLine:
    width = measure.width(raw, style.size, style.weight)
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


def joined(parts: tuple[Text | None, ...] | list[Text | None], separator: str = " · ") -> Text:
    """The parts that there are, side by side; text of the map if one of them is."""
    present = [part for part in parts if part]
    raw = separator.join(escape.plain(part) for part in present)
    return MapText(raw) if any(isinstance(part, MapText) for part in present) else raw


def filled(labels: Mapping[str, str], key: str, **values: Text) -> Text:
    """A label of ours with its placeholders filled in; text of the map if a value is."""
    raw = labels[key].format_map({name: escape.plain(value) for name, value in values.items()})
    return MapText(raw) if any(isinstance(value, MapText) for value in values.values()) else raw
