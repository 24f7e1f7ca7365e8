"""From `--theme` and the configuration to the theme that a map is drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import assets
from journeymap.cli._inputs import absolute
from journeymap.cli._run import fail
from journeymap.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from journeymap.cli._inputs import Inputs
    from journeymap.diagnostic import Diagnostic
    from journeymap.project import Project
    from journeymap.render.theme import Theme

_LARGEST = 512 * 1024
"""Bytes that are read of a theme or of its logo; both have limits of their own below that."""
_SUFFIX = ".toml"
_DEFAULT = "light"


class Themes:
    """The themes of one run, each file read once. `diagnostics` is what is wrong with those that were asked for."""

    def __init__(self, inputs: Inputs, option: str | None) -> None:
        """Refuse a name that is no theme, and read every theme: a wrong one is told even if no map can be drawn."""
        self.diagnostics: list[Diagnostic] = []
        self._inputs = inputs
        self._option = option
        self._read: dict[Path, Theme | None] = {}
        known = assets.names("themes", _SUFFIX)
        if option is not None and option not in known and not option.endswith(_SUFFIX):
            fail(f'there is no theme "{option}"', f"choose one of {', '.join(known)}, or name a .toml file of your own")
        for project in inputs.projects():
            self.of(project)

    def of(self, project: Project) -> str | Theme | None:
        """What a project's maps are drawn with: a name of ours, a team's theme, or None where that is wrong."""
        configured = project.config.theme
        if self._option is not None:
            return self._own(absolute(self._option)) if self._option.endswith(_SUFFIX) else self._option
        if configured is None:
            return _DEFAULT
        if not configured.value.endswith(_SUFFIX):
            return configured.value
        return self._own(absolute(str(self._inputs.roots[id(project)] / configured.value)))

    def _own(self, place: Path) -> Theme | None:
        if place not in self._read:
            self._read[place] = self._load(place)
        return self._read[place]

    def _load(self, place: Path) -> Theme | None:
        from journeymap.project import find_root
        from journeymap.render.own_theme import read_theme  # here: few runs bring their own
        from journeymap.source import DiskStore

        root = find_root(place.parent)
        try:
            own = read_theme(place.relative_to(root).as_posix(), DiskStore(root, _LARGEST))
        except SourceError as problem:
            shown = self._inputs.shown(place)
            raise SourceError(shown, problem.message, problem.help_line) from None
        self.diagnostics += self._inputs.adopted(root, own.source, own.diagnostics)
        return own.theme
