"""What differs between two maps, in the order of the journey: the map itself, what it declares, then stage by stage.

No opinion here: what a difference means is said in `verdicts`. Of something that came or went as a whole the whole is
told, and of what stood in it only the pain points. Order counts for stages, actions and cells; nowhere else.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from journeymap.diagnostic import short_hash
from journeymap.diff.change import Difference, What
from journeymap.diff.facts import Fact, Facts, decimal, differing, facts, spelling
from journeymap.diff.feelings import feelings
from journeymap.diff.order import moved
from journeymap.diff.ties import Ways, names, ties, told_elsewhere
from journeymap.journey.facts import PainStatus, pain_status, reading, solutions_of
from journeymap.journey.journey import KINDS
from journeymap.match import declared, is_bare, lane_things
from journeymap.model import Action, Lanes, Metric, Node, PainPoint, Stage, Touchpoint, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from journeymap.journey import Journey
    from journeymap.journey.facts import Stop
    from journeymap.match import Match

N = TypeVar("N", bound=Node)
_FOLLOWS_VALUE = frozenset({"previous", "date"})
_FOLLOWS_STATUS = frozenset({"accepted", "solutions"})


def differences(match: Match) -> Iterator[Difference]:
    """Everything that differs between the two maps of `match`."""
    return _Differ(match).run()


class _Differ:
    """Walks both maps side by side."""

    def __init__(self, match: Match) -> None:
        self.match = match
        self.old: Journey = match.old
        self.new: Journey = match.new
        self._ways_before = Ways(match.old, match)
        self._ways_after = Ways(match.new, match)

    def run(self) -> Iterator[Difference]:
        """The map, its things, its stages."""
        yield from self._same(self.old.map, self.new.map)
        before, after = declared(self.old), declared(self.new)
        for kind in KINDS:
            yield from self._declared(before[kind], after[kind])
        yield from self._reordered(self.old.map.stages, self.new.map.stages)
        for one, other in rows(self.match, self.old.map.stages, self.new.map.stages):
            yield from self._stage(one, other)

    # What is declared, or only named.

    def _declared(self, olds: Sequence[Node], news: Sequence[Node]) -> Iterator[Difference]:
        for one, other in rows(self.match, olds, news):
            if one is not None and other is not None:
                yield from self._same(one, other)
            elif not _told_where_measured(self.old if other is None else self.new, one or other):
                yield _came_or_went(one, other)

    # Stages, actions, and what stands in their lanes.

    def _stage(self, one: Stage | None, other: Stage | None) -> Iterator[Difference]:
        both = one is not None and other is not None
        actions_before, actions_after = one.actions if one is not None else (), other.actions if other is not None else ()
        if one is not None and other is not None:
            yield from self._stop(one, other)
            yield from self._touchpoints_at_all(one, other)
            yield from self._reordered(actions_before, actions_after)
        else:
            yield _came_or_went(one, other)
        yield from self._lanes(one, other)
        for before, after in rows(self.match, actions_before, actions_after):
            bare = all(action is None or is_bare(action) for action in (before, after))
            if before is not None and after is not None:
                yield from self._moved(before, after)
                yield from self._text(before, after) if bare else self._stop(before, after)
            elif both:
                yield _came_or_went(before, after)
            if not bare:
                yield from self._lanes(before, after)

    def _stop(self, one: Stop, other: Stop) -> Iterator[Difference]:
        """A stage or an action that both maps have."""
        yield from self._same(one, other)
        yield from self._next(one, other)
        yield from feelings(self.match, one, other)
        yield from self._readings(one, other)

    def _lanes(self, one: Lanes | None, other: Lanes | None) -> Iterator[Difference]:
        before = list(lane_things(one)) if one is not None else []
        after = list(lane_things(other)) if other is not None else []
        for was, now in rows(self.match, [node for _, node in before], [node for _, node in after]):
            if was is not None and now is not None:
                yield from self._moved(was, now)
                yield from self._same(was, now)
            elif (one is not None and other is not None) or isinstance(was or now, PainPoint):
                yield _came_or_went(was, now)
        for lane in dict.fromkeys(lane for lane, node in after if node.kind == "cell"):
            yield from self._reordered(*([node for its, node in side if its == lane] for side in (before, after)))

    def _touchpoints_at_all(self, one: Stage, other: Stage) -> Iterator[Difference]:
        """A stage with touchpoints that has none now, or the other way round. What an action took along does not count."""
        before, after = set(map(id, one.actions)), set(map(id, other.actions))
        stayed = [action for action in one.actions if _is_in(after, self.match.new_of(action))]
        settled = [action for action in other.actions if _is_in(before, self.match.old_of(action))]
        was, now = _touchpoints(self.old, one, one.actions), _touchpoints(self.new, other, other.actions)
        if not now and _touchpoints(self.old, one, stayed):
            yield Difference("stage", What.EMPTIED, one, other, "touchpoints", ("touchpoints",), names(was))
        elif not was and _touchpoints(self.new, other, settled):
            yield Difference("stage", What.FILLED, one, other, "touchpoints", ("touchpoints",), now=names(now))

    # One pair.

    def _same(self, one: N, other: N) -> Iterator[Difference]:
        """What differs in a thing that both maps have: its main text, its fields, what it refers to."""
        yield from self._text(one, other)
        before, after = facts(self.old, one), facts(self.new, other)
        names_changed = differing(before, after)
        skipped: frozenset[str] = frozenset()
        if isinstance(one, PainPoint) and "status" in names_changed:
            skipped = _FOLLOWS_STATUS
        elif isinstance(one, Metric) and "value" in names_changed:
            skipped = _FOLLOWS_VALUE
        yield from self._fields(one, other, before, after, skipped)
        yield from self._references(one, other, skipped)

    def _text(self, one: Node, other: Node) -> Iterator[Difference]:
        was, now = one.text_of, other.text_of
        if spelling(was) != spelling(now):
            yield Difference(one.kind, What.RENAMED, one, other, was=was, now=now)

    def _fields(self, one: Node, other: Node, before: Facts, after: Facts, skipped: frozenset[str]) -> Iterator[Difference]:
        for name in differing(before, after):
            if name not in skipped:
                yield self._changed(one, other, before.get(name), after.get(name))

    def _changed(self, one: Node, other: Node, was: Fact | None, now: Fact | None) -> Difference:
        known = now or was
        assert known is not None  # two facts that differ are not both missing
        steps = known.steps
        note = None
        if isinstance(other, PainPoint) and steps == ("status",):
            note = _why(self.new, other)
        elif isinstance(other, Metric) and steps == ("value",):
            note = _target(self.new, other)
        before, after = (None if fact is None else fact.shown for fact in (was, now))
        owners = self._owners(one, other)
        return Difference(one.kind, What.CHANGED, one, other, ".".join(steps), steps, before, after, *owners, note=note)

    def _references(self, one: Node, other: Node, skipped: frozenset[str]) -> Iterator[Difference]:
        for tie in ties(self.match, one, other):
            if tie.field not in skipped and not told_elsewhere(self.match, tie):
                was, now = names(tie.was), names(tie.now)
                yield Difference(one.kind, What.CHANGED, one, other, tie.field, (tie.field,), was, now, *self._owners(one, other))

    def _next(self, one: Stop, other: Stop) -> Iterator[Difference]:
        was, now = self._ways_before.written(one), self._ways_after.written(other)
        spelt_alike = (None if was is None else was.key) == (None if now is None else now.key)
        if not spelt_alike and self._ways_before.taken(one) != self._ways_after.taken(other):
            yield self._changed(one, other, was, now)

    def _readings(self, one: Stop, other: Stop) -> Iterator[Difference]:
        for before, after in rows(self.match, one.metrics, other.metrics):
            if before is not None and after is not None:
                yield from self._reading(before, after)
                continue
            what = What.ADDED if before is None else What.REMOVED
            was = None if before is None else _measured(self.old, before)
            now = None if after is None else _measured(self.new, after)
            yield Difference("metric", what, before, after, was=was, now=now, old_owner=one, new_owner=other)

    def _reading(self, one: Metric, other: Metric) -> Iterator[Difference]:
        """What differs in a metric where it is measured, apart from what its declaration says for all places."""
        before, after = facts(self.old, one), facts(self.new, other)
        for_all = differing(facts(self.old, self.old.meaning(one)), facts(self.new, self.new.meaning(other)))
        skipped = frozenset(for_all) - {"value"}
        if "value" in differing(before, after):
            skipped |= _FOLLOWS_VALUE
        yield from self._fields(one, other, before, after, skipped)
        yield from self._references(one, other, frozenset())

    def _owners(self, one: Node, other: Node) -> tuple[Lanes | None, Lanes | None]:
        """Where a metric is measured; nothing else is told with its owner."""
        if not isinstance(one, Metric):
            return None, None
        before, after = self.old.parent(one), self.new.parent(other)
        return before if isinstance(before, Lanes) else None, after if isinstance(after, Lanes) else None

    # Places and order.

    def _moved(self, one: Node, other: Node) -> Iterator[Difference]:
        before, after = self.old.parent(one), self.new.parent(other)
        if before is None or after is None:
            return
        if self.match.new_of(before) is not after:
            yield Difference(one.kind, What.MOVED, one, other, was=before.text_of, now=after.text_of)
        elif one.kind == "cell":
            was, now = _lane_of(before, one), _lane_of(after, other)
            if was != now:
                yield Difference(one.kind, What.MOVED, one, other, was=was, now=now)

    def _reordered(self, olds: Sequence[Node], news: Sequence[Node]) -> Iterator[Difference]:
        """The fewest things that have to move within their list."""
        places = {id(node): place for place, node in enumerate(news)}
        started = {id(node): place for place, node in enumerate(olds)}
        pairs = [(one, other) for one in olds if (other := self.match.new_of(one)) is not None and id(other) in places]
        positions = [places[id(other)] for _, other in pairs]
        if positions == sorted(positions):
            return
        for index in sorted(moved(positions, [self._weight(*pair) for pair in pairs]), key=lambda index: positions[index]):
            one, other = pairs[index]
            before = news[positions[index] - 1].text_of if positions[index] else None
            was, now = str(started[id(one)] + 1), str(positions[index] + 1)
            yield Difference(one.kind, What.REORDERED, one, other, was=was, now=now, note=before)

    def _weight(self, one: Node, other: Node) -> int:
        """A number that a pair has in both directions of a comparison."""
        was, now = self._slugs.get(id(one)) or slug(one.text_of), self._slugs.get(id(other)) or slug(other.text_of)
        return int(short_hash("\x1f".join(sorted((was, now)))), 16)

    @cached_property
    def _slugs(self) -> dict[int, str]:
        """The texts of all stages, actions and cells, for comparing: linking has made them."""
        return self.old.slugs("stop") | self.new.slugs("stop")


def rows(match: Match, olds: Sequence[N], news: Sequence[N]) -> Iterator[tuple[N | None, N | None]]:
    """The things of a new list, each with what it was, and after what they stood behind those that are gone from the map.

    What stands elsewhere in the new map is told there.
    """
    here = {id(other) for other in news}
    behind: dict[int | None, list[N]] = {}
    last: int | None = None
    for one in olds:
        other = match.new_of(one)
        if other is None:
            behind.setdefault(last, []).append(one)
        elif id(other) in here:
            last = id(other)
    yield from ((gone, None) for gone in behind.get(None, ()))
    for other in news:
        yield match.old_of(other), other
        yield from ((gone, None) for gone in behind.get(id(other), ()))


def _came_or_went(one: Node | None, other: Node | None) -> Difference:
    if one is not None:
        return Difference(one.kind, What.REMOVED, one, None, was=one.text_of)
    assert other is not None  # one of the two is there
    return Difference(other.kind, What.ADDED, None, other, now=other.text_of)


def _told_where_measured(journey: Journey, thing: Node | None) -> bool:
    """Whether a metric that came or went is told with its values: it has none of its own and is measured somewhere."""
    if not isinstance(thing, Metric) or thing.value is not None:
        return False
    return any(isinstance(use.owner, Lanes) and use.field == "metrics" for use in journey.uses(thing))


def _touchpoints(journey: Journey, stage: Stage, actions: Iterable[Action]) -> tuple[Touchpoint, ...]:
    """Where the customer meets the service in a stage and some of its actions, each once."""
    found = [one for stop in (stage, *actions) for one in journey.targets(stop, "touchpoints", Touchpoint)]
    return tuple({id(one): one for one in found}.values())


def _is_in(actions: set[int], action: Action | None) -> bool:
    """Whether an action is one of those with these identities, or has no counterpart at all."""
    return action is None or id(action) in actions


def _lane_of(stop: Node, cell: Node) -> str:
    found = (lane for lane, node in lane_things(stop) if node is cell) if isinstance(stop, Lanes) else iter(())
    return next(found, "").replace("_", " ")


def _why(journey: Journey, pain: PainPoint) -> str | None:
    """What a pain point owes its state to: the solutions that shipped or that are on their way, or why it stays."""
    status = pain_status(journey, pain)
    if status is PainStatus.ACCEPTED:
        return pain.accepted
    known = solutions_of(journey, pain)
    if status is PainStatus.RESOLVED:
        return names(one for one in known if one.stage_of_work == "shipped")
    return names(one for one in known if one.stage_of_work != "rejected")


def _target(journey: Journey, entry: Metric) -> str | None:
    measure = reading(journey, entry)
    return None if measure.target is None else _with_unit(measure.target, measure.unit)


def _measured(journey: Journey, entry: Metric) -> str | None:
    measure = reading(journey, entry)
    return None if measure.value is None else _with_unit(measure.value, measure.unit)


def _with_unit(value: float, unit: str | None) -> str:
    return decimal(value) if unit is None else f"{decimal(value)} {unit}"
