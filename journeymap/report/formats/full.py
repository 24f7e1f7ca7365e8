"""For people: a code frame for each diagnostic, and one line that sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.frame import frame
from journeymap.report.style import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.report import Context, Summary


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:
    """Draw the frames with a blank line after each, then the summary."""
    told = ["\n".join(frame(one, context)) + "\n" for one in diagnostics]
    return "\n".join([*told, _sentence(summary, color=context.color) + "\n"])


def _sentence(summary: Summary, *, color: bool) -> str:
    """`2 errors, 1 warning in 3 files (1 ignored)`; what was held back is always said."""
    counts = (("error", summary.errors), ("warning", summary.warnings), ("info", summary.infos))
    found = [paint(_count(number, level), level, color=color) for level, number in counts if number]
    held = [f"{number} {word}" for word, number in (("ignored", summary.ignored), ("baselined", summary.baselined)) if number]
    told = ", ".join(found) or paint("no errors", "help", color=color)
    return f"{told} in {_count(summary.files, 'file')}" + (f" ({', '.join(held)})" if held else "")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
