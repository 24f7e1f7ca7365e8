"""Make the portraits of the example maps again: simple drawn faces, as PNG of a few kB, from nothing but this file.

    python tools/make_portraits.py

Every pixel is asked which of the ellipses it lies in, the last one wins, four by four times for smooth edges; the
colours are few, so the file has a palette.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import NamedTuple

IMAGES = Path(__file__).resolve().parents[1] / "examples" / "images"
SIDE = 160
FINE = 4
"""Samples a side of one pixel."""
STEPS = 16
"""Levels of each colour channel: few of them keep the file small."""


class Oval(NamedTuple):
    """An ellipse in units of the whole picture; only its part between `top` and `bottom` is drawn."""

    x: float
    y: float
    rx: float
    ry: float
    colour: str
    top: float = 0.0
    bottom: float = 1.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies inside."""
        inside = ((x - self.x) / self.rx) ** 2 + ((y - self.y) / self.ry) ** 2 <= 1
        return inside and self.top <= y <= self.bottom


def face(colours: str, back: list[Oval], front: list[Oval]) -> list[Oval]:
    """Backdrop, hair behind the head, shoulders, neck, head, features, hair before the head.

    `colours` are those of the skin, of its shade, of the shirt and of the backdrop.
    """
    skin, shade, shirt, backdrop = colours.split()
    ink = "#3A2A24"
    return [
        Oval(0.5, 0.5, 1, 1, backdrop),
        *back,
        Oval(0.5, 1.06, 0.42, 0.34, shirt),
        Oval(0.5, 0.74, 0.1, 0.14, shade),
        Oval(0.5, 0.47, 0.205, 0.25, skin),
        Oval(0.3, 0.49, 0.035, 0.05, skin),
        Oval(0.7, 0.49, 0.035, 0.05, skin),
        Oval(0.42, 0.475, 0.02, 0.026, ink),
        Oval(0.58, 0.475, 0.02, 0.026, ink),
        Oval(0.42, 0.425, 0.045, 0.012, ink, bottom=0.425),
        Oval(0.58, 0.425, 0.045, 0.012, ink, bottom=0.425),
        Oval(0.5, 0.55, 0.018, 0.012, shade),
        Oval(0.5, 0.6, 0.07, 0.035, "#B4503F", top=0.6),
        *front,
    ]


PORTRAITS = {
    "sarah": face(
        "#F2C6A5 #DDA683 #2F6F73 #D3E4F5",
        back=[Oval(0.5, 0.5, 0.29, 0.36, "#5A3825"), Oval(0.5, 0.62, 0.28, 0.22, "#5A3825")],
        front=[Oval(0.5, 0.31, 0.225, 0.12, "#5A3825", bottom=0.35), Oval(0.39, 0.335, 0.12, 0.075, "#5A3825")],
    ),
    "harriet": face(
        "#EBBE9E #D29F7E #8A4A6B #EFE6D6",
        back=[Oval(0.5, 0.42, 0.26, 0.28, "#B9B4AE")],
        front=[
            Oval(0.5, 0.29, 0.225, 0.11, "#B9B4AE", bottom=0.34),
            Oval(0.42, 0.475, 0.075, 0.06, "#44506B"),
            Oval(0.42, 0.475, 0.062, 0.048, "#F5DCC8"),
            Oval(0.58, 0.475, 0.075, 0.06, "#44506B"),
            Oval(0.58, 0.475, 0.062, 0.048, "#F5DCC8"),
            Oval(0.5, 0.47, 0.025, 0.007, "#44506B"),
            Oval(0.42, 0.478, 0.02, 0.026, "#3A2A24"),
            Oval(0.58, 0.478, 0.02, 0.026, "#3A2A24"),
        ],
    ),
}


def pixels(ovals: list[Oval]) -> list[tuple[int, int, int]]:
    """The picture row by row."""
    found = []
    for row in range(SIDE):
        for column in range(SIDE):
            sums = [0, 0, 0]
            for part in range(FINE * FINE):
                x = (column + (part % FINE + 0.5) / FINE) / SIDE
                y = (row + (part // FINE + 0.5) / FINE) / SIDE
                colour = next(one.colour for one in reversed(ovals) if one.holds(x, y))
                for channel in range(3):
                    sums[channel] += int(colour[1 + 2 * channel : 3 + 2 * channel], 16)
            found.append(tuple(min(255, round(total / FINE**2 / STEPS) * STEPS) for total in sums))
    return found


def png(colours: list[tuple[int, int, int]]) -> bytes:
    """A PNG with a palette."""
    palette = sorted(set(colours))
    places = {colour: place for place, colour in enumerate(palette)}
    rows = b"".join(
        b"\0" + bytes(places[colour] for colour in colours[start : start + SIDE]) for start in range(0, len(colours), SIDE)
    )
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(bytes(colour) for colour in palette)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    parts = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def main() -> None:
    """Write a file for each portrait."""
    IMAGES.mkdir(exist_ok=True)
    for name, ovals in PORTRAITS.items():
        (IMAGES / f"{name}.png").write_bytes(png(pixels(ovals)))


if __name__ == "__main__":
    main()
