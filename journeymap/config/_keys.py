"""The keys that a configuration can have: the one place that knows them. The reader, the JSON Schema and the docs follow.

Configuration is data. No key names code, a module, a command or a template, and no key may ever do.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from journeymap.limits import DEFAULT

Kind = Literal["text", "texts", "flag", "level", "rules", "per-file", "limits", "custom", "theme"]
OFF = "off"
"""The level of a rule that is not asked."""
LEVELS = ("error", "warning", "info")


class Key(NamedTuple):
    """One key, what kind of value it takes, and what it says."""

    name: str
    kind: Kind
    about: str


KEYS = (
    Key("extend", "text", "Another configuration file whose values hold where this one says nothing; relative to this file."),
    Key("preset", "text", "Which rules are asked: minimal, recommended or strict."),
    Key("select", "texts", "Only these rules or families of rules are asked, instead of a preset."),
    Key("ignore", "texts", "These rules or families of rules are not asked."),
    Key("fail-on", "level", "The lowest level at which `lint` ends with exit code 1."),
    Key("require-reason", "flag", "Whether a comment that ignores a rule has to say why."),
    Key("baseline", "text", "The file of findings that are accepted for now; relative to this file."),
    Key("theme", "theme", "The colours that `render` draws with: a theme's name, or a .toml file; relative to this file."),
    Key("rules", "rules", "One table a rule: its level and its options."),
    Key("per-file", "per-file", "Patterns of files, written as in .gitignore, and the rules that are not asked there."),
    Key("limits", "limits", "What one file may ask of the machine."),
    Key("custom", "custom", "Rules of your own, one table each."),
)

_ROOM = 10  # how many times its default a limit may be: what comes with the maps must not switch off what guards against them


def limit_names() -> dict[str, str]:
    """The names of the limits, as written, with the field of `Limits` that each one is."""
    return {field.replace("_", "-"): field for field in DEFAULT._fields}


def most(field: str) -> int:
    """The highest value that a limit may be given. Nesting cannot be raised: what reads a map recurses."""
    default: int = getattr(DEFAULT, field)
    return default if field == "depth" else default * _ROOM
