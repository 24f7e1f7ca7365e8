"""Make templates/assets/icons.json again, from the npm package of the Lucide icons.

    npm pack lucide-static
    python tools/make_icons.py lucide-static-*.tgz

Each icon becomes SVG path data on a square of 24 units, to be drawn with a stroke of 2 and round ends. Rectangles,
circles and lines are turned into paths, so that an icon is one element.
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
from pathlib import Path
from xml.etree import ElementTree as ET

ASSETS = Path(__file__).resolve().parents[1] / "templates" / "assets"
# Lanes, faces, channels, states, marks: what a view may ask for. A name that is not here draws nothing.
NAMES = [
    "angry", "arrow-right", "arrow-up-right", "badge-check", "ban", "bell", "book-open", "bot", "brain", "briefcase",
    "building", "calendar", "camera", "chart-column", "circle-alert", "circle-check", "circle-dashed", "circle-help",
    "circle-x", "clipboard-list", "clock", "coins", "credit-card", "door-open", "external-link", "eye", "file-text", "flag",
    "footprints", "frown", "gauge", "gem", "globe", "graduation-cap", "handshake", "headphones", "heart", "hospital",
    "hourglass", "house", "key-round", "laugh", "layers", "lightbulb", "link", "list", "log-out", "mail", "map-pin", "meh",
    "megaphone", "message-circle", "message-square", "minus", "monitor", "newspaper", "package", "phone", "printer",
    "qr-code", "quote", "receipt", "repeat", "rocket", "search", "server", "settings", "share-2", "shield", "shopping-cart",
    "smartphone", "smile", "sparkles", "star", "store", "tag", "target", "thumbs-up", "trending-down", "trending-up",
    "triangle-alert", "truck", "tv", "user", "users", "utensils", "video", "wallet", "wifi", "wrench", "zap",
]  # fmt: skip

NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
FIRST_MOVE = re.compile(rf"^m\s*(?P<x>{NUMBER})[\s,]*(?P<y>{NUMBER})[\s,]*(?P<line>(?=[-.\d]))?")


def main() -> None:
    """Write icons.json and the licence text."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path, help="the archive that `npm pack lucide-static` left")
    with tarfile.open(parser.parse_args().archive) as archive:
        icons = {name: outline(read(archive, f"icons/{name}.svg")) for name in sorted(NAMES)}
        licence = read(archive, "LICENSE")
    text = json.dumps(icons, indent=0, separators=(",", ":"))
    (ASSETS / "icons.json").write_text(text + "\n", encoding="utf-8")
    (ASSETS / "licenses" / "lucide-ISC.txt").write_text(licence.strip() + "\n", encoding="utf-8")


def read(archive: tarfile.TarFile, name: str) -> str:
    """One text file of the archive."""
    stream = archive.extractfile(f"package/{name}")
    if stream is None:
        raise SystemExit(f"{archive.name} has no {name}")
    return stream.read().decode("utf-8")


def outline(svg: str) -> str:
    """The whole drawing as path data."""
    return "".join(path(element.tag.rpartition("}")[2], dict(element.attrib)) for element in ET.fromstring(svg))


def path(tag: str, attributes: dict[str, str]) -> str:
    """One element as path data that begins with an absolute move."""
    if tag == "path":
        return FIRST_MOVE.sub(absolute, attributes["d"])
    if tag in {"polyline", "polygon"}:
        return "M" + attributes["points"] + ("z" if tag == "polygon" else "")
    number = {name: float(value) for name, value in attributes.items() if re.fullmatch(r"-?[\d.]+", value)}
    if tag == "line":
        return f"M{number['x1']:g} {number['y1']:g}L{number['x2']:g} {number['y2']:g}"
    if tag in {"circle", "ellipse"}:
        rx, ry = number.get("r") or number["rx"], number.get("r") or number["ry"]
        half = f"a{rx:g} {ry:g} 0 0 1"
        return f"M{number['cx'] - rx:g} {number['cy']:g}{half} {2 * rx:g} 0{half} {-2 * rx:g} 0z"
    if tag == "rect":
        return rectangle(number, number.get("rx", number.get("ry", 0)))
    raise SystemExit(f"an element that is not known here: {tag}")


def absolute(move: re.Match[str]) -> str:
    """A first move that is written as relative, as the absolute one that it is; pairs that follow it stay relative lines."""
    return f"M{move['x']} {move['y']}" + ("" if move["line"] is None else "l")


def rectangle(number: dict[str, float], radius: float) -> str:
    """A rectangle, clockwise from behind its upper left corner."""
    width, height = number["width"] - 2 * radius, number["height"] - 2 * radius
    sides = (f"h{width:g}", f"v{height:g}", f"h{-width:g}", f"v{-height:g}")
    turns = ("{0:g} {0:g}", "{1:g} {0:g}", "{1:g} {1:g}", "{0:g} {1:g}")
    data = f"M{number.get('x', 0) + radius:g} {number.get('y', 0):g}"
    for side, turn in zip(sides, turns, strict=True):
        data += side + (f"a{radius:g} {radius:g} 0 0 1 {turn.format(radius, -radius)}" if radius else "")
    return data + "z"


if __name__ == "__main__":
    main()
