"""What PNG and PDF are made of: the SVG of a picture, and the font files that draw every sign in it.

The engines get files and no list of the machine's fonts: our own two families, those of the theme, and what the machine
has for signs that ours lack. So one machine always draws the same, and what no font can draw is said.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from journeymap import assets, escape
from journeymap.render import fonts, system_fonts
from journeymap.render.measure import has_arabic, has_cjk
from journeymap.render.scene import layout
from journeymap.render.scene.shapes import Group, TextLine
from journeymap.render.svg import write_svg
from journeymap.render.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from journeymap.render.board.types import Board
    from journeymap.render.drawing import Drawing
    from journeymap.render.scene.shapes import Scene, Shape
    from journeymap.render.theme import Script, Theme

_FREE = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Color Emoji")
"""Families to look at for scripts that no list of ours is about."""
_SHOWN = 3
_CJK = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One picture, ready for an engine."""

    scene: Scene
    svg: str
    theme: Theme
    fonts: tuple[Path, ...]


def sheet(board: Board, drawing: Drawing) -> Sheet:
    """Lay out and write the picture, and find its fonts; what is missing is told to `drawing.warn`."""
    scene = layout(board, drawing)
    if scene.warning:
        drawing.warn(scene.warning)
    look = theme(drawing.theme)
    files = [*_own_files(), *_of_theme(look, drawing)]
    signs = {sign for line in _lines(scene.shapes) for sign in escape.plain(line.text) if sign.isprintable()}
    lacking = sorted(sign for sign in signs if all(ord(sign) not in system_fonts.signs_of(file) for file in files))
    if lacking:
        found = system_fonts.find(lacking, (*fonts.families(_script(lacking, scene), _language(lacking, scene)), *_FREE))
        files += found.files
        if found.missing:
            drawing.warn(_missing(sorted(found.missing), scene))
    return Sheet(scene, write_svg(scene, look, fonts=False), look, tuple(dict.fromkeys(files)))


@cache
def _own_files() -> tuple[Path, ...]:
    """Our subsets as files: the engines read no woff2."""
    return tuple(sorted((assets.templates() / "assets" / "fonts").glob("*.ttf")))


def _of_theme(look: Theme, drawing: Drawing) -> Iterator[Path]:
    """The files of the theme's families. The first of a script has to be there, the others stand in for it."""
    for families in look.fonts.values():
        found = [system_fonts.of_family(family) for family in families]
        if not found[0]:
            drawing.warn(f'the font "{families[0]}" of the theme is not installed here, and another one draws its texts')
        yield from (file for files in found for file in files)


def _lines(shapes: Iterable[Shape]) -> Iterator[TextLine]:
    for shape in shapes:
        if isinstance(shape, TextLine):
            yield shape
        elif isinstance(shape, Group):
            yield from _lines(shape.shapes)


def _script(signs: list[str], scene: Scene) -> Script:
    text = "".join(signs)
    if has_cjk(text):
        return "cjk"
    return "arabic" if has_arabic(text) else fonts.script_of(scene.language, scene.direction)


def _language(signs: list[str], scene: Scene) -> str:
    return scene.language if fonts.script_of(scene.language, scene.direction) == "cjk" else fonts.language_of("".join(signs))


def _missing(signs: list[str], scene: Scene) -> str:
    """What cannot be drawn, and what would help."""
    text = "".join(signs)
    examples = " ".join(signs[:_SHOWN])
    count = f"{len(signs)} signs of the map, such as" if len(signs) > _SHOWN else "these signs of the map:"
    name = _CJK.get(_language(signs, scene).partition("-")[0], _CJK["zh"]) if has_cjk(text) else _noto(signs[0])
    return (
        f"no font on this machine has {count} {examples} - they are blank in the picture; install {name} (fonts.google.com/noto)"
    )


def _noto(sign: str) -> str:
    """The family of Noto for the script of a sign, whose name begins with the script's."""
    if unicodedata.category(sign) == "So":
        return "Noto Color Emoji"
    return f"Noto Sans {unicodedata.name(sign, 'Symbols').split()[0].title()}"
