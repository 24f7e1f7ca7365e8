"""`journeymap config`: what is in force, and where each value came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeymap import escape
from journeymap.cli._choice import choice
from journeymap.cli._configured import Line, lines_of
from journeymap.cli._inputs import absolute, project_at
from journeymap.cli._linting import FailOnOption, Ignore, Preset, RuleOptions, Select, in_force
from journeymap.cli._run import FOUND, Color, ColorChoice, ConfigFile, Debug, Quiet, command, fail, new_app, out, out_lines
from journeymap.cli._telling import tell_misconfigured
from journeymap.diagnostic import Diagnostic, Place, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

app = new_app()


class ConfigFormat(Enum):
    """How the configuration is told."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that is told."""

    files: tuple[str, ...]
    lines: Sequence[Line]
    diagnostics: tuple[Diagnostic, ...]
    fast_parser: bool


@command(app)
def config(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="A map or a folder; the current folder if left out.")] = ".",
    format_name: Annotated[ConfigFormat, choice(ConfigFormat, "--format", "-f", help="How to tell it.")] = ConfigFormat.TEXT,
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOnOption = None,
    config_file: ConfigFile = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,  # noqa: ARG001 -- every command takes it; there is nothing but the result
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Show what is in force for a map or a folder, and where each value came from.

    Options beat the environment, which beats the nearest configuration, the files that it extends, and the defaults.

    Examples:
        journeymap config
            Which rules and values hold in this folder, and which file says so.
        journeymap config maps/return.yaml
            What holds for one map.
        journeymap config --preset strict
            What would hold with another preset.
    """
    from journeymap.document import HAS_FAST_PARSER

    place = absolute(path)
    if not place.exists():
        fail(f"there is no {path}", "name a map or a folder")
    inputs, project = project_at(place if place.is_dir() else place.parent, config_file)
    options = RuleOptions(preset, tuple(select or ()), tuple(ignore or ()), fail_on)
    settings = options.settings(project)
    wrong = in_order(inputs.configured(project, settings.diagnostics))
    lines = lines_of(project.config, in_force(context, options, project.config), settings)
    told = _Told(tuple(file.path for file in project.config.files), lines, wrong, HAS_FAST_PARSER)
    if format_name is ConfigFormat.JSON:
        out(_json(told))
        return FOUND if wrong else 0
    out_lines(_text(told, inputs.show(project)))
    return tell_misconfigured(wrong, inputs, color)


def _parser(told: _Told) -> str:
    return "libyaml (fast)" if told.fast_parser else "pure Python (slow: ruamel.yaml.clib is not installed)"


def _text(told: _Told, show: Callable[[str], str]) -> str:
    files = ", which extends ".join(show(file) for file in told.files) or "none: everything is as by default"
    rows = [(line.key, json.dumps(line.value, ensure_ascii=False), _by(line.by, show)) for line in told.lines]
    rows.append(("YAML parser", _parser(told), ""))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    told_rows = (f"{key:<{widths[0]}}  {value:<{min(widths[1], 40)}}  {by}".rstrip() for key, value, by in rows)
    return "\n".join(escape.terminal(line) for line in (f"configuration: {files}", "", *told_rows)) + "\n"


def _by(by: Place | str, show: Callable[[str], str]) -> str:
    return f"{show(by.path)}:{by.span.line}" if isinstance(by, Place) else by


def _json(told: _Told) -> str:
    data = {
        "version": 1,
        "files": list(told.files),
        "values": [{"key": line.key, "value": line.value, "from": _giver(line.by)} for line in told.lines],
        "yaml_parser": "fast" if told.fast_parser else "pure",
        "diagnostics": [_wrong(one) for one in told.diagnostics],
    }
    return escape.json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _giver(by: Place | str) -> dict[str, Any]:
    if isinstance(by, Place):
        return {"path": by.path, "line": by.span.line, "column": by.span.column, "route": list(by.route)}
    return {"name": by}


def _wrong(one: Diagnostic) -> dict[str, Any]:
    return {
        "id": one.id,
        "level": one.level.value,
        "message": escape.json(one.message),
        "help": escape.json(one.help or ""),
        **_giver(one.place),
    }
