"""What typer says about a wrong command line, in our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from journeymap.errors import UsageError

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_VALUES = {"valid integer": "a whole number", "greater than or equal to 1": "1 or more"}
"""A part of what the library says of a value, and what is wanted."""


def in_our_words(problem: TyperException) -> UsageError:
    """The same refusal, with what to do. Whatever is not known here keeps its own words."""
    said: Any = problem
    context = getattr(said, "ctx", None)
    path = context.command_path if context is not None else "journeymap"
    option, parameter = getattr(said, "option_name", None), getattr(said, "param", None)
    if option is not None:
        return _option(said, option, path if context is not None else "")
    if parameter is not None:
        return _value(said.message, parameter, path)
    extra = _EXTRA.match(problem.format_message())
    if extra is not None:
        return UsageError(f"nothing is taken behind the others: {extra[1]}", _listed(path))
    message = problem.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], _listed(path))


def _listed(path: str) -> str:
    return f"`{path} --help` lists what it takes"


def _option(said: Any, name: str, path: str) -> UsageError:
    if hasattr(said, "possibilities"):
        near = next(iter(said.possibilities or ()), "")  # the nearest comes first
        return UsageError(f"there is no option {name}", f"did you mean {near}? {_listed(path)}" if near else _listed(path))
    if "does not take" in said.message:
        return UsageError(f"{name} takes no value", f"write {name} alone")
    return UsageError(f"{name} needs a value", f"write {name} VALUE" if not path else _listed(path))


def _value(message: str, parameter: Any, path: str) -> UsageError:
    if parameter.param_type_name == "argument":
        name = (parameter.metavar or parameter.name.upper()).removesuffix("...")
        if not message:
            return UsageError(f"{name} is missing", f"`{path} --help` has examples")
    else:
        name = max(parameter.opts, key=len)
    wanted = next((word for part, word in _VALUES.items() if part in message), None)
    if wanted is not None:
        return UsageError(f"{name} takes {wanted}", _listed(path))
    return UsageError(f"{name}: {message[:1].lower()}{message[1:].rstrip('.')}", _listed(path))
