"""Where the changes of a pair stand on the Boards of its two maps: each with its number and the anchors it may be marked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from journeymap.journey.facts import everything
from journeymap.match import declared
from journeymap.render.board import build_board
from journeymap.review.words import by_stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from journeymap.diagnostic import Place, Route
    from journeymap.diff import Change
    from journeymap.journey import Journey
    from journeymap.model import Node
    from journeymap.render.board.types import Board, Item
    from journeymap.review import Pair, Review


@dataclass(frozen=True, slots=True)
class Marked:
    """A change with its number, and where it is shown: the anchors of its thing, its action, its stage, nearest first."""

    number: int
    change: Change
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """One of the two maps as it is drawn."""

    journey: Journey

    @cached_property
    def board(self) -> Board:
        """The map's Board, in its own language."""
        return build_board(self.journey)

    @cached_property
    def columns(self) -> Mapping[int, int]:
        """The place of each stage on the Board, by the stage's identity."""
        return {id(stage): index for index, stage in enumerate(self.journey.map.stages)}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every anchor on the Board but those of further showings."""
        heads = (self.board.columns, self.board.personas, self.board.figures)
        return frozenset([*(item.anchor for item in self.items()), *(one.anchor for row in heads for one in row)])

    def items(self) -> Iterator[Item]:
        """Everything that stands in the lanes."""
        for row in self.board.rows:
            for cell in row.cells:
                yield from cell

    def at(self, place: Place | None) -> tuple[str, ...]:
        """The anchors that something written at `place` is shown at, nearest first."""
        found: list[str] = []
        route: Route = () if place is None else place.route
        for size in range(len(route), 0, -1):
            anchor = self._by_route.get((place.path if place is not None else "", route[:size]))
            if anchor in self.anchors and anchor not in found:
                found.append(anchor)
        return tuple(found)

    @cached_property
    def _by_route(self) -> Mapping[tuple[str, Route], str]:
        journey = self.journey
        nodes: Iterable[Node] = (*everything(journey), *(node for nodes in declared(journey).values() for node in nodes))
        found: dict[tuple[str, Route], str] = {}
        for node in nodes:
            try:
                origin, name = journey.origin(node), journey.id_of(journey.meaning(node))
            except KeyError:  # an emotion, a way on: they have no id, and are shown with the action they belong to
                continue
            found.setdefault((origin.path, origin.route), f"{node.kind}-{name}")
        return found


def marked(changes: Sequence[Change], old: Face | None, new: Face | None) -> list[Marked]:
    """The changes in the order in which they are told, with their numbers."""
    told = [change for _, group in by_stage(changes) for change in group]
    return [
        Marked(number, change, _at(old, change.old_place), _at(new, change.new_place)) for number, change in enumerate(told, 1)
    ]


def _at(face: Face | None, place: Place | None) -> tuple[str, ...]:
    return () if face is None else face.at(place)


def changes_of(review: Review, pair: Pair) -> tuple[Change, ...]:
    """What a map's own text changes, and what the libraries that it reads change for it."""
    path = pair.new_path or pair.old_path
    of_libraries = (change for other in review.pairs if other.library for change in other.changes if path in change.affects)
    return (*pair.changes, *of_libraries)
