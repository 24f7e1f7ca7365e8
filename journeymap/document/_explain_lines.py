"""Faults of lines: colons that are missing or too many, indentation, lists among keys."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from journeymap.document import _explain_signs as signs
from journeymap.document import _words
from journeymap.document._nodes import is_quoted
from journeymap.document._parsers import ScalarEvent
from journeymap.document._telling import Told, name, quoted, short

if TYPE_CHECKING:
    from journeymap.document._look import Look

_NO_SPACE = re.compile(r"(?P<key>[^\s:：\"'#\[\]{},&*!|>@`%-][^\s:：]*):(?P<text>[^\s:/].*)")
_ODD_SPACE = re.compile(rf"(?P<key>[^\s:：]+):(?P<blank>[{_words.ODD_BLANKS}]+)")
_FULL_WIDTH = re.compile(r"(?P<key>[^\s:：]+(?: [^\s:：]+){0,2})[ \t]*(?P<colon>：)(?P<text>.*)")
_DASHES = re.compile(r" *((?:- +)*)")
_IDENTIFIER = re.compile(r"[a-z_]+\Z")
_CHOICES = 3
_LONGEST_KEY = 1024  # of libyaml, and of YAML


def colon_of_another_kind(look: Look, begin: int) -> Told | None:
    """A line that has something like a key and a colon, which YAML does not take as such."""
    rest = look.rest(begin)
    match = _FULL_WIDTH.match(rest)
    if match is not None:
        place = begin + match.start("colon")
        end = begin + match.start("text") + len(match["text"]) - len(match["text"].lstrip())
        return Told(
            "full-width-colon",
            place,
            place + 1,
            f'after {name(match["key"])} stands a full-width colon "：", which YAML takes as a part of the text',
            f'write an ordinary colon and a space: "{short(match["key"])}: {short(match["text"].strip())}"',
            edits=((begin + len(match["key"]), end, ": "),),
        )
    match = _ODD_SPACE.match(rest)
    if match is not None:
        place, end = begin + match.start("blank"), begin + match.end("blank")
        message = f'after "{short(match["key"])}:" stands {_words.blank_name(match["blank"][0])}, where YAML takes only an ordinary space'
        return Told("odd-blank", place, end, message, "delete it and type a space", edits=((place, end, " "),))
    match = _NO_SPACE.match(rest)
    if match is not None:
        place = begin + match.start("text")
        message = f'there is no space after "{short(match["key"])}:"'
        help_line = f'write "{short(match["key"])}: {short(match["text"])}"'
        return Told("no-space", begin, place, message, help_line, edits=((place, place, " "),))
    return None


def second_colon(look: Look) -> Told:
    """A `:` where no key can be."""
    if look.line(look.at).startswith(("--- ", "... ")):
        message, help_line = 'the map begins on the line of "---"', 'put "---" on a line of its own, or delete it'
        return Told("on-marker-line", look.lines.start(look.at), look.lines.start(look.at) + 3, message, help_line)
    scalar = look.scalar
    if scalar is None or not look.ends_just_before(scalar, look.at):
        return signs.unexpected(look)
    begin = scalar.start_mark.index
    before = look.before(begin).strip()
    if look.lines.start(begin) == look.lines.start(look.at):
        return _two_on_a_line(look, begin)
    told = colon_of_another_kind(look, begin)
    if told is not None:
        return told
    if not before:
        return _no_colon(look, begin)
    return _under_an_entry(look, begin) if before.endswith("-") else _under_a_text(look, begin)


def _two_on_a_line(look: Look, begin: int) -> Told:
    second = look.text[begin : look.at + 1]
    whole = look.text[begin : look.at] + look.rest(look.at)
    help_line = "put the text after the first colon in quotes"
    edits: tuple[tuple[int, int, str], ...] = ()
    scalar = look.scalar
    if scalar is not None and not is_quoted(scalar):
        help_line = f"put the text in quotes: {short(quoted(whole), 60)}"
        edits = ((begin, begin + len(whole), quoted(whole)),)
    return Told("second-colon", look.at, look.at + 1, f"{name(second)} is read as a second key on this line", help_line, edits=edits)


def _under_an_entry(look: Look, begin: int) -> Told:
    text, first = short(look.rest(begin)), look.content(look.at)
    key = look.text[first : look.at]
    return Told(
        "key-under-text",
        first,
        look.at,
        f"{name(key)} is put under an entry that is only a text",
        f'give the text above a key of its own, "- text: {text}" or "- name: {text}", and line up {name(key)} with it',
        (("the text", begin, begin + len(look.rest(begin))),),
    )


def _under_a_text(look: Look, begin: int) -> Told:
    first = look.content(look.at)
    above = look.before(begin)
    key = _key_before(look, begin)
    spaces = len(above) - len(above.lstrip(" -"))
    return Told(
        "deeper-than-text",
        first,
        look.at,
        f"this line is indented below {name(key)}, which already has a text",
        f"{_indent(spaces)}, as {name(key)} is; or, if it belongs inside {name(key)}, delete the text there",
        ((f"the text of {name(key)}", begin, begin + len(look.rest(begin))),),
    )


def _key_before(look: Look, index: int) -> str:
    return look.before(index).strip(" -").rstrip(" \t").removesuffix(":").strip(" \"'")


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _indent(count: int) -> str:
    return f"indent it by {_spaces(count)}" if count else "let it begin in the first column"


def missing_colon(look: Look) -> Told:
    """A line that should be a key and has no `:`."""
    begin = look.at if look.context is None else look.context
    if look.sign(begin) in "*&!":
        return signs.reserved(look, begin)
    told = colon_of_another_kind(look, begin)
    if told is not None:
        return told
    if look.lines.end(begin) - begin > _LONGEST_KEY and ": " in look.line(begin):
        message = f"a key can have at most {_LONGEST_KEY:,} characters"
        return Told("long-key", begin, begin + len(look.rest(begin)), message, "shorten the key and put the text after it")
    return _no_dash_space(look, begin) or _no_colon(look, begin)


def _no_dash_space(look: Look, begin: int) -> Told | None:
    rest = look.rest(begin)
    if rest[:1] != "-" or rest[1:2] in ("", "-", " ", "\t"):
        return None
    edits = ((begin + 1, begin + 1, " "),)
    return Told("no-space", begin, begin + 1, 'there is no space after "-"', f'write "- {short(rest[1:])}"', edits=edits)


def _no_colon(look: Look, begin: int) -> Told:
    rest = look.rest(begin)
    first, _, others = rest.partition(" ")
    continuation = "a text that goes on over several lines has to be indented deeper than its key"
    if _IDENTIFIER.match(first):
        message = f"there is no \":\" after {name(first)}"
        help_line = f'write "{short(first)}: {short(others.strip())}"; {continuation}' if others else f'write "{short(first)}:"'
    else:
        message = 'this line has no key with a ":" after it'
        help_line = f'begin the line with a key and a ":"; {continuation}'
    return Told("missing-colon", begin, begin + len(rest), message, help_line)


def entry(look: Look) -> Told:
    """`key: - text`."""
    begin = look.text_before()
    if begin is not None:
        return signs.after_text(look, begin)
    rest = look.rest(look.at)
    key = look.before(look.at).strip()
    key = key.removeprefix("- ").strip()
    return Told(
        "list-on-key-line",
        look.at,
        look.at + len(rest),
        f"a list cannot begin on the line of its key {name(key.removesuffix(':'))}",
        f'put each "- " on a line of its own below {name(key)}; put the text in quotes if it begins with "-"',
    )


def block(look: Look) -> Told:
    """Something that fits neither the list nor the mapping that is open."""
    if not look.is_first(look.at):
        return _after_something(look)
    told = signs.stray_bracket(look) or _no_dash_space(look, look.at)
    if told is not None:
        return told
    scalar = look.scalar
    if scalar is not None and scalar.style in ("|", ">"):
        return _shallow_line(look, scalar)
    return _misplaced(look)


def _after_something(look: Look) -> Told:
    begin = look.text_before()
    if begin is not None:
        return signs.after_text(look, begin)
    told = signs.stray_bracket(look)
    if told is not None:
        return told
    before = look.before(look.at).rstrip(" \t")
    opening = before.rfind({"]": "[", "}": "{"}.get(before[-1:], "\0"))
    if opening >= 0:
        return signs.reserved(look, look.lines.start(look.at) + opening)
    return signs.unexpected(look)


def _shallow_line(look: Look, scalar: ScalarEvent) -> Told:
    """A line after `|` or `>` that is indented less than the first one of its text."""
    below = look.lines.end(scalar.start_mark.index)
    first = below + len(look.text[below:]) - len(look.text[below:].lstrip())
    indent = look.lines.column(first)
    return Told(
        "shallow-line",
        look.at,
        look.at + len(look.rest(look.at)),
        f'this line is indented less than the first line of the text after "{scalar.style}"',
        f"indent every line of the text by at least {_spaces(indent)}",
        (("the first line of the text", first, first + len(look.line(first).strip())),),
    )


def _misplaced(look: Look) -> Told:
    """A line whose indentation fits nothing above it, or a list among keys, or a key in a list."""
    column = look.lines.column(look.at)
    rest = look.rest(look.at)
    place = (look.at, look.at + len(rest))
    open_above = _open_columns(look)
    is_entry = rest == "-" or rest.startswith("- ")
    beside = dict(open_above).get(column)
    if beside is not None:
        if not is_entry and not beside.startswith("- "):
            return colon_of_another_kind(look, look.at) or _no_colon(look, look.at)
        if is_entry:
            message = f"{name(rest)} begins a list among keys"
            help_line = "put the list below a key that has no text of its own, or delete the \"- \""
            return Told("list-among-keys", *place, message, help_line)
        message = f"{name(rest)} stands among the entries of a list and does not begin with \"- \""
        help_line = f'put "- " before it, or indent it by {_spaces(column + 2)} if it belongs to the entry above'
        return Told("key-among-entries", *place, message, help_line)
    above = look.line_above(look.at)
    if above is not None and open_above and column > open_above[0][0]:
        return _deeper(look, open_above[0])
    choices = [f"{_indent(one)} like {name(text)}" for one, text in open_above if text.startswith("- ") is is_entry]
    help_line = ", or ".join(choices[:_CHOICES]) or "line it up with the line that it belongs beside"
    return Told("indentation", *place, f"this line is indented by {_spaces(column)}, which lines up with nothing above it", help_line)


def _deeper(look: Look, above: tuple[int, str]) -> Told:
    """A line that is deeper than a line that already says all it can."""
    rest = look.rest(look.at)
    column, text = above
    message = f"this line is indented deeper than {name(text)}, which already has a value"
    help_line = f"{_indent(column)}, as the line above is; or delete the value there if it belongs inside"
    return Told("deeper-than-text", look.at, look.at + len(rest), message, help_line)


def _open_columns(look: Look) -> list[tuple[int, str]]:
    """The columns at which lines above a place begin that are still open there, deepest first, with their texts.

    `- name: x` opens two: that of the dash and that of the key.
    """
    found: list[tuple[int, str]] = []
    above = look.line_above(look.at)
    least: int | None = None
    while above is not None and least != 0:
        line = look.line(above)
        indent = len(line) - len(line.lstrip(" "))
        if least is None or indent < least:
            match = _DASHES.match(line)
            dashes = "" if match is None else match[1]
            columns = [indent + at for at, sign in enumerate(dashes) if sign == "-"] + [indent + len(dashes)]
            found += [(one, line[one:]) for one in reversed(columns) if least is None or one < least]
            least = indent
        above = look.line_above(above)
    return found


def after_the_end(look: Look) -> Told:
    """Something after the map is complete."""
    above = look.line_above(look.at)
    if above is not None and look.line(above).startswith("%"):
        return signs.directive(replace(look, at=above, context=None))
    if not look.is_first(look.at):
        return _after_something(look)
    rest = look.rest(look.at)
    place = (look.at, look.at + len(rest))
    if above is not None and look.lines.column(above) > look.lines.column(look.at):
        message = "this line is indented less than the first line of the map"
        return Told("indentation", *place, message, "begin every key of the map itself in the first column")
    scalar = next((event for event in look.recent if isinstance(event, ScalarEvent) and is_quoted(event)), None)
    if scalar is not None:
        return _no_colon(look, scalar.start_mark.index)
    told = signs.stray_bracket(look)
    return told or Told("after-end", *place, "the map has already ended above this line", "check the brackets and the indentation above it")
