"""`journeymap init`: the first map, from a starter, from a map that there is, or from answers."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import escape, source
from journeymap.cli import _offers
from journeymap.cli._clock import Today, day
from journeymap.cli._inputs import absolute, gather
from journeymap.cli._run import (
    FOUND,
    INTERRUPTED,
    WRONG_USE,
    Color,
    ColorChoice,
    Debug,
    Quiet,
    command,
    fail,
    new_app,
    out,
    say,
)
from journeymap.source import STANDARD_INPUT, SUFFIXES

if TYPE_CHECKING:
    from journeymap.cli._inputs import Inputs

app = new_app()
_DEFAULT_NAME = "journey.yaml"
_DEFAULT_LANGUAGE = "en"


@command(app)
def init(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help=f"The file to write; {_DEFAULT_NAME} if left out, `-` for standard output."),
    ] = None,
    starter: Annotated[
        str | None,
        typer.Option("--starter", metavar="NAME", help="Begin with an example of this kind.", autocompletion=_offers.starters),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="TAG", help="The language of the map: en, sv, fa, zh for starters.")
    ] = None,
    based_on: Annotated[
        str | None, typer.Option("--based-on", metavar="FILE", help="Begin a future map with the current map in this file.")
    ] = None,
    today: Today = None,
    color: Color = ColorChoice.AUTO,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Write a first map. Without a starter, it asks in the terminal. A file that is there is never written over.

    Starters: current-state, future-state, day-in-the-life, service-blueprint, buyers-journey, lead-nurturing, customer-churn,
    support-blueprint, and persona, which begins a library of personas.

    Examples:
        journeymap init
            Answer a few questions, and find your answers as a map in journey.yaml.
        journeymap init maps/support.yaml --starter support-blueprint
            Begin with an example, and write over what is not yours.
        journeymap init --based-on maps/return.yaml
            Begin the journey as it should be with the journey as it is.
    """
    reviewed = day(today).isoformat()
    if based_on is not None:
        if starter is not None or language is not None:
            fail("--based-on takes everything from the map that it names", "leave out --starter and --language")
        return _future(file, based_on, color, quiet=quiet)
    from journeymap import start

    if starter is not None:
        chosen = _language(language or _DEFAULT_LANGUAGE)
        _check_starter(starter, chosen)
        is_map = starter != start.PERSONA
        place = _place(file, _DEFAULT_NAME if is_map else "personas.yaml")
        return _write(place, start.from_starter(chosen, starter, reviewed).encode(), _next(place, is_map=is_map), quiet=quiet)
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        fail(
            "there is no terminal to ask in", f"say what to begin with: --starter {', '.join(start.starters(_DEFAULT_LANGUAGE))}"
        )
    return _interview(file, language or _DEFAULT_LANGUAGE, reviewed, quiet=quiet)


def _interview(file: str | None, language: str, reviewed: str, *, quiet: bool) -> int:
    from journeymap import start
    from journeymap.cli._interview import interview

    place = _place(file, _DEFAULT_NAME)
    if not _is_tag(language):
        fail(f'"{language}" is not the tag of a language', "write it as en, sv, fa or pt-BR")
    try:
        answers = interview(language)
    except (EOFError, KeyboardInterrupt):
        say("\nnothing was written")
        return INTERRUPTED
    return _write(place, start.from_answers(answers, reviewed).encode(), _next(place), quiet=quiet)


def _is_tag(language: str) -> bool:
    """Whether the format knows such a language."""
    from journeymap import document, edit, schema

    text = f"journeymap: 1\ntitle: A\nlanguage: {edit.scalar(language)}\nstages: [A]\n"
    parsed, told = document.parse(source.Source("map.yaml", text))
    return parsed is not None and not told and not schema.build(parsed)[1]


def _language(tag: str) -> str:
    """The language of the starters that a tag asks for."""
    from journeymap import start

    base = tag.lower().partition("-")[0]
    if base not in start.languages():
        fail(
            f'there are no starters in "{tag}"',
            f"choose one of {', '.join(start.languages())}, and change `language` in the file",
        )
    return base


def _check_starter(name: str, language: str) -> None:
    from journeymap import start
    from journeymap.schema import closest

    known = start.starters(language)
    if name in known:
        return
    listed = f"{'in ' + language + ' ' if language != _DEFAULT_LANGUAGE else ''}there are {', '.join(known)}"
    if name in start.starters(_DEFAULT_LANGUAGE):
        fail(f'the starter "{name}" is there in English only', f"leave out --language; {listed}")
    near = closest(name, known)
    fail(f'there is no starter "{name}"', f'did you mean "{near}"? {listed}' if near else listed)


def _place(file: str | None, default: str) -> Path | None:
    """Where the map will be written (None: to standard output), or an error while nobody has typed anything yet."""
    if file == STANDARD_INPUT:
        return None
    place = Path(file or default)
    if file is not None and (source.is_folder(place) or file.endswith(("/", os.sep))):
        place /= default
    if place.name in SUFFIXES:
        fail(f'"{place.name}" is no name yet', f"put one before it: journey{place.name}")
    if place.suffix not in SUFFIXES:
        fail(f'"{place.name}" is not a name for a map', f"let it end in .yaml: {place.name}.yaml")
    if os.path.lexists(place):
        fail(
            f"{escape.terminal(place.as_posix())} is there already, and init writes over nothing",
            f"name another file: journeymap init {_typed(place.with_name(f'{place.stem}-2{place.suffix}'))}",
        )
    return place


def _future(file: str | None, based_on: str, color: ColorChoice, *, quiet: bool) -> int:
    """Write the future map of the map at `based_on`."""
    from journeymap import start
    from journeymap.cli._telling import tell_aside
    from journeymap.project import find_root

    if based_on == STANDARD_INPUT or source.is_folder(Path(based_on)):
        fail("--based-on names one map", "name its file")
    inputs = gather([based_on], quiet=quiet)
    checked = [one for _, one in inputs.check()]
    if not checked:
        return WRONG_USE
    journey = checked[0].journey
    if checked[0].diagnostics or journey is None:
        tell_aside(checked[0].diagnostics, inputs, color)
        return FOUND
    if journey.is_library:
        fail(f"{based_on} is a library and has no journey", "name a map")
    if journey.map.is_future:
        fail(f"{based_on} is a future map itself", "name the current map that it started from")
    current = Path(based_on)
    place = _place(
        file, current.with_name(f"{current.stem}-future{current.suffix}").as_posix() if file is None else _DEFAULT_NAME
    )
    if place is None:
        fail("a future map names the map it is based on, so it needs a place", "name a file")
    root = _root(inputs)
    if find_root(absolute(str(place)).parent) != root:
        fail(
            f"{place.as_posix()} and {current.as_posix()} are not in one project",
            "put both into one folder, or an empty journeymap.toml into the folder above both",
        )
    path = absolute(str(place)).relative_to(root).as_posix()
    document = journey.documents[checked[0].path]
    follows = f"change it, then type: journeymap diff {_typed(current)} {_typed(place)}"
    return _write(place, start.future_of(document, path).encode(), follows, quiet=quiet)


def _root(inputs: Inputs) -> Path:
    return next(iter(inputs.roots.values()))


def _write(place: Path | None, content: bytes, follows: str, *, quiet: bool) -> int:
    if place is None:
        out(content.decode())
        return 0
    source.create(place, content)
    if not quiet:
        say(f"wrote {escape.terminal(place.as_posix())}")
        say(follows)
    return 0


def _next(place: Path | None, *, is_map: bool = True) -> str:
    """What to do with a new file."""
    if place is None:
        return ""
    if is_map:
        return f"open it in an editor, and see it with: journeymap render {_typed(place)}"
    return f"open it in an editor; a map takes personas from it with: include: {escape.terminal(place.name)}"


def _typed(path: Path) -> str:
    """A path as one types it in a command."""
    return escape.terminal(shlex.quote(path.as_posix()))
