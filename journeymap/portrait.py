"""What a persona's picture is: PNG, JPEG or WebP by its first bytes, whatever its name says, with its size in pixels.

Never SVG, which can hold scripts and outside references. Nothing is decoded: the bytes go on as they are, and what they
show is the business of whoever looks at the drawing.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PIXELS = 4096
"""A side of a picture: more pixels are of no use in a circle of 100, and a small file can claim very many."""
_TYPES = "use a PNG, JPEG or WebP file"
_KNOWN = ((b"GIF8", "a GIF"), (b"BM", "a BMP"), (b"II*\x00", "a TIFF"), (b"MM\x00*", "a TIFF"), (b"%PDF", "a PDF"))
_ISO_BRANDS = {b"avif": "an AVIF", b"avis": "an AVIF", b"heic": "a HEIC", b"heix": "a HEIC", b"mif1": "a HEIC"}
_LFS = b"version https://git-lfs.github.com/spec/"
_MARKUP_WINDOW = 1024
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that are followed by the size."""
_ALONE = frozenset(range(0xD0, 0xDA)) | {0x01}
"""Markers of a JPEG that have no length."""
_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class Portrait:
    """A picture that may be embedded."""

    media_type: str
    """`image/png`, `image/jpeg` or `image/webp`."""
    content: bytes
    width: int
    """In pixels."""
    height: int


class PortraitError(Exception):
    """Why bytes cannot be a persona's picture, in a few words, and what to do."""

    def __init__(self, problem: str, help_line: str) -> None:
        """Keep both."""
        super().__init__(problem)
        self.problem = problem
        self.help_line = help_line


def portrait(content: bytes, most: int) -> Portrait:
    """The picture in `content`, of at most `most` bytes. Raises `PortraitError`."""
    if len(content) > most:
        raise PortraitError(f"it is larger than {_size(most)}", "make it smaller; 256 pixels a side are enough")
    for media_type, start, size in _READERS:
        if start(content):
            try:
                width, height = size(content)
            except (struct.error, IndexError, ValueError):
                raise PortraitError("it is damaged: its size cannot be read", "save the picture again") from None
            return Portrait(media_type, content, *_bounded(width, height))
    raise PortraitError(_what_it_is(content), _TYPES)


def _bounded(width: int, height: int) -> tuple[int, int]:
    if not (width and height):
        raise PortraitError("it is damaged: it has no size", "save the picture again")
    if max(width, height) > MOST_PIXELS:
        problem = f"it is {width} x {height} pixels, and a side has at most {MOST_PIXELS}"
        raise PortraitError(problem, "make it smaller; 256 pixels a side are enough")
    return width, height


def _size(most: int) -> str:
    for unit, name in ((1024 * 1024, "MiB"), (1024, "KiB")):
        if most % unit == 0:
            return f"{most // unit} {name}"
    return f"{most} bytes"


def _what_it_is(content: bytes) -> str:
    if not content:
        return "it is empty"
    if content.startswith(_LFS):
        return "it is a Git LFS pointer, not the picture (`git lfs pull` brings it)"
    start = content[:_MARKUP_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")):
        return "it is SVG or other markup, which can hold scripts"
    if content[4:8] == b"ftyp" and content[8:12] in _ISO_BRANDS:
        return f"it is {_ISO_BRANDS[content[8:12]]}"
    known = next((name for first, name in _KNOWN if content.startswith(first)), None)
    return f"it is {known}" if known else "it is no picture that we know"


def _png(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR":
        raise ValueError
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    place = 2
    while True:
        if content[place] != 0xFF:  # noqa: PLR2004 -- the byte that begins a marker
            raise ValueError
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 -- fill bytes
            place += 1
        elif marker in _ALONE:
            place += 2
        elif marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        elif marker == _SCAN:
            raise ValueError
        else:
            place += 2 + max(2, struct.unpack(">H", content[place + 2 : place + 4])[0])


def _webp(content: bytes) -> tuple[int, int]:
    kind, data = content[12:16], content[20:30]
    if kind == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L" and data[:1] == b"\x2f":
        (bits,) = struct.unpack("<I", data[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X" and len(data) == 10:  # noqa: PLR2004 -- what is read below
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    raise ValueError


_READERS: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    ("image/png", lambda content: content.startswith(_PNG), _png),
    ("image/jpeg", lambda content: content.startswith(_JPEG), _jpeg),
    ("image/webp", lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp),
)
