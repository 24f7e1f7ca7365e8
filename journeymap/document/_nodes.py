"""What a file holds once it is parsed: plain values, and beside them nodes that know their places.

A scalar's node is the parser's own event. Nothing is computed from it before somebody asks for a place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from journeymap.document._parsers import (
        AliasEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )


class Word(str):
    """A plain (unquoted) scalar that YAML readers disagree on or that is a boolean: `true`, `no`, `On` ... as it was written."""

    __slots__ = ()


Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""Plain data. A scalar is its text (`08` is "08", a date is its text too); `None` is nothing written, `null` or `~`."""


class MappingNode:
    """A mapping: where it stands, and for each key the key's event and the value's node."""

    __slots__ = ("end", "items", "start")

    def __init__(self, start: MappingStartEvent) -> None:
        """Begin an empty mapping; `end` stays `None` when the file breaks off inside it."""
        self.start = start
        self.end: MappingEndEvent | None = None
        self.items: dict[str, tuple[ScalarEvent, Node]] = {}


class SequenceNode:
    """A list: where it stands, and the nodes of its entries."""

    __slots__ = ("end", "items", "start")

    def __init__(self, start: SequenceStartEvent) -> None:
        """Begin an empty list; `end` stays `None` when the file breaks off inside it."""
        self.start = start
        self.end: SequenceEndEvent | None = None
        self.items: list[Node] = []


class AliasNode:
    """`*name`: where the alias stands, and the node that it repeats (none if the name is unknown)."""

    __slots__ = ("event", "target")

    def __init__(self, event: AliasEvent, target: Node | None) -> None:
        """Keep both places."""
        self.event = event
        self.target = target


Node: TypeAlias = "ScalarEvent | MappingNode | SequenceNode | AliasNode"

_STYLES = {'"': "double", "'": "single", "|": "literal", ">": "folded"}


def style_of(node: Node) -> str | None:
    """How a node is written; an alias is written as what it repeats is."""
    if isinstance(node, AliasNode):
        return None if node.target is None else style_of(node.target)
    if isinstance(node, (MappingNode, SequenceNode)):
        return "flow" if node.start.flow_style else "block"
    return _STYLES.get(node.style, "plain")


def last_event(node: Node) -> Any:
    """The event with which a node ends in the file; `None` when the file breaks off inside it."""
    if isinstance(node, AliasNode):
        return node.event
    return node.end if isinstance(node, (MappingNode, SequenceNode)) else node


def _plain_words() -> dict[str, Word | None]:
    words: dict[str, Word | None] = {"": None, "~": None}
    for word in ("true", "false", "yes", "no", "on", "off"):
        words.update({spelling: Word(spelling) for spelling in (word, word.title(), word.upper())})
    return words | dict.fromkeys(("null", "Null", "NULL"))


PLAIN_WORDS = _plain_words()
"""What plain scalars are that are not just their text."""


def is_quoted(event: ScalarEvent) -> bool:
    """Whether a scalar stands in quotes."""
    return event.style in ("'", '"')


def is_empty(event: ScalarEvent) -> bool:
    """Whether nothing is written, an anchor apart."""
    return event.value == "" and not event.style
