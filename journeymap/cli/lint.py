"""`journeymap lint`: validate, and the rules."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap.cli._inputs import gather
from journeymap.cli._run import Color, ColorChoice, Debug, Quiet, StdinFilename, command, fail, new_app
from journeymap.cli._telling import Format, check_format, exit_code, tell
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic

app = new_app()


class FailOn(Enum):
    """The lowest level that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def _today(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 -- the one reading of the clock; the user's own day is what "overdue" means
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f'"{text}" is not a day', "write it as 2026-11-21")


@command(app)
def lint(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Maps, folders to search for maps, or `-`; the current folder if left out."),
    ] = None,
    format_name: Format = "full",
    preset: Annotated[
        str, typer.Option("--preset", metavar="PRESET", help="Which rules: minimal, recommended or strict.")
    ] = "recommended",
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="RULE", help="Only this rule; may be given several times.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not this rule; may be given several times.")
    ] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="The lowest level that makes the exit code 1.")] = FailOn.ERROR,
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="DATE", envvar="JOURNEYMAP_TODAY", help="The day that rules about time count from."),
    ] = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Check maps against the rules of the method, on top of what validate does.

    `journeymap rules` lists the rules and `journeymap rules NAME` explains one.

    Example: journeymap lint maps/ --fail-on warning
    """
    from journeymap import lint as rules

    check_format(format_name)
    settings = rules.choose(preset=preset, select=tuple(select or ()), ignore=tuple(ignore or ()))
    day = _today(today)
    inputs = gather(paths or ["."], stdin_filename)
    found: list[Diagnostic] = []
    for one, checked in inputs.check():
        findings = rules.lint(checked.journey, settings, day) if checked.journey is not None else ()
        found.extend(inputs.rebased(one.project, (*checked.diagnostics, *findings)))
    level = Level(fail_on.value)
    if not inputs.checked or (quiet and not found and format_name in ("full", "concise")):
        return exit_code((), inputs, level)
    return exit_code(tell(found, inputs, format_name, color), inputs, level)
