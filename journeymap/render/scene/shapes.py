"""The `Scene`: a Board laid out. Numbers in pixels, colours as names of the theme, texts as they were written; no markup.

x grows to the right and y downwards, in every language: a right-to-left view hands over mirrored numbers. Shapes are
painted, and read aloud, in the order they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from journeymap.escape import MapText

Direction = Literal["ltr", "rtl"]
Anchor = Literal["start", "middle", "end"]

Command = tuple[Literal["M", "L", "C", "Z"], *tuple[float, ...]]
"""`("M", x, y)`, `("L", x, y)`, `("C", x1, y1, x2, y2, x, y)` or `("Z",)`, as in SVG, always absolute."""


@dataclass(frozen=True, slots=True)
class Gradient:
    """A colour that changes from one point to another; `stops` are a place (0 to 1) and a token each."""

    x1: float
    y1: float
    x2: float
    y2: float
    stops: tuple[tuple[float, str], ...]


Paint = str | Gradient
"""A token of the theme (`ink-2`, `stage-3`), or a gradient between tokens."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with corners of radius `radius`."""

    x: float
    y: float
    width: float
    height: float
    fill: Paint | None = None
    stroke: Paint | None = None
    stroke_width: float = 1
    radius: float = 0
    dash: tuple[float, ...] = ()
    opacity: float = 1
    """Of the fill."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: Paint | None = None
    stroke: Paint | None = None
    stroke_width: float = 1
    opacity: float = 1
    """Of the fill."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line, a curve or an area."""

    commands: tuple[Command, ...]
    stroke: Paint | None = None
    fill: Paint | None = None
    stroke_width: float = 1
    dash: tuple[float, ...] = ()
    opacity: float = 1
    """Of the fill."""
    round: bool = False
    """Round ends and corners."""
    arrow: float = 0
    """Length of an arrow head whose tip lies on the last point, in the colour of the stroke; 0 for none. The writer
    shortens the line so that it does not show beyond the head."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text. `anchor` follows the line's own base direction: `start` of a right-to-left line is its right end."""

    x: float
    y: float
    """Of the baseline."""
    text: str | MapText
    """Our own label, or text of the map."""
    width: float
    """As measured, without reserve."""
    size: float = 13
    weight: Literal[400, 600] = 400
    token: str = "ink"  # noqa: S105 -- a colour's name
    anchor: Anchor = "start"
    direction: Direction = "ltr"
    """Which way the line is to be read as a whole; text within may run the other way."""


@dataclass(frozen=True, slots=True)
class Icon:
    """A drawing of `assets/icons.json` whose upper left corner is (x, y)."""

    name: str
    x: float
    y: float
    size: float
    token: str = "ink-2"  # noqa: S105 -- a colour's name
    stroke_width: float = 2
    """In the icon's own units: a 24th of `size`."""
    flipped: bool = False
    """Drawn as in a mirror, left for right."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that fills the circle around (x, y) and is cut off outside it, whatever its own form."""

    x: float
    y: float
    radius: float
    media_type: str
    """One of those of `render.board.types.PersonaImage`."""
    data: str
    """In base64."""
    width: float
    """Of the picture, in pixels of its own."""
    height: float
    alt: MapText | None = None
    """What it shows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together, in reading order. `anchor` is the Board's, or empty."""

    anchor: str
    label: str | MapText
    """What the group is, for whoever reads the Scene as data; empty where its texts say it."""
    shapes: tuple[Shape, ...]


Shape = Box | Circle | Path | TextLine | Icon | Image | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture, ready to be written down."""

    width: float
    height: float
    direction: Direction
    language: str
    """BCP 47 tag of the map's texts."""
    title: MapText
    description: str | MapText
    """What the picture shows, for those who do not see it."""
    shapes: tuple[Shape, ...]
    warning: str = ""
    """What had to be done without while laying out, for whoever asked for the picture; not part of it."""
