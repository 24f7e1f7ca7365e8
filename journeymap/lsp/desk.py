"""The projects of the open files: what `lint` tells about each, with the buffers laid over the disk.

One thread asks a desk, one question after the other; what it gives back never changes and may be read by any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from journeymap import config, lint, source
from journeymap.config import Config
from journeymap.diagnostic import FILE_START, Diagnostic, Level, Place, once
from journeymap.errors import JourneymapError
from journeymap.escape import MapText
from journeymap.lint import baseline, custom, fixes, ignores
from journeymap.lsp.look import Good, Look
from journeymap.project import Checked, Project, find_root
from journeymap.source import DiskStore, OverlayStore, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from journeymap.lint import Settings
    from journeymap.lint.baseline import Baseline
    from journeymap.lint.explain import Explanation
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


class Standing(NamedTuple):
    """A project as it is settled: its configuration, the rules that are asked, and the findings accepted for now."""

    root: Path
    config: Config
    settings: Settings
    baseline: Baseline
    stamps: Mapping[Path, Stamp]
    trouble: str = ""
    """What kept us from reading a part of that."""

    @property
    def changed(self) -> bool:
        """Whether a file that settles something is another one now."""
        return any(Stamp.of(place) != stamp for place, stamp in self.stamps.items())

    @property
    def rules(self) -> frozenset[str]:
        """The names of all rules."""
        return ignores.known_in(self.config)

    def custom(self) -> dict[str, Explanation]:
        """What the rules of the configuration say about themselves."""
        made, _ = custom.rules(self.config) if self.config.custom else ((), ())
        return {one.name: custom.explanation(one) for one in made}

    def told(self, project: Project, checked: Checked, today: date) -> tuple[Diagnostic, ...]:
        """All that `lint` tells about a file."""
        left: tuple[Diagnostic, ...] = ()
        if self.config.unread is None:
            found = ignores.judge_file(project, checked, self.settings, today).all_told
            left = once(baseline.apply(found, self.baseline, self.rules).kept)
        return fixes.with_declarations(checked, (*checked.diagnostics, *left))


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
    _readings: dict[Path, _Reading] = field(default_factory=dict)

    def look(self, place: Path, buffers: Mapping[Path, Buffer], before: Look | None = None) -> Look:
        """Look at an open file; `before` is the last look at it, whose good part is kept while there is no better one."""
        buffer = buffers[place]
        standing, project, path = self.open(place, buffers)
        checked = project.check(path)
        told = standing.told(project, checked, self.today())
        settled: tuple[Diagnostic, ...] = (
            *standing.config.diagnostics,
            *(standing.settings.diagnostics if standing.config.unread is None else ()),
        )
        if standing.trouble:
            told = (Diagnostic("invalid-config", Level.ERROR, MapText(standing.trouble), Place(path, (), FILE_START)), *told)
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
            settled,
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
            standing = known.standing if known is not None and not known.standing.changed else self._settle(root)
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

    def _settle(self, root: Path) -> Standing:
        """Read what settles the project at `root`; what cannot be read is left out, and said."""
        stamps = {place: Stamp.of(place) for place in (root / config.NAME, root / config.PYPROJECT)}
        if self.config_file is not None:
            stamps[self.config_file] = Stamp.of(self.config_file)
        trouble = ""
        settled = Config()
        try:
            settled = config.load(root, self.config_file)
            stamps |= {root / one.path: Stamp.of(root / one.path) for one in settled.files}
            settings = lint.choose(config=settled)
            place, named = baseline.place_of(root, settled)
            stamps[place] = Stamp.of(place)
            accepted = baseline.read(place, named=named)
        except JourneymapError as problem:
            trouble, accepted = problem.message, baseline.Baseline()
            settings = lint.choose(config=settled)
        return Standing(root, settled, settings._replace(each=bool(accepted.entries)), accepted, stamps, trouble)


def _texts(checked: Checked, settled: Config, own: str) -> dict[str, str]:
    """The text of every file that something may be told about, by its path."""
    documents = checked.journey.documents if checked.journey is not None else {}
    texts = {path: document.source.text for path, document in documents.items()}
    return {**{one.path: one.source.text for one in settled.files}, **texts, checked.path: own}
