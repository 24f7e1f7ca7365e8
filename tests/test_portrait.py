"""Personas' pictures: what may be one, what is said about the others, and where they end up."""

from __future__ import annotations

import base64
import importlib
import re
import struct
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import EXAMPLES, ROOT, run

from journeymap.portrait import MOST_PIXELS, PortraitError, portrait

MAP = """\
journeymap: 1
title: A way home
state: current
personas:
  - {{name: Ines, image: "{}", alt: "A woman & <a dog>"}}
stages: [Leave]
"""
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 30, 40) + b"\x08\x02\0\0\0"
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    b"\xff\xff\xfe\0\6abcd"  # a comment, after a fill byte
    b"\xff\xc2\0\x11\x08" + struct.pack(">HH", 40, 30) + b"\3\1\x22\0\2\x11\1\3\x11\1"
)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 30 | 0x4000, 40)
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 29 | 39 << 14) + b"\0" * 5
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + (29).to_bytes(3, "little") + (39).to_bytes(3, "little")
KINDS = {"png": PNG, "jpeg": JPEG, "lossy": LOSSY, "lossless": LOSSLESS, "extended": EXTENDED}


@pytest.mark.parametrize("name", KINDS)
def test_the_first_bytes_say_what_it_is_and_how_large(name: str) -> None:
    found = portrait(KINDS[name], 1000)

    assert found.media_type == {"png": "image/png", "jpeg": "image/jpeg"}.get(name, "image/webp")
    assert (found.width, found.height, found.content) == (30, 40, KINDS[name])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is SVG or other markup, which can hold scripts"),
        (b"\xef\xbb\xbf\n  <?xml version='1.0'?><svg/>", "it is SVG or other markup, which can hold scripts"),
        (b"GIF89a", "it is a GIF"),
        (b"\0\0\0\x20ftypavif", "it is an AVIF"),
        (b"version https://git-lfs.github.com/spec/v1\n", "it is a Git LFS pointer, not the picture (`git lfs pull` brings it)"),
        (b"hello", "it is no picture that we know"),
        (PNG[:20], "it is damaged: its size cannot be read"),
        (JPEG[:12], "it is damaged: its size cannot be read"),
        (b"\xff\xd8\xff\xda", "it is damaged: its size cannot be read"),
        (LOSSY[:22], "it is damaged: its size cannot be read"),
        (PNG.replace(struct.pack(">I", 30), struct.pack(">I", 0)), "it is damaged: it has no size"),
        (
            PNG.replace(struct.pack(">I", 30), struct.pack(">I", 99999)),
            f"it is 99999 x 40 pixels, and a side has at most {MOST_PIXELS}",
        ),
        (PNG + b"x" * 1024, "it is larger than 1 KiB"),
    ],
)
def test_what_else_it_is_is_said(content: bytes, problem: str) -> None:
    with pytest.raises(PortraitError) as told:
        portrait(content, 1024)

    assert told.value.problem == problem
    assert told.value.help_line


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 60), st.binary(max_size=60))
def test_no_bytes_are_too_odd(name: str, cut: int, rest: bytes) -> None:
    try:
        found = portrait(KINDS[name][:cut] + rest, 1000)
    except PortraitError:
        return
    assert 0 < found.width <= MOST_PIXELS
    assert 0 < found.height <= MOST_PIXELS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    (project / "journeymap.toml").write_text("")
    (project / "ines.png").write_bytes(PNG)
    monkeypatch.chdir(project)
    return project


def test_the_suffix_says_nothing(folder: Path) -> None:
    (folder / "ines.svg").write_bytes(JPEG)
    (folder / "map.yaml").write_text(MAP.format("ines.svg"))

    assert run("validate", "map.yaml").code == 0
    assert "data:image/jpeg;base64," in run("render", "map.yaml", "--to", "svg").out


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gone.png", "there is no such file"),
        ("../outside.png", "it lies outside the project"),
        ("link.png", "it lies outside the project"),
        ("/etc/passwd", "it lies outside the project"),
        (".", "it names a folder"),
        ("sub", "is a folder, not a file"),
        ("drawn.png", "it is SVG or other markup, which can hold scripts"),
        ("large.png", "it is larger than 1 MiB"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_and_the_map_is_drawn(folder: Path, name: str, problem: str) -> None:
    (folder.parent / "outside.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(folder.parent / "outside.png")
    (folder / "sub").mkdir()
    (folder / "drawn.png").write_bytes(b"<svg onload='alert(1)'/>")
    (folder / "large.png").write_bytes(PNG + b"\0" * 1024 * 1024)
    (folder / "map.yaml").write_text(MAP.format(name))
    told = run("validate", "map.yaml", "--format", "concise")
    drawn = run("render", "map.yaml", "--to", "svg")

    assert told.code == drawn.code == run("lint", "map.yaml").code == 1
    assert f'map.yaml:5:25: error[image-failed] cannot use the picture "{name}": {problem}' in told.out
    assert "image-failed" in drawn.err
    assert "<svg" in drawn.out
    assert "<image" not in drawn.out
    assert ">I</text>" in drawn.out


def test_the_limit_is_a_matter_of_configuration(folder: Path) -> None:
    (folder / "map.yaml").write_text(MAP.format("ines.png"))
    (folder / "journeymap.toml").write_text("[limits]\nimage = 20\n")

    assert "it is larger than 20 bytes" in run("validate", "map.yaml").out


def test_a_picture_with_a_fault_stops_no_diff(folder: Path) -> None:
    (folder / "old.yaml").write_text(MAP.format("gone.png"))
    (folder / "new.yaml").write_text(MAP.format("ines.png").replace("Leave", "Leave early"))
    outcome = run("diff", "old.yaml", "new.yaml")

    assert "Leave early" in outcome.out
    assert "image-failed" in outcome.err


def test_the_picture_is_embedded_with_its_words(folder: Path) -> None:
    (folder / "map.yaml").write_text(MAP.format("ines.png"))
    data = base64.b64encode(PNG).decode()
    for view in ("map", "personas"):
        svg = run("render", "map.yaml", "--view", view, "--to", "svg").out
        html = run("render", "map.yaml", "--view", view, "--to", "html").out
        root = ET.fromstring(svg)
        (image,) = root.iter("{http://www.w3.org/2000/svg}image")
        clip = re.fullmatch(r"url\(#(\w+)\)", image.attrib["clip-path"])
        (circle,) = next(one for one in root.iter("{http://www.w3.org/2000/svg}clipPath") if one.attrib["id"] == clip[1])
        x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        left, top, width, height = (float(image.attrib[name]) for name in ("x", "y", "width", "height"))

        assert image.attrib["{http://www.w3.org/1999/xlink}href"] == f"data:image/png;base64,{data}"
        assert image[0].text == "A woman & <a dog>"
        assert width / height == pytest.approx(30 / 40, abs=0.01), "it is not squeezed"
        assert left <= x - r + 0.01
        assert top <= y - r + 0.01
        assert left + width >= x + r - 0.01
        assert top + height >= y + r - 0.01
        assert f'<img class="av" src="data:image/png;base64,{data}" alt="A woman &amp; &lt;a dog&gt;"' in html


def test_the_portraits_of_the_examples_are_what_their_script_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    make_portraits = importlib.import_module("make_portraits")
    del sys.modules["make_portraits"]  # see `_same_values_everywhere`

    monkeypatch.setattr(make_portraits, "IMAGES", tmp_path)
    make_portraits.main()
    for path in tmp_path.iterdir():
        made, kept = (unpacked(one.read_bytes()) for one in (path, EXAMPLES / "images" / path.name))

        assert made == kept
        assert path.stat().st_size < 5000


def unpacked(content: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG; how well its rows are packed is the business of the library that did it."""
    chunks, place = [], 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        chunks.append((kind, zlib.decompress(data) if kind == b"IDAT" else data))
        place += 12 + length
    return chunks
