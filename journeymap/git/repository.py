"""A repository as it is asked: its commits, what is staged, renames, contents, and the names of its revisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from journeymap.git.asking import GitError, GitMissingError, UntrustedError, nonsense, run, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")
_LINK = "120000"
_SUBMODULE = "160000"
_SKIPPED = "S"
_MOST_NAMES = 500
_ID = re.compile("[0-9a-f]{40,64}")
_RELATIVE = re.compile(r"[~^@{:]")
"""A revision that is counted from another one; a server knows none of these names."""


def _sensible(ask: Callable[_Given, _Told]) -> Callable[_Given, _Told]:
    """A question whose answer may be none that git gives, if something else has its name."""

    @wraps(ask)
    def asked(*given: _Given.args, **named: _Given.kwargs) -> _Told:
        try:
            return ask(*given, **named)
        except (ValueError, IndexError):
            raise nonsense() from None

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
            answer = text(self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")).strip()
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
            answer = text(self._ask("merge-base", *commits)).strip()
        except GitMissingError:
            raise
        except GitError:
            shallow = self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"
            help_line = self._how_to_get(one) if shallow else "name a revision that this line of work came from"
            raise GitError(f'"{one}" and "{other}" have no common commit here', help_line) from None
        if not _ID.fullmatch(answer):
            raise nonsense()
        return answer

    def prefix(self, folder: Path) -> str:
        """A folder of the work tree by its path from the top; empty for the top itself."""
        return text(run(folder, "rev-parse", "--show-prefix")).removesuffix("\n").removesuffix("/")

    @_sensible
    def files(self, commit: str) -> Mapping[str, str]:
        """Every file of a commit, by its path from the top, with the id of its content."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for entry in text(listed).split("\0"):
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
        words = text(told).split("\0")
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
        for entry in text(self._ask("ls-files", "-z", "-t", "--stage")).split("\0")[:-1]:
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
        return tuple(text(self._ask("ls-files", "-z", "--others", "--exclude-standard")).split("\0")[:-1])

    @_sensible
    def contents(self, ids: Iterable[str], most: int) -> Mapping[str, bytes]:
        """Many contents at once. What is larger than `most` bytes, or is not here, is left out."""
        wanted = sorted(set(ids))
        sizes = self._ask("cat-file", "--batch-check=%(objectname) %(objectsize)", feed="\n".join(wanted)) if wanted else b""
        facts = (line.split(" ") for line in text(sizes).splitlines())
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


_OUTSIDE = "run it inside a repository, or leave the revision out"


def find(start: Path, *, bare: bool = False, help_line: str = _OUTSIDE) -> Repository:
    """The repository that the folder `start` lies in; `bare` takes one without a work tree, too.

    `help_line` says what to do where there is none.
    """
    try:
        top = text(run(start, "rev-parse", "--show-toplevel")).removesuffix("\n")
    except (GitMissingError, UntrustedError):
        raise
    except GitError:
        place = next((folder for folder in (start, *start.parents) if bare and _is_bare(folder)), None)
        if place is not None:
            return Repository(place, place)
        raise GitError("this folder is in no git repository", help_line) from None
    if "\0" in top or not Path(top).is_absolute() or not Path(top).is_dir():
        raise nonsense()
    return Repository(Path(top))


def names(start: Path, beginning: str, seconds: float | None = None) -> tuple[str, ...]:
    """Names of revisions that begin so: HEAD, branches, those of remotes as `origin/main`, tags; at most some hundreds.

    `beginning` holds no sign that stands for others. Raises `GitError` outside of a repository.
    """
    places = ("refs/heads/", "refs/remotes/", "refs/tags/")
    # A star stops at a slash; all below comes with the second one.
    patterns = [f"{place}{beginning}{rest}" for place in places for rest in ("*", "*/**")]
    told = run(start, "for-each-ref", f"--count={_MOST_NAMES}", "--format=%(refname)", *patterns, seconds=seconds)
    found = [name.removeprefix(place) for name in text(told).splitlines() for place in places if name.startswith(place)]
    head = ["HEAD"] if "HEAD".startswith(beginning) else []
    return tuple(dict.fromkeys([*head, *(name for name in found if not name.endswith("/HEAD"))]))


def _is_bare(folder: Path) -> bool:
    """Whether a folder holds a repository itself. It is named to git, which is told not to search for such ones."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
