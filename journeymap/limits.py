"""Bounds on what one file may ask of the machine, applied to the parser's events before any tree exists."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The bounds of one run. A file past one of them is told as `limit-exceeded`, never skipped in silence."""

    bytes: int = 5 * 1024 * 1024
    """Size of one file, in bytes. The largest published map found is under 200 kB."""
    depth: int = 100
    """Nesting of collections. A map needs 8; libyaml slows down with the square of it."""
    nodes: int = 500_000
    """Scalars and collections of one file, as written."""
    expanded: int = 100_000
    """Nodes that aliases add when they are followed: what an "alias bomb" multiplies."""
    text: int = 100_000
    """Code points of one scalar."""
    image: int = 1024 * 1024
    """Size of a persona's picture, in bytes: it is embedded in every drawing. Past it the initial is drawn (`image-failed`)."""
    includes: int = 200
    """Files that one map may include, directly and through others."""


DEFAULT = Limits()
