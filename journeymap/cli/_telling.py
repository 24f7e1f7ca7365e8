"""Telling diagnostics: what `validate`, `lint` and `render` do with what they found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import __version__
from journeymap.cli._run import FOUND, WRONG_USE, ColorChoice, columns, fail, out, say, wants_color
from journeymap.diagnostic import Diagnostic, Level, in_order
from journeymap.report import Context, Summary, format_names, report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.cli._inputs import Inputs

Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=f"How to tell it: {', '.join(format_names())}.")]


def check_format(name: str) -> None:
    """Stop unless there is such a format."""
    if name not in format_names():
        fail(f'there is no format "{name}"', f"choose one of {', '.join(format_names())}")


def context(inputs: Inputs, color: ColorChoice, *, to_stderr: bool = False) -> Context:
    """How the formats find sources, show paths and colour."""
    stream = sys.stderr if to_stderr else sys.stdout
    return Context(inputs.source, inputs.show_any, wants_color(color, stream), columns(), __version__)


def tell(diagnostics: Iterable[Diagnostic], inputs: Inputs, format_name: str, color: ColorChoice) -> tuple[Diagnostic, ...]:
    """Write the report to stdout; gives back what was told, in order and each once."""
    told = in_order(diagnostics)
    out(report(told, Summary.of(told, inputs.checked), format_name, context(inputs, color)))
    return told


def tell_aside(diagnostics: Iterable[Diagnostic], inputs: Inputs, color: ColorChoice) -> tuple[Diagnostic, ...]:
    """Write the report to stderr, where the result is something else."""
    told = in_order(diagnostics)
    text = report(told, Summary.of(told, inputs.checked), "full", context(inputs, color, to_stderr=True))
    say(text.rstrip("\n"))
    return told


def exit_code(told: Iterable[Diagnostic], inputs: Inputs, fail_on: Level) -> int:
    """2 where bytes could not be had, 1 where something is at or above `fail_on`, else 0."""
    if inputs.failed:
        return WRONG_USE
    return FOUND if any(one.level.rank <= fail_on.rank for one in told) else 0
