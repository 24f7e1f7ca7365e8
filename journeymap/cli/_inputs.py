"""From the paths of a command line to projects and the files to read in them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.cli._run import tell_error
from journeymap.errors import SourceError, UsageError
from journeymap.limits import DEFAULT
from journeymap.project import Checked, Project, find_root
from journeymap.source import STANDARD_INPUT, DiskStore, OverlayStore, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.source import Source, Store

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

    def source(self, path: str) -> Source | None:
        """The text of a file by its path from the first project's root."""
        first = next(iter(self.roots.values()))
        for one in self.projects():
            prefix = Path(os.path.relpath(self.roots[id(one)], first)).as_posix()
            local = path if prefix == "." else path.removeprefix(prefix + "/")
            found = one.source(local) if prefix == "." or local != path else None
            if found is not None:
                return found
        return None

    def show_any(self, path: str) -> str:
        """As a person in the current folder would type a path from the first project's root."""
        return _relative(next(iter(self.roots.values())) / path)

    def projects(self) -> Iterator[Project]:
        """Each project once."""
        yield from {id(one.project): one.project for one in self.files}.values()


def _moved(one: Diagnostic, prefix: str) -> Diagnostic:
    related = tuple(replace(two, place=replace(two.place, path=f"{prefix}/{two.place.path}")) for two in one.related)
    return replace(one, place=replace(one.place, path=f"{prefix}/{one.place.path}"), related=related)


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows
        return path.as_posix()


def gather(paths: Sequence[str], stdin_filename: str | None = None) -> Inputs:
    """The files that `paths` name: files, folders searched for maps, and `-`. Each file once, in the order given."""
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input (`-`) can be read only once")
    if stdin_filename is not None and STANDARD_INPUT not in paths:
        raise UsageError("--stdin-filename is about standard input; name `-` as a path to read it")
    found = Inputs()
    projects: dict[Path, Project] = {}
    seen: set[Path] = set()
    for path in paths:
        try:
            _gather_one(path, stdin_filename, found, projects, seen)
        except SourceError as problem:
            found.failed = True
            tell_error(problem)
    return found


def _gather_one(path: str, stdin_filename: str | None, found: Inputs, projects: dict[Path, Project], seen: set[Path]) -> None:
    if path == STANDARD_INPUT:
        place = _absolute(stdin_filename or _NO_NAME)
        root = find_root(place.parent)
        local = place.relative_to(root).as_posix()
        overlay = OverlayStore({local: sys.stdin.buffer.read(DEFAULT.bytes + 1)}, DiskStore(root, DEFAULT.bytes))
        _add(found, Project(overlay), root, local, named=True)
        return
    place = _absolute(path)
    if not place.is_dir():
        _add_file(place, found, projects, seen, named=True)
        return
    maps = list(find(place, find_root(place)))
    if not maps:
        raise SourceError(
            path, "no map was found in this folder", "a map is a .yaml file with a line that starts with `journeymap:`"
        )
    for one in maps:
        _add_file(one, found, projects, seen, named=False)


def _absolute(path: str) -> Path:
    """Where a path leads from the current folder, links not followed: a linked map belongs to where the link stands."""
    return Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links


def _add_file(place: Path, found: Inputs, projects: dict[Path, Project], seen: set[Path], *, named: bool) -> None:
    if place in seen:
        return
    seen.add(place)
    root = find_root(place.parent)
    if root not in projects:
        store: Store = DiskStore(root, DEFAULT.bytes)
        projects[root] = Project(store)
    _add(found, projects[root], root, place.relative_to(root).as_posix(), named=named)


def _add(found: Inputs, project: Project, root: Path, path: str, *, named: bool) -> None:
    found.roots[id(project)] = root
    found.files.append(Input(project, path, named))
