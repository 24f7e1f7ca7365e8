"""`journeymap preview`: a local page that shows maps while they are written."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import source
from journeymap.cli._clock import Today, day
from journeymap.cli._inputs import absolute, gather, relative
from journeymap.cli._linting import from_environment
from journeymap.cli._run import WRONG_USE, ConfigFile, Debug, Quiet, command, fail, new_app, out, say
from journeymap.errors import SourceError
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
    debug: Debug = False,
) -> int:
    """Show maps in the browser while they are written: the page draws them again when they are saved.

    A map that cannot be drawn keeps its last good picture, and what is wrong stands over it. The page is on this machine
    alone (127.0.0.1). Ctrl-C ends it.

    Examples:
        journeymap preview maps/return.yaml
            Print the address of a page that shows this map; open it in a browser.
        journeymap preview maps/ --port 8000
            All maps of a folder, always at the same address.
    """
    from journeymap.lint.standing import settle
    from journeymap.preview import Desk, Server

    if STANDARD_INPUT in paths:
        fail("standard input cannot be watched", "name a file or a folder")
    inputs = gather(paths, config_file=config_file, quiet=True)
    for one in inputs.files:
        try:
            _ = one.named and one.project.store.read(one.path)
        except SourceError as problem:  # told before anything is served
            inputs.refuse(one, problem)
    if inputs.failed:
        return WRONG_USE
    config_path = absolute(config_file) if config_file is not None else None
    places = [absolute(path) for path in paths]
    search = _Search([(place, source.is_folder(place)) for place in places])
    day(today)  # a wrong day is told before anything is served
    wanted = from_environment()
    for root in inputs.roots.values():
        trouble = settle(root, config_path, wanted).trouble
        if trouble is not None:
            raise trouble
    desk = Desk(search.items, relative, lambda: day(today), config_path, wanted, debug)
    server = Server(desk, port)
    gc.set_threshold(10_000, 10, 10)  # this run is long: what one save leaves behind must not wait for its end
    try:
        out(f"{server.address}\n")
        if not quiet:
            count = len(inputs.files)
            say(f"watching {'1 file' if count == 1 else f'{count:,} files'}; open the address in a browser, end with Ctrl-C")
        server.run()
    except KeyboardInterrupt:
        if not quiet:
            say("ended")
    return 0


class _Search:
    """Finds the maps there are now: those that were named, and those found in folders, in their order."""

    def __init__(self, places: Sequence[tuple[Path, bool]]) -> None:
        """Keep which of the places are folders: one that is gone for a moment is not a file."""
        self._places = places
        self._found: dict[Path, list[Item]] = {}

    def items(self) -> list[Item]:
        """Each map once. Those of a folder that is gone stay, so that their pictures do."""
        found: dict[Path, Item] = {}
        for place, is_folder in self._places:
            if not is_folder:
                found.setdefault(place, _item(place, find_root(place.parent)))
                continue
            if source.is_folder(place):
                maps = source.find(place, find_root(place), lambda _: None)
                self._found[place] = [_item(one, find_root(one.parent, place), named=False) for one in maps]
            for item in self._found.get(place, ()):
                found.setdefault(item.root / item.path, item)
        return list(found.values())


def _item(place: Path, root: Path, *, named: bool = True) -> Item:
    from journeymap.preview import Item

    return Item(root, place.relative_to(root).as_posix(), named)
