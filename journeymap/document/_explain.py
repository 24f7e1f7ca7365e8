"""Why the parser gave up, in words for the person who wrote the file, and at the place where the mistake is.

The parser says where it noticed; the mistake is often earlier. Both parsers notice at the same places, so what is said
here depends on the text and on our kinds of faults only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from journeymap.document import _explain_lines, _explain_signs, _parsers, _words
from journeymap.document._look import Look
from journeymap.document._telling import Told, is_are

if TYPE_CHECKING:
    from collections.abc import Callable

    from journeymap.document._builder import Builder
    from journeymap.document._lines import Lines
    from journeymap.document._nodes import Node
    from journeymap.document._parsers import Fault

_EXPLANATIONS: dict[str, Callable[[Look], Told]] = {
    "tab": _explain_signs.tab,
    "start": _explain_signs.start,
    "header": _explain_signs.header,
    "name": _explain_signs.name,
    "directive": _explain_signs.directive,
    "key": _explain_signs.question_mark,
    "escape": _explain_signs.escape,
    "quote": _explain_signs.open_quote,
    "flow": _explain_signs.flow,
    "content": _explain_signs.content,
    "value": _explain_lines.second_colon,
    "colon": _explain_lines.missing_colon,
    "entry": _explain_lines.entry,
    "block": _explain_lines.block,
    "document": _explain_lines.after_the_end,
}
_SURE = ("tab", "escape", "quote")
_ODD_INDENT = re.compile(rf"[ \t]*(?:- *)?[{_words.ODD_BLANKS}]")
_CONFLICT = re.compile(r"^(?:(<{7})|(={7})|(>{7}))(?: [^\r\n]*)?(?=[\r\n]|\Z)", re.MULTILINE)


def fault(builder: Builder, lines: Lines) -> Told | None:
    """What to say about the fault of a builder; `None` if it is one more of its `odd_blanks`, and is noted there."""
    problem = builder.fault
    if problem is None:
        return None
    look = Look(lines, problem.at, problem.context, _recent(builder, problem), builder.open_bracket)
    if problem.kind not in _SURE:
        for index in (problem.at, problem.context or problem.at):
            if _ODD_INDENT.match(look.line(index)):
                builder.odd_blanks.append(look.content(index))
                return None
        quote = look.runaway_quote()
        if quote is not None:
            return _explain_signs.runaway_quote(look, quote)
    return _EXPLANATIONS.get(problem.kind, _explain_signs.unexpected)(look)


def _recent(builder: Builder, problem: Fault) -> tuple[Any, ...]:
    """The last events before a fault. The C parser reads them again, so that files without a fault need not note them."""
    recent = builder.recent
    if builder.pure:
        return tuple(recent)
    next_event = _parsers.events(builder.source.text, pure=builder.pure)
    try:
        while (event := next_event()).start_mark.index <= problem.at and type(event) is not _parsers.StreamEndEvent:
            recent.append(event)
    except _parsers.YAMLError:
        pass  # the fault itself
    return tuple(recent)


def root(node: Node | None, lines: Lines) -> Told | None:
    """A file that is one text because its colons are of another kind."""
    if not isinstance(node, _parsers.ScalarEvent) or node.style:
        return None
    return _explain_lines.colon_of_another_kind(Look(lines, node.start_mark.index), node.start_mark.index)


def conflict(lines: Lines) -> Told | None:
    """Merge conflicts: one thing to say about all of them."""
    if "<<<<<<<" not in lines.text and ">>>>>>>" not in lines.text:
        return None
    marks = list(_CONFLICT.finditer(lines.text))
    count = max(sum(1 for mark in marks if mark[1]), sum(1 for mark in marks if mark[3]))
    if not count:
        return None
    first = next(mark for mark in marks if mark[1] or mark[3])
    related = []
    for mark in marks[marks.index(first) + 1 :]:
        related.append(("the other side begins here" if mark[2] else "the conflict ends here", *mark.span()))
        if mark[3]:
            break
    what = "a merge conflict that is" if count == 1 else f"{count:,} merge conflicts that are"
    return Told(
        "conflict",
        *first.span(),
        f"the file holds {what} not resolved",
        'keep one side or put both together, then delete the lines that begin with "<<<<<<<", "=======" and ">>>>>>>"',
        tuple(related),
    )


def odd_blanks(indices: list[int], lines: Lines) -> Told | None:
    """Lines that are indented with what only looks like spaces: one thing to say about all of them."""
    if not indices:
        return None
    first = min(indices)
    line_start = lines.start(first)
    text = lines.text[line_start : lines.end(first)]
    begin = next((at for at, sign in enumerate(text) if sign in _words.ODD_BLANKS), 0)
    end = next((at for at, sign in enumerate(text) if at > begin and sign not in _words.ODD_BLANKS), len(text))
    help_line = "replace it with ordinary spaces; it often comes along when text is copied from a web page or a document"
    others = sum(1 for start in lines.starts if start != line_start and _ODD_INDENT.match(lines.text, start))
    if others:
        help_line += f"; {is_are(others, 'more line', 'more lines')} with it"
    dash = text[:begin].strip()
    where = f'after "{dash}" stands' if dash else "this line is indented with"
    message = f"{where} {_words.blank_name(text[begin])}, which YAML takes as a part of the text"
    return Told("odd-blank", line_start + begin, line_start + end, message, help_line)


def unwanted(text: str, indices: tuple[int, ...]) -> list[Told]:
    """Byte order marks and control characters inside a file: one thing to say about each kind."""
    told = []
    for is_mark in (True, False):
        places = [index for index in indices if (text[index] == "\ufeff") is is_mark]
        if not places:
            continue
        message = f"an invisible character stands here: {_named(text[places[0]])}"
        help_line = "delete it" + ("; it is left over where files were joined" if is_mark else "")
        if len(places) > 1:
            help_line += f"; {is_are(len(places) - 1, 'more of its kind', 'more of its kind')} in the file"
        key = "byte-order-mark" if is_mark else "control-character"
        told.append(Told(key, places[0], places[0] + 1, message, help_line))
    return told


def _named(sign: str) -> str:
    if sign == "\ufeff":
        return "a byte order mark (U+FEFF)"
    kind = (
        "half of a character" if "\ud800" <= sign <= "\udfff" else "a non-character" if sign > "\ufff0" else "a control character"
    )
    return f"{kind} (U+{ord(sign):04X})"
