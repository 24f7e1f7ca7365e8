"""What stands behind a text without a line of its own: who it is about, what it rests on, how long it takes.

Personas are shown as the disc of the header with their initial, evidence by its number in the list at the foot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.locale import locale_for
from journeymap.render import measure
from journeymap.render.scene.pen import META, META_2, Slot, Style, joined, styled
from journeymap.render.scene.shapes import Circle
from journeymap.render.theme import stage_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.escape import MapText
    from journeymap.render.board.types import Board
    from journeymap.render.scene.pen import Pen, Text

_DISC = 8.5
_INITIAL = Style(11.5, 16, 600, "on-stage")
_BETWEEN = 8
_ICON = 13


class Tag(NamedTuple):
    """A short text, maybe behind an icon; or the disc of a persona, by its index."""

    text: Text
    style: Style = META
    icon: str = ""
    token: str = ""
    disc: int = -1


class Guide:
    """How a map's evidence and personas are shown where they are only pointed at."""

    def __init__(self, board: Board | None = None) -> None:
        """Number the evidence; personas with the same initial keep their names."""
        self._numbers: dict[str, str] = {}
        self._people: dict[str, tuple[int, str]] = {}
        self._comma = ", "
        if board is None:
            return
        self._comma = board.labels["comma"]
        number = locale_for(board.labels_language).number
        for item in board.evidence:
            self._numbers.setdefault(escape.plain(item.text), number(len(self._numbers) + 1))
        initials = [initial_of(persona.name) for persona in board.personas]
        if len(set(initials)) == len(initials):
            self._people = {
                escape.plain(persona.name): (index, initial)
                for index, (persona, initial) in enumerate(zip(board.personas, initials, strict=True))
            }

    def number(self, title: MapText) -> str:
        """The number of a piece of evidence; empty where the map lists none of that title."""
        return self._numbers.get(escape.plain(title), "")

    def tags(self, notes: Iterable[MapText], style: Style = META) -> list[Tag]:
        """Names and titles as tags: discs first, then what has no short form, then the numbers in brackets."""
        discs, texts, numbers = [], [], []
        for note in notes:
            plain = escape.plain(note)
            if plain in self._people:
                index, initial = self._people[plain]
                discs.append(Tag(initial, _INITIAL, disc=index))
            elif plain in self._numbers:
                numbers.append(self._numbers[plain])
            else:
                texts.append(note)
        found = list(dict.fromkeys(discs))
        if texts:
            found.append(Tag(joined(texts), style))
        if numbers:
            found.append(Tag(f"[{self._comma.join(dict.fromkeys(numbers))}]", style))
        return found


def initial_of(name: MapText) -> str:
    """The first letter of a name, as its disc shows it."""
    return "".join(measure.clusters(escape.plain(name).strip())[:1]).upper()


def tag_width(tag: Tag) -> float:
    """The width a tag takes, reserve included."""
    if tag.disc >= 0:
        return 2 * _DISC
    wide = measure.reserved(escape.plain(tag.text), tag.style.size, tag.style.weight)
    return wide + (_ICON + 4 if tag.icon else 0)


def tag_spare(tag: Tag) -> float:
    """What our own fonts leave of a tag's width."""
    return measure.width(raw := escape.plain(tag.text), tag.style.size, tag.style.weight) * (
        measure.reserve(raw, tag.style.weight) - 1
    )


def tagged(pen: Pen, text: Text, tags: Sequence[Tag], slot: Slot, style: Style, *, balanced: bool = True) -> float:
    """A text with its tags behind its last word, or below it where they have no room; where it ends."""
    if not tags:
        return pen.paragraph(text, slot, style, balanced=balanced)
    lines = _accompanied(text, tag_width(tags[0]), slot.width, style) if balanced else slot.width
    y = pen.paragraph(text, slot._replace(width=lines), style, balanced=balanced)
    if y == slot.y:
        return run(pen, tags, slot)
    used = _behind(pen.last_line(text, lines, style, balanced=balanced), style)
    return run(pen, tags, slot.at(y - style.leading), used, style.leading)


def _behind(line: str, style: Style) -> float:
    """Where what follows a line begins: after its reserve, and not too close."""
    wide = measure.width(line, style.size, style.weight)
    return max(wide + _BETWEEN, wide * measure.reserve(line, style.weight) + 2)


def _accompanied(text: Text, tag: float, width: float, style: Style) -> float:
    """How wide to set a text, so that a tag that would have a line for itself has words beside it."""
    raw = escape.plain(text)

    def lines(within: float) -> list[str]:
        return measure.wrap(raw, within, style.size, style.weight, balanced=True)

    first = lines(width)
    if not first or _behind(first[-1], style) + tag <= width:
        return width
    for part in (0.9, 0.8, 0.7, 0.6, 0.5):
        attempt = lines(width * part)
        if len(attempt) > len(first) + 1:
            break
        if len(attempt) > len(first) and _behind(attempt[-1], style) + tag <= width:
            return width * part
    return width


def run(pen: Pen, tags: Iterable[Tag], slot: Slot, used: float = 0, leading: float = META.leading + 1) -> float:
    """Tags one behind the other from `used` on, on as many lines as they need; where the last one ends."""
    x, top, empty = slot.x + used, slot.y, not used
    for tag in tags:
        wide = tag_width(tag)
        if not empty and x + wide > slot.x + slot.width:
            x, top, leading, empty = slot.x, top + leading, META.leading + 1, True
        if wide > slot.width and tag.disc < 0:  # a text of several lines
            top = (
                pen.noted(tag.icon, tag.text, slot.at(top), tag.style, token=tag.token)
                if tag.icon
                else _lines(pen, tag, slot.at(top))
            )
            leading = META.leading + 1
            continue
        _draw(pen, tag, x, top + leading / 2)
        x, empty = x + wide + _BETWEEN, False
    return top if empty else top + leading


def _lines(pen: Pen, tag: Tag, slot: Slot) -> float:
    return pen.paragraph(tag.text, slot, tag.style, balanced=True)


def _draw(pen: Pen, tag: Tag, x: float, middle: float) -> None:
    baseline = middle + 0.36 * tag.style.size
    if tag.disc >= 0:
        draw_disc(pen, tag, x, middle)
        return
    if tag.icon:
        pen.icon(tag.icon, x, middle - _ICON / 2, size=_ICON, token=tag.token or tag.style.token)
        x += _ICON + 4
    pen.line(tag.text, x, baseline, tag.style)


def draw_disc(pen: Pen, tag: Tag, x: float, middle: float) -> None:
    """The initial of a persona on a disc in the colour of their portrait."""
    pen.add(Circle(x + _DISC, middle, _DISC, stage_token(tag.disc)))
    pen.line(tag.text, x + _DISC, middle + 0.36 * tag.style.size, tag.style, anchor="middle")


def strong(token: str) -> Style:
    """Small semibold words in a colour."""
    return styled(META_2, token, 600)
