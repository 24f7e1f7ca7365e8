"""`link`: from the model of one file to a `Journey`. Everything that does not resolve is told, with its closest name.

The order of work: libraries, then what is declared or selected, then ids, then references, then paths. Later steps go
on with whatever the earlier ones could find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from journeymap.diagnostic import Origin
from journeymap.journey._declare import declare, name
from journeymap.journey._linking import LISTS, Linking
from journeymap.journey._point import point
from journeymap.journey._refer import refer
from journeymap.journey.journey import KINDS, Journey
from journeymap.journey.libraries import Files, Loaded
from journeymap.model import JourneyMap, Library

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.schema import Built

__all__ = ["Files", "Loaded", "link", "link_library"]


def link(path: str, built: Built, files: Files, *, follow_base: bool = True) -> tuple[Journey, tuple[Diagnostic, ...]]:
    """Resolve the map that `built` holds; `built.model` must be a `JourneyMap`.

    `follow_base` says whether the map it is based on is linked too; that one's own base never is.
    """
    model = built.model
    assert isinstance(model, JourneyMap)
    on = Linking(path, built, model, files)
    declare(on)
    name(on)
    refer(on)
    point(on)
    if follow_base:
        on.based_on = _base(on)
    return _freeze(on), tuple(on.diagnostics)


def link_library(path: str, built: Built, files: Files) -> tuple[Journey, tuple[Diagnostic, ...]]:
    """A library that is looked at for itself, as if a map without stages used everything it declares."""
    model = built.model
    assert isinstance(model, Library)
    declared: dict[str, Any] = {LISTS[kind]: getattr(model, LISTS[kind], ()) for kind in KINDS}
    stand_in = JourneyMap.model_construct(journeymap=1, title="library", include=model.include, **declared)
    on = Linking(path, built, stand_in, files)
    declare(on)
    for node in (stand_in, stand_in.emotion_scale):
        on.origins[id(node)] = Origin(path, ())
    name(on)
    refer(on)
    point(on)
    return _freeze(on, is_library=True), tuple(on.diagnostics)


def _base(on: Linking) -> Journey | None:
    target = next((pointer.path for pointer in on.pointers if pointer.kind == "based_on"), None)
    if target is None or target == on.path:
        return None
    built = on.files.load(target).built
    if built is None or not isinstance(built.model, JourneyMap):
        return None
    return link(target, built, on.files, follow_base=False)[0]


def _freeze(on: Linking, *, is_library: bool = False) -> Journey:
    things: dict[str, Any] = {LISTS[kind]: tuple(on.belongs[kind].values()) for kind in KINDS}
    return Journey(
        path=on.path,
        map=on.model,
        documents={on.path: on.built.document, **{path: built.document for path, built in on.libraries}},
        pointers=tuple(on.pointers),
        based_on=on.based_on,
        pointers_of=on.pointers_of,
        is_library=is_library,
        _origins=on.origins,
        _ids=on.ids,
        _meanings=on.aside,
        _targets=on.targets,
        _uses={identity: tuple(uses) for identity, uses in on.used.items()},
        _parents=on.parents,
        _held=on.held,
        _portraits=on.portraits,
        _names=on.names,
        **things,
    )
