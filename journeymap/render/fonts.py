"""Which fonts a picture asks for, and the subsets that it carries.

Latin text is drawn with Inter and Arabic script with Vazirmatn, both embedded as the fixed files of tools/make_fonts.py:
nothing is cut at run time, so the same map gives the same bytes everywhere. Chinese, Japanese and Korean take the
reader's own font; one that covers a map would weigh more than the map.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from journeymap import assets
from journeymap.render.measure import has_arabic, has_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from journeymap.render.theme import Script

# Named families first, a generic one last: without it importers fall back to a serif font.
_LATIN = "Inter,'Segoe UI',system-ui,-apple-system,'Helvetica Neue',Arial,'Noto Sans',sans-serif"
_ARABIC = "Vazirmatn,'Segoe UI',Tahoma,'Noto Sans Arabic','Noto Sans',sans-serif"
_CJK = {
    "zh": "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',sans-serif",
    "zh-hant": "'PingFang TC','Microsoft JhengHei','Noto Sans CJK TC','Noto Sans TC','Source Han Sans TC',sans-serif",
    "ja": "'Hiragino Sans','Yu Gothic',Meiryo,'Noto Sans CJK JP','Noto Sans JP',sans-serif",
    "ko": "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans CJK KR','Noto Sans KR',sans-serif",
}
_KANA, _HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")
_TRADITIONAL = ("hant", "tw", "hk", "mo")
_OTHER_RTL = frozenset({"he", "iw", "yi", "dv", "nqo", "syr"})
_FILES = {"latin": ("Inter", "inter"), "arabic": ("Vazirmatn", "vazirmatn")}


def script_of(language: str, direction: Literal["ltr", "rtl"]) -> Script:
    """The script that most of a map in this language is written in, as far as fonts care."""
    first = language.lower().partition("-")[0]
    if first in {"zh", "yue", "ja", "ko"}:
        return "cjk"
    return "arabic" if direction == "rtl" and first not in _OTHER_RTL else "latin"


def script_for(text: str, usual: Script) -> Script:
    """The script whose font draws a line: the map's own unless the line needs another one."""
    if text.isascii():
        return usual
    if has_arabic(text):
        return "arabic"
    return "cjk" if has_cjk(text) else usual


def language_of(text: str) -> str:
    """The language whose shapes of ideographs a line in another script's map wants, where its own letters tell: `ja`, `ko`."""
    return "ja" if _KANA.search(text) else "ko" if _HANGUL.search(text) else ""


def family(script: Script, language: str = "", own: Mapping[Script, tuple[str, ...]] | None = None) -> str:
    """The list of families for `font-family`; those of a theme of one's `own` come first."""
    return "".join(f"'{name}'," for name in (own or {}).get(script, ())) + _family(script, language)


def families(script: Script, language: str = "") -> tuple[str, ...]:
    """The same as single names, without the generic one."""
    return tuple(name.strip("'") for name in _family(script, language).split(",")[:-1])


def _family(script: Script, language: str) -> str:
    if script == "latin":
        return _LATIN
    if script == "arabic":
        return _ARABIC
    first, *others = language.lower().replace("_", "-").split("-")
    if first in {"zh", "yue"} and any(part in _TRADITIONAL for part in others):
        return _CJK["zh-hant"]
    return _CJK.get(first, _CJK["zh"])


def faces(used: Iterable[tuple[Script, int]]) -> str:
    """The `@font-face` rules of the scripts and weights that are used, with the fonts in them."""
    return "".join(_face(script, weight) for script, weight in sorted(set(used)) if script in _FILES)


@cache
def _face(script: Script, weight: int) -> str:
    name, file = _FILES[script]
    content = base64.b64encode(assets.data(f"assets/fonts/{file}-{weight}.woff2")).decode("ascii")
    return f"@font-face{{font-family:{name};font-weight:{weight};src:url(data:font/woff2;base64,{content})}}"
