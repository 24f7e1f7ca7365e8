"""The limits of a large file: what is refused must not fill the memory first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.document import _parsers, _words
from journeymap.document._parsers import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

if TYPE_CHECKING:
    from journeymap.document._telling import Told
    from journeymap.limits import Limits

_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_LEAVES = (ScalarEvent, AliasEvent)

_SMALL = 100_000
"""Characters of a text that can be built, whatever it holds."""
_FEW = 150_000
"""Nodes that can be built, however long the text: they take 100 MB."""


def is_long(text: str, limits: Limits) -> bool:
    """Whether a limit that the text goes past refuses all of it. Of others the beginning is kept: it fills no memory."""
    return len(text) > max(limits.nodes, _SMALL)


def may_fill_memory(text: str, limits: Limits) -> bool:
    """Whether a long text has to be asked for its `refusal` before anything of it is kept: many nodes could begin in it."""
    return _most_nodes(text) > min(limits.nodes, _FEW)


def refusal(text: str, limits: Limits) -> Told | None:
    """The limit of nodes, depth or text that a long file goes past first, or None.

    What aliases add is not looked at, and a fault ends the search: both are for the builder.
    """
    try:
        next_event = _parsers.events(text, pure=False)
        nodes = depth = 0
        while (event := next_event()) is not None:
            kind = type(event)
            if kind in _LEAVES:
                nodes += 1
                if kind is ScalarEvent and len(event.value) > limits.text:  # type: ignore[attr-defined] # the library has no types
                    return _words.too_long(event, limits.text)
            elif kind in _STARTS:
                nodes, depth = nodes + 1, depth + 1
                if depth > limits.depth:
                    return _words.too_deep(event, limits.depth)
            elif kind in _ENDS:
                depth -= 1
            elif kind is _parsers.DocumentEndEvent:
                break
            if nodes > limits.nodes:
                return _words.too_many_nodes(event, limits.nodes)
    except (_parsers.YAMLError, _parsers.Unreadable):
        return None
    return None


def _most_nodes(text: str) -> int:
    """As many nodes as a text can have: two for an entry of a mapping, one for an entry of a list, by the signs of both."""
    in_mappings = text.count(":") + text.count("?") + text.count("{") + text.count(",")
    return 1 + 2 * in_mappings + text.count("-") + text.count("[")
