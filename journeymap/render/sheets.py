"""What templates loop over to show the backlog and the personas: all choosing and sorting is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.render.board.backlog_types import BacklogPain, BacklogSolution
    from journeymap.render.board.types import Board, Column

STATUSES = ("idea", "planned", "in-progress", "shipped", "rejected")
_STEPS = (1, 2, 3)


def rated(board: Board) -> list[list[BacklogPain]]:
    """The pain points in groups of one severity, the worst first."""
    groups: dict[int, list[BacklogPain]] = {}
    for pain in board.backlog.pains:
        groups.setdefault(pain.item.severity_rank, []).append(pain)
    return list(groups.values())


def answers(board: Board) -> dict[str, list[BacklogSolution]]:
    """By the number of a pain point: what is done about it."""
    known = {one.item.number: one for one in board.backlog.solutions}
    return {
        pain.item.number: [known[one.number] for one in pain.item.solutions if one.number in known]
        for pain in board.backlog.pains
    }


def firsts(board: Board) -> dict[str, str]:
    """By the number of a solution: the first pain point that it is shown beside, where it is told whole."""
    found: dict[str, str] = {}
    for pain in board.backlog.pains:
        for one in pain.item.solutions:
            found.setdefault(one.number, pain.item.number)
    return found


def loose(board: Board) -> list[BacklogSolution]:
    """Solutions of no pain point."""
    return [one for one in board.backlog.solutions if not one.item.solves]


def matrix(board: Board) -> list[list[list[BacklogSolution]]]:
    """The scored solutions by impact, from high to low, and effort, from low to high; nothing where none is scored."""
    found = board.backlog.solutions
    cells = [[[one for one in found if (one.effort, one.impact) == (x, y)] for x in _STEPS] for y in reversed(_STEPS)]
    return cells if any(cell for row in cells for cell in row) else []


def unscored(solutions: Iterable[BacklogSolution]) -> list[BacklogSolution]:
    """Solutions that lack a rating."""
    return [one for one in solutions if not (one.effort and one.impact)]


def backlog_values(board: Board) -> dict[str, object]:
    """Everything for a template of the backlog."""
    scored = [one for row in matrix(board) for cell in row for one in cell]
    return {
        "backlog": board.backlog,
        "rated": rated(board),
        "answers": answers(board),
        "firsts": firsts(board),
        "loose": loose(board),
        "matrix": matrix(board),
        "unscored": unscored(board.backlog.solutions),
        "statuses": [status for status in STATUSES if any(one.item.status == status for one in scored)],
    }


def persona_values(board: Board) -> dict[str, object]:
    """Everything for a template of the personas, beside their cards: one entry each."""
    return {"trails": [_trail(board, index) for index in range(len(board.personas))], "hurts": hurts(board)}


def _trail(board: Board, index: int) -> list[tuple[int, Column]]:
    through = {stage.anchor for stage in board.personas[index].stages}
    return [(place, column) for place, column in enumerate(board.columns) if column.anchor in through]


def hurts(board: Board) -> list[list[BacklogPain]]:
    """For each persona the pain points that are about them, the worst first."""
    wanted = [{one.number for one in card.pains} for card in board.personas]
    return [[pain for pain in board.backlog.pains if pain.item.number in numbers] for numbers in wanted]
