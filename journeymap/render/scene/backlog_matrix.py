"""Effort against impact: four fields, and every scored solution as a numbered dot in the cell of its ratings.

Ratings have three steps, so there are nine cells; the middle ones lie on the line between two fields. A cell is as high
as its dots need, which is why none can meet another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.measure import reserved
from journeymap.render.scene.pen import BODY_2, HEADING, META_2, Pen, Slot, Style, styled
from journeymap.render.scene.shapes import Box, Circle, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.render.board.backlog_types import BacklogSolution

_STEPS = (1, 2, 3)
_RATINGS = ("low", "medium", "high")
_FIELDS = {
    (0, 0): ("quick-wins", "solution"),
    (1, 0): ("major-projects", "figure"),
    (0, 1): ("fill-ins", "ink-2"),
    (1, 1): ("thankless-tasks", "ink-2"),
}
"""By column and row: the name of a field, and its colour."""
_FILLS = {"solution": "solution-fill", "figure": "figure-fill"}
_AXIS = 92
"""The room for the steps of the impact."""
_LEAST_CELL = 92
_LEAST_RADIUS = 14.0
_BETWEEN_DOTS = 7
_GAP = 8
_FIELD = Style(13.5, 18, 600)
_DOT = Style(11.5, 15, 600)
_STATUSES = ("idea", "planned", "in-progress", "shipped", "rejected")
_TOKENS = {"idea": "ink-2", "planned": "figure", "in-progress": "progress", "shipped": "solution", "rejected": "ink-3"}


def draw_matrix(pen: Pen, solutions: Sequence[BacklogSolution], slot: Slot, least: float = 0) -> float:
    """The fields, what the dots mean, and what has no score yet; where they end.

    The cells grow, as far as they look well, so that all of it reaches down to `least`.
    """
    spare = least - _matrix(pen.probe(), solutions, slot, 0) if least else 0
    return _matrix(pen, solutions, slot, max(0.0, spare / len(_STEPS)))


def _matrix(pen: Pen, solutions: Sequence[BacklogSolution], slot: Slot, more: float) -> float:
    scored = [one for one in solutions if one.effort and one.impact]
    y = _fields(pen, scored, slot, more) if scored else slot.y
    if scored:
        y = _legend(pen, [one for one in _STATUSES if any(found.item.status == one for found in scored)], slot.at(y + 12))
    missing = [one for one in solutions if one not in scored]
    if missing:
        y = pen.paragraph(pen.labels["unscored"], slot.at(y + (14 if scored else 0)), HEADING)
        strong = styled(BODY_2, "solution", 600)
        for one in missing:
            y += 3
            taken = pen.line(one.item.number, slot.x, y + BODY_2.rise(), strong) + 8
            y = max(y + BODY_2.leading, pen.paragraph(one.item.text, slot.inset(taken).at(y), BODY_2, balanced=True))
    return y


def _fields(pen: Pen, scored: Sequence[BacklogSolution], slot: Slot, more: float) -> float:
    cells: dict[tuple[int, int], list[BacklogSolution]] = {}
    for one in scored:
        cells.setdefault((one.effort, one.impact), []).append(one)
    ground = slot.inset(_AXIS)
    width = ground.width / len(_STEPS)
    radius = max(_LEAST_RADIUS, *(reserved(one.item.number, _DOT.size, _DOT.weight) / 2 + 3.5 for one in scored))
    pitch = 2 * radius + _BETWEEN_DOTS
    a_row = max(1, int((width - 2 * _GAP) // pitch))
    names = [max(_name(pen.probe(), row, column, ground, Slot(0, 0, 0)) for column in (0, 1)) for row in (0, 1)]
    heights = []
    for impact in reversed(_STEPS):
        rows = max(-(-len(cells.get((effort, impact), ())) // a_row) for effort in _STEPS)
        needed = max(_LEAST_CELL, rows * pitch + 2 * _GAP)
        heights.append(max(needed, min(needed + more, width * 1.3)))
    heights[0] += names[0]
    heights[2] += names[1]
    _grounds(pen, ground, heights, names)
    y = ground.y
    for at, impact in enumerate(reversed(_STEPS)):
        room = (y + (names[0] if at == 0 else 0), heights[at] - (names[0] if at == 0 else names[1] if at == 2 else 0))  # noqa: PLR2004 -- the last row
        _tick(pen, f"impact-{_RATINGS[impact - 1]}", Slot(slot.x, room[0] + room[1] / 2, _AXIS - 12), across=False)
        for effort in _STEPS:
            middle = (ground.x + (effort - 0.5) * width, room[0] + room[1] / 2)
            _dots(pen, cells.get((effort, impact), []), middle, radius=radius, a_row=a_row)
        y += heights[at]
    low = y + 8
    return max(
        _tick(pen, f"effort-{_RATINGS[step - 1]}", Slot(ground.x + (step - 1) * width, low, width), across=True)
        for step in _STEPS
    )


def _grounds(pen: Pen, ground: Slot, heights: Sequence[float], names: Sequence[float]) -> None:
    """The four fields with their names in the outer corners."""
    middle = ground.y + heights[0] + heights[1] / 2
    tall = (middle - ground.y, sum(heights) - (middle - ground.y))
    half = ground.width / 2
    for (column, row), (_, token) in _FIELDS.items():
        x, y = ground.x + column * half, ground.y if row == 0 else middle
        shift = 2 if row else 0
        pen.add(
            Box(
                x + (2 if column else 0),
                y + shift,
                half - 2,
                tall[row] - 2,
                _FILLS.get(token, "surface-2"),
                {"solution": "solution-line", "figure": "figure-line"}.get(token, "line"),
                radius=10,
            )
        )
        place = Slot(0, y + 9 if row == 0 else y + tall[row] - names[1], 0)
        _name(pen, row, column, ground, place)


def _name(pen: Pen, row: int, column: int, ground: Slot, place: Slot) -> float:
    """The name of a field in its corner; how much height that takes."""
    key, token = _FIELDS[column, row]
    half = ground.width / 2
    slot = Slot(ground.x + column * half + 14, place.y, half - 28)
    y = pen.paragraph(pen.labels[f"field-{key}"], slot, styled(_FIELD, token), anchor="end" if column else "start")
    return y - place.y + 9


def _tick(pen: Pen, key: str, slot: Slot, *, across: bool) -> float:
    """A step of one of the ratings, in the middle of its row or column."""
    if across:
        return pen.paragraph(pen.labels[key], slot.inset(4, 4), META_2, balanced=True, anchor="middle")
    height = pen.probe().paragraph(pen.labels[key], slot.at(0), META_2, balanced=True)
    return pen.paragraph(pen.labels[key], slot.at(slot.y - height / 2), META_2, balanced=True, anchor="end")


def _dots(pen: Pen, found: Sequence[BacklogSolution], middle: tuple[float, float], *, radius: float, a_row: int) -> None:
    """The dots of one cell, in rows of equal length around its middle."""
    rows = -(-len(found) // a_row)
    each = -(-len(found) // rows) if rows else 0
    pitch = 2 * radius + _BETWEEN_DOTS
    for index, one in enumerate(found):
        row, place = divmod(index, each)
        length = min(each, len(found) - row * each)
        x = middle[0] + (place - (length - 1) / 2) * pitch
        y = middle[1] + (row - (rows - 1) / 2) * pitch
        with pen.group(f"dot-{one.item.number}", one.item.text):
            draw_dot(pen, one.item.status, x, y, radius)
            token = "surface" if one.item.status == "shipped" else _TOKENS[one.item.status]
            pen.line(one.item.number, x, y + 0.36 * _DOT.size, styled(_DOT, token), anchor="middle")


def draw_dot(pen: Pen, status: str, x: float, y: float, radius: float) -> None:
    """A dot in the form of a state: dashed for an idea, thin when planned, thick in progress, full when shipped."""
    token = _TOKENS[status]
    if status == "shipped":
        pen.add(Circle(x, y, radius, token))
        return
    pen.add(
        Circle(
            x,
            y,
            radius - 1,
            "surface",
            None if status in {"idea", "rejected"} else token,
            3.2 if status == "in-progress" else 1.6,
        )
    )
    if status in {"idea", "rejected"}:
        pen.add(_ring(x, y, radius - 1, token, (3, 3) if status == "idea" else (1, 4)))


def _ring(x: float, y: float, radius: float, token: str, dash: tuple[float, ...]) -> Path:
    """A dashed circle: a path, since a circle has no dashes."""
    bend = radius * 0.5523
    right, left, low, high = x + radius, x - radius, y + radius, y - radius
    return Path(
        (
            ("M", right, y),
            ("C", right, y + bend, x + bend, low, x, low),
            ("C", x - bend, low, left, y + bend, left, y),
            ("C", left, y - bend, x - bend, high, x, high),
            ("C", x + bend, high, right, y - bend, right, y),
        ),
        token,
        stroke_width=1.6,
        dash=dash,
    )


def _legend(pen: Pen, statuses: Sequence[str], slot: Slot) -> float:
    """The dots that occur, with their words."""
    x, y = slot.x, slot.y
    for status in statuses:
        word = pen.labels[f"solution-{status}"]
        wide = 22 + reserved(word, META_2.size)
        if x > slot.x and x + wide > slot.x + slot.width:
            x, y = slot.x, y + 22
        draw_dot(pen, status, x + 7, y + 8, 7)
        pen.line(word, x + 20, y + META_2.rise(), META_2)
        x += wide + 18
    return y + 18
