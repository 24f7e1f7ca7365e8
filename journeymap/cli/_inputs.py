"""From the paths of a command line to projects and the files to read in them."""

from __future__ import annotations

import os
import posixpath
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeymap.cli._run import show_progress, tell_error
from journeymap.config import load
from journeymap.errors import SourceError, UsageError
from journeymap.project import Checked, Project, find_root
from journeymap.source import STANDARD_INPUT, DiskStore, OverlayStore, find, help_for, is_folder, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic, Place
    from journeymap.source import Source

_NO_NAME = "<stdin>"
_MANY = 100
"""From how many files on progress is shown: fewer take less than a second."""


class Input(NamedTuple):
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
    quiet: bool = False
    """Whether no progress is shown."""
    _unread: list[Input] = field(default_factory=list)
    _prefixes: dict[Path, str] = field(default_factory=dict)
    _adopted: dict[str, Source] = field(default_factory=dict)
    """Files beside the maps that something is told about, by their paths from the first project's root."""

    def check(self) -> Iterator[tuple[Input, Checked]]:
        """Each file, checked; a file that cannot be read is said and does not stop the others."""
        for one in self.files:
            try:
                checked = one.project.check(one.path)
            except SourceError as problem:
                self.refuse(one, problem)
                continue
            self.count()
            yield one, checked

    def refuse(self, one: Input, problem: SourceError) -> None:
        """Say that a file cannot be read; the others go on."""
        self.failed = True
        self._unread.append(one)
        tell_error(SourceError(self.show(one.project)(problem.path), problem.message, problem.help_line))

    def count(self) -> None:
        """Count a file that was read. In a terminal, a run over many shows how far it is."""
        self.checked += 1
        if not self.quiet and len(self.files) >= _MANY:
            show_progress(self.checked + len(self._unread), len(self.files))

    def show(self, project: Project) -> Callable[[str], str]:
        """Turns a path of `project` into what a person in the current folder would type."""
        root = self.roots[id(project)]
        return lambda path: relative(root / path)

    def rebased(self, project: Project, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Diagnostics with their paths seen from the first project's root, where a run spans several projects."""
        prefix = self._prefix(project)
        if prefix == ".":
            return list(diagnostics)
        return [_moved(one, prefix) for one in diagnostics]

    def _prefix(self, project: Project) -> str:
        """The root of a project as seen from the first one's; asked for every file, so it is remembered."""
        root = self.roots[id(project)]
        known = self._prefixes.get(root)
        if known is None:
            first = next(iter(self.roots.values()))
            known = self._prefixes[root] = _prefix(root, first)
        return known

    def configured(self, project: Project, diagnostics: Sequence[Diagnostic] = ()) -> list[Diagnostic]:
        """What is wrong with the configuration of a project, and `diagnostics` that a command has to add to that.

        Several projects may extend one file: it is told once, since its place is the same.
        """
        return self.rebased(project, (*project.config.diagnostics, *diagnostics))

    def adopted(self, root: Path, source: Source, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """What is told about a file that belongs to no project here, with its paths seen from the first project's root."""
        prefix = _prefix(root, next(iter(self.roots.values())))
        self._adopted[posixpath.normpath(f"{prefix}/{source.path}")] = source
        return [_moved(one, prefix) for one in diagnostics]

    def shown(self, place: Path) -> str:
        """A file as a person in the current folder would type it."""
        return relative(place)

    def source(self, path: str) -> Source | None:
        """The text of a file by its path from the first project's root."""
        if path in self._adopted:
            return self._adopted[path]
        place = next(iter(self.roots.values())) / path
        for one in self.projects():
            found = one.source(Path(os.path.relpath(place, self.roots[id(one)])).as_posix())
            if found is not None:
                return found
        return None

    def show_any(self, path: str) -> str:
        """As a person in the current folder would type a path from the first project's root."""
        return relative(next(iter(self.roots.values())) / path)

    def holds(self, file: Path) -> bool:
        """Whether `file` is one that this run reads: a map, a library in a named folder, a configuration."""
        place = os.path.realpath(file)
        read = [self.roots[id(one.project)] / one.path for one in self.files]
        read += [self.roots[id(one)] / part.path for one in self.projects() for part in one.config.files]
        return any(place == os.path.realpath(path) for path in read)

    def paths(self) -> tuple[str, ...]:
        """The files that could be read, by their paths from the first project's root."""
        read = [one for one in self.files if one not in self._unread] if self._unread else self.files
        return tuple(one.path if self._prefix(one.project) == "." else f"{self._prefix(one.project)}/{one.path}" for one in read)

    def projects(self) -> Iterator[Project]:
        """Each project once."""
        yield from {id(one.project): one.project for one in self.files}.values()


def _prefix(root: Path, first: Path) -> str:
    try:
        return Path(os.path.relpath(root, first)).as_posix()
    except ValueError:  # another drive on Windows
        return root.as_posix()


def _moved(one: Diagnostic, prefix: str) -> Diagnostic:
    related = tuple(two._replace(place=_moved_place(two.place, prefix)) for two in one.related)
    return one._replace(place=_moved_place(one.place, prefix), related=related)


def _moved_place(place: Place, prefix: str) -> Place:
    return place._replace(path=posixpath.normpath(f"{prefix}/{place.path}"))


def relative(path: Path) -> str:
    """A path as a person in the current folder would type it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):  # another drive on Windows; a current folder that is gone
        return path.as_posix()


def gather(
    paths: Sequence[str], stdin_filename: str | None = None, config_file: str | None = None, *, quiet: bool = False
) -> Inputs:
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
    gathering.found.quiet = quiet
    for path in paths:
        try:
            gathering.add(path, stdin_filename)
        except SourceError as problem:
            gathering.found.failed = True
            tell_error(problem)
    return gathering.found


def absolute(path: str) -> Path:
    """Where a path leads from the current folder, links not followed: a linked map belongs to where the link stands."""
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links
    except OSError:
        raise SourceError(path, "the folder you are in does not exist any more", "change to another folder") from None


class _Home(NamedTuple):
    """What the files of one folder have in common; `prefix` makes a path from the root of a name."""

    project: Project
    root: Path
    prefix: str


class _Gathering:
    """Collects the files of one command line into projects."""

    def __init__(self, config_file: Path | None) -> None:
        self.config_file = config_file
        self.found = Inputs()
        self.projects: dict[Path, Project] = {}
        self.homes: dict[tuple[Path, Path | None], _Home] = {}
        self.seen: set[Path] = set()

    def add(self, path: str, stdin_filename: str | None) -> None:
        """One path of the command line."""
        if path == STANDARD_INPUT:
            self._add_standard_input(absolute(stdin_filename or _NO_NAME))
            return
        place = absolute(path)
        if not is_folder(place):
            self._add_file(place)
            return
        refused: list[SourceError] = []
        maps = list(find(place, find_root(place), refused.append))
        for problem in refused:
            self._tell(SourceError(relative(Path(problem.path)), problem.message, problem.help_line))
        if not maps and not refused:
            raise SourceError(
                path, "no map was found in this folder", "a map is a .yaml file with a line that starts with `journeymap:`"
            )
        for one in maps:
            try:
                self._add_file(one, found_in=place)
            except SourceError as problem:
                self._tell(problem)

    def _tell(self, problem: SourceError) -> None:
        self.found.failed = True
        tell_error(problem)

    def _add_standard_input(self, place: Path) -> None:
        root = find_root(place.parent)
        local = place.relative_to(root).as_posix()
        config = read_config(root, self.config_file)
        limits = config.bounds()
        overlay = OverlayStore({local: _standard_input(limits.bytes + 1)}, DiskStore(root, limits.bytes))
        self._put(Project(overlay, limits, config), root, local, named=True)

    def _add_file(self, place: Path, found_in: Path | None = None) -> None:
        """One file; `found_in` is the folder that was searched, which is the project where nothing else makes one."""
        if place in self.seen:
            return
        self.seen.add(place)
        key = (place.parent, found_in)
        home = self.homes.get(key) or self.homes.setdefault(key, self._home(*key))
        self._put(home.project, home.root, home.prefix + place.name, named=found_in is None)

    def _home(self, folder: Path, found_in: Path | None) -> _Home:
        root = find_root(folder, found_in)
        if root not in self.projects:
            config = read_config(root, self.config_file)
            limits = config.bounds()
            self.projects[root] = Project(DiskStore(root, limits.bytes), limits, config)
        return _Home(self.projects[root], root, "" if folder == root else f"{folder.relative_to(root).as_posix()}/")

    def _put(self, project: Project, root: Path, path: str, *, named: bool) -> None:
        self.found.roots[id(project)] = root
        self.found.files.append(Input(project, path, named))


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise SourceError(STANDARD_INPUT, "standard input is closed", "pipe a map into it, or name a file")
    try:
        return sys.stdin.buffer.read(most)
    except OSError as problem:
        raise SourceError(STANDARD_INPUT, reason(problem), help_for(problem)) from None


def read_config(root: Path, config_file: Path | None) -> Config:
    """The configuration of a project; `SourceError` with a path that a person in the current folder would type."""
    try:
        return load(root, config_file)
    except SourceError as problem:
        raise SourceError(relative(root / problem.path), problem.message, problem.help_line) from None
    except OSError as problem:
        raise SourceError(relative(root), reason(problem), help_for(problem)) from None


def project_at(folder: Path, config_file: str | None) -> tuple[Inputs, Project]:
    """The project that a folder lies in; nothing of it is read but its configuration."""
    root = find_root(folder)
    found = read_config(root, absolute(config_file) if config_file is not None else None)
    project = Project(DiskStore(root, found.bounds().bytes), found.bounds(), found)
    return Inputs([Input(project, "", named=True)], roots={id(project): root}), project
