"""The `Journey`: one map, resolved. Frozen; made by `link`, read by everything above."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from journeymap.diagnostic import Place
from journeymap.model import (
    Action,
    Emotion,
    Evidence,
    Goal,
    JourneyMap,
    Lanes,
    Metric,
    Node,
    Persona,
    Resource,
    Solution,
    Stage,
    Touchpoint,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.diagnostic import Origin, Route
    from journeymap.document import Document
    from journeymap.journey.names import Ids, Names, Origins
    from journeymap.portrait import Portrait

N = TypeVar("N", bound=Node)
T = TypeVar("T")

KINDS = ("persona", "goal", "touchpoint", "resource", "metric", "evidence", "solution")
"""The kinds of things that a map or a library declares."""
STOP_KINDS = frozenset({"stage", "action", "cell"})
"""Kinds that share one set of ids, since `next` and `triggers` point at all of them."""


class Pointer(NamedTuple):
    """A path that a map names.

    `kind` is `based_on` or `journey`, `path` the file from the project root, `origin` where the path is written.
    """

    kind: str
    path: str
    origin: Origin


class Use(NamedTuple):
    """That `owner` refers to a thing in `field`, written as its `entry`, counted from 0."""

    owner: Node
    field: str
    entry: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Journey:
    """A map with its includes and references resolved.

    The tuples hold what belongs to the map, in order: what it declares or selects, what it refers to in a library, and,
    where nothing is declared, one thing for each plain name. Nodes are told apart by identity, since two equal texts
    may be two things.
    """

    path: str
    map: JourneyMap
    documents: Mapping[str, Document]
    """Every file that was read for it, itself first; by path from the project root."""
    personas: tuple[Persona, ...]
    goals: tuple[Goal, ...]
    touchpoints: tuple[Touchpoint, ...]
    resources: tuple[Resource, ...]
    metrics: tuple[Metric, ...]
    evidence: tuple[Evidence, ...]
    solutions: tuple[Solution, ...]
    pointers: tuple[Pointer, ...]
    """The maps that this one points at, in order."""
    based_on: Journey | None
    """The map that a future map starts from, if it could be read; its own `based_on` is not followed."""
    pointers_of: Mapping[str, tuple[Pointer, ...]]
    """Path to pointers for this map and every map reached from it."""
    is_library: bool = False
    """Whether it is a library looked at for itself; `map` is then a stand-in without stages."""
    _origins: Origins = field(repr=False)
    _ids: Ids = field(repr=False)
    _meanings: Mapping[int, Node] = field(repr=False)
    _targets: Mapping[tuple[int, str], tuple[Node, ...]] = field(repr=False)
    _uses: Mapping[int, tuple[Use, ...]] = field(repr=False)
    _parents: Mapping[int, Node] = field(repr=False)
    _held: Mapping[int, tuple[Node, ...]] = field(repr=False)
    _portraits: Mapping[int, Portrait] = field(repr=False)
    _names: Mapping[str, Names] = field(repr=False)
    answers: dict[object, Any] = field(repr=False, init=False, default_factory=dict)
    """What was asked of it so far; see `remembered`."""

    def origin(self, node: Node) -> Origin:
        """Where `node` was written; an implied thing stands where its name was first written."""
        return self._origins[id(node)]

    def path_of(self, node: Node) -> str:
        """The file that `node` was written in."""
        return self._origins.path(id(node))

    def route(self, node: Node, *steps: str | int) -> Route:
        """The route of `node`, or of something below it, in its file."""
        return (*self._origins[id(node)].route, *steps)

    def place(self, node: Node, *steps: str | int) -> Place:
        """The characters of `node`, or of something below it."""
        origin = self._origins[id(node)]
        route = (*origin.route, *steps)
        return Place(origin.path, route, self.documents[origin.path].span(route))

    def id_of(self, node: Node) -> str:
        """The id of `node`, written or made from its main text."""
        return self._ids.of(node)

    def parent(self, node: Node) -> Node | None:
        """What `node` stands in; None for the map, for declarations and for implied things."""
        return self._parents.get(id(node))

    def held(self, stage: Stage) -> tuple[Node, ...]:
        """Everything that stands in a stage of this map, parents first."""
        return self._held[id(stage)]

    def stage_of(self, node: Node) -> Stage | None:
        """The stage that `node` is or stands in."""
        parents = self._parents
        here: Node | None = node
        while here is not None and not isinstance(here, Stage):
            here = parents.get(id(here))
        return here

    def action_of(self, node: Node) -> Action | None:
        """The action that `node` is or stands in."""
        here: Node | None = node
        while here is not None and not isinstance(here, Action):
            here = self.parent(here)
        return here

    def targets(self, owner: Node, field_name: str, kind: type[N]) -> tuple[N, ...]:
        """What the references in a field of `owner` name, in order, each once; unknown ones, told as errors, are left out."""
        found = self._targets.get((id(owner), field_name))
        if not found:  # nearly always
            return ()
        if len(found) == 1:
            return found if isinstance(found[0], kind) else ()  # type: ignore[return-value] # the only one is of that kind
        return tuple([node for node in found if isinstance(node, kind)])

    def meaning(self, entry: N) -> N:
        """What an entry stands for: the solution that a plain text names, the metric that a reading measures; else itself."""
        found = self._meanings.get(id(entry))
        return found if isinstance(found, type(entry)) else entry

    def named(self, kind: str, reference: str, owner: Node | None = None) -> tuple[Node, ...]:
        """What a reference to a thing of `kind` names: one thing, several where its text is ambiguous, or nothing.

        `kind` is one of `KINDS`, or `stop` for stages, actions and cells; `owner` is what the reference stands on.
        """
        found = self._names[kind].resolve(reference, owner)
        return tuple(found) if isinstance(found, list) else () if found is None else (found,)

    def things(self, kind: str) -> tuple[Node, ...]:
        """Everything of `kind` that a reference can name, those of libraries that are not referred to, too."""
        return self._names[kind].things

    def slugs(self, kind: str) -> dict[int, str]:
        """The main texts of the things of `kind` that a reference can name, for comparing, by identity; as in `named`."""
        names = self._names.get(kind)
        return {} if names is None else {id(node): text for text, nodes in names.by_text.items() for node in nodes}

    def portrait(self, persona: Persona) -> Portrait | None:
        """The picture of a persona, if it has one that can be used."""
        return self._portraits.get(id(persona))

    def emotions(self, lanes: Lanes) -> tuple[tuple[Persona | None, Emotion], ...]:
        """The emotions written on a stage or an action: persona (None for all of them) and emotion."""
        of_all, by_name = lanes.emotion, lanes.emotions
        found: tuple[tuple[Persona | None, Emotion], ...] = () if of_all is None else ((None, of_all),)
        if not by_name:  # nearly always
            return found
        named = ((who, one) for name, one in by_name.items() for who in self.targets(lanes, f"emotions.{name}", Persona))
        return (*found, *named)

    def uses(self, node: Node) -> tuple[Use, ...]:
        """Where `node` is referred to from this map, in the order of the map."""
        return self._uses.get(id(node), ())

    def link(self, node: Node) -> str:
        """The kind and the id of `node`, the last link of its chain: `pain-point:needs-printer`."""
        return f"{node.kind}:{self._ids.of(node)}"

    def chain(self, node: Node) -> str:
        """The kinds and ids from the map down to `node`: `stage:send/action:label/pain-point:needs-printer`."""
        links = []
        here: Node | None = node
        while here is not None and not isinstance(here, JourneyMap):
            links.append(self.link(here))
            here = self._parents.get(id(here))
        return "/".join(reversed(links))


def remembered(question: Callable[[Journey], T]) -> Callable[[Journey], T]:
    """A question that several readers ask of one journey: it is worked out once, and kept as long as the journey is.

    A cache beside the journeys would hold one or two that nobody looks at any more, and so keep the processor's own cache from
    holding the one that is looked at: a thousand maps then take an eighth longer.
    """

    @wraps(question)
    def answer(journey: Journey) -> T:
        answers = journey.answers
        if question not in answers:
            answers[question] = question(journey)
        known: T = answers[question]
        return known

    return answer
