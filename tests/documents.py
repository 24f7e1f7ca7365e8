"""Texts read as a `Document`, by both parsers, and the places in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from journeymap.document import Document, parse
from journeymap.limits import Limits
from journeymap.source import Source

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Route

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])


def parsed(text: str, *, pure: bool = False) -> Document:
    document, diagnostics = parse(Source("map.yaml", text), pure=pure)
    assert diagnostics == ()
    assert document is not None
    assert document.complete
    return document


def told(text: str, limits: Limits | None = None, *, pure: bool = False) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return parse(Source("map.yaml", text), limits or Limits(), pure=pure)


def routes(value: object, route: Route = ()) -> list[Route]:
    found: list[Route] = [route]
    if isinstance(value, dict):
        found += [below for key, entry in value.items() for below in routes(entry, (*route, key))]
    if isinstance(value, list):
        found += [below for index, entry in enumerate(value) for below in routes(entry, (*route, index))]
    return found
