"""Turns of phrase that the messages of rules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.model import Node

_LONGEST = 48


def quoted(text: str) -> str:
    """A text of the map inside a sentence: on one line, in double quotes, cut when it is long."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= _LONGEST else f'"{line[: _LONGEST - 3].rstrip()}..."'


def named(node: Node) -> str:
    """A node by its main text, or by its kind where it has none: `"Send it back"`, `this emotion`."""
    return quoted(node.text_of) if node.text_of else f"this {node.kind}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 action`, `3 actions`."""
    return f"1 {one}" if count == 1 else f"{count:,} {many or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def figure(value: float) -> str:
    """A number as a person writes it: `31`, `0.9`, `-100`, never `1e+06`."""
    return f"{value:.0f}" if value == int(value) else f"{value:.10f}".rstrip("0")
