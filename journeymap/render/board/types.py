"""The `Board`: everything that is drawn, in order, and nothing about where. Every target works from this alone.

Text of the map is `MapText`, which only an escaper opens. A plain `str` here is ours: a label of `templates/locales/`,
a formatted number, a key such as `high` that templates choose colours and icons by. Anchors are `<kind>-<id>`, unique
on a board and the same from one rendering to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from journeymap.render.board.backlog_types import Backlog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeymap.escape import MapText
    from journeymap.render.board.blueprint_types import Blueprint

Tone = Literal["positive", "neutral", "negative"]
"""Above, at or below the middle of the emotion scale."""


@dataclass(frozen=True, slots=True)
class TextItem:
    """A text: a goal, a thought, a quote, a motivation, a delight, a piece of evidence, an entry of an own lane."""

    anchor: str
    text: MapText
    notes: tuple[MapText, ...] = ()
    """Smaller lines below: whom it is about, a date and a sample size."""
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What the customer does."""

    anchor: str
    number: str
    text: MapText
    personas: tuple[MapText, ...] = ()
    """Who does it, where it is not all of the map's personas."""
    time: MapText | None = None
    duration: str | None = None
    moment_of_truth: bool = False
    moment_reason: MapText | None = None
    wait: str | None = None
    """How long, or the label for waiting."""
    wait_reason: MapText | None = None
    fail_point: bool = False
    fail_reason: MapText | None = None
    closer: MapText | None = None
    """Path of the map that looks closer, as written."""
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class TouchpointItem:
    """Where it happens. `channel_key` is the slug of the channel, which icons are chosen by; empty if none is given."""

    anchor: str
    text: MapText
    channel_key: str
    channel: str | MapText | None
    """The channel in the board's language where we know the word, else as written."""
    ownership: str | None
    link: str | None
    """An address that passed `escape.link`."""


@dataclass(frozen=True, slots=True)
class EmotionItem:
    """How it feels at one stop, in words; the curve shows the scores."""

    anchor: str
    feeling: MapText | None
    score: str | None
    tone: Tone | None
    because: MapText | None
    personas: tuple[MapText, ...]
    action: MapText | None
    """The action it belongs to; None for a stage's own emotion."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A number on the board and the anchor it stands for: `P3` or `S1`."""

    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PainItem:
    """A pain point with its number, weight and state, and what removes it."""

    anchor: str
    number: str
    text: MapText
    severity: str | None
    """Key: low, medium, high, critical."""
    severity_label: str | None
    severity_rank: int
    """0 (unrated) to 4."""
    status: str
    """Key: resolved, addressed, accepted, unaddressed."""
    status_label: str
    personas: tuple[MapText, ...] = ()
    evidence: tuple[MapText, ...] = ()
    solutions: tuple[Reference, ...] = ()
    accepted: MapText | None = None
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class SolutionItem:
    """A solution with its number and state. Shown whole where it stands first, elsewhere by its number (`repeated`)."""

    anchor: str
    number: str
    text: MapText
    status: str
    """Key: idea, planned, in-progress, shipped, rejected."""
    status_label: str
    owner: MapText | None = None
    due: str | None = None
    effort: str | None = None
    """Label."""
    impact: str | None = None
    """Label."""
    expected: MapText | None = None
    """What it is meant to reach: the metric's name and the value."""
    resources: tuple[MapText, ...] = ()
    solves: tuple[Reference, ...] = ()
    repeated: bool = False
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class OpportunityItem:
    """Where it could become better, and the solutions that would."""

    anchor: str
    text: MapText
    solutions: tuple[Reference, ...] = ()
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class MetricItem:
    """A metric in one place. Fractions are 0 to 1 along its range, for a bar; None where the range is not known."""

    anchor: str
    name: str | MapText
    value: str | None
    """With its unit."""
    change: str | None
    """Value minus previous value, signed, with its unit."""
    trend: Literal["up", "down", "flat"] | None
    target: str | None
    state: Literal["met", "near", "missed"] | None
    """Against the target; near is within a tenth of it."""
    state_label: str | None
    fraction: float | None
    target_fraction: float | None
    date: str | None
    evidence: tuple[MapText, ...] = ()


@dataclass(frozen=True, slots=True)
class CellItem:
    """A step of the service."""

    anchor: str
    text: MapText
    actor: MapText | None = None
    duration: str | None = None
    wait: str | None = None
    wait_reason: MapText | None = None
    fail_point: bool = False
    fail_reason: MapText | None = None
    resources: tuple[MapText, ...] = ()
    description: MapText | None = None


Item = TextItem | ActionItem | TouchpointItem | EmotionItem | PainItem | SolutionItem | OpportunityItem | MetricItem | CellItem

RowKind = Literal[
    "text", "actions", "touchpoints", "quotes", "emotion", "pain_points", "solutions", "opportunities", "metrics", "cells"
]


@dataclass(frozen=True, slots=True)
class Row:
    """One lane. `key` is the lane's key in the format (`pain_points`), or `own-<n>`; `cells` has one entry a column."""

    key: str
    kind: RowKind
    label: str | MapText
    hint: str
    """A few words below the label; empty for own lanes."""
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One stage."""

    anchor: str
    number: str
    name: MapText
    time: MapText | None = None
    duration: str | None = None
    owner: MapText | None = None
    closer: MapText | None = None
    description: MapText | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One score. `position` counts in columns from the start (1.5: the middle of the second); `height` is 0 (worst) to 1."""

    anchor: str
    position: float
    height: float
    score: str
    tone: Tone
    feeling: MapText | None
    because: MapText | None
    moment_of_truth: bool
    quote: MapText | None
    """What is said or thought at the same stop, for a bubble."""


@dataclass(frozen=True, slots=True)
class CurveLine:
    """One curve. `levels` are whole stages' own scores, drawn as lines across their column."""

    personas: tuple[MapText, ...]
    points: tuple[CurvePoint, ...]
    levels: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The emotion scale: formatted ends and middle, and the height of the middle (always 0.5)."""

    best: str
    neutral: str
    worst: str
    best_label: str
    neutral_label: str
    worst_label: str


@dataclass(frozen=True, slots=True)
class PersonaImage:
    """A persona's picture, ready to be embedded."""

    media_type: str
    """`image/png`, `image/jpeg` or `image/webp`."""
    data: str
    """In base64."""
    width: int
    """In pixels."""
    height: int
    alt: MapText | None
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class PersonaCard:
    """A persona: in the header, and whole in the view of the personas."""

    anchor: str
    name: MapText
    role: MapText | None
    quote: MapText | None
    primary: bool
    facts: tuple[tuple[MapText, MapText], ...]
    """Demographics: key and value."""
    lists: tuple[tuple[str, tuple[MapText, ...]], ...]
    """Label (goals, needs, frustrations, psychographics) and entries."""
    description: MapText | None = None
    image: PersonaImage | None = None
    evidence: tuple[MapText, ...] = ()
    stages: tuple[Reference, ...] = ()
    """The stages that the persona goes through, by the numbers of their columns."""
    pains: tuple[Reference, ...] = ()
    """The pain points that are about the persona; they stand in the backlog."""
    curve: int | None = None
    """Which of the board's curves is the persona's."""


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A stop of the flow, `key` n1, n2 ... in order."""

    key: str
    column: int
    anchor: str
    text: MapText
    tone: Tone | None
    starts: bool
    ends: bool
    moment_of_truth: bool
    height: float | None = None
    """Of its score on the emotion scale, 0 (worst) to 1."""


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """A way from one node to another; `end` is None where customers leave. `share` is 0 to 1 of those at `start`."""

    start: str
    end: str | None
    when: MapText | None
    share: float
    share_label: str | None
    """The share in words of the board's language, where it was written or follows from what was written."""
    back: bool
    reach: float
    """The part of all customers that goes this way, 0 to 1, as far as shares tell; line widths follow it."""


@dataclass(frozen=True, slots=True)
class FlowChart:
    """Nodes and edges in order."""

    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A map, ready to be drawn."""

    title: MapText
    language: str
    """BCP 47 tag of the map's texts."""
    direction: Literal["ltr", "rtl"]
    labels_language: str
    kind: str
    """Label: customer journey map, day in the life, service blueprint."""
    state: str
    """Label: as it is, or as it should be."""
    status: str
    """Label."""
    scenario: MapText | None
    objective: MapText | None
    starts: MapText | None
    ends: MapText | None
    owner: MapText | None
    reviewed: str | None
    personas: tuple[PersonaCard, ...]
    figures: tuple[MetricItem, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    scale: Scale
    curves: tuple[CurveLine, ...]
    flow: FlowChart
    evidence: tuple[TextItem, ...]
    """Everything the map rests on, for the foot of the picture."""
    summary: str | MapText
    """Two or three sentences that a person would write for somebody who does not see the picture."""
    blueprint: Blueprint | None = None
    """The service blueprint, where there is more to it than the customer's actions."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Our own words in the board's language, by key, for targets: `legend`, `target`, `leaves`, `comma` (between items) ..."""
    backlog: Backlog = field(default_factory=Backlog)
    based_on: MapText | None = None
    """Path of the map of today that a future map starts from, as written."""
