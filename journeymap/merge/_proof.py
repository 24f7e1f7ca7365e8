"""What a merge has to hold before anybody sees it: its text means what was merged, and no side's words are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.document import parse
from journeymap.merge._lines import Clash
from journeymap.merge._tree import doubt
from journeymap.merge._values import lines_in, same
from journeymap.merge._who import twins
from journeymap.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.document import Document, Value
    from journeymap.limits import Limits
    from journeymap.merge._lines import Part


def prove(parts: Sequence[Part], ours: Value, theirs: Value, documents: Sequence[Document], limits: Limits) -> None:
    """Raise `Doubt` unless both ways of choosing give a file that means what it should, and all of both sides is in it."""
    chosen = {False: ours, True: theirs} if any(isinstance(part, Clash) for part in parts) else {False: ours}
    for for_theirs, value in chosen.items():
        _holds(chosen_text(parts, for_theirs=for_theirs), value, limits)
        had = frozenset[str]().union(*(twins(document.value) for document in documents))
        if twins(value) - had:
            doubt(f"both sides gave the id {min(twins(value) - had)} to different things")
    _keeps_all(chosen.values(), documents)


def chosen_text(parts: Sequence[Part], *, for_theirs: bool) -> str:
    """The text with every choice made the same way."""
    return "".join(part if isinstance(part, str) else part.theirs if for_theirs else part.ours for part in parts)


def _holds(text: str, value: Value, limits: Limits) -> None:
    document, diagnostics = parse(Source("merged", text), limits)
    if document is None or diagnostics or not document.complete or not same(document.value, value):
        doubt("the result would not mean what both sides wrote")


def _keeps_all(values: object, documents: Sequence[Document]) -> None:
    """Every line that a side put in is there."""
    base, *sides = (lines_in(document.value) for document in documents)
    have = {line for value in values for line in lines_in(value)}  # type: ignore[attr-defined]  # texts only
    if any(line not in have for side in sides for line in side - base):
        doubt("words of one side would be lost")
