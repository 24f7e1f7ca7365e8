"""`journeymap diff`: what a new version of a map changes for the customer."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated, Any

import typer

from journeymap import __version__
from journeymap.cli._asked import understand
from journeymap.cli._choice import choice
from journeymap.cli._comparing import files, maps
from journeymap.cli._help import Command
from journeymap.cli._offers import revisions as revisions_of_git
from journeymap.cli._offers import words
from journeymap.cli._run import (
    FOUND,
    WRONG_USE,
    Color,
    ColorChoice,
    ConfigFile,
    Debug,
    Quiet,
    StdinFilename,
    columns,
    command,
    fail,
    new_app,
    out,
    wants_color,
)
from journeymap.report import Context
from journeymap.review import format_names, tell

app = new_app()


class FailOn(Enum):
    """What makes the exit code 1."""

    REGRESSION = "regression"
    CHANGE = "change"


_AFTER_DASHES = "journeymap.diff.paths"


class _WithPaths(Command):
    """A command that knows which words stood behind `--`, as git does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep what stands behind `--` aside."""
        if "--" in args:
            place = args.index("--")
            ctx.meta[_AFTER_DASHES] = args[place + 1 :]
            args = args[:place]
        return super().parse_args(ctx, args)


_Revisions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[OLD] [NEW] [-- PATH...]",
        help="Two maps, or revisions: REV, A..B, A...B, REV:PATH.",
        autocompletion=revisions_of_git,
    ),
]


@command(app, cls=_WithPaths)
def diff(
    ctx: typer.Context,
    revisions: _Revisions = None,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"How to tell it: {', '.join(format_names())}.",
            autocompletion=words(format_names()),
        ),
    ] = "text",
    fail_on: Annotated[
        FailOn | None,
        choice(FailOn, "--fail-on", help="Make the exit code 1 on a regression, or on any change for the customer."),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="Compare with what is staged, instead of the files on the disk.")
    ] = False,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Tell what a new version of a map changes for the customer.

    Without any word, every map of the repository is compared as it was committed last with how it is now. Layout,
    comments, key order and spelling of the YAML never count. A map with errors is not compared; its errors are told on
    stderr.

    Examples:
        journeymap diff
            What you changed since the last commit, in every map.
        journeymap diff main...HEAD -- maps/
            What your branch changes in the folder maps/.
        journeymap diff maps/return.yaml maps/return-future.yaml
            The way from the journey of today to the one you want.
        journeymap diff main --format html > changes.html
            A page with both versions of every map side by side.
    """
    if format_name not in format_names():
        fail(f'there is no format "{format_name}"', f"choose one of {', '.join(format_names())}")
    asked = understand(revisions or (), ctx.meta.get(_AFTER_DASHES), staged=staged)
    if stdin_filename is not None and "-" not in asked.asked:
        fail("--stdin-filename is about standard input", "name `-` as one of the two files: `journeymap diff OLD -`")
    compared = files(asked, stdin_filename, config_file, color) if asked.one_file else maps(asked, config_file, color)
    if compared is None:
        return WRONG_USE
    review = compared.review
    context = Context(compared.source, compared.show, wants_color(color, sys.stdout), columns(), __version__)
    if not (quiet and not review.changes and format_name == "text"):
        out(tell(review, format_name, context))
    if compared.failed or review.outcome is None:
        return WRONG_USE
    return FOUND if compared.misconfigured or (fail_on is not None and review.fails_on(fail_on.value)) else 0
