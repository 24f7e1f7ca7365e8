"""The maps of a preview and what last came of each: the last good picture, and what is wrong with the file as it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from journeymap import config, escape, lint, render
from journeymap.diagnostic import Level
from journeymap.errors import JourneymapError
from journeymap.preview.watch import Watch
from journeymap.project import Project
from journeymap.render import Drawing
from journeymap.render.board import build_board
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic


_SEARCH_EVERY = 10
"""Looks after which folders are searched again for maps that are new."""


class Item(NamedTuple):
    """A map to show: the root of its project, its path in it, and whether it was named and not found in a folder."""

    root: Path
    path: str
    named: bool = True


class Told(NamedTuple):
    """A diagnostic as the page shows it."""

    level: str
    id: str
    message: str
    help: str
    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One map as the page shows it. `page` is its last good picture; `fresh` says whether that is of the file as it is."""

    name: str
    title: str = ""
    version: int = 0
    """Counts the pictures."""
    page: bytes | None = None
    fresh: bool = False
    library: bool = False
    problems: tuple[Told, ...] = ()
    """What keeps the file from being drawn."""
    findings: tuple[Told, ...] = ()
    """What the rules say about it."""


@dataclass(slots=True)
class _Place:
    """One map, and the files that it is made of."""

    item: Item
    shown: Shown
    watch: Watch


@dataclass(slots=True)
class Desk:
    """All maps of a preview. `refresh` is called again and again; the server reads what it left.

    `items` gives the maps there are now. `show` turns a map into what a person in the current folder would type.
    """

    items: Callable[[], Sequence[Item]]
    show: Callable[[Item], str]
    today: date
    config_file: Path | None = None
    _wanted: tuple[Item, ...] = ()
    _turn: int = 0
    _places: list[_Place] = field(default_factory=list)
    _state: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)

    def refresh(self) -> bool:
        """Look at what has changed; gives whether anything is told anew."""
        if self._turn % _SEARCH_EVERY == 0:
            self._wanted = tuple(self.items())
        self._turn += 1
        known = {place.item: place for place in self._places}
        places = [known.get(item) or self._first(item) for item in self._wanted]
        # A map that is gone from a folder goes from the page, one that was named stays with its last picture.
        changed = places != self._places
        for place in places:
            if place.watch.changed():
                place.shown, place.watch = self._look(place.item, place.shown)
                changed = True
        if changed:
            with self._news:
                self._places = places
                self._state += 1
                self._news.notify_all()
        return changed

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every map as it is now; a library is shown only where it was named, to say that there is nothing to draw."""
        with self._news:
            return tuple(place.shown for place in self._places if place.item.named or not place.shown.library)

    def wait(self, state: int, seconds: float) -> int:
        """Wait until there is something newer than `state`, or so many seconds; gives the state now."""
        with self._news:
            self._news.wait_for(lambda: self._state != state, seconds)
            return self._state

    def stop(self) -> None:
        """Let nobody wait any longer."""
        with self._news:
            self._state += 1
            self._news.notify_all()

    def _first(self, item: Item) -> _Place:
        shown, watch = self._look(item, Shown(self.show(item)))
        return _Place(item, shown, watch)

    def _look(self, item: Item, before: Shown) -> tuple[Shown, Watch]:
        """Read a map, draw it if it can be drawn, and say what is to be said about it."""
        own = item.root / item.path
        # Before reading: what is saved while we read is seen at the next look.
        watch = Watch([own])
        try:
            settings = config.load(item.root, self.config_file)
            limits = settings.bounds()
            project = Project(DiskStore(item.root, limits.bytes), limits, settings)
            checked = project.check(item.path)
        except JourneymapError as problem:
            return replace(before, fresh=False, problems=(_of_error(problem, before.name),), findings=()), watch
        watch = Watch({own, *(item.root / one for kind, one in checked.asked if kind == "read"), *_files(item.root, settings)})
        problems = tuple(map(_told, (*settings.diagnostics, *checked.diagnostics)))
        library = checked.journey is not None and checked.journey.is_library
        if checked.journey is None or not checked.sound:
            problems = problems or (_nothing_to_draw(before.name),)
            return replace(before, fresh=False, library=library, problems=problems, findings=()), watch
        found = lint.lint(checked.journey, lint.choose(config=settings), self.today)
        shown = replace(
            before,
            title=escape.plain(checked.journey.map.title),
            version=before.version + 1,
            page=render.render(build_board(checked.journey), "html", Drawing()).content,
            fresh=True,
            library=False,
            problems=problems,
            findings=tuple(map(_told, found)),
        )
        return shown, watch


def _files(root: Path, settings: Config) -> list[Path]:
    """The files of the configuration."""
    return [root / one.path for one in settings.files]


def _told(one: Diagnostic) -> Told:
    message, help_line = escape.plain(one.message), escape.plain(one.help) if one.help is not None else ""
    return Told(one.level.value, one.id, message, help_line, one.place.path, one.place.span.line, one.place.span.column)


def _of_error(problem: JourneymapError, name: str) -> Told:
    return Told(Level.ERROR.value, "", problem.message, problem.help_line or "", name, 0, 0)


def _nothing_to_draw(name: str) -> Told:
    what = "this is a library, and there is nothing to draw in it"
    return Told(Level.ERROR.value, "", what, "name a map that includes it", name, 0, 0)
