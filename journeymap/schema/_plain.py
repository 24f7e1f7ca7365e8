"""The way of nearly every file: one walk that makes the model and notes where each of its nodes stands.

pydantic stays the judge of shape. What is not plainly right here is read again by it, and it alone says what is wrong;
what is right makes the same model either way (a law in the tests). The walk asks the same functions for every scalar, takes
half of the time, and spares a run over clean files the making of pydantic's validators.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args, get_origin

from pydantic_core import PydanticCustomError

from journeymap.model.lanes import reading
from journeymap.model.values import Reads
from journeymap.schema._parts import named_readings, parts
from journeymap.schema._survey import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.model import Node
    from journeymap.schema._parts import Part

    Read = Callable[[Any], Any]


class NotPlain(Exception):  # noqa: N818 -- caught in the next room: pydantic is to be asked
    """Something that may be wrong."""


def read(model: type[Node], value: Value) -> list[Found]:
    """Every node of what `value` makes, the whole of it first, then in the order of the file. Raises `NotPlain`."""
    found: list[Found] = []
    try:
        _node(model, value, value, (), found)
    except PydanticCustomError:
        raise NotPlain from None
    return found


class _Table(NamedTuple):
    """What is known of a class: by key, the field, and how its value is read or which nodes it holds."""

    keys: Mapping[str, tuple[str, Read | None, Part | None]]
    required: frozenset[str]
    defaults: dict[str, Any]
    """All fields in their order; those that must be written have none here."""
    mutable: tuple[tuple[str, Callable[[], Any]], ...]
    """The fields whose default is a new object each time, with what makes it."""


@cache
def _table(model: type[Node]) -> _Table:
    fields, held = model.model_fields, parts(model)
    return _Table(
        {
            key: (name, None if key in held else _how(fields[name].annotation, fields[name].metadata), held.get(key))
            for key, name in model.keys().items()
        },
        frozenset(name for name, field in fields.items() if field.is_required()),
        {name: field.default for name, field in fields.items()},
        tuple(
            (name, cast("Callable[[], Any]", field.default_factory)) for name, field in fields.items() if field.default_factory
        ),
    )


def _how(annotation: Any, metadata: Any = ()) -> Read:
    """How a value without nodes is read: by the function of its scalar, in lists and mappings for each entry."""
    for mark in metadata:
        if isinstance(mark, Reads):
            return mark.read
    inner = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return _how(inner[0], annotation.__metadata__)
    if get_origin(annotation) is tuple:
        return _each(_how(inner[0]))
    if get_origin(annotation) is dict:
        return _by_name(_how(inner[1]))
    return _how(next(one for one in inner if one is not type(None)))


def _each(read_one: Read) -> Read:
    return lambda value: tuple(map(read_one, value)) if isinstance(value, list) else (read_one(value),)


def _by_name(read_one: Read) -> Read:
    return lambda value: {name: read_one(entry) for name, entry in _mapping(value)}


def _mapping(value: Value) -> Any:
    if not isinstance(value, dict):
        raise NotPlain
    return value.items()


def _node(model: type[Node], value: Value, raw: Value, route: Route, found: list[Found]) -> Node:
    """The node that `value` makes; `raw` is what is written for it."""
    if isinstance(value, str) and model.shorthand:
        value = model.from_text(value)
    if not isinstance(value, dict):
        raise NotPlain
    keys, required, defaults, mutable = _table(model)
    fields = defaults.copy()
    for name, make in mutable:
        fields[name] = make()
    node: Node = object.__new__(model)
    found.append(Found(node, raw, route))
    written = set()
    for key, entry in value.items():
        try:
            name, read_value, part = keys[key]
        except KeyError:
            raise NotPlain from None
        if not entry and (entry is None or entry == ""):
            continue
        fields[name] = read_value(entry) if read_value is not None else _nodes(part, entry, (*route, key), found)
        written.add(name)
    if not written.issuperset(required):
        raise NotPlain
    node.fill(fields, written)
    return node


def _nodes(part: Part | None, value: Value, route: Route, found: list[Found]) -> Any:
    """What stands under a key that holds nodes."""
    assert part is not None
    model = part.model
    if part.shape == "one":
        return _node(model, value, value, route, found)
    if part.shape == "mapping":
        return {name: _node(model, entry, entry, (*route, name), found) for name, entry in _mapping(value)}
    if isinstance(value, list):
        return tuple([_node(model, entry, entry, (*route, index), found) for index, entry in enumerate(value)])
    if part.shape == "readings" and named_readings(value):
        return tuple([_node(model, reading(name, entry), entry, (*route, name), found) for name, entry in _mapping(value)])
    return (_node(model, value, value, route, found),)
