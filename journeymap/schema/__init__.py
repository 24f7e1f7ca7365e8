"""From a document to the model of a map or a library: the parts that are right, and in own words what is wrong with the others.

pydantic validates all in one pass. What it refuses is told, dropped, and the rest is validated again, until nothing is
refused: a slip in one action hides nothing of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from journeymap.diagnostic import FILE_START
from journeymap.document import Word
from journeymap.model import JourneyMap, Library
from journeymap.schema import _file, _keys, _values
from journeymap.schema._checks import check
from journeymap.schema._fault import Fault, Page
from journeymap.schema._parts import locate
from journeymap.schema._prune import GONE, pruned
from journeymap.schema._survey import dropped, survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.diagnostic import Diagnostic, Route
    from journeymap.document import Document, Value
    from journeymap.model import Node
    from journeymap.schema._parts import Kept, Spot
    from journeymap.schema._prune import Cuts, Gone

__all__ = ["Built", "build", "json_schema"]

_PASSES = 6
"""Validations of one file at most. One finds all faults, one what dropping them leaves incomplete, one or two the faults of
things that are right one by one; 4 is the most that 50,000 mutilated maps needed."""


@dataclass(frozen=True, slots=True)
class Built:
    """What could be made of a document.

    `model` lacks the parts that are wrong; it is None only if nothing can stand: no mapping, or not one of our files.
    `origins` has the route in the file of every node of the model by the node's `id()`; `()` where the file does not
    have it. `dropped` has, by kind ("persona", "touchpoint", "stop" for stages, actions and cells ...), the slugs of ids
    and main texts that were dropped, so that nobody calls a reference to them unknown.
    """

    document: Document
    model: JourneyMap | Library | None
    origins: Mapping[int, Route]
    dropped: Mapping[str, frozenset[str]]


def build(document: Document) -> tuple[Built, tuple[Diagnostic, ...]]:
    """The model of a document, without the parts that are wrong, and a diagnostic for each of these."""
    page = Page(document)
    value = document.value
    faults: list[Fault] = []
    cuts: Cuts = {}
    if not isinstance(value, dict):
        return _nothing(page, _file.no_mapping(page))
    if "journeymap" not in value:
        faults.extend(_file.no_marker(value, page))
        if not _file.looks_like_ours(value):
            return _nothing(page, faults)
        cuts["journeymap",] = "1"
    kind = _file.kind_of(value)
    if kind is JourneyMap:
        faults.extend((*_file.not_a_library(value, page), *_file.no_stages(value, page)))
    for fault in faults:
        cuts.update(fault.cuts)
    model, origins = _read(kind, value, cuts, faults, page)
    gone = dropped(kind, value, (cut for cut, instead in cuts.items() if instead is GONE)) if cuts else {}
    return Built(document, model, origins, gone), _told([fault for fault in faults if fault.message], page)


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema (draft-07), for editors."""
    from journeymap.schema._json_schema import json_schema as made  # here: no check of a map needs it

    return made()


def _read(
    kind: type[JourneyMap | Library], value: dict[str, Value], cuts: Cuts, faults: list[Fault], page: Page
) -> tuple[JourneyMap | Library | None, dict[int, Route]]:
    """Validate, tell and drop what is refused, and again. Adds to `cuts` and `faults`."""
    for _ in range(_PASSES):
        left, kept = pruned(value, cuts)
        try:
            model = kind.model_validate(left)
        except ValidationError as problem:
            new = _refused(problem, kind, left, kept, cuts, page)
        else:
            found = survey(model, left, kept)
            new = check(model, found, kept, page)
            if not any(fault.cuts for fault in new):
                faults.extend(new)
                return model, {id(node): route for node, _, route in found} | _unwritten(model)
        faults.extend(new)
        for fault in new:
            for route, instead in fault.cuts.items():
                cuts[route] = _stand_in(route, kind, page) if instead is GONE else instead
    return None, {}


def _unwritten(model: JourneyMap | Library) -> dict[int, Route]:
    """The scale of emotions where the file does not have one: it belongs to the file as a whole."""
    if isinstance(model, JourneyMap) and "emotion_scale" not in model.model_fields_set:
        return {id(model.emotion_scale): ()}
    return {}


def _stand_in(route: Route, kind: type[JourneyMap | Library], page: Page) -> Value | Gone:
    """What takes the place of a part that is wrong: nothing, but for what every file must have."""
    if route == ("title",) and kind is JourneyMap:
        return PurePosixPath(page.document.source.path).stem or "?"
    return "1" if route == ("journeymap",) else Word("true") if route == ("library",) and kind is Library else GONE


def _refused(problem: ValidationError, kind: type[Node], left: Value, kept: Kept, cuts: Cuts, page: Page) -> list[Fault]:
    """The faults of one validation: those about keys object by object, the others one by one."""
    faults: list[Fault] = []
    objects: dict[tuple[str | int, ...], tuple[list[str], list[str]]] = {}
    for error in problem.errors(include_url=False, include_input=False):
        loc, name = error["loc"], error["type"]
        if name in ("extra_forbidden", "missing"):
            unknown, missing = objects.setdefault(loc[:-1], ([], []))
            (unknown if name == "extra_forbidden" else missing).append(str(loc[-1]))
            continue
        told = _values.told(locate(loc, kind, left, kept), name, error.get("ctx", {}), page)
        absent = not page.document.complete and name in ("empty_entry", "empty_text")
        faults.extend(_silent(fault) if absent else fault for fault in told)
    for loc, (unknown, missing) in objects.items():
        spot = locate(loc, kind, left, kept)
        consequences = [key for key in missing if (*spot.route, key) in cuts or not page.document.complete]
        if unknown or len(consequences) < len(missing):
            faults.extend(_keys.told(spot, unknown, [key for key in missing if key not in consequences], page))
        if consequences:
            faults.append(_silent(Fault("", spot.route, FILE_START, cuts=dict.fromkeys([spot.route] if spot.route else [(key,) for key in consequences], GONE))))
    return faults


def _silent(fault: Fault) -> Fault:
    return Fault(fault.key, fault.route, fault.span, cuts=fault.cuts)


def _told(faults: list[Fault], page: Page) -> tuple[Diagnostic, ...]:
    """Diagnostics in the order of the file, each once: an alias repeats a fault at the same place."""
    once = {(fault.span, fault.message): fault for fault in reversed(faults)}
    ordered = sorted(once.values(), key=lambda fault: (fault.span, fault.key))
    return tuple(page.diagnostic(fault) for fault in ordered)


def _nothing(page: Page, faults: list[Fault]) -> tuple[Built, tuple[Diagnostic, ...]]:
    return Built(page.document, None, {}, {}), _told(faults, page)
