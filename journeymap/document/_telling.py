"""From indices and sentences to diagnostics, and the few turns of phrase that all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Place, Related, Route
from journeymap.escape import MapText

if TYPE_CHECKING:
    from journeymap.document._lines import Lines

_SHORT = 40


class Told(NamedTuple):
    """One thing to say, its places still as indices. `key` names the mistake and is no prose."""

    key: str
    start: int
    end: int
    message: str
    help: str
    related: tuple[tuple[str, int, int], ...] = ()
    edits: tuple[tuple[int, int, str], ...] = ()
    """What would put it right. Never a safe fix: a text that cannot be read has no meaning that a fix could keep."""
    id: str = "syntax"


def diagnostic(path: str, lines: Lines, told: Told, route: Route = ()) -> Diagnostic:
    """`told` as the other rooms know it."""
    return Diagnostic(
        id=told.id,
        level=Level.ERROR,
        message=MapText(told.message),
        place=Place(path, route, lines.span(told.start, told.end)),
        help=MapText(told.help),
        related=tuple(Related(MapText(what), Place(path, route, lines.span(start, end))) for what, start, end in told.related),
        fix=Fix(tuple(Edit(lines.span(start, end), text) for start, end, text in told.edits), safe=False) if told.edits else None,
        key=told.key,
    )


def name(text: str) -> str:
    """A name or a text of the file inside a sentence: one line, in double quotes, cut when it is long."""
    line = short(text)
    return line if line.startswith('"') else f'"{line}"'


def short(text: str, length: int = _SHORT) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 3].rstrip() + "..."


def quoted(text: str) -> str:
    """The text as a quoted YAML scalar, with the quotes that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def is_are(count: int, one: str, many: str) -> str:
    """`there is 1 more line`, `there are 2 more lines`."""
    return f"there is 1 {one}" if count == 1 else f"there are {count:,} {many}"
