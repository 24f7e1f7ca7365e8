"""Faults of lines: colons that are missing or too many, indentation, lists among keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap.document import _explain_signs as signs
from journeymap.document import _words
from journeymap.document._look import FAR
from journeymap.document._nodes import is_quoted
from journeymap.document._parsers import ScalarEvent
from journeymap.document._telling import Told, is_are, name, quoted, short

if TYPE_CHECKING:
    from journeymap.document._look import Look

_NO_SPACE = re.compile(r"(?P<key>[^\s:：\"'#\[\]{},&*!|>@`%-][^\s:：]*):(?P<text>[^\s:/].*)")
_ODD_SPACE = re.compile(rf"(?P<key>[^\s:：]+):(?P<blank>[{_words.ODD_BLANKS}]+)")
_FULL_WIDTH = re.compile(r"(?P<key>[^\s:：]+(?: [^\s:：]+){0,2})[ \t]*(?P<colon>：)(?P<text>.*)")
_FULL_WIDTH_LINE = re.compile(r"^ *(?:- +)?[^\s:：]+：.*", re.MULTILINE)
_DASHES = re.compile(r"(?:- +)*")
_IDENTIFIER = re.compile(r"[a-z_]+\Z")
_CHOICES = 2
_FEW_WORDS = 4
_LONGEST_KEY = 1024  # of libyaml, and of YAML


def colon_of_another_kind(look: Look, begin: int) -> Told | None:
    """A line that has something like a key and a colon, which YAML does not take as such."""
    rest = look.rest(begin)
    match = _FULL_WIDTH.match(rest)
    if match is not None:
        place = begin + match.start("colon")
        end = begin + match.start("text") + len(match["text"]) - len(match["text"].lstrip())
        help_line = f'write an ordinary colon and a space: "{short(match["key"])}: {short(match["text"].strip())}"'
        others = sum(1 for line in _FULL_WIDTH_LINE.finditer(look.text) if not line.start() <= begin < line.end())
        if others:
            help_line += f"; {is_are(others, 'more line', 'more lines')} with one"
        message = f'after {name(match["key"])} stands a full-width colon "：", which YAML takes as a part of the text'
        return Told("full-width-colon", place, place + 1, message, help_line, edits=((begin + len(match["key"]), end, ": "),))
    match = _ODD_SPACE.match(rest)
    if match is not None:
        place, end = begin + match.start("blank"), begin + match.end("blank")
        blank = _words.blank_name(match["blank"][0])
        message = f'after "{short(match["key"])}:" stands {blank}, where YAML takes only an ordinary space'
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
        help_line = 'delete it, or put the text in quotes if the ":" belongs to it'
        return Told("stray-colon", look.at, look.at + 1, 'this ":" is one too many', help_line)
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
    help_line = f"put the text in quotes: {short(quoted(whole), 60)}"
    edits = ((begin, begin + len(whole), quoted(whole)),)
    message = f"{name(second)} is read as a second key on this line"
    return Told("second-colon", look.at, look.at + 1, message, help_line, edits=edits)


def _under_an_entry(look: Look, begin: int) -> Told:
    text, first = look.rest(begin), look.content(look.at)
    key = name(look.text[first : look.at])
    help_line = f'write "- text: {short(text)}" (or "- name: ...", for what has a name), and line up {key} with that key'
    related = (("the entry", begin, begin + len(text)),)
    return Told("key-under-text", first, look.at, f"{key} is put under an entry that is only a text", help_line, related)


def _under_a_text(look: Look, begin: int) -> Told:
    above = look.before(begin)
    return _deeper(look, look.content(look.at), len(above) - len(above.lstrip(" -")), above, begin)


def _deeper(look: Look, first: int, column: int, above: str, begin: int) -> Told:
    """A line below one that already says all it can: `above` is that line up to its text, which begins at `begin`."""
    key = name(above.strip(" -").rstrip(" \t").removesuffix(":").strip(" \"'"))
    help_line = f"{_indent(column)}, as {key} is; or delete the text there if the line belongs inside {key}"
    if look.text.startswith("- ", first):
        help_line = f"delete the text there if the list belongs to {key}, or quote all of it if it is one text"
    return Told(
        "deeper-than-text",
        first,
        first + len(look.rest(first)),
        f"this line is indented below {key}, which already has a text",
        help_line,
        ((f"the text of {key}", begin, begin + len(look.rest(begin))),),
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _indent(count: int) -> str:
    return f"indent it by {_spaces(count)}" if count else "let it begin in the first column"


def missing_colon(look: Look) -> Told:
    """A line that should be a key and has no `:`."""
    begin = look.at if look.context is None else look.context
    look = look._replace(at=begin)
    if look.sign(begin) in "*&!":
        return signs.reserved(look, begin)
    if look.sign(begin) in "[{":
        look = look._replace(bracket=begin)
    told = signs.unclosed_bracket(look) or colon_of_another_kind(look, begin)
    if told is not None:
        return told
    if look.lines.end(begin) - begin > _LONGEST_KEY and ": " in look.line(begin):
        message = f"a key can have at most {_LONGEST_KEY:,} characters"
        return Told("long-key", begin, begin + len(look.rest(begin)), message, "shorten the key and put the text after it")
    starts = _open_starts(look) if look.is_first(begin) else []
    beside = next((start for start in starts if look.lines.column(start) == look.lines.column(begin)), begin)
    if _is_entry(look.rest(beside)):
        return _in_wrong_company(look, starts, beside)
    return _no_dash_space(look, begin) or _no_colon(look, begin)


def _no_dash_space(look: Look, begin: int) -> Told | None:
    rest = look.rest(begin)
    if rest[:1] != "-" or rest[1:2] in ("", "-", " ", "\t"):
        return None
    edits = ((begin + 1, begin + 1, " "),)
    return Told("no-space", begin, begin + 1, 'there is no space after "-"', f'write "- {short(rest[1:])}"', edits=edits)


def _no_colon(look: Look, begin: int) -> Told:
    rest = look.rest(begin)
    key, _, text = rest.strip("\"'").partition(" ")
    is_key = _IDENTIFIER.match(key) is not None and text.count(" ") < _FEW_WORDS
    message = f'there is no ":" after {name(key)}' if is_key else 'this line has no key with a ":" after it'
    help_line = f'write "{short(key)}: {short(text)}'.rstrip(" ") + '"' if is_key else 'begin the line with a key and a ":"'
    if text and look.line_above(begin) is not None:
        help_line += ", or indent it if it goes on the text above"
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
    told = signs.stray_sign(look) or _no_dash_space(look, look.at)
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
    told = signs.stray_sign(look)
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
    starts = _open_starts(look)
    beside = next((start for start in starts if look.lines.column(start) == column), None)
    if beside is not None:
        return _in_wrong_company(look, starts, beside)
    above = look.line_above(look.at)
    if above is not None and starts and column > look.lines.column(starts[0]):
        deepest = starts[0]
        key = signs.KEY_COLON.search(look.rest(deepest))
        begin = above if key is None else min(deepest + key.end() + 1, look.lines.end(deepest))
        text = look.rest(deepest) if key is None else look.text[deepest : deepest + key.end()]
        return _deeper(look, look.at, look.lines.column(deepest), text, begin)
    choices, related = _line_up(look, starts)
    help_line = choices or "line it up with the line that it belongs beside"
    message = f"this line is indented by {_spaces(column)}, which lines up with nothing above it"
    return Told("indentation", look.at, look.at + len(look.rest(look.at)), message, help_line, related)


def _line_up(look: Look, starts: list[int]) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """The lines above of the same kind that a line could be meant to line up with, nearest first."""
    column, is_entry = look.lines.column(look.at), _is_entry(look.rest(look.at))
    fitting = [start for start in starts if _is_entry(look.rest(start)) is is_entry]
    fitting = sorted(fitting, key=lambda start: abs(look.lines.column(start) - column))[:_CHOICES]
    choices = [f"{_indent(look.lines.column(start))} like {name(look.rest(start))}" for start in fitting]
    related = tuple(("a line that it could line up with", start, start + len(look.rest(start))) for start in fitting)
    return ", or ".join(choices), related


def _in_wrong_company(look: Look, starts: list[int], beside: int) -> Told:
    """A line that lines up with one that is not of its kind."""
    rest = look.rest(look.at)
    place = (look.at, look.at + len(rest))
    if _is_entry(rest):
        choices, related = _line_up(look, starts)
        help_line = f'{choices or "put the list below a key that has no text of its own"}, or delete the "- "'
        return Told("list-among-keys", *place, f"{name(rest)} begins a list among keys", help_line, related)
    if not _is_entry(look.rest(beside)):
        return colon_of_another_kind(look, look.at) or _no_colon(look, look.at)
    message = f'{name(rest)} stands among the entries of a list and does not begin with "- "'
    spaces = _spaces(look.lines.column(look.at) + 2)
    help_line = f'put "- " before it, or indent it by {spaces} if it belongs to the entry above'
    return Told("key-among-entries", *place, message, help_line)


def _is_entry(line: str) -> bool:
    return line == "-" or line.startswith("- ")


def _open_starts(look: Look) -> list[int]:
    """Where lines above a place begin that are still open there, deepest first; `- name: x` begins twice."""
    found: list[int] = []
    above = look.line_above(look.at)
    least: int | None = None
    for _ in range(FAR):
        if above is None or least == 0:
            break
        indent = look.lines.column(above)
        if least is None or indent < least:
            dashes = _DASHES.match(look.rest(above))
            width = 0 if dashes is None else dashes.end()
            starts = [above + at for at in range(width) if look.text[above + at] == "-"] + [above + width]
            found += [start for start in reversed(starts) if least is None or look.lines.column(start) < least]
            least = indent
        above = look.line_above(above)
    return found


def after_the_end(look: Look) -> Told:
    """Something after the map is complete."""
    above = look.line_above(look.at)
    if above is not None and look.line(above).startswith("%"):
        return signs.directive(look._replace(at=above, context=None))
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
    message = "the map has already ended above this line"
    return signs.stray_sign(look) or Told("after-end", *place, message, "check the brackets and the indentation above it")
