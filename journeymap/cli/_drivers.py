"""What git needs to know about maps: lines of `.gitattributes`, and settings whose commands never break git.

Each command falls back to what git would have done, if the tool is missing, is another version, or fails. A merge is only
believed with the exit code 0, or with one that nothing else ends with (`CONFLICTS`): if the tool failed with 1 before it wrote
anything, git would take our side for the result.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap import git
from journeymap.errors import JourneymapError, OutputError
from journeymap.source import find, help_for, reason, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CONFLICTS = 100
"""The exit code of the merge driver for a merge with conflicts."""
_NAME = "journeymap"
_LINES = (
    "# journeymap: git compares and merges maps by what they say (`journeymap git doctor` tells more)",
    "*.yaml diff=journeymap merge=journeymap",
    "*.yml diff=journeymap merge=journeymap",
)
# Behind `--` a file that is called like an option, which a pull request can bring, is a file.
_TEXTCONV = """sh -c 'journeymap git textconv -- "$1" 2>/dev/null || cat -- "$1"' journeymap"""
_DRIVER = (
    """sh -c 'command -v journeymap >/dev/null 2>&1 && journeymap git merge-driver -- "$@"; """
    f"""case $? in 0) exit 0;; {CONFLICTS}) exit 1;; esac; """
    """exec git merge-file --marker-size="$4" -L ours -L base -L theirs "$2" "$1" "$3"' journeymap %O %A %B %L %P"""
)
_OUTSIDE = "run it inside a repository (`git init` makes one), or `journeymap git install --global` for all of yours"
SETTINGS = {
    "diff.journeymap.textconv": _TEXTCONV,
    "diff.journeymap.xfuncname": "^ *((stage|action|persona)( .*)?: .*|- (id|name|text): .*)$",
    "merge.journeymap.name": "journey maps, merged by id",
    "merge.journeymap.driver": _DRIVER,
}
"""What is written into git's configuration, by its name."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the drivers are, or would be: the settings of one repository, or of one user."""

    folder: Path
    scope: str
    attributes: Path

    def install(self) -> Sequence[str]:
        """Write what is not there yet, all of it or nothing; tells each place that changed."""
        text = self.text()
        missing = [line for line in _LINES if line not in text.splitlines()]
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text or text.endswith("\n") else newline
        wanted = text + gap + "".join(line + newline for line in missing)
        told = []
        # The attributes first: a driver that is not set yet is none to git, and their folder may be read-only.
        with self._undoing() as undo:
            if missing:
                self._write(wanted)
                undo.append(lambda: self._restore(text))
            for name, value in SETTINGS.items():
                found = git.setting(self.folder, self.scope, name)
                if found != value:
                    git.set_setting(self.folder, self.scope, name, value)
                    undo.append(partial(self._set_back, name, found))
                    told.append(f"set {name}")
        return (*told, f"wrote {self._shown()}") if missing else tuple(told)

    def uninstall(self) -> Sequence[str]:
        """Take out what `install` wrote, all of it or nothing, and nothing else; tells each place that changed."""
        text = self.text()
        kept = [line for line in text.splitlines(keepends=True) if line.rstrip("\r\n") not in _LINES]
        told = []
        with self._undoing() as undo:
            for name, value in SETTINGS.items():
                found = git.setting(self.folder, self.scope, name)
                if found == value:
                    git.unset_setting(self.folder, self.scope, name)
                    undo.append(partial(self._set_back, name, found))
                    told.append(f"removed {name}")
                elif found is not None:
                    told.append(f"left {name}, which was set to something else")
            if len(kept) < len(text.splitlines()):
                self._restore("".join(kept))
                told.append(f"{'cleaned' if kept else 'removed'} {self._shown()}")
        return told

    @contextmanager
    def _undoing(self) -> Iterator[list[Callable[[], None]]]:
        """What was done so far is undone, the last thing first, if the next one fails."""
        undo: list[Callable[[], None]] = []
        try:
            yield undo
        except BaseException:
            for step in reversed(undo):
                with suppress(JourneymapError, OSError):
                    step()
            raise

    def _set_back(self, name: str, value: str | None) -> None:
        if value is None:
            git.unset_setting(self.folder, self.scope, name)
        else:
            git.set_setting(self.folder, self.scope, name, value)

    def _restore(self, text: str) -> None:
        """Give the attributes file a text; without any, it goes."""
        if text:
            self._write(text)
            return
        try:
            self.attributes.unlink(missing_ok=True)
        except OSError as problem:
            raise OutputError(f"cannot remove {self._shown()}: {reason(problem)}", help_for(problem)) from None

    def text(self) -> str:
        """The attributes file as it is; empty where there is none."""
        try:
            return self.attributes.read_bytes().decode("utf-8", "surrogateescape")
        except FileNotFoundError:
            return ""
        except OSError as problem:
            raise OutputError(f"cannot read {self.attributes.as_posix()}: {reason(problem)}", help_for(problem)) from None

    def _shown(self) -> str:
        """The attributes file as a person in the current folder would type it."""
        with suppress(ValueError):
            return Path(os.path.relpath(self.attributes)).as_posix()
        return self.attributes.as_posix()  # another drive on Windows

    def _write(self, text: str) -> None:
        write(self.attributes, text.encode("utf-8", "surrogateescape"))


def installation(*, is_global: bool) -> Installation:
    """The places for this repository, or for this user."""
    here = Path.cwd()
    if not is_global:
        top = git.find(here, help_line=_OUTSIDE).top
        return Installation(top, "--local", top / ".gitattributes")
    named = git.setting(here, "--global", "core.attributesFile", as_path=True)
    base = os.environ.get("XDG_CONFIG_HOME")
    default = (Path(base) if base else Path.home() / ".config") / "git" / "attributes"
    return Installation(here, "--global", Path(named) if named else default)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be so for the drivers to work: whether it is, and what to do if not."""

    holds: bool
    fact: str
    help_line: str = ""


def checks() -> Iterator[Check]:
    """Whether the drivers work in this folder, thing by thing."""
    version = git.version()
    yield Check(git.is_new_enough(version), f"git is version {version}", git.NEEDED)
    tool = shutil.which(_NAME)
    yield Check(
        tool is not None,
        "journeymap is found on the search path" if tool else "journeymap is not found on the search path",
        "git then compares and merges by lines; put the folder of the program into PATH",
    )
    shell = os.name != "nt" or shutil.which("sh") is not None or shutil.which("git") is not None
    yield Check(shell, "there is a shell that git can start", "install Git for Windows, which brings one")
    here = Path.cwd()
    try:
        top = git.find(here, help_line=_OUTSIDE).top
    except git.GitError as problem:
        yield Check(holds=False, fact=problem.message, help_line=problem.help_line)
        return
    install = "run `journeymap git install`"
    for name, value in SETTINGS.items():
        found = git.setting(here, "", name)
        fact = f"{name} is set" if found == value else f"{name} is {'not set' if found is None else 'set to something else'}"
        yield Check(found == value, fact, install)
    name = _a_map(top)
    for attribute in ("diff", "merge"):
        found = git.attribute(top, attribute, name)
        holds = found == _NAME
        fact = f"{name} has the attribute {attribute}={found}" if holds else f"{name} has no attribute {attribute}={_NAME}"
        yield Check(holds, fact, f"{install}; if that was done, another line of .gitattributes overrules it")


def _a_map(top: Path) -> str:
    """A map of the repository by its path from the top, or what one might be called."""
    found = next(find(top, top, lambda _: None), None)
    return "journey.yaml" if found is None else found.relative_to(top).as_posix()
