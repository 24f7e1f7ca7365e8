"""From a Document to a Tree: each comment goes to the node it belongs to.

A comment behind something belongs to that, one above something to what follows. One that is indented deeper than what
follows belongs to what it is indented with, so that an entry that was commented out stays in its list.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from journeymap.edit import bounds, line_starts
from journeymap.fmt import _brackets, _order
from journeymap.fmt._scalars import BREAK, can_be_plain, flowing, leaf
from journeymap.fmt._tree import Entry, Group, Leaf, Tree
from journeymap.lint import directives
from journeymap.lint.directives import is_directive

if TYPE_CHECKING:
    from journeymap.diagnostic import Route
    from journeymap.document import Comment, Document, Value, Written
    from journeymap.fmt._order import Spot
    from journeymap.fmt._tree import Lines

STEP = 2
"""Blanks by which an entry is indented below its key."""
_START = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_END = re.compile(r"^(?:\.\.\.|---)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_BLANKS = " \t"
"""What YAML takes for nothing; there are more signs that look like it."""
_NOWHERE = -1
"""The column of what follows the last entry of a file."""


def covered_lines(document: Document) -> set[int]:
    """Lines that a comment about rules at the end of one covers: what begins or ends there has to go on doing so."""
    found = directives.read(document).directives
    return {line for one in found if not one.own_line for line in (one.line, one.span.line)}


def read(document: Document) -> Tree:
    """The tree of a document that was read to its end without a mistake, and whose value is a mapping."""
    return _Reader(document).tree()


class _Follows(NamedTuple):
    """What comes behind a node: the column at which it stands, and where it begins."""

    column: int
    begin: int


class _Place(NamedTuple):
    """A node: its route, how it is written, where its entry begins, whether that has a line of its own, and that line's column.

    The entry of a key that is marked (`&one key:`) begins with the key, and its line with the mark.
    """

    route: Route
    written: Written
    begin: int
    in_lines: bool = False
    column: int = 0
    is_covered: bool = False
    """Whether a comment about rules stands between its key and its line, and so speaks of all that begins on that line."""


class _Reader:
    """One pass over the nodes in the order of the file, with the comments between them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.starts = line_starts(self.text)
        self.comments = [(*bounds(one.span, self.starts), one) for one in document.comments]
        self.covered = covered_lines(document)
        self.comment_starts = [one[0] for one in self.comments]
        self.at = 0
        self.blank = [not line.strip(_BLANKS) for line in BREAK.split(self.text)]

    def tree(self) -> Tree:
        whole = self.document.written(())
        start, stop = whole.start, whole.end
        before = self.before(start)
        after = _END.search(self.text, stop)
        limit = len(self.text) if after is None else after.start()
        value = self.document.value
        assert isinstance(value, dict)
        behind = self.behind_anchor(whole, start)
        top = () if whole.style == "block" else self.above(start)
        root, moved = self.value(_Place((), whole, start), value, _order.root(value), 0, _Follows(_NOWHERE, limit))
        if behind:  # the anchor of the whole map has a line to itself
            root = root._replace(anchor=f"{root.anchor}  {behind}")
        top = (*top, moved) if moved else top
        rest = "" if after is None else self.text[after.start() :]
        tail = tuple(line.rstrip(_BLANKS) for line in BREAK.split(rest) if line.strip(_BLANKS))
        if isinstance(root, Leaf):  # all of it in brackets that stay as they are
            beside = self.behind(stop, limit)
            last = f"{root.lines[-1]}  {beside}" if beside else root.lines[-1]
            root = root._replace(lines=(*root.lines[:-1], last))
        below = tuple(line for line in self.above(limit) if line)
        if isinstance(root, Group):
            root = root._replace(end=(*root.end, *below))
        else:
            tail = (*below, *tail)
        return Tree(root, before, top, tail)

    def before(self, start: int) -> Lines:
        """The lines up to the `---` before the root, with their comments."""
        found = _START.search(self.text, 0, start)
        if found is None:
            return ()
        rest = self.text[found.end() : min(self.line_end(found.end()), start)].strip()
        end = self.line_end(found.end()) if rest.startswith("#") else found.end()
        while self.next_comment(end) is not None:
            self.at += 1
        lines = [line.rstrip(_BLANKS) for line in BREAK.split(self.text[: found.start()]) if line.strip(_BLANKS)]
        return (*lines, f"---  {rest}" if rest.startswith("#") else "---")

    # Where things stand.

    def line(self, index: int) -> int:
        """The number of the line of an index, from 0."""
        return bisect_right(self.starts, index) - 1

    def line_end(self, index: int) -> int:
        found = BREAK.search(self.text, index)
        return len(self.text) if found is None else found.start()

    def column(self, index: int) -> int:
        return index - self.starts[self.line(index)]

    def begins(self, group: Written, held: list[Written]) -> list[int]:
        """Where the key of each entry begins, or the dash of an entry of a list; its value if that stands in brackets."""
        if self.text[group.start] in "[{" and group.style == "flow":
            return [one.start if one.key_start < 0 else one.key_start for one in held]
        if held[0].key_start >= 0:
            return [one.key_start for one in held]
        return [group.start, *(self.sign("-", one.end) for one in held[:-1])]

    def sign(self, sign: str, index: int) -> int:
        """Where a sign stands next, outside of comments."""
        while self.text[index] != sign:
            index = self.line_end(index) if self.text[index] == "#" and self.text[index - 1] in " \t\r\n" else index + 1
        return index

    # Comments.

    def next_comment(self, limit: int) -> tuple[int, int, Comment] | None:
        found = self.comments[self.at] if self.at < len(self.comments) else None
        return None if found is None or found[0] >= limit else found

    def behind(self, index: int, limit: int) -> str:
        """The comment that follows on the line of `index`, before anything else does."""
        found = self.next_comment(limit)
        if found is None or BREAK.search(self.text, index, found[0]) or found[0] < index:
            return ""
        self.at += 1
        return found[2].text

    def behind_anchor(self, written: Written, limit: int) -> str:
        """The comment that stands behind the anchor of a node, on a line before the node itself: it is about the node."""
        if written.anchor is None:
            return ""
        last = bisect_left(self.comment_starts, limit, self.at)
        at = next((index for index in range(self.at, last) if not self.comments[index][2].own_line), None)
        if at is None:
            return ""
        del self.comment_starts[at]
        return self.comments.pop(at)[2].text

    def above(self, limit: int) -> Lines:
        """All comments up to `limit`, with the blank lines before them and before what stands there."""
        lines: list[str] = []
        while (found := self.next_comment(limit)) is not None:
            lines += self._with_blank(found[0], found[2].text)
            self.at += 1
        if self.line(limit) and self.blank[self.line(limit) - 1]:
            lines.append("")
        return tuple(lines)

    def _with_blank(self, index: int, text: str) -> list[str]:
        line = self.line(index)
        return ["", text] if line and self.blank[line - 1] else [text]

    def below(self, column: int, follows: _Follows) -> Lines:
        """The comments that come next, as far as they are indented to `column` and deeper than what follows."""
        lines: list[str] = []
        while (found := self.next_comment(follows.begin)) is not None:
            is_here = found[2].own_line and self.column(found[0]) >= column and self.column(found[0]) > follows.column
            if not is_here or (follows.column != _NOWHERE and is_directive(found[2].text)):
                break
            lines += self._with_blank(found[0], found[2].text)
            self.at += 1
        return tuple(lines)

    # Nodes.

    def value(self, place: _Place, value: Value, spot: Spot, indent: int, follows: _Follows) -> tuple[Leaf | Group, str]:
        """A node, and a comment behind its closing bracket that now belongs behind its key."""
        written = place.written
        if written.aliased:
            return Leaf((self.text[written.start : written.end],)), ""
        if written.style == "block":
            return self.group(place, value, spot, indent, follows), ""
        if written.style == "flow":
            return self.brackets(place, value, spot, indent, follows.begin)
        if written.start == written.end:
            return Leaf(("",), written.anchor or ""), ""
        assert value is None or isinstance(value, str)
        return leaf(self.text, written, value), ""

    def brackets(self, place: _Place, value: Value, spot: Spot, indent: int, limit: int) -> tuple[Leaf | Group, str]:
        route, start, end = place.route, place.written.start, place.written.end
        found = self.next_comment(limit)
        is_inside = found is not None and found[0] < end
        is_covered = not self.covered.isdisjoint((self.line(start) + 1, self.line(end - 1) + 1))
        anchor = place.written.anchor or ""
        if is_inside or is_covered or place.is_covered or spot.is_text or _brackets.is_odd(self.document, route, value):
            while (found := self.next_comment(end)) is not None:
                self.at += 1
            return Leaf(flowing(BREAK.split(self.text[start:end])), anchor), ""
        if route and not _brackets.breaks(value, spot):
            inline = _brackets.inline(self.document, route, value)
            if indent + len(inline) <= _brackets.WIDEST:
                return Leaf((inline,), anchor), ""
        group = self.group(place, value, spot, indent, _Follows(_NOWHERE, end))
        return group, self.behind(end, limit)

    def group(self, place: _Place, value: Value, spot: Spot, indent: int, follows: _Follows) -> Group:
        assert isinstance(value, (dict, list))
        route, written = place.route, place.written
        steps: list[str | int] = list(value) if isinstance(value, dict) else list(range(len(value)))
        routes = [(*route, step) for step in steps]
        held = [self.document.written(one) for one in routes]
        begins = self.begins(written, held)
        in_lines = written.style == "block"
        column = self.column(written.start) if in_lines else _NOWHERE
        entries: list[Entry] = []
        for index, step in enumerate(steps):
            after = _Follows(column, begins[index + 1]) if index + 1 < len(steps) else follows
            below = spot.below(step, value)
            one = _Place(routes[index], held[index], begins[index], in_lines, column)
            entries.append(self.entry(one, value[step], below, indent, after))  # type: ignore[index]  # a step of its kind
        # Where a list stands at the column of its key, so does what follows the object with that key.
        is_flush = bool(route) and isinstance(value, list) and column == self.column(self.document.written(route[:-1]).start)
        end = self.below(column + is_flush, follows) if column != _NOWHERE else ()
        return Group(isinstance(value, list), tuple(entries), end, written.anchor or "")

    def entry(self, place: _Place, value: Value, spot: Spot, indent: int, follows: _Follows) -> Entry:
        written, begin = place.written, place.begin
        above = self.above(begin)
        key, sign = self.key(place)
        is_mark = written.anchor is not None and written.start == written.end
        start = self.sign("&", sign) + 1 + len(written.anchor or "") if is_mark else max(written.start, sign)
        head, marked = self.behind(sign, start), self.behind_anchor(written, start)
        if not head:
            head, marked = marked, ""
        is_block = not written.aliased and written.style == "block"
        inner = () if is_block else tuple(line for line in self.above(start) if line)
        moves_up = self.line(start) > self.line(sign)
        place = place._replace(is_covered=any(map(is_directive, inner)))
        node, moved = self.value(place, value, spot, indent + STEP, follows)
        if isinstance(node, Group):
            if head and moved:  # two comments, and one place behind the key
                inner, moved = (*inner, moved), ""
            if inner:
                first = node.entries[0]
                node = node._replace(entries=(first._replace(above=(*inner, *first.above)), *node.entries[1:]))
            head = head or moved
            apart = not (key or head or node.anchor) and moves_up and self.line(start) + 1 in self.covered
            return Entry(key, node, above, head, apart=apart, marked=marked)
        end = self.header_end(start) if node.is_block else max(written.end, start)
        beside = self.behind(end, follows.begin)
        below = self.below(place.column + 1, follows) if place.in_lines and not node.is_block else ()
        apart = bool(head or inner) or (moves_up and is_directive(beside))
        return Entry(key, node, above, head, inner, beside, below, apart, marked)

    def key(self, place: _Place) -> tuple[str, int]:
        """The key as it is written, and where its colon ends, or the dash of an entry of a list."""
        step, held = place.route[-1], place.written
        if not isinstance(step, str):
            return "", place.begin + place.in_lines
        index = held.key_end
        written = self.text[held.key_start : index]
        if step and (written == step or not can_be_plain(step)) and BREAK.search(written) is None:
            name = written if written[0] not in "|>" else _brackets.quoted(step)
        else:
            name = step if can_be_plain(step) else _brackets.quoted(step)
        while self.text[index : index + 1] not in (":", ",", "}", ""):
            index = self.line_end(index) if self.text[index] == "#" else index + 1
        anchor = held.key_anchor
        return (name if anchor is None else f"&{anchor} {name}"), index + (self.text[index : index + 1] == ":")

    def header_end(self, start: int) -> int:
        found = _BLOCK_HEADER.match(self.text, start)
        return start if found is None else found.end()
