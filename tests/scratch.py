"""Repositories made for one test: real ones, with fixed names and dates, and nobody's configuration."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FIXED = {
    "GIT_AUTHOR_NAME": "Sarah", "GIT_AUTHOR_EMAIL": "sarah@example.com", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "Sarah", "GIT_COMMITTER_EMAIL": "sarah@example.com", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_TERMINAL_PROMPT": "0",
}  # fmt: skip


@dataclass(frozen=True)
class Scratch:
    """A folder with a repository."""

    folder: Path

    def git(self, *arguments: str | Path) -> str:
        command = ["git", "-c", "protocol.file.allow=always", *map(str, arguments)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _FIXED
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, message: str = "more", **files: str) -> str:
        """Write files (`__` in a name is `/`, all are `.yaml`), and commit everything there is."""
        for name, text in files.items():
            self.write(name.replace("__", "/") + ".yaml", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


def scratch(folder: Path) -> Scratch:
    """A new repository in `folder`, on the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Scratch(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
