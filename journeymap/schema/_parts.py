"""Where things of a map can stand: which keys of a class hold objects, and what a place of the model is in the file.

pydantic names a place as the model has it: every list has indices and every object its keys. A file may be shorter: a
lone entry has no index, a text alone has no keys, and `metrics` may be a mapping. `locate` goes from one to the other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeGuard, get_args, get_origin

from journeymap.model import Lanes, Node
from journeymap.model.values import Reads, Refers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.schema._prune import Pruned

Shape = Literal["one", "many", "mapping", "readings"]
"""How objects stand under a key: one; a list (or one alone); by names of their own; metrics, in any of these ways."""


class Part(NamedTuple):
    """A key whose value holds objects: the field of the model, the class of the objects, and how they stand."""

    field: str
    model: type[Node]
    shape: Shape


@cache
def parts(model: type[Node]) -> dict[str, Part]:
    """The keys of `model` that hold objects."""
    found: dict[str, Part] = {}
    for key, name in model.keys().items():
        held, shape = _held(model.model_fields[name].annotation)
        if held is not None:
            is_lane = issubclass(model, Lanes) and key == "metrics"
            found[key] = Part(name, held, "readings" if is_lane else shape)
    return found


def _held(annotation: Any, shape: Shape = "one") -> tuple[type[Node] | None, Shape]:
    """The class of objects that an annotation holds, if any, under its `Annotated`, `| None`, tuples and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return annotation, shape
    origin = get_origin(annotation)
    inner: Shape = "many" if origin is tuple else "mapping" if origin is dict else shape
    for argument in get_args(annotation):
        held, found = _held(argument, inner)
        if held is not None:
            return held, found
    return None, shape


def knows(model: type[Node], key: str) -> bool:
    """Whether `key` is one of the keys of `model`."""
    keys = model.keys()
    return key in keys


@cache
def takes_list(model: type[Node], key: str) -> bool:
    """Whether a list may stand under `key`."""
    return knows(model, key) and _has_tuple(model.model_fields[model.keys()[key]].annotation)


def _has_tuple(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_has_tuple, get_args(annotation)))


@cache
def refers_to(model: type[Node], key: str) -> str | None:
    """The kind of things that the texts under `key` name, if they are references."""
    field = model.model_fields[model.keys()[key]]
    return next((one.kind for one in (*field.metadata, *_metadata(field.annotation)) if isinstance(one, Refers)), None)


@cache
def choices(model: type[Node], key: str) -> tuple[str, ...]:
    """The texts that may stand under `key` where there are only some; `true` and `false` for what holds or does not."""
    field = model.model_fields[model.keys()[key]]
    seen = next((one.seen for one in (*field.metadata, *_metadata(field.annotation)) if isinstance(one, Reads)), {})
    if seen.get("type") == "boolean":
        return ("true", "false")
    listed = [seen, *seen.get("anyOf", ())]
    return tuple(dict.fromkeys(str(one) for part in listed for one in part.get("enum", ())))


def _metadata(annotation: Any) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _metadata(argument)


def named_readings(value: Value) -> TypeGuard[dict[str, Value]]:
    """Whether the `metrics` of a stage or an action are a mapping of metric to value, and not one metric alone."""
    return isinstance(value, dict) and "name" not in value


class Spot(NamedTuple):
    """A place that pydantic complained about, as it stands in the file.

    `owner` is the class of the object around it and `key` that object's key; `name` is the key of its own that a
    mapping (`demographics`, `own`, `emotions`, `metrics`) has there. `expects` is the class of object that belongs here,
    `item` tells that it is an entry of a list. `route` ends at the object where the key itself is missing or where the
    object is a text alone (`absent`); `raw` is the value at `route`.
    """

    route: Route
    owner: type[Node]
    key: str
    raw: Value
    name: str | None = None
    expects: type[Node] | None = None
    item: bool = False
    absent: bool = False


def locate(loc: tuple[str | int, ...], root: type[Node], left: Pruned) -> Spot:
    """The place in the file of pydantic's `loc`, which is an answer about `left`."""
    spot = Spot((), root, "", left.value, expects=root)
    part: Part | None = None
    for step in loc:
        raw = spot.raw
        if isinstance(step, int):
            expects = part.model if part else None
            if isinstance(raw, list):
                spot = Spot(
                    (*spot.route, left.in_file(spot.route, step)), spot.owner, spot.key, raw[step], spot.name, expects, item=True
                )
            elif part is not None and part.shape == "readings" and named_readings(raw):
                name = list(raw)[step]
                spot = Spot((*spot.route, name), spot.owner, spot.key, raw[name], name, expects)
            else:
                spot = Spot(spot.route, spot.owner, spot.key, raw, spot.name, expects)
            continue
        if spot.expects is not None:
            part = parts(spot.expects).get(step)
            expects = part.model if part is not None and part.shape == "one" else None
            if not isinstance(raw, dict) or step not in raw:
                return Spot(spot.route, spot.expects, step, raw, spot.name, absent=True)
            spot = Spot((*spot.route, step), spot.expects, step, raw[step], expects=expects)
        elif isinstance(raw, dict) and step in raw:
            expects = part.model if part else None
            spot = Spot((*spot.route, step), spot.owner, spot.key, raw[step], step, expects)
        else:
            break  # pydantic went deeper than anything that was written: the last place that was is the one to show
    return spot
