"""From a `Source` to a `Document`: which parser, what is told, and what is left unsaid because it only follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from journeymap.document import _words
from journeymap.document._builder import Builder
from journeymap.document._document import Document, Read
from journeymap.document._lines import FewLines, Lines
from journeymap.document._nodes import is_empty
from journeymap.document._parsers import HAS_C_PARSER, ScalarEvent, Unreadable
from journeymap.document._refusal import is_long, may_fill_memory, refusal
from journeymap.document._standins import readable
from journeymap.document._telling import Told, diagnostic, is_are
from journeymap.limits import DEFAULT

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Route
    from journeymap.document._standins import Readable
    from journeymap.limits import Limits
    from journeymap.source import Source

_SECOND_OPINION = 500_000
"""Characters up to which the pure parser is asked whether the C parser was too strict: it needs about two seconds for them."""


Parsed: TypeAlias = "tuple[Document | None, tuple[Diagnostic, ...]]"


def parse(source: Source, limits: Limits = DEFAULT, *, pure: bool = not HAS_C_PARSER) -> Parsed:
    """The document and every mistake in it that concerns YAML alone, in their order in the file.

    After a mistake that ends the parse the document holds what came before it, and `complete` is false. There is none only
    where the file is empty or too large, be it in bytes or, in a long text (see `is_long`), in what it holds. `pure` chooses
    the parser that needs no wheel; the answers are the same, but that it keeps the beginning of such a long text.
    """
    if source.text.startswith("\ufeff"):
        source = source._replace(text=source.text[1:], bom=True)
    text = source.text
    lines = Lines(text)
    if len(text) > limits.bytes:
        return None, (diagnostic(source.path, lines, _words.too_large(limits.bytes)),)
    mended = readable(text)
    long = not pure and is_long(mended.text, limits)
    counted = long and may_fill_memory(mended.text, limits)
    refused = refusal(mended.text, limits) if counted else None
    if refused is not None:
        return None, (_refused(source, refused),)
    try:
        builder = _build(mended, limits, pure=pure)
    except Unreadable:
        mended = readable(text, controls=True)
        builder = _build(mended, limits, pure=pure)
    if long and not counted and not builder.complete:
        refused = refusal(readable(text).text, limits)
        if refused is not None:
            del builder, mended  # their memory first
            return None, (_refused(source, refused),)
    if builder.complete and not builder.told and _is_empty(builder):
        return None, (diagnostic(source.path, lines, _empty(text)),)
    told, complete = _tell(builder, mended, lines)
    told.sort(key=lambda one: (one[0].start, one[0].end))
    diagnostics = tuple(diagnostic(source.path, lines, one, route) for one, route in told)
    read = Read(mended.text, builder.pure, builder.reached, complete)
    return Document(source, builder.value, builder.root, read), diagnostics


_BEGIN = 'begin with the lines "journeymap: 1" and "title: …"; the README has a map of twelve lines'
_EMPTY = Told("empty", 0, 0, "the file is empty", _BEGIN)
_ONLY_COMMENTS = Told("empty", 0, 0, "there are only comments in this file", _BEGIN)


_BREAK = re.compile(r"[\r\n]")
_MARKS = ("", "---", "...")


def _empty(text: str) -> Told:
    """What is said of a file without a value."""
    lines = (line.strip() for line in _BREAK.split(text))
    begun = {line[:1] for line in lines if line not in _MARKS}
    return _ONLY_COMMENTS if begun == {"#"} else _EMPTY


def _build(source: Readable, limits: Limits, *, pure: bool) -> Builder:
    first = Builder(source, limits, pure=pure)
    first.run()
    if pure or first.fault is None or len(source.text) > _SECOND_OPINION:
        return first
    # libyaml refuses some valid YAML 1.2. Where the pure parser refuses a text too, it does so at the same place, or at the
    # place that is really wrong.
    second = Builder(source, limits, pure=True)
    second.run()
    return second


def _refused(source: Source, told: Told) -> Diagnostic:
    """What is told of a file that is refused; a table of its lines could take more memory than all else."""
    return diagnostic(source.path, FewLines(source.text), told)


def _is_empty(builder: Builder) -> bool:
    root = builder.root
    return root is None or (isinstance(root, ScalarEvent) and is_empty(root))


def _tell(builder: Builder, mended: Readable, lines: Lines) -> tuple[list[tuple[Told, Route]], bool]:
    """What is said, and whether the document can be called complete. Of causes and what follows from them: the causes."""
    if _is_clean(builder, mended):
        return [], True
    from journeymap.document import _explain  # here: most files have no mistake

    told = list(builder.told)
    if builder.untold:
        last, route = told[-1]
        more = is_are(builder.untold, "more mistake like these", "more mistakes like these")
        told[-1] = (last._replace(help=f"{last.help}; {more}"), route)
    complete = builder.complete
    if builder.limited is not None:
        told.append((builder.limited, builder.route))
    conflict = _explain.conflict(lines)
    if conflict is not None:
        return [one for one in told if one[0].start < conflict.start] + [(conflict, ())], False
    told += [(one, ()) for one in _explain.unwanted(lines.text, mended.unwanted)]
    spoilt = builder.fault is not None and _touches(mended, builder.fault.at, builder.fault.context, lines)
    fault = None if spoilt else _explain.fault(builder, lines)
    if fault is not None:
        told = [one for one in told if not fault.start <= one[0].start < fault.end] + [(fault, builder.route)]
    blanks = _explain.odd_blanks(builder.odd_blanks, lines)
    if blanks is not None:
        told.append((blanks, ()))
    root = _explain.root(builder.root, lines) if complete else None
    if root is not None:
        told.append((root, ()))
        builder.root = builder.value = None
    return told, complete and blanks is None and root is None


def _is_clean(builder: Builder, mended: Readable) -> bool:
    """Whether there is nothing to say, as of nearly every file."""
    return not (
        builder.told
        or not builder.complete
        or builder.odd_blanks
        or mended.unwanted
        or isinstance(builder.root, ScalarEvent)
        or "<<<<<<<" in mended.text
        or ">>>>>>>" in mended.text
    )


def _touches(mended: Readable, at: int, context: int | None, lines: Lines) -> bool:
    """Whether a character that is told for itself stands on the line of a fault."""
    places = (at,) if context is None else (at, context)
    return any(mended.touches(lines.start(place), lines.end(place) + 1) for place in places)
