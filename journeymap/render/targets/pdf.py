"""`--to pdf`: the picture of `--to svg` on one page of A3, to print or to send. Needs the extra `journeymap[pdf]`.

Texts stay texts, fonts are embedded, and the page is tagged: a screen reader hears title and description. It is declared as
PDF/UA-1 where the engine can promise that, which marks over Arabic letters can prevent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from journeymap import escape
from journeymap.errors import EngineError
from journeymap.render.drawing import Drawing, Target
from journeymap.render.scene import VIEWS
from journeymap.render.sheet import sheet

if TYPE_CHECKING:
    from journeymap.render.board.types import Board

_LONG, _SHORT = "420mm", "297mm"
_PAGE = b"""#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.lang)
#set page(width: eval(sys.inputs.width), height: eval(sys.inputs.height), margin: 0mm, fill: rgb(sys.inputs.fill))
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "contain", alt: sys.inputs.alt)
"""
"""The whole document. Everything of the map comes in as data, and nothing of it is read as markup."""


def _render(board: Board, drawing: Drawing) -> bytes:
    try:
        import typst  # here: an extra, and only this target needs it
    except ImportError:
        raise EngineError("PDF is made by typst, which is not installed", "run: pip install 'journeymap[pdf]'") from None
    page = sheet(board, drawing)
    scene = page.scene
    is_wide = scene.width >= scene.height
    inputs = {
        "svg": page.svg,
        "title": escape.json(scene.title),
        "alt": escape.json(scene.description),
        "lang": _language(scene.language),
        "fill": page.theme["background"],
        "width": _LONG if is_wide else _SHORT,
        "height": _SHORT if is_wide else _LONG,
    }
    folders = sorted({str(file.parent) for file in page.fonts})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)

    def compiled(standard: Literal["ua-1"] | None) -> bytes:
        made: object = typst.compile(
            _PAGE, font_paths=fonts, format="pdf", sys_inputs=inputs, pdf_standards=standard, timestamp=0
        )
        assert isinstance(made, bytes)
        return made

    try:
        return compiled("ua-1")
    except typst.TypstError:  # a sign without a font, or marks over letters: it cannot promise that every sign can be copied
        return compiled(None)


def _language(tag: str) -> str:
    """The language for PDF readers: two or three letters, English for what is none."""
    first = tag.lower().replace("_", "-").partition("-")[0]
    return first if first.isascii() and first.isalpha() and len(first) in {2, 3} else "en"


TARGET = Target(suffix=".pdf", media_type="application/pdf", views=VIEWS, render=_render)
