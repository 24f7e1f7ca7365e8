"""The flow as a picture: nothing on top of anything, every line from card to card, with Graphviz and without."""

from __future__ import annotations

import dataclasses
import time
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from boards import changed, rich_board
from flow_boards import CHARTS, flow_board, random_board

from journeymap.errors import EngineError
from journeymap.escape import MapText, plain
from journeymap.render import dot, measure
from journeymap.render.scene import flow_view
from journeymap.render.scene.flow_lines import Plane, sampled
from journeymap.render.scene.flow_parts import Rect, parts_of
from journeymap.render.scene.flow_plan import plan
from journeymap.render.scene.shapes import Box, Circle, Group, Icon, Path, TextLine
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme


@pytest.fixture(params=["graphviz", "fallback"])
def engine(request, monkeypatch):
    """Both ways to lay out, one after the other."""
    if request.param == "fallback":
        monkeypatch.setattr(dot, "place", _broken)
    return request.param


def _broken(*_):
    raise EngineError("it is broken", "mend it")


def _leaves(shapes):
    for shape in shapes:
        if isinstance(shape, Group):
            yield from _leaves(shape.shapes)
        else:
            yield shape


def _shapes(scene, kind):
    return [shape for shape in _leaves(scene.shapes) if isinstance(shape, kind)]


def _texts(scene):
    return [plain(line.text) for line in _shapes(scene, TextLine)]


def _faults(board):
    """What overlaps, and which lines do not run from border to border or run through a card."""
    parts = parts_of(board)
    found = plan(parts, "embedded")
    rects = [*found.cards.values(), *found.pills.values()]
    everything, cards = Plane(rects), Plane(rect.grown(-2) for rect in found.cards.values())
    faults = [f"{rect} is not alone" for rect in rects if {id(other) for other in everything.meeting(rect)} != {id(rect)}]
    for way in parts.ways:
        points = sampled(found.lines[way.key])
        for point, key in ((points[0], way.start), (points[-1], way.end)):
            if not _on_border(point, found.cards[key]):
                faults.append(f"{way.key} does not touch {key}")
        ends = {found.cards[key].grown(-2) for key in (way.start, way.end)}
        met = {rect for x, y in points for rect in cards.meeting(Rect(x, y, 0.1, 0.1))}
        faults.extend(f"{way.key} through {rect}" for rect in met - ends)
    return faults


def _within(point, rect):
    return rect.x < point[0] < rect.right and rect.y < point[1] < rect.bottom


def _on_border(point, rect):
    return _within(point, rect.grown(1.5)) and not _within(point, rect.grown(-1.5))


@pytest.mark.parametrize("name", CHARTS)
def test_charts(name, engine):
    assert _faults(CHARTS[name]) == []


@pytest.mark.parametrize("seed", range(24))
def test_whatever_the_journey(seed, engine):
    assert _faults(random_board(seed, 1 + seed % 6, (1, 7), 0.1 + 0.1 * (seed % 9))) == []


@pytest.mark.parametrize(("stages", "actions", "tangled"), [(10, 30, 0.2), (1, 300, 0.1), (50, 6, 0.3), (6, 50, 1.0)])
def test_three_hundred_actions(stages, actions, tangled, engine):
    board = random_board(7, stages, (actions, actions), tangled)
    started = time.monotonic()
    scene = flow_view.layout(board)
    assert time.monotonic() - started < 30
    assert scene.height < 3000
    assert _faults(board) == []


def test_a_tall_stage_becomes_several_columns():
    parts = parts_of(CHARTS["blocks"])
    cards = plan(parts, "embedded").cards
    assert Counter(rect.x for rect in cards.values()).most_common() == [(cards["n1"].x, 7), (cards["n8"].x, 7)]
    assert len(plan(parts, "embedded").panels) == 1


def test_no_text_leaves_its_card():
    """Reserve included, so in whatever font it is drawn."""
    board = changed(random_board(3, 4, (2, 6), 0.8), lambda text: text.replace("sweater", "Überweisungsdauerauftragsänderung"))
    parts = parts_of(board)
    inside = [*parts.cards.values(), *(way.pill for way in parts.ways if way.pill is not None)]
    for part in inside:
        for words in part.words:
            style = words.style
            assert words.x + measure.reserved(plain(words.text), style.size, style.weight) <= part.width
            assert 0 < words.baseline < part.height


def test_start_end_and_moments_of_truth_are_said():
    texts = _texts(flow_view.layout(CHARTS["loops"]))
    assert {"Starts here", "Ends here", "Moment of truth"} <= set(texts)


def test_leaving_is_an_exit_with_its_share():
    scene = flow_view.layout(CHARTS["fork"])
    texts = _texts(scene)
    assert "Leaves the journey 15%" in texts
    assert "nobody to ask" in texts
    assert any(box.stroke == "negative" for box in _shapes(scene, Box))


def test_loops_are_dashed_and_told_apart_by_more_than_colour():
    board = CHARTS["loops"]
    dashed = [path for path in _shapes(flow_view.layout(board), Path) if path.dash and path.arrow]
    assert len(dashed) == sum(edge.back for edge in board.flow.edges)
    assert {path.stroke for path in dashed} == {"negative"}


def test_widths_follow_reach():
    lines = [path for path in _shapes(flow_view.layout(CHARTS["fork"]), Path) if path.arrow]
    assert len({line.stroke_width for line in lines}) == 4
    assert max(line.stroke_width for line in lines) < 7


def test_without_shares_all_lines_are_alike_and_the_legend_says_nothing_of_shares():
    scene = flow_view.layout(CHARTS["chain"])
    assert len({path.stroke_width for path in _shapes(scene, Path) if path.arrow}) == 1
    assert not any("share" in text for text in _texts(scene))
    assert not any("%" in text for text in _texts(scene))


def test_a_chain_is_straight(engine):
    """Within a stage upright, from stage to stage one bend at most."""
    parts = parts_of(CHARTS["chain"])
    found = plan(parts, "embedded")
    assert {round(x, 1) for x, _ in sampled(found.lines["e1"])} == {95.0 + found.cards["n1"].x}
    assert [command[0] for command in found.lines["e2"]] == ["M", "C", "L"]


@pytest.mark.parametrize("name", CHARTS)
def test_right_to_left_is_the_mirror_image(name, engine):
    board = CHARTS[name]
    scene = flow_view.layout(board)
    other = flow_view.layout(dataclasses.replace(board, direction="rtl"))
    assert (other.width, other.height, other.direction) == (scene.width, scene.height, "rtl")
    for kind, far in ((Box, lambda box: box.x + box.width), (Circle, lambda circle: circle.x), (TextLine, lambda line: line.x)):
        ours, theirs = _shapes(scene, kind), _shapes(other, kind)
        assert [round(scene.width - far(one), 3) for one in ours] == [round(one.x, 3) for one in theirs]
    for one, two in zip(_shapes(scene, Path), _shapes(other, Path), strict=True):
        flipped = [
            scene.width - value if index % 2 == 0 else value
            for command in one.commands
            for index, value in enumerate(command[1:])
        ]
        assert [value for command in two.commands for value in command[1:]] == pytest.approx(flipped)


def test_persian_begins_at_the_right():
    scene = flow_view.layout(rich_board("fa"))
    stages = {shape.label: shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor.startswith("stage-")}
    lefts = [min(box.x for box in _leaves(stage.shapes) if isinstance(box, Box)) for stage in stages.values()]
    assert lefts == sorted(lefts, reverse=True)


def test_without_graphviz_the_picture_comes_and_says_so(monkeypatch):
    whole = flow_view.layout(CHARTS["loops"])
    monkeypatch.setattr(dot, "place", _broken)
    scene = flow_view.layout(CHARTS["loops"])
    assert scene.warning == "drawn without Graphviz: it is broken; mend it"
    assert whole.warning == ""
    assert sorted(_texts(scene)) == sorted(_texts(whole))
    assert len(_shapes(scene, Path)) == len(_shapes(whole, Path))


LIES = {
    "a node is missing": lambda placed: dataclasses.replace(placed, nodes=dict(list(placed.nodes.items())[1:])),
    "a line is missing": lambda placed: dataclasses.replace(placed, routes=dict(list(placed.routes.items())[1:])),
    "all nodes in one place": lambda placed: dataclasses.replace(placed, nodes=dict.fromkeys(placed.nodes, (0.0, 0.0))),
    "a node far out": lambda placed: dataclasses.replace(placed, nodes={**placed.nodes, next(iter(placed.nodes)): (1e9, 0.0)}),
    "a line that ends elsewhere": lambda placed: dataclasses.replace(
        placed, routes={key: (*route[:-1], (route[-1][0] + 50, route[-1][1] + 50)) for key, route in placed.routes.items()}
    ),
    "a line that begins elsewhere": lambda placed: dataclasses.replace(
        placed, routes={key: ((-90.0, -90.0), *route[1:]) for key, route in placed.routes.items()}
    ),
    "a line around the world": lambda placed: dataclasses.replace(
        placed, routes={key: (route[0], (1e8, 0.0), *route[2:]) for key, route in placed.routes.items()}
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_engine_that_lies_is_done_without(lie, monkeypatch):
    board = random_board(3, 3, (3, 6), 0.5)
    honest = dot.place
    monkeypatch.setattr(dot, "place", lambda text, engine: LIES[lie](honest(text, engine)))
    scene = flow_view.layout(board)
    monkeypatch.setattr(dot, "place", _broken)

    assert "does not fit the graph" in scene.warning
    assert dataclasses.replace(scene, warning="") == dataclasses.replace(flow_view.layout(board), warning="")


def test_faces_tell_the_ends_of_the_scale_apart():
    board = flow_board([["a", "b", "c"]], [("a", "b"), ("b", "c")])
    nodes = [
        dataclasses.replace(node, tone=tone, height=height)
        for node, tone, height in zip(board.flow.nodes, ("negative", "negative", "positive"), (0.0, 0.3, 1.0), strict=True)
    ]
    board = dataclasses.replace(board, flow=dataclasses.replace(board.flow, nodes=tuple(nodes)))
    drawn = [icon.name for icon in _shapes(flow_view.layout(board), Icon)]

    assert [name for name in drawn if name in {"angry", "frown", "laugh"}] == ["angry", "frown", "laugh", "frown"]


def test_a_long_journey_is_no_strip(engine):
    scene = flow_view.layout(random_board(2, 12, (22, 28), 0.25))

    assert scene.width < 5 * scene.height


def test_the_same_scene_every_time(engine):
    board = random_board(5, 4, (2, 6), 0.6)
    assert flow_view.layout(board) == flow_view.layout(board)


def test_the_moves_are_told_in_words():
    labels = {"way": "{start} > {end}", "way-back": "{start} < {end}", "way-leaves": "{start} out", "way-ends": "{start} end"}

    def told(board):
        board = dataclasses.replace(board, labels={**board.labels, **labels})
        return plain(flow_view.layout(board).description).split("\n")

    assert told(CHARTS["loops"]) == [
        "Logs in < Logs in (forgot the password, 20%)",
        "Logs in > Uploads (80%)",
        "Uploads > Waits",
        "Waits < Uploads (photos refused as unclear, 22%)",
        "Waits < Logs in (10%)",
        "Waits < Waits",
        "Waits end",
    ]
    assert "Prints out (nobody to ask, 15%)" in told(CHARTS["fork"])


def test_braces_in_texts_are_only_text():
    board = changed(CHARTS["fork"], lambda text: "{start} {0} {" + text)
    assert "{start} {0} {Prints" in plain(flow_view.layout(board).description)


def test_who_does_it_is_said_where_not_everybody_does():
    assert "Sarah" not in _texts(flow_view.layout(CHARTS["chain"]))
    board = rich_board()
    row = next(row for row in board.rows if row.kind == "actions")
    item = dataclasses.replace(
        row.cells[0][0], anchor=board.flow.nodes[0].anchor, personas=(MapText("Sarah"), MapText("Harriet"))
    )
    rows = (dataclasses.replace(row, cells=((item,), *row.cells[1:])),)
    assert "Sarah\u00a0· Harriet" in _texts(flow_view.layout(dataclasses.replace(board, rows=rows)))


def test_anchors_occur_once():
    board = CHARTS["chain"]
    nodes = (dataclasses.replace(board.flow.nodes[0], anchor=board.columns[0].anchor), *board.flow.nodes[1:])
    board = dataclasses.replace(board, flow=dataclasses.replace(board.flow, nodes=nodes))
    anchors = [shape.anchor for shape in flow_view.layout(board).shapes if isinstance(shape, Group) and shape.anchor]
    assert len(anchors) == len(set(anchors))


def test_a_stage_nobody_passes_keeps_its_place(engine):
    board = flow_board([["One"], [], ["Two"]], [("One", "Two")])
    assert len(plan(parts_of(board), "embedded").panels) == 3
    assert _faults(board) == []
    assert "2 Stage 2" in _texts(flow_view.layout(board))


def test_a_flow_of_nothing():
    assert "1 Stage 1" in _texts(flow_view.layout(flow_board([[]], [])))


def test_ways_that_are_all_special(engine):
    """Twice between two cards, out twice, to itself without a word, back over three stages, and across everything."""
    names = [["A", "B"], ["C"], ["D", "E"], ["F"]]
    ways = [
        ("A", "B"), ("A", "B", "on foot", 0.4), ("A", None), ("A", None, "too dear", 0.1), ("B", "B"), ("B", "F", "in a hurry"),
        ("B", "C"), ("C", "D"), ("C", "E"), ("D", "A", "from the start", 0.3), ("D", "D", "again", 0.2), ("E", "C"), ("E", "F"),
        ("F", "A"), ("F", "B", "x" * 60, 0.5), ("F", "F"),
    ]  # fmt: skip
    board = flow_board(names, ways)
    assert _faults(board) == []
    assert len([path for path in _shapes(flow_view.layout(board), Path) if path.arrow]) == len(ways)


@pytest.mark.parametrize("language", ["en", "fa", "zh", "sv"])
def test_everything_is_on_the_page_and_can_be_written(language, engine):
    scene = flow_view.layout(random_board(11, 5, (1, 6), 0.7, language))
    for box in _shapes(scene, Box):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= scene.width
        assert box.y + box.height <= scene.height
    for icon in _shapes(scene, Icon):
        assert 0 <= icon.x <= scene.width - icon.size
    for path in _shapes(scene, Path):
        for x, y in sampled([command for command in path.commands if command[0] != "Z"]):
            assert 0 <= x <= scene.width
            assert 0 <= y <= scene.height
    for name in ("light", "dark"):
        assert ET.fromstring(write_svg(scene, theme(name))).tag.endswith("svg")
