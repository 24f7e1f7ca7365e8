"""Finding the files of configuration and laying them over one another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journeymap.config._file import LARGEST, TABLE, TomlFile, read
from journeymap.config._find import PYPROJECT, is_ours
from journeymap.config._model import Config, RuleTable, Written
from journeymap.config._reader import Layer, layer_of
from journeymap.config._words import invalid, shown
from journeymap.errors import SourceError
from journeymap.fence import is_device, is_foreign
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.diagnostic import Diagnostic, Place

_MOST_FILES = 20
_INSIDE = "name a file of this repository, by its path from this one"


def load_file(root: Path, nearest: Path) -> Config:
    """The configuration of one file, and of those that it extends, for the project at `root`."""
    chain = _Chain(root, nearest)
    return _merged(chain.layers)._replace(refused=tuple(chain.refused))


def _top(folder: Path) -> Path:
    """The repository that a folder lies in, or the folder itself."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


class _Chain:
    """A file and those that it extends, the nearest first."""

    def __init__(self, root: Path, nearest: Path) -> None:
        self.root = root
        self.store = DiskStore(_top(nearest.parent), LARGEST)
        self.layers: list[tuple[TomlFile, Layer]] = []
        self.places: list[Path] = []
        self.refused: list[str] = []
        place: Path | None = nearest
        while place is not None:
            place = self._add(place)

    def _add(self, place: Path) -> Path | None:
        """Read one file; gives back the one that it extends."""
        path = _shown(place, self.root)
        data = self._bytes(place)
        file, diagnostics = read(path, data, TABLE if place.name == PYPROJECT else ())
        layer = layer_of(file, _shown(self.root, place.parent))
        layer.diagnostics[:0] = diagnostics
        self.layers.append((file, layer))
        self.places.append(place)
        for key in ("baseline", "theme"):
            self._settle_path(key, place, layer)
        extended = layer.plain.pop("extend", None)
        if extended is None or isinstance(extended.by, str):
            return None
        target = Path(os.path.normpath(place.parent / extended.value))
        problem = self._problem(extended.value, target, extended.by)
        if problem is None:
            return target
        layer.diagnostics.append(problem)
        self.refused.append(_shown(target, self.root))
        return None

    def _settle_path(self, key: str, place: Path, layer: Layer) -> None:
        """A path from the file becomes one from the root. It must not lead out of the repository, where it could be anything."""
        written = layer.plain.get(key)
        if written is None or isinstance(written.by, str) or (key == "theme" and not written.value.endswith(".toml")):
            return
        target = Path(os.path.normpath(place.parent / written.value))
        if self._is_inside(written.value, target):
            layer.plain[key] = written._replace(value=_shown(target, self.root))
            return
        del layer.plain[key]
        message = f"{shown(written.value)} lies outside the repository"
        layer.diagnostics.append(invalid(written.by, message, _INSIDE, "outside"))

    def _is_inside(self, written: str, target: Path) -> bool:
        if "\0" in written or is_foreign(written) or is_device(written):
            return False
        local = os.path.relpath(target, self.store.root)
        return local != ".." and not local.startswith(f"..{os.sep}") and self.store.contains(local)

    def _bytes(self, place: Path) -> bytes:
        try:
            return self.store.read(os.path.relpath(place, self.store.root))
        except SourceError as problem:
            raise SourceError(_shown(place, self.root), problem.message, problem.help_line) from None

    def _problem(self, written: str, target: Path, at: Place) -> Diagnostic | None:
        """Why a file cannot be extended."""
        local = os.path.relpath(target, self.store.root)
        if not self._is_inside(written, target):
            message = f"{shown(written)} lies outside the repository"
            return invalid(at, message, _INSIDE, "outside")
        if target in self.places:
            chain = " -> ".join(_shown(place, self.root) for place in (*self.places[self.places.index(target) :], target))
            message = f"the configuration extends itself in a circle: {chain}"
            return invalid(at, message, "take one `extend` out", "circle")
        if len(self.places) == _MOST_FILES:
            return invalid(at, f"more than {_MOST_FILES} files extend one another", "extend the last one from the first", "chain")
        try:
            self.store.read(local)
        except SourceError as problem:
            message = f"{shown(written)} cannot be extended: {problem.message}"
            return invalid(at, message, "name a file by its path from this one", "unreadable")
        if target.name == PYPROJECT and not is_ours(target):
            message = f"{shown(written)} cannot be extended: it has no table [tool.journeymap]"
            return invalid(at, message, "add the table there, or name another file", "no-table")
        return None


def _shown(place: Path, root: Path) -> str:
    try:
        return Path(os.path.relpath(place, root)).as_posix()
    except ValueError:  # another drive on Windows
        return place.as_posix()


def _merged(layers: list[tuple[TomlFile, Layer]]) -> Config:
    """The layers as one: for each value, the nearest file that gives it."""
    plain: dict[str, Written[Any]] = {}
    rules: dict[str, RuleTable] = {}
    limits: dict[str, Written[int]] = {}
    custom: dict[str, Written[Mapping[str, Any]]] = {}
    for _, layer in reversed(layers):
        if "select" in layer.plain or "preset" in layer.plain:  # they answer one question, so the nearest answer is the only one
            plain.pop("select", None)
            plain.pop("preset", None)
        plain |= layer.plain
        rules |= {name: _over(table, rules.get(name)) for name, table in layer.rules.items()}
        limits |= layer.limits
        custom |= layer.custom
    nothing = Config()
    return Config(
        path=layers[0][0].path,
        preset=plain.get("preset") if "select" not in plain else None,
        select=plain.get("select"),
        ignore=plain.get("ignore", nothing.ignore),
        fail_on=plain.get("fail-on", nothing.fail_on),
        require_reason=plain.get("require-reason", nothing.require_reason),
        baseline=plain.get("baseline"),
        theme=plain.get("theme"),
        rules=rules,
        per_file=tuple(one for _, layer in layers for one in layer.per_file),
        limits=limits,
        custom=custom,
        files=tuple(file for file, _ in layers),
        diagnostics=tuple(one for _, layer in layers for one in layer.diagnostics),
    )


def _over(near: RuleTable, far: RuleTable | None) -> RuleTable:
    if far is None:
        return near
    return RuleTable(near.place, near.level or far.level, {**far.options, **near.options})
