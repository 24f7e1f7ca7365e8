"""One thing that is wrong with a map, in words, with its place and what to drop because of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Place, Related, Span
from journeymap.escape import MapText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.model import Node
    from journeymap.schema._prune import Gone

ID = "invalid-map"
_LONGEST_QUOTE = 60


class Other(NamedTuple):
    """Another place, with what it has to do with a fault."""

    message: str
    route: Route
    span: Span


class Fault(NamedTuple):
    """A diagnostic before it has a file. Without a message it is only a part to drop, which another fault has told.

    `route` is the nearest place that exists in the file, `key` tells apart two faults at one place, `related` are other
    places with what each has to do with this one.
    """

    key: str
    route: Route
    span: Span
    message: str = ""
    help: str = ""
    fix: Fix | None = None
    related: tuple[Other, ...] = ()
    cuts: Mapping[Route, Value | Gone] = MappingProxyType({})


class Page(NamedTuple):
    """A document as faults need it: places, the text at a place, and edits that are sure to hit what they should."""

    document: Document

    def span(self, route: Route) -> Span:
        """Where the value of `route` stands."""
        return self.document.span(route)

    def value(self, route: Route) -> Value:
        """What is written at `route`, before anything was dropped."""
        value = self.document.value
        for step in route:
            value = value[step]  # type: ignore[index] # the route was found by walking this very value
        return value

    def key_span(self, route: Route) -> Span:
        """Where the key of `route` stands; for the entry of a list, the entry."""
        return self.document.key_span(route)

    def text(self, span: Span) -> str:
        """The characters of `span`, as they are."""
        return self.document.slice(span)

    def is_flow(self, route: Route) -> bool:
        """Whether a list or an object is written in `[]` or `{}`."""
        return self.document.style(route) == "flow"

    def is_plain(self, route: Route) -> bool:
        """Whether a text is written without quotes."""
        return self.document.style(route) == "plain"

    def plain_key(self, route: Route) -> bool:
        """Whether the key of `route` is written without quotes."""
        return not self.text(self.key_span(route)).startswith(('"', "'"))

    def fix(self, route: Route, *edits: tuple[Span, str], safe: bool = False) -> Fix | None:
        """A fix, unless an alias repeats the place: what is written there then serves elsewhere too."""
        if self.document.aliased(route):
            return None
        return Fix(tuple(Edit(span, text) for span, text in edits), safe=safe)

    def diagnostic(self, fault: Fault) -> Diagnostic:
        """The fault as what is told about this file."""
        path = self.document.source.path
        related = tuple(Related(MapText(other.message), Place(path, other.route, other.span)) for other in fault.related)
        return Diagnostic(
            ID, Level.ERROR, MapText(fault.message), Place(path, fault.route, fault.span),
            MapText(fault.help) if fault.help else None, related, fault.fix, fault.key,
        )  # fmt: skip


def joined(first: Span, last: Span) -> Span:
    """The characters from the start of one span to the end of another."""
    return Span(first.line, first.column, last.end_line, last.end_column)


def shown(text: str) -> str:
    """A text of the map in double quotes, on one line and not too long."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"}"'


def in_quotes(text: str) -> str:
    """A text as YAML that reads as this very text."""
    line = " ".join(text.split())
    if ('"' in line or "\\" in line) and "'" not in line:
        return f"'{line}'"
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


_KINDS = {
    "map": "a map", "library": "a library", "stage": "a stage", "action": "an action", "persona": "a persona", "goal": "a goal",
    "touchpoint": "a touchpoint", "resource": "a resource", "metric": "a metric", "evidence": "a piece of evidence",
    "solution": "a solution", "thought": "a thought", "quote": "a quote", "motivation": "a motivation", "delight": "a delight",
    "emotion": "an emotion", "pain-point": "a pain point", "opportunity": "an opportunity", "cell": "a cell",
    "way": 'an entry of "next"', "scope": '"scope"', "emotion-scale": '"emotion_scale"',
}  # fmt: skip


def a_kind(model: type[Node]) -> str:
    """A class in words, with its article."""
    return _KINDS[model.kind]


def this_kind(model: type[Node]) -> str:
    """A class in words, for the very object at a place."""
    words = _KINDS[model.kind]
    return words if words.startswith('"') else "this " + words.partition(" ")[2]
