"""The file itself: a map with its stages and actions, or a library."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from journeymap.model.declarations import Evidence, Goal, Metric, Persona, Resource, Solution, Touchpoint
from journeymap.model.lanes import Lanes, Next
from journeymap.model.node import Node
from journeymap.model.values import (
    Boolean,
    Date,
    Duration,
    Language,
    Many,
    Number,
    Reads,
    Reasoned,
    Refers,
    ReviewEvery,
    Text,
    Waiting,
    choice,
    number,
)

FORMAT_VERSION = 1
MapType = Literal["journey", "day-in-the-life", "service-blueprint"]
StateName = Literal["current", "future"]
StatusName = Literal["draft", "validated", "archived"]

LANES = (
    "goals", "actions", "touchpoints", "thoughts", "quotes", "motivations", "emotion", "pain_points", "solutions", "delights",
    "opportunities", "metrics", "physical_evidence", "frontstage", "backstage", "support", "evidence",
)  # fmt: skip
"""The lanes in the order in which a journey shows them; own lanes follow."""
BLUEPRINT_FIRST = ("physical_evidence", "actions", "frontstage", "backstage", "support")
"""The lanes that come first in a service blueprint."""


def _version(value: object) -> int:
    found = number(value) if isinstance(value, str) else None
    if found != FORMAT_VERSION:
        raise PydanticCustomError("version_expected", "version 1 expected")
    return FORMAT_VERSION


Version = Annotated[Literal[1], Reads(_version, {"enum": [1, "1"]}), Field(description="Version of the format: 1.")]
GoalRefs = Annotated[Many[Text], Refers("goal"), Field(description="Which goals this serves: ids or texts.")]
Ways = Annotated[Many[Next], Field(description="Where the customer goes from here; `[]` ends the journey.")]


class Action(Lanes):
    """What the customer does."""

    kind: ClassVar[str] = "action"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="What the customer does.", examples=["Looks for the return policy"])]
    goal: GoalRefs = ()
    persona: Annotated[Many[Text], Refers("persona"), Field(description="Who does it; without it, all personas of the map.")] = ()
    time: Annotated[Text | None, Field(description="When, in your words.", examples=["07:00-09:00", "Month 1"])] = None
    duration: Annotated[Duration | None, Field(description="How long it takes.")] = None
    moment_of_truth: Annotated[Reasoned, Field(description="That it decides how the customer thinks of us: `true`, or why.")] = (
        None
    )
    next: Annotated[Ways | None, Field(description="Where the customer goes from here.")] = None
    journey: Annotated[Text | None, Field(description="Path of a map that looks closer.")] = None
    fail_point: Annotated[Reasoned, Field(description="That it often goes wrong: `true`, or what goes wrong.")] = None
    wait: Annotated[Waiting, Field(description="That the customer waits: how long, `true`, or why.")] = None
    triggers: Annotated[Many[Text], Refers("stop"), Field(description="Ids of cells or actions that this sets off.")] = ()


class Stage(Lanes):
    """A part of the journey: a column of the map."""

    kind: ClassVar[str] = "stage"
    main: ClassVar[str] = "name"

    name: Annotated[Text, Field(description="What the customer is about in this part.", examples=["Finding out how"])]
    goal: GoalRefs = ()
    owner: Annotated[Text | None, Field(description="The team or role that answers for it.")] = None
    time: Annotated[Text | None, Field(description="When, in your words.")] = None
    duration: Annotated[Duration | None, Field(description="How long it takes.")] = None
    next: Annotated[Ways | None, Field(description="Where the customer goes from its last action.")] = None
    journey: Annotated[Text | None, Field(description="Path of a map that looks closer.")] = None
    actions: Annotated[Many[Action], Field(description="What the customer does, in order.")] = ()


class Scope(Node):
    """Where the journey begins and ends."""

    kind: ClassVar[str] = "scope"
    main: ClassVar[str] = "starts"
    shorthand: ClassVar[bool] = False

    starts: Annotated[Text | None, Field(description="What sets it off.")] = None
    ends: Annotated[Text | None, Field(description="The state in which it is over.")] = None


class EmotionScale(Node):
    """The scale of every emotion score in the file."""

    kind: ClassVar[str] = "emotion-scale"
    main: ClassVar[str] = "min"
    shorthand: ClassVar[bool] = False

    min: Annotated[Number, Field(description="The worst score.")] = -2
    max: Annotated[Number, Field(description="The best score.")] = 2


class Library(Node):
    """Declarations that several maps share."""

    kind: ClassVar[str] = "library"
    main: ClassVar[str] = "description"
    shorthand: ClassVar[bool] = False

    journeymap: Version
    library: Annotated[Boolean, Field(description="`true`: this file only declares.")]
    include: Annotated[Many[Text], Field(description="Paths of other libraries.")] = ()
    personas: Annotated[Many[Persona], Field(description="Who the customers are.")] = ()
    touchpoints: Annotated[Many[Touchpoint], Field(description="Where the customer meets the service.")] = ()
    resources: Annotated[Many[Resource], Field(description="What stands behind the experience.")] = ()
    metrics: Annotated[Many[Metric], Field(description="What is measured.")] = ()
    evidence: Annotated[Many[Evidence], Field(description="What the maps rest on.")] = ()
    solutions: Annotated[Many[Solution], Field(description="What removes pain points.")] = ()


class JourneyMap(Node):
    """A customer journey map."""

    kind: ClassVar[str] = "map"
    main: ClassVar[str] = "title"
    shorthand: ClassVar[bool] = False

    journeymap: Version
    title: Annotated[Text, Field(description="What the map is called.", examples=["Returning a torn sweater"])]
    type: Annotated[Annotated[MapType, choice(MapType)], Field(description="What kind of map it is.")] = "journey"
    state: Annotated[
        Annotated[StateName, choice(StateName)] | None, Field(description="As it is, or as it should be; current if left out.")
    ] = None
    language: Annotated[Language, Field(description="BCP 47 tag of the texts; direction and labels follow from it.")] = "en"
    objective: Annotated[Text | None, Field(description="What the team wants to decide or change with this map.")] = None
    scope: Annotated[Scope | None, Field(description="Where the journey begins and ends.")] = None
    status: Annotated[Annotated[StatusName, choice(StatusName)], Field(description="How far the map can be trusted.")] = "draft"
    owner: Annotated[Text | None, Field(description="The team or role that keeps it true.")] = None
    reviewed: Annotated[Date | None, Field(description="When it was last reviewed.")] = None
    review_every: Annotated[ReviewEvery, Field(description="How often it is to be reviewed.")] = "quarter"
    based_on: Annotated[Text | None, Field(description="Path of the current map that this future map starts from.")] = None
    include: Annotated[Many[Text], Field(description="Paths of libraries.")] = ()
    emotion_scale: Annotated[EmotionScale, Field(description="The scale of every emotion score in the file.")] = (
        EmotionScale.model_construct()
    )
    personas: Annotated[Many[Persona], Field(description="Who the map is about: declared here, or names from a library.")] = ()
    goals: Annotated[Many[Goal], Field(description="What the personas want to achieve.")] = ()
    touchpoints: Annotated[Many[Touchpoint], Field(description="Where the customer meets the service.")] = ()
    resources: Annotated[Many[Resource], Field(description="What stands behind the experience.")] = ()
    metrics: Annotated[Many[Metric], Field(description="What is measured; with a value, the key figures of the header.")] = ()
    evidence: Annotated[Many[Evidence], Field(description="What the map rests on.")] = ()
    solutions: Annotated[Many[Solution], Field(description="What removes pain points.")] = ()
    lanes: Annotated[Many[Text], Field(description="Which lanes are shown, in which order; own lanes by their name.")] = ()
    stages: Annotated[Many[Stage], Field(description="The columns, in order.")] = ()

    @property
    def is_future(self) -> bool:
        """Whether it shows what should be."""
        return self.state == "future"

    @property
    def is_blueprint(self) -> bool:
        """Whether it is a service blueprint."""
        return self.type == "service-blueprint"
