"""Telling diagnostics: what `validate`, `lint` and `render` do with what they found."""

from __future__ import annotations

import os
import sys
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from journeymap import __version__
from journeymap.cli._offers import words
from journeymap.cli._run import FOUND, WRONG_USE, ColorChoice, columns, fail, out, say, wants_color
from journeymap.diagnostic import Diagnostic, Level, in_order
from journeymap.report import Context, RuleNote, Summary, format_names, pieces, report, report_pieces
from journeymap.source import STANDARD_INPUT, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.cli._inputs import Inputs
    from journeymap.diagnostic import Passage

_NAMES = ", ".join(format_names())
_FOR_PEOPLE = ("full", "concise")
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT[=FILE]",
        help=f"How to tell it, and where to; may be given several times: {_NAMES}.",
        autocompletion=words(format_names()),
    ),
]


class Output(NamedTuple):
    """A format and the file it goes to; to stdout where there is none."""

    format_name: str
    file: Path | None = None


def outputs_of(formats: list[str] | None) -> tuple[Output, ...]:
    """What `--format` asks for, at most one to stdout; `full` if it is left out."""
    found = []
    for entry in formats or ["full"]:
        name, _, file = entry.partition("=")
        if name not in format_names():
            fail(f'there is no format "{name}"', f"choose one of {_NAMES}")
        if "=" in entry and not file:
            fail(f'"{entry}" names no file', f"write --format {name}=FILE, or --format {name} for standard output")
        found.append(Output(name, None if file in ("", STANDARD_INPUT) else Path(file)))
    if sum(one.file is None for one in found) > 1:
        fail("two formats cannot both go to standard output", "give one of them a file: --format sarif=FILE")
    files = [os.path.realpath(one.file) for one in found if one.file is not None]  # unlike resolve(), copes with a loop of links
    if len(set(files)) < len(files):
        fail("two formats cannot go to one file", "give each a file of its own")
    return tuple(found)


def spare(outputs: tuple[Output, ...], inputs: Inputs) -> None:
    """Never write a report over a file that is read."""
    for one in outputs:
        if one.file is not None and inputs.holds(one.file):
            fail(f"{one.file.as_posix()} is a file that is read", "name another file for the report")


def context(inputs: Inputs, color: ColorChoice, *, to_stderr: bool = False) -> Context:
    """How the formats find sources, show paths and colour."""
    stream = sys.stderr if to_stderr else sys.stdout
    # Remembered, since a file or a rule is asked for at each of its findings.
    source, show, note = lru_cache(16)(inputs.source), cache(inputs.show_any), cache(_note)
    return Context(source, show, wants_color(color, stream), columns(), __version__, note)


def _note(name: str) -> RuleNote | None:
    """What a format may say about a rule; None for an id that nothing explains."""
    from journeymap.errors import UsageError
    from journeymap.lint import explain  # here: only the formats for machines ask

    try:
        one = explain.explanation(name)
    except UsageError:
        return None
    return RuleNote(one.summary, Level(one.level), explain.tell(name, "text"), explain.tell(name, "markdown"))


def tell(
    diagnostics: Iterable[Diagnostic],
    inputs: Inputs,
    outputs: tuple[Output, ...],
    color: ColorChoice,
    *,
    ignored: int = 0,
    baselined: int = 0,
    passages: Sequence[Passage] = (),
) -> tuple[Diagnostic, ...]:
    """Write the report in every format asked for; gives back what was told, in order and each once.

    What is held back is only counted. `passages` are about paths that no diagnostic is about, with a text for each output.
    """
    told = in_order(diagnostics)
    summary = Summary.of(told, inputs.checked, ignored, baselined, paths=inputs.paths() if inputs.checked else ())
    for number, output in enumerate(outputs):
        known = context(inputs, color if output.file is None else ColorChoice.NEVER)
        if passages:
            text = _put_together(told, passages, number, summary, output, known)
        else:
            text = report(told, summary, output.format_name, known)
        if output.file is None:
            out(text)
        else:
            write(output.file, text.encode("utf-8"))
    return told


def _put_together(
    told: tuple[Diagnostic, ...], passages: Sequence[Passage], number: int, summary: Summary, output: Output, known: Context
) -> str:
    """The report of one output, in the order that diagnostics have: by path."""
    texts = {one.path: one.texts[number] for one in passages}
    for path, those in groupby(told, lambda one: one.place.path):
        texts[path] = pieces(those, output.format_name, known)
    levels = [summary[1:4], *(one.levels for one in passages)]
    errors, warnings, infos = (sum(counts) for counts in zip(*levels, strict=True))
    whole = summary._replace(errors=errors, warnings=warnings, infos=infos)
    return report_pieces("".join([texts[path] for path in sorted(texts)]), whole, output.format_name, known)


def worth_telling(outputs: tuple[Output, ...], inputs: Inputs, *, quiet: bool) -> tuple[Output, ...]:
    """The outputs that are written where nothing was found: formats for programs always, those for people if files were read."""
    if not inputs.checked:
        return tuple(one for one in outputs if one.format_name not in _FOR_PEOPLE)
    return () if quiet and is_quiet(outputs) else outputs


def is_quiet(outputs: tuple[Output, ...]) -> bool:
    """Whether all that is asked for is a text for people, which `--quiet` leaves out where there is nothing to tell."""
    return all(one.format_name in _FOR_PEOPLE and one.file is None for one in outputs)


def tell_aside(diagnostics: Iterable[Diagnostic], inputs: Inputs, color: ColorChoice) -> tuple[Diagnostic, ...]:
    """Write the report to stderr, where the result is something else."""
    told = in_order(diagnostics)
    text = report(told, Summary.of(told, inputs.checked), "full", context(inputs, color, to_stderr=True))
    say(text.rstrip("\n"))
    return told


def tell_misconfigured(wrong: Sequence[Diagnostic], inputs: Inputs, color: ColorChoice) -> int:
    """Write to stderr what is wrong with a configuration, if anything is; gives back the exit code for it."""
    if not wrong:
        return 0
    inputs.checked = len({one.place.path for one in wrong})  # of a configuration, the files that something is told about
    tell_aside(wrong, inputs, color)
    return FOUND


def exit_code(told: Iterable[Diagnostic], inputs: Inputs, fail_on: Level, passages: Iterable[Passage] = ()) -> int:
    """2 where bytes could not be had, 1 where something is at or above `fail_on`, else 0."""
    if inputs.failed:
        return WRONG_USE
    if any(one.level.rank <= fail_on.rank for one in told):
        return FOUND
    return FOUND if any(any(one.levels[: fail_on.rank + 1]) for one in passages) else 0
