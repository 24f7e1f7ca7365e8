"""The poster of a map, measured: a sheet of the A series on which nothing runs over its box or stands on something else."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from boards import changed, rich_board
from geometry import cards_on_cards, extent, faces, faults, flat, lane, lanes, lines, links, plot_shapes
from proving import prove
from running import EXAMPLES
from strategies import maps, yaml_text
from test_board import example
from test_map_laws import journey

from journeymap import escape
from journeymap.escape import MapText
from journeymap.render.board import build_board
from journeymap.render.board.types import ActionItem, Board, Column, CurveLine, CurvePoint, PainItem, Reference, Row, SolutionItem
from journeymap.render.scene import map_view
from journeymap.render.scene.links import crossings
from journeymap.render.scene.shapes import Box, Circle, Group, Icon, Path, Scene, TextLine

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
RATIO = 420 / 297
SENTENCES = {
    "en": "The list offers both damaged and faulty, unexplained, and nobody who looks at it for the first time can say which it is. ",
    "sv": "Överlåtelseåtgärden förutsätter att kunden själv ringer upp båda operatörerna, väntar i telefonkö och förklarar allt igen. ",
    "fa": "هزینهٔ ارسال پیش از پر کردن سبد معلوم نیست و مشتری می‌خواهد بداند که چرا (NPS ۳۰٪) در پایان چنین تغییر کرده است؛ ",
    "zh": "陪母亲去大医院看“心内科”，号源在早上七点两分钟内放完，自助机上的字太小，家属只好请假一整天在三栋楼之间来回跑。",
}


def long_text(language: str) -> str:
    """Four hundred characters."""
    return (SENTENCES[language] * 8)[:400]


def filled(language: str) -> Board:
    """A board on which every text is long."""
    text = long_text(language)
    return changed(rich_board(language), lambda _: text)


def point(position: float, height: float, **more: Any) -> CurvePoint:
    tone = "positive" if height > 0.5 else "negative" if height < 0.5 else "neutral"
    values = {"feeling": None, "because": None, "moment_of_truth": False, "quote": None} | more
    return CurvePoint(f"action-{position}", position, height, "0", tone, **values)  # type: ignore[arg-type]


def crowded(stages: int, actions: int, language: str = "en") -> Board:
    """Many actions, each with a score and a feeling."""
    base = rich_board(language)
    columns = tuple(Column(f"stage-{index}", str(index + 1), MapText(f"Stage {index + 1}")) for index in range(stages))
    counts = [actions // stages + (1 if index < actions % stages else 0) for index in range(stages)]
    cells = tuple(
        tuple(
            ActionItem(f"action-{stage}-{number}", f"{stage + 1}.{number + 1}", MapText(f"Does thing {number} of stage {stage}"))
            for number in range(count)
        )
        for stage, count in enumerate(counts)
    )
    points = tuple(
        point(stage + (number + 0.5) / count, (stage * 7 + number * 3) % 5 / 4, feeling=MapText("Hopeful"))
        for stage, count in enumerate(counts)
        for number in range(count)
    )
    rows = (
        Row("actions", "actions", "Actions", "What they do", cells),
        Row("emotion", "emotion", "Emotions", "How it feels", tuple(() for _ in columns)),
    )
    return replace(base, columns=columns, rows=rows, curves=(CurveLine((), points, ()),))


def single() -> Board:
    """A map of one action."""
    return replace(crowded(1, 1), personas=(), figures=(), evidence=(), scenario=None, objective=None, starts=None, ends=None)


def linked(pairs: list[tuple[int, int]], stages: int = 4, each: int = 3) -> Board:
    """Pain points and solutions, `each` a stage, joined by their numbers."""
    base = rich_board()
    columns = tuple(Column(f"stage-{index}", str(index + 1), MapText("Stage")) for index in range(stages))

    def pain(number: int) -> PainItem:
        solutions = tuple(Reference(f"S{goal}", f"solution-{goal}") for start, goal in pairs if start == number)
        return PainItem(
            f"pain-{number}", f"P{number}", MapText("Hurts"), None, None, 0, "addressed", "Being addressed", solutions=solutions
        )

    def solution(number: int) -> SolutionItem:
        return SolutionItem(f"solution-{number}", f"S{number}", MapText("Helps"), "idea", "Idea")

    def cells(make: Any) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(make(stage * each + index) for index in range(each)) for stage in range(stages))

    rows = (
        Row("pain_points", "pain_points", "Pains", "", cells(pain)),
        Row("solutions", "solutions", "Solutions", "", cells(solution)),
    )
    return replace(base, columns=columns, rows=rows, curves=())


BOARDS: dict[str, Board] = {
    "twelve stages, two hundred actions": crowded(12, 200),
    "twelve stages, two hundred actions, right to left": crowded(12, 200, "fa"),
    "one action": single(),
    **{f"four hundred characters, {language}": filled(language) for language in SENTENCES},
}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_faultless_sheet_of_the_a_series(name: str) -> None:
    for language in ("en", "fa") if name == "online-return" else (None,):
        scene = map_view.layout(example(name, language))

        assert faults(scene) == {}
        assert scene.width / scene.height == pytest.approx(RATIO, rel=0.06)


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_of_any_size_is_faultless(name: str) -> None:
    assert faults(map_view.layout(BOARDS[name])) == {}


def test_a_dense_map_is_a_sheet_too() -> None:
    scene = map_view.layout(BOARDS["twelve stages, two hundred actions"])

    assert 1.2 <= scene.width / scene.height <= 2.2


@pytest.mark.parametrize("language", SENTENCES)
def test_four_hundred_characters_are_shown_whole(language: str) -> None:
    shown = "".join("".join(escape.plain(line.text).split()) for line in lines(map_view.layout(filled(language))))

    assert shown.count("".join(long_text(language).split())[-120:].rstrip("-")) > 30


@pytest.mark.proof
def test_proof_that_maps_are_faultless(proof_share: float) -> None:
    def law(made: dict[str, Any]) -> None:
        assert faults(map_view.layout(build_board(journey(yaml_text(made))))) == {}

    prove(law, maps(), examples=200, share=proof_share)


def test_a_bracket_joins_every_pain_point_to_its_solution() -> None:
    scene = map_view.layout(linked([(0, 0), (1, 1), (2, 2), (3, 4), (5, 3)]))

    assert len(links(scene)) == 5
    assert faults(scene) == {}
    cards = {(box.x, box.x + box.width) for box in flat(scene.shapes) if isinstance(box, Box) and box.fill == "solution-fill"}
    for path in links(scene):
        end = path.commands[-1][-2]
        assert any(end in sides for sides in cards), "it ends at the side of a card"


def test_brackets_reach_across_columns() -> None:
    scene = map_view.layout(linked([(0, 9), (11, 1), (4, 8)]))

    assert len(links(scene)) == 3
    assert faults(scene) == {}


def test_brackets_cross_other_lanes_in_the_gutters() -> None:
    board = linked([(0, 0), (3, 9), (4, 4)])
    between = Row("own-1", "text", MapText("Between"), "", tuple(rich_board().rows[-1].cells[0] for _ in board.columns))
    scene = map_view.layout(replace(board, rows=(board.rows[0], between, board.rows[1])))

    assert len(links(scene)) == 3
    assert faults(scene) == {}


def test_too_many_links_are_left_to_the_numbers() -> None:
    pairs = list(itertools.product(range(12), range(12)))
    scene = map_view.layout(linked(pairs))
    shown = {escape.plain(line.text) for line in lines(scene)}

    assert links(scene) == []
    assert faults(scene) == {}
    assert any("S0, S1, S2" in text for text in shown)
    assert "Solution for a pain point" not in shown
    assert "Solution for a pain point" in {escape.plain(line.text) for line in lines(map_view.layout(linked([(0, 0)])))}


def test_a_link_that_finds_no_room_leaves_the_others() -> None:
    pairs = [(number, number) for number in range(9)] + [(number, (number + 4) % 9) for number in range(5)]
    scene = map_view.layout(linked(pairs, stages=3))

    assert len(pairs) * 0.75 <= len(links(scene)) < len(pairs)
    assert faults(scene) == {}


def test_lines_that_cross_are_told_apart() -> None:
    across, down = [(0.0, 5.0), (10.0, 5.0)], [(5.0, 0.0), (5.0, 10.0)]

    assert crossings([across, down]) == [(5.0, 5.0)]
    assert crossings([[*across, (10.0, 9.0)], [(20.0, 0.0), (20.0, 10.0)]]) == []


def test_a_moment_of_truth_reaches_every_point_it_means() -> None:
    base = crowded(3, 9)
    low, high = point(1.5, 0.0, moment_of_truth=True), point(1.5, 1.0, moment_of_truth=True)
    other = (point(0.5, 0.5), high, point(2.5, 0.5))
    first = (point(0.25, 0.5), low, point(2.25, 0.5))
    curves = (CurveLine((MapText("A"),), first, ()), CurveLine((MapText("B"),), other, ()))
    scene = map_view.layout(replace(base, curves=curves))
    drops = [path for path in plot_shapes(scene) if isinstance(path, Path) and path.stroke == "moment-line"]
    ends = sorted(path.commands[-1][-1] for path in drops)
    met = sorted(face.y for face in faces(scene) if abs(face.x + face.width / 2 - drops[0].commands[0][1]) < 1)

    assert len(drops) == 2
    assert ends == pytest.approx(met)


def test_what_is_said_stands_at_the_curve_and_nowhere_else() -> None:
    scene = map_view.layout(example("online-return"))
    shown = [escape.plain(line.text) for line in lines(scene)]

    assert not any(group.anchor in {"lane-quotes", "lane-thoughts"} for group in lanes(scene))
    assert sum("payday" in text and "€59 comes" in text for text in shown) == 1
    assert sum(text.startswith("“Do I have to") for text in shown) == 1


def test_quotes_have_their_lane_where_there_is_no_curve() -> None:
    scene = map_view.layout(replace(rich_board(), curves=()))

    assert {"lane-quotes", "lane-thoughts"} <= {group.anchor for group in lanes(scene)}


def test_evidence_is_a_number_on_cards_and_a_line_at_the_foot() -> None:
    scene = map_view.layout(rich_board())
    shown = [escape.plain(line.text) for line in lines(scene)]

    assert sum("Returns survey" in text for text in shown) == 1
    assert "[1]" in [escape.plain(line.text) for line in flat(lane(scene, "pain_points").shapes) if isinstance(line, TextLine)]


def test_personas_with_one_initial_keep_their_names() -> None:
    board = rich_board()
    sofia = replace(board.personas[1], name=MapText("Sofia"))

    def texts(shown: Board) -> list[str]:
        return [
            escape.plain(line.text) for line in flat(lane(map_view.layout(shown), "actions").shapes) if isinstance(line, TextLine)
        ]

    assert "S" in texts(board)
    assert any("Sarah" in text for text in texts(replace(board, personas=(board.personas[0], sofia))))


def test_a_day_has_its_hours_below_the_stages() -> None:
    scene = map_view.layout(example("day-in-the-life"))
    first = lanes(scene)[0].shapes[0]
    above = [escape.plain(line.text) for line in lines(scene) if isinstance(first, Box) and line.y < first.y]

    assert {"05:30", "12:45", "22:30"} <= set(above)
    assert all(extent(line).width < 200 for line in lines(scene) if escape.plain(line.text) == "05:30")


def test_trends_point_where_the_page_runs_to() -> None:
    def arrows(language: str) -> set[bool]:
        found = flat(map_view.layout(rich_board(language)).shapes)
        return {icon.flipped for icon in found if isinstance(icon, Icon) and icon.name.startswith("trending")}

    assert arrows("en") == {False}
    assert arrows("fa") == {True}


def test_a_checker_that_finds_nothing_is_no_proof() -> None:
    """The checks above see a fault when there is one."""
    box = Box(0, 0, 40, 20, "pain-fill")
    apart = Box(30, 10, 40, 20, "solution-fill")
    text = TextLine(5, 14, "far too long for this", 120)
    link = Group("links", "", (Path((("M", 0, 5), ("L", 100, 5)), "solution", arrow=5),))
    face = Group("lane-emotion", "", (Circle(20, 10, 12, "bubble"), text))
    scene = Scene(200, 100, "ltr", "en", MapText("T"), "", (box, apart, face, link, TextLine(6, 15, "on it", 30)))

    assert set(faults(scene)) == {
        "texts past their box", "texts on texts", "cards on cards", "hits in the plot", "links through things",
    }  # fmt: skip
    assert len(cards_on_cards(scene)) == 1


def test_pills_of_moments_of_truth_at_the_edge_give_way_to_each_other() -> None:
    """The first one is moved inside, towards the second."""
    board = crowded(1, 8)
    points = tuple(replace(one, moment_of_truth=index < 2) for index, one in enumerate(board.curves[0].points))
    scene = map_view.layout(replace(board, curves=(CurveLine((), points, ()),)))

    assert faults(scene) == {}


def test_discs_of_personas_are_in_the_legend() -> None:
    scene = map_view.layout(example("online-return", None))
    legend = next(shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor == "legend")

    assert {"Sarah Keane", "Harriet Doyle"} <= {
        escape.plain(one.text) for one in flat(legend.shapes) if isinstance(one, TextLine)
    }
