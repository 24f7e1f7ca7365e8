"""Running git's plumbing: one command at a time, safe in a hostile repository, late and old ones told."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from journeymap.errors import JourneymapError

_SAFE = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "-c", "safe.bareRepository=explicit",
    "--no-pager", "--literal-pathspecs", "--no-optional-locks",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone would fetch what it lacks; older versions know only the second way to forbid it.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    # What git says is only looked at for a few words.
    "LC_ALL": "C",
}
# Set inside a hook, where they may speak of another repository than the one that the folder lies in.
_LOCAL = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
)
_SECONDS = 60
_LEAST = (2, 25)
NEEDED = "2.25 or newer is needed"
_MOST_CONFLICTS = 127
"""What `git merge-file` counts up to; more means that it failed."""


class GitError(JourneymapError):
    """Git is missing, there is no repository, or no such revision."""


class GitMissingError(GitError):
    """There is no git to ask, or none that answers."""


class GitOldError(GitMissingError):
    """The git that there is cannot answer what we ask."""


class UntrustedError(GitError):
    """The repository belongs to somebody else, and git refuses to read it."""


def nonsense() -> GitMissingError:
    """What is raised where an answer is none that git gives."""
    return GitMissingError("git gave an answer that makes no sense", "see what `git version` and `git status` say")


def run(folder: Path, *arguments: str, feed: str = "", seconds: float | None = None) -> bytes:
    """What a plumbing command prints when it reads `feed`. Raises `GitError` if git is missing, is late or says no."""
    done = _run(folder, *arguments, feed=feed, seconds=seconds)
    if done.returncode != 0:
        _check_age()
        if b"dubious ownership" in done.stderr:
            help_line = "if you trust it, run `git config --global --add safe.directory FOLDER` with its folder"
            raise UntrustedError("git does not trust this repository, since it belongs to somebody else", help_line)
        raise GitError("git could not answer", "run `git status` to see what is wrong with the repository")
    return done.stdout


def _run(folder: Path, *arguments: str, feed: str = "", seconds: float | None = None) -> subprocess.CompletedProcess[bytes]:
    patience = _SECONDS if seconds is None else seconds
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL} | _ENVIRONMENT
    try:
        return subprocess.run(  # noqa: S603 -- plumbing commands of ours; what others wrote is only ever an operand
            [_program(), *_SAFE, *arguments],
            cwd=folder,
            env=environment,
            input=feed.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            timeout=patience,
        )
    except subprocess.TimeoutExpired:
        raise GitMissingError(f"git did not answer within {patience} seconds", "try the same command again") from None
    except (OSError, ValueError):  # a folder that is gone, a name with a zero byte in it
        raise GitError("git could not be asked", "check the folder and the revision that you named") from None


def merge_file(ours: bytes, base: bytes, theirs: bytes, marker_size: int) -> tuple[bytes, bool]:
    """Git's own merge by lines, and whether it left conflicts. Raises `GitError` if git is missing or refuses."""
    with tempfile.TemporaryDirectory(prefix="journeymap-") as folder:
        for name, content in (("ours", ours), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        told = _run(
            Path(folder), "merge-file", "-p", "--quiet", f"--marker-size={marker_size}", "-L", "ours", "-L", "base",
            "-L", "theirs", "ours", "base", "theirs",
        )  # fmt: skip
    if told.returncode > _MOST_CONFLICTS:
        raise GitError("git could not merge these files by lines", "one of them may not be a text")
    return told.stdout, told.returncode > 0


def setting(folder: Path, scope: str, name: str, *, as_path: bool = False) -> str | None:
    """A value of git's configuration in a `scope` (`--local`, `--global`), or in all of it where that is empty."""
    words = ("config", *([scope] if scope else []), *(["--type=path"] if as_path else []), "--get", name)
    told = _run(folder, *words)
    return text(told.stdout).removesuffix("\n") if told.returncode == 0 else None


def set_setting(folder: Path, scope: str, name: str, value: str) -> None:
    """Write one value of git's configuration."""
    run(folder, "config", scope, name, value)


def unset_setting(folder: Path, scope: str, name: str) -> None:
    """Take one value out of git's configuration, and the head of its section if nothing else stands below it."""
    run(folder, "config", scope, "--unset-all", name)


def attribute(folder: Path, name: str, path: str) -> str:
    """What an attribute of a path is: its value, or `unspecified`, `set`, `unset`."""
    told = text(run(folder, "check-attr", "-z", name, "--", path)).split("\0")
    return told[2] if len(told) > 2 else "unspecified"  # noqa: PLR2004 -- path, name, value


def version() -> str:
    """Git's version, as it says it. Raises `GitError` where there is none."""
    return text(_run(Path.cwd(), "version").stdout).strip().removeprefix("git version ")


def is_new_enough(told: str) -> bool:
    """Whether a version, as git says it, is one that understands us. What cannot be read counts as new."""
    found = re.match(r"(\d+)\.(\d+)", told)
    return found is None or (int(found[1]), int(found[2])) >= _LEAST


def _check_age() -> None:
    """Say that git is old where it did not do what we asked."""
    found = version()
    if not is_new_enough(found):
        raise GitOldError(f"git {found} is too old", NEEDED)


def _program() -> str:
    """Git on the search path, never one that lies in the folder we happen to be in."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        place = Path(folder, name)
        if place.is_absolute() and os.access(place, os.X_OK) and place.is_file():
            return str(place)
    raise GitMissingError("git is not installed", "install it, or compare two files instead")


def text(told: bytes) -> str:
    """What git printed, names of any bytes included."""
    return told.decode("utf-8", "surrogateescape")
