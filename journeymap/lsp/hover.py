"""What is shown of what the pointer rests on: the thing that a word names, the key, the rule behind a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from journeymap.lsp import facts
from journeymap.lsp.cursor import read
from journeymap.lsp.shift import shift
from journeymap.lsp.slot import named_at, root_of, slot_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.diagnostic import Span
    from journeymap.lsp.cursor import Cursor
    from journeymap.lsp.look import Look
    from journeymap.lsp.text import Text

_RULE_NAME = re.compile(r"[\w-]+")


class Hover(NamedTuple):
    """Markdown about some characters."""

    text: str
    span: Span


def hover(text: Text, line: int, column: int, look: Look | None) -> Hover | None:
    """What there is to say about a place, both from 0."""
    cursor = read(text.lines, line, column)
    told = list(_told(cursor, column, text, look))
    rules = dict.fromkeys(_rules_at(text, line, column, look))
    told += [said for name in rules if look is not None and (said := facts.of_rule(name, look.custom)) is not None]
    return Hover("\n\n---\n\n".join(told), cursor.span) if told else None


def _told(cursor: Cursor, column: int, text: Text, look: Look | None) -> Iterator[str]:
    if cursor.where == "comment" and look is not None:
        for match in _RULE_NAME.finditer(text.line(cursor.span.line - 1)):
            if match.start() <= column <= match.end() and match[0] in look.rules:
                said = facts.of_rule(match[0], look.custom)
                if said is not None:
                    yield said
        return
    root = root_of(text.raw)
    named = named_at(root, cursor)
    if named is not None and look is not None and look.good is not None:
        journey = look.good.journey
        for node in journey.named(named.kind, named.text):
            yield facts.of_thing(journey, node, look.path)
    if cursor.where == "key":
        slot = slot_of(root, cursor.steps)
        if slot is not None and slot.object is not None and slot.names is None and cursor.word in slot.object.keys():  # noqa: SIM118 -- not a dict
            yield facts.of_key(slot.object, cursor.word)


def _rules_at(text: Text, line: int, column: int, look: Look | None) -> Iterator[str]:
    """The ids of what is told about these characters."""
    if look is None:
        return
    at = (line + 1, column + 1)
    moved = shift(look.text, text.plain)
    for one in look.told:
        if one.place.path == look.path:
            span = moved(one.place.span)
            if (span.line, span.column) <= at <= (span.end_line, max(span.end_column, span.column + 1)):
                yield one.id
