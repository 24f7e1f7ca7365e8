"""What a flow is made of, measured but not yet placed: cards of actions and exits, ways between them, pills on the ways.

Here and in the other `flow_*` modules x grows in the direction of the journey; the view mirrors it at the very end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from journeymap.escape import MapText, plain
from journeymap.render import measure
from journeymap.render.board.types import ActionItem
from journeymap.render.scene.pen import BODY, META, META_2, Style, base_direction, joined, styled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.board.types import Board, FlowEdge, FlowNode
    from journeymap.render.scene.shapes import Direction

Kind = Literal["on", "back", "leave"]

BADGE = 10.5
"""Radius of the face on a card's corner."""
ICON = 12.0
"""Size of an icon before a line."""

CARD_WIDTH = 190.0
_CARD_WIDEST, _CARD_LOWEST = 260.0, 46.0
_CARD_LEFT, _CARD_RIGHT, _CARD_TOP = 18.0, 20.0, 11.0
_EXIT_TEXT, _EXIT_LEFT, _EXIT_RIGHT, _EXIT_TOP = 160.0, 31.0, 12.0, 9.0
_PILL_TEXT, _PILL_SIDE, _PILL_TOP, _PILL_GAP = 142.0, 9.0, 2.5, 6.0
_THINNEST, _THICKEST, _PLAIN = 1.6, 6.6, 2.4
_LOOP_ICON = 22.0
_ICON_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The far side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> Rect:
        """The same one elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, margin: float) -> Rect:
        """With a margin all around."""
        return Rect(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def meets(self, other: Rect) -> bool:
        """Whether they share more than a border."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text at a place counted from the upper left corner of what it stands in: its start and its baseline."""

    text: str | MapText
    x: float
    baseline: float
    style: Style
    direction: Direction
    """Of the whole text that it is a line of."""
    icon: str = ""
    """A drawing before the line, in its colour; the line itself begins behind it."""

    @property
    def icon_x(self) -> float:
        """Where the drawing begins."""
        return self.x - ICON - _ICON_GAP


@dataclass(frozen=True, slots=True)
class Card:
    """An action, or, without a node, a way out of the journey."""

    key: str
    column: int
    width: float
    height: float
    words: tuple[Words, ...]
    node: FlowNode | None = None


@dataclass(frozen=True, slots=True)
class Pill:
    """What is written on a way: its share, its condition. Without words it is a sign of going round."""

    width: float
    height: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way between two cards. The words of a way out stand on its exit."""

    key: str
    kind: Kind
    start: str
    end: str
    reach: float
    width: float
    pill: Pill | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything to be placed. `weighed` says whether the widths of the ways tell shares."""

    columns: int
    """How many stages there are."""
    cards: Mapping[str, Card]
    ways: tuple[Way, ...]
    weighed: bool
    leaving: Mapping[str, Sequence[Way]]
    """The ways that begin at each card, by its key; a card where none begins is left out."""


def parts_of(board: Board) -> Parts:
    """The parts of a board's flow, in journey order; an exit follows its action."""
    flow = board.flow
    weighed = any(edge.share_label is not None for edge in flow.edges)
    people = _people(board)
    width = _card_width(board)
    cards: dict[str, Card] = {}
    leaving: dict[str, list[tuple[str, FlowEdge]]] = {}
    for place, edge in enumerate(flow.edges):
        if edge.end is None:
            leaving.setdefault(edge.start, []).append((f"x{place + 1}", edge))
    for node in flow.nodes:
        cards[node.key] = _card(board, node, people.get(node.anchor, ()), width)
        for key, edge in leaving.get(node.key, []):
            cards[key] = _exit(board, key, edge, node.column)
    ways = tuple(_way(place, edge, board.direction, weighed=weighed) for place, edge in enumerate(flow.edges))
    starting: dict[str, list[Way]] = {}
    for way in ways:
        starting.setdefault(way.start, []).append(way)
    return Parts(len(board.columns), cards, ways, weighed, starting)


def _people(board: Board) -> dict[str, tuple[MapText, ...]]:
    """Who does an action, where not everybody does: the flow itself does not say, the lane of actions does."""
    items = (item for row in board.rows for cell in row.cells for item in cell)
    return {item.anchor: item.personas for item in items if isinstance(item, ActionItem) and item.personas}


def _card_width(board: Board) -> float:
    """One width for all, in which no mark and no word but a very long one is broken."""
    words = [measure.longest_word(plain(node.text), BODY.size) for node in board.flow.nodes]
    marks = [_reserved(mark.text, mark.style) + ICON + _ICON_GAP for node in board.flow.nodes for mark in _marks(board, node)]
    longest = max([*words, *marks], default=0.0)
    return min(_CARD_WIDEST, max(CARD_WIDTH, longest + _CARD_LEFT + _CARD_RIGHT))


class _Mark(NamedTuple):
    """What sets an action apart, in words above its own."""

    text: str
    style: Style
    icon: str


def _marks(board: Board, node: FlowNode) -> list[_Mark]:
    quiet, gold = styled(META_2, "ink-2", 600), styled(META_2, "moment", 600)
    marks = (
        (node.starts, _Mark(board.labels["starts-here"], quiet, "footprints")),
        (node.ends, _Mark(board.labels["ends-here"], quiet, "flag")),
        (node.moment_of_truth, _Mark(board.labels["moment-of-truth"], gold, "gem")),
    )
    return [mark for shown, mark in marks if shown]


class _Column:
    """Lines one below the other."""

    def __init__(self, page: Direction, x: float, top: float, width: float) -> None:
        self._page, self._x, self.y, self._width = page, x, top, width
        self.words: list[Words] = []

    def put(self, text: str | MapText, style: Style, icon: str = "") -> None:
        direction = base_direction(plain(text), self._page)
        before = ICON + _ICON_GAP if icon else 0.0
        for line in measure.wrap(plain(text), self._width - before, style.size, style.weight, balanced=True):
            shown = MapText(line) if isinstance(text, MapText) else line
            self.words.append(Words(shown, self._x + before, self.y + style.rise(), style, direction, icon))
            self.y += style.leading
            icon = ""

    def centred(self, height: float) -> tuple[Words, ...]:
        """The lines, moved down to the middle of a card that is higher than they need."""
        slack = max(0.0, (height - self.y - _CARD_TOP) / 2)
        return tuple(replace(one, baseline=one.baseline + slack) for one in self.words)


def _card(board: Board, node: FlowNode, people: tuple[MapText, ...], width: float) -> Card:
    lines = _Column(board.direction, _CARD_LEFT, _CARD_TOP, width - _CARD_LEFT - _CARD_RIGHT)
    for mark in _marks(board, node):
        lines.put(*mark)
    lines.put(node.text, BODY)
    if people:
        lines.put(joined(list(people)), META)
    height = max(_CARD_LOWEST, lines.y + _CARD_TOP)
    return Card(node.key, node.column, width, height, lines.centred(height), node)


def _exit(board: Board, key: str, edge: FlowEdge, column: int) -> Card:
    lines = _Column(board.direction, _EXIT_LEFT, _EXIT_TOP, _EXIT_TEXT)
    lines.put(joined([board.labels["leaves"], edge.share_label], " "), styled(META_2, "negative", 600))
    if edge.when is not None:
        lines.put(edge.when, styled(META_2, "ink"))
    return Card(key, column, _width(lines.words) + _EXIT_RIGHT, lines.y + _EXIT_TOP, tuple(lines.words))


def _width(words: Iterable[Words]) -> float:
    """How far lines reach, reserve included."""
    return max((one.x + _reserved(one.text, one.style) for one in words), default=0.0)


def _reserved(text: str | MapText, style: Style) -> float:
    return measure.reserved(plain(text), style.size, style.weight)


def _middled(words: Sequence[Words]) -> tuple[Words, ...]:
    """The words of a pill, with what their reserve leaves on both sides of them."""
    ends = [one.x + measure.width(plain(one.text), one.style.size, one.style.weight) for one in words]
    spare = min((_width(words) - max(ends)) / 2, _PILL_SIDE - 3)
    return tuple(replace(one, x=one.x + spare) for one in words)


def _way(place: int, edge: FlowEdge, page: Direction, *, weighed: bool) -> Way:
    number = place + 1
    kind: Kind = "leave" if edge.end is None else "back" if edge.back else "on"
    width = _THINNEST + (_THICKEST - _THINNEST) * edge.reach if weighed else _PLAIN
    end = edge.end or f"x{number}"
    pill = None if edge.end is None else _pill(edge, page)
    if pill is None and edge.start == edge.end:
        pill = Pill(_LOOP_ICON, _LOOP_ICON, ())
    return Way(f"e{number}", kind, edge.start, end, edge.reach, round(width, 2), pill)


def _pill(edge: FlowEdge, page: Direction) -> Pill | None:
    """Share and condition on one line where they fit, else the condition below the share."""
    token = "negative" if edge.back else "ink-2"
    loud, quiet = styled(META_2, token, 600), styled(META_2, token)
    share, when = edge.share_label, edge.when
    if share is None and when is None:
        return None
    before = _PILL_SIDE + (_reserved(share, loud) + _PILL_GAP if share else 0)
    if before + (_reserved(when, quiet) if when else 0) <= _PILL_TEXT + _PILL_SIDE:
        baseline = _PILL_TOP + quiet.rise()
        words = [Words(share, _PILL_SIDE, baseline, loud, base_direction(share, page))] if share else []
        words += [Words(when, before, baseline, quiet, base_direction(plain(when), page))] if when else []
        return Pill(_width(words) + _PILL_SIDE, quiet.leading + 2 * _PILL_TOP, _middled(words))
    lines = _Column(page, _PILL_SIDE + 1, _PILL_TOP + 2, _PILL_TEXT)
    for text, style in ((share, loud), (when, quiet)):
        if text is not None:
            lines.put(text, style)
    return Pill(_width(lines.words) + _PILL_SIDE + 1, lines.y + _PILL_TOP + 2, _middled(lines.words))
