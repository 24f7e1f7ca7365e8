"""What follows from a journey: who does an action, which goals it serves, how a pain point stands, what a metric says.

Each function here is one sentence of docs/format.md.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from journeymap.journey.journey import remembered
from journeymap.journey.names import KNOWN_METRICS
from journeymap.model import Action, Evidence, Goal, Metric, PainPoint, Persona, Solution, Stage, Touchpoint, slug
from journeymap.model.walk import below, children

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journeymap.journey.journey import Journey
    from journeymap.model import Emotion, Node, PartialDate

Stop = Stage | Action


class PainStatus(Enum):
    """How a pain point stands: the first that holds, in this order."""

    RESOLVED = "resolved"
    ADDRESSED = "addressed"
    ACCEPTED = "accepted"
    UNADDRESSED = "unaddressed"


def solutions_of(journey: Journey, pain: PainPoint) -> tuple[Solution, ...]:
    """The solutions of a pain point, references resolved."""
    return journey.targets(pain, "solutions", Solution)


def pain_status(journey: Journey, pain: PainPoint) -> PainStatus:
    """Resolved if a solution has shipped, addressed if one is not rejected, accepted if a reason is given, else unaddressed."""
    work = [solution.stage_of_work for solution in solutions_of(journey, pain)]
    if "shipped" in work:
        return PainStatus.RESOLVED
    if any(status != "rejected" for status in work):
        return PainStatus.ADDRESSED
    return PainStatus.ACCEPTED if pain.accepted else PainStatus.UNADDRESSED


@remembered
def everything(journey: Journey) -> tuple[Node, ...]:
    """The map and all that stands in it, parents first, in the order of the fields."""
    found: list[Node] = [journey.map]
    for _, _, node in children(journey.map):
        found.append(node)
        found.extend(journey.held(node) if isinstance(node, Stage) else below(node))
    return tuple(found)


@remembered
def stops(journey: Journey) -> tuple[Stop, ...]:
    """Where the customer can be, in order: the actions, and each stage that has none."""
    return tuple(stop for stage in journey.map.stages for stop in (stage.actions or (stage,)))


def parts(stage: Stage) -> tuple[Stop, ...]:
    """Where the lanes of a stage can stand: the stage, then its actions."""
    return (stage, *stage.actions)


@remembered
def all_parts(journey: Journey) -> tuple[Stop, ...]:
    """Every stage, each followed by its actions."""
    return tuple(part for stage in journey.map.stages for part in parts(stage))


@remembered
def felt(journey: Journey) -> Mapping[int, tuple[tuple[Persona | None, Emotion], ...]]:
    """The emotions of every stage and action, as `Journey.emotions` has them, by the identity of the stage or action."""
    return {id(part): journey.emotions(part) for part in all_parts(journey)}


@remembered
def actions(journey: Journey) -> tuple[Action, ...]:
    """Every action, in order."""
    return tuple(action for stage in journey.map.stages for action in stage.actions)


def touchpoints_of(journey: Journey, stage: Stage) -> tuple[Touchpoint, ...]:
    """The touchpoints of a stage and of its actions, each once."""
    found = [one for part in parts(stage) for one in journey.targets(part, "touchpoints", Touchpoint)]
    return tuple({id(one): one for one in found}.values())


def personas_of(journey: Journey, stop: Stop) -> tuple[Persona, ...]:
    """Who does it: the personas named on an action, else all of the map."""
    named = journey.targets(stop, "persona", Persona) if isinstance(stop, Action) else ()
    return named or journey.personas


def goals_of(journey: Journey, action: Action) -> tuple[Goal, ...]:
    """The goals an action serves: its own, its stage's, the only one of its persona, the only one of the map, else none."""
    stage = journey.stage_of(action)
    for place in (action, stage):
        if place is not None and place.goal:
            return journey.targets(place, "goal", Goal)
    who = journey.targets(action, "persona", Persona)
    if len(who) == 1:
        of_persona = [goal for goal in journey.goals if any(one is who[0] for one in journey.targets(goal, "persona", Persona))]
        named = {slug(text) for text in who[0].goals}
        of_persona = of_persona or [goal for goal in journey.goals if slug(goal.text) in named]
        if len(of_persona) == 1:
            return (of_persona[0],)
    return journey.goals if len(journey.goals) == 1 else ()


@remembered
def goals_served(journey: Journey) -> tuple[tuple[Action, tuple[Goal, ...]], ...]:
    """Every action, in order, with the goals it serves."""
    return tuple((action, goals_of(journey, action)) for action in actions(journey))


def pain_points(journey: Journey) -> Iterator[PainPoint]:
    """Every pain point, stage by stage, the stage's own before its actions'."""
    for stage in journey.map.stages:
        yield from stage.pain_points
        for action in stage.actions:
            yield from action.pain_points


def evidence_of(journey: Journey, node: Node) -> tuple[Evidence, ...]:
    """What a node itself rests on."""
    return journey.targets(node, "evidence", Evidence)


class Reading(NamedTuple):
    """A metric as it is measured in one place, with what its declaration or its well-known id adds."""

    metric: Metric
    """What is measured: the declared or implied metric."""
    node: Metric
    """Where it is measured: the entry of the stage or action, or the declaration itself."""
    id: str
    name: str
    unit: str | None
    direction: str
    min: float | None
    max: float | None
    target: float | None
    value: float | None
    previous: float | None
    date: PartialDate | None
    evidence: tuple[Evidence, ...]

    @property
    def higher_is_better(self) -> bool:
        """Which way is better; higher unless it is said."""
        return self.direction != "lower-is-better"

    @property
    def meets_target(self) -> bool | None:
        """Whether the target is met; None without a value or a target."""
        if self.value is None or self.target is None:
            return None
        return self.value >= self.target if self.higher_is_better else self.value <= self.target


def reading(journey: Journey, entry: Metric) -> Reading:
    """An entry of a `metrics` list with what its declaration says where it says nothing itself."""
    metric = journey.meaning(entry)
    known = KNOWN_METRICS.get(journey.id_of(metric), {})

    def said(name: str) -> object:
        own = getattr(entry, name)
        declared = getattr(metric, name) if own is None else own
        return known.get(name) if declared is None else declared

    return Reading(
        metric=metric,
        node=entry,
        id=journey.id_of(metric),
        name=metric.name,
        unit=said("unit"),  # type: ignore[arg-type] # the fields of one name have one type in the model and in the table
        direction=str(said("direction") or "higher-is-better"),
        min=said("min"),  # type: ignore[arg-type] # as above
        max=said("max"),  # type: ignore[arg-type] # as above
        target=said("target"),  # type: ignore[arg-type] # as above
        value=entry.value,
        previous=entry.previous,
        date=entry.date,
        evidence=evidence_of(journey, entry),
    )


def readings(journey: Journey, stop: Stop) -> tuple[Reading, ...]:
    """The metrics of a stage or an action."""
    return tuple(reading(journey, entry) for entry in stop.metrics)


@remembered
def all_readings(journey: Journey) -> tuple[tuple[Stage, Reading], ...]:
    """Every metric of every stage and action, with the stage."""
    return tuple(
        (stage, reading(journey, entry)) for stage in journey.map.stages for part in parts(stage) for entry in part.metrics
    )


def key_figures(journey: Journey) -> tuple[Reading, ...]:
    """The metrics of the journey as a whole: declared at the top with a value."""
    return tuple(reading(journey, metric) for metric in journey.map.metrics if metric.value is not None)
