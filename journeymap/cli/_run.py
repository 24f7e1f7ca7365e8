"""What every command shares: its common options, how it writes, and what happens when something stops it.

stdout is the result, stderr everything else. Exit codes: 0 nothing at or above the fail level, 1 something, 2 used
wrongly or bytes not to be had, 3 a bug of ours.
"""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from contextlib import suppress
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TextIO

import typer

from journeymap import __version__, escape
from journeymap.cli._choice import choice
from journeymap.cli._help import Command, Group
from journeymap.errors import JourneymapError, OutputError, SourceError
from journeymap.source import help_for, reason

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = 1
WRONG_USE = 2
OUR_BUG = 3
INTERRUPTED = 130
_NARROWEST = 20
_CANNOT_SAY: list[OSError] = []
"""What kept this run from saying something on stderr."""


class ColorChoice(Enum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Color = Annotated[
    ColorChoice, choice(ColorChoice, "--color", envvar="JOURNEYMAP_COLOR", help="When to use colour.", any_case=True)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show where in our code a bug happened.")]
StdinFilename = Annotated[
    str | None,
    typer.Option("--stdin-filename", metavar="FILE", help="What to call standard input (`-`), and where its paths start."),
]
MapsHere = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Maps, folders to search for maps, or `-`; the current folder if left out."),
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
    return typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def command(app: typer.Typer, **settings: Any) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Make a function a command of `app`: it returns an exit code, and whatever stops it is told in our words."""

    def register(function: Callable[..., int]) -> Callable[..., None]:
        @wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            raise typer.Exit(_guard(function, args, options))

        app.command(**{"cls": Command} | settings)(guarded)
        return guarded

    return register


def _guard(function: Callable[..., int], args: tuple[Any, ...], options: dict[str, Any]) -> int:
    _CANNOT_SAY.clear()
    code = _guarded(function, args, options)
    return WRONG_USE if _CANNOT_SAY and code in (0, FOUND) else code


def _guarded(function: Callable[..., int], args: tuple[Any, ...], options: dict[str, Any]) -> int:
    try:
        return function(*args, **options)
    except (typer.Exit, typer.Abort):
        raise
    except JourneymapError as problem:
        tell_error(problem)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as problem:
        return tell_refusal(problem, debug=bool(options.get("debug")))
    except Exception as bug:  # noqa: BLE001 -- the one place where a bug of ours is told instead of thrown at the user
        _tell_bug(bug, debug=bool(options.get("debug")))
        return OUR_BUG


def tell_error(problem: JourneymapError) -> None:
    """Say on stderr what stopped us and what to do."""
    message = f"{problem.path}: {problem.message}" if isinstance(problem, SourceError) else problem.message
    say(f"error: {escape.terminal(message)}")
    if problem.help_line:
        say(f"  help: {escape.terminal(problem.help_line)}")


def tell_refusal(problem: OSError, *, debug: bool = False) -> int:
    """Say what the system refused, where nobody nearer to it has done so; gives back the exit code."""
    try:
        Path.cwd()
    except OSError:
        tell_error(JourneymapError("the folder you are in does not exist any more", "change to another folder"))
    else:
        name = f"{problem.filename}: " if isinstance(problem.filename, str) else "the system refused: "
        tell_error(JourneymapError(f"{name}{reason(problem)}", help_for(problem)))
    if debug:
        _tell_trace(problem)
    return WRONG_USE


def _tell_bug(bug: Exception, *, debug: bool) -> None:
    say(f"error: journeymap {__version__} has a bug ({type(bug).__name__}); it is not your map's fault")
    for note in getattr(bug, "__notes__", ()):
        say(f"  note: {escape.terminal(note)}")
    if not debug:
        say("  help: run the same command with --debug and report what it shows, with the map if you may share it")
        return
    _tell_trace(bug)


def _tell_trace(problem: Exception) -> None:
    for line in "".join(traceback.format_exception(problem)).splitlines():
        say(escape.terminal(line))


def out(text: str) -> None:
    """Write a result to stdout. A reader that has gone away is no error; `OutputError` if the system refuses."""
    try:
        _write(sys.stdout, text)
    except OSError as problem:
        raise refused_output(problem) from None


def out_lines(text: str) -> None:
    """Write a result that people read: escaped, and with nothing in it that a CI runner would obey."""
    from journeymap.report.runner import guarded

    out("\n".join(map(guarded, text.split("\n"))))


def refused_output(problem: OSError) -> OutputError:
    """What to tell when stdout cannot be written. What is still to come goes nowhere, so that it is told once."""
    _let_go(sys.stdout)
    return OutputError(f"cannot write to standard output: {reason(problem)}", "name a file, or another place for the output")


def out_bytes(content: bytes) -> None:
    """Write a result that is already encoded."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as problem:
        raise refused_output(problem) from None


def say(lines: str) -> None:
    """Write for the person at the terminal to stderr. It must have been escaped; a CI runner finds no command in it."""
    from journeymap.report.runner import guarded

    try:
        _write(sys.stderr, "".join(guarded(line) + "\n" for line in lines.split("\n")))
    except OSError as problem:  # nowhere is left to tell it: the run goes on, and its exit code says it
        _CANNOT_SAY.append(problem)
        _let_go(sys.stderr)


def show_progress(done: int, whole: int) -> None:
    """How far a run over many files is, on one line of a terminal that the end wipes away; nothing into a pipe."""
    if sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        _write(sys.stderr, "\r\x1b[K" if done == whole else f"\r{done} of {whole} files")


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
    with suppress(OSError):  # a stream in memory
        os.dup2(nothing, stream.fileno())
    os.close(nothing)


def open_streams() -> None:
    """Give a stream that was closed before the start a place that refuses, so that no file we open takes its number."""
    while True:
        number = os.open(os.devnull, os.O_RDONLY)
        if number > 2:  # noqa: PLR2004 -- stdin, stdout, stderr
            os.close(number)
            break
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- for the whole run
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- for the whole run


def run_app(app: Callable[[], object]) -> None:
    """Run the whole program: what is written outside of a command (help, the version) may be refused as well."""
    open_streams()
    try:
        app()
    except JourneymapError as problem:
        tell_error(problem)
        sys.exit(problem.exit_code)
    except OSError as problem:  # of typer, which writes help to stdout and wrong use to stderr
        try:
            sys.stderr.flush()
        except OSError:
            _let_go(sys.stderr)
        else:
            tell_error(refused_output(problem))
        sys.exit(WRONG_USE)


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
