"""PNG and PDF: the same picture as the SVG, every sign drawn or said to be missing, the same bytes every time."""

from __future__ import annotations

import builtins
import re
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from boards import rich_board
from running import EXAMPLES, run

from journeymap import assets
from journeymap.escape import MapText
from journeymap.render import render, sheet, system_fonts
from journeymap.render.board.types import Board
from journeymap.render.drawing import Drawing

ENGINES = {"png": "resvg_py", "pdf": "typst"}
MAP = EXAMPLES / "agency-sale.yaml"


def drawn(board: Board, to: str, **options: Any) -> bytes:
    pytest.importorskip(ENGINES[to], reason=f"{to.upper()} needs journeymap[{to}]")
    return render(board, to, Drawing(**options)).content


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def streams(pdf: bytes) -> str:
    """What is in the objects of a file, unpacked as far as zlib can; without fonts, whose outlines may look like anything."""
    packed = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
    text = packed.sub(b"", pdf)
    for part in packed.findall(pdf):
        try:
            data = zlib.decompress(part)
        except zlib.error:
            data = part
        text += b"" if data.startswith((b"\0\1\0\0", b"OTTO", b"true", b"\1\0\4")) else data
    return text.decode("latin-1")


@pytest.fixture
def no_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine without a single font."""
    monkeypatch.setattr(system_fonts, "folders", lambda: (tmp_path,))
    system_fonts.faces.cache_clear()
    yield tmp_path
    system_fonts.faces.cache_clear()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """PNG with few pixels, where they are not what is looked at."""
    from journeymap.render.targets import png

    monkeypatch.setattr(png, "_SCALE", 0.25)


@pytest.mark.parametrize("to", ENGINES)
@pytest.mark.parametrize("language", ["en", "fa", "ar", "de"])
def test_the_same_map_gives_the_same_bytes(to: str, language: str, no_fonts: Path, small: None) -> None:
    said: list[str] = []
    first, second = (drawn(rich_board(language), to, warn=said.append) for _ in range(2))
    assert first == second
    assert said == []  # our own fonts have every sign


@pytest.mark.parametrize("to", ENGINES)
@pytest.mark.parametrize("theme", ["light", "dark", "ink", "contrast"])
def test_every_theme_draws(to: str, theme: str, small: None) -> None:
    other = "light" if theme != "light" else "dark"
    assert drawn(rich_board(), to, theme=theme) != drawn(rich_board(), to, theme=other)


def test_a_png_is_twice_as_large_as_the_svg() -> None:
    svg = render(rich_board(), "svg", Drawing()).content.decode()
    wanted = tuple(2 * float(one) for one in re.search(r'width="([\d.]+)" height="([\d.]+)"', svg).groups())  # type: ignore[union-attr]
    assert size(drawn(rich_board(), "png")) == pytest.approx(wanted, abs=2)


def test_a_large_map_has_fewer_pixels_for_each_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py")
    from journeymap.render.targets import png

    monkeypatch.setattr(png, "_MOST", 1_000_000)
    width, height = size(drawn(rich_board(), "png"))
    assert 900_000 < width * height < 1_100_000


def test_a_pdf_is_one_tagged_page_of_a3() -> None:
    pdf = drawn(rich_board(), "pdf")
    assert pdf.startswith(b"%PDF-1.7")
    text = streams(pdf)
    box = re.search(r"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", text)
    assert box is not None
    assert sorted(round(float(one) / 72 * 25.4) for one in box.groups()) == [297, 420]
    assert text.count("/Type /Page\n") + text.count("/Type/Page\n") + text.count("/Type /Page ") + text.count("/Type/Page/") == 1
    for mark in ("/StructTreeRoot", "pdfuaid", "/Alt", "/Lang"):
        assert mark in text, mark
    assert "CreationDate" not in text
    for family in ("Inter-", "Inter"):
        assert family in text


@pytest.mark.parametrize("text", ["نُه‌ساله", "عالٍ، يحرّكهم", "e\u0301"])
def test_marks_over_letters_are_drawn(text: str, no_fonts: Path) -> None:
    assert "/StructTreeRoot" in streams(drawn(replace(rich_board("ar"), title=MapText(text)), "pdf"))


def test_text_of_a_map_is_no_markup_of_typst() -> None:
    board = replace(rich_board(), title=MapText('#panic("x") $x$ "] \\ *a* #eval'), summary='#panic("y")')
    assert drawn(board, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize("to", ENGINES)
def test_signs_that_no_font_has_are_said_once(to: str, no_fonts: Path) -> None:
    said: list[str] = []
    board = replace(rich_board("ja"), title=MapText("返品を済ませる"))
    drawn(board, to, warn=said.append)
    assert len(said) == 1
    assert "no font on this machine has" in said[0]
    assert "install Noto Sans CJK JP" in said[0]


@pytest.mark.parametrize(
    ("text", "family"),
    [("ሀ", "Noto Sans Ethiopic"), ("ก", "Noto Sans Thai"), ("😀", "Noto Color Emoji"), ("שלום", "Noto Sans Hebrew")],
)
def test_the_font_for_a_script_is_named(text: str, family: str, no_fonts: Path) -> None:
    said: list[str] = []
    sheet.sheet(replace(rich_board(), title=MapText(text)), Drawing(warn=said.append))
    assert len(said) == 1
    assert f"install {family} " in said[0]


def test_a_font_of_the_machine_draws_what_ours_lack(no_fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (no_fonts / "other.ttf").write_bytes((assets.templates() / "assets" / "fonts" / "inter-400.ttf").read_bytes())
    ours = tuple(file for file in sheet._own_files() if "vazirmatn" in file.name)
    monkeypatch.setattr(sheet, "_own_files", lambda: ours)
    said: list[str] = []
    made = sheet.sheet(replace(rich_board(), title=MapText("Überraschung")), Drawing(warn=said.append))
    assert made.fonts == (*ours, no_fonts / "other.ttf")
    assert said == []


def test_a_family_of_a_theme_that_is_not_installed_is_said(no_fonts: Path) -> None:
    from journeymap.render.theme import Theme, theme

    own = Theme("own", theme("light").colours, {"latin": ("Nobody Sans", "Arial")})
    said: list[str] = []
    sheet.sheet(rich_board(), Drawing(theme=own, warn=said.append))
    assert said == ['the font "Nobody Sans" of the theme is not installed here, and another one draws its texts']

    (no_fonts / "inter.ttf").write_bytes((assets.templates() / "assets" / "fonts" / "inter-400.ttf").read_bytes())
    system_fonts.faces.cache_clear()
    found = sheet.sheet(rich_board(), Drawing(theme=replace(own, fonts={"latin": ("Inter",)}), warn=said.append))
    assert no_fonts / "inter.ttf" in found.fonts
    assert len(said) == 1


@pytest.mark.parametrize("to", ENGINES)
def test_without_the_extra_one_sentence_says_what_to_install(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def missing(name: str, *arguments: Any, **options: Any) -> Any:
        if name == ENGINES[to]:
            raise ImportError(name)
        return usual(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    made = run("render", MAP, "--to", to)
    assert made.code == 2
    assert made.err.count("\n") == 2
    assert f"pip install 'journeymap[{to}]'" in made.err


def test_several_views_go_into_a_folder(tmp_path: Path, small: None) -> None:
    for to, engine in ENGINES.items():
        pytest.importorskip(engine)
        made = run("render", MAP, "--to", to, "--view", "map", "--view", "flow", "-o", tmp_path / to)
        assert made.code == 0, made.err
        assert sorted(path.name for path in (tmp_path / to).rglob("*.*")) == [f"agency-sale.flow.{to}", f"agency-sale.map.{to}"]


def test_the_suffix_chooses(tmp_path: Path, small: None) -> None:
    for to, engine in ENGINES.items():
        pytest.importorskip(engine)
        made = run("render", MAP, "-o", tmp_path / f"map.{to}")
        assert (made.code, made.err.count("\n")) == (0, 1)
        assert (tmp_path / f"map.{to}").read_bytes()[:4] in (b"\x89PNG", b"%PDF")
