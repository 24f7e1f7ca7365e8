"""What is printed: the values of a file with the comments that belong to them, without the layout that they had.

Two files with equal trees print equal texts, so a layout is right when reading it again gives the tree it was made from.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Lines: TypeAlias = "tuple[str, ...]"
"""Comments that have a line to themselves, without their indent; `""` is a blank line."""


class Leaf(NamedTuple):
    """A value that is printed as it is: a scalar, an alias, or brackets. The `lines` are without their indent."""

    lines: Lines
    anchor: str = ""
    is_block: bool = False
    """Whether it is `|` or `>`: the first line is that sign, and in the others every blank counts."""
    swallows: bool = False
    """Whether blank lines behind it would be a part of it (`|+`)."""


class Group(NamedTuple):
    """A list or an object with a line for each entry, and the comments below its last one."""

    is_list: bool
    entries: tuple[Entry, ...]
    end: Lines = ()
    anchor: str = ""


class Entry(NamedTuple):
    """A key with its value, or an entry of a list (whose `key` is empty)."""

    key: str
    value: Leaf | Group
    above: Lines = ()
    head: str = ""
    """The comment behind the key or the dash, where the value has lines of its own."""
    inner: Lines = ()
    """Comments between the key and a scalar on a line of its own."""
    beside: str = ""
    """The comment behind the value."""
    below: Lines = ()
    """Comments below a scalar, indented deeper than its key."""
    apart: bool = False
    """Whether the value begins on a line of its own, because a comment needs it so."""
    marked: str = ""
    """The comment behind the anchor of the value, where `head` has the place behind the key: the anchor has its own line."""


class Tree(NamedTuple):
    """A whole file."""

    root: Leaf | Group
    before: Lines = ()
    """The lines up to the `---` that begins the document."""
    top: Lines = ()
    """Comments about the file: they stay at its head."""
    after: Lines = ()
    """The lines from the `...` or `---` on that ends the document."""
