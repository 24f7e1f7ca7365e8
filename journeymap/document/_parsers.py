"""ruamel's two parsers behind one face: a function that gives the next event or raises, and faults in our own terms.

The C parser comes first. It is libyaml 0.1.7, a YAML 1.1 grammar that refuses valid YAML 1.2 in flow style
(`[Who owns it?]`, `{time: 07:00}`) and anchors beyond ASCII; the pure parser is the second opinion, and the only one
where no wheel of the C parser exists. `_scanner` takes from it what libyaml accepts and it does not: tabs that indent
nothing. No text of the library leaves this module; what it says only picks one of our kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import ruamel.yaml.main
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "HAS_C_PARSER",
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "Event",
    "Fault",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "Unreadable",
    "YAMLError",
    "events",
    "fault_of",
]

_CParser: Any = ruamel.yaml.main.__dict__["CParser"]  # None where there is no wheel
HAS_C_PARSER = _CParser is not None
"""Whether the fast parser is installed."""


def _scalar(  # noqa: PLR0917 -- as it is called
    event: Any, anchor: Any, tag: Any, implicit: Any, value: Any, start_mark: Any = None, end_mark: Any = None, style: Any = None,
    comment: Any = None,
) -> None:  # fmt: skip
    event.anchor, event.ctag, event.implicit, event.value = anchor, tag, implicit, value
    event.start_mark, event.end_mark, event.style, event.comment = start_mark, end_mark, style, comment


def _collection(  # noqa: PLR0917 -- as it is called
    event: Any, anchor: Any, tag: Any, implicit: Any, start_mark: Any = None, end_mark: Any = None, flow_style: Any = None,
    comment: Any = None, nr_items: Any = None,
) -> None:  # fmt: skip
    event.anchor, event.ctag, event.implicit, event.flow_style = anchor, tag, implicit, flow_style
    event.start_mark, event.end_mark, event.comment, event.nr_items = start_mark, end_mark, comment, nr_items


# A map makes a thousand events, and ruamel's constructors call one another, three for each. These set the same slots at once,
# which takes a sixth off the time of parsing. A test compares what both make.
ScalarEvent.__init__ = _scalar  # type: ignore[assignment, method-assign] # for the reason above
CollectionStartEvent.__init__ = _collection  # type: ignore[assignment, method-assign] # for the reason above


class Unreadable(Exception):  # noqa: N818 -- caught in the next room; it never stops a run
    """The text holds a character that no YAML file may hold; the parser has not begun."""


class Fault(NamedTuple):
    """Where a parser gave up (an index), in which of our kinds, and what it was in the middle of (an index or None)."""

    kind: str
    at: int
    context: int | None = None


# What the problem or its context says -> our kind. The first that fits wins; both parsers' words are here.
_KINDS = (
    ("escape", ("escape", "hexdecimal number")),  # codespell:ignore -- the words of the library
    ("directive", ("directive", "incompatible YAML document", "tag handle")),
    ("name", ("while scanning an anchor", "while scanning an alias")),
    ("tab", ("found a tab character", r"found character '\t'")),
    ("header", ("while scanning a block scalar",)),
    ("quote", ("while scanning a quoted scalar",)),
    ("start", ("that cannot start any token",)),
    ("value", ("mapping values are not allowed",)),
    ("key", ("mapping keys are not allowed",)),
    ("entry", ("sequence entries are not allowed",)),
    ("colon", ("could not find expected ':'",)),
    ("flow", ("while parsing a flow sequence", "while parsing a flow mapping", "found unexpected ':'")),
    ("content", ("node content",)),
    ("document", ("<document start>", "document end marker")),
    ("block", ("while parsing a block",)),
)


def events(text: str, *, pure: bool) -> Callable[[], Event]:
    """A function that gives the next event of `text` each time. It raises `YAMLError` or `Unreadable`."""
    if pure:
        return _pure_events(text)
    try:
        return _CParser(text).get_event  # type: ignore[no-any-return] # the C parser has no types
    except UnicodeEncodeError:
        raise Unreadable from None


def _pure_events(text: str) -> Callable[[], Event]:
    from journeymap.document._scanner import PureParser, PureScanner  # here: few files need the second opinion

    yaml = ruamel.yaml.main.YAML(typ="safe", pure=True)
    yaml.Scanner, yaml.Parser = PureScanner, PureParser
    stream: Callable[[], Event] = yaml.parse(text).__next__
    return stream


def fault_of(problem: YAMLError, length: int) -> Fault:
    """A parser's complaint in our terms, its places inside a text of that `length`. Raises `Unreadable` where it is one."""
    if not isinstance(problem, MarkedYAMLError):
        raise Unreadable
    context = None if problem.context_mark is None else min(problem.context_mark.index, length)
    at = context if problem.problem_mark is None else min(problem.problem_mark.index, length)
    said = f"{problem.context}: {problem.problem}"
    kind = next((kind for kind, signs in _KINDS if any(sign in said for sign in signs)), "other")
    return Fault(kind, at or 0, context)
