"""How this room speaks: one diagnostic, names in sentences, and what was meant by a name that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.diagnostic import Diagnostic, Level, Place, Related
from journeymap.escape import MapText

if TYPE_CHECKING:
    from collections.abc import Iterable

ID = "invalid-config"
_SHORT = 40
_KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a fraction",
    list: "a list",
    dict: "a table",
}


def invalid(place: Place, message: str, help_line: str, key: str, related: tuple[Related, ...] = ()) -> Diagnostic:
    """What is wrong with the configuration at a place."""
    return Diagnostic(ID, Level.ERROR, MapText(message), place, MapText(help_line), related, key=key)


def shown(text: str) -> str:
    """A name or a text of the file inside a sentence: one line, in double quotes, cut when it is long."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= _SHORT else f'"{line[: _SHORT - 3]}..."'


def closest(written: str, known: Iterable[str]) -> str | None:
    """The known name that is most likely meant."""
    from difflib import get_close_matches  # here: only a mistake needs it

    spelled = written.strip().lower().replace("_", "-")[:80]
    near = get_close_matches(spelled, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def meant(written: str, known: Iterable[str]) -> str:
    """The help line about a name that is not known: the closest one, else the choices."""
    names = list(known)
    near = closest(written, names)
    return f'did you mean "{near}"?' if near is not None else f"choose one of {', '.join(names)}"


def kind_of(value: object) -> str:
    """What a value is, as people say it."""
    return _KINDS.get(type(value), "a date or time")
