"""ruamel's two parsers behind one face: a function that gives the next event or raises, and faults in our own terms.

The C parser comes first. It is libyaml 0.1.7, a YAML 1.1 grammar that refuses valid YAML 1.2 in flow style
(`[Who owns it?]`, `{time: 07:00}`) and anchors beyond ASCII; the pure parser is the second opinion, and the only one
where no wheel of the C parser exists. `_Scanner` takes from it what libyaml accepts and it does not: tabs that indent
nothing. No text of the library leaves this module; what it says only picks one of our kinds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import ruamel.yaml.main
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
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
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import DirectiveToken, TagToken

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
    yaml = ruamel.yaml.main.YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
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


# libyaml's names first: they end at signs that YAML 1.2 lets into a name.
_NAME = re.compile(r"[\w-]+(?=[ \t\r\n\0?:,\]}%@`])|[^ \t\r\n\0,\[\]{}]+", re.ASCII)
_DIRECTIVE = re.compile(r"%(?:YAML[ \t]+0*1\.[0-9]+|(?!YAML[ \t])[A-Za-z0-9_-]+)(?=[ \t\r\n\0])[^\r\n\0]*")
_TAG = re.compile(r"![^ \t\r\n\0]*")
_TAG_IN_FLOW = re.compile(r"![^ \t\r\n\0{}]*")
_BLOCK_HEADER = re.compile(r"([+-]?)([1-9]?)([+-]?)(?=[ \t\r\n\0#])")


class _Scanner(Scanner):
    """The pure scanner with libyaml's manners: where a tab is only a blank, it is one."""

    reader: Any
    indent: int

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab where no key can begin is a blank."""
        peek, forward = self.reader.peek, self.reader.forward
        while True:
            while peek() == " " or (peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                forward()
            if peek() == "#":
                while peek() not in "\0\r\n":
                    forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        """Blanks and breaks inside or after plain text; tabs are blanks but where they would indent."""
        peek, forward = self.reader.peek, self.reader.forward
        blanks, breaks = "", []
        while peek() in " \t\r\n":
            if peek() in "\r\n":
                breaks.append(self.scan_line_break())
                self.allow_simple_key = True
                if self.reader.prefix(3) in ("---", "...") and peek(3) in " \t\r\n\0":
                    return None
                continue
            if breaks and peek() == "\t" and self.reader.column < indent:
                mark = self.reader.get_mark()
                raise ScannerError("while scanning a plain scalar", start_mark, "found a tab character", mark)
            if not breaks:
                blanks += peek()
            forward()
        if not breaks:
            return [blanks] if blanks else []
        return breaks[1:] or [" "]

    def scan_anchor(self, token_class: Any) -> Any:
        """The name after `&` or `*`. A colon at its end makes a key, as libyaml has it, and is no part of the name."""
        start_mark = self.reader.get_mark()
        self.reader.forward()
        match = _NAME.match(self.reader.buffer, self.reader.pointer)
        if match is None:
            raise ScannerError("while scanning an alias", start_mark, "no name", self.reader.get_mark())
        self.reader.forward(len(match[0]))
        return token_class(match[0], start_mark, self.reader.get_mark())

    def scan_tag(self) -> Any:
        """`!` and what follows. All tags are refused later, so how they are put together does not matter."""
        start_mark = self.reader.get_mark()
        match = (_TAG_IN_FLOW if self.flow_level else _TAG).match(self.reader.buffer, self.reader.pointer)
        length = 1 if match is None else len(match[0])
        self.reader.forward(length)
        return TagToken((None, "!" if length == 1 else "!tag"), start_mark, self.reader.get_mark())

    def scan_directive(self) -> Any:
        """A line that begins with `%`. It changes nothing here, so only a version that is not 1 is a fault."""
        start_mark = self.reader.get_mark()
        match = _DIRECTIVE.match(self.reader.buffer, self.reader.pointer)
        if match is None:
            raise ScannerError("while scanning a directive", start_mark, "not understood", start_mark)
        self.reader.forward(len(match[0]))
        return DirectiveToken("", None, start_mark, self.reader.get_mark())

    def fetch_block_scalar(self, style: Any) -> None:
        """Begin `|` or `>`. Its text is indented even where it is all of the file."""
        indent = self.indent
        self.indent = max(indent, 0)
        super().fetch_block_scalar(style)
        self.indent = indent

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """The `-`, `+` and digit after `|` or `>`, which a tab may follow."""
        match = _BLOCK_HEADER.match(self.reader.prefix(4))
        if match is None or (match[1] and match[3]):
            mark = self.reader.get_mark()
            raise ScannerError("while scanning a block scalar", start_mark, "indicators", mark)
        self.reader.forward(match.end())
        chomping = {"": None, "+": True, "-": False}[match[1] or match[3]]
        return chomping, int(match[2]) if match[2] else None

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:
        """The rest of the line of `|` or `>`."""
        while self.reader.peek() in " \t":
            self.reader.forward()
        return super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        """Empty lines before a block text and the widest of their indents; a narrow one among them is no mistake."""
        breaks, widest, end = [], 0, self.reader.get_mark()
        while self.reader.peek() in " \r\n":
            if self.reader.peek() == " ":
                self.reader.forward()
                widest = max(widest, self.reader.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.reader.get_mark()
        return breaks, widest, end

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        """A run of quoted text; a code beyond Unicode is an ordinary fault and not a crash."""
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):
            mark = self.reader.get_mark()
            raise ScannerError("while parsing a quoted scalar", start_mark, "invalid escape code", mark) from None
