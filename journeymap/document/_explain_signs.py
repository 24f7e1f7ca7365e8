"""Faults at signs that mean something to YAML: quotes, brackets, tabs, and what may not begin a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap.document._telling import Told, is_are, quoted, short
from journeymap.document._telling import name as named

if TYPE_CHECKING:
    from journeymap.document._look import Look
    from journeymap.document._parsers import ScalarEvent

_TAB_INDENT = re.compile(r"^ *\t[ \t]*\S", re.MULTILINE)
_IN_FLOW = re.compile(r"[^,\[\]{}]*")
KEY_COLON = re.compile(r":(?=\s|\Z)")
"""The colon that ends a key, searched for in the text of one line."""
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|x[0-9A-Fa-f]{0,2}|.?)")
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_DIGITS = {"x": 2, "u": 4, "U": 8}


def tab(look: Look) -> Told:
    """A tab where only spaces count."""
    end = look.at + len(look.text[look.at :]) - len(look.text[look.at :].lstrip("\t"))
    help_line = "replace it with spaces, two for each level; most editors do it for the whole file"
    help_line += ' ("Convert Indentation to Spaces")'
    before = look.before(look.at).strip()
    if before:
        message = f'a tab stands after "{before[-1]}", where YAML takes only a space'
        return Told("tab", look.at, end, message, "replace the tab with one space")
    others = len(_TAB_INDENT.findall(look.text)) - 1
    if others > 0:
        help_line += f"; {is_are(others, 'more line', 'more lines')} with a tab"
    return Told("tab", look.at, end, "this line is indented with a tab, and YAML takes only spaces there", help_line)


def start(look: Look) -> Told:
    """A sign that cannot begin anything."""
    if look.sign(look.at) == "\t":
        return tab(look)
    return unclosed_bracket(look) or reserved(look, look.at)


def reserved(look: Look, index: int) -> Told:
    """A text that begins with a sign of YAML's own."""
    sign = look.sign(index)
    text = look.rest(index)
    if look.bracket is not None and look.closing(look.bracket) is not None:
        inside = _IN_FLOW.match(text)
        text = text if inside is None else inside[0].rstrip()
    elif look.is_first(index) or look.before(index).strip() == "-":
        colon = KEY_COLON.search(text)
        text = text if colon is None else text[: colon.start()].rstrip(" \t")
    help_line = f"put it in quotes: {short(quoted(text), 60)}"
    if sign in "|>":
        help_line += ", or begin the text on the next line"
    message = f'a text that begins with "{sign}" has to be quoted'
    return Told("reserved-start", index, index + len(text), message, help_line, edits=((index, index + len(text), quoted(text)),))


def header(look: Look) -> Told:
    """`> 50 %`, `| text`."""
    return reserved(look, look.at if look.context is None else look.context)


def name(look: Look) -> Told:
    """`& more`, `*Important*`."""
    return reserved(look, look.at if look.context is None else look.context)


def question_mark(look: Look) -> Told:
    """`key: ? text`."""
    return reserved(look, look.at)


def directive(look: Look) -> Told:
    """`%` at the start of a line."""
    first = look.lines.start(look.at if look.context is None else look.context)
    return Told(
        "directive",
        first,
        first + len(look.rest(first)),
        'a line that begins with "%" is read as an instruction about the file, not as a part of the map',
        'put the text in quotes if the "%" belongs to it, else delete the line',
    )


def escape(look: Look) -> Told:
    """A backslash in double quotes that means nothing."""
    begin = max(look.text.rfind("\\", 0, look.at + 1), 0)
    match = _ESCAPE.match(look.text, begin)
    written = look.sign(begin) if match is None else match[0]
    help_line = 'write "\\\\" for a backslash, or put the text in single quotes, where a backslash is only a backslash'
    wanted = _DIGITS.get(written[1:2], 0)
    if wanted and len(written) - 2 < wanted:
        message = f"{named(written[:2])} in double quotes has to be followed by {wanted} hexadecimal digits"
    elif wanted:
        message = f"{named(written)} is not a character"
        help_line = "write the character itself"
        pair = _PAIR.match(look.text, begin)
        if pair is not None:
            code = 0x10000 + ((int(pair[1], 16) - 0xD800) << 10) + int(pair[2], 16) - 0xDC00
            written = pair[0]
            message = f"{named(written)} is one character written as two halves, which YAML does not know"
            help_line = f'write the character itself, or "\\U{code:08X}"'
    else:
        message = f"{named(written)} means nothing in double quotes"
    return Told("escape", begin, begin + len(written), message, help_line)


def open_quote(look: Look) -> Told:
    """A quote without its second."""
    begin = look.at if look.context is None else look.context
    return _unclosed_quote(look, begin, ())


def runaway_quote(look: Look, event: ScalarEvent) -> Told:
    """A quote that is closed by the opening quote of another text."""
    end = event.end_mark.index
    return _unclosed_quote(look, event.start_mark.index, (("the text runs on up to this quote", end - 1, end),))


def _unclosed_quote(look: Look, begin: int, related: tuple[tuple[str, int, int], ...]) -> Told:
    sign = look.sign(begin)
    help_line = f"put {sign} at the end of the text"
    if sign == "'" and look.sign(begin + 1).isalpha():
        help_line += ", or, if this is an apostrophe, put the whole text in double quotes"
    return Told("open-quote", begin, begin + 1, "this quote is not closed", help_line, related)


def after_text(look: Look, begin: int) -> Told:
    """Text that goes on after a closing quote, or after what was read as an alias."""
    sign = look.sign(begin)
    if sign not in "\"'":
        return reserved(look, begin)
    rest = look.rest(look.at)
    place = (look.at, look.at + len(rest))
    whole = look.text[begin : look.at] + rest
    message = "the text goes on after its closing quote"
    if whole.endswith(sign):
        better = quoted(whole[1:-1])
    elif sign not in rest and KEY_COLON.search(rest) is None:
        better = quoted(whole)
    else:
        inner = "\\" + sign if sign == '"' else "''"
        return Told("after-quote", *place, message, f"put all of it in one pair of quotes; a quote inside is written {inner}")
    edits = ((begin, begin + len(whole), better),)
    return Told("after-quote", *place, message, f"put all of it in quotes: {short(better, 60)}", edits=edits)


def unclosed_bracket(look: Look) -> Told | None:
    """A bracket that is open at the fault and never closed."""
    bracket = look.bracket
    if bracket is None or (look.closing(bracket) is not None and look.text[look.at :].strip()):
        return None
    sign = look.sign(bracket)
    closing = "]" if sign == "[" else "}"
    help_line = f'put "{closing}" after the last entry, or put the text in quotes if it begins with "{sign}"'
    return Told("open-bracket", bracket, bracket + 1, f'this "{sign}" is not closed', help_line)


def flow(look: Look) -> Told:
    """Something inside brackets that is not divided as it should be."""
    told = unclosed_bracket(look)
    if told is not None:
        return told
    begin = look.text_before()
    if begin is not None and look.sign(begin) == "*":
        return reserved(look, begin)
    sign = look.sign(look.at)
    closing = "]" if look.bracket is not None and look.sign(look.bracket) == "[" else "}"
    if sign and sign in "]}":
        opened = () if look.bracket is None else (("opened here", look.bracket, look.bracket + 1),)
        message = f'"{sign}" stands where "{closing}" has to close the brackets'
        return Told("wrong-bracket", look.at, look.at + 1, message, f'write "{closing}" instead', opened)
    if sign == ":":
        message = 'a text with a ":" in it has to be quoted inside brackets'
        return Told("second-colon", look.at, look.at + 1, message, 'put the text in quotes, or put "," between the entries')
    match = _IN_FLOW.match(look.rest(look.at))
    rest = sign if match is None or not match[0] else match[0].rstrip()
    return Told(
        "missing-comma",
        look.at,
        look.at + len(rest),
        'there is no "," between this entry and the one before it',
        'put "," between the entries; a text goes into quotes as a whole or not at all',
    )


def content(look: Look) -> Told:
    """A sign where a value has to begin."""
    sign = look.sign(look.at)
    if look.bracket is not None and sign == "-":
        opened = (("the brackets begin here", look.bracket, look.bracket + 1),)
        help_line = 'divide the entries with ",", or delete the brackets and keep each "- " on a line of its own'
        return Told("list-in-brackets", look.at, look.at + 1, 'an entry inside brackets takes no "- "', help_line, opened)
    told = unclosed_bracket(look)
    if told is not None:
        return told
    if sign == ".":
        message = 'the line "..." ends a file before the map has begun'
        return Told("on-marker-line", look.at, look.at + len("..."), message, "delete the line")
    if look.bracket is None:
        return reserved(look, look.at) if sign else unexpected(look)
    if sign != ",":
        return unexpected(look)
    message, help_line = 'there is no entry before this ","', 'delete the ",", or put the entry before it'
    return Told("empty-entry", look.at, look.at + 1, message, help_line)


def stray_sign(look: Look) -> Told | None:
    """A closing bracket that closes nothing, or a comma that divides nothing."""
    sign = look.sign(look.at)
    if not sign or sign not in "]},":
        return None
    help_line = "delete it, or put the text in quotes if it belongs to it"
    message = f'this "{sign}" {"divides" if sign == "," else "closes"} nothing'
    return Told("stray-sign", look.at, look.at + 1, message, help_line)


def unexpected(look: Look) -> Told:
    """What has no better name."""
    rest = look.rest(look.at)
    message = f"{named(rest)} does not fit here" if rest else "the file breaks off here"
    help_line = "check the line and the one above it: quotes, brackets, colons and indentation"
    return Told("unexpected", look.at, look.at + len(rest), message, help_line)
