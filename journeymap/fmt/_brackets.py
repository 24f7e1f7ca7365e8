"""Lists and objects in brackets: which of them stay on their line, and how that is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap import edit
from journeymap.fmt._scalars import BREAK, can_be_plain, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Route
    from journeymap.document import Document, Value
    from journeymap.fmt._order import Spot

WIDEST = 120
"""Columns up to which brackets stay on one line."""
_BLANK = re.compile(r"\s")
_JOINS = re.compile("[،、，：]")


def quoted(text: str) -> str:
    """A text in double quotes."""
    written = edit.scalar(text)
    return written if written.startswith('"') else f'"{written}"'


def breaks(value: Value, spot: Spot) -> bool:
    """Whether what stands in brackets says something, so that each entry gets a line of its own."""
    if isinstance(value, dict):
        return any(breaks(held, spot.below(key, value)) for key, held in value.items())
    if isinstance(value, list):
        return bool(value) and (spot.says or any(breaks(held, spot.below(0, value)) for held in value))
    return value is not None and _BLANK.search(value) is not None


def is_odd(document: Document, route: Route, value: Value) -> bool:
    """Whether brackets hold what is probably a slip, or cannot be written in another way: they are left as they are."""
    if document.aliased(route):
        return False
    written = document.slice(document.span(route))
    if isinstance(value, (dict, list)) and written[:1] not in ("[", "{"):
        return True  # `[a: b]`
    if value is None:
        return True
    if isinstance(value, str):
        return document.style(route) == "plain" and _JOINS.search(value) is not None
    return any(
        is_odd(document, (*route, step), held)
        or (isinstance(step, str) and (document.key_anchor((*route, step)) is not None or BREAK.search(step) is not None))
        for step, held in _entries(value)
    )


def inline(document: Document, route: Route, value: Value) -> str:
    """A value on one line, inside brackets or with them."""
    if document.aliased(route):
        return document.slice(document.span(route))
    anchor = document.anchor(route)
    mark = f"&{anchor} " if anchor is not None and document.style(route) != "flow" else ""
    if isinstance(value, dict):
        pairs = (f"{_key(document, (*route, key), key)}: {_held(document, (*route, key), held)}" for key, held in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_held(document, (*route, index), held) for index, held in enumerate(value)) + "]"
    written = document.slice(document.span(route))
    return mark + one_line(written, value or "", document.style(route), in_flow=True)


def _held(document: Document, route: Route, value: Value) -> str:
    anchor = document.anchor(route)
    is_group = isinstance(value, (dict, list)) and not document.aliased(route) and anchor is not None
    return f"&{anchor} {inline(document, route, value)}" if is_group else inline(document, route, value)


def _key(document: Document, route: Route, key: str) -> str:
    written = document.slice(document.key_span(route))
    if written == key:
        return written
    return key if can_be_plain(key, in_flow=True) else quoted(key)


def _entries(value: dict[str, Value] | list[Value]) -> Iterator[tuple[str | int, Value]]:
    return iter(value.items()) if isinstance(value, dict) else enumerate(value)
