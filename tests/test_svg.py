"""The SVG that is written: well formed whatever a map holds, one small dialect, the same bytes everywhere."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path as File
from xml.etree import ElementTree as ET

import pytest
from boards import changed, rich_board
from hypothesis import given
from hypothesis import strategies as st

from journeymap.escape import MapText
from journeymap.render import Drawing, fonts, render
from journeymap.render.scene import map_view
from journeymap.render.scene.shapes import Box, Circle, Gradient, Group, Icon, Path, Scene, TextLine
from journeymap.render.svg import number, write_svg
from journeymap.render.theme import names, theme

NAMESPACE = "{http://www.w3.org/2000/svg}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SHAPE = {"fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "opacity"}
ALLOWED = {
    "svg": {"viewBox", "width", "height", "role", "aria-labelledby", "lang", XML_LANG, "font-family"},
    "title": {"id"},
    "desc": {"id"},
    "style": set(),
    "defs": set(),
    "linearGradient": {"id", "gradientUnits", "x1", "y1", "x2", "y2"},
    "stop": {"offset", "stop-color"},
    "g": {"id"},
    "rect": SHAPE | {"x", "y", "width", "height", "rx"},
    "circle": SHAPE | {"cx", "cy", "r"},
    "path": SHAPE | {"d", "transform", "stroke-linecap", "stroke-linejoin"},
    "text": {"x", "y", "font-size", "font-weight", "font-family", "text-anchor", "fill", "class"},
}
HOSTILE = [
    "<script>alert(1)</script>",
    "]]><![CDATA[<svg onload=alert(1)>",
    "&lt;b&gt; &#x3C;script&#x3E; &unknown; &",
    "\"'><image href='https://example.org/x.png'/>",
    "</text></svg><foreignObject>",
    "<!--",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "url(https://example.org/a) expression(alert(1)) javascript:alert(1)",
    "\x00\x01\x08\x0b\x1f\x7f\x85\ufffe\uffff\ud800\udfff",
    "\u202e\u2066\u202aturned\u2069\u202c",
    "{{ 7*7 }} {% raw %} ${x} %s",
]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def svg(board: object = None, **options: object) -> str:
    return write_svg(map_view.layout(board or rich_board()), theme("light"), **options)  # type: ignore[arg-type]


def without_fonts(text: str) -> str:
    return re.sub(r"@font-face\{[^}]*\}", "", text)


def one_line(
    text: str = "Text", direction: str = "ltr", anchor: str = "start", page: str = "ltr", language: str = "en"
) -> ET.Element:
    line = TextLine(100, 20, MapText(text), 50, anchor=anchor, direction=direction)  # type: ignore[arg-type]
    scene = Scene(200, 100, page, language, MapText("T"), "D", (line,))  # type: ignore[arg-type]
    found = ET.fromstring(write_svg(scene, theme("light"))).find(f"{NAMESPACE}text")
    assert found is not None
    return found


def shape(one: object) -> str:
    scene = Scene(200, 100, "ltr", "en", MapText("T"), "D", (one,))  # type: ignore[arg-type]
    return "\n".join(write_svg(scene, theme("light")).splitlines()[4:-1])


def check(text: str) -> ET.Element:
    """What holds for every file."""
    assert text.encode("utf-8").decode("utf-8") == text
    root = ET.fromstring(text)
    for element in root.iter():
        tag = element.tag.removeprefix(NAMESPACE)
        assert element.tag.startswith(NAMESPACE), element.tag
        assert set(element.attrib) <= ALLOWED[tag], (tag, element.attrib)
        for name, value in element.attrib.items():
            assert not re.search(r"javascript|https?:|data:", value), (name, value)
            assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value), (name, value)
    style = "".join(element.text or "" for element in root.iter(f"{NAMESPACE}style"))
    assert all(address.startswith("data:font/woff2;base64,") for address in re.findall(r"url\(([^)]*)\)", style))
    assert not re.search(r"@import|expression|<", style)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    return root


@pytest.mark.parametrize("language", ["en", "sv", "fa", "zh"])
@pytest.mark.parametrize("name", names())
def test_a_map_is_one_well_formed_file_in_a_small_dialect(language: str, name: str) -> None:
    scene = map_view.layout(rich_board(language))
    root = check(write_svg(scene, theme(name)))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    assert root.attrib["lang"] == root.attrib[XML_LANG] == language
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    assert [child.tag.removeprefix(NAMESPACE) for child in root][:2] == ["title", "desc"]
    assert [child.text for child in root][:2] == [
        "Returning a torn sweater",
        "Returning a torn sweater. The mood falls at the label.",
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text: str) -> None:
    board = changed(rich_board(), lambda _: text)
    root = check(svg(board))
    harmless = check(svg(changed(rich_board(), lambda _: "a")))
    tags = {element.tag for element in root.iter()}

    assert tags <= {element.tag for element in harmless.iter()}
    assert root.find(f"{NAMESPACE}title") is not None


def test_a_hostile_language_stays_in_its_attribute() -> None:
    scene = Scene(10, 10, "ltr", '"><script>', MapText(""), "", ())
    assert check(write_svg(scene, theme())).attrib["lang"] == '"><script>'


@given(text=st.text(max_size=40), direction=st.sampled_from(["ltr", "rtl"]), page=st.sampled_from(["ltr", "rtl"]))
def test_any_text_is_well_formed(text: str, direction: str, page: str) -> None:
    line = TextLine(1, 2, MapText(text), 3, direction=direction)  # type: ignore[arg-type]
    scene = Scene(10, 10, page, "en", MapText(text), MapText(text), (Group(text, MapText(text), (line,)),))  # type: ignore[arg-type]
    check(write_svg(scene, theme(), fonts=False))


def test_numbers_are_short() -> None:
    text = without_fonts(svg())
    bare = re.sub(r">[^<]*<", "><", text)
    values = re.findall(r'\s(?:x|y|width|height|r|cx|cy|rx|x1|y1|x2|y2|font-size|stroke-width|offset)="([^"]*)"', bare)
    paths = re.findall(r'<path d="([^"]*)"', bare)

    assert len(values) > 500
    assert all(re.fullmatch(r"-?\d+(\.\d{1,2})?", value) for value in values)
    assert all(re.fullmatch(r"(?:[MLC][-\d. ]+|Z)+", path) for path in paths)
    for found in (*values, *(one for path in paths for one in NUMBER.findall(path))):
        assert found != "-0"
        assert len(found.partition(".")[2]) <= 2


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (-0.001, "0"), (1.005, "1"), (100, "100"), (10.50, "10.5"), (-3.456, "-3.46"), (1e-9, "0")]
)
def test_how_a_number_is_written(value: float, written: str) -> None:
    assert number(value) == written


def test_the_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from boards import rich_board\n"
        "from journeymap.render import Drawing, render\n"
        "for language in ('en', 'fa'):\n"
        "    sys.stdout.buffer.write(render(rich_board(language), 'svg', Drawing()).content)\n"
    )
    root = File(__file__).parents[1]

    def run(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root, env=environment).stdout

    assert run("1") == run("2") == b"".join(render(rich_board(language), "svg", Drawing()).content for language in ("en", "fa"))


@pytest.mark.parametrize(
    ("language", "text", "faces"),
    [
        ("en", "Goals", ["Inter 400", "Inter 600"]),
        ("sv", "Mål", ["Inter 400", "Inter 600"]),
        ("fa", "هدف NPS", ["Vazirmatn 400", "Vazirmatn 600"]),
        ("zh", "目标 NPS", []),
        ("ja", "ゴール", []),
        ("en", "هدف", ["Inter 400", "Inter 600", "Vazirmatn 400", "Vazirmatn 600"]),
        ("en", "目标", ["Inter 400", "Inter 600"]),
    ],
)
def test_the_fonts_that_occur_are_embedded(language: str, text: str, faces: list[str]) -> None:
    board = changed(rich_board(language), lambda _: text)
    found = re.findall(r"@font-face\{font-family:(\w+);font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]*)\)\}", svg(board))

    assert sorted(f"{name} {weight}" for name, weight, _ in found) == faces
    assert all(base64.b64decode(content).startswith(b"wOF2") for _, _, content in found)
    assert "@font-face" not in svg(board, fonts=False)


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "Inter"),
        ("fa", "Vazirmatn"),
        ("he", "Inter"),
        ("zh", "'PingFang SC'"),
        ("zh-Hant-TW", "'PingFang TC'"),
        ("ja", "'Hiragino Sans'"),
    ],
)
def test_families_end_in_a_generic_one(language: str, first: str) -> None:
    family = fonts.family(fonts.script_of(language, "rtl" if language in {"fa", "he"} else "ltr"), language)

    assert family.startswith(first + ",")
    assert family.endswith(",sans-serif")
    assert '"' not in family


def test_a_line_in_another_script_asks_for_its_font() -> None:
    assert "font-family" not in one_line("Goals").attrib
    assert one_line("هدف", "rtl").attrib["font-family"].startswith("Vazirmatn,")
    assert one_line("目标").attrib["font-family"].startswith("'PingFang SC',")
    assert "font-family" not in one_line("NPS", page="rtl", language="fa").attrib


@pytest.mark.parametrize(
    ("direction", "anchor", "expected"),
    [
        ("ltr", "start", {"x": "100"}),
        ("ltr", "middle", {"x": "100", "text-anchor": "middle"}),
        ("ltr", "end", {"x": "100", "text-anchor": "end"}),
        ("rtl", "start", {"x": "100", "text-anchor": "end", "class": "ra"}),
        ("rtl", "middle", {"x": "100", "text-anchor": "middle", "class": "rc"}),
        ("rtl", "end", {"x": "150", "text-anchor": "end", "class": "ra"}),
    ],
)
def test_right_to_left_lines_are_anchored_for_all_engines(direction: str, anchor: str, expected: dict[str, str]) -> None:
    line = one_line("هدف", direction, anchor)

    assert {key: line.attrib[key] for key in ("x", "text-anchor", "class") if key in line.attrib} == expected


@pytest.mark.parametrize(
    ("text", "direction", "written"),
    [
        ("مادر دورکار، مالمو", "rtl", "مادر دورکار، مالمو"),
        ("الین، ۳۴ ساله", "rtl", "\u202bالین، ۳۴ ساله\u202c"),
        ("در یک شب.", "rtl", "\u202bدر یک شب.\u202c"),
        ("NPS پایین", "rtl", "\u202bNPS پایین\u202c"),
        ("+۶", "rtl", "\u202b\u2066+۶\u2069\u202c"),
        ("هدف −۳٫۵٪", "rtl", "\u202bهدف \u2066−۳٫۵٪\u2069\u202c"),
        ("۸-۱۲", "rtl", "\u202b۸-۱۲\u202c"),
        ("&-5", "rtl", "\u202b&\u2066-5\u2069\u202c"),
        ("Goals", "ltr", "Goals"),
        ("+6", "ltr", "+6"),
        ("a خانه", "ltr", "a خانه"),
        ("خانه is a house", "ltr", "\u202aخانه is a house\u202c"),
    ],
)
def test_marks_keep_the_parts_of_a_line_in_order(text: str, direction: str, written: str) -> None:
    assert one_line(text, direction).text == written


def test_shapes_are_presentation_attributes() -> None:
    assert (
        shape(Box(1, 2, 30, 4, "surface", "line", radius=3))
        == '<rect x="1" y="2" width="30" height="4" rx="3" fill="#FFFFFF" stroke="#DCE1EA"/>'
    )
    assert (
        shape(Box(1, 2, 30, 4, "pain", opacity=0.5)) == '<rect x="1" y="2" width="30" height="4" fill="#B93A0B" opacity="0.5"/>'
    )
    assert (
        shape(Circle(1, 2, 3, None, "pain", 1.5))
        == '<circle cx="1" cy="2" r="3" fill="none" stroke="#B93A0B" stroke-width="1.5"/>'
    )
    assert shape(Icon("minus", 1, 2, 12, "ink")) == (
        '<path transform="translate(1 2) scale(0.5)" d="M5 12h14" fill="none" stroke="#172033" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
    )
    assert shape(Path((("M", 1, 2), ("L", 3, 4), ("Z",)), fill="ink")) == '<path d="M1 2L3 4Z" fill="#172033"/>'


def test_a_gradient_is_written_once() -> None:
    paint = Gradient(0, 0, 0, 10, ((0, "positive"), (1, "negative")))
    line = Path((("M", 0, 0), ("L", 9, 9)), paint)
    scene = Scene(200, 100, "ltr", "en", MapText("T"), "D", (Group("", "", (line, line)),))
    text = write_svg(scene, theme("light"))

    assert text.count("<linearGradient") == 1
    assert text.count('stroke="url(#g1)"') == 2


def test_an_arrow_ends_at_its_point_and_the_line_before_it() -> None:
    text = shape(Path((("M", 0, 50), ("L", 100, 50)), "ink", stroke_width=2, arrow=10))

    assert text.splitlines() == [
        '<path d="M0 50L91 50" fill="none" stroke="#172033" stroke-width="2"/>',
        '<path d="M100 50L90 55L90 45Z" fill="#172033"/>',
    ]


def test_an_arrow_follows_the_end_of_a_curve() -> None:
    text = shape(Path((("M", 0, 0), ("C", 50, 0, 100, 50, 100, 100)), "ink", arrow=10))
    assert 'd="M0 0C50 0 100 50 100 91"' in text
    assert 'd="M100 100L95 90L105 90Z"' in text


def test_a_prefix_keeps_pictures_apart() -> None:
    root = check(svg(prefix="flow-"))
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]

    assert ids
    assert all(one.startswith("flow-") for one in ids)
    assert root.attrib["aria-labelledby"] == "flow-title flow-desc"
    assert "url(#g1)" not in svg(prefix="flow-")


def test_anchors_are_groups_and_lanes_are_read_in_order() -> None:
    root = check(svg())
    ids = [element.attrib["id"] for element in root.iter(f"{NAMESPACE}g") if "id" in element.attrib]
    lanes = [one for one in ids if one.startswith("lane-")]

    assert lanes == [f"lane-{row.key}" for row in rich_board().rows if row.kind != "quotes"], "quotes stand at the curve"
    assert {"stage-notice", "pain-point-1", "solution-check", "action-label", "persona-sarah"} <= set(ids)


def test_the_target_is_asked_like_the_others() -> None:
    made = render(rich_board(), "svg", Drawing(theme="dark"))

    assert made.suffix == ".svg"
    assert made.media_type == "image/svg+xml"
    assert b'fill="#0E131C"' in made.content
