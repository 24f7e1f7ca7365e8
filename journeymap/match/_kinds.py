"""What can be found again in another map, kind by kind, and where it stands in its own."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from journeymap.journey.journey import KINDS
from journeymap.model.walk import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journeymap.journey import Journey
    from journeymap.model import Action, Lanes, Node

_BARE = frozenset({"id", "text"})


@dataclass(frozen=True, slots=True)
class How:
    """How the things of one kind are found again.

    `within` are the surroundings in which an equal is looked for, nearest first: the same `lane` of the same stage or
    action, the same `parent`, the same `stage`, the whole `map`. `inside` tells that what stands in a thing counts for
    its likeness.
    """

    within: tuple[str, ...]
    inside: bool = False


_DECLARED = How(("map",))
_REMARK = How(("parent", "stage", "map"))

TABLE: Mapping[str, How] = MappingProxyType({
    **dict.fromkeys(KINDS, _DECLARED),
    "stage": How(("map",), inside=True),
    "action": How(("parent", "map"), inside=True),
    "pain-point": _REMARK,
    "delight": _REMARK,
    "opportunity": _REMARK,
    "thought": _REMARK,
    "quote": _REMARK,
    "motivation": _REMARK,
    "cell": How(("lane", "parent", "stage", "map")),
})  # fmt: skip
"""Kind to how its things are matched; what holds others stands before them. Two kinds are not in it because their place
says who they are: a `reading` by its metric and its stage or action, an emotion by its stage or action and its persona."""

READING = "reading"
"""The kind of an entry of `metrics` on a stage or an action, in `Match.pairs`."""


def declared(journey: Journey) -> Mapping[str, tuple[Node, ...]]:
    """Everything that a map declares, selects or only names, by kind."""
    return {
        "persona": journey.personas,
        "goal": journey.goals,
        "touchpoint": journey.touchpoints,
        "resource": journey.resources,
        "metric": journey.metrics,
        "evidence": journey.evidence,
        "solution": journey.solutions,
    }


def lane_things(stop: Lanes) -> Iterator[tuple[str, Node]]:
    """What stands in the lanes of a stage or an action and is matched by itself: key of the lane and thing."""
    for lane, _, node in children(stop):
        if node.kind in TABLE and node.kind not in KINDS and node.kind != "action":
            yield lane, node


def is_bare(action: Action) -> bool:
    """Whether an action says nothing but its text: it has neither facts, references, ways on, feelings nor lanes."""
    return action.model_fields_set <= _BARE
