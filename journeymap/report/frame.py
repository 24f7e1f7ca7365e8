"""A diagnostic as a code frame, after the manner of rustc: a pure function from a diagnostic to lines.

Carets stand under the place itself, dashes under second places with what they have to do with it. What we say is
never cut, only wrapped; lines of the file are cut around the place so that they fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape
from journeymap.report.cells import measure, wrap
from journeymap.report.region import fit, lines_of
from journeymap.report.runner import guarded
from journeymap.report.style import paint
from journeymap.report.view import view

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.report import Context

_MIN_WIDTH = 20
_HEAD_WITHIN = 100  # lines above that are looked at for the head of an entry


class _Mark(NamedTuple):
    """A span to mark in a file; a second place has a label."""

    span: Span
    label: str
    primary: bool


class _Stroke(NamedTuple):
    """What is drawn of a mark under one line: code points from 0, at least one, end exclusive."""

    start: int
    end: int
    label: str
    primary: bool


class _Snippet(NamedTuple):
    """The marks of one file; `rows` are the lines shown with what is drawn under them, none where there is no text."""

    place: str
    marks: list[_Mark]
    lines: tuple[str, ...]
    rows: dict[int, list[_Stroke]]


def frame(diagnostic: Diagnostic, context: Context) -> list[str]:
    """Draw the frame as lines without line ends. Only the first of them and those with a path may be wider than the context."""
    snippets = _snippets(diagnostic, context)
    last_number = max((number for snippet in snippets for number in snippet.rows), default=1)
    page = _Page(len(str(last_number)), max(context.width, _MIN_WIDTH), diagnostic.level.value, context.color)
    told = [page.title(diagnostic)]
    for at, snippet in enumerate(snippets):
        if at and snippets[at - 1].rows:
            told.append(page.bar())
        told += page.snippet(snippet)
    if diagnostic.help:
        told += [page.bar()] if snippets[-1].rows else []
        told += page.note("help", escape.terminal(diagnostic.help))
    return [guarded(line.rstrip()) for line in told]


def _snippets(diagnostic: Diagnostic, context: Context) -> list[_Snippet]:
    """Make one for each file, that of the diagnostic first."""
    marks = {diagnostic.place.path: [_Mark(diagnostic.place.span, "", primary=True)]}
    for second in diagnostic.related:
        mark = _Mark(second.place.span, escape.terminal(second.message), primary=False)
        marks.setdefault(second.place.path, []).append(mark)
    snippets = []
    for path, marked in marks.items():
        source = context.source(path)
        lines = lines_of(source.text) if source is not None and source.text else ()
        snippets.append(_Snippet(escape.terminal(context.show(path)), marked, lines, _rows(marked, lines) if lines else {}))
    return snippets


def _rows(marks: list[_Mark], lines: tuple[str, ...]) -> dict[int, list[_Stroke]]:
    """Choose the lines to show, by number and in order, with what is drawn under each."""
    rows: dict[int, list[_Stroke]] = {}
    for mark in marks:
        first, start, last, end = fit(mark.span, lines)
        head = _head(first, lines) if mark.primary else None
        if head is not None:
            rows.setdefault(head, [])
        under = rows.setdefault(first, [])
        if first == last:
            under.append(_Stroke(start, max(end, start + 1), mark.label, mark.primary))
            continue
        under.append(_Stroke(start, max(len(lines[first - 1].rstrip()), start + 1), "", mark.primary))
        rows.setdefault(last, []).append(_Stroke(_indent(lines[last - 1]), end, mark.label, mark.primary))
    for before, after in pairwise(sorted(rows)):
        if after == before + 2:
            rows[before + 1] = []  # a sign that one line is left out would take as much room
    return dict(sorted(rows.items()))


def _head(number: int, lines: tuple[str, ...]) -> int | None:
    """Find the line that opens what line `number` stands in: `emotion: 9` alone does not say whose.

    The first line of an entry says enough by itself; a blank line is told by what stands before it.
    """
    line = lines[number - 1]
    if line.lstrip().startswith("- "):
        return None
    for above in range(number - 1, max(number - 1 - _HEAD_WITHIN, 0), -1):
        text = lines[above - 1].lstrip()
        if text and not text.startswith("#") and (not line.strip() or _indent(lines[above - 1]) < _indent(line)):
            return above
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide the line numbers and the whole are, and in which colours."""

    gutter: int
    width: int
    level: str
    color: bool

    @property
    def room(self) -> int:
        """The columns to the right of the bar."""
        return self.width - self.gutter - 3

    def title(self, diagnostic: Diagnostic) -> str:
        """Say `error[unknown-reference]: there is no ...`, in one line however long."""
        head = f"{self.level}[{escape.terminal(diagnostic.id)}]"
        message = escape.terminal(diagnostic.message)
        return paint(head, self.level, color=self.color) + paint(f": {message}", "message", color=self.color)

    def bar(self, text: str = "", number: int | str = "") -> str:
        """Draw the bar, with a line number before it or not, and what stands beside it."""
        return paint(f"{number:>{self.gutter}} |", "gutter", color=self.color) + f" {text}"

    def note(self, word: str, text: str) -> list[str]:
        """Say `= help: ...`, wrapped, with the later lines under the first."""
        lead = f"{word}: "
        lines = wrap(text, self.room - len(lead)) or [""]
        sign = paint(f"{' ' * self.gutter} =", "gutter", color=self.color)
        hanging = " " * (self.gutter + 3 + len(lead))
        return [f"{sign} {paint(lead, 'help', color=self.color)}{lines[0]}", *(hanging + line for line in lines[1:])]

    def snippet(self, snippet: _Snippet) -> list[str]:
        """Draw the place and the lines of one file; where there is no text, name each place with its label."""
        if not snippet.rows:
            told = []
            for mark in snippet.marks:
                told.append(self._arrow(snippet.place, mark.span))
                told += self.note("note", mark.label) if mark.label else []
            return told
        told = [self._arrow(snippet.place, snippet.marks[0].span), self.bar()]
        before = 0
        for number, strokes in snippet.rows.items():
            if before and number > before + 1:
                told.append(paint("...", "gutter", color=self.color))
            told += self._row(number, snippet.lines[number - 1], strokes)
            before = number
        return told

    def _arrow(self, place: str, span: Span) -> str:
        return paint(f"{' ' * self.gutter}-->", "gutter", color=self.color) + f" {place}:{span.line}:{span.column}"

    def _row(self, number: int, line: str, strokes: list[_Stroke]) -> list[str]:
        """Draw a line with everything under it; again for what is too far away to be in the same view."""
        if not strokes:
            return [self.bar(view(line, 0, 1, self.room).text([]), number)]
        told = []
        while strokes:
            nearest, past_end = strokes[0], any(stroke.end > len(line) for stroke in strokes)
            seen = view(line, nearest.start, nearest.end, self.room, past_end=past_end)
            here = [stroke for stroke in strokes if stroke is nearest or seen.holds(stroke.start, stroke.end)]
            strokes = [stroke for stroke in strokes if stroke not in here]
            told.append(self.bar(seen.text([(stroke.start, stroke.end) for stroke in here]), number))
            for stroke in here:
                told += self._underline(*seen.columns(stroke.start, stroke.end), stroke)
        return told

    def _underline(self, column: int, width: int, stroke: _Stroke) -> list[str]:
        role = self.level if stroke.primary else "second"
        drawn = " " * column + paint(("^" if stroke.primary else "-") * width, role, color=self.color)
        if not stroke.label:
            return [self.bar(drawn)]
        if column + width + 1 + measure(stroke.label) <= self.room:
            return [self.bar(f"{drawn} {paint(stroke.label, role, color=self.color)}")]
        indent = min(column, max(self.room - measure(stroke.label), 0))
        below = wrap(stroke.label, self.room - indent)
        return [self.bar(drawn), *(self.bar(" " * indent + paint(line, role, color=self.color)) for line in below)]
