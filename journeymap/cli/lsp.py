"""`journeymap lsp`: the language server."""

from __future__ import annotations

import gc
from importlib.util import find_spec

from journeymap.cli._clock import Today, day
from journeymap.cli._inputs import absolute
from journeymap.cli._linting import from_environment
from journeymap.cli._run import Color, ColorChoice, ConfigFile, Debug, Quiet, command, fail, new_app

app = new_app()

_YOUNG = 20_000
"""How many new objects let the collector of cycles run: a server goes on for days."""


@command(app)
def lsp(
    today: Today = None,
    config_file: ConfigFile = None,
    color: Color = ColorChoice.AUTO,  # noqa: ARG001 -- every command takes it; an editor has its own colours
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; standard output is the protocol's
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Serve an editor over standard input and output: findings while one types, fixes, completion, renaming and more.

    Editors start it themselves; docs/editors.md says how to set them up. It is an extra: pip install 'journeymap[lsp]'.

    Examples:
        journeymap lsp
            What an editor runs; it waits for the editor to speak.
        journeymap lsp --config journeymap.toml
            The same rules for every map, whatever lies nearer to it.
    """
    if find_spec("pygls") is None or find_spec("lsprotocol") is None:
        fail("the language server needs the extra `lsp`", "pip install 'journeymap[lsp]'")
    from journeymap.lsp.desk import Desk
    from journeymap.lsp.server import serve

    gc.set_threshold(_YOUNG, 20, 20)
    day(today)  # a wrong day is told before anything is served
    config_path = absolute(config_file) if config_file is not None else None
    serve(Desk(lambda: day(today), config_path, from_environment()))
    return 0
