"""One editor's session: its open files, what was last seen of them, and the order in which they are looked at.

The loop of the server changes it; looking is done by one thread, so that typing is never kept waiting. A look at a text that
has changed meanwhile is not told.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.diagnostic import in_order, short_hash
from journeymap.lsp.desk import Buffer
from journeymap.lsp.shift import shift
from journeymap.lsp.text import Text, Units
from journeymap.source import is_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.lsp.desk import Desk
    from journeymap.lsp.look import Look

_LONGEST_PAUSE = 0.25
"""Seconds that a slow look waits at most for the typing to stop."""
_QUICK = 0.03
"""Seconds: a look that takes less does not wait at all."""


@dataclass(slots=True)
class Session:
    """What is open. `path_of` makes a path of an editor's address, None where that is no file's."""

    desk: Desk
    path_of: Callable[[str], str | None]
    units: Units = Units.UTF16
    buffers: Mapping[Path, Buffer] = field(default_factory=dict)
    """Never changed but replaced, so that another thread may read on in the old one."""
    looks: dict[Path, Look] = field(default_factory=dict)
    waiting: set[Path] = field(default_factory=set)
    """The files that are to be looked at."""
    took: float = 0.0
    """Seconds that the last look took."""
    _addresses: dict[Path, str] = field(default_factory=dict)
    _ours: set[Path] = field(default_factory=set)

    def place(self, address: str) -> Path:
        """The file of an address; of a text that was never saved, one in the current folder that there is not."""
        path = self.path_of(address)
        if path is None:
            return Path.cwd() / f"unsaved-{short_hash(address)}.yaml"
        return Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links

    def address(self, place: Path) -> str:
        """The address of a file, as the editor wrote it if it is open."""
        return self._addresses.get(place) or place.as_uri()

    def put(self, address: str, text: Text, version: int) -> Path:
        """Take the text of an open file, and note what has to be looked at again."""
        place = self.place(address)
        self._addresses[place] = address
        self.buffers = {**self.buffers, place: Buffer(text, version)}
        if is_marked(text.content):
            self._ours.add(place)
        self.note(place)
        return place

    def close(self, address: str) -> Path:
        """Forget an open file; what was read with it is looked at again, as it is on the disk."""
        place = self.place(address)
        self.note(place)
        self.buffers = {one: buffer for one, buffer in self.buffers.items() if one != place}
        self.looks.pop(place, None)
        self._ours.discard(place)
        self.waiting.discard(place)
        return place

    def note(self, place: Path) -> None:
        """Look again at a file and at the open ones that were read with it."""
        if place in self._ours:
            self.waiting.add(place)
        for other, look in self.looks.items():
            if any(look.root / path == place for path in look.files):
                self.waiting.add(other)

    def note_all(self) -> None:
        """Look again at everything: something on the disk is other than it was."""
        self.waiting |= self._ours & self.buffers.keys()

    def is_ours(self, place: Path) -> bool:
        """Whether an open file is, or was while it was open, a map or a library."""
        return place in self._ours and place in self.buffers

    @property
    def pause(self) -> float:
        """How long to wait for the typing to stop, in seconds."""
        return 0.0 if self.took < _QUICK else min(_LONGEST_PAUSE, self.took / 2)

    def is_current(self, look: Look) -> bool:
        """Whether a look is at the text as it is."""
        buffer = self.buffers.get(look.place)
        return buffer is not None and buffer.text.plain == look.text

    def text(self, look: Look, path: str) -> Text:
        """The text of a file that was read for a look: the buffer if it is open, else as it was read."""
        buffer = self.buffers.get(look.root / path)
        return buffer.text if buffer is not None else Text(look.texts.get(path, ""))

    def now(self, look: Look, path: str, span: Span, then: str | None = None) -> Span:
        """Where a span of a file that was read for a look stands now; `then` is the text it is of, if not of that look."""
        then = look.texts.get(path) if then is None else then
        buffer = self.buffers.get(look.root / path)
        return span if buffer is None or then is None else shift(then, buffer.text.plain)(span)

    def told(self) -> dict[Path, tuple[tuple[Diagnostic, ...], Look]]:
        """All that is told, by file; one thing that several open files tell counts once."""
        found: dict[Path, tuple[list[Diagnostic], Look]] = {}
        for place in sorted(self.looks):
            look = self.looks[place]
            found.setdefault(place, ([], look))
            for one in (*look.told, *look.settled):
                found.setdefault(_joined(look.root, one.place.path), ([], look))[0].append(one)
        return {place: (in_order(those), look) for place, (those, look) in found.items()}


def _joined(root: Path, path: str) -> Path:
    return Path(os.path.normpath(root / path))
