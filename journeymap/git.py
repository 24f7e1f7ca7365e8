"""Git, by its plumbing: revisions as Stores. Nothing is fetched, and nothing that a repository configures is run.

A hostile repository can name programs in its configuration (an external diff, a textconv, a file-system monitor, a pager).
Only commands that run none of them are called, each with the settings that switch the rest off.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from journeymap.errors import JourneymapError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.pager=cat",
    "--no-pager",
    "--literal-pathspecs",
    "--no-optional-locks",
)
_SECONDS = 60


class GitError(JourneymapError):
    """Git is missing, there is no repository, or no such revision."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a work tree at `top`."""

    top: Path

    def commit(self, revision: str) -> str:
        """The id of the commit that `revision` names."""
        if revision.startswith("-"):
            raise GitError(f'"{revision}" is no revision', "a revision does not begin with a dash")
        try:
            return self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
        except GitError:
            raise GitError(f'there is no revision "{revision}"', self._how_to_get(revision)) from None

    def merge_base(self, one: str, other: str) -> str:
        """The commit at which two lines of work parted."""
        try:
            return self._ask("merge-base", self.commit(one), self.commit(other)).decode().strip()
        except GitError:
            raise GitError(f'"{one}" and "{other}" have no common commit here', self._how_to_get(one)) from None

    def files(self, commit: str) -> Mapping[str, str]:
        """Every file of a commit, by its path from the top, with the id of its content."""
        listed = self._ask("ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
            facts, _, path = entry.partition("\t")
            mode, kind, content = facts.split(" ") if facts else ("", "", "")
            if kind == "blob" and mode != "120000":  # a link's content is a path, not a map
                found[path] = content
        return found

    def read(self, content: str) -> bytes:
        """The bytes of a content id."""
        return self._ask("cat-file", "blob", content)

    def _how_to_get(self, revision: str) -> str:
        shallow = self._ask("rev-parse", "--is-shallow-repository").strip() == b"true"
        if not shallow:
            return "`git branch --all` and `git tag` list what there is"
        name = revision.removeprefix("origin/")
        return f"this clone is shallow; run `git fetch --unshallow` or `git fetch origin {name}` first"

    def _ask(self, *arguments: str) -> bytes:
        return run(self.top, *arguments)


def run(folder: Path, *arguments: str) -> bytes:
    """What a plumbing command prints. Raises `GitError` if git is missing or says no."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C", "GIT_EXTERNAL_DIFF": ""}
    try:
        done = subprocess.run(
            ["git", *_SAFE, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise GitError("git is not installed", "install it, or compare two files instead") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds", "try the same command again") from None
    if done.returncode != 0:
        raise GitError("git could not answer", "run `git status` to see what is wrong with the repository")
    return done.stdout


def find(start: Path) -> Repository:
    """The repository that the folder `start` lies in."""
    try:
        top = run(start, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
    except GitError as problem:
        if "not installed" in problem.message:
            raise
        raise GitError("this folder is in no git repository", "name two files instead of a revision") from None
    return Repository(Path(top))


@dataclass(slots=True)
class RevisionStore:
    """The files of one commit. Paths are from `root`, a folder of the repository, as in every Store."""

    repository: Repository
    commit: str
    root: str = ""
    _files: Mapping[str, str] | None = field(default=None)

    def read(self, path: str) -> bytes:
        """The bytes that the commit has at `path`."""
        content = self.files().get(self._whole(path))
        if content is None:
            raise SourceError(path, f"there is no such file in {self.commit[:12]}", "it may have had another name then")
        return self.repository.read(content)

    def contains(self, path: str) -> bool:
        """Whether `path` stays inside the project; links are not followed in a commit."""
        return ".." not in PurePosixPath(path).parts

    def files(self) -> Mapping[str, str]:
        """Every file of the commit by its path from the repository's top."""
        if self._files is None:
            self._files = self.repository.files(self.commit)
        return self._files

    def _whole(self, path: str) -> str:
        return f"{self.root}/{path}" if self.root else path
