"""Going through a model without knowing its classes: which fields hold objects, which hold references."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

from journeymap.model.node import Node
from journeymap.model.values import Refers

if TYPE_CHECKING:
    from collections.abc import Iterator


def children(node: Node) -> Iterator[tuple[str, int | str | None, Node]]:
    """The objects right below `node`, in the order of the fields: field, index or key in it (None if it holds one), object."""
    held_by = vars(node)
    fields = _holders(type(node))
    if not any(map(held_by.get, fields)):  # most hold nothing, and this is the quickest way to see it
        return
    for field in fields:
        held = held_by.get(field)
        if not held:  # most lanes are empty; an object is never false
            continue
        if isinstance(held, tuple):
            for index, child in enumerate(held):
                yield field, index, child
        elif isinstance(held, dict):
            for key, child in held.items():
                yield field, key, child
        else:
            yield field, None, held


def references(node: Node) -> list[tuple[str, str, tuple[str, ...]]]:
    """The references that `node` itself holds: field, kind, texts as written."""
    kinds = referrers(type(node))
    if kinds.keys().isdisjoint(node.model_fields_set):  # most nodes refer to nothing
        return []
    held_by = vars(node)
    return [
        (field, kind, held if isinstance(held, tuple) else (held,))
        for field, kind in kinds.items()
        if (held := held_by.get(field))
    ]


def below(node: Node, parents: dict[int, Node] | None = None) -> list[Node]:
    """Everything below `node`, parents first, in the order of the fields. `parents` takes in what each stands in, by `id()`."""
    found: list[Node] = []
    _collect(node, found, {} if parents is None else parents)
    return found


def _collect(node: Node, found: list[Node], parents: dict[int, Node]) -> None:
    held_by = vars(node)
    for field in _holders(type(node)):
        held = held_by[field]
        if not held:  # most lanes are empty; an object is never false
            continue
        child: Node
        for child in held if isinstance(held, tuple) else held.values() if isinstance(held, dict) else (held,):
            found.append(child)
            parents[id(child)] = node
            if not _holders(type(child)).keys().isdisjoint(child.model_fields_set):  # most hold nothing
                _collect(child, found, parents)


@cache
def _holders(model: type[Node]) -> dict[str, None]:
    """The fields that hold objects, in their order."""
    return {name: None for name, field in model.model_fields.items() if _names_a_node(field.annotation)}


def _names_a_node(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Node):
        return True
    return any(_names_a_node(part) for part in get_args(annotation))


@cache
def referrers(model: type[Node]) -> dict[str, str]:
    """The fields that hold references, with the kind of what they name."""
    return {name: mark.kind for name, field in model.model_fields.items() for mark in field.metadata if isinstance(mark, Refers)}
