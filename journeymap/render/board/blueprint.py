"""From a journey to its service blueprint: which card stands where, what sets it off, and what may go wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap import escape
from journeymap.escape import MapText
from journeymap.journey.flow import flow
from journeymap.model import Action, Cell, Stage, slug
from journeymap.model.journey_map import BLUEPRINT_FIRST
from journeymap.model.lanes import CELL_LANES
from journeymap.render.board import items
from journeymap.render.board.blueprint_types import (
    Blueprint,
    BlueprintCard,
    BlueprintColumn,
    BlueprintLane,
    BlueprintLink,
    BlueprintNote,
    BlueprintRow,
)
from journeymap.render.board.desk import Desk, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from journeymap.model import Node
    from journeymap.render.board.blueprint_types import LineKey

_LINES: tuple[tuple[LineKey, frozenset[str], frozenset[str]], ...] = (
    ("line-interaction", frozenset({"actions"}), frozenset({"frontstage", "backstage", "support"})),
    ("line-visibility", frozenset({"actions", "frontstage"}), frozenset({"backstage", "support"})),
    ("line-internal", frozenset({"frontstage", "backstage"}), frozenset({"support"})),
)
"""Each line with the lanes that lie above and below it; it is there if both sides have one."""


def blueprint(desk: Desk) -> Blueprint | None:
    """The blueprint of a journey; None where nothing but the customer's actions would stand in it."""
    wanted = desk.journey.map.lanes
    shown = {slug(lane) for lane in wanted} if wanted else set()
    lanes = [key for key in BLUEPRINT_FIRST if not wanted or slug(key) in shown]
    stages = desk.journey.map.stages
    held = [holder for stage in stages for holder in (stage, *stage.actions)]
    if not any(getattr(holder, key) for key in lanes if key in CELL_LANES for holder in held):
        return None
    return _Drafting(desk, _columns(desk)).blueprint(lanes)


class _Place(NamedTuple):
    """A card to be, and the columns it spans."""

    node: Action | Cell
    first: int
    last: int


@dataclass(slots=True)
class _Columns:
    """The columns, and which of them a stage and an action have."""

    found: list[BlueprintColumn] = field(default_factory=list)
    span: dict[int, tuple[int, int]] = field(default_factory=dict)


def _columns(desk: Desk) -> _Columns:
    columns = _Columns()
    number = desk.locale.number
    for index, stage in enumerate(desk.journey.map.stages):
        first = len(columns.found)
        for place, action in enumerate(stage.actions):
            columns.span[id(action)] = (len(columns.found), len(columns.found))
            name = f"{number(index + 1)}.{number(place + 1)}"
            columns.found.append(BlueprintColumn(index, name, words(action.time), desk.duration(action.duration)))
        if not stage.actions:
            columns.found.append(BlueprintColumn(index, number(index + 1)))
        columns.span[id(stage)] = (first, len(columns.found) - 1)
    return columns


@dataclass(slots=True)
class _Drafting:
    """One blueprint in the making."""

    desk: Desk
    columns: _Columns
    keys: dict[int, str] = field(default_factory=dict)
    """Action or cell (by identity) to the key of its card."""
    notes: list[BlueprintNote] = field(default_factory=list)

    def blueprint(self, keys: list[str]) -> Blueprint:
        filled = [(key, places) for key in keys if (places := list(self._places(key)))]
        present = [key for key, _ in filled]
        lanes = tuple(self._lane(key, places, _lines_above(present, at)) for at, (key, places) in enumerate(filled))
        nodes = {id(place.node): place.node for _, places in filled for place in places}
        links = self._links(nodes)
        summary = self._summary(lanes, links)
        return Blueprint(tuple(self.columns.found), lanes, links, tuple(self.notes), summary)

    def _places(self, key: str) -> Iterator[_Place]:
        """What stands in a lane, column by column, with what a whole stage has before what its actions have."""
        for stage in self.desk.journey.map.stages:
            if key == "actions":
                yield from (_Place(action, *self.columns.span[id(action)]) for action in stage.actions)
                continue
            for holder in (stage, *stage.actions):
                for cell in getattr(holder, key):
                    yield _Place(cell, *self.columns.span[id(holder)])

    def _lane(self, key: str, places: list[_Place], lines: tuple[LineKey, ...]) -> BlueprintLane:
        rows: dict[str, tuple[MapText | None, list[BlueprintCard]]] = {}
        for place in places:
            actor = place.node.actor if isinstance(place.node, Cell) else None
            name = slug(actor) if actor else ""
            rows.setdefault(name, (words(actor), []))[1].append(self._card(place))
        label = "customer-actions" if key == "actions" else f"lane-{key}"
        drawn = tuple(BlueprintRow(actor, tuple(cards)) for actor, cards in rows.values())
        return BlueprintLane(key, self.desk.label(label), self.desk.label(f"hint-{key}"), lines, drawn)

    def _card(self, place: _Place) -> BlueprintCard:
        node = place.node
        desk = self.desk
        self.keys[id(node)] = f"c{len(self.keys) + 1}"
        number = self.columns.found[place.first].number
        item = items.action_item(desk, node, number) if isinstance(node, Action) else items.cell_item(desk, node)
        seconds = node.wait.seconds if node.wait else None
        return BlueprintCard(
            key=self.keys[id(node)],
            first=place.first,
            last=place.last,
            item=replace(item, anchor=desk.home(node)),
            fail=self._note("fail", item.fail_reason),
            wait=self._note("wait", item.wait_reason),
            wait_time=desk.duration(seconds),
        )

    def _note(self, kind: Literal["fail", "wait"], text: MapText | None) -> str | None:
        if text is None:
            return None
        number = f"{kind[0].upper()}{sum(note.kind == kind for note in self.notes) + 1}"
        self.notes.append(BlueprintNote(number, kind, text))
        return number

    def _links(self, nodes: Mapping[int, Node]) -> tuple[BlueprintLink, ...]:
        """What sets off what, and the customer's next actions; a pair that goes both ways is one link."""
        found: dict[tuple[str, str], BlueprintLink] = {}
        for start, node in nodes.items():
            for target in (
                *self.desk.journey.targets(node, "triggers", Action),
                *self.desk.journey.targets(node, "triggers", Cell),
            ):
                if id(target) in nodes:
                    _add(found, BlueprintLink(self.keys[start], self.keys[id(target)], "trigger"))
        for one, other in self._order(nodes):
            _add(found, BlueprintLink(self.keys[one], self.keys[other], "order"))
        return tuple(found.values())

    def _order(self, nodes: Mapping[int, Node]) -> Iterator[tuple[int, int]]:
        """The customer's ways from action to action, past stages without one."""
        ways: dict[int, list[Action | Stage]] = {}
        everything = flow(self.desk.journey)
        for move in everything.moves:
            if move.target is not None:
                ways.setdefault(id(move.start), []).append(move.target)
        for start in everything.stops:
            waiting = list(ways.get(id(start), [])) if id(start) in nodes else []
            seen: set[int] = set()
            while waiting:
                target = waiting.pop(0)
                if id(target) in nodes:
                    yield id(start), id(target)
                elif id(target) not in seen:
                    seen.add(id(target))
                    waiting = [*ways.get(id(target), []), *waiting]

    def _summary(self, lanes: tuple[BlueprintLane, ...], links: tuple[BlueprintLink, ...]) -> MapText:
        """A sentence a lane and a line a link, as a person would read the picture out."""
        desk = self.desk
        model = desk.journey.map
        shape = desk.locale.label(
            "summary-blueprint",
            title=model.title,
            stages=desk.locale.plural("stages", len(model.stages)),
            actions=desk.locale.plural("actions", sum(len(stage.actions) for stage in model.stages)),
        )
        told = [shape]
        for lane in lanes:
            actors = [row.actor for row in lane.rows if row.actor is not None]
            if actors:
                told.append(desk.locale.label("summary-lane", lane=lane.label, actors=desk.join(tuple(actors))))
        cards = [card for lane in lanes for row in lane.rows for card in row.cards]
        fails, waits = sum(card.item.fail_point for card in cards), sum(card.item.wait is not None for card in cards)
        told.append(
            desk.locale.label(
                "summary-trouble", fails=desk.locale.plural("fail-points", fails), waits=desk.locale.plural("waits", waits)
            )
        )
        lines = [desk.locale.sentences(told)]
        texts = {card.key: escape.plain(card.item.text) for card in cards}
        for link in links:
            pairs = [(link.start, link.end), *([(link.end, link.start)] if link.both else [])]
            label = "way-sets-off" if link.kind == "trigger" else "way"
            lines += [desk.locale.label(label, start=texts[one], end=texts[other]) for one, other in pairs]
        return MapText("\n".join(lines))


def _add(found: dict[tuple[str, str], BlueprintLink], link: BlueprintLink) -> None:
    """Put down a link, unless it is there; the way back of one that is there makes it go both ways."""
    there, back = (link.start, link.end), (link.end, link.start)
    if there in found:
        return
    if back in found and link.kind == found[back].kind:
        found[back] = replace(found[back], both=True)
        return
    found[there] = link


def _lines_above(present: list[str], at: int) -> tuple[LineKey, ...]:
    """The lines between a lane and the one before it."""
    return tuple(
        line
        for line, above, below in _LINES
        if above & set(present[:at]) and below & set(present[at:]) and not (below & set(present[:at])) and present[at] in below
    )
