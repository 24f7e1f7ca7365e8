"""The service blueprint of a `Board`: lanes in the method's order, a row for each actor, and what sets off what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from journeymap.escape import MapText
    from journeymap.render.board.types import ActionItem, CellItem

LineKey = Literal["line-interaction", "line-visibility", "line-internal"]
"""The three lines of the method: also the keys of their labels."""


LinkKind = Literal["trigger", "order"]
"""What is set off, or the customer's next action."""


@dataclass(frozen=True, slots=True)
class BlueprintColumn:
    """One action, or a stage without any."""

    stage: int
    """Index among the board's columns."""
    number: str
    """Of the action (`2.1`), or of the stage (`2`)."""
    time: MapText | None = None
    duration: str | None = None


@dataclass(frozen=True, slots=True)
class BlueprintCard:
    """What somebody does or shows, across the columns `first` to `last`; `key` is c1, c2 ... in reading order."""

    key: str
    first: int
    last: int
    item: ActionItem | CellItem
    """With the anchor of its first showing."""
    fail: str | None = None
    """`F1`: the number of a fail point that has a reason."""
    wait: str | None = None
    """`W1`: the number of a wait that has a reason."""
    wait_time: str | None = None
    """How long the wait is, without words around it."""


@dataclass(frozen=True, slots=True)
class BlueprintRow:
    """What one actor does; without a name it is nobody's in particular."""

    actor: MapText | None
    cards: tuple[BlueprintCard, ...]


@dataclass(frozen=True, slots=True)
class BlueprintLane:
    """One lane by its key in the format, with the named lines that lie above it, from the top."""

    key: str
    label: str
    hint: str
    lines: tuple[LineKey, ...]
    rows: tuple[BlueprintRow, ...]


@dataclass(frozen=True, slots=True)
class BlueprintLink:
    """From one card to another: what sets it off, or the customer's next action; `both` if it goes both ways."""

    start: str
    end: str
    kind: LinkKind
    both: bool = False


@dataclass(frozen=True, slots=True)
class BlueprintNote:
    """The reason of a fail point or a wait, with its number."""

    number: str
    kind: Literal["fail", "wait"]
    text: MapText


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything the blueprint view draws beyond the board's head and foot."""

    columns: tuple[BlueprintColumn, ...]
    lanes: tuple[BlueprintLane, ...]
    links: tuple[BlueprintLink, ...]
    notes: tuple[BlueprintNote, ...]
    summary: str | MapText
    """For somebody who does not see the picture: its lanes, actors and links in words."""

    def cards(self) -> tuple[BlueprintCard, ...]:
        """Every card, in reading order."""
        return tuple(card for lane in self.lanes for row in lane.rows for card in row.cards)

    def ways(self) -> dict[str, list[tuple[LinkKind, BlueprintCard]]]:
        """What each card leads to, by its key, for telling it in words: a next action that simply follows is left out."""
        cards = {card.key: card for card in self.cards()}
        found: dict[str, list[tuple[LinkKind, BlueprintCard]]] = {key: [] for key in cards}
        for link in self.links:
            for start, end in [(link.start, link.end), *([(link.end, link.start)] if link.both else [])]:
                if link.kind == "trigger" or cards[end].first != cards[start].last + 1:
                    found[start].append((link.kind, cards[end]))
        return found

    def number(self, card: BlueprintCard) -> str:
        """The number of the place where a card stands: of its action, or of its stage."""
        number = self.columns[card.first].number
        return number if card.first == card.last else number.partition(".")[0]
