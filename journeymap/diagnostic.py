"""What the tool says about a file, and where: the nouns that every room shares.

`Route` names a node by its keys and indices, `Span` names characters. Rules and the linker speak in routes; one place
(`journeymap.document`) turns a route into a span. Lines and columns count from 1, columns count code points, the end of
a span is exclusive.
"""

from __future__ import annotations

import hashlib
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.escape import MapText

Route = tuple[str | int, ...]
"""Keys and indices from the root of a file to a node: `("stages", 0, "actions", 2, "emotion")`."""
Question = tuple[str, str]
"""What a result may depend on: `read`, `exists` or `contains`, and the path that it was asked of."""


class Level(Enum):
    """How much a diagnostic weighs; `severity` is a word for pain points."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    rank: int
    """0 for the worst level, so that a plain sort puts errors first."""

    def __init__(self, _word: object) -> None:
        """Count the levels in their order."""
        self.rank = len(type(self).__members__)


class Span(NamedTuple):
    """A stretch of text: 1-based line and column in code points, `end_column` exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int) -> Span:
        """A span of no width, for a place where something is missing."""
        return cls(line, column, line, column)


FILE_START = Span(1, 1, 1, 1)
"""Where a diagnostic stands that is about the whole file."""


class Origin(NamedTuple):
    """Where a node of the model was written: the file's path from the project root and the route in that file."""

    path: str
    route: Route


class Place(NamedTuple):
    """An `Origin` with its characters. `path` is relative to the project root, with `/`."""

    path: str
    route: Route
    span: Span


class Edit(NamedTuple):
    """One stretch of a file and the text that takes its place; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits to the file of the diagnostic that remove its cause. A `safe` fix cannot change what the map means."""

    edits: tuple[Edit, ...]
    safe: bool


class Related(NamedTuple):
    """A second place, with what it has to do with the first ("first defined here")."""

    message: MapText
    place: Place


class Diagnostic(NamedTuple):
    """One thing to say about one file.

    `id` is the name of a rule or one of the always-on ids (`syntax`, `invalid-map`, ...). `message` is one sentence in
    lower case without a full stop; `help` says what to do. `key` tells apart two findings of one rule on one node and
    holds no prose; `anchor` is the chain of kinds and ids above the node (or the route, where there is no model).
    """

    id: str
    level: Level
    message: MapText
    place: Place
    help: MapText | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    key: str = ""
    anchor: str = ""
    fingerprint: str = ""


class Passage(NamedTuple):
    """What a report says of one file, ready: the pieces of text for each output, in order, and what they come to.

    `levels` counts errors, warnings and infos; `fixes` counts what can be fixed, safely and not.
    """

    path: str
    texts: tuple[str, ...]
    levels: tuple[int, int, int]
    fixes: tuple[int, int]


def once(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is written once and stands in the map several times (by aliases) is told once."""
    told: dict[object, Diagnostic] = {}
    for one in found:
        told.setdefault((one.id, one.place.path, one.place.span, one.key, one.message), one)
    return tuple(told.values())


def arranged(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics by file, place, level and id, each once."""
    told = list(diagnostics)
    if len(set(map(_sort_key, told))) < len(told):  # else no two can be equal, and a whole one takes long to hash
        told = list(dict.fromkeys(told))
    return sorted(told, key=_sort_key)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics `arranged`, with their fingerprints filled in.

    A fingerprint is 12 hexadecimal characters over id, path, anchor and key: neither prose nor line numbers, so that it
    survives rewording and edits elsewhere. Equal ones are told apart by their order.
    """
    seen: dict[str, int] = {}
    told: list[Diagnostic] = []
    for one in arranged(diagnostics):
        facts = "\x1f".join((one.id, one.place.path, one.anchor or route_text(one.place.route), one.key))
        count = seen.get(facts, 0)
        seen[facts] = count + 1
        fingerprint = short_hash(facts if count == 0 else f"{facts}\x1f{count}")
        told.append(one if one.fingerprint == fingerprint else Diagnostic(*one[:-1], fingerprint))
    return tuple(told)


def _sort_key(one: Diagnostic) -> tuple[str, int, int, int, str, str]:
    path, _, span = one.place
    return (path, span.line, span.column, one.level.rank, one.id, one.key)


def short_hash(facts: str) -> str:
    """12 hexadecimal characters that stand for `facts`; lone surrogates are allowed."""
    return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def route_text(route: Route) -> str:
    """A route as people write it: `stages[0].actions[2].emotion`."""
    text = ""
    for step in route:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
