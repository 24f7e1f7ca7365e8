"""For people: a code frame for each diagnostic, and one line that sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.frame import frame
from journeymap.report.verdict import verdict

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def piece(one: Diagnostic, context: Context) -> str:
    """Draw the frame with a blank line after it."""
    return "\n".join(frame(one, context)) + "\n\n"


def whole(pieces: str, summary: Summary, context: Context) -> str:
    """The frames, then the summary."""
    return f"{pieces}{verdict(summary, color=context.color)}\n"
