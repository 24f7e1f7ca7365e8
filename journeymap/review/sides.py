"""Both maps of a pair side by side: what stands on their Boards, stage by stage and lane by lane, each thing with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from journeymap.diff.differ import rows
from journeymap.match import match
from journeymap.render.board.types import (
    ActionItem,
    CellItem,
    EmotionItem,
    MetricItem,
    OpportunityItem,
    PainItem,
    SolutionItem,
    TextItem,
    TouchpointItem,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from journeymap.escape import MapText
    from journeymap.model import Stage
    from journeymap.render.board.types import Board, Item
    from journeymap.review.marks import Face, Marked

    Text = str | MapText


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a map: its number on the board, its text, short facts about it, and the changes that touch it."""

    number: str
    text: Text
    facts: tuple[Text, ...]
    marks: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of one stage in both maps."""

    label: Text
    old: tuple[Thing, ...]
    new: tuple[Thing, ...]

    @property
    def same(self) -> bool:
        """Whether both maps show the same."""
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Block:
    """A stage of either map or of both, or the head of the map. `old` and `new` are its names there; None if it is not."""

    old: Text | None
    new: Text | None
    marks: tuple[Marked, ...]
    lanes: tuple[Lane, ...]

    @property
    def touched(self) -> bool:
        """Whether anything in it differs."""
        things = (thing for lane in self.lanes for thing in (*lane.old, *lane.new))
        return bool(self.marks) or self.old is None or self.new is None or any(thing.marks for thing in things)


def blocks(old: Face | None, new: Face | None, marks: Sequence[Marked]) -> list[Block]:
    """The head of the map, then its stages in the order of the journey, those that are gone where they stood."""
    before, after = (_Side(face, marks, old=index == 0) for index, face in enumerate((old, new)))
    found = [Block("", "", (), _lanes(before.head(), after.head()))]
    for was, now in _stages(old, new):
        names = (_name(old, was), _name(new, now))
        told = before.stage_marks(was) if now is None else after.stage_marks(now)
        found.append(Block(*names, told, _lanes(before.stage(was), after.stage(now))))
    return found


def _stages(old: Face | None, new: Face | None) -> Iterable[tuple[Stage | None, Stage | None]]:
    if old is not None and new is not None:
        return rows(match(old.journey, new.journey), old.journey.map.stages, new.journey.map.stages)
    if new is not None:
        return [(None, stage) for stage in new.journey.map.stages]
    return [(stage, None) for stage in old.journey.map.stages] if old is not None else []


def _name(face: Face | None, stage: Stage | None) -> MapText | None:
    return None if face is None or stage is None else face.board.columns[face.columns[id(stage)]].name


_Shown = dict[str, tuple["Text", tuple[Thing, ...]]]
"""Key of a lane to its label and what stands in it."""


def _lanes(old: _Shown, new: _Shown) -> tuple[Lane, ...]:
    both = {**old, **new}
    keys = dict.fromkeys((*new, *old))
    return tuple(Lane(both[key][0], *(side[key][1] if key in side else () for side in (old, new))) for key in keys)


class _Side:
    """One map, with the changes that are marked in it."""

    def __init__(self, face: Face | None, marks: Sequence[Marked], *, old: bool) -> None:
        self._face = face
        self._marks: dict[str, list[Marked]] = {}
        for mark in marks:
            anchors = mark.old if old else mark.new
            if anchors:
                self._marks.setdefault(anchors[0], []).append(mark)

    def stage_marks(self, stage: Stage | None) -> tuple[Marked, ...]:
        """The changes of a stage itself."""
        if self._face is None or stage is None:
            return ()
        return tuple(self._marks.get(self._face.board.columns[self._face.columns[id(stage)]].anchor, ()))

    def stage(self, stage: Stage | None) -> _Shown:
        """What stands in one stage."""
        if self._face is None or stage is None:
            return {}
        index = self._face.columns[id(stage)]
        found = ((row, row.cells[index]) for row in self._face.board.rows)
        return {row.key: (row.label, tuple(self._thing(item) for item in items)) for row, items in found if items}

    def head(self) -> _Shown:
        """What the map says about itself."""
        if self._face is None:
            return {}
        board = self._face.board
        texts = (("scenario", board.scenario), ("objective", board.objective), ("owner", board.owner))
        shown: _Shown = {"title": ("Title", (Thing("", board.title, (board.state,)),))}
        shown |= {key: (board.labels[key], (Thing("", text, ()),)) for key, text in texts if text}
        people = tuple(Thing("", one.name, tuple(filter(None, (one.role,))), self._of(one.anchor)) for one in board.personas)
        listed = (("personas", people), ("key-figures", tuple(map(self._thing, board.figures))))
        return shown | {key: (board.labels[key], things) for key, things in listed if things}

    def _of(self, anchor: str) -> tuple[Marked, ...]:
        return tuple(self._marks.get(anchor.partition("--")[0], ()))

    def _thing(self, item: Item) -> Thing:
        number, text, facts = _TOLD[type(item)](item, self._face.board if self._face is not None else None)
        return Thing(number, text, tuple(fact for fact in facts if fact), self._of(item.anchor))


_Told: TypeAlias = "tuple[str, Text, Sequence[Text | None]]"
"""A number, a text, facts."""


def _text(item: TextItem, _: Board | None) -> _Told:
    return "", item.text, item.notes


def _action(item: ActionItem, board: Board | None) -> _Told:
    labels = board.labels if board is not None else {}
    signs = (("moment-of-truth", item.moment_of_truth), ("fail-point", item.fail_point))
    return (
        item.number,
        item.text,
        (*item.personas, item.time, item.duration, item.wait, *(labels[key] for key, is_one in signs if is_one)),
    )


def _touchpoint(item: TouchpointItem, _: Board | None) -> _Told:
    return "", item.text, (item.channel, item.ownership)


def _emotion(item: EmotionItem, _: Board | None) -> _Told:
    return item.score or "", item.feeling or "", (item.because, *item.personas, item.action)


def _pain(item: PainItem, _: Board | None) -> _Told:
    return item.number, item.text, (item.severity_label, item.status_label, item.accepted, *item.personas)


def _solution(item: SolutionItem, _: Board | None) -> _Told:
    return item.number, item.text, (item.status_label, item.owner, item.due)


def _opportunity(item: OpportunityItem, _: Board | None) -> _Told:
    return "", item.text, tuple(one.number for one in item.solutions)


def _metric(item: MetricItem, _: Board | None) -> _Told:
    return item.value or "", item.name, (item.target, item.state_label, item.date)


def _cell(item: CellItem, _: Board | None) -> _Told:
    return "", item.text, (item.actor, item.duration, item.wait)


_TOLD: Mapping[type, Callable[..., _Told]] = {
    TextItem: _text,
    ActionItem: _action,
    TouchpointItem: _touchpoint,
    EmotionItem: _emotion,
    PainItem: _pain,
    SolutionItem: _solution,
    OpportunityItem: _opportunity,
    MetricItem: _metric,
    CellItem: _cell,
}
