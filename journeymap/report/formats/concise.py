"""For `grep` and for editors: `path:line:column: level[id] message`, one line each and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.report.runner import guarded
from journeymap.report.style import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Tell each in its line, in the order given; no diagnostic, no text."""
    shown: dict[str, str] = {}
    return "".join(_line(one, context, shown) + "\n" for one in diagnostics)


def _line(one: Diagnostic, context: Context, shown: dict[str, str]) -> str:
    (path, _, span), level = one.place, one.level.value
    if path not in shown:
        shown[path] = escape.terminal(context.show(path))
    place = f"{shown[path]}:{span.line}:{span.column}"
    label = paint(f"{level}[{escape.terminal(one.id)}]", level, color=context.color)
    return guarded(f"{place}: {label} {escape.terminal(one.message)}")
