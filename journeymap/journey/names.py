"""Who is who in one map: declarations, ids, and finding what a reference names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap.diagnostic import Origin, Related
from journeymap.escape import MapText
from journeymap.journey.journey import STOP_KINDS
from journeymap.model import Cell, Node, Stage, default_id, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.diagnostic import Place, Route
    from journeymap.journey._linking import Linking

KNOWN_METRICS: Mapping[str, dict[str, object]] = {
    "nps": {"min": -100.0, "max": 100.0, "direction": "higher-is-better"},
    "csat": {"min": 0.0, "max": 100.0, "unit": "%", "direction": "higher-is-better"},
    "ces": {"min": 1.0, "max": 7.0, "direction": "higher-is-better"},
    "clv": {"direction": "higher-is-better"},
    "conversion": {"min": 0.0, "max": 100.0, "unit": "%", "direction": "higher-is-better"},
    "drop-off": {"min": 0.0, "max": 100.0, "unit": "%", "direction": "lower-is-better"},
    "time-on-task": {"min": 0.0, "direction": "lower-is-better"},
}
"""Metrics that need no declaration, with their defaults."""


# Looking for the closest of many names takes milliseconds; a file with hundreds of unknown ones is told without.
_MANY_QUESTIONS = 50
_MANY_NAMES = 200


def family(kind: str) -> str:
    """The kind within which ids are unique."""
    return "stop" if kind in STOP_KINDS else kind


@dataclass(slots=True)
class Names:
    """The things of one kind that can be referred to."""

    kind: str
    declared: bool = False
    """Whether the map or a library declares things of this kind; then an unknown name is an error."""
    by_id: dict[str, Node] = field(default_factory=dict)
    by_text: dict[str, list[Node]] = field(default_factory=dict)
    _spellings: list[str] = field(default_factory=list)
    asked: int = 0
    """How often the closest name was looked for."""

    def add(self, node: Node, node_id: str) -> None:
        """Let `node` be found by its id and its main text."""
        self._spellings.clear()
        self.by_id.setdefault(slug(node_id), node)
        self.by_text.setdefault(slug(node.text_of), []).append(node)

    def find(self, reference: str) -> Node | list[Node] | None:
        """The thing named; all of them where a text names several; None where it names nothing."""
        wanted = slug(reference)
        found = self.by_id.get(wanted)
        if found is not None and found.id is not None:
            return found
        same = self.by_text.get(wanted, [])
        if len(same) > 1:
            return same
        return same[0] if same else found

    def resolve(self, reference: str, owner: Node | None) -> Node | list[Node] | None:
        """As `find`; of several stops with one text, the only one that `owner` may point at."""
        found = self.find(reference)
        if isinstance(found, list) and self.kind == "stop" and owner is not None:
            fitting = [node for node in found if fits(owner, node)]
            return fitting[0] if len(fitting) == 1 else found
        return found

    @property
    def things(self) -> tuple[Node, ...]:
        """Everything that can be found."""
        return tuple(node for nodes in self.by_text.values() for node in nodes)

    def spellings(self) -> list[str]:
        """The names there are, as one would write them, in order of their ids."""
        if not self._spellings:  # sorted once for a file with thousands of unknown names
            self._spellings.extend(as_written(self.by_id[name]) for name in sorted(self.by_id))
        return self._spellings

    def closest(self, reference: str) -> str | None:
        """The name nearest to a reference that names nothing, as one would write it."""
        wanted = slug(reference)
        self.asked += 1
        if self.asked > _MANY_QUESTIONS and len(self.by_id) > _MANY_NAMES:
            return None
        spellings = {name: name for name in self.by_id} | {text: as_written(nodes[0]) for text, nodes in self.by_text.items()}
        from difflib import get_close_matches  # here: only a map with a mistake needs it

        near = get_close_matches(wanted[:200], [name[:200] for name in spellings], n=1, cutoff=0.6)
        return spellings.get(near[0]) if near else None


class Origins:
    """Where every node was written, by identity. Most are never asked for, so nothing is made of what is known already."""

    __slots__ = ("_implied", "_routes")

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._routes: list[tuple[str, Mapping[int, Route]]] = []
        self._implied: dict[int, Origin] = {}

    def add(self, path: str, routes: Mapping[int, Route]) -> None:
        """Take in the nodes of one file."""
        self._routes.append((path, routes))

    def __getitem__(self, identity: int) -> Origin:
        """The origin of a node by its `id()`."""
        for path, routes in self._routes:
            route = routes.get(identity)
            if route is not None:
                return Origin(path, route)
        return self._implied[identity]

    def path(self, identity: int) -> str:
        """The file of a node by its `id()`."""
        for path, routes in self._routes:
            if identity in routes:
                return path
        return self._implied[identity].path

    def __setitem__(self, identity: int, origin: Origin) -> None:
        """Note where a node stands that no file has as such."""
        self._implied[identity] = origin


class Ids:
    """The id of every node, by identity. Those of kinds that nothing refers to are made when the first one is asked for."""

    __slots__ = ("known", "waiting")

    def __init__(self) -> None:
        """Nothing has an id yet."""
        self.known: dict[int, str] = {}
        self.waiting: dict[str, list[Node]] = {}
        """Nodes without an id by their kind, in the order of the file."""

    def give(self, nodes: Iterable[Node], taken: Iterable[str] = ()) -> None:
        """Give ids to nodes of one family; see `assign_ids`."""
        self.known.update(assign_ids(nodes, taken))

    def of(self, node: Node) -> str:
        """The id of a node; empty for one that has none, such as the scale of emotions."""
        found = self.known.get(id(node))
        if found is None:
            # Taken out only when all have theirs: another thread that asks meanwhile gives the same ones.
            self.give(self.waiting.get(node.kind, ()))
            self.waiting.pop(node.kind, None)
            found = self.known.get(id(node))
        return found or ""


def as_written(node: Node) -> str:
    """The name by which one would refer to a thing."""
    return node.text_of if node.id is None else node.id


def fits(owner: Node, stop: Node) -> bool:
    """Whether a reference of `owner` may name `stop`: `next` goes to actions and stages, `triggers` to cells and actions."""
    return not isinstance(stop, Cell if owner.kind == "way" else Stage)


def tell_ambiguous(on: Linking, kind: str, text: str, place: Place, found: Sequence[Node]) -> None:
    """Say that a text names several things, and where they are."""
    related = tuple(
        Related(MapText("this one" if index == 0 else "or this one"), on.place(node)) for index, node in enumerate(found[:5])
    )
    on.tell(
        "unknown-reference",
        f'"{text}" names {len(found)} things',
        place,
        help_line="give the one you mean an `id` and refer to it by that",
        related=related,
        key=f"{kind}:{slug(text)}",
    )


def assign_ids(nodes: Iterable[Node], taken: Iterable[str] = ()) -> dict[int, str]:
    """An id for each of `nodes`, which are of one family and in the order of the file; `taken` are not given again.

    Written ids are taken first; equal default ids get `-2`, `-3` in order. Two equal written ids stay equal (that they
    are is an error told elsewhere).
    """
    ordered = list(nodes)
    ids = {id(node): slug(node.id) for node in ordered if node.id is not None}
    taken = {*taken, *ids.values()}
    counts: dict[str, int] = {}
    for node in ordered:
        if node.id is not None:
            continue
        base = default_id(node.text_of, node.kind)
        count = counts.get(base, 0) + 1
        name = base if count == 1 else f"{base}-{count}"
        while name in taken:  # a written id may look like a numbered one
            count += 1
            name = f"{base}-{count}"
        counts[base] = count
        taken.add(name)
        ids[id(node)] = name
    return ids
