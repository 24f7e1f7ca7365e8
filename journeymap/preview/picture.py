"""The picture of one map in a preview: what it is drawn with, and its page once somebody has asked for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from journeymap import render
from journeymap.render import Drawing
from journeymap.render.board import build_board, usual_view
from journeymap.source import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic
    from journeymap.journey import Journey
    from journeymap.render.theme import Theme

_DEFAULT = "light"
_LARGEST = 512 * 1024
"""Bytes that are read of a theme or of its logo; both have limits of their own below that."""


class Look(NamedTuple):
    """What the maps of a project are drawn with; `theme` is None where the team's own is wrong, as `diagnostics` say."""

    theme: str | Theme | None
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    """What it was read from."""


def look_of(root: Path, settings: Config) -> Look:
    """The look of the project at `root`. Raises `SourceError` where there is no such theme."""
    configured = settings.theme
    if configured is None:
        return Look(_DEFAULT)
    if not configured.value.endswith(".toml"):
        return Look(configured.value)
    from journeymap.render.own_theme import read_theme  # here: few projects have a theme of their own

    store = _Remembering(DiskStore(root, _LARGEST), set())
    own = read_theme(configured.value, store)
    return Look(own.theme, own.diagnostics, tuple(root / path for path in sorted(store.read_paths)))


class _Remembering(NamedTuple):
    """A Store that knows what was read of it."""

    below: DiskStore
    read_paths: set[str]

    def read(self, path: str) -> bytes:
        self.read_paths.add(path)
        return self.below.read(path)

    def contains(self, path: str) -> bool:
        return self.below.contains(path)


class Picture:
    """A map that can be drawn. Threads may ask for its page together; it is drawn once."""

    def __init__(self, journey: Journey, theme: str | Theme) -> None:
        """Keep what it is drawn from."""
        self._lock = threading.Lock()
        self._source: tuple[Journey, str | Theme] | None = (journey, theme)
        self._page = b""

    def page(self) -> bytes:
        """The page as HTML."""
        with self._lock:
            if self._source is not None:
                journey, theme = self._source
                board = build_board(journey)
                self._page = render.render(
                    board, "html", Drawing(view=render.target("html").usual or usual_view(journey, board), theme=theme)
                ).content
                self._source = None
            return self._page
