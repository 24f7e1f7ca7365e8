"""What is read: a `Source` and the Stores that files come from, and why one could not be had."""

from __future__ import annotations

import codecs
import errno
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from journeymap import fence
from journeymap.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARD_INPUT = "-"
_USUAL = 64 * 1024
"""Bytes that nearly every map is smaller than; room for the largest that may be takes longer to make than to read one."""
LEADS_OUT = "leads out of the project"
NAME_ITSELF = "it is a link, or behind one; name the file itself"
_WORDS = {
    errno.ELOOP: "its links lead in a circle",
    errno.ENAMETOOLONG: "its name is longer than the system allows",
    errno.EBADF: "it is closed",
    errno.EBUSY: "another program has it open",
}


class Source(NamedTuple):
    """A file's path and text. `path` is relative to the project root, with `/`.

    `text` is what the bytes say, line ends as they are, without the byte order mark; `bom` tells that there was one.
    """

    path: str
    text: str
    bom: bool = False

    @property
    def newline(self) -> str:
        """The line end that most lines have, for text that is put in."""
        return _newline(self.text)


@lru_cache(maxsize=2)
def _newline(text: str) -> str:
    """Kept for the last texts: each fix of a file asks, and a large file can have thousands."""
    crlf = text.count("\r\n")
    return "\r\n" if crlf * 2 > text.count("\n") else "\n"


def as_text(path: str, data: bytes, size_limit: int) -> Source | None:
    """The text of a file of at most `size_limit` bytes; None if it is larger, not UTF-8, or holds a zero byte."""
    if len(data) > size_limit:
        return None
    bom = data.startswith(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return Source(path, text, bom) if "\0" not in text else None


class Store(Protocol):
    """Where files come from. Paths are relative to the project root and never leave it."""

    def read(self, path: str) -> bytes:
        """The bytes at `path`. Raises `SourceError` when they cannot be had."""
        ...

    def contains(self, path: str) -> bool:
        """Whether `path`, links followed, lies inside the project."""
        ...


@dataclass(frozen=True, slots=True)
class DiskStore:
    """Files under `root`, links followed as far as they stay inside. `size_limit` bounds how much is read, in bytes.

    It is for one look: which folders are links is asked once.
    """

    root: Path
    size_limit: int
    _folders: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def read(self, path: str) -> bytes:
        """At most one byte more than the size limit, so that a larger file shows as larger without being read whole."""
        place = os.path.join(self.root, path)  # noqa: PTH118 -- asked for every file of a large run: Path is slow
        try:
            if not fence.stays(place, self.root, self._folders):
                raise SourceError(path, LEADS_OUT, NAME_ITSELF)
            with open(place, "rb") as stream:  # noqa: PTH123 -- as above
                first = stream.read(min(_USUAL, self.size_limit + 1))
                return first if len(first) < _USUAL else first + stream.read(self.size_limit + 1 - len(first))
        except OSError as problem:
            if os.path.isdir(place):  # noqa: PTH112 -- as above
                raise SourceError(path, "is a folder, not a file", "name a file inside it") from None
            raise SourceError(path, reason(problem), help_for(problem)) from None
        except ValueError:
            raise SourceError(path, "is not a name that a file can have") from None

    def contains(self, path: str) -> bool:
        """Whether the real place of `path` is under the real root."""
        try:
            return (self.root / path).resolve().is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return False


class OverlayStore(NamedTuple):
    """Some texts (standard input, an editor's buffers) laid over another Store."""

    over: Mapping[str, bytes]
    below: Store

    def read(self, path: str) -> bytes:
        """The text laid over, else what lies below."""
        return self.over[path] if path in self.over else self.below.read(path)

    def contains(self, path: str) -> bool:
        """As below."""
        return path in self.over or self.below.contains(path)


def reason(problem: OSError) -> str:
    """Why a file could not be had or written, in our own words."""
    if isinstance(problem, FileNotFoundError):
        return "there is no such file"
    if isinstance(problem, PermissionError):
        return "you have no permission"
    if isinstance(problem, IsADirectoryError):
        return "is a folder, not a file"
    if isinstance(problem, NotADirectoryError):
        return "a part of the path is a file, not a folder"
    return _WORDS.get(problem.errno or 0) or (problem.strerror or "the system refused").lower()


def help_for(problem: OSError) -> str:
    """What to do about it."""
    if isinstance(problem, FileNotFoundError):
        return "check the name; paths are relative to the folder you are in"
    if isinstance(problem, PermissionError):
        return "ask whoever owns the file, or choose another place"
    if problem.errno == errno.EBUSY:
        return "close it there and run the same command again; what stood in it is still there"
    return ""


class Stamp(NamedTuple):
    """What changes when a file is saved. All zero where there is none."""

    inode: int = 0
    changed: int = 0
    """In nanoseconds."""
    size: int = 0

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """How a file is now."""
        try:
            found = path.stat()
        except (OSError, ValueError):
            return cls()
        return cls(found.st_ino, found.st_mtime_ns, found.st_size)


def is_folder(path: Path) -> bool:
    """Whether it is known to be a folder; not where the system refuses to say, which reading or writing it will tell."""
    try:
        return path.is_dir()
    except OSError:
        return False


def join(base: str, path: str) -> str | None:
    """The path that `path`, written in the file `base`, names; None if it is absolute or climbs out of the project."""
    if fence.is_foreign(path):
        return None
    parts: list[str] = list(PurePosixPath(base).parent.parts)
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
