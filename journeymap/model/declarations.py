"""What a map or a library declares: personas, goals, touchpoints, resources, metrics, evidence, solutions."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from journeymap.model.node import Node
from journeymap.model.values import Boolean, Count, Date, Many, Number, Refers, Text, choice

Rating = Literal["low", "medium", "high"]
OwnershipName = Literal["owned", "paid", "earned"]
ResourceKind = Literal["people", "tool", "policy", "process", "technology", "content"]
ResourceStatus = Literal["have", "need"]
DirectionName = Literal["higher-is-better", "lower-is-better"]
EvidenceKind = Literal[
    "survey", "interview", "observation", "usability-test", "analytics", "support", "review", "experiment", "workshop"
]
ConfidenceName = Literal["assumption", "anecdotal", "observed", "measured"]
SolutionStatus = Literal["idea", "planned", "in-progress", "shipped", "rejected"]

EvidenceRefs = Annotated[Many[Text], Refers("evidence"), Field(description="What this rests on: ids or titles of evidence.")]
PersonaRefs = Annotated[
    Many[Text], Refers("persona"), Field(description="Whom this is about; without it, all personas of the map.")
]


class Persona(Node):
    """A fictitious customer made from research: who they are, what they want, what holds them back."""

    kind: ClassVar[str] = "persona"
    main: ClassVar[str] = "name"

    name: Annotated[Text, Field(description="What the persona is called.", examples=["Sarah"])]
    role: Annotated[Text | None, Field(description="Who they are in a few words.", examples=["Remote-working parent"])] = None
    quote: Annotated[Text | None, Field(description="A sentence that sums them up, in their words.")] = None
    image: Annotated[Text | None, Field(description="Path of a picture, relative to this file.")] = None
    alt: Annotated[Text | None, Field(description="What the picture shows, for those who do not see it.")] = None
    demographics: Annotated[dict[str, Text], Field(description="Age, job, place and so on, under keys of your own.")] = Field(
        default_factory=dict
    )
    psychographics: Annotated[Many[Text], Field(description="Preferences, motives, attitudes.")] = ()
    goals: Annotated[Many[Text], Field(description="What they want to achieve.")] = ()
    needs: Annotated[Many[Text], Field(description="What they cannot do without.")] = ()
    frustrations: Annotated[Many[Text], Field(description="What regularly annoys them.")] = ()
    primary: Annotated[Boolean | None, Field(description="Whether the map is drawn for this persona first.")] = None
    evidence: EvidenceRefs = ()


class Goal(Node):
    """What a persona wants to achieve."""

    kind: ClassVar[str] = "goal"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="The goal in the customer's words.", examples=["Get my money back without a fight"])]
    persona: PersonaRefs = ()


class Touchpoint(Node):
    """Where the customer meets the service and can form an opinion."""

    kind: ClassVar[str] = "touchpoint"
    main: ClassVar[str] = "name"

    name: Annotated[Text, Field(description="What it is called.", examples=["Returns portal"])]
    channel: Annotated[
        Text | None, Field(description="Own word.", examples=["web", "app", "email", "phone", "store", "social", "ads"])
    ] = None
    ownership: Annotated[
        Annotated[OwnershipName, choice(OwnershipName)] | None,
        Field(description="Whether the company owns it, pays for it, or earns it."),
    ] = None
    link: Annotated[Text | None, Field(description="Its address.")] = None


class Resource(Node):
    """What stands behind the experience: in hand, or needed."""

    kind: ClassVar[str] = "resource"
    main: ClassVar[str] = "name"

    name: Annotated[Text, Field(description="What it is called.")]
    type: Annotated[
        Annotated[ResourceKind, choice(ResourceKind)] | None, Field(alias="kind", description="What sort of resource it is.")
    ] = None
    status: Annotated[Annotated[ResourceStatus, choice(ResourceStatus)] | None, Field(description="In hand, or needed.")] = None
    impact: Annotated[Text | None, Field(description="What having it would bring.")] = None


class Metric(Node):
    """A measure of the journey or of one stage: declared at the top, or measured where it stands."""

    kind: ClassVar[str] = "metric"
    main: ClassVar[str] = "name"

    name: Annotated[
        Text, Field(description="What is measured; nps, csat, ces, clv, conversion, drop-off and time-on-task are known.")
    ]
    unit: Annotated[Text | None, Field(description="What it is counted in.", examples=["%", "days"])] = None
    direction: Annotated[Annotated[DirectionName, choice(DirectionName)] | None, Field(description="Which way is better.")] = None
    min: Annotated[Number | None, Field(description="The lowest possible value.")] = None
    max: Annotated[Number | None, Field(description="The highest possible value.")] = None
    target: Annotated[Number | None, Field(description="The value to reach.")] = None
    value: Annotated[Number | None, Field(description="The value now.")] = None
    previous: Annotated[Number | None, Field(description="The value before.")] = None
    date: Annotated[Date | None, Field(description="When the value was measured.")] = None
    evidence: EvidenceRefs = ()


class Evidence(Node):
    """A survey, interviews, an observation: what the map rests on."""

    kind: ClassVar[str] = "evidence"
    main: ClassVar[str] = "title"

    title: Annotated[Text, Field(description="What it is called.", examples=["Returns survey"])]
    type: Annotated[
        Annotated[EvidenceKind, choice(EvidenceKind)] | None, Field(alias="kind", description="How it was gathered.")
    ] = None
    date: Annotated[Date | None, Field(description="When it was gathered.")] = None
    sample_size: Annotated[Count | None, Field(description="How many people or cases.")] = None
    source: Annotated[Text | None, Field(description="Address or path of the original.")] = None
    confidence: Annotated[
        Annotated[ConfidenceName, choice(ConfidenceName)] | None, Field(description="How far it can be trusted.")
    ] = None
    themes: Annotated[Many[Text], Field(description="What it is about, in own words.")] = ()


class Solution(Node):
    """A way to remove a pain point."""

    kind: ClassVar[str] = "solution"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="What will be done.", examples=["Print-free QR label at the parcel shop"])]
    status: Annotated[
        Annotated[SolutionStatus, choice(SolutionStatus)] | None, Field(description="How far it is; idea if left out.")
    ] = None
    owner: Annotated[Text | None, Field(description="The team or role that carries it.")] = None
    due: Annotated[Date | None, Field(description="When it is to be done.")] = None
    effort: Annotated[Annotated[Rating, choice(Rating)] | None, Field(description="What it costs.")] = None
    impact: Annotated[Annotated[Rating, choice(Rating)] | None, Field(description="What it brings.")] = None
    resources: Annotated[Many[Text], Refers("resource"), Field(description="What it needs.")] = ()
    metric: Annotated[Text | None, Refers("metric"), Field(description="What it is meant to move.")] = None
    expected: Annotated[Number | None, Field(description="The value of that metric hoped for.")] = None
    link: Annotated[Text | None, Field(description="Address of the ticket or the plan.")] = None

    @property
    def stage_of_work(self) -> str:
        """The status, with the default filled in."""
        return self.status or "idea"
