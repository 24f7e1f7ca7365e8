"""The fix for a name that names nothing: the closest name that does, written in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Edit, Fix
from journeymap.edit import scalar
from journeymap.model import slug

if TYPE_CHECKING:
    from journeymap.diagnostic import Route, Span
    from journeymap.document import Document, Value
    from journeymap.journey._linking import Linking
    from journeymap.model import Node


def renamed(on: Linking, owner: Node, steps: Route, text: str, closest: str) -> Fix | None:
    """`closest` instead of the reference `text`. Not a safe fix: it is a guess at what was meant."""
    document = on.document(on.origins[id(owner)].path)
    route = on.route(owner, *steps)
    if document.aliased(route):
        return None
    span = written(document, route, owner.main, text)
    return None if span is None else Fix((Edit(span, scalar(closest)),), safe=False)


def written(document: Document, route: Route, main: str, text: str) -> Span | None:
    """Where `text` itself is written: as the value of a route, as the main text of the object there, or as its key."""
    value: Value = document.value
    for step in route:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        elif step != 0:  # the only entry of a list may stand alone
            return None
    if isinstance(value, str) and slug(value) == slug(text):
        return document.span(route)
    held = value.get(main) if isinstance(value, dict) else None
    if isinstance(held, str) and slug(held) == slug(text):
        return document.span((*route, main))
    if route and isinstance(route[-1], str) and slug(route[-1]) == slug(text):
        return document.key_span(route)
    return None
