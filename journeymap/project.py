"""The whole pipeline in one readable file: bytes -> `Source` -> `Document` -> model -> `Journey`.

A `Project` is a root folder, a Store to read through, and a memo of what was read. It is the `Files` that linking asks,
so that a library shared by a hundred maps is parsed once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from journeymap import config
from journeymap.config import Config
from journeymap.errors import SourceError
from journeymap.limits import DEFAULT, Limits
from journeymap.portrait import Portrait, PortraitError, portrait
from journeymap.source import OverlayStore, as_text

# The rooms that read a map are imported where they are used: a run whose results are all kept (`cache`) needs none of them.
if TYPE_CHECKING:
    from pathlib import Path

    from journeymap.diagnostic import Diagnostic, Question
    from journeymap.journey import Journey, Loaded
    from journeymap.schema import Built
    from journeymap.source import Source, Store


def find_root(start: Path, otherwise: Path | None = None) -> Path:
    """The project that the folder `start` lies in: the nearest configuration, else the repository's top, else `otherwise`.

    Without that it is `start` itself. What stands above the repository is not of it.
    """
    for folder in (start, *start.parents):
        try:
            if config.file_in(folder) is not None or (folder / ".git").exists():
                return folder
        except OSError:  # a folder that we may not look into
            continue
    return otherwise or start


class _Read(NamedTuple):
    """What came of reading one file: its text and its model as far as they go, and everything wrong with it alone."""

    source: Source | None
    built: Built | None
    diagnostics: tuple[Diagnostic, ...]


class Checked(NamedTuple):
    """One file with all that can be said about it without rules.

    `diagnostics` are those of the file and of every library it was read with; `journey` is None where nothing can be
    read. With errors, the journey holds the parts that are right. A library has a journey without stages.
    """

    path: str
    journey: Journey | None
    diagnostics: tuple[Diagnostic, ...]
    asked: frozenset[Question] = frozenset()
    """What was asked of the Store for it: while the answers are the same, so is this."""

    @property
    def sound(self) -> bool:
        """Whether it is a map that can be drawn and compared."""
        return self.readable and self.journey is not None and not self.journey.is_library

    @property
    def readable(self) -> bool:
        """Whether it is a map or a library without errors; a picture that cannot be used is drawn as an initial."""
        return self.journey is not None and all(one.id == "image-failed" for one in self.diagnostics)


@dataclass(slots=True)
class Project:
    """Reads maps through one Store. Paths are relative to the project root, with `/`."""

    store: Store
    limits: Limits = DEFAULT
    config: Config = field(default_factory=Config)
    _memo: dict[str, _Read] = field(default_factory=dict)
    _texts: dict[str, Source | None] = field(default_factory=dict)
    _portraits: dict[str, Portrait | PortraitError] = field(default_factory=dict)
    _asked: set[Question] = field(default_factory=set)
    _shared: set[str] = field(default_factory=set)
    """The files that others name."""

    def check(self, path: str) -> Checked:
        """Read, parse, build and link one file. Raises `SourceError` when its bytes cannot be had."""
        self._asked.clear()
        checked = self._check(path)
        return checked._replace(asked=frozenset(self._asked))

    def _check(self, path: str) -> Checked:
        from journeymap.journey import link, link_library
        from journeymap.model import JourneyMap, Library

        read = self._read(path)
        model = read.built.model if read.built is not None else None
        if isinstance(model, JourneyMap) and read.built is not None:
            journey, found = link(path, read.built, self)
            libraries = [one for other in journey.documents if other != path for one in self._read(other).diagnostics]
            return Checked(path, journey, (*read.diagnostics, *found, *libraries))
        if isinstance(model, Library) and read.built is not None:
            journey, found = link_library(path, read.built, self)
            return Checked(path, journey, (*read.diagnostics, *found))
        return Checked(path, None, read.diagnostics)

    def changed(self, path: str, content: bytes) -> Project:
        """The same project with other bytes at one path, over whatever lies there; all other files stay read."""
        over = self.store.over if isinstance(self.store, OverlayStore) else {}
        below = self.store.below if isinstance(self.store, OverlayStore) else self.store
        memo = {known: read for known, read in self._memo.items() if known != path}
        texts = {known: text for known, text in self._texts.items() if known != path}
        pictures = {known: picture for known, picture in self._portraits.items() if known != path}
        store = OverlayStore({**over, path: content}, below)
        return replace(self, store=store, _memo=memo, _texts=texts, _portraits=pictures)

    def source(self, path: str) -> Source | None:
        """The text of a file, be it a map or configuration, for showing it in a frame; one that was not read yet is read."""
        read = self._memo.get(path)
        if read is not None:
            return read.source
        configured = self.config.source(path)
        if configured is None and path not in self._texts:
            self._texts[path] = self._text(path)
        return configured or self._texts[path]

    def _text(self, path: str) -> Source | None:
        try:
            return as_text(path, self.store.read(path), self.limits.bytes)
        except SourceError:
            return None

    def forget(self, path: str) -> None:
        """Keep no more than the text of a file, unless others name it: of a thousand maps, few are needed twice."""
        if path not in self._shared and path in self._memo:
            self._texts[path] = self._memo.pop(path).source

    def load(self, path: str) -> Loaded:
        """The model of a file that another one names; see `journey.Files`."""
        from journeymap.journey import Loaded

        self._shared.add(path)
        try:
            built = self._read(path).built
        except SourceError as problem:
            return Loaded(None, problem.message)
        return Loaded(None, "nothing of it can be read") if built is None or built.model is None else Loaded(built)

    def portrait(self, path: str) -> Portrait:
        """The picture at `path`; see `journey.Files`. What changes in it counts as a change of whatever shows it."""
        self._asked.add(("read", path))
        if path not in self._portraits:
            self._portraits[path] = self._portrait(path)
        found = self._portraits[path]
        if isinstance(found, PortraitError):
            raise found
        return found

    def _portrait(self, path: str) -> Portrait | PortraitError:
        try:
            # A Store gives no more than a file may have: a limit for pictures above that one could not be kept.
            return portrait(self.store.read(path), min(self.limits.image, self.limits.bytes))
        except SourceError as problem:
            return PortraitError(problem.message, "")
        except PortraitError as problem:
            return problem

    def exists(self, path: str) -> bool:
        """Whether bytes can be had at `path`."""
        self._asked.add(("exists", path))
        try:
            self.store.read(path)
        except SourceError:
            return False
        return True

    def contains(self, path: str) -> bool:
        """Whether `path`, links followed, lies inside the project."""
        self._asked.add(("contains", path))
        return self.store.contains(path)

    def _read(self, path: str) -> _Read:
        self._asked.add(("read", path))
        if path not in self._memo:
            self._memo[path] = self._read_afresh(path)
        return self._memo[path]

    def _read_afresh(self, path: str) -> _Read:
        from journeymap import document, schema

        source, undecodable = document.decode(path, self.store.read(path), self.limits)
        if source is None:
            return _Read(None, None, undecodable)
        parsed, misparsed = document.parse(source, self.limits)
        if parsed is None:
            return _Read(source, None, misparsed)
        built, misshapen = schema.build(parsed)
        return _Read(source, built, (*misparsed, *misshapen))
