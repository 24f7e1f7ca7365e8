"""What the map rests on: the evidence that no lane has shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.board.types import TextItem
from journeymap.render.terminal.header import put
from journeymap.render.terminal.items import items_of
from journeymap.render.terminal.lines import Para, Span, joined, say
from journeymap.render.terminal.signs import BULLET

if TYPE_CHECKING:
    from journeymap.render.board.types import Board
    from journeymap.render.terminal.lines import Paper


def sources(board: Board, paper: Paper) -> list[str]:
    """A line for each piece of evidence."""
    shown = {(item.text, item.notes) for item in items_of(board) if isinstance(item, TextItem)}
    rest = [item for item in board.evidence if (item.text, item.notes) not in shown]
    if not rest:
        return []
    paras = [Para((say(paper.labels["evidence"], "strong"),))]
    for item in rest:
        notes = [(say(note, "quiet"),) for note in item.notes]
        paras.append(Para(joined([(say(item.text),), *notes]), (Span(BULLET, "quiet"),)))
    return put(paras, paper)
