"""The map view on boards made by hand: everything has room, in every direction, at any size."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import replace

import pytest
from boards import changed, rich_board
from geometry import column_rects, extent, flat, lane, lanes, lines, shrunk, texts_past_their_box
from hypothesis import given
from hypothesis import strategies as st

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render import icons, theme
from journeymap.render.board.types import Board, Column, CurveLine, FlowChart, Row, Scale
from journeymap.render.emit import to_json
from journeymap.render.scene import map_view
from journeymap.render.scene.curve import height_at, monotone
from journeymap.render.scene.pen import base_direction
from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Gradient, Icon, Path, Scene, TextLine

LONG = (
    "The list offers both damaged and faulty, unexplained, and nobody who looks at it for the first time can say which of the two "
    "it is that the shop wants to hear, so that most customers take the first one, wait a day, and are then told to begin again "
    "with the other one, which they do once, and hardly ever twice: of those who are sent back two in five never finish, and "
    "say so in the survey that follows some weeks later, in words."
)
HUGE = "Överlåtelseåtgärdsförfrågningsblankettsunderskriftsplikt" * 3
PERSIAN = "هزینهٔ ارسال پیش از پر کردن سبد معلوم نیست و می‌خواهد بداند (NPS ۳۰٪ یا −۵)"


def stretched(board: Board, count: int) -> Board:
    """The board with `count` stages: its own over and over."""

    def cycle(cells: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(itertools.islice(itertools.cycle(cells), count))

    size = len(board.columns)
    columns = cycle(board.columns)
    rows = tuple(replace(row, cells=cycle(row.cells)) for row in board.rows)
    curves = []
    for curve in board.curves:
        moved = [
            replace(point, position=point.position + turn * size) for turn in range(-(-count // size)) for point in curve.points
        ]
        curves.append(replace(curve, points=tuple(point for point in moved if point.position < count)))
    return replace(board, columns=columns, rows=rows, curves=tuple(curves))


def lengthened(board: Board, text: str) -> Board:
    """The board with every text of the map made long."""
    return changed(board, lambda short: f"{short} {text}")


def empty(count: int = 1, direction: str = "ltr") -> Board:
    """A board with nothing on it but its stages."""
    columns = tuple(Column(f"stage-{index}", str(index + 1), MapText("Stage")) for index in range(count))
    labels = rich_board().labels
    scale = Scale("+2", "0", "−2", "Delighted", "Neutral", "Angry")
    nothing = dict.fromkeys(("scenario", "objective", "starts", "ends", "owner", "reviewed"))
    return Board(
        MapText("Nothing"), "en", direction, "en", "Map", "State", "Draft", personas=(), figures=(), columns=columns, rows=(),
        scale=scale, curves=(), flow=FlowChart((), ()), evidence=(), summary="", labels=labels, **nothing,
    )  # fmt: skip


BOARDS = {
    "english": rich_board(),
    "swedish": rich_board("sv"),
    "persian": changed(rich_board("fa"), lambda text: f"{text} {PERSIAN}"),
    "chinese": changed(rich_board("zh"), lambda text: f"{text}，陪母亲去大医院看“心内科”。"),
    "one stage": stretched(rich_board(), 1),
    "twelve stages": stretched(rich_board(), 12),
    "long texts": lengthened(rich_board(), LONG),
    "long texts, twelve stages": lengthened(stretched(rich_board(), 12), LONG),
    "long texts, right to left": lengthened(rich_board("fa"), PERSIAN * 5),
    "words longer than a card": lengthened(rich_board(), HUGE),
    "lines and controls": lengthened(rich_board(), "\n\tone\u2028two\x00\x07\u202ethree \U0001f469\u200d\U0001f467 four"),
    "empty texts": changed(rich_board(), lambda _: ""),
    "empty lanes": replace(rich_board(), rows=tuple(replace(row, cells=((), (), ())) for row in rich_board().rows)),
    "an own lane with a long name": replace(rich_board(), rows=(Row("own-1", "text", MapText(HUGE), "", ((), (), ())),)),
    "no curve": replace(rich_board(), curves=()),
    "many personas": replace(rich_board(), personas=rich_board().personas * 4),
    "nothing": empty(),
    "nothing, right to left": empty(3, "rtl"),
    "no stage": empty(0),
}


@pytest.fixture(params=BOARDS, scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    return map_view.layout(BOARDS[request.param])


def test_no_text_is_wider_than_its_box(scene: Scene) -> None:
    assert texts_past_their_box(scene) == []


def test_nothing_overlaps_within_a_lane(scene: Scene) -> None:
    for group in lanes(scene):
        rects = [(extent(line), escape.plain(line.text)) for line in flat(group.shapes) if isinstance(line, TextLine)]
        meeting = [(a, b) for (one, a), (other, b) in itertools.combinations(rects, 2) if one.meets(shrunk(other))]

        assert meeting == [], group.anchor


def test_everything_stands_on_the_page(scene: Scene) -> None:
    page = Rect(0, 0, scene.width, scene.height)
    for shape in flat(scene.shapes):
        if isinstance(shape, Box):
            assert Rect(shape.x, shape.y, shape.width, shape.height).within(page), shape
        elif isinstance(shape, Circle):
            assert Rect(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius).within(page), shape
        elif isinstance(shape, Icon):
            assert Rect(shape.x, shape.y, shape.size, shape.size).within(page), shape
        elif isinstance(shape, TextLine):
            assert 0 < shape.y < scene.height


def test_lanes_stand_below_one_another(scene: Scene) -> None:
    cards = [group.shapes[0] for group in lanes(scene)]
    assert all(isinstance(card, Box) for card in cards)
    for above, below in itertools.pairwise(cards):
        assert above.y + above.height < below.y


def test_colours_and_icons_are_ours(scene: Scene) -> None:
    tokens = theme.theme().colours.keys()
    for shape in flat(scene.shapes):
        if isinstance(shape, Icon):
            assert shape.name in icons.drawings()
            assert shape.token in tokens
        elif isinstance(shape, TextLine):
            assert shape.token in tokens
        else:
            for paint in (shape.fill, shape.stroke):
                used = {token for _, token in paint.stops} if isinstance(paint, Gradient) else {paint} - {None}
                assert used <= tokens


def test_every_text_is_there() -> None:
    """Nothing is cut: what the picture leaves out, it leaves out whole, and descriptions are left out."""
    long = lengthened(rich_board(), LONG)
    shown = "".join("".join(escape.plain(line.text).split()) for line in lines(map_view.layout(long)))
    ending = "".join(LONG.split())

    assert shown.count(ending) > 60
    assert "…" not in shown


def test_a_right_to_left_map_is_the_mirror() -> None:
    board = rich_board()
    left = map_view.layout(board)
    right = map_view.layout(replace(board, direction="rtl"))

    def boxes(scene: Scene, *, mirrored: bool) -> Counter[tuple[float, ...]]:
        found = [shape for shape in flat(scene.shapes) if isinstance(shape, Box)]
        sides = ((scene.width - box.x - box.width if mirrored else box.x, box.y, box.width, box.height) for box in found)
        return Counter(tuple(round(side, 3) for side in box) for box in sides)

    assert (left.width, left.height) == (right.width, right.height)
    assert boxes(left, mirrored=False) == boxes(right, mirrored=True)
    for one, other in zip(lines(left), lines(right), strict=True):
        a, b = extent(one), extent(other)
        assert (a.x, a.y) == pytest.approx((right.width - b.x - b.width, b.y))


@pytest.mark.parametrize(
    ("text", "page", "direction"),
    [
        ("Goals", "ltr", "ltr"),
        ("Goals", "rtl", "ltr"),
        ("+6", "ltr", "ltr"),
        ("+6", "rtl", "rtl"),
        ("۳۰–۲۰", "rtl", "rtl"),
        ("خانه", "ltr", "rtl"),
        ("NPS پایین است", "rtl", "rtl"),
        ("NPS پایین است", "ltr", "ltr"),
        ("“خانه”", "ltr", "rtl"),
        ("换用", "rtl", "ltr"),
    ],
)
def test_which_way_a_text_is_read(text: str, page: str, direction: str) -> None:
    assert base_direction(text, page) == direction


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12])
def test_columns_are_wide_enough_at_any_number(count: int) -> None:
    scene = map_view.layout(stretched(rich_board(), count))
    columns = column_rects(scene)[1:]

    assert len(columns) == count
    assert min(column.width for column in columns) >= 150
    assert scene.width >= 1200


def test_layout_and_emission_are_the_same_twice() -> None:
    assert to_json(map_view.layout(rich_board("fa"))) == to_json(map_view.layout(rich_board("fa")))


def test_words_stand_clear_of_the_curves_and_faces() -> None:
    crowded = stretched(rich_board(), 6)
    group = lane(map_view.layout(crowded), "emotion")
    curves = [shape for shape in group.shapes if isinstance(shape, Path) and isinstance(shape.stroke, Gradient)]
    faces = [shape for shape in group.shapes if isinstance(shape, Circle) and shape.fill == "bubble"]
    words = [shape for shape in group.shapes if isinstance(shape, TextLine) and shape.size == 12.5]

    assert len(curves) == 2
    assert [bool(curve.dash) for curve in curves] == [True, False], "the second curve is dashed, and behind the first"
    assert words
    for word in words:
        rect = extent(word)
        assert not any(
            rect.meets(Rect(face.x - face.radius, face.y - face.radius, 2 * face.radius, 2 * face.radius)) for face in faces
        )
        for curve, step in itertools.product(curves, range(5)):
            height = height_at(curve.commands, rect.x + rect.width * step / 4)
            assert height is None or not rect.y <= height <= rect.y + rect.height


POINTS = st.lists(st.tuples(st.floats(1, 50), st.floats(0, 300)), min_size=1, max_size=20)


@given(steps=POINTS)
def test_a_curve_never_goes_past_a_point(steps: list[tuple[float, float]]) -> None:
    xs = list(itertools.accumulate(step for step, _ in steps))
    points = list(zip(xs, [y for _, y in steps], strict=True))
    curve = monotone(points)

    assert curve[0] == ("M", *points[0])
    assert [command[-2:] for command in curve[1:]] == points[1:]
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        low, high = min(y1, y2), max(y1, y2)
        for step in range(11):
            height = height_at(curve, x1 + (x2 - x1) * step / 10)
            assert height is not None
            assert low - 1e-6 <= height <= high + 1e-6


def test_levels_alone_are_drawn() -> None:
    board = rich_board()
    levels = tuple(CurveLine((), (), curve.levels) for curve in board.curves)
    group = lane(map_view.layout(replace(board, curves=levels)), "emotion")

    assert any(isinstance(shape, Path) and shape.stroke == "positive" and shape.stroke_width == 3 for shape in group.shapes)


def test_emission_is_json_with_short_numbers() -> None:
    board = changed(rich_board(), lambda text: f'{text} "</script> \ud800')
    for subject in (board, map_view.layout(board)):
        text = to_json(subject)
        data = json.loads(text)

        assert data["type"] in {"Board", "Scene"}
        assert text.encode("utf-8").decode("utf-8") == text
        assert not [number for number in numbers(data) if round(number, 2) != number]
    assert list(json.loads(to_json(board))["labels"]) == sorted(board.labels)


def numbers(data: object) -> list[float]:
    if isinstance(data, dict):
        return numbers(list(data.values()))
    if isinstance(data, list):
        return [number for entry in data for number in numbers(entry)]
    return [data] if isinstance(data, float) else []
