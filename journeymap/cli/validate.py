"""`journeymap validate`: syntax, shape, references."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from journeymap.cli._inputs import gather
from journeymap.cli._run import Color, ColorChoice, Debug, Quiet, StdinFilename, command, new_app
from journeymap.cli._telling import Format, check_format, exit_code, tell
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic

app = new_app()


@command(app)
def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Maps, folders to search for maps, or `-`; the current folder if left out."),
    ] = None,
    format_name: Format = "full",
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Check the syntax, shape and references of maps and libraries.

    Everything that is wrong is told at once, each with its place. Exit code 1 if anything is.

    Example: journeymap validate maps/
    """
    check_format(format_name)
    inputs = gather(paths or ["."], stdin_filename)
    found: list[Diagnostic] = []
    for one, checked in inputs.check():
        found.extend(inputs.rebased(one.project, checked.diagnostics))
    if not inputs.checked or (quiet and not found and format_name in ("full", "concise")):
        return exit_code((), inputs, Level.INFO)
    return exit_code(tell(found, inputs, format_name, color), inputs, Level.INFO)
