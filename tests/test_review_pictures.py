"""Comparisons as a page and as a picture, and as annotations: what is marked, what is told, and that nothing gets out of hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from test_diff import example, journey_of
from test_diff_cases import CONTEXT, compared

from journeymap.diff import Verdict
from journeymap.errors import UsageError
from journeymap.escape import plain
from journeymap.render.drawing import Drawing
from journeymap.render.scene import layout
from journeymap.render.scene.extent import anchored, solid
from journeymap.render.scene.shapes import Box, Circle, Icon, TextLine
from journeymap.render.scene.shapes import Path as Line
from journeymap.review import Review, review, tell
from journeymap.review.badges import Room, pills
from journeymap.review.formats.svg import picture
from journeymap.review.marks import Face, marked

EXAMPLES = Path(__file__).parents[1] / "examples"
SVG = "{http://www.w3.org/2000/svg}"


def edited(name: str, *edits: tuple[str, str]) -> Review:
    """An example against itself with some edits."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    new = text
    for old_part, new_part in edits:
        assert old_part in new, old_part
        new = new.replace(old_part, new_part, 1)
    return review(example(name), journey_of(new, name), text, new)


RETURN = edited(
    "online-return.yaml",
    ("          score: 2\n          feeling: Delighted", "          score: 1\n          feeling: Pleased"),
    ("severity: high\n            evidence: [portal-test, portal-funnel]", "severity: critical\n            evidence: [portal-test, portal-funnel]"),
    ("          - id: bot-circle\n            text: The chatbot answers with a link to the same policy", "          - id: bot-loop\n            text: Three times it asks for the order number"),
    ("drop-off: {value: 17, previous: 16", "drop-off: {value: 19, previous: 17"),
)  # fmt: skip
GROCERY = edited("fa-online-grocery.yaml", ("severity: medium", "severity: high"))


def lines(text: str) -> list[str]:
    return ["".join(one.itertext()).strip("\u202a\u202b\u202c\u200e") for one in ET.fromstring(text).iter(f"{SVG}text")]


def test_the_picture_lists_every_change_with_its_number_and_verdict() -> None:
    told = lines(tell(RETURN, "svg", CONTEXT))
    whole = " ".join(told)
    for number, change in enumerate(RETURN.changes, 1):
        assert told.count(str(number)) >= 2, (number, change.id)  # on the map, and in the list
        assert f"{change.verdict.value}:" in whole
    assert "No longer in the map" in told


def test_changes_stand_at_their_things() -> None:
    pair = RETURN.pairs[0]
    assert pair.old is not None
    assert pair.new is not None
    marks = {mark.change.id: mark for mark in marked(pair.changes, Face(pair.old), Face(pair.new))}
    assert marks["pain-point-worsened"].new[0] == "pain-point-upload-fails"
    assert marks["pain-point-worsened"].old[0] == "pain-point-upload-fails"
    assert marks["pain-point-added"].new[0] == "pain-point-bot-loop"
    assert marks["pain-point-removed"].old[0] == "pain-point-bot-circle"
    assert marks["pain-point-removed"].new == ()
    assert {"emotion-fell", "metric-further"} <= marks.keys()
    assert all(mark.new for mark in marks.values() if mark.change.new_place is not None)


@pytest.mark.parametrize("found", [RETURN, GROCERY], ids=["ltr", "rtl"])
def test_the_old_curve_lies_on_the_scale_of_the_new_one(found: Review) -> None:
    """The overlay finds the plot by its tints: faces of the view must stand where it would put the new points itself."""
    pair = found.pairs[0]
    assert pair.new is not None
    from journeymap.review.overlay import _plot

    face = Face(pair.new)
    scene = layout(face.board, Drawing())
    boxes = dict(reversed(list(anchored(scene.shapes))))
    plot = _plot(scene, face, boxes)
    assert plot is not None
    centres = [(one.x, one.y) for one in flat(scene.shapes, Circle)]
    centres += [(one.x + one.size / 2, one.y + one.size / 2) for one in flat(scene.shapes, Icon)]
    for curve in face.board.curves:
        for point in curve.points:
            x, y = plot.at(point.position, point.height)
            assert any(abs(x - one) < 8 and abs(y - other) < 3 for one, other in centres), (point.anchor, x, y)


def flat(shapes, kind):
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from flat(shape.shapes, kind)
        elif isinstance(shape, kind):
            yield shape


def test_the_old_curve_is_drawn_only_where_it_differs() -> None:
    def dotted(found: Review) -> int:
        scene = picture(found, found.pairs[0])
        return sum(one.dash == (2, 6) and one.stroke == "ink-3" for one in flat(scene.shapes, Line))

    assert dotted(RETURN) == 2  # both of them begin at the point that fell
    assert dotted(GROCERY) == 0


def test_everything_stays_on_the_page() -> None:
    for found in (RETURN, GROCERY):
        scene = picture(found, found.pairs[0])
        for line in flat(scene.shapes, TextLine):
            assert 0 <= line.y <= scene.height, plain(line.text) if not isinstance(line.text, str) else line.text
            assert 0 <= line.x <= scene.width


@pytest.mark.parametrize("found", [RETURN, GROCERY], ids=["en", "fa"])
def test_the_page_needs_and_runs_nothing(found: Review) -> None:
    page = tell(found, "html", CONTEXT)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<iframe|\son\w+=|javascript:|@import|url\((?!data:|#)", page)
    assert not re.search(r"(?:src|href)=\"(?!#|data:image/png;base64,)", page.replace('<use href="#', ""))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_page_tells_changes_first_and_marks_both_sides() -> None:
    page = tell(RETURN, "html", CONTEXT)
    first, second = page.index('<ol class="changes">'), page.index("Both maps side by side")
    assert first < second
    assert page.count('<li id="m1-c') == len(RETURN.changes)
    sides = page[second:]
    before, after = (re.findall(rf'data-side="{side}">(.*?)</td>', sides, re.DOTALL) for side in ("Before", "After"))
    assert any("The chatbot answers with a link" in cell and "#m1-c" in cell for cell in before)
    assert not any("The chatbot answers with a link" in cell for cell in after)
    assert any("Three times it asks" in cell and "#m1-c" in cell for cell in after)


def test_text_of_maps_is_text() -> None:
    name = '<script>alert(1)</script>" onload="x ::error::x ##[error]x'
    old = "journeymap: 1\ntitle: One\nstages:\n  - name: Find\n    actions: [Reads]\n"
    new = old.replace("[Reads]", "[Reads, '" + name + "']").replace("title: One", "title: '" + name + "'")
    found = review(journey_of(old), journey_of(new), old, new)
    page = tell(found, "html", CONTEXT)
    assert "<script" not in page
    assert 'onload="' not in page
    ET.fromstring(tell(found, "svg", CONTEXT))
    assert "##[error]" not in tell(found, "github", CONTEXT)


@pytest.mark.parametrize("name", ["html", "svg"])
def test_the_same_maps_give_the_same_bytes(name: str) -> None:
    again = replace(GROCERY, pairs=tuple(replace(pair) for pair in GROCERY.pairs))
    assert tell(GROCERY, name, CONTEXT) == tell(again, name, CONTEXT)


def test_svg_draws_one_map() -> None:
    both = replace(RETURN, pairs=(*RETURN.pairs, *GROCERY.pairs))
    with pytest.raises(UsageError, match="svg draws one map, and 2 of them differ") as caught:
        tell(both, "svg", CONTEXT)
    assert "-- online-return.yaml" in caught.value.help_line


def test_several_maps_have_a_page_together_and_ids_of_their_own() -> None:
    page = tell(replace(RETURN, pairs=(*RETURN.pairs, *GROCERY.pairs)), "html", CONTEXT)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "m2-c1" in ids


def test_annotations_are_bounded_and_on_lines_of_the_new_map() -> None:
    found = compared("everything") if (Path(__file__).parent / "cases/diff/everything").exists() else RETURN
    told = tell(found, "github", CONTEXT).splitlines()
    for level in ("warning", "notice"):
        assert sum(line.startswith(f"::{level} ") for line in told) <= 10
    regressions = [change for change in found.changes if change.verdict is Verdict.REGRESSION]
    assert sum(line.startswith("::warning ") for line in told) == min(10, len(regressions))
    rest = len(found.changes) - len(told) + 1
    assert rest <= 1 or told[-1].startswith(f"::notice title=journeymap::and {rest} more: ")


def test_a_comment_over_many_maps_stays_short() -> None:
    pair = RETURN.pairs[0]
    pairs = tuple(
        replace(pair, old_path=f"{'deep/' * 40}{number}.yaml", new_path=f"{'deep/' * 40}{number}.yaml") for number in range(300)
    )
    told = tell(replace(RETURN, pairs=pairs, repository=True), "markdown", CONTEXT)
    assert len(told) <= 60_000
    assert "more maps" in told
    assert "Left out" in told
    assert told.count("<details>") == told.count("</details>")


def test_the_old_curve_covers_no_word() -> None:
    """It is drawn on the tints of the lane, under the new curve and all texts."""
    shapes = list(flat(picture(RETURN, RETURN.pairs[0]).shapes, (Line, TextLine)))
    old = [index for index, one in enumerate(shapes) if isinstance(one, Line) and one.dash == (2, 6) and one.stroke == "ink-3"]
    words = [index for index, one in enumerate(shapes) if isinstance(one, TextLine) and plain(one.text) == "Pleased"]
    assert old
    assert max(old) < min(words)


CROWDED = review(example("university-application.yaml"), example("university-application-future.yaml"), "", "")


@pytest.mark.parametrize("found", [RETURN, GROCERY, CROWDED], ids=["ltr", "rtl", "crowded"])
def test_the_numbers_cover_no_word_and_no_other_number(found: Review) -> None:
    pair = found.pairs[0]
    assert pair.new is not None
    below = layout(Face(pair.new).board, Drawing())
    numbers = [one for one in flat(picture(found, pair).shapes, Box) if one.radius == 10 and one.stroke == "surface"]
    numbers = [one for one in numbers if one.y + one.height < below.height]
    assert numbers
    for frame in (one for one in flat(picture(found, pair).shapes, Box) if one.radius == 9 and one.fill is None):
        for height in (frame.y, frame.y + frame.height):
            edge = Box(frame.x + 4, height - 0.5, frame.width - 8, 1)
            assert not [rect for rect in solid(flat(below.shapes, TextLine)) if meets(edge, rect)], frame
    for one in numbers:
        taken = [*solid(below.shapes), *(other for other in numbers if other is not one)]
        assert not [rect for rect in taken if meets(one, rect)], one


def meets(one, other) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def test_a_long_run_of_numbers_is_one_pill() -> None:
    pair = CROWDED.pairs[0]
    assert pair.old is not None
    assert pair.new is not None
    marks = marked(pair.changes, Face(pair.old), Face(pair.new))
    neutral = [mark for mark in marks if mark.change.verdict is Verdict.NEUTRAL and 5 <= mark.number <= 9]
    assert [pill.label for pill in pills(neutral)] == ["5\u20139"]
    assert [pill.label for pill in pills(neutral[:2])] == ["5", "6"]
    assert [pill.label for pill in pills([*neutral[:2], *neutral[3:]])] == ["5", "6", "8", "9"]


def test_where_all_is_taken_a_number_stays() -> None:
    room = Room(100, 50, {})
    assert room.nearest(10, 10, 30) == (10, 10)
    room.take(Box(0, 0, 100, 50))
    assert room.nearest(10, 10, 30) == (10, 10)
