"""What a shell offers for the value of an option when Tab is pressed. Nothing is imported but what lists the words."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VARIABLE = "_JOURNEYMAP_COMPLETE"
"""The variable by which the scripts of the shells ask for words."""


def words(given: Iterable[str]) -> Callable[[str], list[str]]:
    """An offer of these words."""
    known = list(given)

    def offer(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
        return known

    return offer


def rules(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """Rules and their families."""
    from journeymap.lint import settings

    return [*settings.names(), *dict.fromkeys(settings.family_of().values())]


def told(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """Everything that `journeymap rules` explains."""
    from journeymap.lint import settings

    return [*settings.names(), *settings.always()]


def presets(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """The presets of rules."""
    from journeymap.lint.rule import PRESETS

    return list(PRESETS)


def starters(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """What `init` can begin with."""
    from journeymap import assets

    return list(assets.names("starters/en", ".yaml"))


def languages(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """The languages that have labels."""
    from journeymap import assets

    return list(assets.names("locales", ".toml"))


def themes(incomplete: str) -> list[str]:
    """The themes of ours, and files here that may be one of yours."""
    from journeymap import assets

    return [*assets.names("themes", ".toml"), *_files(incomplete, ".toml")]


def _files(incomplete: str, suffix: str) -> list[str]:
    folder, slash, _ = incomplete.rpartition("/")
    try:
        entries = sorted(os.scandir(folder + slash or "."), key=lambda one: one.name)
    except OSError:
        return []
    return [f"{folder}{slash}{one.name}" for one in entries if one.name.endswith(suffix)]


def answer() -> None:
    """Make typer know the shells, if it is a shell that asks."""
    if os.environ.get(VARIABLE):
        from typer import completion

        completion.completion_init()  # type: ignore[attr-defined]  # typer's own, by the way it names it itself


def script(shell: str) -> str:
    """The script of bash, zsh, fish or powershell."""
    from typer import completion

    return str(completion.get_completion_script(prog_name="journeymap", complete_var=VARIABLE, shell=shell))  # type: ignore[attr-defined]  # typer exports it untyped
