"""What the templates of an HTML page may call: every function gives markup in which texts of the map are escaped.

Numbers and names stand in an element of their own direction, so that a Persian word in an English map, or a signed
number in a Persian one, keeps its order without moving its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from journeymap import escape
from journeymap.escape import MapText
from journeymap.locale import direction
from journeymap.render import icons
from journeymap.render.board.types import Reference, SolutionItem, TouchpointItem
from journeymap.render.scene.marks import trend_icon
from journeymap.render.svg import FACE_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from journeymap.render.board.backlog_types import EvidenceEntry
    from journeymap.render.board.types import Board, EmotionItem, MetricItem, PersonaCard

_FLIPPED = frozenset({"arrow-right", "log-out", "repeat", "trending-down", "trending-up"})
"""Icons that point along the reading direction."""

_TONES = {"positive": "smile", "neutral": "meh", "negative": "frown"}
_NOTHING = Markup()

Text = str | MapText | Markup


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel to filter by."""

    key: str
    name: str | MapText
    icon: str


class Page:
    """One page in the making."""

    def __init__(self, board: Board, sections: frozenset[str], links: Mapping[str, str] | None = None) -> None:
        """Look up what the functions need: anchors that exist, channels and personas that one may filter by, other pages."""
        self._board = board
        self._labels = board.labels
        self._icons: set[str] = set()
        items = [item for row in board.rows for cell in row.cells for item in cell]
        self._links = links or {}
        shown = {item.anchor for item in items} | {column.anchor for column in board.columns}
        self._taken = shown if "map" in sections else set[str]()
        self._anchors = set(self._taken)
        if "backlog" in sections:
            self._anchors |= _of_backlog(board)
        if "evidence" in sections:
            self._anchors |= {one.anchor for one in board.evidence}
        if "personas" in sections or "map" in sections:
            self._anchors |= {card.anchor for card in board.personas}
        self._homes = {item.number: item.anchor for item in items if isinstance(item, SolutionItem) and not item.repeated}
        self._channels = _channels(item for item in items if isinstance(item, TouchpointItem))
        self._personas = tuple(card.name for card in board.personas)
        self._direction = direction(board.labels_language)
        self._foreign = _primary(board.language) != _primary(board.labels_language)

    def values(self) -> dict[str, object]:
        """The functions and the filters, by the names the templates use."""
        functions = (
            self.say, self.num, self.field, self.quoted, self.dotted, self.names, self.icon, self.trend, self.against, self.who,
            self.channel, self.channel_icon, self.tone_icon, self.refs, self.home, self.jump, self.percent, self.stroke_class,
            self.spot, self.portrait, self.supported, self.other_map,
        )  # fmt: skip
        return {
            **{function.__name__: function for function in functions},
            "channels": self._channels if len(self._channels) > 1 else (),
            "personas": self._personas if len(self._personas) > 1 else (),
        }

    def used(self) -> list[tuple[str, str]]:
        """The icons that were asked for, with their drawings."""
        return [(name, icons.drawings()[name]) for name in sorted(self._icons)]

    def say(self, text: Text) -> Markup:
        """A text of the map, or a word of ours, which is marked where it is not in the map's language."""
        if isinstance(text, MapText):
            return Markup('<span dir="auto">{}</span>').format(text)
        if isinstance(text, Markup) or not self._foreign:
            return escape.html(text) if not isinstance(text, Markup) else text
        return Markup('<span lang="{}" dir="auto">{}</span>').format(self._board.labels_language, text)

    def num(self, text: Text) -> Markup:
        """A number, a date or a duration, which does not mix with what stands around it; its unit is the map's."""
        if isinstance(text, MapText):
            return self.say(text)
        return Markup('<bdi dir="{}">{}</bdi>').format(self._direction, escape.html(text))

    def field(self, label: Text, value: Text) -> Markup:
        """A label and its value."""
        return escape.html(self._labels["field"]).format(label=self.say(label), value=self.say(value))

    def quoted(self, text: MapText) -> Markup:
        """What somebody said, in the quotation marks of the board's language."""
        return Markup('<q dir="auto">{}</q>').format(escape.html(self._labels["quoted"]).format(text=text))

    def dotted(self, parts: Sequence[Text | None]) -> Markup:
        """Short facts in a row; what is None is left out."""
        return Markup(" · ").join(self.say(part) for part in parts if part)

    def names(self, texts: Sequence[MapText]) -> Markup:
        """Names in a row; all personas where there are none."""
        return self.dotted(texts or [self._labels["all-personas"]])

    def icon(self, name: str) -> Markup:
        """A drawing, which says nothing by itself."""
        self._icons.add(name)
        flip = " flip" if name in _FLIPPED else ""
        return Markup('<svg class="ic{}" aria-hidden="true"><use href="#_i-{}"/></svg>').format(flip, name)

    def trend(self, metric: MetricItem) -> Markup:
        """By how much a value has changed."""
        if metric.change is None:
            return _NOTHING
        arrow = self.icon(trend_icon(metric)) if metric.trend else _NOTHING
        return Markup('<span class="move">{} {}</span>').format(arrow, self.num(metric.change))

    def against(self, metric: MetricItem) -> Markup:
        """How a value stands against its target, and since when that is known."""
        label = self._labels["target-value"]
        target = escape.html(label).format(value=self.num(metric.target)) if metric.target is not None else None
        sign = self.icon(icons.TARGETS[metric.state]) if metric.state else _NOTHING
        facts = self.dotted([target, metric.state_label])
        against = Markup('<span class="against">{} {}</span>').format(sign, facts) if facts else _NOTHING
        since = Markup('<span class="since">{}</span>').format(self.num(metric.date)) if metric.date is not None else _NOTHING
        return against + since

    def who(self, personas: Sequence[MapText]) -> Markup:
        """The attribute by which the persona filter knows what is not about everybody."""
        numbers = [str(self._personas.index(name) + 1) for name in personas if name in self._personas]
        return Markup(' data-p="{}"').format(" ".join(numbers)) if numbers and len(self._personas) > 1 else _NOTHING

    def channel(self, touchpoint: TouchpointItem) -> Markup:
        """The attribute by which the channel filter knows a touchpoint."""
        number = next((index + 1 for index, one in enumerate(self._channels) if one.key == touchpoint.channel_key), None)
        return Markup(' data-c="{}"').format(number) if number else _NOTHING

    def channel_icon(self, touchpoint: TouchpointItem) -> str:
        """The name of the icon of a touchpoint."""
        return icons.for_channel(touchpoint.channel_key)

    def tone_icon(self, emotion: EmotionItem) -> str:
        """The name of the face of an emotion; a feeling without a score has none."""
        return _TONES[emotion.tone] if emotion.tone else "circle-dashed"

    def refs(self, references: Sequence[Reference]) -> Markup:
        """Numbers of cards, linked where the card is on the page."""
        return escape.html(self._labels["comma"]).join(self.jump(one.anchor, one.number) for one in references)

    def home(self, solution: SolutionItem) -> Reference:
        """Where a solution stands whole."""
        return Reference(solution.number, self._homes.get(solution.number, solution.anchor))

    def jump(self, anchor: str, text: Text) -> Markup:
        """A link to another place of the page, or the text alone where that place is not shown."""
        if anchor not in self._anchors:
            return self.say(text)
        return Markup('<a href="#{}">{}</a>').format(anchor, text if isinstance(text, str) else self.say(text))

    def other_map(self, path: MapText) -> Markup:
        """The path of another map: a link where its page is drawn in the same run."""
        address = self._links.get(escape.plain(path))
        return self.say(path) if address is None else Markup('<a href="{}">{}</a>').format(address, self.say(path))

    def spot(self, anchor: str) -> Markup:
        """The id of something, if it does not stand on the map above already."""
        return _NOTHING if anchor in self._taken else Markup(' id="{}"').format(anchor)

    def portrait(self, card: PersonaCard) -> Markup:
        """A persona's picture, or a drawing of nobody in particular."""
        found = card.image
        if found is None:
            return Markup('<span class="av" aria-hidden="true">{}</span>').format(self.icon("user"))
        source = f"data:{found.media_type};base64,{found.data}"
        place = f"50% {FACE_HEIGHT * 100:g}%"
        image = Markup('<img class="av" src="{}" alt="{}" width="{}" height="{}" style="object-position:{}">')
        return image.format(source, found.alt or "", found.width, found.height, place)

    def supported(self, entry: EvidenceEntry) -> Markup:
        """What rests on a piece of evidence: numbers of pain points, and names."""
        pains = [self.jump(one.anchor, one.number) for one in entry.pains]
        return escape.html(self._labels["comma"]).join([*pains, *(self.say(other) for other in entry.others)])

    def percent(self, fraction: float) -> str:
        """A fraction for a style."""
        return f"{fraction * 100:.4g}"

    def stroke_class(self, line: int) -> str:
        """How the strokes of a second persona, and of all further ones, differ from the first."""
        return ("", " alt", " alt alt2")[min(line, 2)]


def _of_backlog(board: Board) -> set[str]:
    backlog = board.backlog
    found = {one.item.anchor for one in backlog.pains} | {one.item.anchor for one in backlog.solutions}
    found |= {one.item.anchor for one in backlog.opportunities}
    return found | {one.anchor for one in backlog.resources}


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


def _channels(touchpoints: Iterable[TouchpointItem]) -> tuple[Channel, ...]:
    """Every channel once, in order of appearance."""
    found: dict[str, Channel] = {}
    for one in touchpoints:
        if one.channel_key and one.channel:
            found.setdefault(one.channel_key, Channel(one.channel_key, one.channel, icons.for_channel(one.channel_key)))
    return tuple(found.values())
