"""How diagnostics are told: one file a format, the code frame, and nothing that prints.

A format is a module of `journeymap.report.formats`; its file name is its name, and nothing else names it. Either it has a
function `write(diagnostics, summary, context) -> str`, or, where what is told of a diagnostic does not depend on the
others, `piece(diagnostic, context) -> str` and `whole(pieces, summary, context) -> str`, which is given the joined pieces.
Pieces can be made file by file, in other processes, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from journeymap import plugins
from journeymap.diagnostic import Level
from journeymap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.source import Source

__all__ = ["Context", "RuleNote", "Summary", "format_names", "in_pieces", "pieces", "report", "report_pieces"]

_FORMATS = "journeymap.report.formats"


class Summary(NamedTuple):
    """The counts of one run: files looked at, diagnostics told by level, and those that were held back.

    `paths` names the files looked at, as project paths; a format that has a place for clean files needs it.
    """

    files: int
    errors: int
    warnings: int
    infos: int
    ignored: int = 0
    baselined: int = 0
    paths: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, diagnostics: Sequence[Diagnostic], files: int, ignored: int = 0, baselined: int = 0, paths: tuple[str, ...] = ()
    ) -> Summary:
        """Count `diagnostics`; `ignored` and `baselined` are those that are not among them."""
        levels = [one.level for one in diagnostics]
        errors, warnings, infos = (levels.count(level) for level in (Level.ERROR, Level.WARNING, Level.INFO))
        return cls(files, errors, warnings, infos, ignored, baselined, paths)


class RuleNote(NamedTuple):
    """What a host shows about a rule beside its findings: the same for all of them.

    `level` is the rule's own, whatever is in force. `help` explains the rule in plain text; `markdown` does in Markdown,
    and whoever makes the note has escaped what others wrote in it. `url` leads to a page about the rule.
    """

    summary: str
    level: Level
    help: str = ""
    markdown: str = ""
    url: str | None = None


def _no_note(_id: str) -> RuleNote | None:
    return None


class Context(NamedTuple):
    """What a format may ask of the world, handed in so that a report stays a function of its arguments.

    `source` gives a file by its project path, or None where there is no text to show. `show` turns a project path into
    the one that a person in the current folder would type. `width` is in columns of the terminal. `rule` gives what there
    is to know about the id of a diagnostic: rules live in a room above this one.
    """

    source: Callable[[str], Source | None]
    show: Callable[[str], str]
    color: bool
    width: int
    version: str
    rule: Callable[[str], RuleNote | None] = _no_note


def format_names() -> tuple[str, ...]:
    """List the formats there are, sorted."""
    return plugins.names(_FORMATS)


def report(diagnostics: Sequence[Diagnostic], summary: Summary, format_name: str, context: Context) -> str:
    """Tell `diagnostics` as `format_name`. The text ends with a line feed unless it is empty.

    They are told in the order given, but where a host takes only so many, the worst come first.
    """
    if format_name not in format_names():
        raise UsageError(f'there is no format "{format_name}"', f"choose one of: {', '.join(format_names())}")
    if in_pieces(format_name):
        return report_pieces(pieces(diagnostics, format_name, context), summary, format_name, context)
    write = plugins.load(_FORMATS, format_name).write
    return cast("str", write(diagnostics, summary, context))


def in_pieces(format_name: str) -> bool:
    """Whether the format tells each diagnostic by itself, so that a report can be put together from `pieces`."""
    return hasattr(plugins.load(_FORMATS, format_name), "piece")


def pieces(diagnostics: Iterable[Diagnostic], format_name: str, context: Context) -> str:
    """What a report tells of some diagnostics: a part of what `report_pieces` takes."""
    piece = plugins.load(_FORMATS, format_name).piece
    return "".join([piece(one, context) for one in diagnostics])


def report_pieces(told: str, summary: Summary, format_name: str, context: Context) -> str:
    """The report whose pieces, joined in order, are `told`."""
    return cast("str", plugins.load(_FORMATS, format_name).whole(told, summary, context))
