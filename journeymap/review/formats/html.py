"""A page of its own: the changes first, each with its verdict, then the picture of the new map, then both maps side by side.

One file that needs nothing from elsewhere and runs nothing; it reads well on a phone, in the dark and without styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from journeymap import escape
from journeymap.render import fonts, measure, templating
from journeymap.render.drawing import Drawing
from journeymap.render.scene import layout
from journeymap.render.svg import write_svg
from journeymap.render.theme import Theme, theme
from journeymap.review import counted
from journeymap.review.marks import Face, changes_of, marked
from journeymap.review.overlay import Told, overlay
from journeymap.review.sides import blocks
from journeymap.review.words import (
    WHOLE_MAP,
    in_order,
    names,
    nothing_to_tell,
    outcome_word,
    sentence,
    summary,
    title,
)
from journeymap.review.wordwise import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from journeymap.diff import Change
    from journeymap.escape import MapText
    from journeymap.render.theme import Script
    from journeymap.report import Context
    from journeymap.review import Pair, Review
    from journeymap.review.marks import Marked
    from journeymap.review.sides import Block
    from journeymap.review.wordwise import Piece

_DRAWN = 12
"""Maps up to which each is drawn and shown side by side; with more, the page would be too heavy to open."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One change, written out."""

    mark: Marked
    text: Markup
    pieces: tuple[Piece, ...]
    place: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One map of the page. `prefix` keeps its ids apart from those of the others."""

    prefix: str
    heading: str
    library: bool
    verdict: str
    counts: str
    groups: tuple[tuple[str | MapText, tuple[_Entry, ...]], ...]
    picture: Markup
    blocks: tuple[Block, ...]
    language: str
    direction: str


def write(review: Review, context: Context) -> str:
    """Write the page."""
    told = review.told
    drawn = sum(pair.old is not None or pair.new is not None for pair in told) <= _DRAWN
    sections = [_section(review, pair, f"m{number}-", context, drawn=drawn) for number, pair in enumerate(told, 1)]
    light, dark = theme("light"), theme("dark")
    values = {
        "title": title(review).partition(": ")[2] if len(sections) != 1 else sections[0].counts,
        "verdict": outcome_word(review.outcome),
        "names": f"{review.old} → {review.new}",
        "sections": sections,
        "colors": [(token, light[token], dark[token]) for token in light.colours],
        "schemes": ("light", "dark"),
    }
    body = templating.render("html", "html/diff_body.html.j2", values)
    arabic = measure.has_arabic(body)
    scripts: tuple[Script, ...] = ("latin", "arabic") if arabic else ("latin",)
    family = fonts.family("latin", "en")
    head = {
        "body": Markup(body),  # noqa: S704 -- the template has escaped it
        "family": Markup(family.replace("Inter,", "Inter,Vazirmatn,", 1) if arabic else family),  # noqa: S704 -- families of ours
        "faces": Markup(fonts.faces([(script, weight) for script in scripts for weight in (400, 600)])),  # noqa: S704 -- rules of ours
    }
    return templating.render("html", "html/diff.html.j2", {**values, **head}) + "\n"


def _section(review: Review, pair: Pair, prefix: str, context: Context, *, drawn: bool) -> _Section:
    changes = pair.changes if pair.library else changes_of(review, pair)
    old, new = (None if journey is None else Face(journey) for journey in (pair.old, pair.new))
    shown = new or old
    marks = marked(changes, old, new)
    paths = dict.fromkeys(path for path in (pair.old_path, pair.new_path) if path is not None)
    counts = summary(counted(changes)) or nothing_to_tell(pair)
    picture = Markup()
    if shown is not None and drawn:
        scene = overlay(layout(shown.board, Drawing()), old, new, marks, Told(counts, names(review, pair)), listed=False)
        picture = Markup(write_svg(scene, _on_the_page(), fonts=False, prefix=prefix))  # noqa: S704 -- the writer escapes
    return _Section(
        prefix=prefix,
        heading=" → ".join(map(context.show, paths)),
        library=pair.library,
        verdict=outcome_word(pair.outcome),
        counts=counts,
        groups=tuple(_groups(marks, context)),
        picture=picture,
        blocks=tuple(blocks(old, new, marks)) if drawn and shown is not None else (),
        language=shown.board.language if shown is not None else "en",
        direction=shown.board.direction if shown is not None else "ltr",
    )


def _on_the_page() -> Theme:
    """Colours as the page's variables, so that the picture turns dark with it."""
    return Theme("page", {token: f"var(--{token})" for token in theme().colours})


def _groups(marks: Sequence[Marked], context: Context) -> Iterator[tuple[str | MapText, tuple[_Entry, ...]]]:
    heading: str | MapText | None = None
    entries: list[_Entry] = []
    for mark in marks:
        here = WHOLE_MAP if mark.change.stage is None else mark.change.stage.name
        if here != heading and heading is not None:
            yield heading, tuple(entries)
            entries = []
        heading = here
        entries.append(_entry(mark, context))
    if heading is not None:
        yield heading, tuple(entries)


def _entry(mark: Marked, context: Context) -> _Entry:
    change = mark.change
    told = sentence(change, _quoted, _bare)
    pieces = tuple(compare(change.old, change.new)) if told.word_by_word and change.old and change.new else ()
    return _Entry(mark, Markup(told.sentence), pieces, _place(change, context))  # noqa: S704 -- our words, and texts escaped


def _place(change: Change, context: Context) -> str:
    place = change.new_place or change.old_place
    return "" if place is None else f"{context.show(place.path)}:{place.span.line}"


def _bare(text: MapText) -> str:
    return f"<bdi>{in_order(str(escape.html(text)))}</bdi>"


def _quoted(text: MapText) -> str:
    return f"“{_bare(text)}”"
