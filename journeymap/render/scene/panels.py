"""What the views without columns are made of: cards with a heading, and things in as many columns as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap.render.measure import reserved
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.pen import BODY_2, META, META_2, TITLE, VALUE, Pen, Slot, Style, filled, joined, styled
from journeymap.render.scene.shapes import Box

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.scene.pen import Text

PAGE = 1480
"""The width of these views: that of a screen, since it does not follow from a number of stages."""
ROOM = Slot(MARGIN, MARGIN, PAGE - 2 * MARGIN)
"""What the margins of such a page leave."""
BETWEEN = 12
"""Between panels."""
PANEL_PADDING = 20
_TILES = (104, 168)
_TILE_GAP = 10
_PANEL_TITLE = Style(15, 20, 600)

Draw = Callable[[Pen, Slot], float]
"""Draws something from the top of a slot down and says where it ends."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A card with an icon, a title and a hint; `draw` fills it."""

    anchor: str
    icon: str
    title: Text
    hint: Text
    draw: Draw

    def put(self, pen: Pen, slot: Slot, least: float = 0) -> float:
        """Draw it, down to `least` if what is in it ends sooner; where it ends."""
        with pen.group(self.anchor, self.title):
            inside = slot.inset(PANEL_PADDING, PANEL_PADDING).at(slot.y + PANEL_PADDING - 3)
            y = self.draw(pen, inside.at(_heading(pen, self, inside) + 12)) + PANEL_PADDING
            bottom = max(y, least)
            pen.behind(0, Box(slot.x, slot.y, slot.width, bottom - slot.y, "surface", "line", radius=14))
        return bottom


def _heading(pen: Pen, panel: Panel, slot: Slot) -> float:
    pen.icon(panel.icon, slot.x, slot.y + 1.5, size=17, token="ink-2")  # noqa: S106 -- a colour's name
    beside = slot.inset(26)
    y = pen.paragraph(panel.title, beside, _PANEL_TITLE)
    return pen.paragraph(panel.hint, beside.at(y), META) if panel.hint else y


def stacked(pen: Pen, panels: Sequence[Panel], slot: Slot, least: float = 0) -> float:
    """Panels below one another, the last of them down to `least`; where they end."""
    y = slot.y
    for index, panel in enumerate(panels):
        y = panel.put(pen, slot.at(y + (BETWEEN if index else 0)), least if panel is panels[-1] else 0)
    return y


def in_columns(pen: Pen, things: Sequence[Draw], slot: Slot, *, least: float, gaps: tuple[float, float], most: int = 4) -> float:
    """Things in as many columns as fit, each in the column that is shortest so far; where the longest ends.

    `least` is the narrowest that a column may be, `gaps` are those between columns and between things of one column.
    """
    across, down = gaps
    count = max(1, min(most, len(things), int((slot.width + across) // (least + across))))
    each = (slot.width - across * (count - 1)) / count
    ends: list[float] = []
    for draw in things:
        if len(ends) < count:
            ends.append(draw(pen, Slot(slot.x + len(ends) * (each + across), slot.y, each)))
            continue
        at = min(range(count), key=lambda index: ends[index])
        ends[at] = draw(pen, Slot(slot.x + at * (each + across), ends[at] + down, each))
    return max(ends, default=slot.y)


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the head with its word and its colour."""

    number: str
    label: str
    token: str = "ink"  # noqa: S105 -- a colour's name


def draw_head(pen: Pen, board: Board, told: Text, tiles: Sequence[Tile]) -> float:
    """The title of the map, what this view shows of it, and some numbers beside; where the card ends."""
    slot = ROOM
    with pen.group("", board.title):
        inside = slot.inset(22, 22).at(slot.y + 22)
        widest = max((reserved(tile.label, META_2.size) for tile in tiles), default=0)
        each = min(_TILES[1], max(_TILES[0], widest + 20))
        taken = len(tiles) * (each + _TILE_GAP)
        text = inside.inset(0, taken + 16)
        y = pen.paragraph(board.title, text.at(inside.y - 4), TITLE, balanced=True)
        y = pen.paragraph(told, text.at(y + 2), BODY_2, balanced=True)
        if tiles:
            y = max(y, _tiles(pen, tiles, Slot(inside.x + inside.width - taken + _TILE_GAP, inside.y, each)))
        bottom = y + 22
        pen.behind(0, Box(slot.x, slot.y, slot.width, bottom - slot.y, "surface", "line", radius=14))
    return bottom


def _tiles(pen: Pen, tiles: Sequence[Tile], first: Slot) -> float:
    height = max(_tile(pen.probe(), tile, first) for tile in tiles) - first.y
    for index, tile in enumerate(tiles):
        place = Slot(first.x + index * (first.width + _TILE_GAP), first.y, first.width)
        pen.add(Box(place.x, place.y, place.width, height, "surface-2", "line", radius=10))
        _tile(pen, tile, place)
    return first.y + height


def _tile(pen: Pen, tile: Tile, slot: Slot) -> float:
    y = pen.paragraph(tile.number, slot.at(slot.y + 8), styled(VALUE, tile.token), anchor="middle")
    return pen.paragraph(tile.label, slot.inset(8, 8).at(y + 1), META_2, balanced=True, anchor="middle") + 9


def draw_foot(pen: Pen, board: Board, y: float) -> float:
    """Who keeps the map and when it was last looked at; where that ends."""
    facts = (("owner", board.owner), ("reviewed", board.reviewed))
    told = joined([filled(board.labels, "field", label=board.labels[key], value=value) for key, value in facts if value])
    return pen.paragraph(told, ROOM.inset(4, 4).at(y), META) if told else y
