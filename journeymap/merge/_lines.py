"""Three versions of some lines made one: for comments, for texts of several lines, and where there is no git to ask."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Lines: TypeAlias = "list[str]"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of the same lines, each text whole lines or empty. A reader has to choose."""

    ours: str
    theirs: str


Part: TypeAlias = "str | Clash"
"""Text that is settled, or a choice."""


def merge_lines(base: Lines, ours: Lines, theirs: Lines, *, keep_both: bool) -> list[str | tuple[Lines, Lines]]:
    """The lines of all three, each either settled or a pair of versions.

    With `keep_both`, lines that both put in at one place both stay, ours first.
    """
    merged: list[str | tuple[Lines, Lines]] = []
    at = at_ours = at_theirs = 0
    for begin, begin_ours, begin_theirs, length in _common(base, ours, theirs):
        merged += _between(base[at:begin], ours[at_ours:begin_ours], theirs[at_theirs:begin_theirs], keep_both=keep_both)
        merged += base[begin : begin + length]
        at, at_ours, at_theirs = begin + length, begin_ours + length, begin_theirs + length
    return merged


def _between(base: Lines, ours: Lines, theirs: Lines, *, keep_both: bool) -> list[str | tuple[Lines, Lines]]:
    """What becomes of a stretch without a line that all three have."""
    if theirs in (ours, base):
        return [*ours]
    if base == ours:
        return [*theirs]
    if keep_both and not base:
        if _holds(ours, theirs):
            return [*ours]
        return [*theirs] if _holds(theirs, ours) else [*ours, *theirs]
    return [(ours, theirs)]


def _holds(lines: Lines, part: Lines) -> bool:
    return any(lines[at : at + len(part)] == part for at in range(len(lines) - len(part) + 1))


def _common(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that all three have: where they begin in each, and how long they are; at last their ends."""
    in_theirs = {
        at + step: there + step for at, there, length in _blocks(base, theirs) for step in range(length)
    }  # line of base -> line of theirs
    for begin, here, length in _blocks(base, ours):
        run = 0
        for step in range(length + 1):
            at = begin + step
            if run and (step == length or at not in in_theirs or in_theirs[at] != in_theirs[at - 1] + 1):
                yield at - run, here + step - run, in_theirs[at - run], run
                run = 0
            if step < length and at in in_theirs:
                run += 1
    yield len(base), len(ours), len(theirs), 0


def _blocks(one: Lines, other: Lines) -> Iterable[tuple[int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def merge_text(base: str, ours: str, theirs: str) -> list[Part]:
    """Three whole texts by their lines, as `git merge-file` does, where there is no git."""
    found = merge_lines(_whole_lines(base), _whole_lines(ours), _whole_lines(theirs), keep_both=False)
    return [one if isinstance(one, str) else Clash("".join(one[0]), "".join(one[1])) for one in found]


def _whole_lines(text: str) -> Lines:
    lines = text.splitlines(keepends=True)
    return [*lines[:-1], lines[-1] if lines[-1].endswith(("\n", "\r")) else lines[-1] + "\n"] if lines else []


def written(parts: Sequence[Part], marker_size: int) -> str:
    """The parts as one text, with conflict markers of `marker_size` signs round what is not settled."""
    signs = {sign: sign * marker_size for sign in "<=>"}
    return "".join(
        part if isinstance(part, str) else f"{signs['<']} ours\n{part.ours}{signs['=']}\n{part.theirs}{signs['>']} theirs\n"
        for part in parts
    )
