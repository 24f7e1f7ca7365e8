"""How diagnostics are told: one file a format, the code frame, and nothing that prints.

A format is a module of `journeymap.report.formats` with one function `write(diagnostics, summary, context) -> str`; its
file name is its name, and nothing else names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from journeymap import plugins
from journeymap.diagnostic import Level
from journeymap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.source import Source

__all__ = ["Context", "Summary", "format_names", "report"]

_FORMATS = "journeymap.report.formats"


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of one run: files looked at, diagnostics told by level, and those that were held back."""

    files: int
    errors: int
    warnings: int
    infos: int
    ignored: int = 0
    baselined: int = 0

    @classmethod
    def of(cls, diagnostics: Sequence[Diagnostic], files: int, ignored: int = 0, baselined: int = 0) -> Summary:
        """Count `diagnostics`; `ignored` and `baselined` are those that are not among them."""
        levels = [one.level for one in diagnostics]
        return cls(files, levels.count(Level.ERROR), levels.count(Level.WARNING), levels.count(Level.INFO), ignored, baselined)


@dataclass(frozen=True, slots=True)
class Context:
    """What a format may ask of the world, handed in so that a report stays a function of its arguments.

    `source` gives a file by its project path, or None where there is no text to show. `show` turns a project path into
    the one that a person in the current folder would type. `width` is in columns of the terminal.
    """

    source: Callable[[str], Source | None]
    show: Callable[[str], str]
    color: bool
    width: int
    version: str


def format_names() -> tuple[str, ...]:
    """List the formats there are, sorted."""
    return plugins.names(_FORMATS)


def report(diagnostics: Sequence[Diagnostic], summary: Summary, format_name: str, context: Context) -> str:
    """Tell `diagnostics`, in the order given, as `format_name`. The text ends with a line feed unless it is empty."""
    if format_name not in format_names():
        raise UsageError(f'there is no format "{format_name}"', f"choose one of: {', '.join(format_names())}")
    write = plugins.load(_FORMATS, format_name).write
    return cast("str", write(diagnostics, summary, context))
