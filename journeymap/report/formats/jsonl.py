"""For programs that read as they go: one diagnostic a line, the same object as in `json`, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.as_json import as_json, dumped

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def piece(one: Diagnostic, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write one on its line."""
    return dumped(as_json(one)) + "\n"


def whole(pieces: str, summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Nothing but the lines; no diagnostic, no text."""
    return pieces
