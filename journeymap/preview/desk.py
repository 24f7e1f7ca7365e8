"""The maps of a preview and what last came of each: the last good picture, and what is wrong with the file as it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from journeymap import __version__, escape
from journeymap.diagnostic import Level
from journeymap.errors import JourneymapError, SourceError
from journeymap.lint.standing import NOTHING_MORE, places, settle
from journeymap.preview.picture import Picture, look_of
from journeymap.preview.watch import Watch
from journeymap.project import Project
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from journeymap.diagnostic import Diagnostic
    from journeymap.lint.standing import Judged, Standing, Wanted
    from journeymap.preview.picture import Look
    from journeymap.project import Checked


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
    """One map as the page shows it. `fresh` says whether its last good picture is of the file as it is."""

    name: str
    title: str = ""
    version: int = 0
    """Counts the pictures."""
    picture: Picture | None = None
    """The last good one."""
    looked: bool = False
    """Whether the file was read yet."""
    fresh: bool = False
    library: bool = False
    problems: tuple[Told, ...] = ()
    """What keeps the file from being drawn."""
    findings: tuple[Told, ...] = ()
    """What the rules say about it."""
    ignored: int = 0
    """How many findings comments hold back."""
    baselined: int = 0
    """How many findings are accepted for now."""


class Seen(NamedTuple):
    """All that was seen of one map."""

    root: Path
    standing: Standing
    checked: Checked
    judged: Judged
    look: Look


@dataclass(slots=True)
class _Place:
    """One map, and the files that it is made of."""

    item: Item
    shown: Shown
    watch: Watch


@dataclass(slots=True)
class Desk:
    """All maps of a preview. `refresh` is called again and again; the server reads what it left.

    `items` gives the maps there are now. `show` turns a path below a root into what a person in the current folder would type.
    With `debug`, a bug of ours ends the preview; without, it is told with the map that it is in.
    """

    items: Callable[[], Sequence[Item]]
    show: Callable[[Path], str]
    today: Callable[[], date]
    config_file: Path | None = None
    wanted: Wanted = NOTHING_MORE
    debug: bool = False
    _wanted: tuple[Item, ...] = ()
    _turn: int = 0
    _places: list[_Place] = field(default_factory=list)
    _standings: dict[Path, Standing] = field(default_factory=dict)
    _state: int = -1
    _news: threading.Condition = field(default_factory=threading.Condition)

    def refresh(self) -> bool:
        """Look at what has changed; gives whether anything is told anew. Many new maps are told bit by bit."""
        if self._turn % _SEARCH_EVERY == 0:
            self._wanted = tuple(self.items())
        self._turn += 1
        known = {place.item: place for place in self._places}
        # A map that is gone from a folder goes from the page, one that was named stays with its last picture.
        places = [known.get(item) or self._first(item) for item in self._wanted]
        changed = places != self._places or self._state < 0
        if changed:
            self._tell(places)
        looks = 0
        for place in places:
            if place.watch.changed():
                place.shown, place.watch = self._look(place)
                changed = True
                looks += 1
                if looks & (looks - 1) == 0:  # the first, the second, the fourth ...
                    self._tell(places)
        if looks & (looks - 1):
            self._tell(places)
        return changed

    def _tell(self, places: list[_Place]) -> None:
        with self._news:
            self._places = places
            self._state += 1
            self._news.notify_all()

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every map as it is now; a library is shown only where it was named, to say that there is nothing to draw."""
        with self._news:
            return tuple(place.shown for place in self._places if place.item.named or not place.shown.library)

    def wait(self, state: int, seconds: float) -> int:
        """Wait until there is something newer than `state` (-1: anything), or so many seconds; gives the state now."""
        with self._news:
            self._news.wait_for(lambda: self._state != state, seconds)
            return self._state

    def stop(self) -> None:
        """Let nobody wait any longer."""
        with self._news:
            self._state += 1
            self._news.notify_all()

    def _first(self, item: Item) -> _Place:
        return _Place(item, Shown(self.show(item.root / item.path)), Watch.of_nothing())

    def _look(self, place: _Place) -> tuple[Shown, Watch]:
        """Read a map, and say what is to be said about it; its picture is drawn when somebody wants to see it."""
        item, before = place.item, replace(place.shown, looked=True)
        own = [item.root / item.path, *places(item.root, self.config_file)]
        # Before reading: what is saved while we read is seen at the next look.
        watch = Watch([*own, *place.watch.paths])
        try:
            standing = self._standing(item.root)
            limits = standing.config.bounds()
            project = Project(DiskStore(item.root, limits.bytes), limits, standing.config)
            checked = project.check(item.path)
            look = look_of(item.root, standing.config)
            read = (item.root / one for kind, one in checked.asked if kind == "read")
            watch = watch.turned_to([*own, *read, *standing.stamps, *look.files])
            judged = standing.judge(project, checked, self.today())
            return self._seen(before, Seen(item.root, standing, checked, judged, look)), watch
        except JourneymapError as problem:
            name = before.name
            if isinstance(problem, SourceError):  # it may be about a file that the map or the configuration names
                watch = watch.turned_to([*watch.paths, item.root / problem.path])
                name = self.show(item.root / problem.path)
            return _stopped(before, _of_error(problem, name)), watch
        except Exception as bug:
            if self.debug:
                raise
            return _stopped(before, _of_bug(bug, before.name)), watch

    def _standing(self, root: Path) -> Standing:
        """The project at `root` as it is settled now. Raises `SourceError` where its configuration cannot be had."""
        known = self._standings.get(root)
        if known is None or known.changed:
            known = self._standings[root] = settle(root, self.config_file, self.wanted)
        if isinstance(known.trouble, SourceError):
            raise known.trouble
        return known

    def _seen(self, before: Shown, now: Seen) -> Shown:
        def told(one: Diagnostic) -> Told:
            return _told(one, self.show(now.root / one.place.path))

        journey, judged = now.checked.journey, now.judged
        trouble = () if now.standing.trouble is None else (_of_error(now.standing.trouble, before.name),)
        wrong = (*now.standing.diagnostics, *now.look.diagnostics, *now.checked.diagnostics)
        problems = (*trouble, *map(told, wrong))
        seen = replace(
            before,
            library=journey is not None and journey.is_library,
            fresh=False,
            problems=problems,
            findings=tuple(map(told, judged.left)),
            ignored=judged.ignored,
            baselined=judged.baselined,
        )
        if journey is None or not now.checked.sound or now.look.theme is None:
            return replace(seen, problems=problems or (_nothing_to_draw(before.name),))
        return replace(
            seen,
            title=escape.plain(journey.map.title),
            version=before.version + 1,
            picture=Picture(journey, now.look.theme),
            fresh=True,
            library=False,
        )


def _stopped(before: Shown, why: Told) -> Shown:
    return replace(before, fresh=False, problems=(why,), findings=(), ignored=0, baselined=0)


def _told(one: Diagnostic, path: str) -> Told:
    message, help_line = escape.plain(one.message), escape.plain(one.help) if one.help is not None else ""
    return Told(one.level.value, one.id, message, help_line, path, one.place.span.line, one.place.span.column)


def _of_error(problem: JourneymapError, name: str) -> Told:
    return Told(Level.ERROR.value, "", problem.message, problem.help_line or "", name, 0, 0)


def _of_bug(bug: Exception, name: str) -> Told:
    what = f"journeymap {__version__} has a bug ({type(bug).__name__}); it is not your map's fault"
    return Told(Level.ERROR.value, "", what, "run journeymap preview --debug with this map and report what it shows", name, 0, 0)


def _nothing_to_draw(name: str) -> Told:
    what = "this is a library, and there is nothing to draw in it"
    return Told(Level.ERROR.value, "", what, "name a map that includes it", name, 0, 0)
