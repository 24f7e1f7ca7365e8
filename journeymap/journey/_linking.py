"""The state of linking one map: each step of `link` fills one group of fields and reads the ones before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap.diagnostic import Diagnostic, Level, Place, Related, Route
from journeymap.escape import MapText
from journeymap.journey.names import Ids, Names, Origins, family
from journeymap.model import JourneyMap, Metric, Node, Solution

if TYPE_CHECKING:
    from journeymap.diagnostic import Fix
    from journeymap.document import Document
    from journeymap.journey.journey import Journey, Pointer, Use
    from journeymap.journey.libraries import Files
    from journeymap.portrait import Portrait
    from journeymap.schema import Built

LISTS = {
    "persona": "personas", "goal": "goals", "touchpoint": "touchpoints", "resource": "resources", "metric": "metrics",
    "evidence": "evidence", "solution": "solutions",
}  # fmt: skip
"""Kind to the key of its declaration list."""
STAND_INS = frozenset({Metric.kind, Solution.kind})
"""The kinds of which an entry below a stage may stand for something that is declared."""
PATH_HELP = "paths are relative to the file they stand in and stay inside the project"


@dataclass(slots=True)
class Linking:
    """What is known so far of the map at `path`."""

    path: str
    built: Built
    model: JourneyMap
    files: Files
    diagnostics: list[Diagnostic] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    plain: set[int] = field(default_factory=set)
    """Entries that were written as a text alone."""
    libraries: list[tuple[str, Built]] = field(default_factory=list)
    lacking: bool = False
    """Whether a library could not be read as a whole: what seems unknown may stand in it."""
    names: dict[str, Names] = field(default_factory=dict)
    belongs: dict[str, dict[int, Node]] = field(default_factory=dict)
    """Kind to the things of this map, by identity and in order."""
    aside: dict[int, Node] = field(default_factory=dict)
    """Entries that select or refer (by identity), with what they stand for."""
    ids: Ids = field(default_factory=Ids)
    targets: dict[tuple[int, str], tuple[Node, ...]] = field(default_factory=dict)
    used: dict[int, list[Use]] = field(default_factory=dict)
    parents: dict[int, Node] = field(default_factory=dict)
    held: dict[int, tuple[Node, ...]] = field(default_factory=dict)
    """Everything in a stage, parents first, by the stage's identity."""
    staged: list[Node] = field(default_factory=list)
    """The stages and everything in them, parents first."""
    alive: list[Node] = field(default_factory=list)
    """Implied things, kept so that no other object takes their identity."""
    portraits: dict[int, Portrait] = field(default_factory=dict)
    """The pictures of personas, by identity."""
    pointers: list[Pointer] = field(default_factory=list)
    pointers_of: dict[str, tuple[Pointer, ...]] = field(default_factory=dict)
    based_on: Journey | None = None

    def document(self, path: str) -> Document:
        """The file at `path`, which is this map or one of its libraries."""
        if path == self.path:
            return self.built.document
        return next(built.document for known, built in self.libraries if known == path)

    def route(self, node: Node, *steps: str | int) -> Route:
        """The route of `node`, or of something below it."""
        return (*self.origins[id(node)].route, *steps)

    def place(self, node: Node, *steps: str | int) -> Place:
        """The characters of `node`, or of something below it."""
        path = self.origins[id(node)].path
        route = self.route(node, *steps)
        return Place(path, route, self.document(path).span(route))

    def key_place(self, node: Node, *steps: str | int) -> Place:
        """The characters of the key that leads to a node, or to something below it."""
        path = self.origins[id(node)].path
        route = self.route(node, *steps)
        return Place(path, route, self.document(path).key_span(route))

    def is_plain(self, node: Node) -> bool:
        """Whether an entry was written as a text alone."""
        return id(node) in self.plain

    def stands_for_another(self, node: Node) -> bool:
        """Whether an object below a stage only refers: a plain solution of a pain point, a reading of a metric."""
        return node.kind in STAND_INS and (isinstance(node, Metric) or self.is_plain(node))

    def dropped(self, kind: str) -> set[str]:
        """Slugs of the things of `kind` that have a fault of their own and are therefore in no model."""
        group = family(kind)
        return {name for built in (self.built, *(built for _, built in self.libraries)) for name in built.dropped.get(group, ())}

    def tell(
        self,
        diagnostic_id: str,
        message: str,
        place: Place,
        *,
        help_line: str = "",
        related: tuple[Related, ...] = (),
        key: str,
        fix: Fix | None = None,
    ) -> None:
        """Add an error."""
        help_text = MapText(help_line) if help_line else None
        self.diagnostics.append(Diagnostic(diagnostic_id, Level.ERROR, MapText(message), place, help_text, related, fix, key=key))
