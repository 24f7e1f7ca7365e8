"""A three-way merge of files, by what they say or, where that is not certain to be right, by lines as git does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape, git
from journeymap.cli._run import say
from journeymap.limits import DEFAULT
from journeymap.merge import Conflict, Doubt, by_lines, either, is_sound, merge
from journeymap.source import as_text, is_marked

if TYPE_CHECKING:
    from journeymap.source import Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge gave: bytes, the conflicts in them, and why it was made by lines, if it was."""

    content: bytes
    conflicts: tuple[Conflict, ...] = ()
    doubt: str = ""

    @property
    def has_conflicts(self) -> bool:
        """Whether somebody has to choose."""
        return bool(self.conflicts)

    def tell(self, name: str) -> None:
        """Say on stderr what a person has to know."""
        shown = escape.terminal(name)
        if self.doubt:
            say(f"{shown}: merged by lines, as git does it, since {escape.terminal(self.doubt)}")
        if not self.has_conflicts:
            return
        count = len(self.conflicts)
        say(f"{shown}: {count} conflict{'s' if count > 1 else ''}")
        for conflict in self.conflicts[:_MOST_TOLD]:
            say(f"  line {conflict.line}: {conflict.told}")
        if count > _MOST_TOLD:
            say(f"  and {count - _MOST_TOLD} more")
        say("  help: keep what is right between the lines with <<<<<<< and >>>>>>>, and delete these two and the =======")


_MOST_TOLD = 20


def merged(base: bytes, ours: bytes, theirs: bytes, marker_size: int, *, named: bool = True) -> Outcome:
    """Merge three versions; a file that was not `named` by a person may be no map, and is then git's alone.

    Raises `GitError` only where nothing but git can merge them, and git does not.
    """
    sources = [as_text(name, data, DEFAULT.bytes) for name, data in (("base", base), ("ours", ours), ("theirs", theirs))]
    if not named and not any(is_marked(data) for data in (base, ours, theirs)):
        return _by_lines(base, ours, theirs, sources, marker_size, "")
    before, here, there = sources
    if before is None or here is None or there is None:
        return _by_lines(base, ours, theirs, sources, marker_size, "one version is no text, or too large")
    try:
        found = merge(before, here, there, marker_size)
    except Doubt as doubt:
        return _by_lines(base, ours, theirs, sources, marker_size, str(doubt.args[0]))
    return Outcome(found.text.encode("utf-8"), found.conflicts)


def _by_lines(base: bytes, ours: bytes, theirs: bytes, sources: list[Source | None], marker_size: int, doubt: str) -> Outcome:
    try:
        content, has_conflicts = git.merge_file(ours, base, theirs, marker_size)
    except git.GitMissingError:
        if any(source is None for source in sources):
            raise
        texts = [data.decode("utf-8") for data in (base, ours, theirs)]
        found = by_lines(texts[0], texts[1], texts[2], marker_size)
        return Outcome(found.text.encode("utf-8"), found.conflicts, doubt)
    if doubt and not has_conflicts and _is_spoilt(content, sources):
        here, there = ours.decode("utf-8"), theirs.decode("utf-8")
        found = either(here, there, marker_size)
        return Outcome(found.text.encode("utf-8"), found.conflicts, f"{doubt}; that would have been no map any more")
    begin = b"<" * marker_size + b" ours"
    lines = [at for at, line in enumerate(content.split(b"\n"), 1) if line.rstrip(b"\r") == begin] if has_conflicts else []
    conflicts = tuple(Conflict(at, "both sides changed these lines") for at in lines or [1]) if has_conflicts else ()
    return Outcome(content, conflicts, doubt)


def _is_spoilt(content: bytes, sources: list[Source | None]) -> bool:
    """Whether a merge by lines made a file with mistakes of files without any: a key twice, an entry in the wrong list."""
    after = as_text("merged", content, DEFAULT.bytes)
    sides = sources[1:]
    return all(side is not None and is_sound(side) for side in sides) and (after is None or not is_sound(after))
