"""For `grep` and for editors: `path:line:column: level[id] message`, one line each and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.report.runner import guarded
from journeymap.report.style import paint

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def piece(one: Diagnostic, context: Context) -> str:
    """Tell one in its line."""
    (path, _, span), level = one.place, one.level.value
    place = f"{escape.terminal(context.show(path))}:{span.line}:{span.column}"
    label = paint(f"{level}[{escape.terminal(one.id)}]", level, color=context.color)
    return guarded(f"{place}: {label} {escape.terminal(one.message)}") + "\n"


def whole(pieces: str, summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Nothing but the lines; no diagnostic, no text."""
    return pieces
