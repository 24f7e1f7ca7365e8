"""Which files have a layout: those that could be read to their end, and whose shape is a map's or a library's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import document, schema

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.document import Document
    from journeymap.limits import Limits


def whole(path: str, content: bytes, limits: Limits) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The file of these bytes as `formatted` takes it, or what keeps it from being formatted."""
    found, told = document.decode(path, content, limits)
    if found is None:
        return None, told
    parsed, told = document.parse(found, limits)
    if parsed is None or told:
        return None, told
    built, misshapen = schema.build(parsed)
    return (parsed, ()) if built.model is not None else (None, misshapen)
