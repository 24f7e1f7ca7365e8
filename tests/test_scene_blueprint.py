"""The blueprint as a picture: every link drawn once, through no card and no text, in every language and at any size."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path as File

import pytest
from blueprint_maps import BOARDS, board, random_board
from boards import rich_board
from hypothesis import strategies as st
from proving import prove
from test_board import example
from test_scene_map import extent, flat, lines, shrunk

from journeymap.escape import plain
from journeymap.render.board.types import Board
from journeymap.render.drawing import Drawing
from journeymap.render.emit import to_json
from journeymap.render.scene import blueprint_view, layout
from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Group, Icon, Path, Scene
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme

FOLDER = File(__file__).parent / "cases" / "render" / "blueprint"
GOLDEN = {"restaurant": example("restaurant-blueprint"), "far": BOARDS["far and back"], "gap": BOARDS["twenty links in one gap"]}
ALL = {"restaurant": GOLDEN["restaurant"], **BOARDS}
Point = tuple[float, float]


@pytest.fixture(params=ALL, scope="module")
def drawn(request: pytest.FixtureRequest) -> tuple[Board, Scene]:
    made = ALL[request.param]
    return made, blueprint_view.layout(made)


def links(scene: Scene) -> list[Group]:
    """The groups that hold nothing but lines with arrow heads."""
    groups = [shape for shape in scene.shapes if isinstance(shape, Group) and shape.shapes]
    return [one for one in groups if all(isinstance(shape, Path) and shape.arrow for shape in one.shapes)]


def cards(scene: Scene) -> dict[str, Rect]:
    """The card of each action and cell, by its anchor."""
    found = {}
    lanes = (shape for shape in scene.shapes if isinstance(shape, Group) and shape.anchor.startswith("lane-"))
    for lane in lanes:
        for group in lane.shapes:
            if isinstance(group, Group) and isinstance(group.shapes[0], Box):
                box = group.shapes[0]
                assert group.anchor not in found
                found[group.anchor] = Rect(box.x, box.y, box.width, box.height)
    return found


def pieces(path: Path) -> list[tuple[Point, Point]]:
    """The straight pieces of a line, corners taken as the pieces between their ends; gaps are no pieces."""
    found, here = [], (0.0, 0.0)
    for name, *numbers in path.commands:
        end = (float(numbers[-2]), float(numbers[-1]))
        if name != "M":
            found.append((here, end))
        here = end
    return found


def spanned(piece: tuple[Point, Point]) -> Rect:
    """What a piece takes up, a pixel wide."""
    (x1, y1), (x2, y2) = piece
    return Rect(min(x1, x2) - 0.5, min(y1, y2) - 0.5, abs(x2 - x1) + 1, abs(y2 - y1) + 1)


def faults(made: Board, scene: Scene) -> list[str]:
    """What is wrong with the links of a picture."""
    chart = made.blueprint
    assert chart is not None
    named = {card.key: card for card in chart.cards()}
    wanted = [(named[link.start].item.anchor, named[link.end].item.anchor, link.both) for link in chart.links]
    there = cards(scene)
    groups = links(scene)
    if len(groups) != len(wanted):
        return [f"{len(groups)} lines for {len(wanted)} links"]
    found = [f"{card.item.anchor} is not there" for card in named.values() if card.item.anchor not in there]
    texts = [shrunk(extent(line)) for line in lines(scene)]
    inside = [Rect(one.x + 1, one.y + 1, one.width - 2, one.height - 2) for one in there.values()]
    for (start, end, both), group in zip(wanted, groups, strict=True):
        path = group.shapes[0]
        assert isinstance(path, Path)
        first, last = path.commands[0][1:3], path.commands[-1][-2:]
        found += [f"{start} → {end}: does not begin at its card"] * (not on_border(first, there[start]))
        found += [f"{start} → {end}: does not end at its card"] * (not on_border(last, there[end]))
        found += [f"{start} → {end}: {len(group.shapes)} lines"] * (len(group.shapes) != 1 + both)
        for piece in pieces(path):
            near = spanned(piece)
            found += [f"{start} → {end}: runs through a card" for rect in inside if near.meets(rect)]
            found += [f"{start} → {end}: runs through a text" for rect in texts if near.meets(rect)]
    return found + crossed(groups)


def on_border(point: tuple[float, ...], rect: Rect) -> bool:
    x, y = point
    upright = rect.x < x < rect.x + rect.width and min(abs(y - rect.y), abs(y - rect.y - rect.height)) < 0.01
    return upright or (rect.y < y < rect.y + rect.height and min(abs(x - rect.x), abs(x - rect.x - rect.width)) < 0.01)


def crossed(groups: list[Group]) -> list[str]:
    """Lines that lie on one another, or cross without one of them giving way."""
    level: list[tuple[int, float, float, float]] = []
    upright: list[tuple[int, float, float, float]] = []
    for at, group in enumerate(groups):
        path = group.shapes[0]
        assert isinstance(path, Path)
        for (x1, y1), (x2, y2) in pieces(path):
            if y1 == y2 and x1 != x2:
                level.append((at, y1, min(x1, x2), max(x1, x2)))
            elif x1 == x2:
                upright.append((at, x1, min(y1, y2), max(y1, y2)))
    found = []
    for kind in (level, upright):
        for (one, place, low, high), (other, place2, low2, high2) in combinations(kind, 2):
            if one != other and abs(place - place2) < 3 and low < high2 and low2 < high:
                found.append(f"{groups[one].label!r} lies on {groups[other].label!r}")
    for one, y, low, high in level:
        found += [
            f"{groups[one].label!r} does not give way to {groups[other].label!r}"
            for other, x, top, bottom in upright
            if low < x < high and top < y < bottom
        ]
    return found


def test_every_link_is_drawn_once_through_no_card_and_no_text(drawn: tuple[Board, Scene]) -> None:
    assert faults(*drawn) == []


def test_no_text_leaves_its_card_or_lies_on_another(drawn: tuple[Board, Scene]) -> None:
    _, scene = drawn
    for group in flat_groups(scene):
        boxes = [shape for shape in group.shapes if isinstance(shape, Box)]
        if group.anchor.startswith(("action-", "cell-")):
            card = boxes[0]
            for line in lines(replace(scene, shapes=group.shapes)):
                rect = extent(line)
                assert card.x <= rect.x, line
                assert rect.x + rect.width <= card.x + card.width + 0.5, line
                badges = [Rect(box.x, box.y, box.width, box.height) for box in boxes[2:]]
                assert not [one for one in badges if one.meets(shrunk(rect)) and not rect.within(one)], line
    texts = [(extent(line), plain(line.text)) for line in lines(scene)]
    assert [(one, other) for (a, one), (b, other) in combinations(texts, 2) if a.meets(shrunk(b))] == []


def flat_groups(scene: Scene) -> list[Group]:
    def held(shapes: tuple[object, ...]) -> list[Group]:
        return [one for shape in shapes if isinstance(shape, Group) for one in (shape, *held(shape.shapes))]

    return held(scene.shapes)


def test_everything_stands_on_the_page_and_no_card_on_another(drawn: tuple[Board, Scene]) -> None:
    _, scene = drawn
    page = Rect(0, 0, scene.width, scene.height)
    for shape in flat(scene.shapes):
        if isinstance(shape, (Box, Icon, Circle)):
            width = shape.width if isinstance(shape, Box) else shape.size if isinstance(shape, Icon) else 2 * shape.radius
            x = shape.x - (shape.radius if isinstance(shape, Circle) else 0)
            assert Rect(x, shape.y, width, 1).within(page), shape
    for line in lines(scene):
        assert extent(line).within(page), line
    assert not any(one.meets(other) for one, other in combinations(cards(scene).values(), 2))


def test_a_right_to_left_blueprint_is_the_mirror_of_the_other(drawn: tuple[Board, Scene]) -> None:
    made, scene = drawn
    other = blueprint_view.layout(replace(made, direction="ltr" if made.direction == "rtl" else "rtl"))

    def ground(one: Scene, *, turned: bool) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for shape in flat(one.shapes):
            if isinstance(shape, Box):
                x = one.width - shape.x - shape.width if turned else shape.x
                found.append(("box", round(x, 3), shape.y, shape.width, shape.height, shape.fill))
            elif isinstance(shape, Path):
                numbers = [value for command in shape.commands for value in command[1:]]
                xs = [round(one.width - x if turned else x, 3) for x in numbers[::2]]
                found.append(("path", *xs, *numbers[1::2]))
        return found

    assert ground(other, turned=True) == ground(scene, turned=False)


def test_the_same_board_gives_the_same_bytes(drawn: tuple[Board, Scene]) -> None:
    made, scene = drawn
    for name in ("light", "dark"):
        assert write_svg(blueprint_view.layout(made), theme(name)) == write_svg(scene, theme(name))


def test_blueprints_by_chance(proof_share: float) -> None:
    def law(values: tuple[int, int, int, int, str]) -> None:
        seed, stages, actions, several, language = values
        made = random_board(seed, (stages, actions), several, language)
        if made.blueprint is not None:
            assert faults(made, blueprint_view.layout(made)) == []

    numbers = st.tuples(
        st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 3), st.integers(0, 4), st.sampled_from(["en", "sv", "fa", "zh"])
    )
    prove(law, numbers, examples=200, share=proof_share)


@pytest.mark.parametrize("name", GOLDEN)
def test_the_picture_is_as_it_was(name: str, accept: bool) -> None:
    made = GOLDEN[name]
    told = {
        f"{name}.board.json": to_json(replace(made, labels={})) if name != "restaurant" else "",
        f"{name}.scene.json": to_json(blueprint_view.layout(made, framed=False)),
    }
    for file, text in told.items():
        if accept and text:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / file).write_text(text, encoding="utf-8")
        assert not text or text == (FOLDER / file).read_text(encoding="utf-8")


def test_lanes_actors_and_lines_of_the_restaurant() -> None:
    chart = GOLDEN["restaurant"].blueprint
    assert chart is not None
    told = [(lane.key, lane.lines, [plain(row.actor) if row.actor else None for row in lane.rows]) for lane in chart.lanes]
    assert told == [
        ("physical_evidence", (), [None]),
        ("actions", (), [None]),
        ("frontstage", ("line-interaction",), ["Waiter", "Sommelier"]),
        ("backstage", ("line-visibility",), ["Host", "Cook", "Runner"]),
        ("support", ("line-internal",), ["Booking system", "Fish supplier", "Till system", "Payment provider"]),
    ]


@pytest.mark.parametrize(
    ("actor", "written"),
    [
        ("Payment provider", ["Payment provider"]),
        ("Booking system", ["Booking system"]),
        ("Rekryteringsansvarig butikschef", ["Rekryteringsansvarig", "butikschef"]),
        ("Kundtjänstmedarbetare", ["Kundtjänstmedarbetare"]),
        ("کارگاه تراش عدسی", ["کارگاه تراش عدسی"]),
    ],
)
def test_a_short_name_of_an_actor_stands_on_one_line_and_a_long_word_is_not_torn(actor: str, written: list[str]) -> None:
    made = board([{"name": "Arrive", "actions": ["Waits"], "backstage": [{"text": "Cooks", "actor": actor}]}])
    told = [plain(line.text) for line in lines(blueprint_view.layout(made)) if plain(line.text) in actor]

    assert told == written


def test_the_named_lines_lie_between_their_lanes_and_differ() -> None:
    scene = blueprint_view.layout(GOLDEN["restaurant"])
    lanes = {
        group.anchor: group.shapes[0] for group in scene.shapes if isinstance(group, Group) and group.anchor.startswith("lane-")
    }
    named = {
        plain(line.text): path
        for group in scene.shapes
        if isinstance(group, Group)
        for path, line in zip(group.shapes[:1], group.shapes[-1:], strict=True)
        if isinstance(path, Path) and not path.arrow and path.stroke == "ink-3" and not isinstance(line, (Path, Group))
    }
    assert list(named) == ["Line of interaction", "Line of visibility", "Line of internal interaction"]
    assert len({path.dash for path in named.values()}) == 3
    order = ["lane-actions", "lane-frontstage", "lane-backstage", "lane-support"]
    for path, (above, below) in zip(named.values(), pairwise(order), strict=True):
        upper, lower = lanes[above], lanes[below]
        assert isinstance(upper, Box)
        assert isinstance(lower, Box)
        assert upper.y + upper.height < path.commands[0][2] < lower.y


@pytest.mark.parametrize(
    ("lanes", "lines"),
    [
        ({"support": ["S"]}, {"support": ("line-interaction", "line-visibility")}),
        (
            {"frontstage": ["F"], "support": ["S"]},
            {"frontstage": ("line-interaction",), "support": ("line-visibility", "line-internal")},
        ),
        ({"backstage": ["B"]}, {"backstage": ("line-interaction", "line-visibility")}),
        ({"physical_evidence": ["E"]}, {}),
    ],
)
def test_a_line_is_there_if_both_its_sides_are(lanes: dict[str, list[str]], lines: dict[str, tuple[str, ...]]) -> None:
    chart = board([{"name": "A", "actions": [{"text": "B", **lanes}]}]).blueprint
    assert chart is not None
    assert {lane.key: lane.lines for lane in chart.lanes if lane.lines} == lines


def test_what_stands_on_a_stage_spans_its_columns_and_has_a_level_of_its_own() -> None:
    made = board([{"name": "A", "actions": ["B", "C"], "support": ["Whole stage"]}, {"name": "D", "support": ["Alone"]}])
    chart = made.blueprint
    assert chart is not None
    (support,) = [lane for lane in chart.lanes if lane.key == "support"]
    assert [(plain(card.item.text), card.first, card.last, chart.number(card)) for card in support.rows[0].cards] == [
        ("Whole stage", 0, 1, "1"),
        ("Alone", 2, 2, "2"),
    ]
    there = cards(blueprint_view.layout(made))
    wide, left, right = there["cell-whole-stage"], there["action-b"], there["action-c"]
    assert (wide.x, wide.x + wide.width) == (left.x, right.x + right.width)


def test_links_are_what_is_set_off_and_what_follows_each_once() -> None:
    made = BOARDS["far and back"]
    chart = made.blueprint
    assert chart is not None
    names = {card.key: plain(card.item.text) for card in chart.cards()}
    told = Counter((names[link.start], names[link.end], link.kind, link.both) for link in chart.links)
    assert max(told.values()) == 1
    assert ("Orders", "Orders", "trigger", False) in told
    assert ("Orders", "Prints", "trigger", True) in told
    assert ("Writes", "Cooks", "trigger", True) in told
    assert ("Serves", "Eats", "trigger", False) in told
    assert ("Orders", "Eats", "order", False) in told


def test_reasons_are_numbered_and_told_at_the_foot() -> None:
    made = board(
        [
            {
                "name": "A",
                "actions": [
                    {"text": "B", "fail_point": "It breaks", "wait": "It is slow"},
                    {"text": "C", "fail_point": True, "wait": "3m"},
                ],
                "support": ["D"],
            }
        ]
    )
    texts = [plain(line.text) for line in lines(blueprint_view.layout(made))]
    assert made.blueprint is not None
    assert [(note.number, plain(note.text)) for note in made.blueprint.notes] == [("F1", "It breaks"), ("W1", "It is slow")]
    assert texts.count("F1") == texts.count("W1") == 2
    assert "It breaks" in texts
    assert "It is slow" in texts
    assert "3\xa0min" in texts


def test_the_description_tells_lanes_and_links() -> None:
    told = plain(blueprint_view.layout(GOLDEN["restaurant"]).description)
    first, *rest = told.splitlines()
    assert first.endswith(
        "Backstage: Host, Cook and Runner. Support processes: Booking system, Fish supplier, Till system and Payment provider. 8 fail points, 10 waits."
    )
    assert "“Orders three courses and a bottle” sets off “Writes the order down and repeats it”" in rest
    assert "From “Eats the main course” to “Asks for the bill”" in rest


def test_a_board_without_one_is_no_blueprint() -> None:
    assert board([{"name": "A", "actions": ["B"]}]).blueprint is None
    with pytest.raises(ValueError, match="without a blueprint"):
        layout(replace(rich_board(), blueprint=None), Drawing(view="blueprint"))


def test_lanes_that_a_map_leaves_out_are_left_out() -> None:
    stages = [{"name": "A", "actions": [{"text": "B", "support": ["S"], "backstage": ["T"]}]}]
    chart = board(stages, lanes=["support", "actions"]).blueprint
    assert chart is not None
    assert [lane.key for lane in chart.lanes] == ["actions", "support"]
    assert board(stages, lanes=["actions"]).blueprint is None


def test_two_hundred_actions_take_seconds() -> None:
    made = random_board(9, (12, 17), 2)
    before = time.process_time()
    scene = blueprint_view.layout(made)
    assert time.process_time() - before < 20
    assert len(cards(scene)) == len(made.blueprint.cards() if made.blueprint else ())
