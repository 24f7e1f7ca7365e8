"""Where comments stand: a `#` outside all scalars. The parser is asked a second time, since few files need this."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from journeymap.document import _parsers, _words

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands between scalars: directives, anchors, aliases and tags may hold a `#` that begins no comment.
_GAP = re.compile(r"^%(?:[^\r\n#]|(?<![ \t])#)*|![^ \t\r\n{}]*|[&*][^ \t\r\n,\[\]{}]*|(#[^\r\n]*)", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")


def find(text: str, reached: int, *, pure: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each comment of the first document, up to the index that the first pass `reached`."""
    index = 0
    for start, end, style in _scalars(text, reached, pure=pure):
        yield from _in_gap(text, index, start)
        index = end
        if style in ("|", ">"):
            header = _BLOCK_HEADER.match(text, start)
            if header is not None and header[1]:
                yield _trimmed(text, header.start(1), header.end(1))


def _in_gap(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _GAP.finditer(text, start, end):
        if match[1]:
            yield _trimmed(text, match.start(1), match.end(1))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip(" \t"))


def _scalars(text: str, reached: int, *, pure: bool) -> Iterator[tuple[int, int, str | None]]:
    """Every scalar that is not empty, and at last the end of what was read."""
    next_event = _parsers.events(text, pure=pure)
    documents = end = 0
    try:
        while True:
            event: Any = next_event()
            kind = type(event)
            start, end = event.start_mark.index, event.end_mark.index
            documents += kind is _parsers.DocumentStartEvent
            if documents > 1 or kind is _parsers.StreamEndEvent or start >= reached:
                end = min(end, reached)
                break
            if kind is _parsers.ScalarEvent and (event.anchor is not None or event.ctag is not None):
                start = _words.after_properties(text, start, event.anchor)
            if kind is _parsers.ScalarEvent and start < end:
                yield start, end, event.style
    except _parsers.YAMLError:
        end = _words.after_comments(text, end)  # what stands behind that may be anything
    yield end, end, None
