"""Validate, tell and drop what is refused, and again: one file on its way to a model."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from journeymap.diagnostic import FILE_START
from journeymap.document import Word
from journeymap.model import JourneyMap, Library
from journeymap.schema._checks import check
from journeymap.schema._fault import Fault
from journeymap.schema._parts import locate
from journeymap.schema._plain import NotPlain, read
from journeymap.schema._prune import GONE, pruned
from journeymap.schema._survey import survey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.schema._fault import Page
    from journeymap.schema._parts import Spot
    from journeymap.schema._prune import Cuts, Gone, Pruned
    from journeymap.schema._survey import Found

_PASSES = 6
"""Validations of one file at most. One finds all faults, one what dropping them leaves incomplete, one or two the faults of
things that are right one by one; mutilated maps by the ten thousand needed 4 at most."""
_ABSENCE = frozenset({"empty_entry", "empty_text"})


class Reader:
    """A file's value, the faults found so far, and the cuts that follow from them."""

    def __init__(self, kind: type[JourneyMap | Library], value: dict[str, Value], page: Page, faults: Iterable[Fault]) -> None:
        """Begin with the `faults` of the file as a whole; a missing marker gets its stand-in."""
        self.kind = kind
        self.value = value
        self.page = page
        self.faults: list[Fault] = []
        self.cuts: Cuts = {} if "journeymap" in value else {("journeymap",): "1"}
        self._note(faults)

    def read(self) -> tuple[JourneyMap | Library | None, dict[int, Route], frozenset[int]]:
        """The model, the route of each of its nodes by the node's `id()`, and the ids of those that are a text alone."""
        for _ in range(_PASSES):
            left = pruned(self.value, self.cuts)
            try:
                found = self._found(left)
            except ValidationError as problem:
                self._note(self._refused(problem, left))
                continue
            model = found[0].node
            assert isinstance(model, JourneyMap | Library)
            faults = check(model, found, left, self.page)
            self._note(faults)
            if not any(fault.cuts for fault in faults):
                origins = {id(node): route for node, _, route in found} | _unwritten(model)
                return model, origins, frozenset(id(node) for node, raw, _ in found if not isinstance(raw, dict))
        return None, {}, frozenset()

    def _found(self, left: Pruned) -> list[Found]:
        """Every node of the model of what is left, the model first. Raises `ValidationError`."""
        if not left.kept:
            with suppress(NotPlain):
                return read(self.kind, left.value)
        return survey(self.kind.model_validate(left.value), left)

    def _note(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults.append(fault)
            for route, instead in fault.cuts.items():
                self.cuts[route] = self._stand_in(route) if instead is GONE else instead

    def _stand_in(self, route: Route) -> Value | Gone:
        """What takes the place of a part that is dropped: nothing, but for what every file must have."""
        if route == ("journeymap",):
            return "1"
        if self.kind is Library:
            return Word("true") if route == ("library",) else GONE
        return PurePosixPath(self.page.document.source.path).stem or "?" if route == ("title",) else GONE

    def _refused(self, problem: ValidationError, left: Pruned) -> list[Fault]:
        """The faults of one validation: those about keys object by object, the others one by one."""
        from journeymap.schema import _values  # here, as `_keys` below: most files have no mistake that asks for words

        complete = self.page.document.complete
        faults: list[Fault] = []
        objects: dict[tuple[str | int, ...], tuple[list[str], list[str]]] = {}
        for error in problem.errors(include_url=False, include_input=False):
            loc, name = error["loc"], error["type"]
            if name in ("extra_forbidden", "missing"):
                unknown, missing = objects.setdefault(loc[:-1], ([], []))
                (unknown if name == "extra_forbidden" else missing).append(str(loc[-1]))
                continue
            told = _values.told(locate(loc, self.kind, left), name, error.get("ctx", {}), self.page)
            faults += told if complete or name not in _ABSENCE else [fault._replace(message="") for fault in told]
        for loc, (unknown, missing) in objects.items():
            faults += self._keys(locate(loc, self.kind, left), unknown, missing)
        return faults

    def _keys(self, spot: Spot, unknown: list[str], missing: list[str]) -> list[Fault]:
        """Faults about keys. A key that was dropped, or that stands where the file breaks off, is not called missing."""
        from journeymap.schema import _keys

        complete = self.page.document.complete
        consequences = [key for key in missing if (*spot.route, key) in self.cuts or not complete]
        faults: list[Fault] = []
        if unknown or len(consequences) < len(missing):
            faults = _keys.told(spot, unknown, [key for key in missing if key not in consequences], self.page)
        if consequences:
            dropped = [spot.route] if spot.route else [(key,) for key in consequences]
            faults.append(Fault("consequence", spot.route, FILE_START, cuts=dict.fromkeys(dropped, GONE)))
        return faults


def _unwritten(model: JourneyMap | Library) -> dict[int, Route]:
    """The scale of emotions where the file does not have one: it belongs to the file as a whole."""
    if isinstance(model, JourneyMap) and "emotion_scale" not in model.model_fields_set:
        return {id(model.emotion_scale): ()}
    return {}
