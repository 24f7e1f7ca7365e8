"""Three versions of a file made one: by id, from the sides' own text, so that comments, quoting and layout survive.

Where both sides changed the same thing, both versions stay, between conflict markers round the smallest entry. Nothing is
given back before it has been read again; where that is not certain to be right, `merge` says so, and git's own merge by
lines is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.limits import DEFAULT
from journeymap.merge._lines import Clash, merge_text, written
from journeymap.merge._tree import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.document import Document
    from journeymap.limits import Limits
    from journeymap.merge._lines import Part
    from journeymap.source import Source

__all__ = ["MARKER_SIZE", "Conflict", "Doubt", "Merge", "by_lines", "either", "is_sound", "merge"]

MARKER_SIZE = 7
"""Signs in a conflict marker, where git does not say."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The line on which a conflict begins, from 1, and what the sides did: three words for a person."""

    line: int
    told: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged text, and its conflicts in their order."""

    text: str
    conflicts: tuple[Conflict, ...]


def merge(base: Source, ours: Source, theirs: Source, marker_size: int = MARKER_SIZE, limits: Limits = DEFAULT) -> Merge:
    """Make one text of three. Raises `Doubt`, with the reason, where that is not certain to be right.

    Byte order mark, line ends and the break at the very end are those of the side that changed them.
    """
    if ours == theirs or (theirs.text, theirs.bom) == (base.text, base.bom):
        return Merge(_with_bom(ours), ())
    if (ours.text, ours.bom) == (base.text, base.bom):
        return Merge(_with_bom(theirs), ())
    crlf = _changed(*(_is_crlf(side) for side in (base, ours, theirs)))
    bom = _changed(base.bom, ours.bom, theirs.bom)
    open_end = _changed(*(not side.text.endswith(("\n", "\r")) for side in (base, ours, theirs)))
    parts = _merge((_plain(base), _plain(ours), _plain(theirs)), limits, open_end=open_end)
    text = written(parts, marker_size)
    return Merge(("\ufeff" if bom else "") + (text.replace("\n", "\r\n") if crlf else text), _conflicts(parts))


def by_lines(base: str, ours: str, theirs: str, marker_size: int = MARKER_SIZE) -> Merge:
    """The merge by lines, as `git merge-file` does it: for where there is doubt and no git."""
    parts = merge_text(base, ours, theirs)
    return Merge(written(parts, marker_size), _conflicts(parts))


def either(ours: str, theirs: str, marker_size: int = MARKER_SIZE) -> Merge:
    """One conflict round all the lines that differ, where no merge of them would be sound."""
    here, there = (text if text.endswith("\n") or not text else text + "\n" for text in (ours, theirs))
    lines, others = here.splitlines(keepends=True), there.splitlines(keepends=True)
    shorter = min(len(lines), len(others))
    top = next((at for at in range(shorter) if lines[at] != others[at]), shorter)
    end = next((at for at in range(shorter - top) if lines[-1 - at] != others[-1 - at]), shorter - top)
    clash = Clash("".join(lines[top : len(lines) - end]), "".join(others[top : len(others) - end]))
    parts: list[Part] = ["".join(lines[:top]), clash, "".join(lines[len(lines) - end :])]
    return Merge(written(parts, marker_size), _conflicts(parts))


def is_sound(side: Source, limits: Limits = DEFAULT) -> bool:
    """Whether a text has no mistake against YAML."""
    from journeymap.document import parse

    document, diagnostics = parse(side, limits)
    return document is not None and not diagnostics


def _conflicts(parts: Sequence[Part]) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    line = 1
    for part in parts:
        if isinstance(part, str):
            line += part.count("\n")
            continue
        told = "both sides changed it" if part.ours and part.theirs else _REMOVED[bool(part.ours)]
        found.append(Conflict(line, told))
        line += part.ours.count("\n") + part.theirs.count("\n") + 3
    return tuple(found)


_REMOVED = {True: "theirs removed or moved what ours changed", False: "ours removed or moved what theirs changed"}


def _merge(sides: tuple[Source, Source, Source], limits: Limits, *, open_end: bool) -> Sequence[Part]:
    from journeymap.merge import _proof, _three, _who
    from journeymap.merge._tree import build, each

    documents = each(lambda side: _read(side, limits), sides)
    trees = each(build, documents)
    merged = _three.merge_roots(trees, documents, _who.who(documents, trees))
    assert not isinstance(merged.ours, _three.Gone)
    assert not isinstance(merged.theirs, _three.Gone)
    _proof.prove(merged.parts, merged.ours, merged.theirs, documents, limits)
    last = merged.parts[-1]
    if open_end and isinstance(last, str):
        without: list[Part] = [*merged.parts[:-1], last.removesuffix("\n")]
        try:
            _proof.prove(without, merged.ours, merged.theirs, documents, limits)
        except Doubt:  # the break belongs to the last text
            return merged.parts
        return without
    return merged.parts


def _read(side: Source, limits: Limits) -> Document:
    """The document of a version; a base without anything in it, as where both sides added the file, is an empty object."""
    from journeymap.document import parse

    if not side.text.strip():
        side = side._replace(text="{}\n")
    document, diagnostics = parse(side, limits)
    if document is None or diagnostics or not document.complete:
        raise Doubt("one version has a mistake in it")
    return document


def _changed(base: bool, ours: bool, theirs: bool) -> bool:  # noqa: FBT001 -- three of the same
    """What two sides make of a thing that is so or not."""
    return theirs if ours == base else ours


def _is_crlf(side: Source) -> bool:
    breaks = side.text.count("\n")
    pairs = side.text.count("\r\n")
    if pairs not in (0, breaks) or side.text.count("\r") > pairs:
        raise Doubt("the line ends of one version are mixed")
    return pairs > 0


def _plain(side: Source) -> Source:
    text = side.text.replace("\r\n", "\n")
    return side._replace(text=text if text.endswith("\n") else text + "\n", bom=False)


def _with_bom(side: Source) -> str:
    return ("\ufeff" if side.bom else "") + side.text
