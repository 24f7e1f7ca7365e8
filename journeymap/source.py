"""Files: finding maps, reading bytes, decoding, and writing without ever losing what stood there.

A `Store` says where files come from. Its paths are relative to the project root, with `/`, in every Store alike, so
nothing above this room knows whether it reads a disk, a git revision or an editor's buffer.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from journeymap import fence
from journeymap.errors import OutputError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pathspec import GitIgnoreSpec

STANDARD_INPUT = "-"
_MARKER = re.compile(rb"^(?:\xef\xbb\xbf)?journeymap[ \t]*:", re.MULTILINE)
_MARKER_WINDOW = 64 * 1024
_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_USUAL = 64 * 1024
"""Bytes that nearly every map is smaller than; room for the largest that may be takes longer to make than to read one."""
SUFFIXES = (".yaml", ".yml")
_OWN_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]+)")
_ON_WINDOWS = os.name == "nt"
_MOST_LINKS = 40
_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to put a file in the place of one that another program looks at."""
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
            return is_marked(os.read(handle, _MARKER_WINDOW))
        finally:
            os.close(handle)
    except OSError:
        return True  # reading it again will say why it cannot be read


def write(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: into a temporary file beside it, then renamed over. Raises `OutputError`.

    A file that exists keeps its permissions; a link keeps being a link, and its target is what changes. What is no file (a
    device, a pipe, an open descriptor as `/dev/stdout`) stays what it is, and is written to.
    """
    try:
        descriptor = _descriptor(path)
        if descriptor is None:
            _check_home(path)
        mode = _mode(path) if descriptor is None else None
        if descriptor is not None:
            _write_through(os.dup(descriptor), content)
        elif mode is not None and not stat.S_ISREG(mode):
            _write_through(os.open(path, os.O_WRONLY), content)
        else:
            _replace(Path(os.path.realpath(path)), content, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {reason(problem)}", help_for(problem)) from None
    except ValueError:
        raise OutputError(f"cannot write {path}: it is not a name that a file can have") from None


def create(path: Path, content: bytes) -> None:
    """Write a file that was not there. Raises `OutputError`, too where something has come to stand there in the meantime."""
    try:
        _check_home(path)
        _make_folder(path)
        stream = path.open("xb")
    except FileExistsError:
        raise OutputError(f"{path} is there already, and nothing is written over it", "name another file") from None
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {reason(problem)}", help_for(problem)) from None
    except ValueError:
        raise OutputError(f"cannot write {path}: it is not a name that a file can have") from None
    try:
        with stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException as problem:  # also when somebody interrupts: nothing half-written is left behind
        with suppress(OSError):
            path.unlink(missing_ok=True)
        if isinstance(problem, OSError):
            raise OutputError(f"cannot write {path}: {reason(problem)}", help_for(problem)) from None
        raise


def _check_home(path: Path) -> None:
    """Stop where a link leads out of the repository, or the current folder, that a path lies in."""
    if not fence.at_home(path):
        raise OutputError(f"cannot write {path}: it {LEADS_OUT}", NAME_ITSELF)


def _make_folder(path: Path) -> None:
    """The folder of a file, and those above it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "a file is in the way", str(path.parent)) from None


def _descriptor(path: Path) -> int | None:
    """The open descriptor of ours that a path stands for: opening it anew would cut off what was written to it before."""
    name = os.path.abspath(path)  # noqa: PTH100 -- Path.resolve() would follow the link to the end
    for _ in range(_MOST_LINKS):
        own = _OWN_DESCRIPTOR.fullmatch(name)
        if own is not None:
            return int(own[1])
        if not Path(name).is_symlink():
            return None
        name = os.path.normpath(Path(name).parent / Path(name).readlink())
    return None


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _write_through(handle: int, content: bytes) -> None:
    """Into what is open. A reader that has gone away is no error."""
    with suppress(BrokenPipeError), os.fdopen(handle, "wb", buffering=0) as stream:
        rest = memoryview(content)
        while rest:
            rest = rest[stream.write(rest) or 0 :]


def _replace(target: Path, content: bytes, mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".journeymap-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        _put_in_place(temporary, target)
    except BaseException:  # also when somebody interrupts: nothing half-written is left behind
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise


def _put_in_place(temporary: str, target: Path) -> None:
    """Rename over the target. Windows refuses that while another program has it open, as a scanner does for a moment."""
    for wait in (*_WAITS, None):
        try:
            os.replace(temporary, target)  # noqa: PTH105 -- one call for every system
        except PermissionError as problem:
            if not _ON_WINDOWS or not target.is_file() or not os.access(target, os.W_OK):
                raise
            if wait is None:
                raise OSError(errno.EBUSY, "in use", str(target)) from problem
            time.sleep(wait)
        else:
            return


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
