"""`journeymap render`: draw maps."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from journeymap import escape
from journeymap import render as drawing_room
from journeymap.cli._drawing import (
    Check,
    Emit,
    EmitWhat,
    Engine,
    Graphviz,
    Language,
    Output,
    Templates,
    Theme,
    To,
    View,
)
from journeymap.cli._inputs import absolute, gather
from journeymap.cli._outputs import Picture, plan_outputs
from journeymap.cli._run import (
    FOUND,
    WRONG_USE,
    Color,
    ColorChoice,
    ConfigFile,
    Debug,
    Quiet,
    StdinFilename,
    columns,
    command,
    fail,
    new_app,
    say,
    tell_error,
    wants_color,
)
from journeymap.cli._siblings import Siblings
from journeymap.cli._telling import tell_aside
from journeymap.cli._theming import Themes
from journeymap.errors import OutputError, SourceError
from journeymap.render import Artifact, Drawing
from journeymap.source import is_folder

if TYPE_CHECKING:
    from journeymap.cli._inputs import Input, Inputs
    from journeymap.cli._outputs import Plan
    from journeymap.project import Checked
    from journeymap.render.board.types import Board

app = new_app()


@command(app)
def render(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Maps, folders to search for maps, or `-`.")],
    to: To = None,
    view: View = None,
    output: Output = None,
    language: Language = None,
    theme: Theme = None,
    templates: Templates = None,
    check: Check = False,
    graphviz: Graphviz = Engine.EMBEDDED,
    emit: EmitWhat = None,
    config_file: ConfigFile = None,
    stdin_filename: StdinFilename = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Draw maps: in the terminal, as SVG, HTML, Markdown or Mermaid, as PNG or PDF.

    Without -o, a terminal gets the terminal picture and a pipe gets SVG. Without --view, a service blueprint is drawn as
    one, any other map as a map. A map with errors is not drawn; its errors are told on stderr, and the others are drawn.

    Examples:
        journeymap render maps/return.yaml
            Look at the map in the terminal.
        journeymap render maps/return.yaml -o return.html
            A page that you can send to anybody: one file, no script.
        journeymap render maps/return.yaml --view backlog -o backlog.svg
            The pain points against what is done about them.
        journeymap render maps/ -o pictures/ --to svg
            A picture for each map of a folder.
        journeymap render maps/ -o pictures/ --to svg --check
            Write nothing; the exit code is 1 if a picture is out of date.
    """
    from journeymap.render.board import build_board  # here: what asks for help needs none of it

    inputs = gather(paths, stdin_filename, config_file, quiet=quiet)
    plan = plan_outputs(inputs, tuple(to or ()), tuple(view or ()), output, as_json=emit is not None, check=check)
    engine: Literal["embedded", "system"] = "system" if graphviz is Engine.SYSTEM else "embedded"
    look = Drawing(
        engine=engine,
        width=columns(),
        color=wants_color(color, sys.stdout),
        warn=cache(_warn),
        templates=_templates(templates, plan, as_json=emit is not None),
    )
    themes = Themes(inputs, theme)
    siblings = Siblings(inputs, plan, language)
    found = [*themes.diagnostics, *(one for project in inputs.projects() for one in inputs.configured(project))]
    for one, checked in inputs.check():
        found.extend(inputs.rebased(one.project, checked.diagnostics))
        if checked.journey is not None and checked.journey.is_library and not _shows_people(checked, plan):
            _skip_library(one, inputs)
        elif checked.journey is not None and checked.readable and (own := themes.of(one.project)) is not None:
            board = build_board(checked.journey, language)
            for wanted in siblings.drawings(one, checked.journey, board, replace(look, theme=own)):
                _put(_draw(board, *wanted, emit), one, plan, inputs)
    if found:
        tell_aside(found, inputs, color)
    plan.finish(quiet=quiet)
    return WRONG_USE if inputs.failed else FOUND if found or plan.stale else 0


def _put(made: Picture | None, one: Input, plan: Plan, inputs: Inputs) -> None:
    """Write one picture; that it cannot be drawn or written does not stop the others."""
    if made is None:
        _refuse_blueprint(one, inputs)
        return
    try:
        plan.put(made, one.path, quiet=inputs.quiet)
    except OutputError as problem:
        inputs.failed = True
        tell_error(problem)


def _warn(message: str) -> None:
    say(f"warning: {escape.terminal(message)}")


def _templates(folder: str | None, plan: Plan, *, as_json: bool) -> Path | None:
    """The folder of `--templates`, which must be one, for a target that is made by templates."""
    if folder is None:
        return None
    if as_json or not any(drawing_room.target(name).templated for name in plan.targets):
        able = [name for name in drawing_room.target_names() if drawing_room.target(name).templated]
        drawn = "JSON" if as_json else " and ".join(plan.targets)
        fail(f"--templates is about {' and '.join(able)}, and this draws {drawn}", "leave it out")
    if not is_folder(Path(folder)):
        fail(f"--templates names no folder: {folder}", "name the folder that holds html/ or markdown/")
    return absolute(folder)


def _shows_people(checked: Checked, plan: Plan) -> bool:
    """Whether it is a library of personas, and nothing but those is asked for."""
    return plan.views == ("personas",) and checked.journey is not None and bool(checked.journey.personas)


def _skip_library(one: Input, inputs: Inputs) -> None:
    """A library has no journey to draw: no matter when it was found in a folder, a mistake when it was named."""
    if one.named:
        inputs.failed = True
        tell_error(
            SourceError(
                inputs.show(one.project)(one.path),
                "is a library, and there is nothing of this to draw in it",
                "name a map that includes it; of a library, `--view personas` draws the personas",
            )
        )


def _refuse_blueprint(one: Input, inputs: Inputs) -> None:
    """A map with nothing but the customer's actions has no blueprint."""
    inputs.failed = True
    tell_error(
        SourceError(
            inputs.show(one.project)(one.path),
            "has nothing to draw as a blueprint",
            "say in `frontstage`, `backstage`, `support` or `physical_evidence` what others do, or draw it with --view map",
        )
    )


def _draw(board: Board, target: str, drawing: Drawing, emit: Emit | None) -> Picture | None:
    """One picture, None for a blueprint that the map does not have."""
    if drawing.view == "blueprint" and board.blueprint is None:
        return None
    if emit is None:
        return Picture(drawing.view, drawing_room.render(board, target, drawing))
    from journeymap.render.emit import to_json
    from journeymap.render.scene import layout

    text = to_json(board if emit is Emit.BOARD else layout(board, drawing))
    return Picture(drawing.view, Artifact(text.encode("utf-8"), ".json", "application/json"))
