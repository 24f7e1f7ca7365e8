"""What is said about mistakes that do not stop the parser, and about limits."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from journeymap.document._telling import Told, name, quoted, short

if TYPE_CHECKING:
    from journeymap.document._nodes import Node

ODD_BLANKS = "\u00a0\u1680\u2002\u2003\u2007\u2009\u200b\u202f\u205f\u2060\u3000"
"""Characters that look like a space, or like nothing, and that YAML takes as a part of the text."""
DIRECTION_MARKS = "\u200e\u200f"
"""Marks that right-to-left editors put at the start of a line. Inside a text they are wanted."""
_BLANK_NAMES = {
    "\u00a0": "a no-break space",
    "\u200b": "a zero-width space",
    "\u3000": "an ideographic space",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
}
_SURROGATE = "[\ud800-\udfff]"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_PROPERTY = re.compile(r"![^ \t\r\n{}]*|&[^ \t\r\n,\[\]{}]*")
_ANCHOR = re.compile(r"&[^ \t\r\n]*(?:[ \t\r\n]|#[^\r\n]*+)*+")
_BETWEEN = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")


def has_odd_blanks(text: str) -> bool:
    """Whether any of them stands anywhere; the cheap question before the exact ones."""
    return not text.isascii() and any(sign in text for sign in ODD_BLANKS + DIRECTION_MARKS)


def blank_name(sign: str) -> str:
    """`a no-break space (U+00A0)`."""
    return f"{_BLANK_NAMES.get(sign, 'a special space')} (U+{ord(sign):04X})"


def after_comments(text: str, index: int) -> int:
    """Where something begins, from an index on, that is neither a blank nor a comment."""
    between = _BETWEEN.match(text, index)
    return index if between is None else between.end()


def after_properties(text: str, index: int, anchor: str | None) -> int:
    """Where the value begins whose event begins at `index` with an anchor or a tag; in `&a:b` that is at the colon."""
    while (match := _PROPERTY.match(text, index)) is not None:
        end = match.end() if text[index] == "!" or anchor is None else index + 1 + len(anchor)
        index = after_comments(text, end)
    return index


def has_surrogate(value: str) -> bool:
    """Whether a value holds half of a character."""
    return re.search(_SURROGATE, value) is not None


def half_a_character(text: str, start: int, end: int) -> int | None:
    """Where the digits of the first escape of half a character stand in a double-quoted text, which is libyaml's place."""
    for match in _ESCAPE.finditer(text, start, end):
        code = match[1] or match[2]
        if code and has_surrogate(chr(min(int(code, 16), sys.maxunicode))):
            return match.start() + 2
    return None


def duplicate_key(key: str, again: Any, first: Any, *, is_entry: bool) -> Told:
    """One key twice in one mapping. In an entry of a list the dash of the next entry may be what is missing."""
    place = (again.start_mark.index, again.end_mark.index)
    new_entry = ', or put "- " before the line where a new entry begins' if is_entry else ""
    return Told(
        "duplicate-key",
        *place,
        f"the key {name(key)} stands here a second time",
        f"keep one of the two{new_entry}; until then only the first one counts",
        (("first defined here", first.start_mark.index, first.end_mark.index),),
    )


def merge_key(event: Any) -> Told:
    """`<<`."""
    return Told(
        "merge-key",
        event.start_mark.index,
        event.end_mark.index,
        'the merge key "<<" is not supported',
        'write the keys out, or repeat a whole value with an alias, as in "evidence: *survey"',
    )


def no_key(event: Any) -> Told:
    """`: text`."""
    return Told(
        "missing-key",
        event.start_mark.index,
        event.end_mark.index,
        'there is no key before this ":"',
        'write a key before the ":", or put the text in quotes if it begins with ":"',
    )


def complex_key(node: Node, text: str) -> Told:
    """A list, a mapping or an alias where a key is wanted."""
    first: Any = getattr(node, "event", None) or getattr(node, "start", None)
    last: Any = getattr(node, "end", None) or first
    start, end = first.start_mark.index, last.end_mark.index
    end = start + len(text[start:end].rstrip())
    if text[start - 1 : start + 1] == "{{" and text[end : end + 1] == "}":
        start, end = start - 1, end + 1
        whole = quoted(text[start:end])
        message = 'a text that begins with "{" has to be quoted'
        return Told("complex-key", start, end, message, f"put it in quotes: {short(whole)}", edits=((start, end, whole),))
    if text[start : start + 1] == "*":
        message, help_line = "an alias cannot be a key", 'write the key out, or put the text in quotes if it begins with "*"'
    elif text[start : start + 1] in ("[", "{"):
        sign = text[start]
        message = "a key has to be a text, not a list or a mapping"
        help_line = f'put the text in quotes if it begins with "{sign}", else write the key without brackets'
    else:
        message, help_line = "a key has to be a text, not a list or a mapping", 'delete the "?" and write the key as a text'
    return Told("complex-key", start, end, message, help_line)


def tag(event: Any, text: str) -> Told:
    """`!important`, `!!str`."""
    start = event.start_mark.index
    anchor = _ANCHOR.match(text, start)
    if anchor is not None:  # the pure parser lets a value begin at its anchor, even if its tag comes first
        start = anchor.end() if text[anchor.end() : anchor.end() + 1] == "!" else max(text.rfind("!", 0, start), 0)
    place = _PROPERTY.match(text, start)
    end = start if place is None else place.end()
    written = name(text[start:end])
    return Told(
        "tag",
        start,
        end,
        f"{written} is read as a YAML tag, and tags are not supported",
        f'put the text in quotes if the "!" belongs to it, else delete {written}',
    )


def unknown_alias(event: Any, text: str) -> Told:
    """`*name` without `&name`."""
    start, end = event.start_mark.index, event.end_mark.index
    written = text[start + 1 : end]
    return Told(
        "unknown-alias",
        start,
        end,
        f"{name('*' + written)} repeats a value marked {name('&' + written)}, and no value before it is marked so",
        'put the text in quotes if it begins with "*", else correct the name',
    )


def alias_to_itself(event: Any, text: str) -> Told:
    """`&a [*a]`."""
    start, end = event.start_mark.index, event.end_mark.index
    return Told(
        "circular-alias",
        start,
        end,
        f"{name(text[start:end])} stands inside the value that it repeats",
        "a value cannot contain itself: delete the alias, or write out what it was meant to repeat",
    )


def odd_key(event: Any, written: str, clean: str) -> Told:
    """A key with something invisible at one of its ends."""
    sign = written[0] if written[0] != clean[:1] else written[-1]
    where = "begins" if written[0] != clean[:1] else "ends"
    return Told(
        "odd-key",
        event.start_mark.index,
        event.end_mark.index,
        f"the key {name(clean)} {where} with {blank_name(sign)}, which YAML takes as a part of it",
        "delete it and write the key again by hand: it cannot be seen in most editors",
    )


def second_document(event: Any) -> Told:
    """`---` and more content; after `...` there may be content alone."""
    line = "---" if event.explicit else "..."
    end = event.end_mark.index
    start = max(event.start_mark.index, end - len("---"))
    return Told(
        "second-document",
        start,
        end,
        "a second document begins here, and a file holds one map",
        f'move what follows into a file of its own, or delete the line "{line}"; until then only the first one counts',
    )


def too_many_nodes(event: Any, limit: int) -> Told:
    """The limit of nodes."""
    message = f"the file has more than {limit:,} keys, texts and lists, which is the limit for one file"
    return _limit("nodes", event, message, "split it into several maps, or include what they share from a library")


def too_deep(event: Any, limit: int) -> Told:
    """The limit of depth."""
    message = f"lists and mappings are nested deeper than {limit:,} levels here, which is the limit"
    return _limit("depth", event, message, "a map needs fewer than ten levels: check the brackets and the indentation")


def too_long(event: Any, limit: int) -> Told:
    """The limit of one text."""
    message = f"this text is longer than {limit:,} characters, which is the limit for one text"
    return _limit("text", event, message, "shorten it, or keep it in a file of its own and link to it")


def too_much_expanded(event: Any, limit: int) -> Told:
    """The limit of what aliases may add."""
    message = f"repeating values by aliases adds more than {limit:,} of them, which is the limit"
    return _limit("expanded", event, message, "write the values out, or repeat fewer of them")


def too_large(limit: int) -> Told:
    """The limit of a file."""
    message = f"the file is larger than {limit:,} bytes, which is the limit"
    help_line = "split it, and keep pictures and raw data outside the map; the limit is `limits.bytes` in journeymap.toml"
    return Told("bytes", 0, 0, message, help_line, id="limit-exceeded")


def _limit(key: str, event: Any, message: str, help_line: str) -> Told:
    help_line += f"; the limit is `limits.{key}` in journeymap.toml"
    return Told(key, event.start_mark.index, event.end_mark.index, message, help_line, id="limit-exceeded")
