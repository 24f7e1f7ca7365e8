"""What every command shares: its common options, how it writes, and what happens when something stops it.

stdout is the result, stderr everything else. Exit codes: 0 nothing at or above the fail level, 1 something, 2 used
wrongly or bytes not to be had, 3 a bug of ours.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from journeymap import __version__, escape
from journeymap.errors import JourneymapError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = 1
WRONG_USE = 2
OUR_BUG = 3
_INTERRUPTED = 130
_NARROWEST = 20


class ColorChoice(Enum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Color = Annotated[
    ColorChoice, typer.Option("--color", envvar="JOURNEYMAP_COLOR", help="When to use colour.", case_sensitive=False)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in our code a bug happened.")]
StdinFilename = Annotated[
    str | None,
    typer.Option("--stdin-filename", metavar="FILE", help="What to call standard input (`-`), and where its paths start."),
]
ConfigFile = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="JOURNEYMAP_CONFIG",
        help="Configuration to use, instead of the one nearest to each map.",
    ),
]


def new_app() -> typer.Typer:
    """An empty program for one command, with everything off that would print in another way than ours."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def command(app: typer.Typer, **settings: Any) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Make a function a command of `app`: it returns an exit code, and whatever stops it is told in our words."""

    def register(function: Callable[..., int]) -> Callable[..., None]:
        @wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            raise typer.Exit(_guard(function, args, options))

        app.command(**settings)(guarded)
        return guarded

    return register


def _guard(function: Callable[..., int], args: tuple[Any, ...], options: dict[str, Any]) -> int:
    try:
        return function(*args, **options)
    except (typer.Exit, typer.Abort):
        raise
    except JourneymapError as problem:
        tell_error(problem)
        return problem.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as bug:  # noqa: BLE001 -- the one place where a bug of ours is told instead of thrown at the user
        _tell_bug(bug, debug=bool(options.get("debug")))
        return OUR_BUG


def tell_error(problem: JourneymapError) -> None:
    """Say on stderr what stopped us and what to do."""
    message = f"{problem.path}: {problem.message}" if isinstance(problem, SourceError) else problem.message
    say(f"error: {escape.terminal(message)}")
    if problem.help_line:
        say(f"  help: {escape.terminal(problem.help_line)}")


def _tell_bug(bug: Exception, *, debug: bool) -> None:
    say(f"error: journeymap {__version__} has a bug ({type(bug).__name__}); it is not your map's fault")
    for note in getattr(bug, "__notes__", ()):
        say(f"  note: {escape.terminal(note)}")
    if not debug:
        say("  help: run the same command with --debug and report what it shows, with the map if you may share it")
        return
    for line in "".join(traceback.format_exception(bug)).splitlines():
        say(escape.terminal(line))


def out(text: str) -> None:
    """Write a result to stdout. A reader that has gone away is no error."""
    _write(sys.stdout, text)


def out_bytes(content: bytes) -> None:
    """Write a result that is already encoded."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)


def say(lines: str) -> None:
    """Write for the person at the terminal to stderr. It must have been escaped; a CI runner finds no command in it."""
    from journeymap.report.runner import guarded

    _write(sys.stderr, "".join(guarded(line) + "\n" for line in lines.split("\n")))


def _write(stream: TextIO, text: str) -> None:
    """UTF-8 into pipes and files, whatever the locale; a terminal gets what it can show."""
    try:
        buffer = getattr(stream, "buffer", None)
        if buffer is None:
            stream.write(text)
        else:
            encoding = stream.encoding or "utf-8" if stream.isatty() else "utf-8"
            stream.flush()
            buffer.write(text.encode(encoding, "replace"))
        stream.flush()
    except BrokenPipeError:
        _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """Point a closed pipe at nothing, so that the interpreter's last flush does not complain."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, stream.fileno())
    os.close(nothing)


def wants_color(choice: ColorChoice, stream: TextIO) -> bool:
    """Option, then `NO_COLOR`, then `FORCE_COLOR` (`0` and `false` switch it off), then whether it is a terminal."""
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in ("0", "false")
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How wide the terminal is; 100 where there is none."""
    return max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns)


def fail(message: str, help_line: str = "") -> NoReturn:
    """Stop with a usage error."""
    from journeymap.errors import UsageError

    raise UsageError(message, help_line)
