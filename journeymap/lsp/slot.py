"""What the format expects at a place: whose keys fit, what a text there names, which words there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import schema
from journeymap.model import Evidence, Goal, JourneyMap, Library, Metric, Persona, Resource, Solution, Touchpoint
from journeymap.model.journey_map import LANES, Action, Stage
from journeymap.model.lanes import Cell, Next

if TYPE_CHECKING:
    from journeymap.lsp.cursor import Cursor, Steps
    from journeymap.model import Node
    from journeymap.schema import Part

_KINDS: dict[type[Node], str] = {
    Persona: "persona", Goal: "goal", Touchpoint: "touchpoint", Resource: "resource", Metric: "metric", Evidence: "evidence",
    Solution: "solution", Stage: "stop", Action: "stop", Cell: "stop",
}  # fmt: skip
"""The classes of things that references can name, each with the kind that `Journey.named` knows."""
PATHS = frozenset({"include", "based_on", "journey", "image"})
"""Keys whose texts are paths."""


class Slot(NamedTuple):
    """A place. `owner` and `key` are the class and its key under which it stands, if it stands under one of the format.

    `object` is the class of object that may stand there, and whose keys fit; `names` is the kind of things whose names are
    keys there (a persona of `emotions`, a metric of `metrics`); `item` tells that it is in a list.
    """

    object: type[Node] | None
    owner: type[Node] | None = None
    key: str = ""
    names: str | None = None
    item: bool = False

    @property
    def refers(self) -> str | None:
        """The kind of things that a text alone names there."""
        if self.owner is None or not self.key:
            return None
        kind = schema.refers_to(self.owner, self.key)
        if kind is not None:
            return kind
        if self.object is Next:
            return "stop"
        if self.object in (Solution, Metric) or (self.owner is JourneyMap and self.object is not None):
            return _KINDS.get(self.object) if self.object not in (Stage, Action, Cell) else None
        return None

    @property
    def declares(self) -> str | None:
        """The kind of thing that an object there is, if references can name it."""
        return _KINDS.get(self.object) if self.object is not None else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that may stand there, where there are only some."""
        if self.owner is JourneyMap and self.key == "lanes":
            return LANES
        return schema.choices(self.owner, self.key) if self.owner is not None and self.key else ()


def root_of(text: str) -> type[Node]:
    """What a file is by its text: a library says so at the beginning of a line."""
    return Library if text.startswith("library:") or "\nlibrary:" in text or "\rlibrary:" in text else JourneyMap


def slot_of(root: type[Node], steps: Steps) -> Slot | None:
    """What is expected where `steps` lead; None where the format knows nothing."""
    here = Slot(root)
    for step in steps:
        found = _item(here) if isinstance(step, int) else _below(here, step)
        if found is None:
            return None
        here = found
    return here


def _item(here: Slot) -> Slot | None:
    if here.owner is None or here.item:
        return None
    return here._replace(item=True, names=None)


def _below(here: Slot, step: str) -> Slot | None:
    if here.names is not None and not (here.object is Metric and step == "name"):
        return Slot(here.object, None, "")
    model = here.object
    if model is None or step not in model.keys():  # noqa: SIM118 -- it is no mapping but a class that gives one
        return None
    part = schema.parts(model).get(step)
    return Slot(part.model if part else None, model, step, _names(part))


def _names(part: Part | None) -> str | None:
    if part is None or part.shape not in ("mapping", "readings"):
        return None
    return "metric" if part.shape == "readings" else "persona"


class Named(NamedTuple):
    """That the word at the cursor is the name of a thing; `here` where the thing is declared there, `by_id` as its id."""

    kind: str
    text: str
    here: bool = False
    by_id: bool = False


def named_at(root: type[Node], cursor: Cursor) -> Named | None:
    """The thing that the word at the cursor names, be it a reference or its own declaration."""
    if cursor.where not in ("key", "value", "open") or not cursor.word:
        return None
    slot = slot_of(root, cursor.steps)
    if slot is None:
        return None
    if cursor.where == "key":
        return Named(slot.names, cursor.word) if slot.names is not None else None
    last = cursor.steps[-1] if cursor.steps else None
    above = slot_of(root, cursor.steps[:-1]) if isinstance(last, str) else None
    if above is not None and above.object is not None and above.declares is not None:
        if last == "id":
            return Named(above.declares, cursor.word, here=True, by_id=True)
        if last == _main_key(above.object):
            is_reading = above.object is Metric and above.owner is not JourneyMap and above.owner is not Library
            return Named(above.declares, cursor.word, here=not is_reading)
    if slot.refers is not None:
        return Named(slot.refers, cursor.word)
    return Named(slot.declares, cursor.word, here=True) if slot.declares is not None else None


def _main_key(model: type[Node]) -> str:
    return next((key for key, name in model.keys().items() if name == model.main), model.main)
