"""Last step of linking: paths to other maps and to pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Origin, Place
from journeymap.journey._linking import PATH_HELP, Linking
from journeymap.journey.journey import Pointer
from journeymap.journey.libraries import Files, Loaded, resolve
from journeymap.model import Action, JourneyMap, Node, Persona, Stage, slug
from journeymap.portrait import PortraitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.schema import Built


def point(on: Linking) -> None:
    """Follow the paths to other maps and to pictures."""
    for node, name, written in _written(on.model):
        _point_at_map(on, node, name, written)
    for persona in on.belongs["persona"].values():
        if isinstance(persona, Persona) and persona.image:
            _picture(on, persona, persona.image)
    _reach(on)


def _picture(on: Linking, persona: Persona, written: str) -> None:
    """A persona's picture. One that cannot be used is told, and does without."""
    target, problem = resolve(on.origins[id(persona)].path, written, on.files)
    help_line = PATH_HELP
    if target is not None:
        try:
            on.portraits[id(persona)] = on.files.portrait(target)
        except PortraitError as found:
            problem, help_line = found.problem, found.help_line or PATH_HELP
        else:
            return
    message = f'cannot use the picture "{written}": {problem}'
    on.tell("image-failed", message, on.place(persona, "image"), help_line=help_line, key=slug(written))


def _point_at_map(on: Linking, node: Node, name: str, written: str) -> None:
    target, problem = resolve(on.path, written, on.files)
    loaded = on.files.load(target) if target is not None else Loaded(None, problem)
    problem = loaded.problem
    if loaded.built is not None and not isinstance(loaded.built.model, JourneyMap):
        problem = "it is a library, not a map" if loaded.built.model is not None else "it is not a map"
    if problem or target is None:
        _failed(on, on.place(node, name), written, problem)
        return
    on.pointers.append(Pointer(name, target, Origin(on.path, on.route(node, name))))


def _reach(on: Linking) -> None:
    """The pointers of every map that can be reached, for rules about circles and depth."""
    on.pointers_of[on.path] = tuple(on.pointers)
    waiting = [pointer.path for pointer in on.pointers]
    while waiting:
        path = waiting.pop(0)
        if path in on.pointers_of:
            continue
        built = on.files.load(path).built
        found = _pointers(path, built, on.files) if built is not None else ()
        on.pointers_of[path] = found
        waiting.extend(pointer.path for pointer in found)


def _pointers(path: str, built: Built, files: Files) -> tuple[Pointer, ...]:
    """The maps that another map points at; what is wrong with its paths is told when that map is read for itself."""
    found = []
    for node, name, written in _written(built.model) if isinstance(built.model, JourneyMap) else ():
        target, _ = resolve(path, written, files)
        if target is not None:
            found.append(Pointer(name, target, Origin(path, (*built.origins.get(id(node), ()), name))))
    return tuple(found)


def _written(model: JourneyMap) -> Iterator[tuple[Node, str, str]]:
    """Every path to another map: the node it stands on, its key, the path as written."""
    if model.based_on:
        yield model, "based_on", model.based_on
    for stage in model.stages:
        holders: tuple[Stage | Action, ...] = (stage, *stage.actions)
        for stop in holders:
            if stop.journey:
                yield stop, "journey", stop.journey


def _failed(on: Linking, place: Place, written: str, problem: str) -> None:
    on.tell("include-failed", f'cannot follow "{written}": {problem}', place, help_line=PATH_HELP, key=slug(written))
