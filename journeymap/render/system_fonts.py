"""The fonts of this machine: which faces there are, and which of them have the signs that ours lack.

PNG and PDF are drawn here, not by the reader, so a sign that no font has would be missing without a word. Only what is
asked for is read of a file: names, weight and the table of signs of TrueType, OpenType and their collections.
"""

from __future__ import annotations

import os
import struct
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_LARGEST_TABLE = 4 * 1024 * 1024
_MOST_FACES = 64
_COLLECTION = b"ttcf"
_FAMILY_NAMES = {1, 16}
_WINDOWS, _UNICODE = 3, 0
_REGULAR, _SEMIBOLD = 400, 600
_ITALIC = 0x01
_LAST_BEFORE_END = 0xFFFE
"""The last sign of a segment is one: U+FFFF only ends the table."""


class Face(NamedTuple):
    """One face of a file. `families` are its names in lower case."""

    path: Path
    offset: int
    """Where its table of tables starts."""
    families: frozenset[str]
    weight: int
    italic: bool


class Found(NamedTuple):
    """The files to load, and the signs that no font here has."""

    files: tuple[Path, ...]
    missing: frozenset[str]


def find(signs: Iterable[str], families: Sequence[str]) -> Found:
    """Files that have `signs` between them: of the named families, in that order, before all others."""
    wanted = {sign for sign in signs if not _is_silent(sign)}
    files: list[Path] = []
    ranks = {name.casefold(): rank for rank, name in enumerate(families)}
    ordered = sorted(faces(), key=lambda face: _rank(face, ranks))
    for family in dict.fromkeys(_family(face, ranks) for face in ordered):
        if not wanted:
            break
        same = [face for face in ordered if _family(face, ranks) == family]
        has = _signs(same[0].path, same[0].offset)
        if any(ord(sign) in has for sign in wanted):
            files += [face.path for face in _two_weights(same)]
            wanted = {sign for sign in wanted if ord(sign) not in has}
    return Found(tuple(dict.fromkeys(files)), frozenset(wanted))


def of_family(name: str) -> tuple[Path, ...]:
    """The files of one family in the weights that pictures use; none where it is not installed."""
    return tuple(dict.fromkeys(face.path for face in _two_weights([one for one in faces() if name.casefold() in one.families])))


def signs_of(path: Path) -> frozenset[int]:
    """The code points that a file of ours has."""
    return _signs(path, 0)


def folders() -> tuple[Path, ...]:
    """Where fonts are installed."""
    home = Path("~").expanduser()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")
    if sys.platform == "darwin":
        places = ("/System/Library/Fonts", "/System/Library/AssetsV2", "/Library/Fonts")
        return *map(Path, places), home / "Library" / "Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts", home / ".fonts"


@cache
def faces() -> tuple[Face, ...]:
    """Every upright face there is, by path."""
    paths = sorted(Path(folder, name) for top in folders() for folder, _, names in os.walk(top) for name in names)
    found = (face for path in paths if path.suffix.lower() in _SUFFIXES for face in _faces(path))
    return tuple(face for face in found if not face.italic)


def _rank(face: Face, ranks: dict[str, int]) -> tuple[int, bool, bool, int, str]:
    """Named families first, then those without serifs, regular before bold."""
    named = min((ranks[name] for name in face.families if name in ranks), default=len(ranks))
    words = " ".join(sorted(face.families))
    return named, "mono" in words, "sans" not in words, abs(face.weight - _REGULAR), str(face.path)


def _family(face: Face, ranks: dict[str, int]) -> str:
    """What holds the weights of one design together."""
    return min(face.families, key=lambda name: (ranks.get(name, len(ranks)), len(name), name))


def _two_weights(same: list[Face]) -> list[Face]:
    """The faces that are nearest to regular and to semibold."""
    return [min(same, key=lambda face: (abs(face.weight - weight), str(face.path))) for weight in (_REGULAR, _SEMIBOLD) if same]


def _is_silent(sign: str) -> bool:
    """Whether a sign shows nothing: blanks, marks of direction, joiners, variation selectors."""
    return (
        sign.isspace() or sign in "\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff" or "\u202a" <= sign <= "\u2069"
    )


def _faces(path: Path) -> Iterator[Face]:
    """The faces of one file; a file that is no font has none."""
    try:
        with path.open("rb") as stream:
            for offset in _offsets(stream):
                tables = _tables(stream, offset)
                families = _names(_table(stream, tables, b"name"))
                weight, italic = _style(_table(stream, tables, b"OS/2"))
                if families:
                    yield Face(path, offset, families, weight, italic)
    except (OSError, struct.error):
        return


def _offsets(stream: BinaryIO) -> tuple[int, ...]:
    """Where the faces of a file start: one of a collection after the other, or the file itself."""
    if stream.read(4) != _COLLECTION:
        return (0,)
    _, count = struct.unpack(">LL", stream.read(8))
    count = min(count, _MOST_FACES)
    return struct.unpack(f">{count}L", stream.read(4 * count))


def _tables(stream: BinaryIO, offset: int) -> dict[bytes, tuple[int, int]]:
    """Where each table of a face lies, and its length."""
    stream.seek(offset)
    count = struct.unpack(">4xH6x", stream.read(12))[0]
    records = struct.iter_unpack(">4s4xLL", stream.read(16 * count))
    return {tag: (start, length) for tag, start, length in records}


def _table(stream: BinaryIO, tables: dict[bytes, tuple[int, int]], tag: bytes) -> bytes:
    start, length = tables.get(tag, (0, 0))
    stream.seek(start)
    return stream.read(min(length, _LARGEST_TABLE))


def _names(table: bytes) -> frozenset[str]:
    """The family names, in lower case."""
    if not table:
        return frozenset()
    count, strings = struct.unpack_from(">2xHH", table)
    found = set()
    for index in range(count):
        platform, name, length, start = struct.unpack_from(">H4xHHH", table, 6 + 12 * index)
        if name in _FAMILY_NAMES:
            raw = table[strings + start : strings + start + length]
            text = raw.decode("utf-16-be" if platform in {_WINDOWS, _UNICODE} else "latin-1", "replace")
            found.add(text.casefold())
    return frozenset(found)


def _style(table: bytes) -> tuple[int, bool]:
    """The weight, and whether the face is italic."""
    if not table:
        return _REGULAR, False
    return struct.unpack_from(">4xH", table)[0], bool(struct.unpack_from(">62xH", table)[0] & _ITALIC)


@cache
def _signs(path: Path, offset: int) -> frozenset[int]:
    """The code points of one face."""
    try:
        with path.open("rb") as stream:
            return frozenset(_code_points(_table(stream, _tables(stream, offset), b"cmap")))
    except (OSError, struct.error):
        return frozenset()


def _code_points(table: bytes) -> Iterator[int]:
    """What the tables of signs list, in the two layouts that every font of today has."""
    count = struct.unpack_from(">2xH", table)[0]
    starts = {struct.unpack_from(">4xL", table, 4 + 8 * index)[0] for index in range(count)}
    for start in sorted(starts):
        layout = struct.unpack_from(">H", table, start)[0]
        if layout == 4:  # noqa: PLR2004 -- the number of the layout for the first 65,536 signs
            yield from _segments(table, start)
        elif layout == 12:  # noqa: PLR2004 -- and the one for all
            groups = struct.unpack_from(">12xL", table, start)[0]
            for first, last in struct.iter_unpack(">LL4x", table[start + 16 : start + 16 + 12 * groups]):
                yield from range(first, min(last, 0x10FFFF) + 1)


def _segments(table: bytes, start: int) -> Iterator[int]:
    half = struct.unpack_from(">6xH", table, start)[0] // 2
    ends = struct.unpack_from(f">{half}H", table, start + 14)
    firsts = struct.unpack_from(f">{half}H", table, start + 16 + 2 * half)
    for first, last in zip(firsts, ends, strict=True):
        yield from range(first, min(last, _LAST_BEFORE_END) + 1)
