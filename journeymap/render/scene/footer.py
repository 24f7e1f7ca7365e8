"""The foot of a map: what the signs mean, what the map rests on, who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.render.board.types import ActionItem, CellItem, MetricItem, PainItem
from journeymap.render.measure import reserved
from journeymap.render.scene.cards import draw_severity
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.marks import face
from journeymap.render.scene.pen import META, META_2, Pen, Slot, filled, joined, straight, styled
from journeymap.render.scene.shapes import Box, Circle, Path
from journeymap.render.scene.tags import Guide, draw_disc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from journeymap.render.board.types import Board, Item, Tone
    from journeymap.render.scene.grid import Grid
    from journeymap.render.scene.pen import Text

FOOT_ROW = 24
"""The height of a row of signs."""
_BETWEEN = 26
_SOURCE = 430
"""The least width of a column of evidence."""


@dataclass(frozen=True, slots=True)
class _Key:
    """One entry of the legend: a sign of some width, drawn at (x, middle), and its word."""

    width: float
    draw: Callable[[Pen, float, float], None]
    word: Text


def draw_footer(pen: Pen, board: Board, grid: Grid, y: float, *, linked: bool = False) -> float:
    """Draw the foot, `linked` if connectors are drawn that want their sign; where it ends."""
    keys = list(_keys(board, linked=linked))
    about = _about(board)
    room = grid.end - MARGIN - 8
    beside = reserved(escape.plain(about), META.size)
    below = beside > room / 3
    if keys:
        with pen.group("legend", board.labels["legend"]):
            bottom = _legend(pen, board, keys, grid.end - 4 - (0 if below else beside + _BETWEEN), y)
    else:
        bottom = y if below or not about else y + FOOT_ROW
    if about:
        place = Slot(MARGIN + 4, bottom if below else y + (FOOT_ROW - META.leading) / 2, room)
        with pen.group(""):
            end = pen.paragraph(about, place, META, anchor="start" if below else "end")
        bottom = max(bottom, end)
    y = bottom
    slot = Slot(MARGIN + 4, y, grid.end - MARGIN - 8)
    with pen.group("evidence", board.labels["evidence"]):
        return _evidence(pen, board, slot) if board.evidence else y


def about_width(board: Board) -> float:
    """How much of a row it takes to say who keeps the map; 0 where nobody does."""
    return reserved(escape.plain(_about(board)), META.size)


def _about(board: Board) -> Text:
    return joined([_field(board, "owner", board.owner), _field(board, "reviewed", board.reviewed)])


def _field(board: Board, key: str, value: Text | None) -> Text | None:
    return filled(board.labels, "field", label=board.labels[key], value=value) if value else None


def _evidence(pen: Pen, board: Board, slot: Slot) -> float:
    """What the map rests on, by the numbers that cards point with, in as many columns as the page has room for."""
    guide = Guide(board)
    y = pen.paragraph(board.labels["evidence"], slot.at(slot.y + 4), styled(META, "ink", 600)) + 1
    columns = max(1, min(len(board.evidence), int((slot.width + _BETWEEN) // (_SOURCE + _BETWEEN))))
    each = (slot.width - (columns - 1) * _BETWEEN) / columns
    number = max(reserved(f"[{guide.number(item.text)}]", META.size) for item in board.evidence) + 6
    rows = -(-len(board.evidence) // columns)
    bottom = y
    for column in range(columns):
        low = y
        for item in board.evidence[column * rows : (column + 1) * rows]:
            place = Slot(slot.x + column * (each + _BETWEEN), low, each)
            pen.line(f"[{guide.number(item.text)}]", place.x, low + META.rise(), META)
            notes = joined(item.notes)
            text = filled(board.labels, "aside", text=item.text, note=notes) if notes else item.text
            low = pen.paragraph(text, place.inset(number), META, balanced=True)
        bottom = max(bottom, low)
    return bottom


def _legend(pen: Pen, board: Board, keys: list[_Key], end: float, y: float) -> float:
    strong = styled(META, "ink", 600)
    x = MARGIN + 4 + pen.line(board.labels["legend"], MARGIN + 4, y + FOOT_ROW / 2 + 4.3, strong) + _BETWEEN - 6
    for key in keys:
        wide = key.width + 7 + reserved(escape.plain(key.word), META_2.size)
        if x + wide > end:
            x, y = MARGIN + 4, y + FOOT_ROW
        key.draw(pen, x, y + FOOT_ROW / 2)
        pen.line(key.word, x + key.width + 7, y + FOOT_ROW / 2 + 4.3, META_2)
        x += wide + _BETWEEN
    return y + FOOT_ROW


def _keys(board: Board, *, linked: bool) -> Iterator[_Key]:
    """The signs that occur."""
    labels = board.labels
    items = [item for row in board.rows for cell in row.cells for item in cell]
    actions = [item for item in items if isinstance(item, ActionItem)]
    steps = [item for item in items if isinstance(item, (ActionItem, CellItem))]
    metrics = [item for item in items if isinstance(item, MetricItem)]
    if any(curve.points for curve in board.curves):
        yield _Key(19, _face("positive", 1), board.scale.best_label)
        yield _Key(19, _face("neutral", 0.5), board.scale.neutral_label)
        yield _Key(19, _face("negative", 0), board.scale.worst_label)
    if any(curve.levels for curve in board.curves):
        yield _Key(24, _level, labels["legend-level"])
    if any(item.moment_of_truth for item in actions):
        yield _Key(14, _icon("gem", "moment"), labels["moment-of-truth"])
    if any(item.wait for item in steps):
        yield _Key(14, _icon("hourglass", "progress"), labels["wait"])
    if any(item.fail_point for item in steps):
        yield _Key(14, _icon("triangle-alert", "pain"), labels["fail-point"])
    if any(isinstance(item, PainItem) and item.severity_rank for item in items):
        yield _Key(34, lambda pen, x, y: draw_severity(pen, 3, x, y - 4.5), labels["severity"])
    if linked:
        yield _Key(30, _bracket, labels["legend-solution"])
    if any(curve.points for curve in board.curves):
        for row in board.rows:
            if row.kind == "quotes" and any(row.cells):
                yield _Key(22, _bubble(thought=row.key == "thoughts"), escape.plain(row.label))
    yield from _people(board, items)
    for state in ("met", "near", "missed"):
        if any(item.state == state and item.fraction is not None for item in metrics):
            yield _Key(18, _bar(state), labels[f"target-{state}"])


def _people(board: Board, items: Sequence[Item]) -> Iterator[_Key]:
    """Whose the discs behind texts are."""
    guide = Guide(board)
    notes = [note for item in items for note in (*getattr(item, "personas", ()), *getattr(item, "notes", ()))]
    for tag in sorted((tag for tag in guide.tags(notes) if tag.disc >= 0), key=lambda tag: tag.disc):
        yield _Key(17, lambda pen, x, y, tag=tag: draw_disc(pen, tag, x, y), board.personas[tag.disc].name)  # type: ignore[misc]  # a lambda's default


def _face(tone: Tone, height: float) -> Callable[[Pen, float, float], None]:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.add(Circle(x + 9.5, y, 9.5, "bubble"))
        pen.icon(face(tone, height), x + 0.9, y - 8.6, size=17.2, token=tone)

    return draw


def _icon(name: str, token: str) -> Callable[[Pen, float, float], None]:
    return lambda pen, x, y: pen.icon(name, x, y - 7, size=14, token=token)


def _bar(token: str) -> Callable[[Pen, float, float], None]:
    return lambda pen, x, y: pen.add(Box(x, y - 3, 18, 6, token, radius=3))


def _level(pen: Pen, x: float, y: float) -> None:
    pen.add(Path(straight((x + 2, y), (x + 22, y)), "neutral", stroke_width=3, round=True))


def _bracket(pen: Pen, x: float, y: float) -> None:
    pen.add(Path(straight((x, y), (x + 30, y)), "solution", stroke_width=1.5, round=True, arrow=5), Circle(x + 1, y, 2.4, "pain"))


def _bubble(*, thought: bool) -> Callable[[Pen, float, float], None]:
    def draw(pen: Pen, x: float, y: float) -> None:
        pen.add(Box(x, y - 8, 22, 12, "bubble", "ink-3", radius=6 if thought else 3))
        tail = (
            Circle(x + 11, y + 7, 2, "bubble", "ink-3")
            if thought
            else Path(straight((x + 11, y + 4), (x + 11, y + 9)), "ink-3", dash=(1.5, 3))
        )
        pen.add(tail)

    return draw
