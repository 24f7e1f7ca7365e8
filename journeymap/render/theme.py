"""Colours by what they stand for: `pain`, `stage-3`, `ink-2`; the fonts that draw them; a logo.

A theme of ours is one file in `templates/themes/`. A team's own theme is a file too, which `journeymap.render.own_theme`
reads.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from journeymap import assets
from journeymap.render.contrast import STAGES, is_dark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.portrait import Portrait

__all__ = ["DEFAULT", "STAGES", "Script", "Theme", "is_colour", "names", "stage_token", "theme"]

DEFAULT = "light"
"""The theme whose tokens every other one has, too."""

Script = Literal["latin", "arabic", "cjk"]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_NO_FONTS: Mapping[Script, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, and what a team adds to it."""

    name: str
    colours: Mapping[str, str]
    """Token to `#RRGGBB`. Nothing else may stand there, so a colour needs no escaping in any sink."""
    fonts: Mapping[Script, tuple[str, ...]] = field(default_factory=lambda: _NO_FONTS)
    """Families that come before ours, by script: letters, digits, blanks and hyphens, which need no escaping either."""
    logo: Portrait | None = None
    """A picture of the team's, below the drawing."""

    def __getitem__(self, token: str) -> str:
        """The colour of a token; one that does not exist is our bug: KeyError."""
        return self.colours[token]

    @property
    def is_dark(self) -> bool:
        """Whether it is light on dark."""
        return is_dark(self.colours["background"])


def names() -> tuple[str, ...]:
    """The themes of ours, sorted."""
    return assets.names("themes", ".toml")


def theme(name: str | Theme = DEFAULT) -> Theme:
    """The theme of that name, which must be one of `names()`; one that is a theme already goes through.

    A file that is not a theme raises ValueError.
    """
    return name if isinstance(name, Theme) else _ours(name)


@cache
def _ours(name: str) -> Theme:
    colours = _read(name)
    expected = _read(DEFAULT)
    if colours.keys() != expected.keys():
        raise ValueError(f"theme {name}: tokens missing or unknown: {', '.join(sorted(colours.keys() ^ expected.keys()))}")
    return Theme(name, MappingProxyType(colours))


def _read(name: str) -> dict[str, str]:
    colours: dict[str, object] = tomllib.loads(assets.text(f"themes/{name}.toml"))["colors"]
    checked: dict[str, str] = {}
    for token, colour in colours.items():
        if not is_colour(colour):
            raise ValueError(f"theme {name}: {token} is not a colour like #1B57B0")
        checked[token] = str(colour).upper()
    return checked


def is_colour(value: object) -> bool:
    """Whether a value is a colour as themes write them: `#1B57B0`."""
    return isinstance(value, str) and _COLOUR.match(value) is not None


def stage_token(index: int) -> str:
    """The colour of the stage with this index, counted from 0."""
    return f"stage-{index % STAGES + 1}"
