"""Where pictures go: the terminal, a pipe, a file, a folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap import escape, render
from journeymap.cli._run import fail, out, out_bytes, say
from journeymap.errors import OutputError
from journeymap.report.runner import guarded
from journeymap.source import SUFFIXES, help_for, is_folder, reason, write

if TYPE_CHECKING:
    from journeymap.cli._inputs import Inputs
    from journeymap.render import Artifact

_STDOUT = "-"
_ON_SCREEN = "terminal"
_IN_A_PIPE = "svg"


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendering and the view it shows."""

    view: str
    artifact: Artifact


@dataclass(slots=True)
class Plan:
    """What is drawn and where it goes: `file`, or into `folder`, or to stdout where both are None.

    Without `views`, each map is drawn in the one that suits its kind. With `check` nothing is written: what lies there is
    compared with what would be, and what differs is counted in `stale`.
    """

    target: str
    views: tuple[str, ...]
    file: Path | None
    folder: Path | None
    check: bool = False
    stale: int = 0
    written: set[Path] = field(default_factory=set)

    def put(self, picture: Picture, path: str, *, quiet: bool) -> None:
        """Write one picture of the map at `path`, whole or not at all."""
        place = self.file
        if self.folder is not None:
            stem = path.removesuffix(Path(path).suffix) if path.endswith(SUFFIXES) else path
            view = f".{picture.view}" if len(self.views) > 1 else ""
            place = self.folder / f"{stem}{view}{picture.artifact.suffix}"
        if place is None:
            out_bytes(picture.artifact.content)
            return
        if place in self.written:
            fail(f"two pictures would be written to {place.as_posix()}", "draw them into different folders")
        self.written.add(place)
        if self.check:
            self._compare(place, picture.artifact.content)
            return
        write(place, picture.artifact.content)
        if not quiet:
            say(f"wrote {escape.terminal(place.as_posix())}")

    def _compare(self, place: Path, content: bytes) -> None:
        """Tell whether what lies at a place is what would be written there; line ends may be those of another system."""
        name = escape.terminal(place.as_posix())
        try:
            there = place.read_bytes()
        except FileNotFoundError:
            self._tell_stale(f"{name}: missing")
            return
        except OSError as problem:
            raise OutputError(f"cannot read {place}: {reason(problem)}", help_for(problem)) from None
        if there.replace(b"\r\n", b"\n") != content.replace(b"\r\n", b"\n"):
            self._tell_stale(f"{name}: out of date")

    def _tell_stale(self, line: str) -> None:
        self.stale += 1
        out(f"{guarded(line)}\n")

    def finish(self, *, quiet: bool) -> None:
        """After the last picture of a check: say what it came to."""
        if not self.check or quiet:
            return
        if self.stale:
            say(f"{self.stale} of {len(self.written)} pictures are not what their maps would be drawn as")
            say("  help: run the same command without --check, and commit what it writes")
        else:
            say(f"{len(self.written)} {'picture is' if len(self.written) == 1 else 'pictures are'} up to date")


def plan_outputs(
    inputs: Inputs, to: str | None, views: tuple[str, ...], output: str | None, *, as_json: bool, check: bool = False
) -> Plan:
    """Settle target, views and place from the options, or stop with what does not go together."""
    if to is not None and to not in render.target_names():
        fail(f'there is no target "{to}"', f"choose one of {', '.join(render.target_names())}")
    views = tuple(dict.fromkeys(views))
    several = len(inputs.files) > 1 or len(views) > 1
    to_stdout = output in (None, _STDOUT)
    if check and (to_stdout or as_json):
        fail("--check compares with files that were drawn before", "name them: `journeymap render maps/ -o pictures/ --check`")
    folder = None if to_stdout or output is None or not _is_folder(output, several=several) else Path(output)
    file = None if to_stdout or output is None or folder is not None else Path(output)
    if file is not None and several:
        fail(f"several pictures do not fit into one file, {file.as_posix()}", "name a folder: `-o pictures/`")
    if as_json:
        target = to or _IN_A_PIPE
    elif file is not None:
        target = to or _by_suffix(file)
    else:
        target = to or (_IN_A_PIPE if folder is not None or output == _STDOUT or not sys.stdout.isatty() else _ON_SCREEN)
    if to_stdout and several and target != _ON_SCREEN:
        fail("several pictures cannot go to standard output together", "name a folder: `-o pictures/`")
    for view in views:
        if view not in render.target(target).views:
            fail(f'there is no view "{view}" of {target}', f"choose one of {', '.join(render.target(target).views)}")
    _spare_inputs(inputs, file)
    return Plan(target, views, file, folder, check)


def _is_folder(output: str, *, several: bool) -> bool:
    return output.endswith(("/", os.sep)) or is_folder(Path(output)) or (several and not Path(output).suffix)


def _by_suffix(file: Path) -> str:
    for name in render.target_names():
        if render.target(name).suffix == file.suffix.lower():
            return name
    known = ", ".join(sorted({render.target(name).suffix for name in render.target_names()}))
    return fail(f'the suffix of "{file.name}" names no target', f"use one of {known}, or say --to")


def _spare_inputs(inputs: Inputs, file: Path | None) -> None:
    """Never draw over a map."""
    if file is None:
        return
    if inputs.holds(file):
        fail(f"{file.as_posix()} is a file that is read", "name another file to draw into")
