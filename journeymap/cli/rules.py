"""`journeymap rules`: list the rules, or explain one."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from journeymap.cli._choice import choice
from journeymap.cli._inputs import project_at
from journeymap.cli._offers import told
from journeymap.cli._run import Color, ColorChoice, ConfigFile, Debug, Quiet, command, new_app, out, out_lines
from journeymap.cli._telling import tell_misconfigured

app = new_app()


class RuleFormat(Enum):
    """How the rules are told."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@command(app)
def rules(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A rule, or an id that validate tells.", autocompletion=told)
    ] = None,
    format_name: Annotated[RuleFormat, choice(RuleFormat, "--format", "-f", help="How to tell it.")] = RuleFormat.TEXT,
    config_file: ConfigFile = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; there is nothing but the result
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """List the rules with their levels and presets, or explain one with an example of what it finds.

    Examples:
        journeymap rules
            Every rule in a line.
        journeymap rules unaddressed-pain-point
            Why it is a rule, a map that breaks it, and the same map mended.
        journeymap rules syntax
            What is always told can be explained as well.
    """
    from journeymap.lint import custom as bring
    from journeymap.lint import explain, names

    custom, code = {}, 0
    if config_file is not None or name not in names():
        inputs, project = project_at(Path.cwd(), config_file)
        made, misconfigured = bring.rules(project.config)
        custom = {one.name: bring.explanation(one) for one in made}
        code = tell_misconfigured(inputs.configured(project, misconfigured), inputs, color)
    told = explain.tell(name, format_name.value, custom)
    if format_name is RuleFormat.JSON:
        out(told)
    else:
        out_lines(told)
    return code
