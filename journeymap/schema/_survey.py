"""Walks over a model and the value it was read from: the place of every node, and the names of what did not become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.model import default_id, slug
from journeymap.schema._closest import closest
from journeymap.schema._parts import knows, named_readings, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Value
    from journeymap.model import Node
    from journeymap.schema._prune import Pruned

STOPS = frozenset({"stage", "action", "cell"})
"""The kinds that share their ids, since `next` and `triggers` point at any of them."""


class Found(NamedTuple):
    """A node, the value it was read from, and its route in the file."""

    node: Node
    raw: Value
    route: Route


def survey(model: Node, left: Pruned) -> list[Found]:
    """Every node of `model`, from the top down and in the order of the file. `left` is what the model was read from."""
    found: list[Found] = []
    _survey(model, left.value, (), left, found)
    return found


def _survey(node: Node, raw: Value, route: Route, left: Pruned, found: list[Found]) -> None:
    found.append(Found(node, raw, route))
    if not isinstance(raw, dict):
        return
    table = parts(type(node))
    fields = node.__dict__
    for key, value in raw.items():
        part = table.get(key)
        if part is None or value is None or value == "":
            continue
        held = fields[part.field]
        at = (*route, key)
        if part.shape == "one":
            _survey(held, value, at, left, found)
        elif isinstance(value, list):
            for index, child, item in zip(left.kept.get(at, range(len(value))), held, value, strict=True):
                _survey(child, item, (*at, index), left, found)
        elif part.shape == "mapping":
            for name, child in held.items():
                _survey(child, value[name], (*at, name), left, found)
        elif part.shape == "readings" and named_readings(value):
            for (name, item), child in zip(value.items(), held, strict=True):
                _survey(child, item, (*at, name), left, found)
        else:
            _survey(held[0], value, at, left, found)


class Named(NamedTuple):
    """Something in a file that can be referred to: its kind, the texts that name it, and its route."""

    kind: str
    texts: tuple[str, ...]
    route: Route


def named(model: type[Node], raw: Value, route: Route = ()) -> Iterator[Named]:
    """What a value, right or wrong, seems to declare; a key that is not known stands for the closest one."""
    kind = "stop" if model.kind in STOPS else model.kind
    is_named = model.model_fields[model.main].is_required()  # a feeling or a way on is nothing that could be referred to
    if isinstance(raw, str) and is_named:
        yield Named(kind, (raw,), route)
    if not isinstance(raw, dict):
        return
    near = {key: key if knows(model, key) else closest(key, model.keys()) for key in raw}
    texts = tuple(text for key, text in raw.items() if near[key] in ("id", model.main) and isinstance(text, str))
    if texts and is_named:
        yield Named(kind, texts, route)
    table = parts(model)
    for key, value in raw.items():
        part = table.get(near[key] or "")
        if part is not None:
            yield from _named_in(
                part.model,
                value,
                (*route, key),
                by_name=part.shape == "mapping" or (part.shape == "readings" and named_readings(value)),
            )


def _named_in(model: type[Node], value: Value, route: Route, *, by_name: bool) -> Iterator[Named]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from named(model, item, (*route, index))
    elif by_name and isinstance(value, dict):
        for name, item in value.items():
            if item is None:
                continue
            if model.kind == "metric":
                yield Named(model.kind, (name,), (*route, name))
            yield from named(model, item, (*route, name)) if isinstance(item, dict) else ()
    else:
        yield from named(model, value, route)


def dropped(model: type[Node], value: Value, cuts: Iterable[Route]) -> dict[str, frozenset[str]]:
    """By kind, the slugs of all names in `value` that stand at or below one of `cuts`."""
    gone = set(cuts)
    found: dict[str, set[str]] = {}
    for kind, texts, route in named(model, value):
        ends = len(route) + 1
        if any(route[:end] in gone for end in range(ends)) or (*route, "id") in gone:
            written = [text for text in texts if slug(text)]
            found.setdefault(kind, set()).update((*map(slug, written), *(default_id(text, kind) for text in written)))
    return {kind: frozenset(slugs) for kind, slugs in found.items() if slugs}


def own_lanes(value: Value) -> dict[str, str]:
    """The names of the own lanes of all stages and actions, by their slugs."""
    names: dict[str, str] = {}
    stages = value.get("stages") if isinstance(value, dict) else None
    for stage in _objects(stages):
        for holder in (stage, *_objects(stage.get("actions"))):
            own = holder.get("own")
            if isinstance(own, dict):
                names.update((slug(name), name) for name in own)
    return names


def _objects(value: Value) -> list[dict[str, Value]]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
