"""The blueprint in words and on a page: in the terminal, as Markdown, as HTML; hostile texts stay texts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from blueprint_maps import BOARDS
from boards import changed
from test_html import HOSTILE as ON_A_PAGE
from test_html import Page
from test_scene_blueprint import GOLDEN
from test_terminal import FORBIDDEN
from test_terminal import HOSTILE as IN_A_TERMINAL

from journeymap.render import render
from journeymap.render.board.types import Board
from journeymap.render.drawing import Drawing
from journeymap.render.scene import VIEWS, blueprint_view
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme
from journeymap.report.cells import measure

RESTAURANT = GOLDEN["restaurant"]
FAR = BOARDS["far and back"]


def drawn(board: Board, to: str, width: int = 100, view: str = "blueprint") -> str:
    return render(board, to, Drawing(view=view, width=width)).content.decode()


def hostile(board: Board, texts: tuple[str, ...] | list[str]) -> Board:
    """The board with hostile texts in all places, each of its own so that lanes and actors stay apart."""
    turn = iter(range(10**9))
    return changed(board, lambda _: f"{texts[(at := next(turn)) % len(texts)]} {at}")


def test_the_terminal_tells_lanes_lines_and_links_in_order() -> None:
    told = drawn(FAR, "terminal")
    places = [
        told.index(word) for word in ("Customer actions", "Line of interaction", "Frontstage", "Line of visibility", "Backstage")
    ]
    assert places == sorted(places)
    assert "1.1 Orders\n      → 1.1 Orders\n      → 1.1 Prints\n" in told
    assert re.search(r"Legend +→ Sets off +⋯ Wait +✗ Fail point", told)


def test_the_terminal_tells_a_next_action_only_where_it_does_not_simply_follow() -> None:
    told = drawn(RESTAURANT, "terminal")
    assert [line.strip() for line in told.splitlines() if "↓ " in line and "." in line] == ["↓ 5.1 Asks for the bill"]
    assert re.search(r"Legend +→ Sets off +↓ Next action +◆ Moment of truth", told)


@pytest.mark.parametrize("width", [20, 40, 80, 250])
@pytest.mark.parametrize("name", ["restaurant", "long texts in Persian", "long texts in Chinese", "hostile"])
def test_the_terminal_keeps_to_its_width(name: str, width: int) -> None:
    board = hostile(RESTAURANT, IN_A_TERMINAL) if name == "hostile" else {"restaurant": RESTAURANT, **BOARDS}[name]
    told = drawn(board, "terminal", width)
    assert not FORBIDDEN.search(told)
    assert [line for line in told.splitlines() if measure(line) > width] == []


def test_markdown_tells_the_blueprint_before_the_stages() -> None:
    told, other = drawn(FAR, "markdown"), drawn(FAR, "markdown", view="map")
    assert told.index("## Blueprint") < told.index("--- **Line of interaction** ---") < told.index("## Stage by stage")
    assert "    - → **Sets off**: 1\\.1 · Prints" in told
    assert "## Blueprint" not in other


def test_a_page_shows_the_picture_in_its_own_colours_and_every_id_once() -> None:
    page = Page(drawn(RESTAURANT, "html"))
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "_b-cell-greet" in ids
    picture = write_svg(blueprint_view.layout(RESTAURANT, framed=False), theme(), fonts=False)
    drawings = [attributes for tag, attributes, _ in page.elements if tag in {"rect", "path", "text"} and "fill" in attributes]
    assert len(drawings) >= picture.count(" fill=")
    assert {one["fill"].partition("(")[0] for one in drawings} == {"var", "none"}
    assert not any("_b-" in id_ for id_ in re.findall(r'id="([^"]+)"', drawn(RESTAURANT, "html", view="map")))


def test_hostile_texts_stay_texts() -> None:
    board = hostile(RESTAURANT, ON_A_PAGE)
    page = Page(drawn(board, "html"))
    assert {tag for tag, _, _ in page.elements} & {"script", "img", "foreignobject", "iframe"} == set()
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
    ET.fromstring(drawn(board, "svg"))


@pytest.mark.parametrize("target", ["svg", "html", "markdown", "terminal"])
@pytest.mark.parametrize("name", BOARDS)
def test_every_target_draws_every_blueprint(name: str, target: str) -> None:
    assert drawn(BOARDS[name], target) == drawn(BOARDS[name], target)


def test_the_view_is_a_picture() -> None:
    assert "blueprint" in VIEWS
