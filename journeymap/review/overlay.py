"""The picture of the new map with the changes drawn over it, and below it what is gone and the list that the numbers lead to.

It knows no coordinates of the view: things are found in the Scene by their anchors, and the scale of the emotion lane by
the tints of its good and its bad part, which begin at fixed heights.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from journeymap import escape
from journeymap.diff import Verdict
from journeymap.escape import MapText
from journeymap.match import match
from journeymap.render.scene.curve import monotone
from journeymap.render.scene.extent import anchored, extent, filled
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.pen import BODY, HEADING, META, META_2, SMALL_2, STRONG, Pen, Slot, styled
from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Group, Path
from journeymap.review import badges
from journeymap.review.badges import Pill, Room
from journeymap.review.words import WHOLE_MAP, in_order, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from journeymap.diff import Change
    from journeymap.render.board.types import CurvePoint
    from journeymap.render.scene.shapes import Scene, Shape
    from journeymap.review.marks import Face, Marked

_TINTS = (0.625, 0.375)
"""The heights on the scale of emotions above which the lane is tinted as good, and below which as bad."""
_MARGIN = 28
_AROUND = 4
_BESIDE = 40
"""Room that a number takes beside a thing."""
_LISTED = 300
"""Changes that are listed at most."""
_COLUMN = 520
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Told:
    """What stands above the list: the verdict, and what was compared."""

    verdict: str
    names: str


def overlay(
    scene: Scene, old: Face | None, new: Face | None, marks: Sequence[Marked], told: Told, *, listed: bool = True
) -> Scene:
    """`scene` is that of the new map, or of the old one where there is no new one. A list that stands elsewhere is left out."""
    showings: dict[str, list[Rect]] = {}
    for anchor, rect in anchored(scene.shapes):
        showings.setdefault(anchor.partition("--")[0], []).append(rect)
    boxes = {anchor: rects[0] for anchor, rects in showings.items()}
    pen = Pen("ltr", {})
    plot = _plot(scene, new, boxes)
    drawn = scene.shapes
    if old is not None and new is not None and plot is not None:
        before = Pen("ltr", {})
        _old_curves(before, old, new, plot)
        drawn = _above_tints(drawn, plot.tints, turn(before.shapes, scene.width, "ltr"))
    room = Room.of(scene.shapes, scene.width, scene.height)
    _badges(pen, room, [(mark, spot) for mark in marks if (spot := _spot(mark, showings, plot)) is not None])
    y = scene.height
    gone = [mark for mark in marks if mark.change.id.endswith("-removed")]
    if gone and new is not None:
        y = _gone(pen, scene, gone, boxes)
    if listed:
        y = _list(pen, marks, told, Slot(_MARGIN, y + 12, scene.width - 2 * _MARGIN))
    shapes = (*drawn, *turn(pen.shapes, scene.width, "ltr"))
    description = MapText(f"{escape.plain(scene.description)} {told.verdict} ({told.names}).")
    return replace(scene, height=round(y + _MARGIN), shapes=shapes, description=description)


# On the map.


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where scores are in the emotion lane: heights of two scores, and where each column begins and how wide it is."""

    good: float
    bad: float
    columns: tuple[tuple[float, float], ...]
    rtl: bool
    tints: tuple[Rect, Rect]
    points: Mapping[str, CurvePoint]

    def at(self, position: float, height: float) -> tuple[float, float]:
        """The point at a position in columns and a height on the scale."""
        index = min(int(position), len(self.columns) - 1)
        left, width = self.columns[index]
        part = position - index
        x = left + width * (1 - part if self.rtl else part)
        per_unit = (self.bad - self.good) / (_TINTS[0] - _TINTS[1])
        return x, self.good + (_TINTS[0] - height) * per_unit


def _plot(scene: Scene, face: Face | None, boxes: Mapping[str, Rect]) -> _Plot | None:
    """The emotion lane of the scene; None where there is none, or where it lies in several parts."""
    good, bad = (
        max(filled(scene.shapes, token), key=lambda box: box.width, default=None) for token in ("positive-fill", "negative-fill")
    )
    heads = [boxes.get(column.anchor) for column in face.board.columns] if face is not None else []
    if good is None or bad is None or face is None or not heads:
        return None
    rtl = scene.direction == "rtl"
    start, end = (bad.x + bad.width, bad.x) if rtl else (bad.x, bad.x + bad.width)
    edges = [start]
    for head in heads[1:]:
        if head is None:
            return None
        edges.append(head.x + head.width if rtl else head.x)
    edges.append(end)
    columns = tuple((min(one, other), abs(other - one)) for one, other in itertools.pairwise(edges))
    grows = all((one < other) != rtl for one, other in itertools.pairwise(edges))
    points = {point.anchor: point for curve in face.board.curves for point in (*curve.levels, *curve.points)}
    return (
        _Plot(good.y + good.height, bad.y, columns, rtl, (good, bad), points) if grows and bad.y > good.y + good.height else None
    )


def _above_tints(shapes: Sequence[Shape], tints: tuple[Rect, Rect], added: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """`added` between the tints of the emotion lane and all that is drawn on them: no curve and no word is covered."""
    holders = [index for index, shape in enumerate(shapes) if extent((shape,)) in tints or _holds(shape, tints)]
    if not holders:
        return (*shapes, *added)
    last = shapes[holders[-1]]
    if isinstance(last, Group) and _holds(last, tints):
        return (*shapes[: holders[-1]], replace(last, shapes=_above_tints(last.shapes, tints, added)), *shapes[holders[-1] + 1 :])
    return (*shapes[: holders[-1] + 1], *added, *shapes[holders[-1] + 1 :])


def _holds(shape: Shape, tints: tuple[Rect, Rect]) -> bool:
    return isinstance(shape, Group) and any(extent((one,)) in tints or _holds(one, tints) for one in shape.shapes)


def _old_curves(pen: Pen, old: Face, new: Face, plot: _Plot) -> None:
    """How it felt before, faint, over the stages that are still there; nothing where it felt the same."""
    who = match(old.journey, new.journey)
    stages = {id(stage): index for index, stage in enumerate(new.journey.map.stages)}
    now = {index: stages.get(id(who.new_of(stage))) for index, stage in enumerate(old.journey.map.stages)}
    shown = {_rounded(plot.at(point.position, point.height)) for curve in new.board.curves for point in curve.points}
    for curve in old.board.curves:
        places = []
        for point in curve.points:
            index = now.get(int(point.position))
            if index is not None:
                places.append(plot.at(index + point.position % 1, point.height))
        places = sorted({_rounded(place): place for place in places}.values())
        if not places or all(_rounded(place) in shown for place in places):
            continue
        places = [place for index, place in enumerate(places) if index == 0 or place[0] > places[index - 1][0] + 1]
        pen.add(Path(monotone(places), "ink-3", stroke_width=2.5, dash=(2, 6), round=True))
        pen.add(*(Circle(x, y, 4, "surface", "ink-3", stroke_width=1.5) for x, y in places if _rounded((x, y)) not in shown))


def _rounded(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])


@dataclass(frozen=True, slots=True)
class _Spot:
    """What changes are marked at: its box, where their numbers go, and the room for them on either side."""

    box: Rect
    side: Literal["below", "above", "corner", "right", "left"]


def _spot(mark: Marked, showings: Mapping[str, Sequence[Rect]], plot: _Plot | None) -> _Spot | None:
    """Its point of the curve, else its thing, or the action or the stage that it stands on."""
    if mark.change.subject.kind == "emotion" and plot is not None:
        for anchor in mark.new:
            point = plot.points.get(anchor)
            if point is not None:
                x, y = plot.at(point.position, point.height)
                # Words stand away from the middle of the scale, so the number stands towards it.
                return _Spot(Rect(x - 12, y - 12, 24, 24), "above" if point.height < sum(_TINTS) / 2 else "below")
    stage = mark.change.stage
    head = None if stage is None else next(iter(showings.get(f"stage-{stage.id}", ())), None)
    for anchor in mark.new:
        box = _in_column(head, showings.get(anchor, ()))
        if box is not None:
            return _Spot(box, _side(box, head, rtl=plot is not None and plot.rtl))
    return None


def _in_column(head: Rect | None, boxes: Sequence[Rect]) -> Rect | None:
    """Of several showings of a thing, the one in the column of a stage."""
    if head is None:
        return next(iter(boxes), None)
    here = (box for box in boxes if head.x <= box.x + box.width / 2 <= head.x + head.width)
    return next(here, next(iter(boxes), None))


def _side(box: Rect, head: Rect | None, *, rtl: bool) -> Literal["corner", "right", "left"]:
    """Beside what leaves room in its column, else on the corner."""
    if head is None or box.width > head.width - 2 * _BESIDE or box == head:
        return "corner"
    return "left" if rtl else "right"


def _badges(pen: Pen, room: Room, placed: Sequence[tuple[Marked, _Spot]]) -> None:
    """An outline round each thing, and the numbers of its changes beside it where they cover nothing."""
    by_spot: dict[_Spot, list[Marked]] = {}
    for mark, spot in placed:
        by_spot.setdefault(spot, []).append(mark)
    order = list(Verdict)
    for spot, marks in by_spot.items():
        worst = min((mark.change.verdict for mark in marks), key=order.index)
        dash = () if any(mark.change.id.endswith(("-added", "-discovered")) for mark in marks) else (5, 4)
        frame = _frame(room, spot.box)
        pen.add(Box(*frame, None, badges.TOKENS[worst], stroke_width=2, radius=9, dash=dash))
    for spot, marks in by_spot.items():
        found = badges.pills(marks)
        x, y = _first_badge(spot, sum(pill.width + badges.BETWEEN for pill in found) - badges.BETWEEN)
        for pill in found:
            left, top = room.nearest(x, y, pill.width)
            badges.draw(pen, pill, left, top)
            room.take(Rect(left, top, pill.width, badges.HEIGHT))
            x += pill.width + badges.BETWEEN


def _frame(room: Room, box: Rect) -> Rect:
    """The outline of a thing: some way round it, but close above and below where it would strike through words."""
    left, width = box.x - _AROUND, box.width + 2 * _AROUND
    top, bottom = box.y - _AROUND, box.y + box.height + _AROUND
    if not room.free(Rect(left, top - 1, width, 2)):
        top = box.y
    if not room.free(Rect(left, bottom - 1, width, 2)):
        bottom = box.y + box.height
    return Rect(left, top, width, bottom - top)


def _first_badge(spot: _Spot, width: float) -> tuple[float, float]:
    """Where the first of the numbers begins."""
    box = spot.box
    match spot.side:
        case "below":
            return box.x + (box.width - width) / 2, box.y + box.height + _AROUND + 1
        case "above":
            return box.x + (box.width - width) / 2, box.y - _AROUND - 1 - badges.HEIGHT
        case "right":
            return box.x + box.width + _AROUND + 2, box.y + min(0, box.height / 2 - badges.HEIGHT / 2)
        case "left":
            return box.x - _AROUND - 2 - width, box.y + min(0, box.height / 2 - badges.HEIGHT / 2)
        case "corner":
            return box.x + box.width + _AROUND + 6 - width, box.y - _AROUND - badges.HEIGHT / 2


# Below it.


def _gone(pen: Pen, scene: Scene, marks: Sequence[Marked], boxes: Mapping[str, Rect]) -> float:
    """What is not in the new map, as ghosts under the stage it stood in, or at the page's edge; where they end."""
    y = pen.paragraph("No longer in the map", Slot(_MARGIN, scene.height, scene.width), HEADING) + 14
    aside = Rect(_MARGIN, 0, 220, 0) if scene.direction == "ltr" else Rect(scene.width - _MARGIN - 220, 0, 220, 0)
    heads = [box for anchor, box in boxes.items() if anchor.startswith("stage-")]
    if scene.direction == "ltr" and heads:
        aside = aside._replace(width=max(120, min(box.x for box in heads) - _MARGIN - 8))
    lowest: dict[float, float] = {}
    for mark in marks:
        stage = mark.change.stage
        box = (None if stage is None else boxes.get(f"stage-{stage.id}")) or aside
        lowest[box.x] = _ghost(pen, mark, Slot(box.x + 4, lowest.get(box.x, y), box.width - 20)) + 16
    return max(lowest.values())


def _ghost(pen: Pen, mark: Marked, slot: Slot) -> float:
    begun = pen.mark()
    inside = slot.inset(10, 10).at(slot.y + 10)
    bottom = pen.paragraph(_cut(mark.change.subject.name), inside, styled(BODY, "ink-3"), balanced=True)
    bottom = pen.paragraph(mark.change.subject.kind.replace("-", " "), inside.at(bottom), META) + 8
    card = Box(
        slot.x, slot.y, slot.width, bottom - slot.y, "surface-2", badges.TOKENS[mark.change.verdict], radius=9, dash=(3, 4)
    )
    pen.behind(begun, card)
    pill = Pill(str(mark.number), mark.change.verdict)
    badges.draw(pen, pill, slot.x + slot.width - pill.width + 6, slot.y - badges.HEIGHT / 2)
    return bottom


def _list(pen: Pen, marks: Sequence[Marked], told: Told, slot: Slot) -> float:
    """The verdict, and every change in a sentence, in columns; where they end."""
    y = pen.paragraph(told.verdict, slot, STRONG)
    y = pen.paragraph(MapText(told.names), slot.at(y), META_2) + 12
    blocks = list(_blocks(marks[:_LISTED]))
    count = max(1, min(int(slot.width // _COLUMN), len(blocks)))
    width = (slot.width - 28 * (count - 1)) / count
    heights = [_block(pen.probe(), *block, Slot(0, 0, width)) for block in blocks]
    limit, x, top, lowest = sum(heights) / count, slot.x, y, y
    used = 0.0
    for block, height in zip(blocks, heights, strict=True):
        if used and used + height / 2 > limit and x + 2 * width <= slot.x + slot.width + 1:
            x, top, used = x + width + 28, y, 0.0
        top = _block(pen, *block, Slot(x, top, width))
        used += height
        lowest = max(lowest, top)
    if len(marks) > _LISTED:
        lowest = pen.paragraph(f"and {len(marks) - _LISTED} more: `journeymap diff` tells them", slot.at(lowest + 4), META_2)
    return lowest


def _blocks(marks: Sequence[Marked]) -> Iterator[tuple[str | MapText, Marked]]:
    """Each change with the heading that stands above it; empty where it is that of the one before."""
    last: str | MapText = ""
    for mark in marks:
        stage = WHOLE_MAP if mark.change.stage is None else mark.change.stage.name
        yield ("" if stage == last else stage), mark
        last = stage


def _block(pen: Pen, heading: str | MapText, mark: Marked, slot: Slot) -> float:
    y = pen.paragraph(heading, slot.at(slot.y + 6), STRONG) + 4 if heading else slot.y
    badges.draw(pen, Pill(str(mark.number), mark.change.verdict), slot.x, y)
    inside = slot.inset(52).at(y + 1)
    told = sentence(mark.change, lambda text: f"“{_in_line(text)}”", _in_line)
    bottom = pen.paragraph(MapText(f"{mark.change.verdict.value}: {told.sentence}"), inside, BODY)
    if told.word_by_word:
        bottom = _texts(pen, mark.change, inside.at(bottom))
    return max(bottom, y + badges.HEIGHT) + 6


def _in_line(text: MapText) -> str:
    return in_order(escape.plain(text))


def _texts(pen: Pen, change: Change, slot: Slot) -> float:
    y = slot.y
    for sign, text in (("\u2212", change.old), ("+", change.new)):
        if text is not None:
            y = pen.paragraph(MapText(f"{sign} {escape.plain(_cut(text))}"), slot.at(y), SMALL_2)
    return y


def _cut(text: MapText) -> MapText:
    raw = " ".join(escape.plain(text).split())
    return MapText(raw if len(raw) <= _LONGEST else f"{raw[: _LONGEST - 1]}…")
