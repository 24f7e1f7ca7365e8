"""How help looks in every command: usage, what it does, its own options, those of every command, and examples.

The examples stand in the docstring of a command, below `Examples:`, each with a line on what it does. Tests run them.
"""

from __future__ import annotations

import inspect
import shutil
import textwrap
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from journeymap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEADING = "\n\nExamples:\n"
_COMMON = ("config_file", "stdin_filename", "color", "quiet", "debug", "help")
_FIRST_COLUMN = 28
_NARROW = 58
"""Columns below which what is said of a word stands under it."""
_NARROWEST = 20


class Example(NamedTuple):
    """A command as it is typed, and what it does."""

    typed: str
    does: str


def parts(help_text: str | None) -> tuple[str, tuple[Example, ...]]:
    """The description of a command, and its examples."""
    text, _, shown = inspect.cleandoc(help_text or "").partition(_HEADING)
    return text, tuple(_examples(shown.splitlines()))


def _examples(lines: list[str]) -> Iterator[Example]:
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    typed, does = "", []
    for line in (*(one[margin:] for one in lines if one.strip()), "."):
        if line.startswith(" "):
            does.append(line.strip())
            continue
        if typed:
            yield Example(typed, " ".join(does))
        typed, does = line, []


def summary(help_text: str | None) -> str:
    """The first sentence of a description, without its full stop."""
    return " ".join(parts(help_text)[0].partition("\n\n")[0].split()).partition(". ")[0].removesuffix(".")


def _laid_out(command: Any, ctx: Any) -> str:
    """The help, as wide as the terminal; typer itself goes no further down than 50 columns."""
    formatter = ctx.make_formatter()
    formatter.width = min(formatter.width, max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST) - 2)
    command.format_help(ctx, formatter)
    return str(formatter.getvalue()).rstrip("\n")


def _write_rows(rows: list[tuple[str, str]], formatter: Any, col_max: int = 30) -> None:
    """Words, each with what is said of it."""
    if formatter.width >= _NARROW:
        formatter.write_dl(rows, col_max=col_max)
        return
    for word, about in rows:
        margin = " " * formatter.current_indent
        formatter.write(f"{margin}{word.rstrip()}\n")
        formatter.write("".join(f"{line}\n" for line in _wrapped(about, f"{margin}    ", formatter.width)))


def _write_prose(text: str, formatter: Any) -> None:
    if formatter.width >= _NARROW:
        formatter.write_text(text)
        return
    paragraphs = (_wrapped(one, " " * formatter.current_indent, formatter.width) for one in text.split("\n\n"))
    formatter.write("\n\n".join("\n".join(lines) for lines in paragraphs) + "\n")


def _wrapped(text: str, margin: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


class Command(TyperCommand):
    """A command whose help is laid out here."""

    def get_help(self, ctx: Any) -> str:
        """The whole text."""
        return _laid_out(self, ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How it is called."""
        _write_usage(self, ctx, formatter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the name: options, then the arguments as they are written."""
        return _usage(self, ctx)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the signature is typer's
        """What the command does."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, the command's own options, and those of every command."""
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the signature is typer's
        """The examples."""
        _write_examples(self.help, formatter)


class Group(TyperGroup):
    """A command with commands below it, whose help is laid out here."""

    def get_help(self, ctx: Any) -> str:
        """The whole text."""
        return _laid_out(self, ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """How it is called."""
        _write_usage(self, ctx, formatter)

    def sections(self, ctx: Any) -> dict[str, dict[str, str]]:
        """Heading to the commands below it, each with a line on what it does."""
        found: dict[str, dict[str, str]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            if command is not None:
                found.setdefault(command.rich_help_panel or "Commands", {})[name] = summary(command.help)
        return found

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Nothing typed behind the name is answered with the help, as wrong use."""
        if not args and not ctx.resilient_parsing:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant; `UsageError` with the closest one if there is none."""
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and self.get_command(ctx, name) is None:
            raise no_command(name, ctx.command_path, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002 -- the signature is typer's
        """What follows the name."""
        return ["COMMAND ..."]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the signature is typer's
        """What the commands are about."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The commands, then the options."""
        sections = self.sections(ctx)
        width = max(len(name) for section in sections.values() for name in section)
        for heading, commands in sections.items():
            with formatter.section(heading):
                _write_rows([(f"{name:<{width}}", does) for name, does in commands.items()], formatter)
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the signature is typer's
        """The examples."""
        _write_examples(self.help, formatter)


def no_command(name: str, path: str, known: list[str]) -> UsageError:
    """What to say about a word that is no command below `path`."""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return UsageError(f'there is no command "{name}"', f"say what to do with the file: {path} lint {name}")
    near = get_close_matches(name, known, 1)
    listed = f"`{path} --help` lists the commands"
    return UsageError(f'there is no command "{name}"', f'did you mean "{near[0]}"? {listed}' if near else listed)


def _usage(command: Any, ctx: Any) -> list[str]:
    named = [one.metavar or one.name.upper() for one in command.get_params(ctx) if one.param_type_name == "argument"]
    return ["[OPTIONS]", *named]


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = command.collect_usage_pieces(ctx)
    if formatter.width >= _NARROW:
        formatter.write_usage(ctx.command_path, " ".join(pieces))
    else:
        lines = _wrapped(" ".join(("Usage:", ctx.command_path, *pieces)), "  ", formatter.width)
        formatter.write("".join(f"{line}\n" for line in (lines[0].lstrip(), *lines[1:])))


def _write_text(help_text: str | None, formatter: Any) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        _write_prose(parts(help_text)[0], formatter)


def _write_options(command: Any, ctx: Any, formatter: Any) -> None:
    arguments: list[tuple[str, str]] = []
    own: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    for one in command.get_params(ctx):
        if one.param_type_name == "argument":
            arguments.append((one.metavar or one.name.upper(), one.help or ""))
        elif not one.hidden:
            (common if one.name in _COMMON and len(command.params) > 1 else own).append((_option(one), _about(one)))
    headings: Mapping[str, list[tuple[str, str]]] = {"Arguments": arguments, "Options": own, "Options of most commands": common}
    if not own:
        headings = {"Arguments": arguments, "Options": common}
    for heading, rows in headings.items():
        if rows:
            with formatter.section(heading):
                _write_rows(rows, formatter, _FIRST_COLUMN)


def _option(one: Any) -> str:
    names = ", ".join(sorted(one.opts, key=len))
    return names if one.is_flag else f"{names} {one.metavar or one.name.upper()}"


def _about(one: Any) -> str:
    default = getattr(one.default, "value", one.default)
    notes = [f"Default: {default}."] if one.show_default and isinstance(default, str | int) and not one.is_flag else []
    if one.envvar:
        notes.append(f"[{one.envvar}]")
    return " ".join([one.help or "", *notes])


def _write_examples(help_text: str | None, formatter: Any) -> None:
    examples = parts(help_text)[1]
    if not examples:
        return
    with formatter.section("Examples"):
        for one in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{one.typed}\n")
            with formatter.indentation(), formatter.indentation():
                _write_prose(one.does, formatter)
