"""From a document to the model of a map or a library: the parts that are right, and in own words what is wrong with the others.

pydantic validates all in one pass. What it refuses is told, dropped, and the rest is validated again, until nothing is
refused: a slip in one action hides nothing of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.model import JourneyMap
from journeymap.schema import _file
from journeymap.schema._closest import closest
from journeymap.schema._fault import Page
from journeymap.schema._file import kind_of
from journeymap.schema._parts import Part, choices, knows, named_readings, parts, refers_to, takes_list
from journeymap.schema._prune import GONE
from journeymap.schema._reader import Reader
from journeymap.schema._survey import dropped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from journeymap.diagnostic import Diagnostic, Route
    from journeymap.document import Document
    from journeymap.model import Library
    from journeymap.schema._fault import Fault

__all__ = [
    "Built",
    "Part",
    "build",
    "choices",
    "closest",
    "json_schema",
    "kind_of",
    "knows",
    "named_readings",
    "parts",
    "refers_to",
    "takes_list",
]

_MOST_TOLD = 1000
"""Mistakes of one file that are told one by one: nobody reads more, and a generated file can hold two hundred thousand."""


class Built(NamedTuple):
    """What could be made of a document.

    `model` lacks the parts that are wrong; it is None only if nothing can stand: no mapping, or not one of our files.
    `origins` has the route in the file of every node of the model by the node's `id()`; `()` where the file does not
    have it. `plain` has the `id()` of every node that was written as a text alone. `dropped` has, by kind ("persona",
    "touchpoint", "stop" for stages, actions and cells ...), the slugs of ids and main texts that were dropped, so that
    nobody calls a reference to them unknown.
    """

    document: Document
    model: JourneyMap | Library | None
    origins: Mapping[int, Route]
    plain: Collection[int]
    dropped: Mapping[str, frozenset[str]]


def build(document: Document) -> tuple[Built, tuple[Diagnostic, ...]]:
    """The model of a document, without the parts that are wrong, and a diagnostic for each of these."""
    page = Page(document)
    value = document.value
    if not isinstance(value, dict):
        return Built(document, None, {}, (), {}), _told(_file.no_mapping(page), page)
    faults = _file.no_marker(value, page) if "journeymap" not in value else []
    if faults and not _file.looks_like_ours(value):
        return Built(document, None, {}, (), {}), _told(faults, page)
    kind = _file.kind_of(value)
    if kind is JourneyMap:
        faults += [*_file.not_a_library(value, page), *_file.no_stages(value, page)]
    reader = Reader(kind, value, page, faults)
    model, origins, plain = reader.read()
    gone = [route for route, instead in reader.cuts.items() if instead is GONE]
    return Built(document, model, origins, plain, dropped(kind, value, gone) if gone else {}), _told(reader.faults, page)


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema (draft-07), for editors."""
    from journeymap.schema._json_schema import json_schema as made  # here: no check of a map needs it

    return made()


def _told(faults: Iterable[Fault], page: Page) -> tuple[Diagnostic, ...]:
    """Diagnostics in the order of the file, each once: an alias repeats a fault at the same place."""
    once: dict[object, Fault] = {}
    for fault in faults:
        if fault.message:
            once.setdefault((fault.span, fault.message), fault)
    found = sorted(once.values(), key=lambda fault: (fault.span, fault.key))
    told = found[:_MOST_TOLD]
    if len(found) > _MOST_TOLD:
        said = f"{told[-1].help}; " if told[-1].help else ""
        told[-1] = told[-1]._replace(help=f"{said}the file has {len(found) - _MOST_TOLD:,} more mistakes, which are not shown")
    return tuple(map(page.diagnostic, told))
