"""`Document`: what a file holds, and where each part of it stands."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from journeymap.diagnostic import FILE_START, Span
from journeymap.document import _words
from journeymap.document._lines import Lines
from journeymap.document._nodes import AliasNode, MappingNode, SequenceNode, is_empty, style_of
from journeymap.document._parsers import ScalarEvent

if TYPE_CHECKING:
    from journeymap.diagnostic import Route
    from journeymap.document._nodes import Node, Value
    from journeymap.source import Source

_COLON = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+:")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Comment(NamedTuple):
    """A comment: its place, its text from `#` on without blanks at the end, and whether it has a line to itself."""

    span: Span
    text: str
    own_line: bool


class Written(NamedTuple):
    """How a node that exists is written, all at once, for whoever goes through a whole file. Places are indices."""

    start: int
    end: int
    style: str | None
    anchor: str | None
    aliased: bool
    key_start: int = -1
    """Where the key that leads to it begins; -1 where none does."""
    key_end: int = -1
    key_anchor: str | None = None


class Read(NamedTuple):
    """How a file was read: the text as the parser saw it, by which parser, how far, and whether that is all of it."""

    text: str
    pure: bool
    reached: int
    complete: bool


class _Step(NamedTuple):
    """A node on a route: the key that led to it, and whether an alias stands on the way. Made hundreds of times a map."""

    node: Node
    key: ScalarEvent | None = None
    aliased: bool = False


class Document:
    """A parsed file. Text that its author wrote twice for one key is here once, as first written.

    Places are those of what was written. At an alias that is the alias itself; below it, where the repeated value stands,
    so edits have to ask `aliased` first.
    """

    def __init__(self, source: Source, value: Value, root: Node | None, read: Read) -> None:
        """Made by `parse` alone."""
        self.source = source
        self.value = value
        self.complete = read.complete
        self._root = root
        self._read = read
        self._lines = Lines(source.text)
        self._known: dict[Route, _Step | None] = {}

    @property
    def line_starts(self) -> list[int]:
        """The index at which each line begins."""
        return self._lines.starts

    def exists(self, route: Route) -> bool:
        """Whether something is written at the route, an empty value included."""
        return self._find(route) is not None

    def span(self, route: Route) -> Span:
        """The value at the route, or at its longest beginning that exists; of an empty value, the place after its colon.

        A step `0` into what is not a list stays where it is, since the only entry of a list may stand alone.
        """
        step = self._nearest(route)
        return FILE_START if step is None else self._span(step)

    def key_span(self, route: Route) -> Span:
        """The key that leads to the route; where no key does (an entry of a list, the root), as `span`."""
        step = self._nearest(route)
        if step is None or step.key is None:
            return self.span(route)
        return self._scalar_span(step.key)

    def written(self, route: Route) -> Written:
        """All of `span`, `style`, `anchor`, `aliased`, `key_span` and `key_anchor` of a node that exists."""
        step = self._find(route)
        assert step is not None
        node, key = step.node, step.key
        start, end = self._range(step)
        if key is None:
            return Written(start, end, style_of(node), _anchor_of(node), step.aliased)
        return Written(start, end, style_of(node), _anchor_of(node), step.aliased, *self._scalar_range(key), _anchor_of(key))

    def grip(self, route: Route, main: str = "") -> Span:
        """The characters by which a reader knows what stands at the route.

        Of an object its main text, which stands under the key `main`; of another collection the key that leads to it, or
        where none does its own first key; of anything else all of it.
        """
        step = self._find(route)
        if step is None:
            return self.span(route)
        text = _child(step, main) if main else None
        if text is not None:
            return self._span(text)
        node = _target(step.node)
        key = step.key if route and isinstance(route[-1], str) else None
        if isinstance(node, MappingNode) and node.items and key is None:
            key, _ = next(iter(node.items.values()))
        if isinstance(node, (MappingNode, SequenceNode)) and key is not None:
            return self._scalar_span(key)
        return self._span(step) if route or not isinstance(node, (MappingNode, SequenceNode)) else FILE_START

    def style(self, route: Route) -> str | None:
        """How it is written: `plain single double literal folded`, or `block flow`; `None` where nothing is."""
        step = self._find(route)
        return None if step is None else style_of(step.node)

    def anchor(self, route: Route) -> str | None:
        """The name behind `&` that marks the value at the route; `None` where nothing does, or an alias stands there."""
        step = self._find(route)
        return None if step is None else _anchor_of(step.node)

    def key_anchor(self, route: Route) -> str | None:
        """The name that marks the key itself which leads to the route."""
        step = self._find(route)
        return None if step is None or step.key is None else _anchor_of(step.key)

    @cached_property
    def has_alias(self) -> bool:
        """Whether an alias stands anywhere in it."""
        return "*" in self.source.text and self._root is not None and _holds_alias(self._root)

    @cached_property
    def may_have_anchor(self) -> bool:
        """Whether the sign of an anchor stands anywhere, be it in a text; of most files this is all that has to be asked."""
        return "&" in self.source.text

    def aliased(self, route: Route) -> bool:
        """Whether the node, or one above it, is reached through an alias, so that its text stands elsewhere too."""
        if not self.has_alias:
            return False
        step = self._nearest(route)
        return step is not None and step.aliased

    @cached_property
    def repeated(self) -> tuple[Span, ...]:
        """What is written once and serves in several places: the values that aliases repeat."""
        if "*" not in self.source.text:
            return ()
        targets: dict[int, Node] = {}
        left = [] if self._root is None else [self._root]
        while left:
            node = left.pop()
            if isinstance(node, AliasNode):
                if node.target is not None:
                    targets[id(node.target)] = node.target
            elif isinstance(node, MappingNode):
                left += [below for _, below in node.items.values()]
            elif isinstance(node, SequenceNode):
                left += node.items
        return tuple(sorted(self._lines.span(*self._range(_Step(node))) for node in targets.values()))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments in their order; of a file that is not `complete`, those before its fault."""
        from journeymap.document import _comments  # here: few files are asked for them

        text = self.source.text
        found = []
        for start, end in _comments.find(self._read.text, self._read.reached, pure=self._read.pure):
            span = self._lines.span(start, end)
            own_line = not text[self._lines.start(start) : start].strip(" \t")
            found.append(Comment(span, text[start:end], own_line))
        return tuple(found)

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        lines = self._lines
        return self.source.text[lines.index(span.line, span.column) : lines.index(span.end_line, span.end_column)]

    def _find(self, route: Route) -> _Step | None:
        """The node at a route. Those on the way are kept: whoever asks for one node asks for its neighbours too."""
        known = self._known
        if route in known:
            return known[route]
        if route:
            above = self._find(route[:-1])
            found = None if above is None else _child(above, route[-1])
        else:
            found = None if self._root is None else _Step(self._root, aliased=isinstance(self._root, AliasNode))
        known[route] = found
        return found

    def _nearest(self, route: Route) -> _Step | None:
        exact = self._find(route)
        if exact is not None:
            return exact
        if self._root is None:
            return None
        cut, step = len(route), exact
        while step is None:  # the empty route leads to the root
            cut -= 1
            step = self._find(route[:cut])
        for name in route[cut:]:
            below = _child(step, name)
            if below is not None:
                step = below
            elif name != 0 or isinstance(_target(step.node), SequenceNode):
                break
        return step

    def _span(self, step: _Step) -> Span:
        node = step.node
        return _exact_span(node) if _is_exact(node) else self._lines.span(*self._range(step))

    def _scalar_span(self, event: ScalarEvent) -> Span:
        return _exact_span(event) if _is_exact(event) else self._lines.span(*self._scalar_range(event))

    def _range(self, step: _Step) -> tuple[int, int]:
        """Start and end of a node, as indices."""
        node = step.node
        if isinstance(node, AliasNode):
            return node.event.start_mark.index, node.event.end_mark.index
        if not isinstance(node, (MappingNode, SequenceNode)):
            return self._empty_range(node, step.key) if is_empty(node) else self._scalar_range(node)
        start = node.start.start_mark.index
        if node.start.anchor is not None or node.start.ctag is not None:
            start = _words.after_properties(self.source.text, start, node.start.anchor)
        if self.source.text[start : start + 1] in ("[", "{") and node.start.flow_style and node.end is not None:
            return start, node.end.end_mark.index
        return start, max(start, self._end(node))

    def _end(self, node: MappingNode | SequenceNode) -> int:
        """Where a collection without brackets ends: with its last entry, not with the parser's next token."""
        if isinstance(node, MappingNode) and node.items:
            key, last = node.items[next(reversed(node.items))]
            return self._range(_Step(last, key))[1]
        if isinstance(node, SequenceNode) and node.items:
            return self._range(_Step(node.items[-1]))[1]
        return 0  # nothing in it counts, so it has no end of its own

    def _scalar_range(self, event: ScalarEvent) -> tuple[int, int]:
        text = self.source.text
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.ctag is not None:
            start = min(_words.after_properties(text, start, event.anchor), end)
        if event.style in ("|", ">"):
            # The parser's end is where the next token may begin: after the last break, or after blank lines.
            header = _BLOCK_HEADER.match(text, start)
            least = start if header is None else header.end()
            end = max(least, start + len(text[start:end].rstrip(" \t\r\n"))) if event.value.strip() else least
        return start, end

    def _empty_range(self, event: ScalarEvent, key: ScalarEvent | None) -> tuple[int, int]:
        """The parsers do not agree on where nothing stands: here it is after the colon, or after the dash."""
        if key is None:
            return event.start_mark.index, event.start_mark.index
        colon = _COLON.match(self.source.text, key.end_mark.index)
        place = key.end_mark.index if colon is None else colon.end()
        return place, place


def _is_exact(node: Node) -> TypeGuard[ScalarEvent]:
    """Whether a node is a scalar that begins and ends where the parser says, as nearly all are."""
    if not isinstance(node, ScalarEvent) or node.anchor is not None or node.ctag is not None:
        return False
    return node.style not in ("|", ">") and not is_empty(node)


def _exact_span(event: ScalarEvent) -> Span:
    """The parser knows the lines of it too, so that no table of lines is made for it."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _anchor_of(node: Node) -> str | None:
    if isinstance(node, AliasNode):
        return None
    start = node.start if isinstance(node, (MappingNode, SequenceNode)) else node
    name: str | None = start.anchor
    return name


def _holds_alias(node: Node) -> bool:
    if isinstance(node, MappingNode):
        return any(_holds_alias(below) for _, below in node.items.values())
    return isinstance(node, AliasNode) or (isinstance(node, SequenceNode) and any(map(_holds_alias, node.items)))


def _target(node: Node) -> Node | None:
    while isinstance(node, AliasNode) and node.target is not None:
        node = node.target
    return node


def _child(step: _Step, name: str | int) -> _Step | None:
    node = _target(step.node)
    if type(node) is MappingNode:
        if not isinstance(name, str) or name not in node.items:
            return None
        key, below = node.items[name]
        return _Step(below, key, step.aliased or isinstance(below, AliasNode))
    if isinstance(node, SequenceNode) and isinstance(name, int) and 0 <= name < len(node.items):
        below = node.items[name]
        return _Step(below, None, step.aliased or isinstance(below, AliasNode))
    return None
