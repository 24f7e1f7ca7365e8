"""Which file configures a folder. Most projects have none, so nothing that reads TOML is loaded here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap.config._model import Config
from journeymap.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "journeymap.toml"
PYPROJECT = "pyproject.toml"
_LARGEST = 1024 * 1024
"""Bytes of a `pyproject.toml` that are looked at."""
_OUR_TABLE = rb"(?m)^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*journeymap[ \t]*[].]"


def file_in(folder: Path) -> Path | None:
    """The configuration that stands in a folder: `journeymap.toml`, else a `pyproject.toml` with our table."""
    own = folder / NAME
    if own.is_file():
        return own
    pyproject = folder / PYPROJECT
    return pyproject if is_ours(pyproject) else None


def is_ours(pyproject: Path) -> bool:
    """Whether it has our table."""
    try:
        if not pyproject.is_file():  # a device, a pipe
            return False
        with pyproject.open("rb") as stream:
            return re.search(_OUR_TABLE, stream.read(_LARGEST)) is not None
    except OSError:
        return False


def load(root: Path, file: Path | None = None) -> Config:
    """The configuration of the project at `root`, or the one of `file`. Raises `SourceError` when its bytes cannot be had."""
    nearest = file if file is not None else file_in(root)
    if nearest is None:
        return Config()
    if file is not None and file.name == PYPROJECT and file.is_file() and not is_ours(file):
        raise SourceError(str(file), "has no table [tool.journeymap]", "add it, or name another file")
    from journeymap.config._load import load_file

    return load_file(root, nearest)
