"""What a difference means for the customer: the table of every kind of change, and the judges that choose between its rows.

The rule is that a difference becomes `<kind>-<what happened>` and is neutral. Where more can be said, a judge looks at
both maps and chooses a kind of its own, or another verdict. Judged is the new map: what is still open there is open.

Every kind has its mirrors: the kinds that the same edit can have when it is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from journeymap.diff.change import Verdict, What
from journeymap.diff.feelings import relative
from journeymap.diff.ties import tie_of
from journeymap.journey.facts import PainStatus, Reading, pain_status, reading, solutions_of
from journeymap.journey.journey import KINDS
from journeymap.match import TABLE as HOW
from journeymap.model import Emotion, Evidence, Metric, Node, PainPoint, Solution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from journeymap.diff.change import Difference
    from journeymap.journey import Journey
    from journeymap.match import Match

WORSE, BETTER, NEUTRAL = Verdict.REGRESSION, Verdict.IMPROVEMENT, Verdict.NEUTRAL


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of change: its verdict, its mirrors, what it says, and when it is neutral all the same."""

    verdict: Verdict
    mirrors: tuple[str, ...]
    meaning: str
    unless: str = ""


IN_LANES = tuple(kind for kind in HOW if kind not in (*KINDS, "stage", "action"))
"""Kinds that stand in the lanes of a stage or an action."""
MOVABLE = ("action", *IN_LANES)
"""Kinds that can stand elsewhere in the new map."""


def _plain_rows() -> Iterator[tuple[str, Row]]:
    """What can happen to things of every kind and is no judgement."""
    for kind in (*HOW, "emotion"):
        if kind != "pain-point":
            yield f"{kind}-added", Row(NEUTRAL, (f"{kind}-removed",), "it is in the new map only")
            yield f"{kind}-removed", Row(NEUTRAL, (f"{kind}-added",), "it is in the old map only")
    for kind in ("map", *HOW):
        yield f"{kind}-renamed", Row(NEUTRAL, (f"{kind}-renamed",), "its main text changed")
    for kind in ("map", *HOW, "emotion"):
        yield f"{kind}-changed", Row(NEUTRAL, (f"{kind}-changed",), "a field of it changed")
    for kind in MOVABLE:
        yield f"{kind}-moved", Row(NEUTRAL, (f"{kind}-moved",), "it stands on another stage or action, or in another lane")


_JUDGED: dict[str, Row] = {
    "map-added": Row(NEUTRAL, ("map-removed",), "the whole map is new: one change, whatever stands in it"),
    "map-removed": Row(NEUTRAL, ("map-added",), "the whole map is gone: one change, whatever stood in it"),
    "order-changed": Row(NEUTRAL, ("order-changed",), "a stage, action or cell comes earlier or later among its neighbours"),
    "emotion-fell": Row(WORSE, ("emotion-rose",), "a point of the curve is lower"),
    "emotion-rose": Row(BETTER, ("emotion-fell",), "a point of the curve is higher"),
    "pain-point-added": Row(
        WORSE, ("pain-point-removed",), "something new stands in the way", unless="a solution for it has shipped already"
    ),
    "pain-point-discovered": Row(NEUTRAL, ("pain-point-removed",), "research found it: it rests on evidence that is new as well"),
    "pain-point-removed": Row(
        WORSE,
        ("pain-point-added", "pain-point-discovered"),
        "it left the map, and nothing was done about it",
        unless="it was accepted or resolved before, or a solution for it is still on its way",
    ),
    "pain-point-resolved": Row(
        BETTER, ("pain-point-reopened",), "a solution for it shipped, whether the pain point is still in the map or gone"
    ),
    "pain-point-reopened": Row(WORSE, ("pain-point-resolved",), "no solution for it is shipped any more"),
    "pain-point-addressed": Row(
        BETTER, ("pain-point-unaddressed", "pain-point-accepted"), "a solution for it is on its way, and was not before"
    ),
    "pain-point-unaddressed": Row(
        WORSE, ("pain-point-addressed", "pain-point-accepted"), "nobody does anything about it any more, or says why it stays"
    ),
    "pain-point-accepted": Row(
        NEUTRAL, ("pain-point-addressed", "pain-point-unaddressed"), "no solution is on its way, and the map says why it stays"
    ),
    "pain-point-worsened": Row(WORSE, ("pain-point-eased",), "it is more severe"),
    "pain-point-eased": Row(BETTER, ("pain-point-worsened",), "it is less severe"),
    "solution-advanced": Row(
        BETTER,
        ("solution-set-back", "solution-rejected"),
        "it is further on its way from idea to shipped, or not rejected any more",
    ),
    "solution-set-back": Row(WORSE, ("solution-advanced",), "it is back on an earlier step of its way"),
    "solution-rejected": Row(WORSE, ("solution-advanced",), "it will not come"),
    "metric-closer": Row(BETTER, ("metric-further", "metric-changed"), "its value is closer to its target, or reached it"),
    "metric-further": Row(WORSE, ("metric-closer", "metric-changed"), "its value is further from its target"),
    "metric-changed": Row(
        NEUTRAL,
        ("metric-changed", "metric-closer", "metric-further"),
        "a field of it changed; a new value says nothing without a target, or where it met the target before and still does",
    ),
    "evidence-removed": Row(
        WORSE,
        ("evidence-added",),
        "something rested on it that rests on nothing new",
        unless="nothing rested on it, or the new map says what should be",
    ),
    "evidence-lost": Row(
        WORSE, ("evidence-gained",), "something rests on less evidence than before", unless="the new map says what should be"
    ),
    "evidence-gained": Row(
        BETTER, ("evidence-lost",), "something rests on more evidence than before", unless="the old map said what should be"
    ),
    "stage-touchpoints-lost": Row(
        WORSE, ("stage-touchpoints-gained",), "the customer meets the service nowhere in this stage any more"
    ),
    "stage-touchpoints-gained": Row(
        BETTER, ("stage-touchpoints-lost",), "the customer meets the service in this stage now, and did not before"
    ),
}

TABLE: Mapping[str, Row] = MappingProxyType({**dict(_plain_rows()), **_JUDGED})
"""Every kind of change that can come out of a comparison."""


class Judgement(NamedTuple):
    """The kind of a change and its verdict; where that is milder than in `TABLE`, the state of the pain point that excuses it."""

    id: str
    verdict: Verdict
    excuse: PainStatus | None = None


def judge(match: Match, difference: Difference) -> Judgement:
    """What one difference means."""
    for key in ((difference.kind, difference.what, difference.field), ("*", difference.what, difference.field)):
        if key in _JUDGES:
            return _JUDGES[key](match, difference)
    return _plain(difference.kind, difference.what)


@cache
def _plain(kind: str, what: What) -> Judgement:
    return _row("order-changed" if what is What.REORDERED else f"{kind}-{what.value}")


def _row(change: str, *, excused: bool = False) -> Judgement:
    return Judgement(change, NEUTRAL if excused else TABLE[change].verdict)


def _excused(change: str, why: PainStatus) -> Judgement:
    return Judgement(change, NEUTRAL, why)


def _either_way(change: str, opposite: str, *, forward: bool) -> Judgement:
    return _row(change if forward else opposite)


# Pain points.

_SEVERITIES = ("low", "medium", "high", "critical")


def _pain_added(match: Match, difference: Difference) -> Judgement:
    pain = difference.new
    assert isinstance(pain, PainPoint)
    if pain_status(match.new, pain) is PainStatus.RESOLVED:
        return _excused("pain-point-added", PainStatus.RESOLVED)
    if _shipped(solutions_of(match.new, pain), match.old_of):
        return _row("pain-point-reopened")
    if any(match.old_of(one) is None for one in match.new.targets(pain, "evidence", Evidence)):
        return _row("pain-point-discovered")
    return _row("pain-point-added")


def _pain_removed(match: Match, difference: Difference) -> Judgement:
    pain = difference.old
    assert isinstance(pain, PainPoint)
    if pain_status(match.old, pain) is PainStatus.RESOLVED:
        return _excused("pain-point-removed", PainStatus.RESOLVED)
    solutions = solutions_of(match.old, pain)
    if _shipped(solutions, match.new_of):
        return _row("pain-point-resolved")
    left = [match.new_of(one) for one in solutions]
    if any(one is not None and one.stage_of_work != "rejected" for one in left):
        return _excused("pain-point-removed", PainStatus.ADDRESSED)
    return _row("pain-point-removed") if pain.accepted is None else _excused("pain-point-removed", PainStatus.ACCEPTED)


def _shipped(solutions: tuple[Solution, ...], counterpart: Callable[[Solution], Solution | None]) -> bool:
    """Whether one of the solutions is shipped in the other map."""
    return any((one := counterpart(solution)) is not None and one.stage_of_work == "shipped" for solution in solutions)


def _pain_status(match: Match, difference: Difference) -> Judgement:
    was, now = (_status_of(*side) for side in ((match.old, difference.old), (match.new, difference.new)))
    if now is PainStatus.RESOLVED:
        return _row("pain-point-resolved")
    if was is PainStatus.RESOLVED:
        return _row("pain-point-reopened")
    return _row(f"pain-point-{now.value}")


def _status_of(journey: Journey, pain: Node | None) -> PainStatus:
    assert isinstance(pain, PainPoint)
    return pain_status(journey, pain)


def _severity(_: Match, difference: Difference) -> Judgement:
    if difference.was is None or difference.now is None:
        return _row("pain-point-changed")
    worse = _SEVERITIES.index(difference.now) > _SEVERITIES.index(difference.was)
    return _either_way("pain-point-worsened", "pain-point-eased", forward=worse)


# Emotions, solutions, metrics.


def _score(match: Match, difference: Difference) -> Judgement:
    assert isinstance(difference.old, Emotion)
    assert isinstance(difference.new, Emotion)
    was, now = relative(match.old, difference.old), relative(match.new, difference.new)
    if was is None or now is None:
        return _row("emotion-changed")
    return _either_way("emotion-fell", "emotion-rose", forward=now < was)


_PROGRESS = ("idea", "planned", "in-progress", "shipped")


def _progress(_: Match, difference: Difference) -> Judgement:
    if difference.now == "rejected":
        return _row("solution-rejected")
    if difference.was == "rejected":
        return _row("solution-advanced")
    further = _PROGRESS.index(difference.now or "idea") > _PROGRESS.index(difference.was or "idea")
    return _either_way("solution-advanced", "solution-set-back", forward=further)


def _value(match: Match, difference: Difference) -> Judgement:
    assert isinstance(difference.old, Metric)
    assert isinstance(difference.new, Metric)
    before, after = reading(match.old, difference.old), reading(match.new, difference.new)
    if before.value is None or after.value is None or after.target is None:
        return _row("metric-changed")
    was, now = (_missing(value, after) for value in (before.value, after.value))
    if was == now:
        return _row("metric-changed")
    return _either_way("metric-further", "metric-closer", forward=now > was)


def _missing(value: float, measure: Reading) -> float:
    """How much a value falls short of the target of `measure`; nothing once it is met."""
    assert measure.target is not None
    short = measure.target - value if measure.higher_is_better else value - measure.target
    return max(short, 0.0)


# Evidence and touchpoints.


def _evidence_removed(match: Match, difference: Difference) -> Judgement:
    gone = difference.old
    assert gone is not None
    rested = [use.owner for use in match.old.uses(gone) if use.field == "evidence" and _rests_on_less(match, use.owner)]
    return _row("evidence-removed", excused=not rested or _became_a_wish(match.old, match.new))


def _rests_on_less(match: Match, owner: Node) -> bool:
    """Whether something that both maps have lost evidence and gained none."""
    other = match.new_of(owner)
    if other is None:
        return False
    tie = tie_of(match, "evidence", match.old.targets(owner, "evidence", Node), match.new.targets(other, "evidence", Node))
    return tie is not None and bool(tie.lost) and not tie.gained


def _evidence(match: Match, difference: Difference) -> Judgement:
    one, other = difference.old, difference.new
    assert one is not None
    assert other is not None
    tie = tie_of(match, "evidence", match.old.targets(one, "evidence", Node), match.new.targets(other, "evidence", Node))
    if tie is None or (tie.lost and tie.gained):
        return _row(f"{difference.kind}-changed")
    if tie.lost:
        return _row("evidence-lost", excused=_became_a_wish(match.old, match.new))
    return _row("evidence-gained", excused=_became_a_wish(match.new, match.old))


def _became_a_wish(was: Journey, now: Journey) -> bool:
    """Whether a map of what is stands against a map of what should be, for which nothing can have been measured yet."""
    return now.map.is_future and not was.map.is_future


def _touchpoints(_: Match, difference: Difference) -> Judgement:
    return _either_way("stage-touchpoints-lost", "stage-touchpoints-gained", forward=difference.what is What.EMPTIED)


_JUDGES: Mapping[tuple[str, What, str | None], Callable[[Match, Difference], Judgement]] = MappingProxyType({
    ("pain-point", What.ADDED, None): _pain_added,
    ("pain-point", What.REMOVED, None): _pain_removed,
    ("pain-point", What.CHANGED, "status"): _pain_status,
    ("pain-point", What.CHANGED, "severity"): _severity,
    ("emotion", What.CHANGED, "score"): _score,
    ("solution", What.CHANGED, "status"): _progress,
    ("metric", What.CHANGED, "value"): _value,
    ("evidence", What.REMOVED, None): _evidence_removed,
    ("*", What.CHANGED, "evidence"): _evidence,
    ("stage", What.EMPTIED, "touchpoints"): _touchpoints,
    ("stage", What.FILLED, "touchpoints"): _touchpoints,
})  # fmt: skip
"""Kind, what happened and field to the judge who says what it means."""
