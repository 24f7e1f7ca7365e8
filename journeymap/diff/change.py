"""The nouns of a comparison: `Difference` says what differs, `Change` also what it means and where it is written.

Both are silent: they hold no sentence. How a change is told is the business of `journeymap.review`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from journeymap.diagnostic import Place
    from journeymap.escape import MapText
    from journeymap.journey import Journey
    from journeymap.journey.facts import PainStatus
    from journeymap.model import Lanes, Node


class Verdict(Enum):
    """What a change means for the customer."""

    REGRESSION = "regression"
    IMPROVEMENT = "improvement"
    NEUTRAL = "neutral"


class What(Enum):
    """What happened to a thing. `CHANGED` names a field of it; a lane of a stage was `EMPTIED` of its last entry, or `FILLED`."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    REORDERED = "reordered"
    EMPTIED = "emptied"
    FILLED = "filled"
    CHANGED = "changed"

    __hash__ = object.__hash__  # each is one object; an Enum hashes its name, in Python, for each of thousands of differences


class Difference(NamedTuple):
    """One thing that differs, without an opinion.

    `kind` is that of the thing; `old` and `new` are the thing itself in either map, None where there is none. Emotions and
    readings have an `owner`, the stage or action that they stand on, in either map. `was` and `now` are texts of the maps
    or facts written out. `field` is a key of the file, or several joined by dots; `steps` are these keys. `who` names the
    personas of an emotion that not all share. `note` is one more text that belongs to the story: the feeling and its reason,
    which solutions a pain point has, after what another thing comes now.
    """

    kind: str
    what: What
    old: Node | None
    new: Node | None
    field: str | None = None
    steps: tuple[str, ...] = ()
    was: str | None = None
    now: str | None = None
    old_owner: Lanes | None = None
    new_owner: Lanes | None = None
    who: str | None = None
    note: str | None = None


class Subject(NamedTuple):
    """What a change is about: the kind of thing, its id and its main text, as they are in the new map if it is there."""

    kind: str
    id: str
    name: MapText


class Written(NamedTuple):
    """Where something is written in a map. Its characters are looked up when they are asked for: few changes show both."""

    journey: Journey
    node: Node
    steps: tuple[str, ...]

    def place(self) -> Place:
        """The characters of it."""
        return self.journey.place(self.node, *self.steps)

    def __eq__(self, other: object) -> bool:
        """Equal where the same characters are meant."""
        return self.place() == (other.place() if isinstance(other, Written) else other)

    def __ne__(self, other: object) -> bool:
        """The contrary; a tuple has its own."""
        return not self == other

    def __hash__(self) -> int:
        """Hash of the place."""
        return hash(self.place())


class Change(NamedTuple):
    """One difference with its verdict and both its places.

    `id` is `<kind>-<what happened>`, one of `verdicts.TABLE`. `stage` is the stage it belongs to, None for what belongs to
    the map as a whole; `at` is the main text of the stage or action that it stands on, where that is not the subject
    itself. `who` and `note` are as in `Difference`. `affects` are the maps that a change in a library reaches, `uses` counts
    the places in this map that refer to the subject. The fingerprint is 12 hexadecimal characters over ids and values:
    neither prose nor lines. `excuse` is the state of a pain point for which its coming or going is neutral.
    """

    id: str
    verdict: Verdict
    subject: Subject
    stage: Subject | None
    field: MapText | None
    old: MapText | None
    new: MapText | None
    old_written: Written | Place | None
    new_written: Written | Place | None
    at: MapText | None
    who: MapText | None
    note: MapText | None
    uses: int
    affects: tuple[str, ...]
    fingerprint: str
    excuse: PainStatus | None = None

    @property
    def old_place(self) -> Place | None:
        """Where it is written in the old map."""
        return self.old_written.place() if isinstance(self.old_written, Written) else self.old_written

    @property
    def new_place(self) -> Place | None:
        """Where it is written in the new map."""
        return self.new_written.place() if isinstance(self.new_written, Written) else self.new_written
