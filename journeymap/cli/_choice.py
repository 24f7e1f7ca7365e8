"""Options that take one word of a few, refused in our words where another word is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from journeymap.cli import _offers

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum


def choice(kind: type[Enum], *names: str, help: str, envvar: str | None = None, any_case: bool = False) -> Any:  # noqa: A002 -- typer's name for it
    """An option whose values are those of `kind`; `--help` lists them. `any_case` takes capital letters too."""
    words = [one.value for one in kind]
    read = _reader(kind, names[0], envvar, any_case=any_case)
    return typer.Option(
        *names, parser=read, metavar=f"<{'|'.join(words)}>", envvar=envvar, help=help, autocompletion=_offers.words(words)
    )


def _reader(kind: type[Enum], name: str, envvar: str | None, *, any_case: bool) -> Callable[[Any], Enum]:
    known = {one.value: one for one in kind}

    def read(value: Any) -> Enum:
        if isinstance(value, kind):  # the default
            return value
        found = known.get(value.lower() if any_case else value)
        return found if found is not None else _refuse(value)

    def _refuse(value: str) -> Enum:
        from journeymap.cli._run import WRONG_USE, tell_error  # here: the options there are made by this module
        from journeymap.errors import UsageError

        where = name if envvar is None else f"{name} (or {envvar})"
        message = f'there is no format "{value}"' if name == "--format" else f'there is no "{value}" for {where}'
        tell_error(UsageError(message, f"choose one of {', '.join(known)}"))
        raise typer.Exit(WRONG_USE)

    return read
