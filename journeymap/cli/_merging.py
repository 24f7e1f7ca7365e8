"""A three-way merge of files, by what they say or, where that is not certain to be right, by lines as git does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape, git
from journeymap.cli._run import say
from journeymap.limits import DEFAULT
from journeymap.merge import Doubt, by_lines, merge
from journeymap.source import as_text, is_marked

if TYPE_CHECKING:
    from journeymap.source import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge gave: bytes, whether there are conflicts in them, and what is to be said about it."""

    content: bytes
    has_conflicts: bool
    lines: tuple[int, ...] = ()
    doubt: str = ""

    def tell(self, name: str) -> None:
        """Say on stderr what a person has to know."""
        shown = escape.terminal(name)
        if self.doubt:
            say(f"{shown}: merged by lines, as git does it, since {escape.terminal(self.doubt)}")
        if self.lines:
            places = ", ".join(map(str, self.lines[:_MOST_LINES])) + (" ..." if len(self.lines) > _MOST_LINES else "")
            count = f"{len(self.lines)} conflict{'s' if len(self.lines) > 1 else ''}"
            say(f"{shown}: {count}, at line{'s' if len(self.lines) > 1 else ''} {places}")
        elif self.has_conflicts:
            say(f"{shown}: there are conflicts")
        if self.has_conflicts:
            say("  help: keep what is right between the lines with <<<<<<< and >>>>>>>, and delete these lines and the =======")


_MOST_LINES = 20


def merged(base: bytes, ours: bytes, theirs: bytes, marker_size: int, limit: int = DEFAULT.bytes) -> Outcome:
    """Merge three versions. Raises `GitError` only where nothing but git can merge them, and git does not."""
    sources = [as_text(name, data, limit) for name, data in (("base", base), ("ours", ours), ("theirs", theirs))]
    if not any(is_marked(data) for data in (base, ours, theirs)):
        return _by_lines(base, ours, theirs, sources, marker_size, "")
    before, here, there = sources
    if before is None or here is None or there is None:
        return _by_lines(base, ours, theirs, sources, marker_size, "one version is no text, or too large")
    try:
        found = merge(before, here, there, marker_size)
    except Doubt as doubt:
        return _by_lines(base, ours, theirs, sources, marker_size, str(doubt.args[0]))
    return Outcome(found.text.encode("utf-8"), bool(found.conflicts), found.conflicts)


def _by_lines(base: bytes, ours: bytes, theirs: bytes, sources: list[Source | None], marker_size: int, doubt: str) -> Outcome:
    try:
        content, has_conflicts = git.merge_file(ours, base, theirs, marker_size)
    except git.GitMissingError:
        if any(source is None for source in sources):
            raise
        texts = [data.decode("utf-8") for data in (base, ours, theirs)]
        found = by_lines(texts[0], texts[1], texts[2], marker_size)
        content, has_conflicts = found.text.encode("utf-8"), bool(found.conflicts)
    begin = b"<" * marker_size + b" ours"
    lines = tuple(at for at, line in enumerate(content.splitlines(), 1) if line == begin) if has_conflicts else ()
    return Outcome(content, has_conflicts, lines, doubt)
