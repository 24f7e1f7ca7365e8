"""How a comparison is told: pairs of maps with their changes, what they add up to, and one file a format.

A format is a module of `journeymap.review.formats` with one function `write(review, context) -> str`; its file name is
its name, and nothing else names it. `words` has the sentences that formats for people share.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, cast

from journeymap import plugins
from journeymap.diff import Verdict, diff
from journeymap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journeymap.diff import Change
    from journeymap.journey import Journey
    from journeymap.report import Context

__all__ = ["Outcome", "Pair", "Review", "Status", "format_names", "review", "tell", "unreadable"]

_FORMATS = "journeymap.review.formats"


class Status(Enum):
    """What became of a map as a file."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNREADABLE = "unreadable"


class Outcome(Enum):
    """What changes add up to; `MIXED` holds regressions as well as improvements."""

    REGRESSION = "regression"
    IMPROVEMENT = "improvement"
    NEUTRAL = "neutral"
    MIXED = "mixed"
    FORMATTING_ONLY = "formatting-only"
    IDENTICAL = "identical"


@dataclass(frozen=True, slots=True)
class Pair:
    """One map in two revisions: its paths, its changes, and what they add up to; None if it could not be compared.

    A `library` stands for itself where several maps were compared: its changes are told once, each with the maps it
    `affects`, and `changes` of these maps leave them out, while their `outcome` counts them.
    """

    old_path: str | None
    new_path: str | None
    status: Status
    outcome: Outcome | None
    changes: tuple[Change, ...] = ()
    library: bool = False
    old: Journey | None = field(default=None, compare=False, repr=False)
    new: Journey | None = field(default=None, compare=False, repr=False)

    @property
    def quiet(self) -> bool:
        """Whether nothing is left to tell of it: all that changed for it is told with a library."""
        return not self.changes and self.outcome not in (None, Outcome.FORMATTING_ONLY, Outcome.IDENTICAL)


@dataclass(frozen=True, slots=True)
class Review:
    """All maps of a comparison; `old` and `new` say what was compared: paths, or, for a `repository`, two moments of it."""

    old: str
    new: str
    pairs: tuple[Pair, ...]
    repository: bool = False

    @property
    def told(self) -> tuple[Pair, ...]:
        """The pairs that there is something to tell of."""
        return tuple(pair for pair in self.pairs if not pair.quiet)

    @property
    def maps(self) -> tuple[Pair, ...]:
        """The pairs without libraries."""
        return tuple(pair for pair in self.pairs if not pair.library)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, map by map."""
        return tuple(change for pair in self.pairs for change in pair.changes)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many changes there are of each verdict."""
        return counted(self.changes)

    @property
    def outcome(self) -> Outcome | None:
        """What all changes add up to; None where a map could not be compared."""
        if any(pair.outcome is None for pair in self.pairs):
            return None
        texts_differ = any(pair.outcome is not Outcome.IDENTICAL for pair in self.pairs)
        return added_up(self.changes, texts_differ=texts_differ)

    def fails_on(self, level: str) -> bool:
        """Whether a gate at `level` stays shut: `regression`, or `change` for anything that changed for the customer."""
        return bool(self.changes) if level == "change" else self.counts[Verdict.REGRESSION] > 0


def review(old: Journey, new: Journey, old_text: str, new_text: str) -> Review:
    """Compare two maps. The texts only decide between "the same" and "the same for the customer"."""
    changes = diff(old, new)
    texts_differ = old_text != new_text
    status = Status.CHANGED if changes or texts_differ else Status.UNCHANGED
    pair = Pair(old.path, new.path, status, added_up(changes, texts_differ=texts_differ), changes, old=old, new=new)
    return Review(old.path, new.path, (pair,))


def unreadable(old_path: str, new_path: str) -> Review:
    """The review of two maps of which at least one has errors."""
    return Review(old_path, new_path, (Pair(old_path, new_path, Status.UNREADABLE, None),))


def counted(changes: Iterable[Change]) -> Mapping[Verdict, int]:
    """The number of changes of each verdict, none of them left out."""
    found = Counter(change.verdict for change in changes)
    return {verdict: found[verdict] for verdict in Verdict}


def added_up(changes: tuple[Change, ...], *, texts_differ: bool) -> Outcome:
    """What changes add up to; without any, it depends on whether the files differ at all."""
    if not changes:
        return Outcome.FORMATTING_ONLY if texts_differ else Outcome.IDENTICAL
    counts = counted(changes)
    if counts[Verdict.REGRESSION] and counts[Verdict.IMPROVEMENT]:
        return Outcome.MIXED
    return next(Outcome(verdict.value) for verdict in Verdict if counts[verdict])


def format_names() -> tuple[str, ...]:
    """List the formats there are, sorted."""
    return plugins.names(_FORMATS)


def tell(review: Review, format_name: str, context: Context) -> str:
    """Tell a review as `format_name`. The text ends with a line feed."""
    if format_name not in format_names():
        raise UsageError(f'there is no format "{format_name}"', f"choose one of: {', '.join(format_names())}")
    write = plugins.load(_FORMATS, format_name).write
    return cast("str", write(review, context))
