"""The folder is the list: rules, targets, formats and commands are found by listing, loaded by importing.

Listing imports nothing, so a command pays only for what it uses.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


@cache
def names(package: str) -> tuple[str, ...]:
    """The public modules of `package` (a dotted name below `journeymap`), sorted, with `_` as it stands in the file name."""
    files = os.listdir(_folder(package))  # noqa: PTH208 -- a run lists a dozen folders: Path is slow
    return tuple(sorted(name.removesuffix(".py") for name in files if name.endswith(".py") and not name.startswith("_")))


@cache
def families(package: str) -> tuple[str, ...]:
    """The sub-folders of `package` that hold modules, sorted."""
    return tuple(sorted(path.name for path in _folder(package).iterdir() if (path / "__init__.py").is_file()))


def load(package: str, name: str) -> ModuleType:
    """Import one module of `package`. `name` must be one of `names(package)`."""
    return importlib.import_module(f"{package}.{name}")


def _folder(package: str) -> Path:
    return Path(__file__).resolve().parent.joinpath(*package.split(".")[1:])
