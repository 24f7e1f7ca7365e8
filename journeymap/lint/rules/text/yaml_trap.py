"""YAML that is valid and reads other than it looks.

Why: Two slips that no parser complains about. A ` #` before a word begins a comment, so `Ticket #42` ends after
`Ticket`. And in `[ ]` only the ordinary comma parts entries: `،`, `、` and `，` join what was meant to be two. Other
traps make a file invalid and are told by `syntax` and `invalid-map`. The fix puts the text in quotes, or writes the
ordinary comma; since that changes what is read, it is not a safe one.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        thoughts: The label says shop #12, but which street?
        touchpoints: [Parcel shop， App]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        thoughts: "The label says shop #12, but which street?"
        touchpoints: [Parcel shop, App]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from journeymap.diagnostic import Level
from journeymap.lint.rule import Finding, Patch, Remedy, Rule
from journeymap.lint.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lint.context import Context
    from journeymap.lint.writing import Piece

_HASH = re.compile(r"#\w")
_IN_BRACKETS = r"\[[^\[\]]{0,2000}?[،、，]"
_COMMA = r"(?<=[^\s,])\s*[،、，]\s*(?=[^\s,])"
_OURS = "#journeymap:"
_MOST_PATCHES = 1000


def check(_journey: Journey, _options: None, context: Context) -> Iterator[Finding]:
    """Ask the writing, after a search for the signs that nearly always finds none."""
    whole = context.writing.text
    cut = any(whole[match.start() - 1] in " \t" for match in _HASH.finditer(whole))
    if not cut and (whole.isascii() or re.search(_IN_BRACKETS, whole) is None):
        return
    pieces = list(context.writing.pieces())
    on_line: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.style != "comment":
            on_line.setdefault(piece.span.end_line, []).append(piece)
    for piece in pieces:
        if piece.style == "comment":
            yield from _cut_off(piece, on_line.get(piece.span.line, []))
        elif piece.style == "plain" and piece.in_brackets:
            yield from _joined(piece)


def _cut_off(comment: Piece, on_line: list[Piece]) -> Iterator[Finding]:
    """A comment that touches its first word, right after a plain text or where one should be."""
    if not comment.raw[1:2].isalnum() or comment.raw.startswith(_OURS):
        return
    earlier = [piece for piece in on_line if piece.span.end_column <= comment.span.column]
    before = max(earlier, key=lambda piece: piece.span.end_column, default=None)
    if before is None or before.style not in ("plain", "empty"):
        return
    whole = before.span_to(comment)
    if before.raw:
        said = f"this text ends before {quoted(comment.raw)}, which is read as a comment"
        text = before.raw + " " * (comment.span.column - before.span.end_column) + comment.raw
    else:
        said = f"{quoted(comment.raw)} is read as a comment, so there is no text here"
        text = comment.raw
    yield Finding(
        before.node,
        said,
        steps=before.steps,
        help='put the whole text in quotes, or write a blank after the "#" of a comment',
        key="comment",
        remedy=Remedy((Patch(whole, ("" if before.raw else " ") + _in_quotes(text)),), safe=False),
        span=whole,
    )


def _joined(piece: Piece) -> Iterator[Finding]:
    """An entry of a `[ ]` with a comma of another script in it."""
    found = list(re.finditer(_COMMA, piece.raw))
    if found:
        patches = tuple(Patch(piece.part(match.start(), match.end()), ", ") for match in found[:_MOST_PATCHES])
        yield Finding(
            piece.node,
            f'in [ ] the sign "{found[0][0].strip()}" does not part entries, so {quoted(piece.raw)} is one',
            steps=piece.steps,
            help='write "," between entries, or put the text in quotes if it is one',
            key="comma",
            remedy=Remedy(patches, safe=False) if len(patches) == len(found) else None,
        )


def _in_quotes(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


RULE = Rule(
    level=Level.WARNING,
    preset="minimal",
    authority="practice",
    check=check,
    local=True,
    in_libraries=True,
    fixable=True,
)
