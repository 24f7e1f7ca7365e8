"""One pass over a parser's events: values, nodes and guards. No tree is ever larger than the limits allow."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from journeymap.document import _parsers, _words
from journeymap.document._nodes import PLAIN_WORDS, AliasNode, MappingNode, SequenceNode, is_empty, last_event, style_of
from journeymap.document._parsers import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Fault,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.diagnostic import Route
    from journeymap.document._nodes import Node, Value
    from journeymap.document._standins import Readable
    from journeymap.document._telling import Told
    from journeymap.limits import Limits


_MOST_TOLD = 100
"""Mistakes of one file that are told one by one. A generated file can hold the same one a hundred thousand times."""
_QUESTIONABLE = frozenset({"", "<<"})
"""Keys that are none if they are not quoted."""


class _Frame:
    """A collection that is still open. `key` and `key_event` are of the entry whose value comes next."""

    __slots__ = ("drops", "is_mapping", "key", "key_event", "node", "size_before", "value")

    def __init__(self, start: Any, size_before: int) -> None:
        self.node: Any
        self.value: Any
        self.is_mapping = type(start) is MappingStartEvent
        if self.is_mapping:
            self.node, self.value = MappingNode(start), {}
        else:
            self.node, self.value = SequenceNode(start), []
        self.key = ""
        self.key_event: Any = None
        self.drops = False  # the key does not count, so its value does not either
        self.size_before = size_before


class _Stop(Exception):  # noqa: N818 -- ends the loop, never leaves this module
    """Nothing more is to be read: a limit, or a text that only the other parser would refuse."""

    def __init__(self, told: Told | None = None, fault: Fault | None = None) -> None:
        super().__init__()
        self.told = told
        self.fault = fault


class Builder:
    """What one parser makes of one text. `told` are the mistakes that did not stop it, `fault` is the one that did."""

    def __init__(self, source: Readable, limits: Limits, *, pure: bool) -> None:
        """Prepare; `run` does the work."""
        self.source = source
        self.limits = limits
        self.pure = pure
        self.root: Node | None = None
        self.value: Value = None
        self.told: list[tuple[Told, Route]] = []
        self.untold = 0
        self.odd_blanks: list[int] = []
        """Where a blank that is not a space indents a key or follows a dash."""
        self.fault: Fault | None = None
        self.limited: Told | None = None
        self.route: Route = ()
        """Where the fault or the limit is."""
        self.open_bracket: int | None = None
        """The innermost bracket that was open at the fault."""
        self.recent: deque[Any] = deque(maxlen=3)
        """The last events before a fault. Where the C parser alone is asked they are not noted: `_explain` reads again."""
        self._frames: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, Value, int]] = {}
        self._count = 0
        self._expanded = 0
        self._most = limits.nodes
        # Questions that few files need to be asked at every scalar.
        self._is_long = len(source.text) > limits.text
        self._has_odd_blanks = _words.has_odd_blanks(source.text)
        self._careful = self._is_long or self._has_odd_blanks or pure or bool(source.back)

    def run(self) -> None:
        """Read the first document to its end, to a fault or to a limit. Raises `Unreadable`."""
        try:
            next_event = _parsers.events(self.source.text, pure=self.pure)
            self._read(self._noting(next_event) if self.pure else next_event)
        except _Stop as stop:
            self.limited, self.fault = stop.told, stop.fault
        except _parsers.YAMLError as problem:
            self.fault = _parsers.fault_of(problem, len(self.source.text))
        if not self.complete:
            self._break_off(self.reached)

    @property
    def complete(self) -> bool:
        """Whether the document was read to its end."""
        return self.fault is None and self.limited is None

    @property
    def reached(self) -> int:
        """The index up to which the text was understood."""
        if self.limited is not None:
            return self.limited.start
        return len(self.source.text) + 1 if self.fault is None else self.fault.at

    def _read(self, next_event: Callable[[], Any]) -> None:
        frame: _Frame | None = None
        careful = self._careful
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                text = event.value
                plain = not careful and event.anchor is None and event.ctag is None and self._count < self._most
                if frame is None or not frame.is_mapping:
                    self._scalar(event, frame)
                elif frame.key_event is None:
                    if plain and text not in frame.value and text not in _QUESTIONABLE:  # nearly every key
                        self._count += 1
                        frame.key_event = event
                        frame.key = text
                    else:
                        self._key(event, frame)
                elif plain and text not in PLAIN_WORDS and not frame.drops:  # nearly every value
                    self._count += 1
                    frame.node.items[frame.key] = (frame.key_event, event)
                    frame.value[frame.key] = text
                    frame.key_event = None
                else:
                    self._scalar(event, frame)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                frame = self._open(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self._close(event)
            elif kind is AliasEvent:
                self._alias(event, frame)
            elif kind is DocumentEndEvent:
                self._after(next_event)
                return
            elif event is None or kind is _parsers.StreamEndEvent:
                return

    def _noting(self, next_event: Callable[[], Any]) -> Callable[[], Any]:
        def next_and_note() -> Any:
            event = next_event()
            self.recent.append(event)
            return event

        return next_and_note

    def _key(self, event: Any, frame: _Frame) -> None:
        self._count += 1
        text = self._look_closer(event, event.value) if self._careful else event.value
        frame.key_event = event
        if self._has_odd_blanks:
            text = self._clean_key(event, text, frame)
        frame.key = text
        if text in frame.value or event.anchor or event.ctag or (event.implicit[0] and text in _QUESTIONABLE):
            self._question(event, text, frame)

    def _scalar(self, event: Any, frame: _Frame | None) -> None:
        self._count += 1
        if self._count > self._most:
            raise _Stop(_words.too_many_nodes(event, self._most))
        value = event.value
        if self._careful:
            value = self._look_closer(event, value)
        if event.implicit[0] and value in PLAIN_WORDS and event.ctag is None:
            value = PLAIN_WORDS[value]
        if event.ctag is not None:
            self._tell(_words.tag(event, self.source.text))
        if event.anchor is not None:
            self._anchors[event.anchor] = (event, value, 1)
        if frame is None:
            self.root, self.value = event, value
        elif frame.is_mapping:
            if not frame.drops:
                frame.node.items[frame.key] = (frame.key_event, event)
                frame.value[frame.key] = value
            frame.drops = False
            frame.key_event = None
        else:
            frame.node.items.append(event)
            frame.value.append(value)

    def _open(self, event: Any) -> _Frame:
        self._count += 1
        if self._count > self._most:
            raise _Stop(_words.too_many_nodes(event, self._most))
        if len(self._frames) >= self.limits.depth:
            raise _Stop(_words.too_deep(event, self.limits.depth))
        if event.ctag is not None:
            self._tell(_words.tag(event, self.source.text))
        frame = _Frame(event, self._count + self._expanded)
        self._frames.append(frame)
        return frame

    def _close(self, event: Any) -> _Frame | None:
        frames = self._frames
        done = frames.pop()
        node = done.node
        node.end = event
        anchor = node.start.anchor
        if anchor is not None:
            # Registered here and not at its start: an alias inside it would make a value that contains itself.
            size = 1 + self._count + self._expanded - done.size_before
            self._anchors[anchor] = (node, done.value, size)
        frame = frames[-1] if frames else None
        if frame is not None and frame.is_mapping and frame.key_event is not None and not frame.drops:  # nearly always
            frame.node.items[frame.key] = (frame.key_event, node)
            frame.value[frame.key] = done.value
            frame.key_event = None
        else:
            self._attach(node, done.value, frame)
        return frame

    def _alias(self, event: Any, frame: _Frame | None) -> None:
        self._count += 1
        if self._count > self._most:
            raise _Stop(_words.too_many_nodes(event, self._most))
        node: Node | None = None
        value: Value = None
        if event.anchor in self._anchors:
            node, value, size = self._anchors[event.anchor]
            self._expanded += size
            if self._expanded > self.limits.expanded:
                raise _Stop(_words.too_much_expanded(event, self.limits.expanded))
        elif frame is not None and frame.is_mapping and frame.key_event is None:
            pass  # that an alias is a key is told below
        elif any(one.node.start.anchor == event.anchor for one in self._frames):
            self._tell(_words.alias_to_itself(event, self.source.text))
        else:
            self._tell(_words.unknown_alias(event, self.source.text))
        self._attach(AliasNode(event, node), value, frame)

    def _attach(self, node: Node, value: Value, frame: _Frame | None) -> None:
        """Put what is not a scalar where it belongs: as `_scalar` does; in the place of a key it is a mistake."""
        if frame is None:
            self.root, self.value = node, value
        elif not frame.is_mapping:
            frame.node.items.append(node)
            frame.value.append(value)
        elif frame.key_event is None:
            told = _words.complex_key(node, self.source.text)
            if not any(one.key == told.key and one.start >= told.start for one, _ in self.told):
                self._tell(told)
            frame.key, frame.key_event, frame.drops = "", node, True
        else:
            if not frame.drops:
                frame.node.items[frame.key] = (frame.key_event, node)
                frame.value[frame.key] = value
            frame.drops = False
            frame.key_event = None

    def _look_closer(self, event: Any, value: str) -> str:
        """Ask what only a long, an odd or a purely parsed text needs to be asked, and give what was really written."""
        if self._is_long and len(value) > self.limits.text:
            raise _Stop(_words.too_long(event, self.limits.text))
        start = event.start_mark.index
        if self.pure and event.style == '"' and _words.has_surrogate(value):
            half = _words.half_a_character(self.source.text, start, event.end_mark.index)
            raise _Stop(fault=Fault("escape", start if half is None else half, start))
        if self.source.back:
            value = value.translate(self.source.back)
        if self._has_odd_blanks and not event.style and value[:1] == "-" and value[1:2] in _words.ODD_BLANKS:
            self.odd_blanks.append(start + 1)
        return value

    def _clean_key(self, event: Any, text: str, frame: _Frame) -> str:
        """The key without what only looks like a space. A key that is indented by it is left out: its place is unknown."""
        clean = text.lstrip(_words.DIRECTION_MARKS + _words.ODD_BLANKS).rstrip(_words.ODD_BLANKS)
        if clean == text:
            return text
        start = event.start_mark.index
        if text[0] in _words.ODD_BLANKS and not event.style:
            self.odd_blanks.append(start)
            frame.drops = True
        else:
            frame.key = clean
            self._tell(_words.odd_key(event, text, clean))
        return clean

    def _question(self, event: Any, text: str, frame: _Frame) -> None:
        """Tell what is wrong with a key that is not simply a new name."""
        if event.ctag is not None:
            self._tell(_words.tag(event, self.source.text))
        if event.anchor is not None:
            self._anchors[event.anchor] = (event, text, 1)
        if event.implicit[0] and text == "<<":
            self._tell(_words.merge_key(event))
        elif event.implicit[0] and text == "":
            self._tell(_words.no_key(event))
        elif text in frame.value and not frame.drops:
            is_entry = len(self._frames) > 1 and not self._frames[-2].is_mapping
            self._tell(_words.duplicate_key(text, event, frame.node.items[text][0], is_entry=is_entry))
        else:
            return
        frame.drops = True

    def _after(self, next_event: Callable[[], Any]) -> None:
        """Tell a second document that holds something. A lone `---` at the end, as in front matter, is nobody's mistake."""
        while type(begin := next_event()) is DocumentStartEvent:
            try:
                first = next_event()
            except _parsers.YAMLError:
                first = None  # something stands there, and what is wrong with it does not matter
            if type(first) is not ScalarEvent or first.value or not first.implicit[0] or first.anchor is not None:
                self._tell(_words.second_document(begin))
                return
            next_event()

    def _tell(self, told: Told) -> None:
        if len(self.told) < _MOST_TOLD:
            self.told.append((told, self._here()))
        else:
            self.untold += 1

    def _here(self) -> Route:
        """The route to what is being read."""
        steps: list[str | int] = []
        for frame in self._frames:
            if frame.is_mapping and frame.key_event is None:
                break
            steps.append(frame.key if frame.is_mapping else len(frame.value))
        return tuple(steps)

    def _break_off(self, at: int) -> None:
        """Close what is open at a fault, without what the fault has probably spoilt.

        That is everything in an open bracket, and the last text if it ends on the line of the fault: a text that has
        swallowed the next key would only bring findings that are wrong.
        """
        self.route = self._here()
        frames = self._frames
        for frame in frames:
            if frame.node.start.flow_style:
                start = frame.node.start
                self.open_bracket = _words.after_properties(self.source.text, start.start_mark.index, start.anchor)
        cut = next((depth for depth, frame in enumerate(frames) if frame.node.start.flow_style), len(frames))
        for depth in range(1, cut):
            if frames[depth - 1].is_mapping and frames[depth - 1].key_event is None:
                cut = depth  # the place of a key
                break
        if not frames:
            if type(self.root) is ScalarEvent:
                self.root, self.value = None, None
            return
        if cut == len(frames):
            self._drop_last(frames[-1], at)
        for depth in range(cut - 1, -1, -1):
            self._attach(frames[depth].node, frames[depth].value, frames[depth - 1] if depth else None)

    def _drop_last(self, frame: _Frame, at: int) -> None:
        if not frame.value:
            return
        key: Any = next(reversed(frame.value)) if frame.is_mapping else -1
        node = frame.node.items[key][1] if frame.is_mapping else frame.node.items[key]
        last = last_event(node)
        style = style_of(node)
        if last is None or style == "block" or (type(node) is ScalarEvent and is_empty(node)):
            return
        between = self.source.text[last.end_mark.index : at]
        if not between.strip(" ") if style in ("literal", "folded") else "\n" not in between and "\r" not in between:
            del frame.node.items[key], frame.value[key]
