"""Writing: a whole file or nothing, inside the project, and what a person wrote is never lost."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from journeymap import fence
from journeymap.errors import OutputError
from journeymap.source._store import LEADS_OUT, NAME_ITSELF, help_for, reason

_OWN_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]+)")
_ON_WINDOWS = os.name == "nt"
_MOST_LINKS = 40
_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to put a file in the place of one that another program looks at."""


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
