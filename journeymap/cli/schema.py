"""`journeymap schema`: the JSON Schema."""

from __future__ import annotations

import json
from enum import Enum
from typing import Annotated

import typer

from journeymap.cli._run import Color, ColorChoice, Debug, Quiet, command, new_app, out
from journeymap.schema import json_schema

app = new_app()


class Subject(Enum):
    """What the schema describes."""

    MAP = "map"


@command(app)
def schema(
    subject: Annotated[Subject, typer.Option("--for", help="What the schema is for.")] = Subject.MAP,  # noqa: ARG001 -- one choice so far
    color: Color = ColorChoice.AUTO,  # noqa: ARG001 -- every command takes it; JSON has no colours
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; there is nothing but the result
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Print the JSON Schema of the map format, for completion and hover in an editor.

    Example: journeymap schema > journeymap-1.schema.json
    """
    out(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
