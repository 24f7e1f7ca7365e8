"""From bytes to text. A map is UTF-8; what is not is told with the encoding that it looks like."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from journeymap.document import _words
from journeymap.document._lines import Lines
from journeymap.document._telling import Told, diagnostic
from journeymap.limits import DEFAULT
from journeymap.source import Source

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic
    from journeymap.limits import Limits

_SAVE_AS = 'save the file again as UTF-8 ("Save with Encoding" in most editors, "Encoding" beside the name in Windows Notepad)'
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (office documents are such archives)"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_SAMPLE = 20_000


def decode(path: str, data: bytes, limits: Limits = DEFAULT) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """The text of a file, or why there is none: it is too large, or its bytes are not UTF-8."""
    if len(data) > limits.bytes:
        return None, (diagnostic(path, Lines(""), _words.too_large(limits.bytes)),)
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as problem:
        return None, (_not_utf_8(path, body, problem.start),)
    if "\0" in text:
        return None, (_zero_byte(path, body, text),)
    return Source(path, text, bom), ()


def _not_utf_8(path: str, body: bytes, index: int) -> Diagnostic:
    before = body[:index].decode("utf-8")
    guess = _encoding(body)
    kind = next((kind for sign, kind in _SIGNATURES if body.startswith(sign)), None)
    if kind is not None:
        told = _told(0, 0, f"the file is not text but {kind}", "name a text file in YAML")
    elif guess is not None and guess.startswith("UTF"):
        told = _told(0, 0, f"the file is not UTF-8; it looks like {guess}", _SAVE_AS)
    elif guess is not None:
        told = _told(len(before), len(before) + 1, f"the file is not UTF-8; it looks like {guess}", _SAVE_AS)
    elif b"\0" in body[:_SAMPLE]:
        told = _told(0, 0, "the file is not text", "name a text file in YAML")
    else:
        told = _told(len(before), len(before) + 1, "this character is not UTF-8", f"type it again, or {_SAVE_AS}")
    return diagnostic(path, Lines(before + "\ufffd"), told)


def _zero_byte(path: str, body: bytes, text: str) -> Diagnostic:
    guess = _encoding(body)
    index = text.index("\0")
    if guess is not None:
        told = _told(0, 0, f"the file is not UTF-8; it looks like {guess}", _SAVE_AS)
    else:
        told = _told(index, index + 1, "the file is not text: a zero byte stands here", "delete it, or name a text file in YAML")
    return diagnostic(path, Lines(text), told)


def _told(start: int, end: int, message: str, help_line: str) -> Told:
    return Told("encoding", start, end, message, help_line, id="not-text")


def _encoding(body: bytes) -> str | None:
    """The encoding that the bytes look like, from their mark or from what they would mean; `None` if nothing fits."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    sample = body[:_SAMPLE]
    if b"\0" in sample:
        return "UTF-16" if _is_utf_16(sample) else None
    runs = re.findall(rb"[\x80-\xff]+", sample)
    if sum(map(len, runs)) * 2 < len(runs) * 3:
        return "Windows-1252 (Latin-1)"  # single letters with accents among plain ones
    return next((name for name, codec, letters in _LEGACY if _reads_as(sample, codec, letters)), None)


# Tried in this order: name, Python's codec, and what nearly all of the text beyond ASCII has to be (a pattern that is
# compiled when a file needs it: the large ranges take milliseconds).
_LEGACY = (
    ("Windows-1256 (Arabic, Persian)", "cp1256", "[\u0600-\u06ff\u200c\u200d]"),
    ("Windows-1251 (Cyrillic)", "cp1251", "[\u0401-\u0491]"),
    ("EUC-KR (Korean)", "cp949", "[\uac00-\ud7a3]"),
    ("Shift-JIS (Japanese)", "cp932", "[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"),
    ("GB18030 (Chinese)", "gb2312", "[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"),
    ("Big5 (Chinese)", "big5", "[\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]"),
)


def _is_utf_16(sample: bytes) -> bool:
    """Whether the zero bytes of a text are the halves of plain letters, in one of the two orders."""
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, "replace")
        if "\n" in text and not re.search("[\x00-\x08\x0e-\x1f\ufffd-\uffff]", text[:-1]):
            return True
    return False


def _reads_as(sample: bytes, codec: str, letters: str) -> bool:
    text = sample.decode(codec, "replace")
    beyond = len(re.findall("[^\x00-\x7f]", text))
    return beyond > 0 and len(re.findall(letters, text)) >= 0.9 * beyond
