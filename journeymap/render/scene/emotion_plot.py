"""The emotion lane as it was planned: bands, scale, curves, moments of truth, words, bubbles and faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.scene.curve import shifted
from journeymap.render.scene.emotion_plan import (
    KEY_SIGN,
    PILL_HEIGHT,
    REASON,
    WORD,
    Bubble,
    EmotionPlan,
    Moment,
    Said,
)
from journeymap.render.scene.emotion_rooms import BUBBLE, inside_bubble
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.marks import face, tone_ink
from journeymap.render.scene.pen import META_2, Pen, Pill, Slot, Style, filled, joined, straight, styled
from journeymap.render.scene.shapes import Box, Circle, Gradient, Path
from journeymap.render.scene.tags import tagged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.types import Board, CurvePoint
    from journeymap.render.scene.curve import Point
    from journeymap.render.scene.shapes import Command

_MIDDLE = 0.5
"""The neutral score, as a part of the scale."""
_TINTED = 0.125
"""How far from the middle, as a part of the scale, the tints begin."""
_PILL = Pill(PILL_HEIGHT, "moment-fill", "moment-line")
_SCALE = Style(11.5, 14)
_DOTS = (1.5, 3.0)


def draw_emotion(pen: Pen, board: Board, plan: EmotionPlan, top: float, columns: Sequence[Path]) -> None:
    """Draw the plot with the lane's upper edge at `top`; the lines between columns run over its tints."""
    painter = _Painter(pen, board, plan, top)
    painter.background()
    pen.add(*columns)
    painter.scale()
    painter.key()
    painter.curves()
    painter.moments()
    for said in plan.said:
        painter.say(said)
    for bubble in plan.bubbles:
        painter.bubble(bubble)
    painter.faces()


class _Painter:
    """One plot in the making."""

    def __init__(self, pen: Pen, board: Board, plan: EmotionPlan, top: float) -> None:
        self._pen, self._board, self._plan, self._top = pen, board, plan, top
        self._start, self._end = plan.grid.start, plan.grid.end

    def _y(self, height: float) -> float:
        return self._top + self._plan.y(height)

    def background(self) -> None:
        """The tints of the good and the bad half, and the middle between them."""
        pen, left, width = self._pen, self._start + 1, self._end - self._start - 2
        good, bad, bottom = self._y(_MIDDLE + _TINTED), self._y(_MIDDLE - _TINTED), self._top + self._plan.bottom
        pen.add(Box(left, self._top + 1, width, good - self._top - 1, "positive-fill"))
        pen.add(Box(left, bad, width, bottom - bad - 1, "negative-fill"))
        middle = self._y(_MIDDLE)
        pen.add(Path(straight((self._start, middle), (self._end, middle)), "chip-line"))

    def scale(self) -> None:
        """The ends and the middle of the scale on the rail, in words and numbers."""
        scale, x = self._board.scale, self._start - 10
        for height, label, number, token in (
            (1.0, scale.best_label, scale.best, "positive"),
            (_MIDDLE, scale.neutral_label, scale.neutral, "ink-2"),
            (0.0, scale.worst_label, scale.worst, "negative"),
        ):
            y = self._y(height)
            text = label if label == number else f"{label} {number}"
            room = Slot(MARGIN + 12, y - _SCALE.leading / 2, x - MARGIN - 14)
            self._pen.paragraph(text, room, styled(_SCALE, token), anchor="end")
            self._pen.add(Path(straight((x + 2, y), (self._start, y)), token))

    def key(self) -> None:
        """Whose curve is which."""
        for key in self._plan.key:
            x, y, width, _ = key.rect
            line = straight((x, self._top + y + 8), (x + KEY_SIGN - 8, self._top + y + 8))
            self._pen.add(Path(line, "ink-2", stroke_width=3, dash=key.dash, round=not key.dash))
            self._pen.paragraph(joined(key.line.personas), Slot(x + KEY_SIGN, self._top + y, width - KEY_SIGN + 1), META_2)

    def curves(self) -> None:
        """The curves, coloured by height. A single one is tinted down to the middle; of several that would say nothing."""
        stops = ((0.0, "positive"), (0.36, "positive"), (0.5, "neutral"), (0.64, "negative"), (1.0, "negative"))
        paint = Gradient(0, self._y(1), 0, self._y(0), stops)
        drawn = [curve for curve in self._plan.curves if len(curve.places) > 1]
        if len(self._plan.curves) == 1 and drawn:
            commands, middle = shifted(drawn[0].commands, self._top), self._y(_MIDDLE)
            ends = drawn[0].places[-1][0], drawn[0].places[0][0]
            back: tuple[Command, ...] = (("L", ends[0], middle), ("L", ends[1], middle), ("Z",))
            self._pen.add(Path((*commands, *back), fill=paint, opacity=0.13))
        for curve in reversed(drawn):
            line = Path(
                shifted(curve.commands, self._top), paint, stroke_width=curve.width, dash=curve.dash, round=not curve.dash
            )
            self._pen.add(line)
        for curve in self._plan.curves:
            for level in curve.line.levels:
                x, y, width, height = self._plan.level(level)
                line = Path(
                    straight((x, self._top + y + height / 2), (x + width, self._top + y + height / 2)),
                    level.tone, stroke_width=3, dash=curve.dash, round=not curve.dash,
                )  # fmt: skip
                self._pen.add(line)

    def moments(self) -> None:
        """Moments of truth: a pill above, and a dashed line down to every point it means."""
        style = styled(META_2, "moment", 600)
        for moment in self._plan.moments:
            self._drop(moment)
            x, y, width, height = moment.pill
            if width <= height:
                self._pen.add(Circle(moment.x, self._top + y + 12, 12, _PILL.fill, _PILL.stroke))
                self._pen.icon("gem", moment.x - 7, self._top + y + 5, size=14, token=style.token)
            else:
                self._pen.pill("gem", self._pen.labels["moment-of-truth"], Slot(x, self._top + y, width), style, _PILL)

    def _drop(self, moment: Moment) -> None:
        start = moment.pill.y + moment.pill.height
        for y in moment.ys:
            line = straight((moment.x, self._top + start), (moment.x, self._top + y - self._plan.radius))
            self._pen.add(Path(line, "moment-line", stroke_width=1.5, dash=(4, 4)))
            start = y + self._plan.radius

    def say(self, said: Said) -> None:
        """A feeling, and why."""
        x, y, width, _ = said.rect
        slot = Slot(x - 30, self._top + y, width + 60)
        if said.because is None:
            self._middle(said.point, slot, width)
            return
        end = self._middle(said.point, slot, width)
        self._pen.paragraph(said.because, Slot(x - 0.5, end, width + 1), REASON, balanced=True, anchor="middle")

    def _middle(self, point: CurvePoint, slot: Slot, width: float) -> float:
        if point.feeling is None:
            return slot.y
        inner = Slot(slot.x + 29.5, slot.y, width + 1)
        return self._pen.paragraph(point.feeling, inner, styled(WORD, tone_ink(point.tone)), balanced=True, anchor="middle")

    def bubble(self, bubble: Bubble) -> None:
        """What is said, with dots to who says it; what is thought, with two bubbles."""
        rect = bubble.rect._replace(y=bubble.rect.y + self._top)
        with self._pen.group(bubble.item.anchor):
            if bubble.face is not None:
                self._tail(bubble, (bubble.face[0], bubble.face[1] + self._top))
            self._pen.add(Box(*rect, "bubble", "chip-line", radius=12 if bubble.thought else 7))
            text = filled(self._pen.labels, "quoted", text=bubble.item.text)
            x, y, width = inside_bubble(rect)
            tagged(self._pen, text, bubble.tags, Slot(x, y, width), BUBBLE)

    def _tail(self, bubble: Bubble, face_at: Point) -> None:
        x, y = face_at
        top, height = bubble.rect.y + self._top, bubble.rect.height
        near, far = (top + height, y - self._plan.radius - 1) if top < y else (top, y + self._plan.radius + 1)
        away = 1 if far > near else -1
        if bubble.thought:
            for distance, radius in ((5, 3.2), (12, 2.0)):
                if distance + radius < abs(far - near):
                    self._pen.add(Circle(x, near + away * distance, radius, "bubble", "ink-3"))
            near += away * 16
        if (far - near) * away > _DOTS[1]:
            self._pen.add(Path(straight((x, near), (x, far)), "ink-3", stroke_width=1.5, dash=_DOTS))

    def faces(self) -> None:
        """A face at every point; two in one place are one."""
        drawn: set[Point] = set()
        size = self._plan.radius * 2 - 1.8
        for curve in self._plan.curves:
            for point, place in zip(curve.line.points, curve.places, strict=True):
                if place in drawn:
                    continue
                drawn.add(place)
                x, y = place[0], place[1] + self._top
                self._pen.add(Circle(x, y, self._plan.radius, "bubble"))
                self._pen.icon(face(point.tone, point.height), x - size / 2, y - size / 2, size=size, token=point.tone)
