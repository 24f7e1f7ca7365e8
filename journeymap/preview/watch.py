"""Seeing that files have changed, by looking at them a few times a second.

Looking again works on every system and every file system, a network's too, and after every way of saving: written over,
renamed over, deleted and made anew. A preview has few files, so it costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from journeymap.source import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PATIENCE = 2
"""How many looks in a row a file must be missing to be gone: an editor that saves by renaming leaves a gap."""


class Watch:
    """The files of one map, as they were when it was last looked at."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Remember how the files are now."""
        self._known = {path: Stamp.of(path) for path in paths}
        self._missing: dict[Path, int] = {}
        self._unseen = False

    @classmethod
    def of_nothing(cls) -> Self:
        """The watch of a map that nobody has looked at yet: it has changed."""
        made = cls(())
        made._unseen = True
        return made

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that it watches."""
        return tuple(self._known)

    def turned_to(self, paths: Iterable[Path]) -> Self:
        """This watch over `paths` and nothing else; those that it knew are compared with what they were then."""
        self._known = {path: self._known[path] if path in self._known else Stamp.of(path) for path in paths}
        return self

    def changed(self) -> bool:
        """Whether one of them has changed since the beginning."""
        return self._unseen or any(self._differs(path, known) for path, known in self._known.items())

    def _differs(self, path: Path, known: Stamp) -> bool:
        now = Stamp.of(path)
        if now == known:
            self._missing.pop(path, None)
            return False
        if now != Stamp():
            return True
        self._missing[path] = self._missing.get(path, 0) + 1
        return self._missing[path] >= _PATIENCE
