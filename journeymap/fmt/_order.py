"""What stands where: the class of object at each place of a file, and the order in which its keys are written."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from journeymap.model import Action, JourneyMap, Lanes, Library, Metric, PainPoint
from journeymap.schema import kind_of, knows, named_readings, parts, refers_to, takes_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.document import Value
    from journeymap.model import Node

_FILES = (JourneyMap, Library)
_HEADS: Mapping[type[Node], tuple[str, ...]] = {
    JourneyMap: ("journeymap", "id", "title", "type", "state", "language", "description"),
    Library: ("journeymap", "library", "id", "description"),
    Metric: ("id", "name", "description", "unit", "direction", "min", "max", "value", "previous", "target"),
    PainPoint: ("id", "text", "description", "severity", "persona", "evidence", "solutions"),
    Action: ("id", "text", "description", "goal", "persona", "time", "duration", "wait"),
}
"""How the keys of an object begin where that is not with its id, its main text, and what is longer than that."""
_LAST = ("next", "journey", "actions")
"""Of a stage or an action: what comes behind its lanes, since it leads on or is long."""
_NAMES = frozenset({"include", "lanes", "themes"})
"""Lists of words that are not references, and no sentences."""

_MAPPINGS = frozenset({"demographics"})
"""Objects with keys of one's own that hold texts."""


class Spot(NamedTuple):
    """What may stand at a place: an object of `model` (`None`: nobody knows), alone or in one of the ways of `shape`."""

    model: type[Node] | None = None
    shape: str = "one"
    says: bool = False
    """Whether its texts are sentences and not names, so that each has a line of its own."""

    is_text: bool = False
    """Whether a text alone belongs here, so that brackets are probably a part of it."""

    def is_object(self, value: Value) -> bool:
        """Whether a mapping here is an object of `model`, and not one with keys of its own."""
        if self.model is None or self.shape == "mapping" or not isinstance(value, dict):
            return False
        return self.shape != "readings" or not named_readings(value)

    def below(self, step: str | int, value: Value) -> Spot:
        """What may stand one step further down in `value`."""
        if isinstance(step, int) or not self.is_object(value) or self.model is None:
            return Spot(self.model, says=self.says)
        return _below(self.model, step)


@lru_cache(maxsize=1024)
def _below(model: type[Node], key: str) -> Spot:
    """What may stand under a key of an object."""
    part = parts(model).get(key)
    if part is not None:
        is_said = part.model.main == "text" and model not in _FILES and refers_to(model, key) is None
        return Spot(part.model, part.shape, is_said and key != "solutions")
    if not knows(model, key):
        return Spot()
    if not takes_list(model, key):
        return Spot(is_text=key not in _MAPPINGS)
    return Spot(says=refers_to(model, key) is None and key not in _NAMES)


def root(value: Mapping[str, Value]) -> Spot:
    """The file itself."""
    return Spot(kind_of(value))


def arranged(keys: list[str], model: type[Node]) -> list[str]:
    """The keys of an object in the order of the format; unknown ones stay behind, as they are."""
    order = written_order(model)
    if keys[0] not in order:
        return keys  # a slip, or the beginning of a text with a colon in it: its place says so
    return sorted(keys, key=lambda key: order.get(key, len(order)))


@cache
def written_order(model: type[Node]) -> dict[str, int]:
    """The place of each key: id and main text, what is longer than that, what the object says of itself, its lanes."""
    keys = model.keys()
    is_place = issubclass(model, Lanes)
    own = [key for key, name in keys.items() if name in model.__annotations__]
    head = ["id", *own[: own.index(model.main) + 1]] if model.main in own else ["id", model.main]
    order = [*_HEADS.get(model, (*head, "description")), *own, *(("physical_evidence",) if is_place else ()), *keys]
    last = _LAST if is_place else ()
    rest = [key for key in dict.fromkeys(order) if key in keys and key not in last]
    return {key: place for place, key in enumerate([*rest, *(key for key in last if key in keys)])}
