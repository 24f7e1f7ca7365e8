"""`journeymap merge`: two people's versions of a map made one, by id."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from journeymap.cli._run import FOUND, Debug, Quiet, command, fail, new_app, out_bytes
from journeymap.errors import SourceError
from journeymap.limits import DEFAULT
from journeymap.source import STANDARD_INPUT, DiskStore, write

app = new_app()

_LEAST_SIGNS, _MOST_SIGNS = 1, 100


@command(app)
def merge(
    base: Annotated[str, typer.Argument(metavar="BASE", help="The map that both started from.")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="Your version of it.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="The other version.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the merged map goes; `-` is standard output.")
    ] = STANDARD_INPUT,
    marker_size: Annotated[
        int, typer.Option("--marker-size", metavar="N", help="How many signs a conflict marker has.", show_default=True)
    ] = 7,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Merge two versions of a map that started from the same one.

    Things are found again by id, else by their text; comments and layout stay. Where both changed the same thing, both
    versions stand between conflict markers, and the exit code is 1. What cannot be merged with certainty is merged by lines,
    as git does it.

    Examples:
        journeymap merge base.yaml mine.yaml hers.yaml -o merged.yaml
            Your version and hers made one, in a new file.
        journeymap merge base.yaml mine.yaml hers.yaml
            The same, printed, to look at it first.
    """
    from journeymap.cli._merging import merged

    check_marker_size(marker_size)
    found = merged(read(base), read(ours), read(theirs), marker_size)
    if output == STANDARD_INPUT:
        out_bytes(found.content)
    else:
        write(Path(output), found.content)
    if not quiet:
        found.tell("the merged map" if output == STANDARD_INPUT else output)
    return FOUND if found.has_conflicts else 0


def check_marker_size(size: int) -> None:
    """Stop at a size that no marker can have."""
    if not _LEAST_SIGNS <= size <= _MOST_SIGNS:
        fail(f"a conflict marker cannot have {size} signs", f"choose a number from {_LEAST_SIGNS} to {_MOST_SIGNS}")


def read(path: str) -> bytes:
    """The bytes of one version, at most a little more than a map may have."""
    if path == STANDARD_INPUT:
        fail("standard input is none of the three versions", "save it to a file first")
    place = Path(os.path.abspath(path))  # noqa: PTH100 -- Path.resolve() would follow links
    try:
        content = DiskStore(place.parent, DEFAULT.bytes).read(place.name)
    except SourceError as problem:
        raise SourceError(path, problem.message, problem.help_line) from None
    if len(content) > DEFAULT.bytes:
        raise SourceError(path, "is larger than a map may be", "merge it by hand, or with `git merge-file`")
    return content
