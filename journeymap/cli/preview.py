"""`journeymap preview`: a local page that shows maps while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import source
from journeymap.cli._clock import Today, day
from journeymap.cli._inputs import absolute, gather, relative
from journeymap.cli._run import WRONG_USE, ConfigFile, Debug, Quiet, command, fail, new_app, out, say
from journeymap.project import find_root
from journeymap.source import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from journeymap.preview import Item

app = new_app()


@command(app)
def preview(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Maps, or folders to search for maps.")],
    port: Annotated[int, typer.Option("--port", metavar="PORT", help="Port of the page; a free one if left out.")] = 0,
    today: Today = None,
    config_file: ConfigFile = None,
    quiet: Quiet = False,
    debug: Debug = False,  # noqa: ARG001 -- read by the guard around every command
) -> int:
    """Show maps in the browser while they are written: the page draws them again when they are saved.

    A map that cannot be drawn keeps its last good picture, and what is wrong stands over it. The page is on this machine
    alone (127.0.0.1). Ctrl-C ends it.

    Example: journeymap preview return.yaml
    """
    from journeymap.preview import Desk, Server

    if STANDARD_INPUT in paths:
        fail("standard input cannot be watched", "name a file or a folder")
    inputs = gather(paths, config_file=config_file, quiet=True)
    for _ in inputs.check():
        pass  # what cannot be read is told before anything is served
    if inputs.failed:
        return WRONG_USE
    config_path = absolute(config_file) if config_file is not None else None
    places = [absolute(path) for path in paths]
    desk = Desk(lambda: _items(places), lambda item: relative(item.root / item.path), day(today), config_path)
    server = Server(desk, port)
    desk.refresh()
    out(f"{server.address}\n")
    if not quiet:
        count = len(desk.shown)
        say(f"watching {'1 map' if count == 1 else f'{count:,} maps'}; open the address in a browser, end with Ctrl-C")
    try:
        server.run()
    except KeyboardInterrupt:
        if not quiet:
            say("ended")
    return 0


def _items(places: Sequence[Path]) -> list[Item]:
    """The maps there are now: those that were named, and those found in folders, in their order."""
    found: dict[Path, Item] = {}
    for place in places:
        if not source.is_folder(place):
            found.setdefault(place, _item(place, find_root(place.parent)))
            continue
        for one in source.find(place, find_root(place), lambda _: None):
            found.setdefault(one, _item(one, find_root(one.parent, place), named=False))
    return list(found.values())


def _item(place: Path, root: Path, *, named: bool = True) -> Item:
    from journeymap.preview import Item

    return Item(root, place.relative_to(root).as_posix(), named)
