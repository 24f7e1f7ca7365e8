"""`journeymap.toml`, or `[tool.journeymap]` in `pyproject.toml`: what a project has settled, and where each value came from.

`load` finds and reads the files; what is wrong with them is told as `invalid-config` with its place, and the rest holds.
This room knows no names of rules: `journeymap.lint.settings` holds them against the rules there are. Configuration is
data: there is no key that names code, a command or a template.
"""

from __future__ import annotations

from journeymap.config._file import TomlFile
from journeymap.config._file import read as read_toml
from journeymap.config._find import NAME, PYPROJECT, file_in, load
from journeymap.config._keys import KEYS, LEVELS, OFF, Key, limit_names, most
from journeymap.config._model import BY_DEFAULT, Config, PerFile, RuleTable, Written
from journeymap.config._words import ID, closest, invalid, kind_of, meant, shown

__all__ = [
    "BY_DEFAULT",
    "ID",
    "KEYS",
    "LEVELS",
    "NAME",
    "OFF",
    "PYPROJECT",
    "Config",
    "Key",
    "PerFile",
    "RuleTable",
    "TomlFile",
    "Written",
    "closest",
    "file_in",
    "invalid",
    "kind_of",
    "limit_names",
    "load",
    "meant",
    "most",
    "read_toml",
    "shown",
]
