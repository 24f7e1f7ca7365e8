"""The projects of the open files: what `lint` tells about each, with the buffers laid over the disk.

One thread asks a desk, one question after the other; what it gives back never changes and may be read by any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from journeymap import source
from journeymap.diagnostic import FILE_START, Diagnostic, Level, Place
from journeymap.escape import MapText
from journeymap.lint.standing import NOTHING_MORE, Standing, settle
from journeymap.lsp.look import Good, Look
from journeymap.project import Checked, Project, find_root
from journeymap.source import DiskStore, OverlayStore, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from journeymap.config import Config
    from journeymap.lint.standing import Wanted
    from journeymap.lsp.text import Text
    from journeymap.source import Store


class Buffer(NamedTuple):
    """A file that is open in the editor."""

    text: Text
    version: int


class _Noting:
    """A disk that notes how each file is just before it is read, so that a change is seen later."""

    def __init__(self, below: DiskStore) -> None:
        self.below = below
        self.stamps: dict[Path, Stamp] = {}

    def read(self, path: str) -> bytes:
        place = self.below.root / path
        self.stamps[place] = Stamp.of(place)
        return self.below.read(path)

    def contains(self, path: str) -> bool:
        return self.below.contains(path)

    def changed(self, over: Mapping[str, bytes]) -> bool:
        """Whether a file that was read is another one now; one that a buffer lies over does not matter."""
        hidden = {self.below.root / path for path in over}
        return any(place not in hidden and Stamp.of(place) != stamp for place, stamp in self.stamps.items())


@dataclass(slots=True)
class _Reading:
    """A project as it was last read."""

    standing: Standing
    disk: _Noting
    project: Project
    over: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """Everything that was read, project by project."""

    today: Callable[[], date]
    config_file: Path | None = None
    wanted: Wanted = NOTHING_MORE
    _readings: dict[Path, _Reading] = field(default_factory=dict)

    def look(self, place: Path, buffers: Mapping[Path, Buffer], before: Look | None = None) -> Look:
        """Look at an open file; `before` is the last look at it, whose good part is kept while there is no better one."""
        buffer = buffers[place]
        standing, project, path = self.open(place, buffers)
        checked = project.check(path)
        told = standing.told(project, checked, self.today())
        if standing.trouble is not None:
            what, why = MapText(standing.trouble.message), MapText(standing.trouble.help_line)
            told = (Diagnostic("invalid-config", Level.ERROR, what, Place(path, (), FILE_START), why), *told)
        good = before.good if before is not None and before.root == standing.root else None
        if checked.journey is not None and (good is None or checked.journey.documents[path].complete):
            good = Good(checked.journey, buffer.text.plain)
        return Look(
            place,
            standing.root,
            path,
            buffer.text.plain,
            buffer.version,
            checked,
            told,
            standing.diagnostics,
            good,
            standing.rules,
            standing.custom(),
            _texts(checked, standing.config, buffer.text.plain),
        )

    def open(self, place: Path, buffers: Mapping[Path, Buffer]) -> tuple[Standing, Project, str]:
        """The project of a file as it is now, and the file's path in it."""
        root = find_root(place.parent)
        over = {
            one.relative_to(root).as_posix(): buffer.text.content for one, buffer in buffers.items() if one.is_relative_to(root)
        }
        known = self._readings.get(root)
        if known is None or known.standing.changed or known.disk.changed(over) or known.over.keys() - over.keys():
            standing = (
                known.standing
                if known is not None and not known.standing.changed
                else settle(root, self.config_file, self.wanted)
            )
            limits = standing.config.bounds()
            disk = _Noting(DiskStore(root, limits.bytes))
            store: Store = OverlayStore(over, disk)
            known = self._readings[root] = _Reading(standing, disk, Project(store, limits, standing.config), over)
        for path, content in over.items():
            if known.over.get(path) != content:
                known.project = known.project.changed(path, content)
        known.over = over
        return known.standing, known.project, place.relative_to(root).as_posix()

    def maps(self, place: Path, buffers: Mapping[Path, Buffer]) -> Sequence[str]:
        """The paths of all maps and libraries of a file's project, open ones that are not saved yet included."""
        root = find_root(place.parent)
        found = dict.fromkeys(one.relative_to(root).as_posix() for one in source.find(root, root, lambda _: None))
        for one, buffer in buffers.items():
            if one.is_relative_to(root) and source.is_marked(buffer.text.content):
                found[one.relative_to(root).as_posix()] = None
        return sorted(found)


def _texts(checked: Checked, settled: Config, own: str) -> dict[str, str]:
    """The text of every file that something may be told about, by its path."""
    documents = checked.journey.documents if checked.journey is not None else {}
    texts = {path: document.source.text for path, document in documents.items()}
    return {**{one.path: one.source.text for one in settled.files}, **texts, checked.path: own}
