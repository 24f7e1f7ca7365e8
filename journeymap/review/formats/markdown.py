"""For a pull request: one comment, the verdict first, regressions open, all else folded, never longer than it may be.

The hidden marker lets whoever posts it find the last one and put this in its place. A comment that would be too long
loses whole sections, the least important first, and says what it has lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diff import Verdict
from journeymap.review import counted
from journeymap.review.words import SIGNS, WHOLE_MAP, by_stage, in_order, nothing_to_tell, outcome_word, sentence, summary, title
from journeymap.review.wordwise import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.diff import Change
    from journeymap.escape import MapText
    from journeymap.report import Context
    from journeymap.review import Pair, Review

MARKER = "<!-- journeymap-diff -->"
LONGEST = 60_000
"""Characters of the whole text; GitHub refuses a comment of more than 65,536."""
_SECTION = 6_000
"""Characters after which a long section is parted, so that less has to be left out."""
_RESERVED = 600
"""Characters kept for saying what was left out."""
_HEAD = 8_000
"""Characters for the maps that are named before any change is told, twice."""
_TITLES = {Verdict.REGRESSION: "Regressions", Verdict.IMPROVEMENT: "Improvements", Verdict.NEUTRAL: "Neutral changes"}
_TAGS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


@dataclass(frozen=True, slots=True)
class _Section:
    """Some changes of one verdict in one stage, written out."""

    verdict: Verdict
    text: str
    size: int


def write(review: Review, context: Context) -> str:
    """Tell the review in at most `LONGEST` characters."""
    text = "\n".join([MARKER, f"### Journey map: {outcome_word(review.outcome)}", "", *_told(review), ""])
    left_out = dict.fromkeys(Verdict, 0)
    for verdict in Verdict:
        several = len(review.told) > 1
        sections = [one for pair in review.told for one in _sections(pair, verdict, context, several=several)]
        opening, closing = _around(verdict, sum(section.size for section in sections))
        kept = []
        room = LONGEST - _RESERVED - len(text) - len(opening) - len(closing)
        for section in sections:
            room -= len(section.text)
            if room < 0:
                left_out[verdict] += section.size
            else:
                kept.append(section.text)
        text += opening + "".join(kept) + closing if kept else ""
    if any(left_out.values()):
        text += f"\n_Left out, since a comment has to end somewhere: {summary(left_out)}. `journeymap diff` tells all of them._\n"
    return text


def _told(review: Review) -> Iterator[str]:
    """What was compared, the verdict in words, and a table of counts, a row for each map."""
    if review.repository:
        yield f"{escape.markdown(review.old)} → {escape.markdown(review.new)}: {title(review).partition(': ')[2]}."
        yield ""
    quiet = [f"{_paths(pair)}: {nothing_to_tell(pair)}." for pair in review.told if not pair.changes]
    yield from _fitting(quiet, "{} more maps without a change for the customer.")
    compared = [pair for pair in review.told if pair.changes]
    if not compared:
        return
    if quiet:
        yield ""
    yield f"**{summary(review.counts)}**"
    yield ""
    yield "| map | regressions | improvements | neutral |"
    yield "|---|---:|---:|---:|"
    if len(compared) > 1:  # those that a reviewer should look at first
        compared.sort(key=lambda pair: [-counted(pair.changes)[verdict] for verdict in Verdict])
    yield from _fitting(list(map(_row, compared)), "| {} more maps | | | |")


def _row(pair: Pair) -> str:
    counts = [str(count) for count in counted(pair.changes).values()]
    return f"| {_paths(pair)}{' (library)' if pair.library else ''} | {' | '.join(counts)} |"


def _fitting(lines: Sequence[str], rest: str) -> Iterator[str]:
    """Lines as long as there is room for them in the head, and how many there are more."""
    room = _HEAD
    for place, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            yield rest.format(len(lines) - place)
            return
        yield line


def _paths(pair: Pair) -> str:
    return " → ".join(escape.markdown(path) for path in dict.fromkeys((pair.old_path, pair.new_path)) if path is not None)


def _around(verdict: Verdict, size: int) -> tuple[str, str]:
    """What stands before and after the sections of one verdict: regressions are open, the others folded."""
    title = f"{SIGNS[verdict]} {_TITLES[verdict]} ({size})"
    if verdict is Verdict.REGRESSION:
        return f"\n#### {title}\n", ""
    return f"\n<details>\n<summary>{title}</summary>\n", "\n</details>\n"


def _sections(pair: Pair, verdict: Verdict, context: Context, *, several: bool) -> Iterator[_Section]:
    for stage, changes in by_stage([change for change in pair.changes if change.verdict is verdict]):
        name = WHOLE_MAP if stage is None else _bare(stage)
        if several:
            name = _paths(pair) if stage is None else f"{_paths(pair)} · {name}"
        for part, items in enumerate(_parted([_item(change, context) for change in changes])):
            heading = f"\n**{name}**{' (more)' if part else ''}\n\n"
            yield _Section(verdict, heading + "".join(items), len(items))


def _parted(items: Sequence[str]) -> Iterator[list[str]]:
    """Items in parts of bounded length."""
    part: list[str] = []
    size = 0
    for item in items:
        if part and size + len(item) > _SECTION:
            yield part
            part, size = [], 0
        part.append(item)
        size += len(item)
    if part:
        yield part


def _item(change: Change, context: Context) -> str:
    told = sentence(change, _quoted, _bare)
    text = f"- {told.sentence}"
    if told.word_by_word and change.old is not None and change.new is not None:
        text += "<br>" + "".join(_piece(piece.role, piece.text) for piece in compare(change.old, change.new))
    place = change.new_place or change.old_place
    if place is not None:
        text += f" <sub>{escape.markdown(context.show(place.path))}:{place.span.line}</sub>"
    return text + "\n"


def _piece(role: str, text: MapText) -> str:
    """A stretch of a text between its tags, with the blanks that the escaper strips."""
    raw = escape.plain(text)
    before, after = _TAGS[role]
    return f"{before}{' ' * raw[:1].isspace()}{_bare(text)}{' ' * raw[-1:].isspace()}{after}"


def _bare(text: MapText) -> str:
    return in_order(escape.markdown(text))


def _quoted(text: MapText) -> str:
    return f"“{_bare(text)}”"
