"""A map as Markdown that GitHub and GitLab show alike: a narrow overview, a section a stage, the backlog as tasks.

Signs (a face, a coloured dot) always stand beside the word that says the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from journeymap import escape
from journeymap.render import templating
from journeymap.render.board.types import PainItem, SolutionItem
from journeymap.render.drawing import Drawing, Target
from journeymap.render.emoji import SIGNS
from journeymap.render.mermaid import flowchart, is_drawn
from journeymap.render.moves import forks
from journeymap.render.sheets import backlog_values, matrix, persona_values, unscored
from journeymap.render.spark import extremes, line_of
from journeymap.render.templating import Ours, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.escape import MapText, Text
    from journeymap.render.board.backlog_types import BacklogSolution, EvidenceEntry
    from journeymap.render.board.types import Board, Item, Reference, Row
    from journeymap.render.moves import Fork, Move

_OVERVIEW = ("goals", "emotion", "pain_points", "metrics")
"""The lanes of the overview: more of them make columns too narrow to read."""
_MOST_COLUMNS = 6

_ARROWS = {"ltr": {"up": "↗", "down": "↘", "flat": "→"}, "rtl": {"up": "↖", "down": "↙", "flat": "←"}}
_ON = {"ltr": "→", "rtl": "←"}
Card = TypeVar("Card", PainItem, SolutionItem)

_BLANK_LINES = re.compile(r"\n{3,}")


def _render(board: Board, drawing: Drawing) -> str:
    writer = _Writer(board, drawing)
    signs = {**SIGNS, "trend": _ARROWS[board.direction]}
    values = {
        "board": board,
        "labels": writer.labels,
        "signs": {
            **{name: {key: Ours(sign) for key, sign in group.items()} for name, group in signs.items()},
            "on": Ours(_ON[board.direction]),
        },
        "picture": Ours(drawing.picture) if drawing.picture else None,
        "chart_text": _chart(board),
        **_of_view(board, writer, drawing.view),
        **{
            function.__name__: function
            for function in (
                writer.field,
                writer.facts,
                writer.dotted,
                writer.quoted,
                writer.refs,
                writer.address,
                writer.supported,
                writer.other_map,
            )
        },
    }
    name = "map" if drawing.view == "blueprint" else drawing.view  # a blueprint stands above the whole map
    written = templating.render("markdown", f"markdown/{name}.md.j2", values, drawing.templates)
    return _BLANK_LINES.sub("\n\n", written).strip() + "\n"


def _chart(board: Board) -> Ours | None:
    """The flow for Mermaid, which GitHub and GitLab draw unless it is too much."""
    text = flowchart(board)
    return Ours(text.rstrip()) if is_drawn(text) else None


def _of_view(board: Board, writer: _Writer, view: str) -> dict[str, object]:
    """What the template of one view loops over."""
    if view == "backlog":
        values = backlog_values(board)
        numbers = [one.item.number for one in unscored(board.backlog.solutions)]
        return {**values, "fields": writer.fields(matrix(board)), "unscored_numbers": numbers}
    if view == "personas":
        lines = [line_of(board, card) for card in board.personas]
        return {**persona_values(board), "feelings": [extremes(line) if line else () for line in lines]}
    chart = board.blueprint if view == "blueprint" else None
    return {
        "chart": chart,
        "ways": chart.ways() if chart else {},
        "overview": _overview(board),
        "backlog": sorted(_whole(board, SolutionItem), key=_number),
        "unsolved": sorted((item for item in _whole(board, PainItem) if item.status == "unaddressed"), key=_number),
        "moves": [line for fork in forks(board.flow) for line in writer.moves(fork)],
        "stages": [(column, [(row, row.cells[index]) for row in board.rows]) for index, column in enumerate(board.columns)],
    }


def _overview(board: Board) -> list[tuple[range, list[Row]]]:
    """The overview's rows, for as many columns at a time as fit a page, in parts of equal length."""
    count = len(board.columns)
    parts = -(-count // _MOST_COLUMNS)
    rows = [row for key in _OVERVIEW for row in board.rows if row.key == key]
    return [(range(count * part // parts, count * (part + 1) // parts), rows) for part in range(parts)] if rows else []


def _whole(board: Board, kind: type[Card]) -> Iterator[Card]:
    """Every pain point or solution once."""
    items: Iterator[Item] = (item for row in board.rows for cell in row.cells for item in cell)
    for item in items:
        if isinstance(item, kind) and not (isinstance(item, SolutionItem) and item.repeated):
            yield item


def _number(item: PainItem | SolutionItem) -> int:
    return int(item.number[1:])


class _Writer:
    """What the templates may call: every function gives Markdown of ours in which texts of the map are escaped."""

    def __init__(self, board: Board, drawing: Drawing) -> None:
        self._patterns = board.labels
        self._links = drawing.links
        self.labels = {key: Ours(label) for key, label in board.labels.items()}

    def field(self, label: Text, value: Text) -> Ours:
        """A label, which stands out, and its value."""
        return self._filled("field", label=Ours(f"**{markdown(label)}**"), value=value)

    def dotted(self, parts: Sequence[Text | None]) -> Ours:
        """Short facts in a row; what is None is left out."""
        return Ours(" · ".join(markdown(part) for part in parts if part))

    def facts(self, pairs: Sequence[tuple[Text, Text]]) -> Ours:
        """Labels and values in a row."""
        return self.dotted([self.field(label, value) for label, value in pairs])

    def quoted(self, text: Text) -> Ours:
        """What somebody said, in the quotation marks of the board's language."""
        return self._filled("quoted", text=text)

    def refs(self, references: Sequence[Reference]) -> Ours:
        """Numbers of pain points or solutions."""
        return Ours(self.labels["comma"].join(markdown(one.number) for one in references))

    def supported(self, entry: EvidenceEntry) -> Ours:
        """What rests on a piece of evidence."""
        return Ours(self.labels["comma"].join([*(markdown(one.number) for one in entry.pains), *map(markdown, entry.others)]))

    def fields(self, rows: list[list[list[BacklogSolution]]]) -> list[tuple[Ours, list[tuple[Ours | None, Ours]]]]:
        """Effort against impact as rows of a table; the corners have the names of the fields."""
        names = {(0, 0): "quick-wins", (0, 2): "major-projects", (2, 0): "fill-ins", (2, 2): "thankless-tasks"}
        told = []
        for at, row in enumerate(rows):
            corners = [names.get((at, place)) for place in range(len(row))]
            numbers = [Ours(self.labels["comma"].join(markdown(one.item.number) for one in cell)) for cell in row]
            cells = [(self.labels[f"field-{key}"] if key else None, text) for key, text in zip(corners, numbers, strict=True)]
            told.append((self.labels[f"impact-{('high', 'medium', 'low')[at]}"], cells))
        return told

    def address(self, link: str) -> Ours:
        """Where a link goes, given one that passed `escape.link`: in angle brackets, which it cannot close."""
        return Ours(f"<{(escape.link(link) or '').replace('&', '&amp;')}>")

    def other_map(self, path: MapText) -> Ours:
        """The path of another map: a link where it is drawn in the same run."""
        address = self._links.get(escape.plain(path))
        return markdown(path) if address is None else Ours(f"[{markdown(path)}](<{address}>)")

    def moves(self, fork: Fork) -> Iterator[Ours]:
        """The ways on from one place as sentences."""
        for move in fork.moves:
            note = self.dotted([move.edge.when, move.edge.share_label])
            sentence = self._way(fork, move)
            yield self._filled("aside", text=sentence, note=note) if note else sentence
        if fork.ends:
            yield self._filled("way-ends", start=fork.start.text)

    def _way(self, fork: Fork, move: Move) -> Ours:
        if move.end is None:
            return self._filled("way-leaves", start=fork.start.text)
        return self._filled("way-back" if move.edge.back else "way", start=fork.start.text, end=move.end.text)

    def _filled(self, key: str, **values: Text) -> Ours:
        return Ours(self._patterns[key].format_map({name: markdown(value) for name, value in values.items()}))


TARGET = Target(
    suffix=".md",
    media_type="text/markdown",
    views=("map", "blueprint", "flow", "backlog", "personas"),
    render=_render,
    templated=True,
)
