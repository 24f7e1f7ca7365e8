"""One configuration file: its bytes as text, its table as plain values, and the place of each of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap.config import _toml
from journeymap.config._words import invalid, shown
from journeymap.diagnostic import FILE_START, Place, Related, Span
from journeymap.escape import MapText
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.config._toml import Entry, Stretch
    from journeymap.diagnostic import Diagnostic, Route

TABLE: Route = ("tool", "journeymap")
LARGEST = 256 * 1024
"""Bytes of one file of configuration."""
_AT = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)\Z")
# What tomllib refuses and the finder lets pass, by a word of its message, which is never shown.
_REFUSED = (
    (("declare", "overwrite", "mutate", "redefine", "Duplicate"), "this table or key is there already", "keep one of the two"),
    (
        ("escape", "Unescaped"),
        "a backslash begins an escape that TOML does not know",
        r"write \\ for one backslash, or use '...'",
    ),
    (("date",), "there is no such date or time", "write it as 2026-11-21"),
    (("Illegal", "Control", "control"), "a control character stands here", "delete it"),
)


class TomlFile(NamedTuple):
    """What one file says. `data` is our table in it, at `base`; `path` is from the project root and may begin with `..`."""

    source: Source
    data: Mapping[str, Any]
    base: Route
    entries: Mapping[Route, Entry]
    starts: tuple[int, ...]
    """The index at which each line starts."""

    @property
    def path(self) -> str:
        """The path from the project root."""
        return self.source.path

    def place(self, route: Route) -> Place:
        """The value at `route` (from the root of the file), or its key where it has no characters of its own."""
        entry = self.entries.get(route)
        return self._place(route, entry and (entry.value or entry.key))

    def key_place(self, route: Route) -> Place:
        """The key at `route`, or the value of an element of a list."""
        entry = self.entries.get(route)
        return self._place(route, entry and (entry.key or entry.value))

    def _place(self, route: Route, stretch: Stretch | None) -> Place:
        return Place(self.path, route, _span(self.starts, stretch) if stretch is not None else FILE_START)


def read(path: str, data: bytes, base: Route) -> tuple[TomlFile, tuple[Diagnostic, ...]]:
    """The file, as far as it can be read. `base` is where our table lies in it: `()` or `TABLE`."""
    text, fault = _decoded(data)
    source = Source(path, text)
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    empty = TomlFile(source, {}, base, {}, starts)
    if fault is None:
        try:
            entries = _toml.scan(text)
            values = _values(text, starts)
        except _toml.Fault as refused:
            fault = refused
    if fault is not None:
        return empty, (_syntax(path, starts, fault),)
    file = TomlFile(source, {}, base, entries, starts)
    for at, step in enumerate(base, 1):
        values = values.get(str(step), {})
        if not isinstance(values, dict):
            place = file.place(base[:at])
            message = f"a table was expected for {shown(str(step))}"
            return file, (invalid(place, message, "write [tool.journeymap]", "table"),)
    return TomlFile(source, values, base, entries, starts), ()


def _decoded(data: bytes) -> tuple[str, _toml.Fault | None]:
    """The text without its byte order mark; what is no text is told."""
    if len(data) > LARGEST:
        return "", _toml.Fault((0, 0), f"the file is larger than {LARGEST:,} bytes", "keep only the configuration in it")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8-sig")
        help_line = 'save the file again as UTF-8 ("Save with Encoding" in most editors)'
        return before + "\ufffd", _toml.Fault((len(before), len(before) + 1), "this character is not UTF-8", help_line)


def _values(text: str, starts: tuple[int, ...]) -> dict[str, Any]:
    import tomllib  # here: most runs have no configuration

    try:
        return tomllib.loads(text)
    except ValueError as problem:
        said = str(problem)
        found = _AT.search(said)
        index = starts[int(found[1]) - 1] + int(found[2]) - 1 if found is not None else len(text)
        message, help_line = "this is not TOML", "toml.io shows how values are written"
        for words, ours, what_to_do in _REFUSED:
            if any(word in said for word in words):
                message, help_line = ours, what_to_do
                break
        index = min(index, len(text))
        raise _toml.Fault((index, min(index + 1, len(text))), message, help_line) from None


def _syntax(path: str, starts: tuple[int, ...], fault: _toml.Fault) -> Diagnostic:
    related: tuple[Related, ...] = ()
    if fault.first is not None:
        related = (Related(MapText("first written here"), Place(path, (), _span(starts, fault.first))),)
    return invalid(Place(path, (), _span(starts, fault.at)), fault.message, fault.help_line, "syntax", related)


def _span(starts: tuple[int, ...], stretch: Stretch) -> Span:
    """Indices as lines and columns."""
    first, last = (bisect_right(starts, index) for index in stretch)
    return Span(first, stretch[0] - starts[first - 1] + 1, last, stretch[1] - starts[last - 1] + 1)
