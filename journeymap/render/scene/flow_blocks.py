"""The cards of one stage, laid out by themselves: by Graphviz, or one below the other where there is none.

A stage that would be very tall becomes several blocks side by side. Only ways within a block are drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from journeymap.render import dot
from journeymap.render.scene.flow_parts import Card, Parts, Rect, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.dot import Engine, Placed, Point

_TALLEST = 12
"""Actions of a block."""

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


def chunks(parts: Parts) -> list[list[Card]]:
    """The cards of each block, exits with their actions."""
    columns: dict[int, list[Card]] = {}
    for card in parts.cards.values():
        columns.setdefault(card.column, []).append(card)
    return [chunk for column in sorted(columns) for chunk in _chunks(columns[column])]


def _chunks(cards: Sequence[Card]) -> list[list[Card]]:
    """Of nearly equal length, none longer than `_TALLEST` actions."""
    actions = sum(card.node is not None for card in cards)
    number = max(1, -(-actions // _TALLEST))
    ends = [actions * (index + 1) // number for index in range(number)]
    found: list[list[Card]] = [[] for _ in range(number)]
    seen, place = 0, 0
    for card in cards:
        if card.node is not None:
            place += seen == ends[place]
            seen += 1
        found[place].append(card)
    return found


def inner_ways(cards: Iterable[Card], parts: Parts) -> list[Way]:
    """The ways that begin and end within a block."""
    keys = {card.key for card in cards}
    return [way for way in parts.ways if way.start in keys and way.end in keys]


def drawn(cards: Sequence[Card], parts: Parts, engine: Engine) -> Block:
    """A block as Graphviz lays it out. Raises `EngineError`."""
    ways = inner_ways(cards, parts)
    return _block(cards, ways, dot.place(graph(cards, ways), engine))


def graph(cards: Sequence[Card], ways: Sequence[Way]) -> str:
    """The DOT text of a block. A pill is a node of its own on its way, so that nothing can lie on it.

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
    return dot.write(nodes, edges, between=_HALF_RANK, beside=_BESIDE)


def _weight(way: Way, *, straight: bool) -> int:
    """Where most customers go the line is straight."""
    return 1 if way.kind != "on" else 2 + round(10 * way.reach) + 2 * straight


def _block(cards: Sequence[Card], ways: Sequence[Way], placed: Placed) -> Block:
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
    return _cropped(cards[0].column, {card.key: rect(card.key, card.width, card.height) for card in cards}, pills, routes)


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


def stacked(cards: Sequence[Card], parts: Parts) -> Block:
    """A block without Graphviz: actions one below the other, their exits before them, straight lines between neighbours.

    All other ways are left to the router.
    """
    actions = [card for card in cards if card.node is not None]
    exits = {card.key: [parts.cards[way.end] for way in parts.ways if way.kind == "leave" and way.start == card.key] for card in actions}
    ways = inner_ways(cards, parts)
    straight = {(one.key, other.key): _straight(one, other, ways) for one, other in pairwise(actions)}
    left = max((card.width + _EXIT_BESIDE for group in exits.values() for card in group), default=0.0)
    places: dict[str, Rect] = {}
    pills: dict[str, Rect] = {}
    routes: dict[str, tuple[Point, ...]] = {}
    y = 0.0
    for index, card in enumerate(actions):
        height = max(card.height, sum(out.height + _PILL_GAP for out in exits[card.key]) - _PILL_GAP)
        places[card.key] = Rect(left, y + (height - card.height) / 2, card.width, card.height)
        top = y + (height - sum(out.height + _PILL_GAP for out in exits[card.key]) + _PILL_GAP) / 2
        for out in exits[card.key]:
            places[out.key] = Rect(left - _EXIT_BESIDE - out.width, top, out.width, out.height)
            top += out.height + _PILL_GAP
        following = actions[index + 1] if index + 1 < len(actions) else None
        way = straight[card.key, following.key] if following is not None else None
        y += height + (_STACK_GAP if way is None or way.pill is None else way.pill.height + 2 * _PILL_GAP)
        if way is not None and way.pill is not None:
            pills[way.key] = Rect(left + (card.width - way.pill.width) / 2, y - _PILL_GAP - way.pill.height, way.pill.width, way.pill.height)
    for way in ways:
        route = _stacked_route(way, straight.values(), places)
        if route is not None:
            routes[way.key] = route
    return _cropped(cards[0].column, places, pills, routes)


def _straight(one: Card, other: Card, ways: Iterable[Way]) -> Way | None:
    """The way that gets the straight line between two neighbours."""
    return next((way for way in ways if (way.start, way.end) == (one.key, other.key)), None)


def _stacked_route(way: Way, straight: Iterable[Way | None], places: Mapping[str, Rect]) -> tuple[Point, ...] | None:
    start, end = places[way.start], places[way.end]
    if way.kind == "leave":
        return _line((start.x, min(max(end.middle[1], start.y), start.bottom)), (end.right, end.middle[1]))
    if any(way is one for one in straight):
        return _line((start.middle[0], start.bottom), (end.middle[0], end.y))
    return None


def _line(start: Point, end: Point) -> tuple[Point, ...]:
    return start, start, end, end
