"""What can be asked for of a picture, as options of `render`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from journeymap import render as drawing_room
from journeymap.cli import _offers
from journeymap.cli._choice import choice


class Emit(Enum):
    """What lies behind a picture."""

    BOARD = "board"
    SCENE = "scene"


class Engine(Enum):
    """Which Graphviz places the flow."""

    EMBEDDED = "embedded"
    SYSTEM = "system"


_VIEWS = ("map", "blueprint", "flow", "backlog", "personas")
To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="TARGET",
        help=f"What to draw: {', '.join(drawing_room.target_names())}; may be given several times.",
        autocompletion=_offers.words(drawing_room.target_names()),
    ),
]
View = Annotated[
    list[str] | None,
    typer.Option(
        "--view",
        metavar="VIEW",
        help=f"Which picture: {', '.join(_VIEWS)}; may be given several times.",
        autocompletion=_offers.words(_VIEWS),
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="A file, a folder, or `-`; a suffix chooses the target.")
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Language of labels, numbers and dates; the map's if left out.",
        autocompletion=_offers.languages,
    ),
]
Theme = Annotated[
    str | None,
    typer.Option(
        "--theme",
        metavar="THEME",
        help="Colours: light, dark, ink, contrast, or a .toml file of your own.",
        autocompletion=_offers.themes,
    ),
]
Templates = Annotated[
    str | None, typer.Option("--templates", metavar="DIR", help="A folder of templates of your own, for HTML and Markdown.")
]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; say what -o names that is not up to date, and end with 1.")]
Graphviz = Annotated[Engine, choice(Engine, "--graphviz", help="Which Graphviz places the flow.")]
EmitWhat = Annotated[Emit | None, choice(Emit, "--emit", help="Print what lies behind a picture as JSON, instead of drawing it.")]
