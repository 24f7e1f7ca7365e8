"""A commit as a Store, and the ids that git gives to contents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from journeymap.errors import SourceError
from journeymap.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journeymap.git.repository import Repository

_SHA1_LENGTH = 40


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
