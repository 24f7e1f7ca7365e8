"""The backlog in characters: pain points with what is done about them, the worst first; four fields; what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.render.sheets import answers, firsts, loose, matrix, rated, unscored
from journeymap.render.terminal.header import WIDEST, put
from journeymap.render.terminal.items import Writer
from journeymap.render.terminal.legend import entry, told
from journeymap.render.terminal.lines import Line, Paper, Para, Span, breadth, fill, joined, lay, paragraphs, say
from journeymap.render.terminal.signs import BULLET, SOLUTIONS, severity, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeymap.escape import Text
    from journeymap.render.board.backlog_types import BacklogPain, BacklogSolution, EvidenceEntry, ResourceItem, Where
    from journeymap.render.board.types import Board, Reference

_QUIET = "quiet"
_IN = 3
_GAP = "  "
_OPEN = "!"
_ROOMY = 58
"""From this width on the four fields are a table; below, they are a list."""
_RATINGS = ("high", "medium", "low")
_CORNERS = {(0, 0): "quick-wins", (0, 2): "major-projects", (2, 0): "fill-ins", (2, 2): "thankless-tasks"}


def backlog(board: Board, paper: Paper) -> list[list[str]]:
    """Blocks of lines."""
    return [block for block in _Backlog(board, paper).blocks() if block]


def legend(board: Board, paper: Paper) -> list[str]:
    """The signs of the states that occur."""
    used = {one.item.status for one in board.backlog.solutions}
    entries = [
        entry(sign(paper, one, "solution"), paper.labels[f"solution-{status}"])
        for status, one in SOLUTIONS.items()
        if status in used
    ]
    if any(pain.item.severity_rank for pain in board.backlog.pains):
        entries.insert(0, entry(severity(paper, 3), paper.labels["legend-severity"]))
    return told(entries, paper)


class _Backlog:
    def __init__(self, board: Board, paper: Paper) -> None:
        self._board = board
        self._paper = paper
        self._writer = Writer(board, paper)
        self._answers, self._firsts = answers(board), firsts(board)

    def blocks(self) -> list[list[str]]:
        """The head, the pain points by severity, and everything else under a name of its own."""
        labels, found = self._paper.labels, self._board.backlog
        counts = joined((say(one.label, _QUIET), Span(" "), say(one.number, "strong")) for one in found.counts)
        blocks = [put([Para((say(labels["backlog"], "strong"),)), *([Para(counts)] if counts else [])], self._paper)]
        if found.is_empty:
            blocks.append(put([Para((say(labels["nothing-here"], _QUIET),))], self._paper))
        blocks += [self._group(pains) for pains in rated(self._board)]
        blocks.append(self._listed("loose-solutions", [self._writer.solution(one.item) for one in loose(self._board)]))
        blocks.append(self._matrix())
        missing = [[_numbered(one.item.number, one.item.text, "solution")] for one in unscored(found.solutions)]
        blocks.append(self._listed("unscored", missing))
        blocks.append(self._listed("resources", [self._resource(one) for one in found.resources]))
        blocks.append(
            self._listed(
                "lane-opportunities",
                [
                    [
                        Para((say(one.item.text),), _bullet()),
                        *_below(2, _place(one.where)),
                        *_below(2, self._refs("solved-by", one.item.solutions)),
                        *_long(2, one.item.description),
                    ]
                    for one in found.opportunities
                ],
            )
        )
        blocks.append(self._evidence())
        return blocks

    def _heading(self, line: Line) -> list[str]:
        """A name over a rule that takes the rest of the line."""
        width = min(self._paper.width, WIDEST)
        lines = lay([Para(line)], width - 6)
        first = (Span("━━", _QUIET), Span(" "), *lines[0], Span(" "))
        rule = Span("━" * max(width - breadth(first), 2), _QUIET)
        told = [(*first, rule), *((Span(" " * _IN), *more) for more in lines[1:])]
        return [self._paper.full(self._paper.cell(one, self._paper.width)) for one in told]

    def _listed(self, label: str, things: Sequence[list[Para]]) -> list[str]:
        """Things under a heading, a blank line between those of several lines."""
        if not things:
            return []
        apart = any(len(thing) > 1 for thing in things)
        paras = [para for at, thing in enumerate(things) for para in ([Para(())] if apart and at else []) + thing]
        return [*self._heading((say(self._paper.labels[label], "strong"),)), *put(paras, self._paper)]

    def _group(self, pains: Sequence[BacklogPain]) -> list[str]:
        item = pains[0].item
        name = say(item.severity_label or self._paper.labels["severity-none"], "strong")
        blocks = (severity(self._paper, item.severity_rank), Span(" ")) if item.severity_rank else ()
        lines = self._heading((*blocks, name))
        for at, pain in enumerate(pains):
            lines += [*([""] if at else []), *put(self._pain(pain), self._paper)]
        return lines

    def _pain(self, pain: BacklogPain) -> list[Para]:
        item = pain.item
        mark = say(item.number, "pain")
        indent = breadth((mark,)) + 1
        alone = item.status == "unaddressed"
        state = (*((Span(_OPEN, "fail"), Span(" ")) if alone else ()), say(item.status_label, "fail" if alone else _QUIET))
        who = joined([*((say(name, _QUIET),) for name in item.personas), *((say(title, _QUIET),) for title in item.evidence)])
        found = [Para((say(item.text, "strong"),), (mark,)), *_below(indent, state), *_below(indent, _place(pain.where))]
        found += _below(indent, who)
        found += _below(indent, (say(item.accepted, _QUIET),) if item.accepted else ())
        found += _long(indent, item.description)
        for one in self._answers[item.number]:
            found += [para._replace(indent=para.indent + indent) for para in self._answer(one, item.number)]
        return found

    def _answer(self, one: BacklogSolution, pain: str) -> list[Para]:
        """A solution whole where it stands first, else its number and text."""
        if self._firsts[one.item.number] == pain:
            return self._writer.solution(one.item)
        state = (sign(self._paper, SOLUTIONS[one.item.status], "solution"), Span(" "), say(one.item.status_label))
        return [Para(joined([(say(one.item.text, _QUIET),), state]), (say(one.item.number, "solution"),))]

    def _matrix(self) -> list[str]:
        rows = matrix(self._board)
        if not rows:
            return []
        head = self._heading((say(self._paper.labels["effort-impact"], "strong"),))
        return head + (self._table(rows) if self._paper.width >= _ROOMY else self._fields(rows))

    def _table(self, rows: list[list[list[BacklogSolution]]]) -> list[str]:
        paper, labels = self._paper, self._paper.labels
        names = [(say(labels[f"impact-{rating}"], _QUIET),) for rating in _RATINGS]
        rail = min(max(breadth(name) for name in names), 18)
        each = min(24, (min(paper.width, WIDEST) - rail - 3 * len(" │ ")) // 3)
        grid = [[lay([Para(self._cell(cell, at, place))], each) for place, cell in enumerate(row)] for at, row in enumerate(rows)]
        steps = [lay([Para((say(labels[f"effort-{rating}"], _QUIET),))], each) for rating in reversed(_RATINGS)]
        told = []
        rule = paper.row(["─" * rail, *["─" * each] * 3], "─┼─")
        for at, cells in enumerate([*grid, steps]):
            name = lay([Para(names[at])], rail) if at < len(names) else []
            height = max(len(name), *map(len, cells))
            lines = [
                paper.row([paper.cell(_at(name, line), rail), *(paper.cell(_at(cell, line), each) for cell in cells)], " │ ")
                for line in range(height)
            ]
            told += [*([rule] if at else []), *lines]
        blank = " " * (paper.width - rail - 3 * each - 9) if paper.rtl else ""
        return [paper.full(blank + line) for line in told]

    def _cell(self, cell: Sequence[BacklogSolution], row: int, column: int) -> Line:
        corner = _CORNERS.get((row, column))
        name: Line = (say(self._paper.labels[f"field-{corner}"], "strong"),) if corner else ()
        numbers = joined(((say(one.item.number, "solution"),) for one in cell), " ")
        return joined([name, numbers], ": ") if name and numbers else name or numbers

    def _fields(self, rows: list[list[list[BacklogSolution]]]) -> list[str]:
        """The same as a list, where a table would be too narrow to read."""
        labels = self._paper.labels
        paras = []
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    facts = joined(
                        [
                            (say(labels[f"impact-{_RATINGS[at]}"], _QUIET),),
                            (say(labels[f"effort-{_RATINGS[2 - place]}"], _QUIET),),
                        ]
                    )
                    paras.append(Para(joined([self._cell(cell, at, place), facts]), _bullet()))
        return put(paras, self._paper)

    def _resource(self, item: ResourceItem) -> list[Para]:
        kind = joined((say(text, _QUIET),) for text in (item.status_label, item.kind) if text)
        carried = "unlocks" if item.status == "need" else "carries"
        return [
            Para((say(item.text, "strong"),), _bullet()),
            *_below(2, kind),
            *_below(2, (say(item.impact),) if item.impact else ()),
            *_below(2, joined([self._refs(carried, item.solutions), self._refs("helps-with", item.pains)])),
            *_below(2, joined((say(step, _QUIET),) for step in item.steps)),
            *_long(2, item.description),
        ]

    def _refs(self, label: str, references: Sequence[Reference]) -> Line:
        if not references:
            return ()
        numbers = joined(((say(one.number, _QUIET),) for one in references), self._paper.labels["comma"], _QUIET)
        return fill(self._paper.labels[label], {"numbers": numbers}, _QUIET)

    def _evidence(self) -> list[str]:
        labels, found = self._paper.labels, self._board.backlog
        paras: list[Para] = []
        for group in found.evidence:
            paras += [*([Para(())] if paras else []), Para((say(group.label, "strong"),))]
            for one in group.entries:
                paras += self._source(one)
        if found.themes:
            paras += [Para(()), Para((say(labels["shared-themes"], "strong"),))]
            for theme in found.themes:
                paras += [Para((say(theme.text),), _bullet()), *_below(2, joined((say(one, _QUIET),) for one in theme.sources))]
        return [*self._heading((say(labels["evidence-by-source"], "strong"),)), *put(paras, self._paper)] if paras else []

    def _source(self, one: EvidenceEntry) -> list[Para]:
        facts = joined((say(note, _QUIET),) for note in one.item.notes)
        supported: list[Text] = [*(pain.number for pain in one.pains), *one.others]
        names = joined(((say(text, _QUIET),) for text in supported), self._paper.labels["comma"], _QUIET)
        return [
            Para((say(one.item.text),), _bullet()),
            *_below(2, facts),
            *_below(2, joined((say(theme, _QUIET),) for theme in one.themes)),
            *_below(2, fill(self._paper.labels["supports"], {"numbers": names}, _QUIET) if names else ()),
            *_long(2, one.item.description),
        ]


def _at(lines: Sequence[Line], index: int) -> Line:
    return lines[index] if index < len(lines) else ()


def _place(where: Where) -> Line:
    stage = (say(where.number, "stage"), Span(" "), say(where.stage, _QUIET))
    return joined([stage, (say(where.action, _QUIET),) if where.action else ()])


def _numbered(number: str, text: Text, role: str) -> Para:
    return Para((say(text),), (say(number, role),))


def _bullet() -> Line:
    return (Span(BULLET, _QUIET),)


def _below(indent: int, line: Line) -> list[Para]:
    return [Para(line, (), indent)] if line else []


def _long(indent: int, text: Text | None) -> list[Para]:
    return [Para((span,), (), indent) for span in paragraphs(text, _QUIET)] if text else []
