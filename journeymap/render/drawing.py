"""What a target is asked for and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from journeymap.render.board.types import Board
    from journeymap.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Drawing:
    """One request: which picture, and how. `width` (columns) and `color` matter to the terminal alone."""

    view: str = "map"
    theme: str | Theme = "light"
    """One of ours by name, or one that was read from a team's file."""
    engine: Literal["embedded", "system"] = "embedded"
    """The Graphviz that places the flow: the one that comes with us, or `dot` on this machine."""
    templates: Path | None = None
    """A folder of templates that come before ours; for targets that are `templated`."""
    links: Mapping[str, str] = field(default_factory=dict)
    """By the path of another map, as written: the address of its page, which is drawn in the same run."""
    picture: str | None = None
    """The address of this map's picture, where it is drawn in the same run; for Markdown."""
    width: int = 100
    color: bool = False
    warn: Callable[[str], None] = field(default=lambda _: None, compare=False)
    """Told, in our own words, when the picture could not be drawn quite as asked for."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A rendering: its bytes, the suffix of a file that holds them, and their media type."""

    content: bytes
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of rendering. Each module of `render.targets` defines one as `TARGET`."""

    suffix: str
    media_type: str
    views: tuple[str, ...]
    """The views it can draw."""
    render: Callable[[Board, Drawing], str | bytes]
    templated: bool = False
    """Whether it is made by templates, which a team may replace."""
    usual: str | None = None
    """What it draws where no view is asked for; None: the one that suits the map."""
