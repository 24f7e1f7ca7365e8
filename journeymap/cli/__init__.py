"""The command line. One file a command in this folder; the only room that prints, exits, and reads the clock.

Commands are imported when they are called, so that `--version` pays for none of them.
"""

from __future__ import annotations

import gc
from functools import partial
from importlib import import_module
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from journeymap import __version__, plugins
from journeymap.cli._run import out, run_app

_COMMANDS = "journeymap.cli"


def _names() -> tuple[str, ...]:
    return plugins.names(_COMMANDS)


class _LazyGroup(TyperGroup):
    """Knows the names of the commands from the folder and imports a command when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # Typer suggests close names from the keys; the values are filled in by get_command.
        self.commands = dict.fromkeys(_names(), cast("Any", None))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- the signature is typer's
        """Import the module of the command, whose `app` holds it."""
        if cmd_name not in self.commands:
            return None
        return typer.main.get_command(import_module(f"{_COMMANDS}.{cmd_name}").app)


def _version(value: bool) -> None:
    if value:
        out(f"journeymap {__version__}\n")
        raise typer.Exit


app = typer.Typer(
    cls=_LazyGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Customer journey maps as code: validate, lint, draw and compare maps kept as YAML.

    `journeymap COMMAND --help` explains each command.
    """


def quiet_collector() -> None:
    """Let the collector of cycles rest: a run is short, and reading a map leaves none behind (a test counts them)."""
    gc.freeze()
    gc.set_threshold(3_000_000, 50, 100)


def main() -> None:
    """The entry point of the `journeymap` program."""
    quiet_collector()
    run_app(partial(app, prog_name="journeymap"))
