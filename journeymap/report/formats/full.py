"""For people: a code frame for each diagnostic, and one line that sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.frame import frame
from journeymap.report.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:
    """Draw the frames with a blank line after each, then the summary."""
    told = ["\n".join(frame(one, context)) + "\n" for one in diagnostics]
    return "\n".join([*told, verdict(summary, color=context.color) + "\n"])
