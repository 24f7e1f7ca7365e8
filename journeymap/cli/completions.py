"""`journeymap completions`: the script that makes a shell complete commands, options and values."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from journeymap.cli import _offers
from journeymap.cli._run import Debug, Quiet, command, fail, new_app, out

app = new_app()


class Shell(Enum):
    """A shell that can be taught."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_SHELLS = [one.value for one in Shell]


@command(app)
def completions(
    shell: Annotated[
        str, typer.Argument(metavar="SHELL", help=f"One of {', '.join(_SHELLS)}.", autocompletion=_offers.words(_SHELLS))
    ],
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; there is nothing but the result
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Print the script that lets the Tab key complete commands, options, their values, rules, revisions, and files.

    Nothing is written: put it where your shell reads it when it starts.

    Examples:
        source <(journeymap completions bash)
            Teach this bash; the same line in ~/.bashrc teaches every one.
        source <(journeymap completions zsh)
            The same for zsh; in ~/.zshrc it stands behind compinit.
        journeymap completions fish > ~/.config/fish/completions/journeymap.fish
            Teach every fish.
        journeymap completions powershell >> $PROFILE
            Teach every PowerShell.
    """
    if shell not in _SHELLS:
        fail(f'there is no script for "{shell}"', f"choose one of {', '.join(_SHELLS)}")
    out(_offers.script(shell) + "\n")
    return 0
