"""A structural change at a route as text edits that touch nothing else: set a key, append an entry, remove one.

Each function gives the edits, or none where the change cannot be made by them alone: below an alias or an anchor, since
what stands there serves elsewhere too, and in the rare layouts (`? key`, a dash before a dash) that are not worth a guess.
Whoever applies them reads the result again; nothing here has to be trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import edit
from journeymap.diagnostic import Edit
from journeymap.model import Metric

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.model import Node

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?=[\r\n]|\Z)")
_AFTER_KEY = re.compile(r"[ \t]*:[ \t]+")
_COMMA = re.compile(r"[ \t]*,")
_LINE = re.compile(r"([ \t]*)([^\r\n]*)(\r\n|\r|\n|\Z)")
_BLOCK_WITH_INDENT = re.compile(r"[|>][-+]?[0-9]")
_STEP = 2
"""Blanks by which what is put in is indented below its key."""


def set_key(document: Document, route: Route, model: type[Node], key: str, text: str) -> tuple[Edit, ...]:
    """`key: text` on the object at `route`, which grows from a lone text into an object where it has to."""
    page = _Page(document)
    value = page.value(route)
    if value is None or page.is_shared(route):
        return ()
    written = edit.scalar(text)
    if isinstance(value, dict):
        if key in value:
            return _replace(page, (*route, key), written)
        return _insert(page, route, _before(model, key, value), key, written)
    if not isinstance(value, str) or (model is Metric and route[-1:] != ("metrics",) and isinstance(route[-1], str)):
        return ()  # a reading of a metric has its name in the key before it
    return _grow(page, route, f"{key}: {written}", next(iter(model.from_text(value))))


def append(document: Document, model: type[Node], key: str, text: str) -> tuple[Edit, ...]:
    """One more entry, a text alone, in the list `key` of the file's own object, whose class is `model`."""
    page = _Page(document)
    route: Route = (key,)
    if not isinstance(document.value, dict) or page.is_shared(()) or (document.exists(route) and page.is_shared(route)):
        return ()
    entry = edit.scalar(text)
    value = document.value.get(key)
    flow = page.in_flow(())
    if value is None and not document.exists(route):
        place = _before(model, key, document.value)
        return _insert(page, (), place, key, f"[{entry}]" if flow else f"- {entry}")
    start, end = page.range(route)
    if value is None:
        if flow:
            return _replace(page, route, f"[{entry}]")
        indent = " " * (page.column(page.key_range(route)[0]) + _STEP)
        return page.after_line(end, f"{indent}- {entry}")
    if isinstance(value, list) and document.style(route) == "flow":
        last = page.range((*route, len(value) - 1))[1] if value else start + 1
        return (page.edit(last, last, f", {entry}" if value else entry),)
    if isinstance(value, list):
        return page.after_line(end, f"{' ' * page.column(start)}- {entry}", page.column(start))
    if flow or document.style(route) == "flow":
        return page.edit(start, start, "["), page.edit(end, end, f", {entry}]")
    return _into_list(page, route, entry)


def remove(document: Document, route: Route) -> tuple[Edit, ...]:
    """Without the entry or the key at `route`: its lines go, with the comments that belong to it.

    These are the ones behind it and below it, indented deeper than its beginning, and, unless it is the first entry (then
    they may speak of all), those right above it. The last entry of a list takes the list's key with it.
    """
    page = _Page(document)
    if not route or not document.exists(route) or page.is_shared(route[:-1]) or page.holds_anchor(route):
        return ()
    owner, step = route[:-1], route[-1]
    siblings = page.value(owner)
    assert isinstance(siblings, (dict, list))
    if len(siblings) == 1:
        return remove(document, owner) if isinstance(siblings, list) else ()
    steps: list[str | int] = list(siblings) if isinstance(siblings, dict) else list(range(len(siblings)))
    at = steps.index(step)
    before = (*owner, steps[at - 1]) if at else None
    after = (*owner, steps[at + 1]) if at + 1 < len(steps) else None
    if document.style(owner) == "flow":
        return _remove_in_brackets(page, route, before, after)
    return _remove_lines(page, route, after, first=before is None)


@dataclass(frozen=True)
class _Page:
    """A document as a text with indices."""

    document: Document

    @property
    def text(self) -> str:
        return self.document.source.text

    @property
    def starts(self) -> list[int]:
        return self.document.line_starts

    @property
    def newline(self) -> str:
        return self.document.source.newline

    def value(self, route: Route) -> Value:
        value = self.document.value
        for step in route:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def range(self, route: Route) -> tuple[int, int]:
        return edit.bounds(self.document.span(route), self.starts)

    def key_range(self, route: Route) -> tuple[int, int]:
        return edit.bounds(self.document.key_span(route), self.starts)

    def begin(self, route: Route) -> int:
        """Where the key of a node begins, or the dash of an entry."""
        if isinstance(route[-1], str):
            return self.key_range(route)[0]
        start = self.range(route)[0]
        if self.document.style(route[:-1]) == "flow":
            return start
        gap = _COMMENT.sub(lambda match: " " * len(match[0]), self.text[self._gap_start(route) : start])
        return start - len(gap) + gap.rindex("-") if "-" in gap else start

    def column(self, index: int) -> int:
        """How many characters stand before an index on its line."""
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        span = edit.between(index, index, self.starts)
        return self.starts[span.line - 1]

    def is_first_on_line(self, index: int) -> bool:
        return not self.text[self.line_start(index) : index].strip(" ")

    def edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(edit.between(start, end, self.starts), text)

    def in_flow(self, route: Route) -> bool:
        """Whether an object or a list in brackets stands at or above a route."""
        return any(self.document.style(route[:end]) == "flow" for end in range(len(route) + 1))

    def is_shared(self, route: Route) -> bool:
        """Whether what stands at a route serves elsewhere too: it is reached through an alias, or an anchor names it."""
        if self.document.aliased(route):
            return True
        return self.document.may_have_anchor and any(self._has_anchor(route[:end]) for end in range(len(route) + 1))

    def holds_anchor(self, route: Route) -> bool:
        """Whether something below a route has an anchor, so that an alias elsewhere may need it."""
        if not self.document.may_have_anchor or self.document.aliased(route):
            return False
        value = self.value(route)
        steps: Iterable[str | int] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        return self._has_anchor(route) or any(self.holds_anchor((*route, step)) for step in steps)

    def _has_anchor(self, route: Route) -> bool:
        return "&" in _COMMENT.sub("", self.text[self._gap_start(route) : self.range(route)[0]])

    def _gap_start(self, route: Route) -> int:
        """Where the signs before a value begin: after its key, after the entry before it, or with its list."""
        if not route:
            return 0
        if isinstance(route[-1], str):
            return self.key_range(route)[1]
        return self.range((*route[:-1], route[-1] - 1))[1] if route[-1] else self.range(route[:-1])[0]

    def after_line(self, index: int, line: str, indent: int | None = None) -> tuple[Edit, ...]:
        """A new line after the one of `index`, and after the comments below it that are indented deeper than `indent`."""
        end = self.end_of_lines(index, self.column(index) if indent is None else indent)
        return () if end is None else (self.edit(end, end, f"{self.newline}{line}"),)

    def end_of_lines(self, index: int, indent: int) -> int | None:
        """The end of the line of `index`, or of the comments below it that belong to it; None if something else follows there."""
        rest = _REST_OF_LINE.match(self.text, index)
        if rest is None:
            return None
        end = rest.end()
        while (broken := _BREAK.match(self.text, end)) is not None:
            line = _LINE.match(self.text, broken.end())
            if line is None or len(line[1]) <= indent or not line[2].startswith("#"):
                break
            end = line.end(2)
        return end


def _before(model: type[Node], key: str, value: dict[str, Value]) -> str | None:
    """The key after which another belongs: the nearest one before it in the order of the format; None for the first place."""
    order = list(model.keys())
    if key not in order:
        return next(reversed(value), None)
    return next((other for other in reversed(order[: order.index(key)]) if other in value), None)


def _replace(page: _Page, route: Route, text: str) -> tuple[Edit, ...]:
    """Another text for a key that is there, or the first one for a key with nothing after it."""
    start, end = page.range(route)
    if page.document.style(route) in ("block", "flow") or page.document.aliased(route):
        return ()
    if start != end:
        return (page.edit(start, end, text),)
    return (page.edit(start, end, f" {text}" if page.text[start - 1] == ":" else f": {text}"),)


def _insert(page: _Page, route: Route, after: str | None, key: str, text: str) -> tuple[Edit, ...]:
    """A new key of the object at `route`, behind the key `after` or in the first place; an entry (`- `) has a line of its own."""
    value = page.value(route)
    assert isinstance(value, dict)
    start = page.range(route)[0]
    if page.document.style(route) == "flow":
        entry = f"{key}: {text}"
        if not value:
            return (page.edit(start + 1, start + 1, entry),)
        if after is not None and value[after] is not None:
            end = page.range((*route, after))[1]
            return (page.edit(end, end, f", {entry}"),)
        first = page.key_range((*route, next(iter(value))))[0]
        return (page.edit(first, first, f"{entry}, "),)
    first = page.key_range((*route, next(iter(value))))[0]
    if page.text[page.line_start(first) : first].strip(" -"):
        return ()
    column = page.column(first)
    indent = page.newline + " " * column
    entry = f"{key}:{indent}{' ' * _STEP}{text}" if text.startswith("- ") else f"{key}: {text}"
    if after is None:
        return (page.edit(first, first, f"{entry}{indent}"),)
    return page.after_line(page.range((*route, after))[1], f"{' ' * column}{entry}", column)


def _grow(page: _Page, route: Route, entry: str, main: str) -> tuple[Edit, ...]:
    """`- Looks for it` as `- id: looks-for-it`, `text: Looks for it`."""
    start, end = page.range(route)
    if page.in_flow(route[:-1]):
        return page.edit(start, start, f"{{{entry}, {main}: "), page.edit(end, end, "}")
    is_entry = isinstance(route[-1], int)
    if is_entry or page.is_first_on_line(start):
        if page.text[page.line_start(start) : start].strip(" -"):
            return ()
        column, opening = page.column(start), ""
        gap = start
    else:
        key_start, gap = page.key_range(route)
        colon = _AFTER_KEY.fullmatch(page.text, gap, start)
        if colon is None:
            return ()
        gap += colon[0].index(":") + 1
        column = page.column(key_start) + _STEP
        opening = page.newline + " " * column
    shift = _shift(page, start, end, column)
    if shift is None:
        return ()
    head = f"{opening}{entry}{page.newline}{' ' * column}{main}: "
    return page.edit(gap, start, head), *shift


def _shift(page: _Page, start: int, end: int, column: int) -> tuple[Edit, ...] | None:
    """The further lines of a text moved to the right as far as a key at `column` needs it; None if that would change the text."""
    if _BLOCK_WITH_INDENT.match(page.text, start):
        return None  # its indent is written, and counts from the key
    lines = _further_lines(page, start, end)
    depths = [depth for _, depth in lines]
    by = max(0, column + _STEP - min(depths, default=column + _STEP))
    return tuple(page.edit(at, at, " " * by) for at, _ in lines) if by else ()


def _further_lines(page: _Page, start: int, end: int) -> list[tuple[int, int]]:
    """The beginning of each line after the first that holds something, with its indent."""
    found = []
    for at in page.starts[bisect_right(page.starts, start) : bisect_right(page.starts, end)]:
        line = _LINE.match(page.text, at)
        if line is not None and line[2]:
            found.append((at, len(line[1])))
    return found


def _into_list(page: _Page, route: Route, entry: str) -> tuple[Edit, ...]:
    """A lone entry and one more as a list of two, each after a dash."""
    start, end = page.range(route)
    key_start, gap = page.key_range(route)
    if page.is_first_on_line(start):
        column = page.column(start)
        moved = tuple(page.edit(at, at, " " * _STEP) for at, _ in _further_lines(page, start, end))
        opening = page.edit(start, start, "- ")
    else:
        column = page.column(key_start) + _STEP
        colon = _AFTER_KEY.fullmatch(page.text, gap, start)
        shift = _shift(page, start, end, column)
        if colon is None or shift is None:
            return ()
        moved = shift
        opening = page.edit(gap + colon[0].index(":") + 1, start, f"{page.newline}{' ' * column}- ")
    last = page.after_line(end, f"{' ' * column}- {entry}", column)
    return (opening, *moved, *last) if last else ()


def _remove_in_brackets(page: _Page, route: Route, before: Route | None, after: Route | None) -> tuple[Edit, ...]:
    start, end = page.begin(route), page.range(route)[1]
    if after is not None:
        return (page.edit(start, page.begin(after), ""),)
    assert before is not None
    end_before = page.range(before)[1]
    if _COMMENT.search(page.text, end_before, start) is None:
        return (page.edit(end_before, end, ""),)
    comma = _COMMA.match(page.text, end)  # the comma before the comment, which stays, may be the last
    return (page.edit(start, end if comma is None else comma.end(), ""),)


def _remove_lines(page: _Page, route: Route, after: Route | None, *, first: bool) -> tuple[Edit, ...]:
    begin = page.begin(route)
    last = page.end_of_lines(page.range(route)[1], page.column(begin))
    if last is None:
        return ()
    if not page.is_first_on_line(begin):
        # The first key after a dash: what follows it moves up to the dash.
        following = None if after is None else page.begin(after)
        if following is None or page.text[last:following].strip():
            return ()
        return (page.edit(begin, following, ""),)
    start = page.line_start(begin) if first else _with_comments_above(page, begin)
    line = _LINE.match(page.text, last)
    end = last if line is None else line.end()
    if end == last:  # the file ends without a line break: the one before goes
        return (page.edit(start - len(_break_before(page.text, start)), end, ""),)
    if _is_blank_before(page, start):
        while (line := _LINE.match(page.text, end)) is not None and not line[2] and line[3]:
            end = line.end()
    return (page.edit(start, end, ""),)


def _with_comments_above(page: _Page, begin: int) -> int:
    """The beginning of the line of `begin`, or of the comments right above it that stand just as deep."""
    start, column = page.line_start(begin), page.column(begin)
    while start:
        above = page.line_start(start - 1)
        line = _LINE.match(page.text, above)
        if line is None or len(line[1]) != column or not line[2].startswith("#"):
            break
        start = above
    return start


def _break_before(text: str, index: int) -> str:
    return "\r\n" if text.endswith("\r\n", 0, index) else text[max(0, index - 1) : index]


def _is_blank_before(page: _Page, start: int) -> bool:
    """Whether the line before is blank, or there is none."""
    return start == 0 or not page.text[page.line_start(start - 1) : start].strip()
