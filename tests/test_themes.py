"""Themes: every one can be read by everybody, and a team's own is checked before anything is drawn."""

from __future__ import annotations

import base64
import itertools
import re
import struct
import tomllib
import zlib
from pathlib import Path

import pytest
from boards import rich_board
from running import EXAMPLES, ROOT, run

from journeymap import assets, escape
from journeymap.render import contrast, render, system_fonts
from journeymap.render import theme as module
from journeymap.render.drawing import Drawing
from journeymap.render.own_theme import LARGEST_LOGO, read_theme
from journeymap.render.scene import map_view
from journeymap.render.svg import write_svg
from journeymap.render.theme import names, theme
from journeymap.source import DiskStore

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Colours that stand beside one another, and by how much (CIE76) they differ for everybody. Words and icons say the same.
APART = ((("positive", "neutral", "negative"), 20), (("pain", "solution"), 24), (("missed", "near", "met"), 10))


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SIGHT[sight]]
    white = (0.95047, 1.0, 1.08883)
    rows = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) / one for row, one in zip(rows, white, strict=True)]
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(other, sight), strict=True)) ** 0.5


def test_the_themes_there_are() -> None:
    assert names() == ("contrast", "dark", "ink", "light")


@pytest.mark.parametrize("name", names())
def test_texts_and_graphics_can_be_seen(name: str) -> None:
    assert list(contrast.failures(theme(name).colours)) == []


def test_high_contrast_is_that_of_aaa() -> None:
    colours = theme("contrast")
    for pair in contrast.PAIRS:
        assert contrast.ratio(colours[pair.colour], colours[pair.under]) >= (7 if pair.least == contrast.TEXT else 4.5), pair
    for token in ("line", "chip-line", "pain-line", "solution-line", "figure-line", "moment-line"):
        assert contrast.ratio(colours[token], colours["surface"]) >= 4.5, token


@pytest.mark.parametrize("name", [one for one in names() if one != "ink"])
@pytest.mark.parametrize("sight", SIGHT)
def test_colours_that_tell_something_differ_for_everybody(name: str, sight: str) -> None:
    colours = theme(name)
    for tokens, least in APART:
        for one, other in itertools.combinations(tokens, 2):
            assert distance(colours[one], colours[other], sight) >= least, (one, other)


@pytest.mark.parametrize("name", names())
def test_what_is_full_differs_from_what_is_empty(name: str) -> None:
    """The bar of a value lies on its track, and full blocks of a severity stand beside empty ones, with the same outline."""
    colours = theme(name)
    for full, empty in (("missed", "chip"), ("near", "chip"), ("met", "chip"), ("figure", "chip"), ("pain", "pain-fill")):
        assert contrast.ratio(colours[full], colours[empty]) >= contrast.GRAPHIC, (full, empty)


def test_ink_has_greys_alone_and_no_filled_ground() -> None:
    colours = theme("ink").colours
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours.values())
    for token in ("background", "surface", "surface-2", "chip", "bubble", "pain-fill", "solution-fill", "figure-fill"):
        assert colours[token] == "#FFFFFF"


def test_nothing_is_said_by_colour_alone() -> None:
    """With one colour for everything the picture says what it said: every colour has a word, an icon or a place beside it."""
    board = rich_board()
    svg = write_svg(map_view.layout(board), theme("ink"))
    words = set(re.findall(r">([^<]+)</text>", svg))
    for labels in (("high",), ("No solution yet",), ("Moment of truth",)):
        assert any(label.casefold() in word.casefold() for word in words for label in labels), labels


@pytest.mark.parametrize(
    "change", [{"ink": "red"}, {"ink": "#12345"}, {"ink": "#123456;x:url(//e)"}, {"ink": 3}, {"more": "#123456"}, {"ink": None}]
)
def test_a_theme_holds_colours_and_nothing_else(change: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    right = tomllib.loads(assets.text("themes/light.toml"))["colors"]
    wrong = {key: value for key, value in {**right, **change}.items() if value is not None}
    monkeypatch.setattr(module.tomllib, "loads", lambda text: {"colors": wrong if "wrong" in text else right})
    monkeypatch.setattr(module.assets, "text", lambda name: name)

    with pytest.raises(ValueError, match="theme wrong"):
        theme("wrong")


def test_the_nearest_colour_passes_and_a_nearer_one_does_not() -> None:
    colours = {**theme("light").colours, "ink-3": "#A0A0A0"}
    found = contrast.nearest("ink-3", colours)
    assert found is not None
    assert not list(contrast.failures({**colours, "ink-3": found}))
    nearer = f"#{int(found[1:3], 16) + 1:02X}{int(found[3:5], 16) + 1:02X}{int(found[5:7], 16) + 1:02X}"
    assert list(contrast.failures({**colours, "ink-3": nearer}))


# A team's own


def png(width: int = 30, height: int = 10) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x7a\x1f\x4b" * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


OWN = """\
extends = "dark"
logo = "brand/logo.png"

[fonts]
latin = ["Brand Sans", "Arial"]

[colors]
stage-1 = "#9b5677"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "logo.png").write_bytes(png())
    (tmp_path / "brand.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "map.yaml").write_bytes((EXAMPLES / "agency-sale.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(folder: Path, text: str) -> list[tuple[str, int, str]]:
    """What is wrong with a theme: the message, its line, and what to do."""
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    made = read_theme("brand.toml", DiskStore(folder, 512 * 1024))
    assert (made.theme is None) is bool(made.diagnostics)
    assert {one.id for one in made.diagnostics} <= {"invalid-theme"}
    return [(escape.plain(one.message), one.place.span.line, escape.plain(one.help or "")) for one in made.diagnostics]


def test_a_theme_of_ones_own_is_in_every_picture(folder: Path) -> None:
    picture = base64.b64encode(png()).decode("ascii")
    for target in ("svg", "html"):
        made = run("render", "map.yaml", "--to", target, "--theme", "brand.toml")
        assert (made.code, made.err) == (0, "")
        assert "#9B5677" in made.out
        assert theme("dark")["background"] in made.out
        assert "'Brand Sans','Arial',Inter" in made.out.replace("&#39;", "'")
        assert f"data:image/png;base64,{picture}" in made.out


def test_a_page_in_a_theme_of_its_own_stays_in_it() -> None:
    def page(name: str) -> str:
        return render(rich_board(), "html", Drawing(theme=name)).content.decode()

    assert 'name="_theme"' in page("light")
    assert "light-dark(" in page("light")
    for name in ("ink", "contrast"):
        assert 'name="_theme"' not in page(name)
        assert "light-dark(" not in page(name)
        assert f"--pain:{theme(name)['pain']}" in page(name)
        assert '<meta name="color-scheme" content="light">' in page(name)


def test_the_logo_stands_below_the_drawing(folder: Path) -> None:
    without = run("render", "map.yaml", "--to", "svg", "--theme", "dark").out
    with_logo = run("render", "map.yaml", "--to", "svg", "--theme", "brand.toml").out
    heights = [float(re.search(r'height="([\d.]+)"', svg)[1]) for svg in (without, with_logo)]  # type: ignore[index]
    assert heights[1] > heights[0]
    place = re.search(r'<image [^>]*y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', with_logo)
    assert place is not None
    y, width, height = map(float, place.groups())
    assert heights[0] <= y
    assert y + height < heights[1]
    assert (width, height) == (120, 40)


def test_everything_that_is_wrong_is_told_at_once(folder: Path) -> None:
    found = told(
        folder,
        'extends = "lite"\nlogo = "nowhere.png"\ncolours = 1\n\n[fonts]\nlatin = ["x; } body {"]\ngreek = ["A"]\narabic = "Vazirmatn"\n\n'
        '[colors]\nink = "red"\npian = "#123456"\npain = 3\nneutral = "#FFFFFF"\n',
    )
    assert [(message, line) for message, line, _ in found] == [
        ('unknown key "colours"', 3),
        ('there is no theme "lite"', 1),
        ('"red" is not a colour', 11),
        ('there is no colour "pian"', 12),
        ("a colour was expected here, and this is a whole number", 13),
        ("neutral on bubble has a contrast of 1.00 : 1, and a line or an icon needs 3 : 1", 14),
        ('"nowhere.png" cannot be the logo: there is no such file', 2),
        ('"x; } body {" is not the name of a font', 6),
        ('there is no script "greek"', 7),
        ("a list of one to 8 families was expected here", 8),
    ]
    helps = [help_line for _, _, help_line in found]
    assert helps[0] == 'did you mean "colors"?'
    assert helps[1] == 'did you mean "light"?'
    assert helps[3] == 'did you mean "pain"?'
    assert re.fullmatch("#[0-9A-F]{6} is the nearest colour that passes wherever neutral is used", helps[5])


def test_the_colour_that_was_changed_is_the_one_that_is_told(folder: Path) -> None:
    found = told(folder, '[colors]\nink = "#222222"\nsurface = "#777777"\nink-3 = "#999999"\n')
    assert [line for _, line, _ in found] == [3, 4]
    for _, line, help_line in found:
        colour = help_line.partition(" ")[0]
        fixed = {3: f'surface = "{colour}"', 4: f'ink-3 = "{colour}"'}[line]
        assert not told(folder, f"[colors]\n{fixed}\n")


@pytest.mark.parametrize("text", ["[colors\n", 'a = "\\q"\n', "[colors]\nink = #123456\n"])
def test_broken_toml_is_told_with_its_line(folder: Path, text: str) -> None:
    assert len(told(folder, text)) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"GIF89a", "a GIF"),
        (b"", "empty"),
        (png()[:20], "damaged"),
        (png() + b"\x00" * LARGEST_LOGO, "larger than 256 KiB"),
    ],
)
def test_a_logo_is_a_small_picture(folder: Path, content: bytes, reason: str) -> None:
    (folder / "brand" / "logo.png").write_bytes(content)
    ((message, line, _),) = told(folder, 'logo = "brand/logo.png"\n')
    assert reason in message
    assert line == 1


@pytest.mark.parametrize("path", ["../logo.png", "/etc/passwd", "brand/../../logo.png", "C:logo.png", "out/logo.png"])
def test_a_logo_lies_in_the_project(folder: Path, path: str) -> None:
    (folder / "inner").mkdir()
    (folder / "logo.png").write_bytes(png())
    (folder / "inner" / "out").symlink_to(folder / "brand")
    (folder / "inner" / "brand.toml").write_text(f'logo = "{path}"\n', encoding="utf-8")
    made = read_theme("brand.toml", DiskStore(folder / "inner", 512 * 1024))
    assert [escape.plain(one.message) for one in made.diagnostics] == [f'"{path}" lies outside the project']


def test_wrong_colours_stop_the_drawing_with_a_frame(folder: Path) -> None:
    (folder / "brand.toml").write_text('[colors]\npain = "#FF9A6B"\n', encoding="utf-8")
    made = run("render", "map.yaml", "-o", "map.svg", "--theme", "brand.toml")
    assert made.code == 1
    assert "error[invalid-theme]: pain on pain-fill has a contrast of 1.91 : 1, and a text needs 4.5 : 1" in made.err
    assert "--> brand.toml:2:8" in made.err
    assert 'pain = "#FF9A6B"' in made.err
    assert not (folder / "map.svg").exists()


def test_the_configuration_names_a_theme(folder: Path) -> None:
    (folder / "journeymap.toml").write_text('theme = "ink"\n', encoding="utf-8")
    drawn = run("render", "map.yaml", "--to", "svg").out
    assert drawn == run("render", "map.yaml", "--to", "svg", "--theme", "ink").out
    assert run("render", "map.yaml", "--to", "svg", "--theme", "light").out != drawn  # the option wins

    (folder / "journeymap.toml").write_text('theme = "brand.toml"\n', encoding="utf-8")
    assert "#9B5677" in run("render", "map.yaml", "--to", "svg").out
    assert re.search(r'theme +"brand.toml" +journeymap.toml', run("config").out)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("lihgt", 'there is no theme "lihgt"'),
        ("../brand.toml", '"../brand.toml" lies outside the repository'),
        (" ", '"theme" is empty'),
    ],
)
def test_a_configured_theme_that_cannot_be_is_told(folder: Path, value: str, message: str) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "journeymap.toml").write_text(f'theme = "{value}"\n', encoding="utf-8")
    (folder / "inner" / "map.yaml").write_bytes((folder / "map.yaml").read_bytes())
    made = run("render", "inner/map.yaml", "--to", "svg")
    assert message in made.err
    assert made.code == 1


@pytest.mark.parametrize(
    ("name", "reason"), [("nope.toml", "there is no such file"), ("nope", "there is no theme"), ("brand", "a .toml file")]
)
def test_a_theme_that_is_not_there(folder: Path, name: str, reason: str) -> None:
    made = run("render", "map.yaml", "--to", "svg", "--theme", name)
    assert made.code == 2
    assert reason in made.err
    assert made.out == ""


def test_a_theme_in_another_folder_is_shown_from_here(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "mine.toml").write_text('ink = "#000000"\n', encoding="utf-8")
    assert "--> inner/mine.toml:1:1" in run("render", "map.yaml", "--to", "svg", "--theme", "inner/mine.toml").err


def test_fonts_of_this_machine_are_read_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = assets.templates() / "assets" / "fonts"
    (tmp_path / "inter.ttf").write_bytes((fonts / "inter-400.ttf").read_bytes())
    (tmp_path / "semi.ttf").write_bytes((fonts / "inter-600.ttf").read_bytes())
    (tmp_path / "arabic.otf").write_bytes((fonts / "vazirmatn-400.ttf").read_bytes())
    (tmp_path / "broken.ttf").write_bytes((fonts / "inter-400.ttf").read_bytes()[:200])
    (tmp_path / "empty.ttc").write_bytes(b"")
    monkeypatch.setattr(system_fonts, "folders", lambda: (tmp_path, tmp_path / "nowhere"))
    system_fonts.faces.cache_clear()
    try:
        assert [path.name for path in system_fonts.of_family("inter")] == ["inter.ttf", "semi.ttf"]
        assert system_fonts.of_family("Nobody Sans") == ()
        found = system_fonts.find("aé پ\u200f日", ["Vazirmatn"])
        assert [path.name for path in found.files] == ["arabic.otf", "inter.ttf", "semi.ttf"]
        assert found.missing == {"日"}
        assert ord("€") in system_fonts.signs_of(tmp_path / "inter.ttf")
    finally:
        system_fonts.faces.cache_clear()


def test_the_documentation_shows_what_is_so(folder: Path) -> None:
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    (folder / "logo.png").write_bytes(png())
    assert told(folder, page.partition("```toml\n")[2].partition("```")[0]) == []
    (folder / "brand.toml").write_text('[colors]\npain = "#FF9A6B"\n', encoding="utf-8")
    said = run("render", "map.yaml", "--to", "svg", "--theme", "brand.toml").err
    frame = "\n".join(
        line.removeprefix("    ")
        for line in page.splitlines()
        if line.startswith("    ") and not line.startswith("    journeymap")
    )
    assert frame in said
    assert all(f"`{name}`" in page for name in names())
