"""The backlog and the personas: what is on the board, and that every picture, page and text of them holds."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from boards import changed, texts
from geometry import extent, flat, holds, lines, shrunk
from hypothesis import given, settings
from hypothesis import strategies as st
from running import EXAMPLES, run
from schema_cases import CASES
from strategies import maps, yaml_text
from test_html import Page
from test_map_laws import journey
from test_scene_map import HUGE, LONG, PERSIAN
from test_svg import HOSTILE, check

from journeymap import escape
from journeymap.escape import plain
from journeymap.project import Project
from journeymap.render import Drawing, measure, render
from journeymap.render.board import Board, build_board
from journeymap.render.emit import to_json
from journeymap.render.scene import layout
from journeymap.render.scene.places import Rect
from journeymap.render.scene.shapes import Box, Circle, Group, Image, Scene
from journeymap.render.svg import write_svg
from journeymap.render.theme import names, theme
from journeymap.report.cells import measure as columns
from journeymap.source import DiskStore

VIEWS = ("backlog", "personas")
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
FOLDER = CASES / "render" / "scene"


@cache
def example(name: str) -> Board:
    found = Project(DiskStore(EXAMPLES, 5_000_000)).check(f"{name}.yaml").journey
    assert found is not None
    return build_board(found)


def crowded(count: int, language: str = "en", text: str = "") -> Board:
    """A map with so many pain points, and more solutions, in every state and with every rating."""
    severities, statuses = ("low", "medium", "high", "critical", None), ("idea", "planned", "in-progress", "shipped", "rejected")
    ratings = ("low", "medium", "high", None)
    solutions = [
        {
            "id": f"s{n}", "text": f"Solution {n} {text}", "status": statuses[n % 5], "effort": ratings[n % 4], "impact": ratings[n // 2 % 4],
            "owner": f"Team {n} {text}", "resources": [f"r{n % 3}"], "due": "2027-01-15",
        }
        for n in range(count + 2)
    ]  # fmt: skip
    pains = [
        {
            "id": f"p{n}", "text": f"Pain {n} {text}", "severity": severities[n % 5], "persona": [f"w{n % 2}"], "evidence": [f"e{n % 2}"],
            **({"solutions": [f"s{n}", f"s{n // 2}"]} if n % 3 else {"accepted": f"Because {text}"} if n % 2 else {}),
        }
        for n in range(count)
    ]  # fmt: skip
    made = {
        "journeymap": 1, "title": f"Crowded {text}", "state": "current", "language": language,
        "personas": [{"id": f"w{n}", "name": f"Who {n} {text}", "goals": [text or "Home"], "demographics": {f"Age {text[:60]}".strip(): "34"}} for n in range(2)],
        "resources": [{"id": f"r{n}", "name": f"Resource {n} {text}", "status": ("have", "need", None)[n], "impact": f"Much {text}"} for n in range(3)],
        "evidence": [{"id": f"e{n}", "title": f"Evidence {n} {text}", "kind": "survey", "themes": [f"Same {text}"]} for n in range(2)],
        "solutions": solutions,
        "stages": [{
            "name": f"Stage {text}", "pain_points": pains, "emotion": -1,
            "opportunities": [{"text": f"Chance {text}", "solutions": ["s0"]}], "actions": [{"text": f"Act {text}", "emotion": 2}],
        }],
    }  # fmt: skip
    return build_board(journey(json.dumps(made)))


BOARDS = {
    "one pain point": crowded(1),
    "sixty pain points": crowded(60),
    "long texts": crowded(7, text=LONG),
    "long texts, right to left": crowded(7, "fa", PERSIAN * 3),
    "words longer than a card": crowded(5, text=HUGE),
    "chinese": crowded(7, "zh", "陪母亲去大医院看“心内科”，排队两小时才见到医生。" * 4),
    "empty texts": changed(crowded(7), lambda _: ""),
    "nothing": build_board(journey("journeymap: 1\ntitle: Nothing\nstages: [Leave]\n")),
    **{name: example(name) for name in NAMES},
}


@pytest.fixture(params=itertools.product(BOARDS, VIEWS), ids="-".join, scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    name, view = request.param
    return layout(BOARDS[name], Drawing(view=view))


# The board


def test_the_worst_and_least_attended_pain_points_come_first() -> None:
    told = [(pain.item.severity_rank, pain.item.status) for pain in crowded(60).backlog.pains]
    order = ["unaddressed", "accepted", "addressed", "resolved"]

    assert told == sorted(told, key=lambda one: (-one[0], order.index(one[1])))
    assert {status for _, status in told} == set(order)


def test_a_pain_point_says_where_it_stands() -> None:
    found = {pain.item.number: pain.where for pain in example("online-return").backlog.pains}

    assert (found["P8"].number, plain(found["P8"].stage)) == ("4", "Send it back")
    assert plain(found["P8"].action) == "Tries to print the label"


def test_a_resource_says_what_waits_for_it() -> None:
    made = {plain(one.text): one for one in example("online-return").backlog.resources}
    scanners = made["QR scanners with label printers in parcel shops"]

    assert scanners.status == "need"
    assert [one.number for one in scanners.solutions] == ["S7"]
    assert [one.number for one in scanners.pains] == ["P8"]
    assert [one.status for one in example("online-return").backlog.resources] == ["need"] * 3 + ["have"] * 2


def test_evidence_says_what_rests_on_it() -> None:
    groups = {group.key: group for group in example("online-return").backlog.evidence}
    (survey,) = groups["survey"].entries

    assert [one.number for one in survey.pains] == ["P8", "P9", "P10"]
    assert [plain(one) for one in survey.others] == ["Send it back", "Sarah Keane", "NPS", "Satisfaction (CSAT)"]
    assert [plain(one.text) for one in example("online-return").backlog.themes] == ["Who pays the postage"]


def test_a_persona_knows_their_stages_and_pain_points() -> None:
    daughter, mother = example("zh-hospital-registration").personas

    assert [one.number for one in daughter.stages] == ["1", "2", "3", "4", "5"]
    assert [one.number for one in mother.stages] == ["2", "3", "4", "5"]
    assert "P13" in {one.number for one in daughter.pains} - {one.number for one in mother.pains}
    assert (daughter.curve, mother.curve) == (0, 1)


# The pictures


def test_no_text_is_wider_than_its_box(scene: Scene) -> None:
    page = Rect(0, 0, scene.width, scene.height)
    cards = [Rect(box.x, box.y, box.width, box.height) for box in flat(scene.shapes) if isinstance(box, Box) and box.height > 15]
    wide = []
    for line in lines(scene):
        if len(measure.clusters(plain(line.text))) == 1:
            continue
        rect = extent(line)
        around = [one for one in (page, *cards) if holds(one, rect.x + rect.width / 2, rect.y + rect.height / 2)]
        box = min(around, key=lambda one: one.width * one.height)
        if rect.x < box.x - 0.5 or rect.x + rect.width > box.x + box.width + 0.5:
            wide.append(plain(line.text))

    assert wide == []


def test_no_text_and_no_dot_meets_another(scene: Scene) -> None:
    taken = sorted((extent(line).y, index, extent(line), plain(line.text)) for index, line in enumerate(lines(scene)))
    meeting = []
    for at, (_, _, one, text) in enumerate(taken):
        for top, _, other, another in taken[at + 1 :]:
            if top > one.y + one.height:
                break
            if one.meets(shrunk(other)):
                meeting.append((text, another))

    assert meeting == []
    for (_, one), (_, other) in itertools.combinations(dots(scene), 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.radius + other.radius) ** 2


def dots(scene: Scene) -> list[tuple[str, Circle]]:
    def walk(shapes: tuple[Any, ...]) -> list[tuple[str, Circle]]:
        found = []
        for shape in shapes:
            if isinstance(shape, Group):
                if shape.anchor.startswith("dot-"):
                    found.append((shape.anchor, next(one for one in shape.shapes if isinstance(one, Circle))))
                found += walk(shape.shapes)
        return found

    return walk(scene.shapes)


def test_everything_stands_on_the_page(scene: Scene) -> None:
    page = Rect(0, 0, scene.width, scene.height)
    for shape in flat(scene.shapes):
        if isinstance(shape, Box):
            assert Rect(shape.x, shape.y, shape.width, shape.height).within(page), shape
        elif isinstance(shape, Circle | Image):
            assert Rect(shape.x - shape.radius, shape.y - shape.radius, 2 * shape.radius, 2 * shape.radius).within(page), shape


def test_each_scored_solution_has_one_dot_and_the_others_are_listed() -> None:
    board = crowded(60)
    found = [name for name, _ in dots(layout(board, Drawing(view="backlog")))]
    scored = [one.item.number for one in board.backlog.solutions if one.effort and one.impact]
    told = {plain(line.text) for line in lines(layout(board, Drawing(view="backlog")))}

    assert sorted(found) == sorted(f"dot-{number}" for number in scored)
    assert len(scored) < len(board.backlog.solutions)
    assert {one.item.number for one in board.backlog.solutions} <= told
    assert board.labels["unscored"] in told


def test_a_dot_stands_in_the_field_of_its_ratings() -> None:
    board = example("online-return")
    places = dict(dots(layout(board, Drawing(view="backlog"))))
    mirrored = dict(dots(layout(replace(board, direction="rtl"), Drawing(view="backlog"))))
    quick, big, reject = (places[f"dot-{number}"] for number in ("S2", "S11", "S8"))

    assert quick.x < big.x
    assert quick.y == big.y < reject.y
    assert abs(big.x - reject.x) < 1
    assert mirrored["dot-S2"].x > mirrored["dot-S11"].x


def test_a_solution_is_told_whole_once() -> None:
    board = crowded(12)
    told = [plain(line.text) for line in lines(layout(board, Drawing(view="backlog")))]

    for one in board.backlog.solutions:
        assert sum(line.startswith(f"{plain(one.item.owner).strip()}\u00a0· ") for line in told) == 1


def test_an_open_pain_point_stands_out() -> None:
    scene = layout(example("online-return"), Drawing(view="backlog"))
    dashed = [box for box in flat(scene.shapes) if isinstance(box, Box) and box.dash and box.stroke == "pain"]

    assert len(dashed) == 1


def test_the_picture_says_what_it_shows() -> None:
    scenes = {view: layout(example("online-return"), Drawing(view=view)) for view in VIEWS}

    assert plain(scenes["backlog"].description).startswith(
        "Backlog: Returning a torn sweater: Pain points: 12, No solution yet: 1"
    )
    assert "Sarah Keane (Primary-school teacher, mother of two)" in plain(scenes["personas"].description)


@pytest.mark.parametrize(
    ("name", "view"), [("online-return", "personas"), ("fa-online-grocery", "backlog"), ("zh-hospital-registration", "backlog")]
)
def test_the_scene_of_an_example_is_as_it_was(name: str, view: str, accept: bool) -> None:
    told = to_json(layout(example(name), Drawing(view=view)))
    path = FOLDER / f"{name}.{view}.json"
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told, encoding="utf-8")

    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("colours", names())
def test_a_view_is_one_well_formed_file(view: str, colours: str) -> None:
    for name in NAMES:
        scene = layout(
            replace(example(name), personas=tuple(replace(card, image=None) for card in example(name).personas)),
            Drawing(view=view),
        )
        check(write_svg(scene, theme(colours)))


@settings(max_examples=30)
@given(made=maps(4, 3), view=st.sampled_from(VIEWS))
def test_every_map_can_be_drawn_in_every_target(made: dict[str, Any], view: str) -> None:
    board = build_board(journey(yaml_text(made)))
    check(write_svg(layout(board, Drawing(view=view)), theme("dark")))
    for to in ("html", "markdown", "terminal"):
        once = render(board, to, Drawing(view=view)).content

        assert once == render(board, to, Drawing(view=view)).content


# Pages and texts


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("view", ["map", *VIEWS])
def test_ids_are_unique_and_every_link_within_the_page_arrives(name: str, view: str) -> None:
    page = Page(render(example(name), "html", Drawing(view=view)).content.decode())
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    targets = {attributes["href"] for tag in ("a", "use") for attributes in page.all(tag)}

    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("to", ["html", "markdown", "terminal"])
@pytest.mark.parametrize("language", ["en", "fa", "zh"])
def test_no_text_is_lost(view: str, to: str, language: str) -> None:
    board = crowded(7, language)
    told = render(board, to, Drawing(view=view, width=200)).content.decode()
    words = " ".join(Page(told).words) if to == "html" else told
    shown = board.backlog if view == "backlog" else board.personas

    assert [text for text in texts(shown) if " ".join(text.split()) not in " ".join(words.split())] == []


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_texts_stay_texts(payload: str, view: str) -> None:
    hostile, harmless = (changed(crowded(4), lambda _, text=text: text) for text in (payload, "a"))
    pages = [Page(render(board, "html", Drawing(view=view)).content.decode()) for board in (hostile, harmless)]
    drawings = [check(write_svg(layout(board, Drawing(view=view)), theme("light"))) for board in (hostile, harmless)]

    assert {name for name, _, _ in pages[0].elements} <= {name for name, _, _ in pages[1].elements}
    assert {one.tag for one in drawings[0].iter()} <= {one.tag for one in drawings[1].iter()}
    assert "\x1b" not in render(hostile, "terminal", Drawing(view=view)).content.decode()


def test_shipped_is_checked_and_what_will_not_be_done_has_no_box() -> None:
    told = render(example("online-return"), "markdown", Drawing(view="backlog")).content.decode()

    assert "- [x] **S6**" in told
    assert "- [ ] **S7**" in told
    assert "- **S8**" in told
    assert len(re.findall(r"^- \[[ x]\]", told, re.MULTILINE)) == len(example("online-return").backlog.solutions) - 1


@pytest.mark.parametrize("width", [20, 40, 58, 80, 200])
@pytest.mark.parametrize("view", VIEWS)
def test_no_line_is_wider_than_the_terminal(width: int, view: str) -> None:
    for board in BOARDS.values():
        told = render(board, "terminal", Drawing(view=view, width=width)).content.decode()

        assert max(map(columns, told.splitlines())) <= width


def test_signs_in_the_terminal_say_the_same_without_colour() -> None:
    told = render(example("online-return"), "terminal", Drawing(view="backlog", width=100)).content.decode()

    assert "! No solution yet" in told
    assert re.search(r"high impact +│ Quick wins: S2 S5 +│ S7 S9 +│ Major projects: S11", told)


# The command


def test_a_library_of_personas_can_be_drawn() -> None:
    library = EXAMPLES / "library" / "shop.yaml"
    told = run("render", library, "--view", "personas", "--to", "markdown")
    refused = run("render", library, "--view", "backlog", "--to", "svg")

    assert told.code == 0
    assert told.out.startswith("# Personas\n\n**Who the customers are**\n")
    assert "## Sarah Keane" in told.out
    assert run("render", library, "--view", "personas", "--to", "markdown", "--language", "fa").out.startswith('<div dir="rtl">')
    assert refused.code == 2
    assert "`--view personas` draws the personas" in refused.err


@pytest.mark.parametrize("emitted", ["board", "scene"])
def test_what_lies_behind_is_emitted(emitted: str) -> None:
    told = run("render", EXAMPLES / "online-return.yaml", "--view", "backlog", "--emit", emitted)

    assert json.loads(told.out)["type"].lower() == emitted


def test_views_have_files_of_their_own(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    run("render", "online-return.yaml", "--view", "backlog", "--view", "personas", "--to", "html", "-o", f"{tmp_path}/")

    assert sorted(path.name for path in tmp_path.rglob("*.html")) == ["online-return.backlog.html", "online-return.personas.html"]


def test_escape_is_the_only_door() -> None:
    with pytest.raises(TypeError):
        str(example("online-return").backlog.pains[0].where.stage)
    assert escape.plain(example("online-return").backlog.pains[0].where.stage) == "Send it back"
