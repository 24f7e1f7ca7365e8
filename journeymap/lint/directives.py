"""Reading `# journeymap: ignore[rule] reason`: where such comments stand, what they name, and which nodes they cover."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Span
from journeymap.edit import bounds, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Place, Route
    from journeymap.document import Comment, Document, Value

_OPENING = r"#[ \t]*journeymap[ \t]*:[ \t]*ignore\b"
_HINT = re.compile(_OPENING, re.IGNORECASE)
# A comment may hold several, and other things before them; a reason ends where the next one begins.
_DIRECTIVE = re.compile(
    rf"(?:(?<=[ \t])|^){_OPENING}[ \t]*(?:\[(?P<names>[^\[\]]*)\])?(?P<reason>(?:(?!{_OPENING}).)*)", re.IGNORECASE
)
_ANCHOR = r"[ \t]*&[^ \t]+[ \t]*"
_DASH = r"[ \t]*(?:-[ \t]+)+(?:&[^ \t]+[ \t]+)?"
_ONLY_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)*-(?:[ \t]+#.*)?\s*")
_NOTHING = re.compile(r"[ \t]*(?:#.*)?\s*")
_NAME = r"[^\s,](?:[^,]*[^\s,])?"


class Name(NamedTuple):
    """A name between the brackets, and where it stands."""

    text: str
    span: Span


class Directive(NamedTuple):
    """One such comment. Without `names` it covers nothing, and is there to be told about."""

    span: Span
    line: int
    """The line that it stands on; behind an anchor with a line to itself that of the key that the anchor belongs to.

    Behind a dash with a line to itself, or the anchor of such an entry, it is the line on which the entry begins.
    """
    names: tuple[Name, ...]
    between: Span
    """What stands between the brackets."""
    reason: str
    own_line: bool
    removal: Span
    """What to delete so that nothing is left of it."""
    routes: tuple[Route, ...]
    """The nodes that begin on that line, or on the next line where something begins if it has its line to itself."""
    stretches: tuple[Span, ...]
    """The characters of these nodes."""

    @property
    def closeness(self) -> tuple[bool, int]:
        """The greater, the closer it stands to what it covers: on the line itself, then above the smallest node."""
        return (not self.own_line, max(map(len, self.routes), default=0))

    def covers(self, place: Place) -> bool:
        """Whether a finding at `place`, in the same file, is meant.

        At the end of a line: what stands there, and the node that begins there without what it holds. A text of several
        lines can have a comment only behind its last one, so this counts too. Above a node: all of it.
        """
        if not self.own_line:
            return self.line in (place.span.line, place.span.end_line) or place.route in self.routes
        if any(place.route[: len(route)] == route for route in self.routes):
            return True
        start = (place.span.line, place.span.column)
        return any((one.line, one.column) <= start < (one.end_line, one.end_column) for one in self.stretches)


class _Heads(NamedTuple):
    """Where nodes begin: one with its key, an entry of a list with itself, the map with its first key."""

    by_line: dict[int, list[Route]]
    lines: list[int]
    """Those on which any does, in order."""


class Found(NamedTuple):
    """The directives of one file, and the places where one stands in a text and is none."""

    directives: tuple[Directive, ...]
    texts: tuple[Span, ...]


def is_directive(comment: str) -> bool:
    """Whether a comment has to do with rules, well written or not."""
    return _HINT.search(comment) is not None


def read(document: Document) -> Found:
    """What there is in one file. Nearly always one search through the text says that there is nothing."""
    text = document.source.text
    hints = [match.span() for match in _HINT.finditer(text)]
    if not hints:
        return Found((), ())
    starts = line_starts(text)
    comments = [(bounds(one.span, starts), one) for one in document.comments]
    begins = [first for (first, _), _ in comments]
    ends = [0, *(last for (_, last), _ in comments)]
    # Behind a fault, comments are not known.
    inside = [start < ends[bisect_right(begins, start)] or not document.complete for start, _ in hints]
    texts = tuple(_span(starts, *hint) for hint, known in zip(hints, inside, strict=True) if not known)
    held = [one for _, one in comments if is_directive(one.text)]
    if not held:
        return Found((), texts)
    heads = _heads(document)
    return Found(tuple(each for one in held for each in _in_comment(one, document, heads, len(starts))), texts)


def _span(starts: list[int], start: int, end: int) -> Span:
    line = bisect_right(starts, start)
    return Span(line, start - starts[line - 1] + 1, line, end - starts[line - 1] + 1)


def _in_comment(comment: Comment, document: Document, heads: _Heads, lines: int) -> Iterator[Directive]:
    line, left = comment.span.line, comment.span.column

    def part(start: int, end: int) -> Span:
        return Span(line, left + start, line, left + end)

    for match in _DIRECTIVE.finditer(comment.text):
        names: tuple[Name, ...] = ()
        between = part(match.end(), match.end())
        if match["names"] is not None:
            first = match.start("names")
            between = part(*match.span("names"))
            names = tuple(
                Name(one[0], part(first + one.start(), first + one.end())) for one in re.finditer(_NAME, match["names"])
            )
        about = _line_of(comment, heads, document)
        routes = tuple(_outermost(_below(heads, comment, document)) if comment.own_line else heads.by_line.get(about, ()))
        yield Directive(
            span=part(match.start(), match.start() + len(match[0].rstrip())),
            line=about,
            names=names,
            between=between,
            reason=match["reason"].strip(),
            own_line=comment.own_line,
            removal=_removal(comment, match, document, lines),
            routes=routes,
            stretches=tuple(document.span(route) for route in routes),
        )


def _removal(comment: Comment, match: re.Match[str], document: Document, lines: int) -> Span:
    """The comment with its line or the blanks before it; of a comment that says more, only the directive."""
    line, left = comment.span.line, comment.span.column
    if match.start() > 0 or match.end() < len(comment.text):
        kept = len(comment.text[: match.start()].rstrip(" \t"))
        return Span(line, left + (kept if match.end() == len(comment.text) else match.start()), line, left + match.end())
    if not comment.own_line:
        before = document.slice(Span(line, 1, line, left))
        return Span(line, len(before.rstrip(" \t")) + 1, line, comment.span.end_column)
    if line < lines:
        return Span(line, 1, line + 1, 1)
    if line == 1:
        return Span(1, 1, 1, comment.span.end_column)
    above = document.slice(Span(line - 1, 1, line, 1)).rstrip("\r\n")
    return Span(line - 1, len(above) + 1, line, comment.span.end_column)


def _line_of(comment: Comment, heads: _Heads, document: Document) -> int:
    """See `Directive.line`."""
    line = comment.span.line
    if comment.own_line or line in heads.by_line:
        return line
    before = document.slice(Span(line, 1, line, comment.span.column))
    is_anchor = re.fullmatch(_ANCHOR, before) is not None
    lines = heads.lines
    index = bisect_right(lines, line)
    if re.fullmatch(_DASH, before) or (is_anchor and _is_below_dash(line, document)):
        return lines[index] if index < len(lines) else line
    return lines[index - 1] if is_anchor and index else line


def _is_below_dash(line: int, document: Document) -> bool:
    """Whether the next line above that says something is a dash and no more."""
    while line > 1:
        line -= 1
        above = document.slice(Span(line, 1, line + 1, 1))
        if not _NOTHING.fullmatch(above):
            return _ONLY_DASHES.fullmatch(above) is not None
    return False


def _below(heads: _Heads, comment: Comment, document: Document) -> list[Route]:
    """The nodes of the next line, if they stand in the same brackets as the comment: at the end of a `[ ]` there are none."""
    lines = heads.lines
    index = bisect_right(lines, comment.span.line)
    if index == len(lines):
        return []
    around = _brackets(heads.by_line[lines[index - 1]][-1], comment.span, document) if index else None
    return [route for route in heads.by_line[lines[index]] if around is None or route[: len(around)] == around]


def _brackets(before: Route, comment: Span, document: Document) -> Route | None:
    """The innermost collection in brackets that holds a comment, if any; `before` is the last node that begins above it."""
    for end in range(len(before), -1, -1):
        route = before[:end]
        if document.style(route) == "flow":
            span = document.span(route)
            if (comment.line, comment.column) < (span.end_line, span.end_column):
                return route
    return None


def _outermost(routes: list[Route]) -> list[Route]:
    """Without the nodes that another one holds."""
    return [route for route in routes if not any(route[:end] in routes for end in range(len(route)))]


def _heads(document: Document) -> _Heads:
    by_line: dict[int, list[Route]] = {document.span(()).line: [()]}
    for route in _routes(document, (), document.value):
        by_line.setdefault(document.key_span(route).line, []).append(route)
    return _Heads(by_line, sorted(by_line))


def _routes(document: Document, route: Route, value: Value) -> Iterator[Route]:
    """Every node below `route` that is written there; what an alias repeats stands elsewhere."""
    steps: Iterator[tuple[str | int, Value]]
    if isinstance(value, dict):
        steps = iter(value.items())
    elif isinstance(value, list):
        steps = iter(enumerate(value))
    else:
        return
    for step, below in steps:
        here = (*route, step)
        yield here
        if not document.aliased(here):
            yield from _routes(document, here, below)
