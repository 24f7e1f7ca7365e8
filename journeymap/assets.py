"""Where the data files lie: beside the package in a wheel, beside the repository's package folder in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def templates() -> Path:
    """The folder `templates/`."""
    package = Path(__file__).resolve().parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """The names, without `suffix`, of the files in a folder of `templates/`, sorted."""
    return tuple(sorted(path.name[: -len(suffix)] for path in (templates() / folder).glob(f"*{suffix}")))


@cache
def text(name: str) -> str:
    """A data file of ours as text; `name` is relative to `templates/` with `/`."""
    return (templates() / name).read_text(encoding="utf-8")


@cache
def data(name: str) -> bytes:
    """A data file of ours as bytes."""
    return (templates() / name).read_bytes()
