"""What the words of `journeymap diff` ask for: two files, or every map of a repository at two moments.

A word that is a file is a file, and only then a revision: `REV`, `A..B`, `A...B`, `REV:path`, `:path` (what is staged).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from journeymap import git, trees
from journeymap.cli._run import fail
from journeymap.errors import UsageError
from journeymap.source import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from journeymap.limits import Limits
    from journeymap.trees import Couple, Tree

_RANGE = re.compile(r"(?P<one>.*?)(?P<dots>\.\.\.?)(?P<other>.*)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_NOTHING_COMMITTED = "an empty repository"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in the life of a repository: a `revision`, what is `staged`, or, with neither, the files on the disk."""

    revision: str | None = None
    staged: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """One file at one moment; `path` is as it was written behind the colon."""

    moment: Moment
    path: str


Asked = tuple[str | At, str | At] | tuple[Moment, Moment]
"""Two files (a name alone is one on the disk, or `-`), or two moments."""


@dataclass(frozen=True, slots=True)
class Words:
    """A command line, understood. `merge_base` tells that the old moment is where the two lines of work parted."""

    asked: Asked
    paths: tuple[str, ...] = ()
    merge_base: bool = False

    @property
    def one_file(self) -> bool:
        """Whether two files are compared, and not all maps."""
        return not isinstance(self.asked[0], Moment)


def understand(words: Sequence[str], paths: Sequence[str] | None, *, staged: bool) -> Words:
    """What is to be compared. `paths` are those behind `--`; None if there was none."""
    if staged:
        return _staged(words, paths)
    if len(words) == 2 and all(map(_is_file, words)) and not paths:  # noqa: PLR2004 -- OLD and NEW
        return Words((_side(words[0]), _side(words[1])))
    if len(words) == 1 and isinstance(_side(words[0]), At):
        return Words((_side(words[0]), At(Moment(), words[0].partition(":")[2])))
    if any(word == STANDARD_INPUT for word in words):
        fail("standard input (`-`) is one of two files", "name the other one, too: `journeymap diff OLD -`")
    revisions, named = _parted(words, paths)
    ranges = [match for word in revisions if (match := _range(word))]
    if ranges and len(revisions) > 1:
        fail(f'"{revisions[0]} {revisions[1]}" names more than two revisions', "name one range, or two revisions")
    if ranges:
        one, dots, other = ranges[0].group("one", "dots", "other")
        return Words((Moment(one or "HEAD"), Moment(other or "HEAD")), named, merge_base=dots == "...")
    old = Moment(revisions[0] if revisions else "HEAD")
    new = Moment(revisions[1]) if len(revisions) > 1 else Moment()
    return Words((old, new), named)


def _staged(words: Sequence[str], paths: Sequence[str] | None) -> Words:
    revisions, named = _parted(words, paths)
    if len(revisions) > 1 or any(map(_range, revisions)):
        fail("--staged compares one revision with what is staged", "name one revision, or none for HEAD")
    return Words((Moment(revisions[0] if revisions else "HEAD"), Moment(staged=True)), named)


def _parted(words: Sequence[str], paths: Sequence[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Revisions and paths. Without `--`, paths begin at the first word that lies on the disk."""
    first = next((place for place, word in enumerate(words) if paths is None and _is_on_disk(word)), len(words))
    revisions, named = tuple(words[:first]), (*words[first:], *(paths or ()))
    for word in words[first:]:
        if not _is_on_disk(word):
            fail(f"there is no file {word}", "put -- before the paths if it was there once")
    for word in revisions:
        if _looks_like_one(word) and ":" not in word:
            fail(f"there is no file {word}", "put -- before the paths if it was there once")
        if _is_file(word):
            fail(f"{word} is one file and not a revision", "name a second file: `journeymap diff REV:path path`")
    if len(revisions) > 2:  # noqa: PLR2004 -- old and new
        fail(f"{len(revisions)} revisions cannot be compared at once", "name two; paths come after --")
    return revisions, named


def _range(word: str) -> re.Match[str] | None:
    return None if _is_on_disk(word) else _RANGE.fullmatch(word)


def _is_on_disk(word: str) -> bool:
    try:
        return os.path.lexists(word)
    except (OSError, ValueError):
        return False


def _is_file(word: str) -> bool:
    """Whether a word names one file: `-`, what lies on the disk, a path of this kind, or a path behind a revision."""
    return word == STANDARD_INPUT or _is_on_disk(word) or bool(_DRIVE.match(word)) or ":" in word or _looks_like_one(word)


def _looks_like_one(word: str) -> bool:
    return word.endswith((".yaml", ".yml"))


def _side(word: str) -> str | At:
    if word == STANDARD_INPUT or _is_on_disk(word) or _DRIVE.match(word) or ":" not in word:
        return word
    revision, _, path = word.partition(":")
    return At(Moment(revision) if revision else Moment(staged=True), path)


@dataclass(frozen=True, slots=True)
class Trees:
    """A repository and the trees of its moments."""

    repository: git.Repository
    limits: Limits

    def tree(self, moment: Moment) -> Tree:
        """All maps of a moment."""
        if moment.staged:
            self._need_work_tree()
            return trees.index_tree(self.repository, self.limits.bytes)
        if moment.revision is None:
            self._need_work_tree()
            return trees.work_tree(self.repository, self.limits.bytes)
        if moment.revision == "HEAD" and self.repository.head() is None:
            return trees.empty_tree(self.repository, _NOTHING_COMMITTED)
        return self._commit(self.repository.commit(moment.revision), moment.revision)

    def parting(self, one: Moment, other: Moment) -> Tree:
        """All maps where two lines of work parted."""
        names = (one.revision or "HEAD", other.revision or "HEAD")
        commit = self.repository.merge_base(*names)
        return self._commit(commit, f"{commit[:12]} (where {names[0]} and {names[1]} parted)")

    def _commit(self, commit: str, name: str) -> Tree:
        return trees.commit_tree(self.repository, commit, name, self.limits.bytes)

    def _need_work_tree(self) -> None:
        if self.repository.bare is not None:
            fail("this repository has no working tree", "name two revisions: `journeymap diff A..B`")

    def path_of(self, at: At) -> str:
        """The path of one file from the repository's top. Behind a colon, only `./` and `../` begin at the current folder."""
        return self._from_top(at.path) if at.path.startswith(("./", "../")) else PurePosixPath(at.path).as_posix()

    def within(self, paths: Sequence[str]) -> Callable[[Couple], bool]:
        """Whether a file of either tree is one of `paths`, or lies below one."""
        wanted = [self._from_top(path) for path in paths]

        def wants(couple: Couple) -> bool:
            ends = [path for path in (couple.old, couple.new) if path is not None]
            return any(path == one or path.startswith(f"{one}/") or one == "." for path in ends for one in wanted)

        return wants if paths else lambda _: True

    def _from_top(self, path: str) -> str:
        place = Path(os.path.abspath(path))  # noqa: PTH100 -- links stay what they are
        top = self.repository.top
        for one, other in ((place, top), (place, top.resolve()), (place.parent.resolve() / place.name, top.resolve())):
            if one == other or one.is_relative_to(other):
                return one.relative_to(other).as_posix()
        raise UsageError(f"{path} is outside of the repository", f"name paths below {top.name}/")


def repository() -> git.Repository:
    """The repository of the current folder; what to do instead where there is none."""
    try:
        return git.find(Path.cwd(), bare=True)
    except (git.GitMissingError, git.UntrustedError):
        raise
    except git.GitError as problem:
        raise git.GitError(problem.message, "run it inside a repository, or name two files: `journeymap diff OLD NEW`") from None
