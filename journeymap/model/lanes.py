"""What stands in the lanes of a stage or an action."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from journeymap.model.declarations import EvidenceRefs, Metric, PersonaRefs, Solution
from journeymap.model.node import Node
from journeymap.model.values import Duration, Many, Number, Reasoned, Refers, Share, Text, Waiting, choice, number

SeverityName = Literal["low", "medium", "high", "critical"]

SolutionRefs = Annotated[Many[Text], Refers("solution"), Field(description="Ids or texts of solutions.")]
StopRefs = Annotated[Many[Text], Refers("stop"), Field(description="Ids of cells or actions that this sets off.")]


class Remark(Node):
    """Something the customer thinks or says."""

    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="In the customer's words.")]
    persona: PersonaRefs = ()
    evidence: EvidenceRefs = ()


class Thought(Remark):
    """What the customer thinks."""

    kind: ClassVar[str] = "thought"


class Quote(Remark):
    """What a customer really said."""

    kind: ClassVar[str] = "quote"


class Motivation(Remark):
    """What drives the customer here."""

    kind: ClassVar[str] = "motivation"


class Delight(Remark):
    """What goes well."""

    kind: ClassVar[str] = "delight"


class Emotion(Node):
    """How it feels: a score on the map's scale, a word for it, and why. A feeling without a score is not in the curve."""

    kind: ClassVar[str] = "emotion"
    main: ClassVar[str] = "feeling"

    score: Annotated[Number | None, Field(description="On the map's emotion scale, -2 to 2 by default.")] = None
    feeling: Annotated[Text | None, Field(description="The feeling in a word.", examples=["Stuck"])] = None
    because: Annotated[Text | None, Field(description="Why.")] = None

    @classmethod
    def from_text(cls, text: str) -> dict[str, Any]:
        """A number alone is a score, any other text a feeling."""
        return {"score": text} if number(text) is not None else super().from_text(text)


class PainPoint(Node):
    """What stands in the customer's way."""

    kind: ClassVar[str] = "pain-point"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="What hurts.", examples=["The label has to be printed"])]
    severity: Annotated[Annotated[SeverityName, choice(SeverityName)] | None, Field(description="How much it hurts.")] = None
    persona: PersonaRefs = ()
    solutions: Annotated[Many[Solution], Field(description="What removes it: references, or solutions written in place.")] = ()
    accepted: Annotated[Text | None, Field(description="Why it stays.")] = None
    evidence: EvidenceRefs = ()


class Opportunity(Node):
    """Where the experience could become better."""

    kind: ClassVar[str] = "opportunity"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="What could be better.")]
    solutions: SolutionRefs = ()


class Cell(Node):
    """What somebody else than the customer does or shows: a step of the service."""

    kind: ClassVar[str] = "cell"
    main: ClassVar[str] = "text"

    text: Annotated[Text, Field(description="What happens or is shown.")]
    actor: Annotated[Text | None, Field(description="Who does it: a role, a team, a system.", examples=["Waiter"])] = None
    duration: Annotated[Duration | None, Field(description="How long it takes.")] = None
    wait: Annotated[Waiting, Field(description="That somebody waits here: how long, `true`, or why.")] = None
    fail_point: Annotated[Reasoned, Field(description="That it often goes wrong: `true`, or what goes wrong.")] = None
    triggers: StopRefs = ()
    resources: Annotated[Many[Text], Refers("resource"), Field(description="What it needs.")] = ()


class Next(Node):
    """One way on from here. Without `to`, the customer leaves the journey."""

    kind: ClassVar[str] = "way"
    main: ClassVar[str] = "to"

    to: Annotated[Text | None, Refers("stop"), Field(description="Id of the action or stage that follows.")] = None
    when: Annotated[Text | None, Field(description="In which case.", examples=["no printer"])] = None
    share: Annotated[Share | None, Field(description="Which part of those who reach this place, 0 to 1 or in %.")] = None


def _metrics(value: object) -> object:
    """Turn the mapping of metric to value, or to readings, into a list of metrics."""
    if not isinstance(value, dict) or "name" in value:
        return value if isinstance(value, list) else [value]
    return [reading(name, entry) for name, entry in value.items()]


def reading(name: str, entry: Any) -> Any:
    """What an entry of a mapping of metric to value, or to readings, is in a list of metrics."""
    if entry is None:
        return None  # refused as an empty entry: the schema knows whether that is a mistake or a key not yet filled in
    return {**entry, "name": name} if isinstance(entry, dict) else {"name": name, "value": entry}


def _own(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise PydanticCustomError("own_expected", "a mapping expected")
    return value


OwnLanes = Annotated[dict[str, Many[Text]], BeforeValidator(_own)]


class Lanes(Node):
    """The lanes that a stage and an action share."""

    touchpoints: Annotated[
        Many[Text], Refers("touchpoint"), Field(description="Where it happens: ids or names of touchpoints.")
    ] = ()
    thoughts: Annotated[Many[Thought], Field(description="What the customer thinks.")] = ()
    quotes: Annotated[Many[Quote], Field(description="What customers said.")] = ()
    motivations: Annotated[Many[Motivation], Field(description="What drives the customer.")] = ()
    emotion: Annotated[Emotion | None, Field(description="How it feels: a score, a feeling, or both with the reason.")] = None
    emotions: Annotated[dict[str, Emotion], Field(description="How it feels, persona by persona.")] = Field(default_factory=dict)
    pain_points: Annotated[Many[PainPoint], Field(description="What stands in the way.")] = ()
    delights: Annotated[Many[Delight], Field(description="What goes well.")] = ()
    opportunities: Annotated[Many[Opportunity], Field(description="Where it could become better.")] = ()
    solutions: Annotated[
        Many[Text], Refers("solution"), Field(description="What is at work here: ids or texts of solutions.")
    ] = ()
    physical_evidence: Annotated[Many[Cell], Field(description="What the customer sees or holds.")] = ()
    frontstage: Annotated[Many[Cell], Field(description="What staff and screens do before the customer's eyes.")] = ()
    backstage: Annotated[Many[Cell], Field(description="What staff do out of sight.")] = ()
    support: Annotated[Many[Cell], Field(description="Systems and partners behind it.")] = ()
    metrics: Annotated[
        tuple[Metric, ...],
        BeforeValidator(_metrics, json_schema_input_type=Any),
        Field(description="Measures: a list, or metric to value."),
    ] = ()
    evidence: EvidenceRefs = ()
    own: Annotated[OwnLanes, Field(description="Lanes of your own: the name as it is to be shown, and its text or list.")] = (
        Field(default_factory=dict)
    )


CELL_LANES = ("physical_evidence", "frontstage", "backstage", "support")
"""The lanes that hold cells."""
