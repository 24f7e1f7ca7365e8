"""`journeymap schema`: the JSON Schema."""

from __future__ import annotations

import json
from enum import Enum
from typing import Annotated, Any

from journeymap.cli._choice import choice
from journeymap.cli._run import Color, ColorChoice, Debug, Quiet, command, new_app, out

app = new_app()


class Subject(Enum):
    """What the schema describes."""

    MAP = "map"
    CONFIG = "config"
    LINT_JSON = "lint-json"
    DIFF_JSON = "diff-json"


@command(app)
def schema(
    subject: Annotated[Subject, choice(Subject, "--for", help="What the schema is for.")] = Subject.MAP,
    color: Color = ColorChoice.AUTO,  # noqa: ARG001 -- every command takes it; JSON has no colours
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; there is nothing but the result
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Print the JSON Schema of the map format or of the configuration, for editors, or of the JSON that lint or diff writes.

    Examples:
        journeymap schema > journeymap-1.schema.json
            Put the schema where the first line of a new map looks for it.
        journeymap schema --for config
            The schema of journeymap.toml.
    """
    out(json.dumps(_schema(subject), ensure_ascii=False, indent=2) + "\n")
    return 0


def _schema(subject: Subject) -> dict[str, Any]:
    if subject is Subject.CONFIG:
        from journeymap.lint.config_schema import config_schema  # here: the schema of maps needs no rules

        return config_schema()
    if subject is Subject.LINT_JSON:
        from journeymap.report.json_schema import lint_schema

        return lint_schema()
    if subject is Subject.DIFF_JSON:
        from journeymap.review.json_schema import diff_schema

        return diff_schema()
    from journeymap.schema import json_schema

    return json_schema()
