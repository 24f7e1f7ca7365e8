"""What was seen of one open file when it was last looked at, for all that is asked between two looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from journeymap.diagnostic import Diagnostic
    from journeymap.journey import Journey
    from journeymap.lint.explain import Explanation
    from journeymap.project import Checked


class Good(NamedTuple):
    """A file that could be read to its end: its journey, and its text then."""

    journey: Journey
    text: str


class Look(NamedTuple):
    """One look at an open file. `text` is what it was then, `root` the folder of its project, `path` its path in that."""

    place: Path
    root: Path
    path: str
    text: str
    version: int
    checked: Checked
    told: tuple[Diagnostic, ...]
    """All that `lint` tells about it, with what it tells about the libraries that it includes."""
    settled: tuple[Diagnostic, ...]
    """What is wrong with the configuration."""
    good: Good | None
    """The last time that it could be read to its end; else whatever could be read."""
    rules: frozenset[str]
    """The names of all rules, those of the configuration too."""
    custom: Mapping[str, Explanation]
    """What the rules of the configuration say about themselves."""
    texts: Mapping[str, str]
    """The text of every file that was read for it, by its path."""

    @property
    def complete(self) -> bool:
        """Whether the text could be read to its end."""
        journey = self.checked.journey
        return journey is not None and journey.documents[self.path].complete

    @property
    def files(self) -> frozenset[str]:
        """The paths of all files that it was read with, those that there are not, too."""
        return frozenset({self.path, *(path for kind, path in self.checked.asked if kind == "read")})
