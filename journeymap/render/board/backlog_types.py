"""The backlog of a board: what stands in the way, what is done about it, what that takes and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeymap.escape import MapText
    from journeymap.render.board.types import OpportunityItem, PainItem, Reference, SolutionItem, TextItem


@dataclass(frozen=True, slots=True)
class Where:
    """The place of something in the journey."""

    number: str
    """Of the stage."""
    anchor: str
    """Of the stage."""
    stage: MapText
    action: MapText | None
    """None for what belongs to the stage as a whole."""


@dataclass(frozen=True, slots=True)
class BacklogPain:
    """A pain point with where it stands. The item's anchor is that of its card on the map."""

    item: PainItem
    where: Where


@dataclass(frozen=True, slots=True)
class BacklogSolution:
    """A solution with what it is rated. Ranks count from 1 (low) to 3 (high); 0 is unrated."""

    item: SolutionItem
    effort: int
    impact: int
    link: str | None
    """An address that passed `escape.link`."""


@dataclass(frozen=True, slots=True)
class BacklogOpportunity:
    """Where it could become better."""

    item: OpportunityItem
    where: Where


@dataclass(frozen=True, slots=True)
class ResourceItem:
    """What solutions and steps of the service take."""

    anchor: str
    text: MapText
    kind: str | None
    """Label: people, tool ..."""
    status: str
    """Key: need, have; empty where it is not said."""
    status_label: str | None
    impact: MapText | None
    """What having it would bring."""
    solutions: tuple[Reference, ...] = ()
    """The solutions that take it."""
    pains: tuple[Reference, ...] = ()
    """The pain points that those solve."""
    steps: tuple[MapText, ...] = ()
    """The steps of the service that take it."""
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A piece of evidence with what it supports."""

    item: TextItem
    themes: tuple[MapText, ...]
    pains: tuple[Reference, ...]
    others: tuple[str | MapText, ...]
    """What else rests on it: stages, metrics, personas, by their names."""
    link: str | None
    """An address that passed `escape.link`."""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """The evidence of one kind of source."""

    key: str
    """`survey`, `interview` ...; empty where no kind is given."""
    label: str
    entries: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True)
class SharedTheme:
    """A theme that several sources speak of."""

    text: MapText
    sources: tuple[MapText, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One of the numbers in the head."""

    key: str
    """pains, open, solutions, in-progress, shipped."""
    label: str
    number: str
    is_zero: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """All of it, in order: the worst and least attended pain points first, resources that are needed before those in hand."""

    pains: tuple[BacklogPain, ...] = ()
    solutions: tuple[BacklogSolution, ...] = ()
    """By number."""
    resources: tuple[ResourceItem, ...] = ()
    opportunities: tuple[BacklogOpportunity, ...] = ()
    evidence: tuple[EvidenceGroup, ...] = ()
    themes: tuple[SharedTheme, ...] = ()
    counts: tuple[Count, ...] = ()
    """How much there is, for the head."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to work on."""
        return not (self.pains or self.solutions or self.resources or self.opportunities)
