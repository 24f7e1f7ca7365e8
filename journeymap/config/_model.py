"""What a configuration is: frozen values, each with where it came from."""

from __future__ import annotations

import posixpath
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from journeymap.config._keys import limit_names
from journeymap.diagnostic import Level, Place
from journeymap.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathspec import GitIgnoreSpec

    from journeymap.config._file import TomlFile
    from journeymap.diagnostic import Diagnostic
    from journeymap.source import Source

T = TypeVar("T")
BY_DEFAULT = "default"


class Written(NamedTuple, Generic[T]):
    """A value and where it came from: its place in a file, else a word (`default`, an option, a variable)."""

    value: T
    by: Place | str = BY_DEFAULT


_NONE: Written[tuple[str, ...]] = Written(())
_ON_ERROR = Written(Level.ERROR)
_NO = Written(value=False)
_EMPTY: Mapping[str, Any] = MappingProxyType({})


class RuleTable(NamedTuple):
    """What is written about one rule. `place` is its name; options are as written, names and values unchecked."""

    place: Place
    level: Written[Level | Literal["off"]] | None
    options: Mapping[str, Written[Any]]


class PerFile(NamedTuple):
    """Rules that are not asked in the files that `pattern` names.

    A pattern is seen from the folder of its file, and `root` is how the project root is seen from there.
    """

    pattern: str
    root: str
    rules: Written[tuple[str, ...]]

    def holds(self, path: str) -> bool:
        """Whether a file, by its path from the project root, is one of them."""
        local = posixpath.normpath(posixpath.join(self.root, path))
        return not local.startswith("../") and _spec(self.pattern).match_file(local)


@cache
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # here: most runs have no such table

    return GitIgnoreSpec.from_lines([pattern])


class Config(NamedTuple):
    """What is configured for one project. Names of rules and presets are unchecked: this room knows none.

    A NamedTuple, like all here: every run defines these classes, most without any configuration, and dataclasses cost
    ten times as much.
    """

    path: str | None = None
    """The nearest file, from the project root; None where there is none."""
    preset: Written[str] | None = None
    select: Written[tuple[str, ...]] | None = None
    """Of `preset` and `select`, only what the nearest file says that says one of them; `select` if it says both."""
    ignore: Written[tuple[str, ...]] = _NONE
    fail_on: Written[Level] = _ON_ERROR
    require_reason: Written[bool] = _NO
    baseline: Written[str] | None = None
    """A path from the project root; it may begin with `..`."""
    theme: Written[str] | None = None
    """The name of a theme of ours, or the path of a `.toml` file from the project root, as of the baseline."""
    rules: Mapping[str, RuleTable] = _EMPTY
    per_file: tuple[PerFile, ...] = ()
    limits: Mapping[str, Written[int]] = _EMPTY
    """By name, as written."""
    custom: Mapping[str, Written[Mapping[str, Any]]] = _EMPTY
    """The tables of custom rules, unchecked."""
    files: tuple[TomlFile, ...] = ()
    """The files that were read, the nearest first."""
    refused: tuple[str, ...] = ()
    """Files that were to be extended and could not be, from the project root: once they can, all may be another."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the files, but for what only the rules know."""

    @property
    def unread(self) -> Diagnostic | None:
        """Why a file, or one that it extends, says nothing at all: what was settled there is not known."""
        extends = (("extend",), ("tool", "journeymap", "extend"))
        return next((one for one in self.diagnostics if one.key in ("syntax", "table") or one.place.route in extends), None)

    def place(self, table: Place, *steps: str | int) -> Place:
        """The value at `steps` below a place of the configuration."""
        return self._file(table).place((*table.route, *steps))

    def key_place(self, table: Place, *steps: str | int) -> Place:
        """The key at `steps` below a place of the configuration."""
        return self._file(table).key_place((*table.route, *steps))

    def source(self, path: str) -> Source | None:
        """The text of a file of configuration, for showing it in a frame."""
        return next((file.source for file in self.files if file.path == path), None)

    def bounds(self) -> Limits:
        """The limits in force."""
        names = limit_names()
        return DEFAULT._replace(**{names[name]: limit.value for name, limit in self.limits.items()})

    def _file(self, table: Place) -> TomlFile:
        return next(file for file in self.files if file.path == table.path)
