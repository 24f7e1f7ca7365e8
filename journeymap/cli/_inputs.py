"""From the paths of a command line to projects and the files to read in them."""

from __future__ import annotations

import os
import posixpath
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.cli._run import tell_error
from journeymap.config import load
from journeymap.errors import SourceError, UsageError
from journeymap.project import Checked, Project, find_root
from journeymap.source import STANDARD_INPUT, DiskStore, OverlayStore, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic, Place
    from journeymap.source import Source

_NO_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read: its project and its path in it. `named` is false for a file found in a folder."""

    project: Project
    path: str
    named: bool


@dataclass(slots=True)
class Inputs:
    """The files of one command line. `failed` tells that some bytes could not be had, which was said on stderr."""

    files: list[Input] = field(default_factory=list)
    failed: bool = False
    checked: int = 0
    """How many files could be read so far."""
    roots: dict[int, Path] = field(default_factory=dict)
    """The root folder of each project, by its identity."""

    def check(self) -> Iterator[tuple[Input, Checked]]:
        """Each file, checked; a file that cannot be read is said and does not stop the others."""
        for one in self.files:
            try:
                checked = one.project.check(one.path)
            except SourceError as problem:
                self.failed = True
                tell_error(SourceError(self.show(one.project)(problem.path), problem.message, problem.help_line))
                continue
            self.checked += 1
            yield one, checked

    def show(self, project: Project) -> Callable[[str], str]:
        """Turns a path of `project` into what a person in the current folder would type."""
        root = self.roots[id(project)]
        return lambda path: _relative(root / path)

    def rebased(self, project: Project, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Diagnostics with their paths seen from the first project's root, where a run spans several projects."""
        first = next(iter(self.roots.values()))
        prefix = Path(os.path.relpath(self.roots[id(project)], first)).as_posix()
        if prefix == ".":
            return list(diagnostics)
        return [_moved(one, prefix) for one in diagnostics]

    def configured(self, project: Project, diagnostics: Sequence[Diagnostic] = ()) -> list[Diagnostic]:
        """What is wrong with the configuration of a project, and `diagnostics` that a command has to add to that.

        Several projects may extend one file: it is told once, since its place is the same.
        """
        return self.rebased(project, (*project.config.diagnostics, *diagnostics))

    def source(self, path: str) -> Source | None:
        """The text of a file by its path from the first project's root."""
        place = next(iter(self.roots.values())) / path
        for one in self.projects():
            found = one.source(Path(os.path.relpath(place, self.roots[id(one)])).as_posix())
            if found is not None:
                return found
        return None

    def show_any(self, path: str) -> str:
        """As a person in the current folder would type a path from the first project's root."""
        return _relative(next(iter(self.roots.values())) / path)

    def holds(self, file: Path) -> bool:
        """Whether `file` is one that this run reads: a map, a library in a named folder, a configuration."""
        place = file.resolve()
        read = [self.roots[id(one.project)] / one.path for one in self.files]
        read += [self.roots[id(one)] / part.path for one in self.projects() for part in one.config.files]
        return any(place == path.resolve() for path in read)

    def paths(self) -> tuple[str, ...]:
        """The files of this run by their paths from the first project's root."""
        first = next(iter(self.roots.values()), Path())
        prefixes = {key: Path(os.path.relpath(root, first)).as_posix() for key, root in self.roots.items()}
        return tuple(
            one.path if prefixes[id(one.project)] == "." else f"{prefixes[id(one.project)]}/{one.path}" for one in self.files
        )

    def projects(self) -> Iterator[Project]:
        """Each project once."""
        yield from {id(one.project): one.project for one in self.files}.values()


def _moved(one: Diagnostic, prefix: str) -> Diagnostic:
    related = tuple(replace(two, place=_moved_place(two.place, prefix)) for two in one.related)
    return replace(one, place=_moved_place(one.place, prefix), related=related)


def _moved_place(place: Place, prefix: str) -> Place:
    return replace(place, path=posixpath.normpath(f"{prefix}/{place.path}"))


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def gather(paths: Sequence[str], stdin_filename: str | None = None, config_file: str | None = None) -> Inputs:
    """The files that `paths` name: files, folders searched for maps, and `-`. Each file once, in the order given.

    Each is read with the configuration nearest to it, or all of them with `config_file`.
    """
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input (`-`) can be read only once")
    if stdin_filename is not None and STANDARD_INPUT not in paths:
        raise UsageError("--stdin-filename is about standard input; name `-` as a path to read it")
    named = absolute(config_file) if config_file is not None else None
    if named is not None:
        read_config(named.parent, named)  # told once if it cannot be had, not for every path
    gathering = _Gathering(named)
    for path in paths:
        try:
            gathering.add(path, stdin_filename)
        except SourceError as problem:
            gathering.found.failed = True
            tell_error(problem)
    return gathering.found


def absolute(path: str) -> Path:
    """Where a path leads from the current folder, links not followed: a linked map belongs to where the link stands."""
    return Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links


class _Gathering:
    """Collects the files of one command line into projects."""

    def __init__(self, config_file: Path | None) -> None:
        self.config_file = config_file
        self.found = Inputs()
        self.projects: dict[Path, Project] = {}
        self.roots: dict[Path, Path] = {}
        self.seen: set[Path] = set()

    def add(self, path: str, stdin_filename: str | None) -> None:
        """One path of the command line."""
        if path == STANDARD_INPUT:
            self._add_standard_input(absolute(stdin_filename or _NO_NAME))
            return
        place = absolute(path)
        if not place.is_dir():
            self._add_file(place, named=True)
            return
        maps = list(find(place, find_root(place)))
        if not maps:
            raise SourceError(
                path, "no map was found in this folder", "a map is a .yaml file with a line that starts with `journeymap:`"
            )
        for one in maps:
            self._add_file(one, named=False)

    def _add_standard_input(self, place: Path) -> None:
        root = find_root(place.parent)
        local = place.relative_to(root).as_posix()
        config = read_config(root, self.config_file)
        limits = config.bounds()
        overlay = OverlayStore({local: sys.stdin.buffer.read(limits.bytes + 1)}, DiskStore(root, limits.bytes))
        self._put(Project(overlay, limits, config), root, local, named=True)

    def _add_file(self, place: Path, *, named: bool) -> None:
        if place in self.seen:
            return
        self.seen.add(place)
        root = self.roots.get(place.parent) or self.roots.setdefault(place.parent, find_root(place.parent))
        if root not in self.projects:
            config = read_config(root, self.config_file)
            limits = config.bounds()
            self.projects[root] = Project(DiskStore(root, limits.bytes), limits, config)
        self._put(self.projects[root], root, place.relative_to(root).as_posix(), named=named)

    def _put(self, project: Project, root: Path, path: str, *, named: bool) -> None:
        self.found.roots[id(project)] = root
        self.found.files.append(Input(project, path, named))


def read_config(root: Path, config_file: Path | None) -> Config:
    """The configuration of a project; `SourceError` with a path that a person in the current folder would type."""
    try:
        return load(root, config_file)
    except SourceError as problem:
        raise SourceError(_relative(root / problem.path), problem.message, problem.help_line) from None
