"""Git, by its plumbing: revisions as Stores. Nothing is fetched, and nothing that a repository configures is run.

A hostile repository can name programs in its configuration (an external diff, a textconv, a file-system monitor, a pager).
Only commands that run none of them are called, each with the settings that switch the rest off.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from journeymap.errors import JourneymapError, SourceError
from journeymap.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")
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
_LINK = "120000"
_SUBMODULE = "160000"
_SKIPPED = "S"
_SHA1_LENGTH = 40
_MOST_NAMES = 500
_MOST_CONFLICTS = 127
"""What `git merge-file` counts up to; more means that it failed."""
_ID = re.compile("[0-9a-f]{40,64}")


_RELATIVE = re.compile(r"[~^@{:]")
"""A revision that is counted from another one; a server knows none of these names."""


class GitError(JourneymapError):
    """Git is missing, there is no repository, or no such revision."""


class GitMissingError(GitError):
    """There is no git to ask, or none that answers."""


class GitOldError(GitMissingError):
    """The git that there is cannot answer what we ask."""


class UntrustedError(GitError):
    """The repository belongs to somebody else, and git refuses to read it."""


def _nonsense() -> GitMissingError:
    return GitMissingError("git gave an answer that makes no sense", "see what `git version` and `git status` say")


def _sensible(ask: Callable[_Given, _Told]) -> Callable[_Given, _Told]:
    """A question whose answer may be none that git gives, if something else has its name."""

    @wraps(ask)
    def asked(*given: _Given.args, **named: _Given.kwargs) -> _Told:
        try:
            return ask(*given, **named)
        except (ValueError, IndexError):
            raise _nonsense() from None

    return asked


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree at `top`; one without any lies in `bare` itself, which is `top` then, too."""

    top: Path
    bare: Path | None = None

    def commit(self, revision: str) -> str:
        """The id of the commit that `revision` names."""
        if revision.startswith("-"):
            raise GitError(f'"{revision}" is no revision', "a revision does not begin with a dash")
        try:
            answer = _text(self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")).strip()
        except GitMissingError:
            raise
        except GitError:
            answer = ""
        if not _ID.fullmatch(answer):  # `^HEAD` is answered with more than an id
            raise GitError(f'there is no revision "{revision}"', self._how_to_get(revision))
        return answer

    def merge_base(self, one: str, other: str) -> str:
        """The commit at which two lines of work parted."""
        commits = self.commit(one), self.commit(other)
        try:
            answer = _text(self._ask("merge-base", *commits)).strip()
        except GitMissingError:
            raise
        except GitError:
            shallow = self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"
            help_line = self._how_to_get(one) if shallow else "name a revision that this line of work came from"
            raise GitError(f'"{one}" and "{other}" have no common commit here', help_line) from None
        if not _ID.fullmatch(answer):
            raise _nonsense()
        return answer

    def prefix(self, folder: Path) -> str:
        """A folder of the work tree by its path from the top; empty for the top itself."""
        return _text(run(folder, "rev-parse", "--show-prefix")).removesuffix("\n").removesuffix("/")

    @_sensible
    def files(self, commit: str) -> Mapping[str, str]:
        """Every file of a commit, by its path from the top, with the id of its content."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for entry in _text(listed).split("\0"):
            facts, _, path = entry.partition("\t")
            mode, kind, content = facts.split(" ") if facts else ("", "", "")
            if kind == "blob" and mode != _LINK:  # a link's content is a path, not a map
                found[path] = content
        return found

    @_sensible
    def renames(self, commit: str) -> Mapping[str, str]:
        """New path to old path, from the top, of what was renamed between a commit and the index.

        The index and not the work tree: to look at that, git would run the filters that a repository configures.
        """
        told = self._ask(
            "diff-index", "--cached", "-M", "-z", "--name-status", "--diff-filter=R", "--no-relative", "--no-ext-diff",
            "--no-textconv", "--ignore-submodules=all", commit, "--",
        )  # fmt: skip
        words = _text(told).split("\0")
        return {new: old for old, new in zip(words[1::3], words[2::3], strict=True)}

    def head(self) -> str | None:
        """The commit we are on; None where nothing was committed yet."""
        try:
            return self.commit("HEAD")
        except GitError:
            self._ask("symbolic-ref", "--quiet", "HEAD")  # a branch that does not exist yet; else HEAD is broken
            return None

    @_sensible
    def index(self) -> Index:
        """What is staged."""
        files: dict[str, str] = {}
        conflicted, absent = set(), set()
        for entry in _text(self._ask("ls-files", "-z", "-t", "--stage")).split("\0")[:-1]:
            facts, _, path = entry.partition("\t")
            tag, mode, content, stage = facts.split(" ")
            if mode in (_LINK, _SUBMODULE):
                continue
            if stage != "0":
                conflicted.add(path)
            else:
                files[path] = content
                absent |= {path} if tag == _SKIPPED else set()
        return Index(files, frozenset(conflicted), frozenset(absent))

    def untracked(self) -> tuple[str, ...]:
        """Files of the work tree that are neither tracked nor ignored; of other repositories in it only their folders."""
        return tuple(_text(self._ask("ls-files", "-z", "--others", "--exclude-standard")).split("\0")[:-1])

    @_sensible
    def contents(self, ids: Iterable[str], most: int) -> Mapping[str, bytes]:
        """Many contents at once. What is larger than `most` bytes, or is not here, is left out."""
        wanted = sorted(set(ids))
        sizes = self._ask("cat-file", "--batch-check=%(objectname) %(objectsize)", feed="\n".join(wanted)) if wanted else b""
        facts = (line.split(" ") for line in _text(sizes).splitlines())
        small = [name for name, size in facts if size.isdigit() and int(size) <= most]
        told = self._ask("cat-file", "--batch=%(objectsize)", feed="\n".join(small)) if small else b""
        found, start = {}, 0
        for name in small:
            end = told.index(b"\n", start)
            size = int(told[start:end])
            found[name] = told[end + 1 : end + 1 + size]
            start = end + 1 + size + 1
        return found

    @_sensible
    def read(self, content: str, most: int) -> bytes:
        """The bytes of a content id; of more than `most` bytes nothing but that it is more."""
        try:
            if int(self._ask("cat-file", "-s", content)) > most:
                return bytes(most + 1)
            return self._ask("cat-file", "blob", content)
        except GitMissingError:
            raise
        except GitError:
            message = f"git does not have the content {content[:12]} here"
            raise GitError(message, "a partial clone lacks it, and nothing is fetched; clone without --filter") from None

    def _how_to_get(self, revision: str) -> str:
        if revision == "HEAD":
            return "commit something first: there is nothing to compare with"
        shallow = self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"
        if not shallow:
            return "`git branch --all` and `git tag` list what there is"
        name = revision.removeprefix("origin/")
        by_name = "" if _RELATIVE.search(name) else f" or `git fetch origin {name}`"
        return f"this clone is shallow; run `git fetch --unshallow`{by_name} first (in CI: fetch-depth: 0)"

    def _ask(self, *arguments: str, feed: str = "") -> bytes:
        place = () if self.bare is None else (f"--git-dir={self.bare}",)
        return run(self.top, *place, *arguments, feed=feed)


@dataclass(frozen=True, slots=True)
class Index:
    """What is staged: every file by its path from the top with the id of its content.

    `conflicted` are files that a merge left undecided; `absent` those that a sparse checkout keeps off the disk.
    """

    files: Mapping[str, str]
    conflicted: frozenset[str]
    absent: frozenset[str]


def run(folder: Path, *arguments: str, feed: str = "", seconds: int = _SECONDS) -> bytes:
    """What a plumbing command prints when it reads `feed`. Raises `GitError` if git is missing, is late or says no."""
    done = _run(folder, *arguments, feed=feed, seconds=seconds)
    if done.returncode != 0:
        _check_age()
        if b"dubious ownership" in done.stderr:
            help_line = "if you trust it, run `git config --global --add safe.directory FOLDER` with its folder"
            raise UntrustedError("git does not trust this repository, since it belongs to somebody else", help_line)
        raise GitError("git could not answer", "run `git status` to see what is wrong with the repository")
    return done.stdout


def _run(folder: Path, *arguments: str, feed: str = "", seconds: int = _SECONDS) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _LOCAL} | _ENVIRONMENT
    try:
        return subprocess.run(  # noqa: S603 -- plumbing commands of ours; what others wrote is only ever an operand
            [_program(), *_SAFE, *arguments],
            cwd=folder,
            env=environment,
            input=feed.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise GitMissingError(f"git did not answer within {seconds} seconds", "try the same command again") from None
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
    return _text(told.stdout).removesuffix("\n") if told.returncode == 0 else None


def set_setting(folder: Path, scope: str, name: str, value: str) -> None:
    """Write one value of git's configuration."""
    run(folder, "config", scope, name, value)


def unset_setting(folder: Path, scope: str, name: str) -> None:
    """Take one value out of git's configuration, and the head of its section if nothing else stands below it."""
    run(folder, "config", scope, "--unset-all", name)


def attribute(folder: Path, name: str, path: str) -> str:
    """What an attribute of a path is: its value, or `unspecified`, `set`, `unset`."""
    told = _text(run(folder, "check-attr", "-z", name, "--", path)).split("\0")
    return told[2] if len(told) > 2 else "unspecified"  # noqa: PLR2004 -- path, name, value


def version() -> str:
    """Git's version, as it says it. Raises `GitError` where there is none."""
    return _text(_run(Path.cwd(), "version").stdout).strip().removeprefix("git version ")


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


def find(start: Path, *, bare: bool = False) -> Repository:
    """The repository that the folder `start` lies in; `bare` takes one without a work tree, too."""
    try:
        top = _text(run(start, "rev-parse", "--show-toplevel")).removesuffix("\n")
    except (GitMissingError, UntrustedError):
        raise
    except GitError:
        place = next((folder for folder in (start, *start.parents) if bare and _is_bare(folder)), None)
        if place is not None:
            return Repository(place, place)
        raise GitError("this folder is in no git repository", "run it inside a repository, or leave the revision out") from None
    if "\0" in top or not Path(top).is_absolute() or not Path(top).is_dir():
        raise _nonsense()
    return Repository(Path(top))


def names(start: Path, beginning: str, seconds: int = _SECONDS) -> tuple[str, ...]:
    """Names of revisions that begin so: HEAD, branches, those of remotes as `origin/main`, tags; at most some hundreds.

    `beginning` holds no sign that stands for others. Raises `GitError` outside of a repository.
    """
    places = ("refs/heads/", "refs/remotes/", "refs/tags/")
    # A star stops at a slash; all below comes with the second one.
    patterns = [f"{place}{beginning}{rest}" for place in places for rest in ("*", "*/**")]
    told = run(start, "for-each-ref", f"--count={_MOST_NAMES}", "--format=%(refname)", *patterns, seconds=seconds)
    found = [name.removeprefix(place) for name in _text(told).splitlines() for place in places if name.startswith(place)]
    head = ["HEAD"] if "HEAD".startswith(beginning) else []
    return tuple(dict.fromkeys([*head, *(name for name in found if not name.endswith("/HEAD"))]))


def _is_bare(folder: Path) -> bool:
    """Whether a folder holds a repository itself. It is named to git, which is told not to search for such ones."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def _text(told: bytes) -> str:
    return told.decode("utf-8", "surrogateescape")


@dataclass(slots=True)
class RevisionStore:
    """The files of one commit. Paths are from `root`, a folder of the repository, as in every Store."""

    repository: Repository
    commit: str
    root: str = ""
    size_limit: int = DEFAULT.bytes
    _files: Mapping[str, str] | None = field(default=None)
    _known: Mapping[str, bytes] = field(default_factory=dict)
    """Contents that were read before, by their ids."""

    def read(self, path: str) -> bytes:
        """The bytes that the commit has at `path`; of a larger file only that it is larger."""
        content = self.content(path)
        if content is None:
            raise SourceError(path, f"there is no such file in {self.commit[:12]}", "it may have had another name then")
        known = self._known.get(content)
        return self.repository.read(content, self.size_limit) if known is None else known

    def fetch(self, paths: Iterable[str]) -> None:
        """Read many files at once, since each alone costs two processes; those that are too large, or lacking, are left."""
        ids = {content for path in paths if (content := self.content(path)) is not None}
        self._known = {**self._known, **self.repository.contents(ids - self._known.keys(), self.size_limit)}

    def contains(self, path: str) -> bool:
        """Whether `path` stays inside the project; links are not followed in a commit."""
        return ".." not in PurePosixPath(path).parts

    def content(self, path: str) -> str | None:
        """The id of what the commit has at `path`."""
        return self.files().get(f"{self.root}/{path}" if self.root else path)

    def files(self) -> Mapping[str, str]:
        """Every file of the commit by its path from the repository's top."""
        if self._files is None:
            self._files = self.repository.files(self.commit)
        return self._files


def content_id(content: bytes, like: str) -> str:
    """The id that git gives to `content`, by the kind of hash that the id `like` was made with."""
    head = b"blob %d\0" % len(content)
    if len(like) == _SHA1_LENGTH:
        return hashlib.sha1(head + content, usedforsecurity=False).hexdigest()
    return hashlib.sha256(head + content).hexdigest()
