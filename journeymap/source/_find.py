"""Finding maps in a folder: which files are ours, and which git would not look at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.errors import SourceError
from journeymap.source._store import help_for, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pathspec import GitIgnoreSpec

SUFFIXES = (".yaml", ".yml")
_MARKER = re.compile(rb"^(?:\xef\xbb\xbf)?journeymap[ \t]*:", re.MULTILINE)
_MARKER_WINDOW = 64 * 1024
_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def find(folder: Path, root: Path, refused: Callable[[SourceError], None]) -> Iterator[Path]:
    """The maps and libraries in `folder`, sorted: `*.yaml` and `*.yml` with our marker.

    `.gitignore` is respected from `root`, the project's, downwards; links to folders are not followed.
    What cannot be looked at is handed to `refused`, and the rest is searched.
    """
    ignores: tuple[_Ignore, ...] = ()
    for above in reversed(folder.parents):
        if above.is_relative_to(root):
            ignores = _with_rules(above, ignores)
    yield from _find(folder, ignores, refused)


_Ignore = tuple[Path, "GitIgnoreSpec"]


def _with_rules(folder: Path, ignores: tuple[_Ignore, ...]) -> tuple[_Ignore, ...]:
    rules = folder / ".gitignore"
    try:
        lines = rules.read_text(encoding="utf-8", errors="replace").splitlines() if rules.is_file() else []
        if not lines:
            return ignores
        from pathspec import GitIgnoreSpec  # here: only a folder with such a file needs it

        return (*ignores, (folder, GitIgnoreSpec.from_lines(lines)))
    except (OSError, ValueError):  # a .gitignore that git could not use either
        return ignores


def _find(folder: Path, ignores: tuple[_Ignore, ...], refused: Callable[[SourceError], None]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        refused(SourceError(str(folder), reason(problem), help_for(problem)))
        return
    ignores = _with_rules(folder, ignores)
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if not (is_folder or entry.name.endswith(SUFFIXES)) or entry.name == ".git":
            continue
        path = Path(entry.path)
        if _ignored(path, is_folder, ignores):
            continue
        if is_folder:
            yield from _find(path, ignores, refused)
            continue
        try:
            ours = entry.is_file() and _is_ours(entry.path)
        except OSError as problem:  # a link that leads in a circle, or to where we may not look
            refused(SourceError(entry.path, reason(problem), help_for(problem)))
            continue
        if ours:
            yield path


def _ignored(path: Path, is_folder: bool, ignores: tuple[_Ignore, ...]) -> bool:  # noqa: FBT001 -- private, called once
    verdict = False
    for base, spec in ignores:  # the nearest rule that speaks of the path wins
        relative = path.relative_to(base).as_posix() + ("/" if is_folder else "")
        outcome = spec.check_file(relative).include
        verdict = verdict if outcome is None else outcome
    return verdict


def is_marked(content: bytes) -> bool:
    """Whether a file with this content is one of ours: a line begins with `journeymap:` near its top."""
    return _MARKER.search(content, 0, _MARKER_WINDOW) is not None


def _is_ours(path: str) -> bool:
    try:
        handle = os.open(path, _TO_READ)  # a stream takes twice as long, and every YAML file of a folder is asked
        try:
            head = os.read(handle, _MARKER_WINDOW)
            while len(head) < _MARKER_WINDOW and (more := os.read(handle, _MARKER_WINDOW - len(head))):
                head += more
            return is_marked(head)
        finally:
            os.close(handle)
    except OSError:
        return True  # reading it again will say why it cannot be read
