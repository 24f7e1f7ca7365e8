"""Diagnostics as plain values, which JSON and another process take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Place, Related, Span
from journeymap.escape import MapText, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.diagnostic import Route

Groups = tuple[tuple[Diagnostic, ...], ...]
"""What was found in one file, in as many kinds as the caller tells apart."""


def as_bytes(value: Any) -> bytes:
    """Plain values as bytes of JSON, on one line."""
    # Not ASCII only: two escaped halves of a pair, which a map can hold, would be read back as one character.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def dumped(groups: Iterable[Iterable[Diagnostic]]) -> bytes:
    """Diagnostics as bytes of JSON."""
    return as_bytes(to_json(groups))


def to_json(groups: Iterable[Iterable[Diagnostic]]) -> list[list[list[Any]]]:
    """Diagnostics as lists of plain values, which JSON and another process take."""
    return [[_written(one) for one in group] for group in groups]


def from_json(groups: list[list[list[Any]]]) -> Groups:
    """What `to_json` was given."""
    return tuple(tuple(map(_read, group)) for group in groups)


def _written(one: Diagnostic) -> list[Any]:
    return [
        one.id,
        one.level.value,
        plain(one.message),
        _place(one.place),
        None if one.help is None else plain(one.help),
        [[plain(other.message), _place(other.place)] for other in one.related],
        None if one.fix is None else [one.fix.safe, [[_span(edit.span), edit.text] for edit in one.fix.edits]],
        one.key,
        one.anchor,
        one.fingerprint,
    ]


def _read(values: list[Any]) -> Diagnostic:
    name, level, message, place, help_line, related, fix, key, anchor, fingerprint = values
    return Diagnostic(
        name,
        _LEVELS[level],
        MapText(message),
        _place_read(place),
        None if help_line is None else MapText(help_line),
        tuple(Related(MapText(said), _place_read(where)) for said, where in related),
        None if fix is None else Fix(tuple(Edit(Span(*span), text) for span, text in fix[1]), fix[0]),
        key,
        anchor,
        fingerprint,
    )


_LEVELS = {level.value: level for level in Level}


def _place(place: Place) -> list[Any]:
    return [place.path, list(place.route), _span(place.span)]


def _place_read(values: list[Any]) -> Place:
    path, route, span = values
    steps: Route = tuple(route)
    return Place(path, steps, Span(*span))


def _span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]
