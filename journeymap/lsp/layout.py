"""The one layout of an open file, as the edits that make it: of each run of lines that is laid out otherwise, one."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Edit, in_order
from journeymap.edit import between, line_starts
from journeymap.errors import UsageError
from journeymap.fmt import formatted, whole
from journeymap.lsp.shift import alike

if TYPE_CHECKING:
    from journeymap.limits import Limits


def laid_out(path: str, content: bytes, limits: Limits) -> tuple[Edit, ...]:
    """What `journeymap format` would change in a file of these bytes; places count no byte order mark.

    Raises `UsageError` with the reason where it cannot be read to its end.
    """
    before, told = whole(path, content, limits)
    if before is None:
        first = in_order(told)[0]
        raise UsageError(
            escape.terminal(f"{path} is not formatted: line {first.place.span.line}: ") + escape.terminal(first.message)
        )
    text = formatted(before, limits)
    return edits(before.source.text, text)


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """The edits of whole lines that make `new` of `old`, in order; lines that are equal are in none."""
    before, after = _lines(old), _lines(new)
    starts, begun = line_starts(old), line_starts(new)
    ends, ending = [*starts[: len(before)], len(old)], [*begun[: len(after)], len(new)]
    head, tail = alike(before, after)
    # Left to itself, it does not begin at lines that stand everywhere: to compare thousands of them would take seconds.
    steps = SequenceMatcher(None, before[head : len(before) - tail], after[head : len(after) - tail]).get_opcodes()
    return tuple(
        Edit(between(ends[head + first], ends[head + last], starts), new[ending[head + low] : ending[head + high]])
        for what, first, last, low, high in steps
        if what != "equal"
    )


def _lines(text: str) -> list[str]:
    """The lines with their breaks; no empty one behind the last break."""
    bounds = [*line_starts(text), len(text)]
    return [text[start:end] for start, end in pairwise(bounds) if start < end]
