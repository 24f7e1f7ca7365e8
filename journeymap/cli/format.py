"""`journeymap format`: one layout for every map, comments kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import __version__, escape, source
from journeymap.cli._fixing import counted, difference
from journeymap.cli._inputs import gather
from journeymap.cli._run import (
    FOUND,
    OUR_BUG,
    WRONG_USE,
    Color,
    ColorChoice,
    ConfigFile,
    Debug,
    MapsHere,
    Quiet,
    StdinFilename,
    command,
    new_app,
    out,
    out_bytes,
    out_lines,
    say,
)
from journeymap.cli._telling import tell_aside
from journeymap.errors import SourceError
from journeymap.source import OverlayStore

if TYPE_CHECKING:
    from journeymap.cli._inputs import Input, Inputs
    from journeymap.diagnostic import Diagnostic
    from journeymap.document import Document
    from journeymap.source import Source

app = new_app()


@dataclass(slots=True)
class _Outcome:
    """What came of the files of one run."""

    changed: list[str] = field(default_factory=list)
    right: int = 0
    told: list[Diagnostic] = field(default_factory=list)
    """What kept a file from being read to its end."""
    bugs: int = 0


@command(app)
def format(  # noqa: A001 -- the name of the command; nothing here needs the builtin
    paths: MapsHere = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; name what is not formatted, with exit code 1.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Give maps and libraries their one layout: indentation, order of keys, quotes, blank lines.

    Comments stay with what they belong to, and nothing that a map says is changed: each result is read again and compared
    before it is written. `-` formats standard input to standard output.

    Examples:
        journeymap format
            Lay out every map of this folder.
        journeymap format --diff maps/return.yaml
            See first what would change in a map.
        journeymap format maps/ --check
            Write nothing; the exit code is 1 if a map is laid out in another way.
    """
    inputs = gather(paths or ["."], stdin_filename, config_file, quiet=quiet)
    outcome = _Outcome()
    for one in inputs.files:
        try:
            before = _read(inputs, one, outcome)
            if before is not None:
                _settle(inputs, one, before, outcome, check=check, diff=diff, debug=debug)
        except SourceError as problem:
            inputs.refuse(one, problem)
    if outcome.told:
        tell_aside(outcome.told, inputs, color)
    if not quiet:
        _sum_up(outcome, wrote=not (check or diff))
    if outcome.bugs:
        return OUR_BUG
    if inputs.failed:
        return WRONG_USE
    return FOUND if outcome.told or (check and outcome.changed) else 0


def _read(inputs: Inputs, one: Input, outcome: _Outcome) -> Document | None:
    """A file that can be formatted; what is wrong with another one is kept to be told."""
    from journeymap.fmt import whole

    found, told = whole(one.path, one.project.store.read(one.path), one.project.limits)
    inputs.count()
    outcome.told += inputs.rebased(one.project, told)
    return found


def _settle(inputs: Inputs, one: Input, before: Document, outcome: _Outcome, *, check: bool, diff: bool, debug: bool) -> None:
    """Format one file and write, show or name the result."""
    from journeymap.fmt import FormatterBug, formatted

    name = inputs.show(one.project)(one.path)
    is_stdin = isinstance(one.project.store, OverlayStore)
    try:
        text = formatted(before, one.project.limits)
    except Exception as bug:  # a bug of ours in one file does not keep the others from being formatted
        if debug:
            raise
        outcome.bugs += 1
        told = bug if isinstance(bug, FormatterBug) else type(bug).__name__
        say(f"error: {escape.terminal(name)}: journeymap {__version__} has a bug ({told}); the file is left as it is")
        say("  help: run the same command with --debug and report what it shows, with the map if you may share it")
        return
    if text == before.source.text:
        outcome.right += 1
    else:
        outcome.changed.append(name)
    if diff:
        out(difference(before.source.text, text, name))
    elif check:
        out_lines(f"{escape.terminal(name)}\n" if text != before.source.text else "")
    elif is_stdin:
        out_bytes(_content(before.source, text))
    elif text != before.source.text:
        if not one.project.contains(one.path):
            outcome.changed.pop()
            raise SourceError(one.path, "leads out of the project, so it is not written", "name the file itself")
        source.write(inputs.roots[id(one.project)] / one.path, _content(before.source, text))


def _content(before: Source, text: str) -> bytes:
    """The bytes of a new text, with the byte order mark that the old one had."""
    return (b"\xef\xbb\xbf" if before.bom else b"") + text.encode("utf-8")


def _sum_up(outcome: _Outcome, *, wrote: bool) -> None:
    """How many files there were of each kind."""
    parts = []
    if outcome.changed:
        files = counted(len(outcome.changed), "file")
        parts.append(f"formatted {files}" if wrote else f"would format {files}")
    if outcome.right:
        parts.append(f"{counted(outcome.right, 'file')} already formatted")
    if parts:
        say(", ".join(parts))
