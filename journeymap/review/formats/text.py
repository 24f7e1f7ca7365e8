"""For a terminal: the verdict, then stage by stage what changed, each with a sign, a word and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diff import Verdict
from journeymap.report.cells import measure, wrap
from journeymap.report.runner import guarded
from journeymap.report.style import paint
from journeymap.review.words import SIGNS, WHOLE_MAP, by_stage, in_order, nothing_to_tell, outcome_word, sentence, summary, title
from journeymap.review.wordwise import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Place
    from journeymap.diff import Change
    from journeymap.escape import MapText
    from journeymap.report import Context
    from journeymap.review import Pair, Review

_ROLES = {Verdict.REGRESSION: "error", Verdict.IMPROVEMENT: "help", Verdict.NEUTRAL: "gutter"}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_MARK_WIDTH = 13  # the longest sign and word: "▲ improvement"
_NARROW = 60  # below it the sentence stands under its mark
_LEAST = 16
_MOST_NAMED = 5


def write(review: Review, context: Context) -> str:
    """Tell two files; or the verdict on all maps of a repository, then those that differ one after the other."""
    page = _Page(context)
    if len(review.pairs) == 1:
        return "".join(f"{guarded(line)}\n" for line in page.pair(review.pairs[0], review))
    told = [page.head(review), *(page.one_of_several(pair) for pair in review.told)]
    return "\n".join("".join(f"{guarded(line)}\n" for line in part) for part in told)


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines of a terminal of one width."""

    context: Context

    def pair(self, pair: Pair, review: Review) -> Iterator[str]:
        """The verdict, what was compared, and the changes under their stages."""
        yield f"{self._paint(outcome_word(pair.outcome), 'message')}: {_counts(pair)}"
        if review.repository:
            paths = dict.fromkeys(path for path in (pair.old_path, pair.new_path) if path is not None)
            yield f"{' → '.join(map(self._path, paths))}: {escape.terminal(review.old)} → {escape.terminal(review.new)}"
        else:
            sides = ((review.old, pair.old_path), (review.new, pair.new_path))
            yield " → ".join(
                self._path(path) if path == name else escape.terminal(name) for name, path in sides if path is not None
            )
        yield from self._changes(pair)

    def head(self, review: Review) -> Iterator[str]:
        """The verdict on all maps, and what was compared."""
        word, colon, rest = title(review).partition(":")
        yield f"{self._paint(word, 'message')}{colon}{rest}"
        yield f"{escape.terminal(review.old)} → {escape.terminal(review.new)}"

    def one_of_several(self, pair: Pair) -> Iterator[str]:
        """The path with its verdict, and the changes."""
        paths = dict.fromkeys(path for path in (pair.old_path, pair.new_path) if path is not None)
        kind = " (library)" if pair.library else ""
        yield f"{self._paint(' → '.join(map(self._path, paths)), 'message')}{kind}: {_counts(pair)}"
        reached = sorted({path for change in pair.changes for path in change.affects})
        if pair.library and reached:
            more = f" and {len(reached) - _MOST_NAMED} more" if len(reached) > _MOST_NAMED else ""
            yield from wrap(f"read by {', '.join(map(self._path, reached[:_MOST_NAMED]))}{more}", self.context.width)
        yield from self._changes(pair)

    def _changes(self, pair: Pair) -> Iterator[str]:
        for stage, changes in by_stage(pair.changes):
            if stage is not None or not (pair.library or pair.old_path is None or pair.new_path is None):
                yield ""
                yield self._paint(WHOLE_MAP if stage is None else _bare(stage), "message")
            for change in changes:
                yield from self._change(change)

    def _path(self, path: str) -> str:
        return escape.terminal(self.context.show(path))

    def _change(self, change: Change) -> Iterator[str]:
        mark = f"{SIGNS[change.verdict]} {change.verdict.value}"
        under = self.context.width < _NARROW
        indent = " " * (4 if under else 2 + _MARK_WIDTH + 2)
        painted = self._paint(mark, _ROLES[change.verdict])
        first = f"  {painted}{' ' * (_MARK_WIDTH - measure(mark))}  "
        if under:
            yield first.rstrip()
            first = indent
        for line in self._lines(change, max(self.context.width - len(indent), _LEAST)):
            yield first + line
            first = indent

    def _lines(self, change: Change, room: int) -> Iterator[str]:
        """The sentence with the place behind it, and the texts word by word where they are long."""
        told = sentence(change, _quoted, _bare)
        lines = wrap(told.sentence, room)
        place = self._place(change.new_place or change.old_place)
        beside = not told.word_by_word and measure(lines[-1]) + 2 + measure(place) <= room
        yield from lines[:-1] if beside else lines
        if beside:
            yield f"{lines[-1]}  {self._paint(place, 'gutter')}"
            return
        if told.word_by_word and change.old is not None and change.new is not None:
            yield from self._word_by_word(change.old, change.new, room)
        yield self._paint(place, "gutter")

    def _word_by_word(self, old: MapText, new: MapText, room: int) -> Iterator[str]:
        text = "".join(f"{_MARKS[piece.role][0]}{_bare(piece.text)}{_MARKS[piece.role][1]}" for piece in compare(old, new))
        role = "same"
        for line in wrap(text, room):
            painted, role = self._painted(line, role)
            yield painted

    def _painted(self, line: str, role: str) -> tuple[str, str]:
        """A line with what went and what came in colour; both may begin on an earlier line and end on a later one."""
        if not self.context.color:
            return line, role
        told = ""
        for part in re.split(r"(\[-|-\]|\{\+|\+\})", line):
            role = {"[-": "gone", "{+": "new"}.get(part, role)
            told += self._paint(part, {"gone": "error", "new": "help"}[role]) if role != "same" else part
            role = "same" if part in ("-]", "+}") else role
        return told, role

    def _place(self, place: Place | None) -> str:
        return "" if place is None else f"{escape.terminal(self.context.show(place.path))}:{place.span.line}"

    def _paint(self, text: str, role: str) -> str:
        return paint(text, role, color=self.context.color)


def _counts(pair: Pair) -> str:
    counts = {verdict: sum(change.verdict is verdict for change in pair.changes) for verdict in Verdict}
    return summary(counts) or nothing_to_tell(pair)


def _bare(text: MapText) -> str:
    return in_order(escape.terminal(text))


def _quoted(text: MapText) -> str:
    return f"“{_bare(text)}”"
