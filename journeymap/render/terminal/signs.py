"""The signs of a terminal picture. Each stands beside its word or is told in the legend; none needs its colour."""

from __future__ import annotations

from itertools import groupby

from journeymap.render.terminal.lines import Line, Paper, Span

TRUTH, WAIT, FAIL, BULLET = "◆", "⋯", "✗", "•"
MARKS = "●○▲△▼▽"
"""Where a curve has its points: those of the first persona, the second ..."""
TOGETHER = "◉"
"""Where several curves have a point."""
LEVELS = "━╍"
"""The score of a whole stage: on the first curve, on any other."""
SOLUTIONS = {"idea": "◌", "planned": "▹", "in-progress": "▸", "shipped": "✓", "rejected": "⊘"}
TRENDS = {"up": "↑", "down": "↓", "flat": "="}
ON, BACK, NEXT, LEAVES = "→", "↩", "↓", "✗"

_MIRRORED = str.maketrans("▹▸→↩", "◃◂←↪")
_WORST = 4
_BAR = 12


def sign(paper: Paper, text: str, role: str = "") -> Span:
    """A sign as it looks in the paper's direction."""
    return Span(text[::-1].translate(_MIRRORED), role) if paper.rtl else Span(text, role)


def severity(paper: Paper, rank: int, role: str = "pain") -> Span:
    """Four blocks, as many of them filled as it is bad."""
    return sign(paper, "■" * rank + "□" * (_WORST - rank), role)


def bar(value: float | None, target: float | None, role: str = "") -> Line:
    """A value along its range, thick, with its target across."""
    full = round((value or 0) * _BAR)
    cells = [Span("━", role) if at < full else Span("─", "quiet") for at in range(_BAR)]
    if target is not None:
        aim = min(int(target * _BAR), _BAR - 1)
        cells[aim] = Span("╋" if aim < full else "╂", "strong")
    # Equal cells in one span: on paper that is read from the right, spans change places, which turns the bar round.
    return tuple(Span(one.text * len(list(group)), one.role) for one, group in groupby(cells))
