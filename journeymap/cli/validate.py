"""`journeymap validate`: syntax, shape, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.cli._inputs import gather
from journeymap.cli._run import Color, ColorChoice, ConfigFile, Debug, MapsHere, Quiet, StdinFilename, command, new_app
from journeymap.cli._telling import Formats, exit_code, outputs_of, spare, tell, worth_telling
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic

app = new_app()


@command(app)
def validate(
    paths: MapsHere = None,
    formats: Formats = None,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Check the syntax, shape and references of maps and libraries.

    Everything that is wrong is told at once, each with its place. Exit code 1 if anything is.

    Examples:
        journeymap validate
            Read every map of this folder and say everything that is wrong.
        journeymap validate maps/return.yaml
            The same for one map.
        journeymap validate maps/ --format concise
            One line for each mistake.
    """
    outputs = outputs_of(formats)
    inputs = gather(paths or ["."], stdin_filename, config_file, quiet=quiet)
    spare(outputs, inputs)
    found: list[Diagnostic] = [one for project in inputs.projects() for one in inputs.configured(project)]
    for one, checked in inputs.check():
        found.extend(inputs.rebased(one.project, checked.diagnostics))
    if not found:
        outputs = worth_telling(outputs, inputs, quiet=quiet)
    return exit_code(tell(found, inputs, outputs, color), inputs, Level.INFO)
