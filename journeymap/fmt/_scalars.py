"""How a scalar is written: its quotes, and the lines of a text that has several. What it says is never changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap import edit
from journeymap.fmt._tree import Leaf

if TYPE_CHECKING:
    from journeymap.document import Written

BREAK = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"([|>])([-+0-9]*)")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"})
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<"
_INFINITY = re.compile(r"[-+]?\.(?:inf|nan)|0[xob][0-9a-f_]+|[0-9._,+-]+e[0-9+-]+|[0-9-]+t[0-9:.+-]+z?", re.IGNORECASE)
"""What some reader of YAML would take as a number or a time, although it has a letter."""
_BLANKS = " \t\r\n"
_JOINERS = "\u200c\u200d"
# Signs that our own hints about slips look for in texts without quotes.
_SUSPICIOUS = "：،、，"
_FLOW_SIGNS = ",[]{}:"


def can_be_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether a line of text reads as itself without quotes, for every reader of YAML and for every person."""
    if (
        not text
        or text != text.strip()
        or text[0] in _INDICATORS
        or text[-1] == ":"
        or text[0] in _JOINERS
        or text[-1] in _JOINERS
    ):
        return False
    if (
        text.lower() in _WORDS
        or _INFINITY.fullmatch(text)
        or not any(map(str.isalpha, text))
        or ": " in text
        or " #" in text
        or text.startswith("...")
    ):
        return False
    if any(sign in text for sign in _SUSPICIOUS) or (in_flow and any(sign in text for sign in _FLOW_SIGNS)):
        return False
    return all(sign.isprintable() or sign in _JOINERS for sign in text)


def one_line(written: str, text: str, style: str | None, *, in_flow: bool = False) -> str:
    """A scalar of one line with no more quotes than it needs. What was written without quotes stays so."""
    if style not in ("single", "double"):
        return written
    if can_be_plain(text, in_flow=in_flow):
        return text
    if style == "single" and '"' not in text and "\\" not in text and all(sign.isprintable() for sign in text):
        return f'"{text}"'
    return written


def leaf(file: str, written: Written, value: str | None) -> Leaf:
    """A scalar that has something written in the text of a `file`; `None` is `null` or `~`."""
    style, anchor = written.style, written.anchor or ""
    if value is not None and style in ("literal", "folded"):
        return _block(file, written, value, anchor)
    text = file[written.start : written.end]
    value = text if value is None else str(value)
    lines = BREAK.split(text)
    if len(lines) == 1:
        return Leaf((one_line(text, value, style),), anchor)
    return Leaf((_trimmed(lines[0]), *(_trimmed(line.lstrip(" \t")) for line in lines[1:])), anchor)


def flowing(lines: list[str]) -> tuple[str, ...]:
    """Lines of a text in brackets or quotes without their indent and the blanks at their ends."""
    return (_trimmed(lines[0]), *(_trimmed(line.lstrip(" \t")) for line in lines[1:]))


def _trimmed(line: str) -> str:
    short = line.rstrip(" \t")
    return line if short.endswith("\\") else short


def _block(file: str, written: Written, value: str, anchor: str) -> Leaf:
    """`|` or `>`, its text indented by two. Its end is written so that it says the same before a line break as before none."""
    last = BREAK.search(file, written.end)
    raw = BREAK.split(file[written.start : len(file) if last is None else last.start()])
    header = _HEADER.match(raw[0])
    if header is None or (not value.strip(_BLANKS) and value.strip("\n")) or re.search(r"\n[ \t]+\n*\Z", value):
        return Leaf((edit.scalar(value),), anchor)  # blanks at its end that nobody can see
    signs = header[2]
    if value.strip(_BLANKS) and not value.endswith("\n"):
        signs = signs.strip("-+") + "-"
    body = raw[1:] if value.strip(_BLANKS) else []
    first = next((line for line in body if line.strip(_BLANKS)), "")
    deep = len(first) - len(first.lstrip(" ")) - _indent(value)
    body = [line[deep:] if len(line) > deep else "" for line in body]
    if "+" in signs:
        body += [""] * (len(value) - len(value.rstrip("\n")) - (1 if body else 0))
    return Leaf((header[1] + re.sub("[0-9]", "2", signs), *body), anchor, is_block=True, swallows="+" in signs)


def _indent(value: str) -> int:
    """How many blanks the first line of a text begins with that holds something."""
    first = next((line for line in value.split("\n") if line.strip(_BLANKS)), "")
    return len(first) - len(first.lstrip(" "))
