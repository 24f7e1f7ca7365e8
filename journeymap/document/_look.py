"""A look at the text around a fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from journeymap.document._nodes import is_quoted
from journeymap.document._parsers import AliasEvent, Event, ScalarEvent

if TYPE_CHECKING:
    from journeymap.document._lines import Lines

FAR = 2_000
"""How many lines above a fault are looked at: more than any map has, and few enough for a file of a million."""
_COMMENT = re.compile(r"[ \t]#")
_IN_BRACKETS = re.compile(
    r"""(?<=[\[{,:\s])"(?:\\.|[^"\\])*" | (?<=[\[{,:\s])'(?:''|[^'])*' | (?<=\s)\#[^\r\n]* | (?P<open>[\[{]) | (?P<close>[\]}])
    | [\r\n]+(?P<indent>\ *)(?P<block>-\ |[\w-]+:(?=\s|\Z))?""",
    re.VERBOSE | re.DOTALL,
)


class Look(NamedTuple):
    """Where the parser gave up (`at`), what it was in the middle of (`context`), and the last events before that."""

    lines: Lines
    at: int
    context: int | None = None
    recent: tuple[Event, ...] = ()
    bracket: int | None = None
    """The innermost bracket that is open at the fault."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lines.text

    @property
    def scalar(self) -> ScalarEvent | None:
        """The scalar that was read last before the fault, if nothing came after it."""
        last = self.recent[-1] if self.recent else None
        return last if isinstance(last, ScalarEvent) else None

    def sign(self, index: int) -> str:
        """The character at an index; nothing at the end of the file."""
        return self.text[index : index + 1]

    def line(self, index: int) -> str:
        """The line of an index, without its break."""
        return self.text[self.lines.start(index) : self.lines.end(index)]

    def before(self, index: int) -> str:
        """What stands on the line before an index."""
        return self.text[self.lines.start(index) : index]

    def rest(self, index: int) -> str:
        """What stands on the line from an index on, without a comment and blanks at the end."""
        line = self.text[index : self.lines.end(index)]
        comment = _COMMENT.search(line)
        return (line if comment is None else line[: comment.start()]).rstrip(" \t")

    def is_first(self, index: int) -> bool:
        """Whether only spaces stand before an index on its line."""
        return not self.before(index).strip(" ")

    def content(self, index: int) -> int:
        """Where the first character of the line of an index stands that is not a blank."""
        line = self.line(index)
        return self.lines.start(index) + len(line) - len(line.lstrip())

    def line_above(self, index: int) -> int | None:
        """Where the content begins of the nearest line above that holds more than blanks or a comment."""
        start = self.lines.start(index)
        for _ in range(FAR):
            if start == 0:
                break
            start = self.lines.start(start - 1)
            content = self.line(start).strip()
            if content and not content.startswith("#"):
                return self.content(start)
        return None

    def ends_just_before(self, event: Event, index: int) -> bool:
        """Whether only blanks stand between the end of an event and an index."""
        return event.end_mark.index <= index and not self.text[event.end_mark.index : index].strip(" \t")

    def runaway_quote(self) -> ScalarEvent | None:
        """A quoted text that runs over several lines and is followed by more text: its closing quote opens another one."""
        for event in reversed(self.recent):
            if isinstance(event, ScalarEvent) and is_quoted(event) and event.start_mark.line != event.end_mark.line:
                follows = self.rest(event.end_mark.index).strip()
                return event if follows and follows[0] not in ":,]}#" else None
        return None

    def text_before(self) -> int | None:
        """Where a text in quotes or an alias begins that ends just before the fault, on the same line."""
        for event in reversed(self.recent):
            if isinstance(event, AliasEvent) or (isinstance(event, ScalarEvent) and is_quoted(event)):
                start: int = event.start_mark.index
                return start if self.ends_just_before(event, self.at) else None
        return None

    def closing(self, bracket: int) -> int | None:
        """Where the bracket is closed; `None` if a line that cannot be inside it comes first."""
        outer = len(self.before(bracket)) - len(self.before(bracket).lstrip(" "))
        depth = 0
        for match in _IN_BRACKETS.finditer(self.text, bracket):
            if match["open"]:
                depth += 1
            elif match["close"]:
                depth -= 1
                if depth == 0:
                    return match.start()
            elif match["block"] and len(match["indent"]) <= outer:
                return None
        return None
