"""Colour: the few ANSI codes we use. Nothing is said by colour alone, so without it no word is missing."""

from __future__ import annotations

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "message": "1",
    "gutter": "1;34",
    "second": "1;34",
    "help": "1;32",
}


def paint(text: str, role: str, *, color: bool) -> str:
    """`text` in the colour of its role: a level, `message`, `gutter`, `second` (a second place) or `help`."""
    return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if color and text else text
