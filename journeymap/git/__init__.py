"""Git, by its plumbing: revisions as Stores. Nothing is fetched, and nothing that a repository configures is run.

A hostile repository can name programs in its configuration (an external diff, a textconv, a file-system monitor, a pager).
Only commands that run none of them are called, each with the settings that switch the rest off.
"""

from __future__ import annotations

from journeymap.git.asking import (
    NEEDED,
    GitError,
    GitMissingError,
    GitOldError,
    UntrustedError,
    attribute,
    is_new_enough,
    merge_file,
    run,
    set_setting,
    setting,
    unset_setting,
    version,
)
from journeymap.git.repository import Index, Repository, find, names
from journeymap.git.store import RevisionStore, content_id

__all__ = [
    "NEEDED",
    "GitError",
    "GitMissingError",
    "GitOldError",
    "Index",
    "Repository",
    "RevisionStore",
    "UntrustedError",
    "attribute",
    "content_id",
    "find",
    "is_new_enough",
    "merge_file",
    "names",
    "run",
    "set_setting",
    "setting",
    "unset_setting",
    "version",
]
