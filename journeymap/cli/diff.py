"""`journeymap diff`: what a new version of a map changes for the customer."""

from __future__ import annotations

import os
import posixpath
import sys
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import __version__
from journeymap.cli._choice import choice
from journeymap.cli._inputs import gather
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
    tell_error,
    wants_color,
)
from journeymap.cli._telling import tell_aside
from journeymap.errors import SourceError
from journeymap.report import Context
from journeymap.review import format_names

if TYPE_CHECKING:
    from journeymap.cli._inputs import Inputs
    from journeymap.diff import Change
    from journeymap.journey import Journey
    from journeymap.review import Review

app = new_app()


class FailOn(Enum):
    """What makes the exit code 1."""

    REGRESSION = "regression"
    CHANGE = "change"


@command(app)
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The map as it was, or `-`.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The map as it is now, or `-`.")],
    format_name: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help=f"How to tell it: {', '.join(format_names())}.")
    ] = "text",
    fail_on: Annotated[
        FailOn | None,
        choice(FailOn, "--fail-on", help="Make the exit code 1 on a regression, or on any change for the customer."),
    ] = None,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Tell what a new version of a map changes for the customer.

    Layout, comments, key order and spelling of the YAML never count. A map with errors is not compared; its errors are
    told on stderr.

    Example: journeymap diff current.yaml future.yaml
    """
    from journeymap import review

    if format_name not in format_names():
        fail(f'there is no format "{format_name}"', f"choose one of {', '.join(format_names())}")
    if (old, new) == ("-", "-"):
        fail("standard input (`-`) can be read only once")
    before = _side(old, stdin_filename if old == "-" else None, config_file)
    after = _side(new, stdin_filename if new == "-" else None, config_file)
    if before.failed or after.failed:
        return WRONG_USE
    configured = _tell_configuration(before, after, color)
    was, now = _journey(before, color), _journey(after, color)
    if was is None or now is None:
        found = review.unreadable(before.files[0].path, after.files[0].path)
    else:
        found = review.review(was, now, _text(before), _text(after))
    found = _seen_from(after, before, found)
    context = Context(after.source, after.show_any, wants_color(color, sys.stdout), columns(), __version__)
    if not (quiet and not found.changes and format_name == "text"):
        out(review.tell(found, format_name, context))
    if was is None or now is None:
        return WRONG_USE
    return FOUND if not configured or (fail_on is not None and found.fails_on(fail_on.value)) else 0


def _side(path: str, stdin_filename: str | None, config_file: str | None) -> Inputs:
    """The one file of a side, read through a project of its own."""
    found = gather([path], stdin_filename, config_file)
    if len(found.files) > 1:
        fail(f"{path} holds {len(found.files)} maps", "name one map for each side")
    return found


def _tell_configuration(before: Inputs, after: Inputs, color: ColorChoice) -> bool:
    """Tell what is wrong with the configuration, once where both sides share it; whether nothing is."""
    sides = {tuple(side.roots.values()): side for side in (before, after)}
    wrong = [(side, side.configured(project)) for side in sides.values() for project in side.projects()]
    for side, found in wrong:
        if found:
            tell_aside(found, side, color)
    return not any(found for _, found in wrong)


def _journey(side: Inputs, color: ColorChoice) -> Journey | None:
    """The map of a side, or None after its errors were told."""
    for one, checked in side.check():
        if checked.diagnostics:
            tell_aside(checked.diagnostics, side, color)
        if not checked.readable:
            continue
        if checked.journey is not None and checked.journey.is_library:
            tell_error(SourceError(side.show(one.project)(one.path), "is a library, and only maps are compared", "name a map"))
        else:
            return checked.journey
    return None


def _text(side: Inputs) -> str:
    source = side.source(side.files[0].path)
    return source.text if source is not None else ""


def _seen_from(after: Inputs, before: Inputs, found: Review) -> Review:
    """The review with the old side's paths seen from the new side's root, where the two have roots of their own."""
    old_root, new_root = (next(iter(side.roots.values())) for side in (before, after))
    if old_root == new_root:
        return found
    try:
        prefix = Path(os.path.relpath(old_root, new_root)).as_posix()
    except ValueError:  # another drive on Windows
        prefix = old_root.as_posix()

    def moved(path: str) -> str:
        return posixpath.normpath(f"{prefix}/{path}")

    def change(one: Change) -> Change:
        place = one.old_place
        return one if place is None else replace(one, old_place=place._replace(path=moved(place.path)))

    pairs = (
        replace(pair, old_path=None if pair.old_path is None else moved(pair.old_path), changes=tuple(map(change, pair.changes)))
        for pair in found.pairs
    )
    return replace(found, old=moved(found.old), pairs=tuple(pairs))
