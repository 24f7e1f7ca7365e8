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

    Without `views`, each target draws its usual one, or that which suits the map's kind. With `check` nothing is written:
    what lies there is compared with what would be, and what differs is counted in `stale`.
    """

    targets: tuple[str, ...]
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
            place = self.folder / self.name(path, picture.view, picture.artifact.suffix)
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

    def name(self, path: str, view: str, suffix: str) -> str:
        """Where a picture of the map at `path` lies in the folder, with `/`."""
        stem = path.removesuffix(Path(path).suffix) if path.endswith(SUFFIXES) else path
        return f"{stem}{f'.{view}' if len(self.views) > 1 else ''}{suffix}"

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
    inputs: Inputs, to: tuple[str, ...], views: tuple[str, ...], output: str | None, *, as_json: bool, check: bool = False
) -> Plan:
    """Settle targets, views and place from the options, or stop with what does not go together."""
    for name in to:
        if name not in render.target_names():
            fail(f'there is no target "{name}"', f"choose one of {', '.join(render.target_names())}")
    views, to = tuple(dict.fromkeys(views)), tuple(dict.fromkeys(to))
    several = len(inputs.files) > 1 or len(views) > 1 or len(to) > 1
    to_stdout = output in (None, _STDOUT)
    if check and (to_stdout or as_json):
        fail("--check compares with files that were drawn before", "name them: `journeymap render maps/ -o pictures/ --check`")
    folder = None if to_stdout or output is None or not _is_folder(output, several=several) else Path(output)
    file = None if to_stdout or output is None or folder is not None else Path(output)
    if file is not None and several:
        fail(f"several pictures do not fit into one file, {file.as_posix()}", "name a folder: `-o pictures/`")
    if as_json and len(to) > 1:
        fail("--emit prints what lies behind one picture", "name one target")
    if as_json:
        targets = to or (_IN_A_PIPE,)
    elif file is not None:
        targets = to or (_by_suffix(file),)
    else:
        on_screen = folder is None and output != _STDOUT and sys.stdout.isatty()
        targets = to or ((_ON_SCREEN if on_screen else _IN_A_PIPE),)
    if to_stdout and several and targets != (_ON_SCREEN,):
        fail("several pictures cannot go to standard output together", "name a folder: `-o pictures/`")
    for target in targets:
        for view in views:
            if view not in render.target(target).views:
                fail(f'there is no view "{view}" of {target}', f"choose one of {', '.join(render.target(target).views)}")
    _spare_inputs(inputs, file)
    return Plan(targets, views, file, folder, check)


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
