"""The least that a program on typer can be: what every other figure is held against."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def nothing() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
