"""For programs that read as they go: one diagnostic a line, the same object as in `json`, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.as_json import as_json, dumped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write each on its line, in the order given; no diagnostic, no text."""
    return "".join(dumped(as_json(one)) + "\n" for one in diagnostics)
