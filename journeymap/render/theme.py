"""Colours by what they stand for: `pain`, `stage-3`, `ink-2`. A theme is one file in `templates/themes/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from journeymap import assets

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "light"
"""The theme whose tokens every other one has, too."""

STAGES = 7
"""How many colours stages take in turn."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours."""

    name: str
    colours: Mapping[str, str]
    """Token to `#RRGGBB`. Nothing else may stand there, so a colour needs no escaping in any sink."""

    def __getitem__(self, token: str) -> str:
        """The colour of a token; one that does not exist is our bug: KeyError."""
        return self.colours[token]


def names() -> tuple[str, ...]:
    """The themes there are, sorted."""
    return assets.names("themes", ".toml")


@cache
def theme(name: str = DEFAULT) -> Theme:
    """The theme of that name, which must be one of `names()`. A file that is not a theme raises ValueError."""
    colours = _read(name)
    expected = _read(DEFAULT)
    if colours.keys() != expected.keys():
        raise ValueError(f"theme {name}: tokens missing or unknown: {', '.join(sorted(colours.keys() ^ expected.keys()))}")
    return Theme(name, MappingProxyType(colours))


def _read(name: str) -> dict[str, str]:
    colours: dict[str, object] = tomllib.loads(assets.text(f"themes/{name}.toml"))
    checked: dict[str, str] = {}
    for token, colour in colours.items():
        if not isinstance(colour, str) or not _COLOUR.match(colour):
            raise ValueError(f"theme {name}: {token} is not a colour like #1B57B0")
        checked[token] = colour.upper()
    return checked


def stage_token(index: int) -> str:
    """The colour of the stage with this index, counted from 0."""
    return f"stage-{index % STAGES + 1}"
