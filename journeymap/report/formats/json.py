"""For programs: the document that docs/cli.md fixes, one diagnostic a line, so that two runs can be compared with a text diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.as_json import as_json, dumped

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary

_VERSION = 1


def piece(one: Diagnostic, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write one on its line, behind the comma that parts it from the one before."""
    return f",\n    {dumped(as_json(one))}"


def whole(pieces: str, summary: Summary, context: Context) -> str:
    """Write the whole document; without diagnostics too."""
    listed = pieces.removeprefix(",")
    counts = {
        "files": summary.files,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "ignored": summary.ignored,
        "baselined": summary.baselined,
    }
    members = (
        f'"version": {_VERSION}',
        f'"tool": {dumped({"name": "journeymap", "version": context.version})}',
        f'"diagnostics": [{listed}\n  ]' if listed else '"diagnostics": []',
        f'"summary": {dumped(counts)}',
    )
    return "{\n  " + ",\n  ".join(members) + "\n}\n"
