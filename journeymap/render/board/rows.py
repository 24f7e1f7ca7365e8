"""The lanes of a board: which are shown, in which order, and what stands in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from journeymap.escape import MapText
from journeymap.journey.facts import readings
from journeymap.model import Evidence, Goal, Node, PainPoint, Touchpoint, slug
from journeymap.model.journey_map import BLUEPRINT_FIRST, LANES
from journeymap.model.lanes import CELL_LANES
from journeymap.render.board import items
from journeymap.render.board.types import Item, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.model import Action, JourneyMap, Stage
    from journeymap.render.board.desk import Desk

N = TypeVar("N", bound=Node)

_KINDS: dict[str, RowKind] = {
    "actions": "actions", "touchpoints": "touchpoints", "quotes": "quotes", "thoughts": "quotes", "emotion": "emotion",
    "pain_points": "pain_points", "solutions": "solutions", "opportunities": "opportunities", "metrics": "metrics",
    **dict.fromkeys(CELL_LANES, "cells"),
}  # fmt: skip


def rows(desk: Desk) -> tuple[Row, ...]:
    """Every lane that is shown and holds something."""
    found = []
    own = own_lanes(desk.journey.map)
    for lane in _order(desk.journey.map, own):
        fill = None if lane.own else _FILL[lane.key]
        cells = tuple(tuple(fill(desk, stage) if fill else _own(desk, stage, lane.key, own)) for stage in desk.journey.map.stages)
        if any(cells):
            found.append(_row(desk, lane, own, cells))
    return tuple(found)


class _Lane(NamedTuple):
    """A lane of the format by its key, or one of the map's own by its name: an own one may be called `goals`, too."""

    key: str
    own: bool = False


def own_lanes(model: JourneyMap) -> tuple[str, ...]:
    """The names of the map's own lanes, in order of first appearance; names that are the same as slugs are one lane."""
    names: dict[str, str] = {}
    for stage in model.stages:
        for lanes in (stage, *stage.actions):
            for name in lanes.own:
                names.setdefault(slug(name), name)
    return tuple(names.values())


def _order(model: JourneyMap, own: tuple[str, ...]) -> tuple[_Lane, ...]:
    """The lanes as the map lists them (keys of the format before own names), else all in the default order."""
    own_ones = tuple(_Lane(name, own=True) for name in own)
    if model.lanes:
        known = {slug(key): _Lane(key) for key in LANES} | {slug(lane.key): lane for lane in own_ones}
        known |= {key: _Lane(key) for key in LANES}
        wanted = (known.get(lane, known.get(slug(lane))) for lane in model.lanes)
        return tuple(dict.fromkeys(lane for lane in wanted if lane is not None))
    if model.is_blueprint:
        return (*map(_Lane, BLUEPRINT_FIRST), *(_Lane(key) for key in LANES if key not in BLUEPRINT_FIRST), *own_ones)
    return (*map(_Lane, LANES), *own_ones)


def _row(desk: Desk, lane: _Lane, own: tuple[str, ...], cells: tuple[tuple[Item, ...], ...]) -> Row:
    key = lane.key
    if lane.own:
        return Row(f"own-{own.index(key) + 1}", "text", MapText(key), "", cells)
    label = "customer-actions" if key == "actions" and desk.journey.map.is_blueprint else f"lane-{key}"
    return Row(key, _KINDS.get(key, "text"), desk.label(label), desk.label(f"hint-{key}"), cells)


def _once(nodes: Iterator[N]) -> Iterator[N]:
    """Equal references are shown once."""
    seen: set[int] = set()
    for node in nodes:
        if id(node) not in seen:
            seen.add(id(node))
            yield node


def _holders(stage: Stage) -> tuple[Stage | Action, ...]:
    """The stage first, then its actions in their order."""
    return (stage, *stage.actions)


def _goals(desk: Desk, stage: Stage) -> Iterator[Item]:
    """The goals that a stage and its actions name; those that none names are the whole journey's and stand at its start."""
    found = [goal for holder in _holders(stage) for goal in desk.journey.targets(holder, "goal", Goal)]
    if stage is desk.journey.map.stages[0]:
        named = {
            id(goal)
            for one in desk.journey.map.stages
            for holder in _holders(one)
            for goal in desk.journey.targets(holder, "goal", Goal)
        }
        found = [*(goal for goal in desk.journey.goals if id(goal) not in named), *found]
    return (items.goal_item(desk, goal) for goal in _once(iter(found)))


def _actions(desk: Desk, stage: Stage) -> Iterator[Item]:
    column = desk.columns[id(stage)] + 1
    for index, action in enumerate(stage.actions):
        number = f"{desk.locale.number(column)}.{desk.locale.number(index + 1)}"
        yield items.action_item(desk, action, number)


def _touchpoints(desk: Desk, stage: Stage) -> Iterator[Item]:
    found = (one for holder in _holders(stage) for one in desk.journey.targets(holder, "touchpoints", Touchpoint))
    return (items.touchpoint_item(desk, one) for one in _once(found))


def _remarks(field_name: str) -> Callable[[Desk, Stage], Iterator[Item]]:
    def fill(desk: Desk, stage: Stage) -> Iterator[Item]:
        return (items.remark_item(desk, one) for holder in _holders(stage) for one in getattr(holder, field_name))

    return fill


def _emotions(desk: Desk, stage: Stage) -> Iterator[Item]:
    for holder in _holders(stage):
        for persona, emotion in desk.journey.emotions(holder):
            yield items.emotion_item(desk, emotion, persona, holder if holder is not stage else None)  # type: ignore[arg-type] # what is not the stage is an action


def _pains(desk: Desk, stage: Stage) -> Iterator[Item]:
    return (items.pain_item(desk, pain) for holder in _holders(stage) for pain in holder.pain_points)


def _solutions(desk: Desk, stage: Stage) -> Iterator[Item]:
    """What the stage and its pain points refer to; whole in the first stage that does, elsewhere by number."""
    for solution in _once(iter(desk.solutions_in(stage))):
        solves = tuple(desk.pain_reference(use.owner) for use in desk.journey.uses(solution) if isinstance(use.owner, PainPoint))
        repeated = desk.first_stages[id(solution)] is not stage
        yield items.solution_item(desk, solution, repeated=repeated, solves=solves)


def _opportunities(desk: Desk, stage: Stage) -> Iterator[Item]:
    return (items.opportunity_item(desk, one) for holder in _holders(stage) for one in holder.opportunities)


def _metrics(desk: Desk, stage: Stage) -> Iterator[Item]:
    return (items.metric_item(desk, one) for holder in _holders(stage) for one in readings(desk.journey, holder))


def _cells(field_name: str) -> Callable[[Desk, Stage], Iterator[Item]]:
    def fill(desk: Desk, stage: Stage) -> Iterator[Item]:
        return (items.cell_item(desk, cell) for holder in _holders(stage) for cell in getattr(holder, field_name))

    return fill


def _evidence(desk: Desk, stage: Stage) -> Iterator[Item]:
    found = (one for holder in _holders(stage) for one in desk.journey.targets(holder, "evidence", Evidence))
    return (items.evidence_item(desk, one) for one in _once(found))


def _own(desk: Desk, stage: Stage, name: str, own: tuple[str, ...]) -> Iterator[Item]:
    lane = own.index(name) + 1
    for holder in _holders(stage):
        texts = [text for key, entries in holder.own.items() if slug(key) == slug(name) for text in entries]
        for index, text in enumerate(texts):
            yield items.own_item(desk, holder, lane, index, text)


_FILL: dict[str, Callable[[Desk, Stage], Iterator[Item]]] = {
    "goals": _goals, "actions": _actions, "touchpoints": _touchpoints, "emotion": _emotions, "pain_points": _pains,
    "solutions": _solutions, "opportunities": _opportunities, "metrics": _metrics, "evidence": _evidence,
    **{name: _remarks(name) for name in ("thoughts", "quotes", "motivations", "delights")},
    **{name: _cells(name) for name in CELL_LANES},
}  # fmt: skip
