"""Following `include`: every library that a map reaches, each once, with what goes wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from journeymap.diagnostic import Diagnostic, Level, Place
from journeymap.escape import MapText
from journeymap.fence import is_device
from journeymap.model import JourneyMap, Library
from journeymap.source import join

if TYPE_CHECKING:
    from journeymap.limits import Limits
    from journeymap.portrait import Portrait
    from journeymap.schema import Built


class Loaded(NamedTuple):
    """What asking for a file brings: the model it holds, or in a few words why there is none."""

    built: Built | None
    problem: str = ""


class Files(Protocol):
    """Where link gets other files from; it never knows which Store lies behind."""

    @property
    def limits(self) -> Limits:
        """How many files may be included."""
        ...

    def load(self, path: str) -> Loaded:
        """The model of the file at `path`."""
        ...

    def portrait(self, path: str) -> Portrait:
        """The picture at `path`. Raises `PortraitError`, without a help line where it cannot be had at all."""
        ...

    def contains(self, path: str) -> bool:
        """Whether `path`, links followed, lies inside the project."""
        ...


@dataclass(slots=True)
class Included:
    """The libraries reached from one map, in order of inclusion, at most `limit`."""

    limit: int
    libraries: list[tuple[str, Built]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    lacking: bool = False
    """Whether something that is included could not be read, so that nobody knows what it declares."""


def follow(path: str, built: Built, files: Files) -> Included:
    """Every library that the file at `path` includes, directly or through others. Each file counts once."""
    found = Included(files.limits.includes)
    _follow(path, built, files, found, (path,))
    return found


def _follow(path: str, built: Built, files: Files, found: Included, trail: tuple[str, ...]) -> None:
    model = built.model
    if model is None:
        return
    for index, written in enumerate(model.include):
        target, problem = resolve(path, written, files)
        if target is not None and target in trail:
            way = " -> ".join((*trail[trail.index(target) :], target))
            found.diagnostics.append(
                _failed(path, built, index, f"the includes go round in a circle: {way}", "remove one of these includes")
            )
            continue
        if target is not None and target in found.seen:
            continue
        if target is not None and len(found.seen) >= found.limit:
            found.diagnostics.append(_too_many(path, built, index, found.limit))
            found.lacking = True
            return
        library = files.load(target) if target is not None else Loaded(None, problem)
        problem = library.problem or _wrong_kind(library.built)
        if problem:
            found.diagnostics.append(_failed(path, built, index, f'cannot include "{written}": {problem}', _HELP))
            found.lacking = True
        if target is None or library.built is None:
            continue
        found.seen.add(target)
        if isinstance(library.built.model, Library):
            found.libraries.append((target, library.built))
            found.lacking = found.lacking or not library.built.document.complete
            _follow(target, library.built, files, found, (*trail, target))


_HELP = "paths are relative to the file they stand in and stay inside the project"


def resolve(base: str, written: str, files: Files) -> tuple[str | None, str]:
    """The project path that `written` in the file `base` names, or None and why not."""
    if "://" in written:
        return None, "it is an address, and nothing is fetched"
    if is_device(written):
        return None, "on Windows this name is a device, not a file"
    target = join(base, written)
    if target is None or not files.contains(target):
        return None, "it lies outside the project"
    if not target:
        return None, "it names a folder"
    return target, ""


def _wrong_kind(built: Built | None) -> str:
    if built is not None and isinstance(built.model, JourneyMap):
        return "it is a map, not a library (a library has `library: true`)"
    return ""


def _failed(path: str, built: Built, index: int, message: str, help_line: str) -> Diagnostic:
    route = ("include", index)
    place = Place(path, route, built.document.span(route))
    return Diagnostic("include-failed", Level.ERROR, MapText(message), place, MapText(help_line), key=f"include:{index}")


def _too_many(path: str, built: Built, index: int, limit: int) -> Diagnostic:
    route = ("include", index)
    place = Place(path, route, built.document.span(route))
    message = MapText(f"more than {limit:,} files are included, which is the limit for one map")
    help_line = MapText("put the declarations into fewer files; the limit is `limits.includes` in journeymap.toml")
    return Diagnostic("limit-exceeded", Level.ERROR, message, place, help_line, key="includes")
