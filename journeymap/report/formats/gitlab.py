"""GitLab's code quality report: the subset of CodeClimate's format that a merge request shows.

An error is `major`, a warning `minor`, an info `info`: what other linters say in this format, so that ours weigh as much
in one list with theirs. `critical` and `blocker` are for programs that are unsafe, and a map cannot be that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Level
from journeymap.report.as_json import dumped
from journeymap.report.host import inert, sentence
from journeymap.report.region import markable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write a list, one diagnostic a line; without diagnostics an empty one, which tells GitLab that all are resolved."""
    listed = ",".join(f"\n  {dumped(_issue(one, context))}" for one in diagnostics)
    return f"[{listed}\n]\n" if listed else "[]\n"


def _issue(one: Diagnostic, context: Context) -> dict[str, object]:
    return {
        # GitLab does not show `check_name`, so the id stands here, too.
        "description": f"{inert(one.id)}: {sentence(one)}",
        "check_name": escape.json(one.id),
        "fingerprint": one.fingerprint,
        "severity": _SEVERITIES[one.level],
        "location": {"path": escape.json(one.place.path), "lines": {"begin": markable(one.place, context).line}},
    }
