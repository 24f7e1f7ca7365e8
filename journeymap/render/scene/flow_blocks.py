"""The cards of one stage, laid out by themselves: by Graphviz, or one below the other where there is none.

A stage that would be very tall becomes several blocks side by side. Only ways within a block are drawn here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.render import dot
from journeymap.render.scene.flow_parts import CARD_WIDTH, Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.dot import Engine, Placed, Point
    from journeymap.render.scene.flow_parts import Card, Parts, Way

_TALLEST, _SQUARE = 12, 2.0
"""The most actions of a block; in a long journey as many as keep the whole picture from being a strip."""

_HALF_RANK, _BESIDE = 20.0, 26.0
_EXIT_BESIDE, _STACK_GAP, _PILL_GAP = 34.0, 44.0, 20.0


@dataclass(frozen=True, slots=True)
class Block:
    """Cards with places counted from the block's upper left corner, and what runs between them."""

    column: int
    width: float
    height: float
    cards: Mapping[str, Rect]
    pills: Mapping[str, Rect]
    """By the key of their way."""
    routes: Mapping[str, tuple[Point, ...]]
    """Bézier control points of a way, from its start to its end."""


def chunks(parts: Parts) -> list[tuple[int, list[Card]]]:
    """The stage and the cards of each block, exits with their actions. A stage without any has one block, too."""
    columns: list[list[Card]] = [[] for _ in range(parts.columns)]
    for card in parts.cards.values():
        columns[card.column].append(card)
    actions = sum(card.node is not None for card in parts.cards.values())
    tallest = max(_TALLEST, math.isqrt(round(_SQUARE * actions)))
    return [(column, chunk) for column, cards in enumerate(columns) for chunk in _chunks(cards, tallest)]


def _chunks(cards: Sequence[Card], tallest: int) -> list[list[Card]]:
    """Of nearly equal length, none longer than `tallest` actions."""
    actions = sum(card.node is not None for card in cards)
    number = max(1, -(-actions // tallest))
    ends = [actions * (index + 1) // number for index in range(number)]
    found: list[list[Card]] = [[] for _ in range(number)]
    seen, place = 0, 0
    for card in cards:
        if card.node is not None:
            place += seen == ends[place]
            seen += 1
        found[place].append(card)
    return found


def inner_ways(cards: Sequence[Card], parts: Parts) -> list[Way]:
    """The ways that begin and end within a block."""
    keys = {card.key for card in cards}
    return [way for card in cards for way in parts.leaving.get(card.key, ()) if way.end in keys]


def drawn(column: int, cards: Sequence[Card], parts: Parts, engine: Engine) -> Block:
    """A block as Graphviz lays it out. Raises `EngineError`."""
    if not cards:
        return Block(column, CARD_WIDTH, 0, {}, {}, {})
    ways = inner_ways(cards, parts)
    nodes, edges = _graph(cards, ways)
    placed = dot.place(_written(nodes, edges), engine)
    dot.check(placed, nodes, edges, engine)
    return _block(column, cards, ways, placed)


def graph(cards: Sequence[Card], ways: Sequence[Way]) -> str:
    """The DOT text of a block."""
    return _written(*_graph(cards, ways))


def _written(nodes: Sequence[dot.Node], edges: Sequence[dot.Edge]) -> str:
    return dot.write(nodes, edges, between=_HALF_RANK, beside=_BESIDE)


def _graph(cards: Sequence[Card], ways: Sequence[Way]) -> tuple[list[dot.Node], list[dot.Edge]]:
    """The graph of a block. A pill is a node of its own on its way, so that nothing can lie on it.

    All lines run down in the order of the journey, loops too, whichever way they are gone: so the order of the ranks is
    ours, and a loop stands beside what it repeats. Exits come first, which puts them on the side that ways to later
    stages do not leave from.
    """
    order = {card.key: place for place, card in enumerate(cards)}
    nodes = [dot.Node(card.key, card.width, card.height) for card in cards]
    edges: list[dot.Edge] = []
    for way in sorted(ways, key=lambda way: (order[way.start], way.kind != "leave")):
        tail, head = sorted((way.start, way.end), key=order.__getitem__)
        weight = _weight(way, straight=order[head] - order[tail] == 1)
        if way.pill is None:
            edges.append(dot.Edge(way.key, tail, head, weight, ranks=2))
            continue
        pill = f"p{way.key}"
        nodes.append(dot.Node(pill, way.pill.width, way.pill.height))
        edges.append(dot.Edge(f"{way.key}a", tail, pill, weight))
        # Of a loop to the same action both halves hang from it, side by side.
        edges.append(dot.Edge(f"{way.key}b", *((tail, pill) if tail == head else (pill, head)), weight))
    return nodes, edges


def _weight(way: Way, *, straight: bool) -> int:
    """Where most customers go the line is straight."""
    return 1 if way.kind != "on" else 2 + round(20 * way.reach) + straight


def _block(column: int, cards: Sequence[Card], ways: Sequence[Way], placed: Placed) -> Block:
    order = {card.key: place for place, card in enumerate(cards)}

    def rect(key: str, width: float, height: float) -> Rect:
        x, y = placed.nodes[key]
        return Rect(x - width / 2, y - height / 2, width, height)

    pills = {way.key: rect(f"p{way.key}", way.pill.width, way.pill.height) for way in ways if way.pill is not None}
    routes = {}
    for way in ways:
        if way.pill is None:
            route = placed.routes[way.key]
        else:
            route = _joined(placed.routes[f"{way.key}a"], placed.routes[f"{way.key}b"], turns=way.start == way.end)
        routes[way.key] = route[::-1] if order[way.start] > order[way.end] else route
    return _cropped(column, {card.key: rect(card.key, card.width, card.height) for card in cards}, pills, routes)


def _joined(first: tuple[Point, ...], second: tuple[Point, ...], *, turns: bool) -> tuple[Point, ...]:
    """One line of two, by a straight piece behind the pill."""
    second = second[::-1] if turns else second
    return (*first, first[-1], second[0], *second)


def _cropped(column: int, cards: dict[str, Rect], pills: dict[str, Rect], routes: dict[str, tuple[Point, ...]]) -> Block:
    """Moved so that the first card or pill from the left begins at 0, and from the top."""
    rects = [*cards.values(), *pills.values()]
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    return Block(
        column,
        max(rect.right for rect in rects) - left,
        max(rect.bottom for rect in rects) - top,
        {key: rect.moved(-left, -top) for key, rect in cards.items()},
        {key: rect.moved(-left, -top) for key, rect in pills.items()},
        {key: tuple((x - left, y - top) for x, y in route) for key, route in routes.items()},
    )


def stacked(column: int, cards: Sequence[Card], parts: Parts) -> Block:
    """A block without Graphviz: actions one below the other, their exits before them, straight lines between neighbours.

    All other ways are left to the router.
    """
    if not cards:
        return Block(column, CARD_WIDTH, 0, {}, {}, {})
    ways = inner_ways(cards, parts)
    actions = [card for card in cards if card.node is not None]
    exits: dict[str, list[Card]] = {card.key: [] for card in actions}
    for way in ways:
        if way.kind == "leave":
            exits[way.start].append(parts.cards[way.end])
    left = max((card.width + _EXIT_BESIDE for group in exits.values() for card in group), default=0.0)
    places: dict[str, Rect] = {}
    pills: dict[str, Rect] = {}
    straight: list[Way] = []
    y = 0.0
    for card, following in zip(actions, [*actions[1:], None], strict=True):
        y = _row(card, exits[card.key], left, y, places)
        between = None if following is None else _straight(card, following, ways)
        if between is not None:
            straight.append(between)
        pill = None if between is None else between.pill
        if between is None or pill is None:
            y += _STACK_GAP
            continue
        pills[between.key] = Rect(left + (card.width - pill.width) / 2, y + _PILL_GAP, pill.width, pill.height)
        y += pill.height + 2 * _PILL_GAP
    routes = {way.key: _upright(places[way.start], places[way.end]) for way in straight}
    routes.update({way.key: _sideways(places[way.start], places[way.end]) for way in ways if way.kind == "leave"})
    return _cropped(column, places, pills, routes)


def _row(card: Card, exits: Sequence[Card], left: float, y: float, places: dict[str, Rect]) -> float:
    """Put an action and its exits on a row that begins at `y`; where it ends."""
    beside = sum(out.height + _PILL_GAP for out in exits) - _PILL_GAP
    height = max(card.height, beside)
    places[card.key] = Rect(left, y + (height - card.height) / 2, card.width, card.height)
    top = y + (height - beside) / 2
    for out in exits:
        places[out.key] = Rect(left - _EXIT_BESIDE - out.width, top, out.width, out.height)
        top += out.height + _PILL_GAP
    return y + height


def _straight(one: Card, other: Card, ways: Iterable[Way]) -> Way | None:
    """The way that gets the straight line between two neighbours."""
    return next((way for way in ways if (way.start, way.end) == (one.key, other.key)), None)


def _upright(start: Rect, end: Rect) -> tuple[Point, ...]:
    return _line((start.middle[0], start.bottom), (end.middle[0], end.y))


def _sideways(start: Rect, end: Rect) -> tuple[Point, ...]:
    return _line((start.x, min(max(end.middle[1], start.y), start.bottom)), (end.right, end.middle[1]))


def _line(start: Point, end: Point) -> tuple[Point, ...]:
    return start, start, end, end
