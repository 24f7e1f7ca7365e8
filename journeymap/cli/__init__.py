"""The command line. One file a command in this folder; the only room that prints, exits, and reads the clock.

Commands are imported when they are called, so that `--version` pays for none of them.
"""

from __future__ import annotations

import gc
import sys
from functools import partial
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.exceptions import TyperException

from journeymap import __version__, plugins
from journeymap.cli import _offers
from journeymap.cli._help import Command, Group, summary
from journeymap.cli._run import INTERRUPTED, out, run_app, tell_error
from journeymap.errors import JourneymapError

_COMMANDS = "journeymap.cli"
_SECTIONS = {
    "Write a map": {
        "init": "begin one, from questions, an example, or the map of today",
        "preview": "see it in the browser while you write",
        "format": "give it the one layout, comments kept",
    },
    "Check it": {
        "validate": "say everything that is wrong with it",
        "lint": "ask the rules of the method as well",
        "rules": "list the rules, or explain one with an example",
        "config": "show what is in force, and where it comes from",
    },
    "Draw it": {"render": "SVG, HTML, Markdown, PNG, PDF, or in the terminal"},
    "Work on it together": {
        "diff": "tell what a new version changes for the customer",
        "merge": "make one map of two versions",
        "git": "let git compare and merge maps by what they say",
    },
    "Set up your tools": {
        "completions": "let the Tab key complete commands in your shell",
        "schema": "let an editor complete and explain the keys of a map",
        "lsp": "the language server, which an editor starts",
    },
}
"""Heading to commands, each with a line on what it does: help and completion import no command to tell it."""
_OTHERS = "More"


def _names() -> tuple[str, ...]:
    return plugins.names(_COMMANDS)


class _LazyGroup(Group):
    """Knows the names of the commands from the folder and imports a command when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Typer lists the keys; the values are filled in by get_command.
        self.commands = dict.fromkeys(_names(), cast("Any", None))
        self._only_names = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- the signature is typer's
        """Import the module of the command, whose `app` holds it."""
        if cmd_name not in self.commands:
            return None
        if self._only_names:
            return Command(cmd_name, short_help=_told().get(cmd_name, ""))
        return typer.main.get_command(import_module(f"{_COMMANDS}.{cmd_name}").app)

    def sections(self, ctx: Any) -> dict[str, dict[str, str]]:
        """The commands by what they are for; one that no section names comes last, in its own words."""
        found = {
            heading: {name: does for name, does in group.items() if name in self.commands} for heading, group in _SECTIONS.items()
        }
        others = {name: summary(self.get_command(ctx, name).help) for name in self.commands if name not in _told()}
        return {heading: group for heading, group in (*found.items(), (_OTHERS, others)) if group}

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands that begin so; none of them is imported."""
        self._only_names = True
        try:
            return super().shell_complete(ctx, incomplete)
        finally:
            self._only_names = False

    def main(
        self,
        args: Any = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program; what is wrong with the command line is told in our words."""
        _offers.answer()
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        told: JourneymapError
        try:
            sys.exit(run() or 0)
        except TyperException as problem:
            from journeymap.cli._refusals import in_our_words

            told = in_our_words(problem)
        except JourneymapError as problem:
            told = problem
        except typer.Abort:
            sys.exit(INTERRUPTED)
        tell_error(told)
        sys.exit(told.exit_code)


def _told() -> dict[str, str]:
    return {name: does for group in _SECTIONS.values() for name, does in group.items()}


def _version(value: bool) -> None:
    if value:
        out(f"journeymap {__version__}\n")
        raise typer.Exit


app = typer.Typer(cls=_LazyGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Customer journey maps as code: validate, lint, draw and compare maps kept as YAML.

    `journeymap COMMAND --help` explains a command, with examples.

    Examples:
        journeymap init --starter current-state
            Write an example of a map to journey.yaml.
        journeymap render journey.yaml -o journey.html
            Draw it as a page.
        journeymap lint journey.yaml
            Ask what is missing in it.
    """


def quiet_collector() -> None:
    """Let the collector of cycles rest: a run is short, and reading a map leaves none behind (a test counts them)."""
    gc.freeze()
    gc.set_threshold(3_000_000, 50, 100)


def main() -> None:
    """The entry point of the `journeymap` program."""
    quiet_collector()
    try:
        run_app(partial(app, prog_name="journeymap"))
    finally:
        gc.freeze()  # the end of the process frees all at once; to look for cycles before would take as long as the run
