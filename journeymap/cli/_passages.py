"""Reports put together from passages, which are made where a file is read: text crosses processes and is kept, not objects.

What is told of a file's own path is ready text. What else is found through it (in a library, held back by a comment)
stays as diagnostics: several files may tell the same of a library, and a report tells it once.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from journeymap import __version__
from journeymap.cli._inputs import relative
from journeymap.cli._run import ColorChoice, columns, wants_color
from journeymap.diagnostic import Level, Passage, in_order, once
from journeymap.report import Context, in_pieces, pieces

if TYPE_CHECKING:
    from typing import TextIO

    from journeymap.cli._inputs import Inputs
    from journeymap.cli._living import Living
    from journeymap.cli._telling import Output
    from journeymap.packing import Groups
    from journeymap.project import Project


class Teller(NamedTuple):
    """How the outputs of a run tell what is found in a project: all that a passage depends on beside the file's groups."""

    formats: tuple[tuple[str, bool], ...]
    """The name of each output's format, and whether it is in colour."""
    width: int
    root: Path
    here: str
    """The current folder, which paths are shown from."""

    @property
    def form(self) -> str:
        """Equal where all of this is."""
        return repr((self.formats, self.width, str(self.root), self.here))

    def tell(self, project: Project, path: str, groups: Groups) -> tuple[Passage | None, Groups]:
        """The passage about a file, if there is something to tell of its own path; and the groups of what is not in it."""
        wrong, findings, ignored = groups
        own = [*(one for one in wrong if one.place.path == path), *once(one for one in findings if one.place.path == path)]
        if not own:
            return None, groups
        told = in_order(own)
        before = _way_down(self.root, self.here)
        show = cache(lambda shown: relative(self.root / shown) if before is None else before + shown)
        texts = tuple(
            pieces(told, name, Context(project.source, show, color, self.width, __version__)) for name, color in self.formats
        )
        levels = [one.level for one in told]
        errors, warnings, infos = (levels.count(level) for level in (Level.ERROR, Level.WARNING, Level.INFO))
        safe = [one.fix.safe for one in told if one.fix is not None]
        passage = Passage(path, texts, (errors, warnings, infos), (safe.count(True), safe.count(False)))
        beside = tuple(one for one in wrong if one.place.path != path)
        return passage, (beside, tuple(one for one in findings if one.place.path != path), ignored)


@cache
def _way_down(root: Path, here: str) -> str | None:
    """What stands before a project path as a person in the folder `here` would type it; None where it is not always the same."""
    way = relative(root) if Path(here).is_absolute() else ".."
    return None if way.startswith(("..", "/")) or Path(way).is_absolute() else "" if way == "." else f"{way}/"


def teller_of(outputs: tuple[Output, ...], inputs: Inputs, living: Living, color: ColorChoice, stream: TextIO) -> Teller | None:
    """How passages are told in this run; None where diagnostics are needed as such.

    That is where a format weighs all of them together, where they are compared with others (a baseline, `--since`), and
    where paths are not those of one project.
    """
    projects = list(inputs.projects())
    if len(projects) != 1 or living.each(projects[0]) or projects[0].config.unread is not None:
        return None
    if not all(in_pieces(one.format_name) for one in outputs):
        return None
    try:
        here = os.getcwd()  # noqa: PTH109 -- Path.cwd() makes the same text slower
    except OSError:
        return None
    formats = tuple((one.format_name, one.file is None and wants_color(color, stream)) for one in outputs)
    return Teller(formats, columns(), inputs.roots[id(projects[0])], here)
