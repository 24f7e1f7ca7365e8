"""What a shell offers for the value of an option when Tab is pressed. Nothing is imported but what lists the words."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer  # noqa: TC002 -- it reads the annotations of what offers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VARIABLE = "_JOURNEYMAP_COMPLETE"
"""The variable by which the scripts of the shells ask for words."""
_PATIENCE = 2
"""Seconds that git may take to name revisions: somebody waits with a finger on the key."""
_ONE_WORD = r"[\w+.][\w+.-]*"
"""A file's name that every shell takes as one word: some put what is offered into the line as it is."""


def words(given: Iterable[str]) -> Callable[[str], list[str]]:
    """An offer of these words."""
    known = list(given)

    def offer(incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
        return known

    return offer


def rules(ctx: typer.Context, incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """Rules and their families, those of the project's configuration too."""
    from journeymap.lint import configured, settings

    own = _own_rules(ctx)
    return [*settings.names(), *own, *dict.fromkeys(settings.family_of().values()), *([configured.CUSTOM] if own else [])]


def told(ctx: typer.Context, incomplete: str) -> list[str]:  # noqa: ARG001 -- typer leaves out what does not begin so
    """Everything that `journeymap rules` explains."""
    from journeymap.lint import settings

    return [*settings.names(), *_own_rules(ctx), *settings.always()]


def _own_rules(ctx: typer.Context) -> list[str]:
    """The rules that the configuration here brings itself; none where it cannot be read."""
    from journeymap.config import load
    from journeymap.errors import JourneymapError
    from journeymap.project import find_root

    named = ctx.params.get("config_file")
    try:
        here = Path.cwd()
        return _harmless(load(find_root(here), here / named if isinstance(named, str) else None).custom)
    except (JourneymapError, OSError):
        return []


def revisions(incomplete: str) -> list[str]:
    """Branches and tags, also behind the dots of a range. A name that a shell could take for more than a word is left out.

    Behind `--` stand paths, which the shell knows itself.
    """
    from journeymap import git

    if "--" in re.split(r"\s", os.environ.get("COMP_WORDS", "")) + re.split(r"\s", os.environ.get("_TYPER_COMPLETE_ARGS", "")):
        return []

    before, dots, begun = incomplete.rpartition("..")
    if begun and not _harmless([begun]):
        return []
    try:
        found = git.names(Path.cwd(), begun, _PATIENCE)
    except (git.GitError, OSError):
        return []
    return [f"{before}{dots}{name}" for name in _harmless(found)]


def _harmless(names: Iterable[str]) -> list[str]:
    """The names that are plain words for every shell: what is offered stands in the line that somebody runs."""
    return [name for name in names if re.fullmatch(r"\w[\w./@+#%=,-]*", name)]


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
    named = [one.name for one in entries if one.name.endswith(suffix) and re.fullmatch(_ONE_WORD, one.name)]
    return [f"{folder}{slash}{name}" for name in named]


def answer() -> None:
    """Make typer know the shells, if it is a shell that asks."""
    if os.environ.get(VARIABLE):
        from typer import completion

        completion.completion_init()  # type: ignore[attr-defined]  # typer's own, by the way it names it itself


def script(shell: str) -> str:
    """The script of bash, zsh, fish or powershell."""
    from typer import completion

    return str(completion.get_completion_script(prog_name="journeymap", complete_var=VARIABLE, shell=shell))  # type: ignore[attr-defined]  # typer exports it untyped
