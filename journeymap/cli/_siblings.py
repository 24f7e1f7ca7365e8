"""The pictures of one map, and how they point at what is drawn beside them: pages of other maps, a picture of the same one."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap import render as drawing_room
from journeymap.errors import SourceError
from journeymap.source import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.cli._inputs import Input, Inputs
    from journeymap.cli._outputs import Plan
    from journeymap.journey import Journey
    from journeymap.render import Drawing
    from journeymap.render.board.types import Board

_PICTURES = ("svg", "png")
"""The targets that Markdown can show, the better one first."""


@dataclass(slots=True)
class Siblings:
    """What a run draws into its folder. Other maps are looked at only where a map names them."""

    inputs: Inputs
    plan: Plan
    language: str | None = None
    _seen: dict[tuple[int, str], Journey | None] = field(default_factory=dict)

    def drawings(self, one: Input, journey: Journey, board: Board, look: Drawing) -> Iterator[tuple[str, Drawing]]:
        """Every picture that is wanted of a map: the target, and how."""
        from journeymap.render.board import usual_view

        suits = usual_view(journey, board)
        for target in self.plan.targets:
            for view in self.plan.views or (drawing_room.target(target).usual or suits,):
                links = self._links(one, journey, target, view) if self.plan.folder is not None else {}
                picture = self._picture(one, view) if self.plan.folder is not None else None
                yield target, replace(look, view=view, links=links, picture=picture)

    def _picture(self, one: Input, view: str) -> str | None:
        """The address of the map's own picture, seen from its page."""
        for target in _PICTURES:
            if target in self.plan.targets:
                return _address(one.path, self.plan.name(one.path, view, drawing_room.target(target).suffix))
        return None

    def _links(self, one: Input, journey: Journey, target: str, view: str) -> dict[str, str]:
        """By the path of another map, as written: the address of the same view of it."""
        suffix, found = drawing_room.target(target).suffix, {}
        for written in sorted(_written(journey)):
            path = join(one.path, written)
            if path is not None and path != one.path and self._is_drawn(one, path, view):
                found[written] = _address(one.path, self.plan.name(path, view, suffix))
        return found

    def _is_drawn(self, one: Input, path: str, view: str) -> bool:
        """Whether this run draws that view of another map: a map with errors is not drawn, nor a blueprint that it lacks."""
        key = (id(one.project), path)
        if key not in self._seen:
            self._seen[key] = self._sound(one, path)
        journey = self._seen[key]
        if journey is None or view != "blueprint" or not self.plan.views:
            return journey is not None
        from journeymap.render.board import build_board

        return build_board(journey, self.language).blueprint is not None

    def _sound(self, one: Input, path: str) -> Journey | None:
        if not any(other.project is one.project and other.path == path for other in self.inputs.files):
            return None
        try:
            checked = one.project.check(path)
        except SourceError:
            return None
        return checked.journey if checked.sound else None


def _written(journey: Journey) -> set[str]:
    model = journey.map
    found = {model.based_on, *(stage.journey for stage in model.stages)}
    found |= {action.journey for stage in model.stages for action in stage.actions}
    return {path for path in found if path}


def _address(start: str, end: str) -> str:
    return escape.address(posixpath.relpath(end, posixpath.dirname(start) or "."))
