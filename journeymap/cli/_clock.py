"""The clock: read here and nowhere else, and not at all where `--today` says which day it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from journeymap.cli._run import fail

Today = Annotated[
    str | None,
    typer.Option("--today", metavar="DATE", envvar="JOURNEYMAP_TODAY", help="The day that rules about time count from."),
]


def day(text: str | None) -> date:
    """The day that was named, or the user's own."""
    if text is None:
        return date.today()  # noqa: DTZ011 -- the one reading of the clock; the user's own day is what "overdue" means
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f'"{text}" is not a day', "write it as 2026-11-21")
