"""The backlog: pain points against what is done about them, the worst first; what that takes, brings and rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render import icons
from journeymap.render.scene.backlog_cards import draw_entry, draw_evidence, draw_resource, draw_theme, draw_whole, heading
from journeymap.render.scene.backlog_matrix import draw_matrix
from journeymap.render.scene.cards import draw_severity
from journeymap.render.scene.grid import MARGIN
from journeymap.render.scene.mirror import turn
from journeymap.render.scene.panels import (
    BETWEEN,
    PAGE,
    PANEL_PADDING,
    ROOM,
    Panel,
    Tile,
    draw_foot,
    draw_head,
    in_columns,
    stacked,
)
from journeymap.render.scene.pen import BODY, BODY_2, META, STRONG, Pen, Slot, filled, joined, styled
from journeymap.render.scene.shapes import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from journeymap.escape import MapText
    from journeymap.render.board.backlog_types import BacklogOpportunity, BacklogPain
    from journeymap.render.board.types import Board, SolutionItem
    from journeymap.render.scene.panels import Draw

_TOKENS = {"open": "pain", "in-progress": "progress", "shipped": "solution"}
_MATRIX = 600
"""The width of the card with the four fields."""
_BLOCKS = 44


def layout(board: Board) -> Scene:
    """Lay the backlog of a board out. The page has one width; its height follows from what is on it."""
    pen = Pen(board.direction, board.labels)
    backlog = board.backlog
    labels = board.labels
    tiles = [Tile(one.number, one.label, "ink" if one.is_zero else _TOKENS.get(one.key, "ink")) for one in backlog.counts]
    y = draw_head(pen, board, joined([labels["backlog"], board.kind, board.state, board.status]), tiles)
    if backlog.is_empty:
        y = pen.paragraph(labels["nothing-here"], ROOM.inset(4, 4).at(y + 18), BODY_2)
    y = _overview(pen, board, y)
    y = stacked(pen, [_rows(board)] if backlog.pains else [], ROOM.at(y + BETWEEN))
    y = stacked(pen, list(_sources(board)), ROOM.at(y + BETWEEN))
    y = draw_foot(pen, board, y + 10)
    return Scene(
        width=PAGE,
        height=round(y + MARGIN - 8),
        direction=board.direction,
        language=board.language,
        title=board.title,
        description=_description(board),
        shapes=turn(pen.shapes, PAGE, board.direction),
    )


def _description(board: Board) -> str | MapText:
    """The backlog in a sentence: what it is of, and how much there is of everything."""
    counted = [board.labels["field"].format(label=one.label, value=one.number) for one in board.backlog.counts]
    told = joined(counted, board.labels["comma"]) or board.labels["nothing-here"]
    named = filled(board.labels, "field", label=board.labels["backlog"], value=board.title)
    return filled(board.labels, "field", label=named, value=told)


def _overview(pen: Pen, board: Board, y: float) -> float:
    """The four fields beside what is needed and what could be better; either takes all the room where it is alone."""
    beside = list(_beside(board))
    found = board.backlog.solutions
    if not found:
        return stacked(pen, beside, ROOM.at(y + BETWEEN)) if beside else y

    def matrix(least: float) -> Panel:
        title = board.labels["effort-impact"]
        inside = least - PANEL_PADDING
        return Panel("effort-impact", "chart-column", title, "", lambda pen, slot: draw_matrix(pen, found, slot, inside))

    left = Slot(ROOM.x, y + BETWEEN, _MATRIX if beside else ROOM.width)
    right = Slot(left.x + left.width + BETWEEN, left.y, ROOM.width - left.width - BETWEEN)
    least = max(matrix(0).put(pen.probe(), left), stacked(pen.probe(), beside, right) if beside else 0)
    matrix(least).put(pen, left, least)
    return stacked(pen, beside, right, least) if beside else least


def _beside(board: Board) -> Iterable[Panel]:
    backlog, labels = board.backlog, board.labels
    if backlog.resources:
        things: list[Draw] = [lambda pen, slot, one=one: draw_resource(pen, one, slot) for one in backlog.resources]  # type: ignore[misc]  # a lambda's default
        yield Panel("resources", "layers", labels["resources"], labels["resources-hint"], _gathered(things))
    if backlog.opportunities:
        hint = labels["hint-opportunities"]
        found: list[Draw] = [lambda pen, slot, one=one: _opportunity(pen, one, slot) for one in backlog.opportunities]  # type: ignore[misc]  # a lambda's default
        yield Panel("opportunities", icons.LANES["opportunities"], labels["lane-opportunities"], hint, _gathered(found))
    loose = [one.item for one in backlog.solutions if not one.item.solves]
    if loose:
        cards: list[Draw] = [lambda pen, slot, one=one: draw_whole(pen, one, slot) for one in loose]  # type: ignore[misc]  # a lambda's default
        yield Panel("loose-solutions", icons.LANES["solutions"], labels["loose-solutions"], "", _gathered(cards, down=8))


def _gathered(things: Sequence[Draw], down: float = 16) -> Draw:
    return lambda pen, slot: in_columns(pen, things, slot, least=300, gaps=(28, down))


def _opportunity(pen: Pen, found: BacklogOpportunity, slot: Slot) -> float:
    with pen.group(found.item.anchor):
        y = pen.noted("sparkles", found.item.text, slot, BODY, token="solution")  # noqa: S106 -- a colour's name
        inside = slot.inset(BODY.size + 7)
        y = heading(pen, found.where, inside.at(y))
        numbers = pen.labels["comma"].join(one.number for one in found.item.solutions)
        return pen.noted("lightbulb", numbers, inside.at(y + 1), styled(META, "solution", 600)) if numbers else y


def _rows(board: Board) -> Panel:
    solutions = {one.item.number: one.item for one in board.backlog.solutions}
    groups: dict[int, list[BacklogPain]] = {}
    for pain in board.backlog.pains:
        groups.setdefault(pain.item.severity_rank, []).append(pain)

    def draw(pen: Pen, slot: Slot) -> float:
        shown: set[str] = set()
        y = slot.y
        for index, (rank, pains) in enumerate(groups.items()):
            label = pains[0].item.severity_label or board.labels["severity-none"]
            y = _severity(pen, rank, label, slot.at(y + (22 if index else 2)))
            y = _group(pen, pains, solutions, shown, slot.at(y + 10))
        return y

    return Panel("pain-points", icons.LANES["pain_points"], board.labels["lane-pain_points"], board.labels["backlog-rows"], draw)


def _severity(pen: Pen, rank: int, label: str, slot: Slot) -> float:
    """The name of a group of pain points, as bad as each other."""
    if rank:
        draw_severity(pen, rank, slot.x, slot.y + 5)
    return pen.paragraph(label, slot.inset(_BLOCKS if rank else 0), STRONG)


def _group(pen: Pen, pains: Sequence[BacklogPain], solutions: dict[str, SolutionItem], shown: set[str], slot: Slot) -> float:
    """Two pain points a row, each with its solutions, and a last one over both; a solution that was shown is shown short."""
    gap = 36
    each = (slot.width - gap) / 2
    y = slot.y
    for first in range(0, len(pains), 2):
        bottom = y
        row = pains[first : first + 2]
        for index, pain in enumerate(row):
            place = Slot(slot.x + index * (each + gap), y, each if len(row) > 1 else slot.width)
            bottom = max(bottom, draw_entry(pen, pain, solutions, shown, place))
        y = bottom + 14
    return y - 14


def _sources(board: Board) -> Iterable[Panel]:
    backlog, labels = board.backlog, board.labels
    things: list[Draw] = [
        lambda pen, slot, group=group: draw_evidence(pen, group, slot)  # type: ignore[misc]  # a lambda's default
        for group in backlog.evidence
    ]
    if backlog.themes:
        things.append(lambda pen, slot: draw_theme(pen, backlog.themes, slot))
    if things:
        yield Panel("evidence", icons.LANES["evidence"], labels["evidence-by-source"], "", _gathered(things, down=24))
