"""A picture of the new map: what came, changed and went, numbered, with the list below it; the old emotion curve is faint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap.errors import UsageError
from journeymap.escape import MapText
from journeymap.render.drawing import Drawing
from journeymap.render.scene import layout
from journeymap.render.scene.pen import BODY, STRONG, Pen, Slot
from journeymap.render.scene.shapes import Scene
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme
from journeymap.review import counted
from journeymap.review.marks import Face, changes_of, marked
from journeymap.review.overlay import Told, overlay
from journeymap.review.words import names, nothing_to_tell, outcome_word, summary, title

if TYPE_CHECKING:
    from journeymap.report import Context
    from journeymap.review import Pair, Review

_WIDTH, _HEIGHT = 900, 90


def write(review: Review, context: Context) -> str:
    """Draw the one map that was compared; `UsageError` if there are several."""
    drawn = [pair for pair in review.maps if pair.old is not None or pair.new is not None]
    if len(drawn) > 1:
        first = next(path for path in (drawn[0].new_path, drawn[0].old_path) if path is not None)
        help_line = f"name one, for instance: journeymap diff --format svg -- {context.show(first)}"
        raise UsageError(f"svg draws one map, and {len(drawn)} of them differ", help_line)
    if not drawn:
        return write_svg(_nothing(review), theme())
    return write_svg(picture(review, drawn[0]), theme())


def picture(review: Review, pair: Pair) -> Scene:
    """The Scene of one pair."""
    old, new = (None if journey is None else Face(journey) for journey in (pair.old, pair.new))
    shown = new or old
    assert shown is not None  # whoever calls has looked
    changes = changes_of(review, pair)
    verdict = f"{outcome_word(pair.outcome)}: {summary(counted(changes)) or nothing_to_tell(pair)}"
    return overlay(layout(shown.board, Drawing()), old, new, marked(changes, old, new), Told(verdict, names(review, pair)))


def _nothing(review: Review) -> Scene:
    """A picture that says why there is none."""
    pen = Pen("ltr", {})
    y = pen.paragraph(title(review), Slot(28, 28, _WIDTH - 56), STRONG)
    for pair in review.pairs:
        text = MapText(f"{names(review, pair)}: {nothing_to_tell(pair)}")
        y = pen.paragraph(text, Slot(28, y + 4, _WIDTH - 56), BODY)
    name = MapText(f"{review.old} → {review.new}")
    return Scene(_WIDTH, max(_HEIGHT, round(y + 28)), "ltr", "en", name, title(review), tuple(pen.shapes))
