"""One line that sums a run up: what the report for people ends with, and the job summary begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.report.style import paint

if TYPE_CHECKING:
    from journeymap.report import Summary


def verdict(summary: Summary, *, color: bool = False) -> str:
    """`2 errors, 1 warning in 3 files (1 ignored)`; what was held back is always said."""
    counts = (("error", summary.errors), ("warning", summary.warnings), ("info", summary.infos))
    found = [paint(counted(number, level), level, color=color) for level, number in counts if number]
    held = [f"{number} {word}" for word, number in (("ignored", summary.ignored), ("baselined", summary.baselined)) if number]
    told = ", ".join(found) or paint("no errors", "help", color=color)
    return f"{told} in {counted(summary.files, 'file')}" + (f" ({', '.join(held)})" if held else "")


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
