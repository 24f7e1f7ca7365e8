"""What fits at the cursor: keys, words of a choice, names of things, rules in a comment that ignores."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from journeymap import escape, schema
from journeymap.diagnostic import Span
from journeymap.edit import scalar
from journeymap.errors import UsageError
from journeymap.journey.names import KNOWN_METRICS, as_written, fits
from journeymap.lint import explain
from journeymap.lsp import facts
from journeymap.lsp.cursor import read
from journeymap.lsp.slot import Slot, root_of, slot_of
from journeymap.model import Cell, JourneyMap, Metric, Next, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeymap.journey import Journey
    from journeymap.lsp.cursor import Cursor
    from journeymap.lsp.look import Look
    from journeymap.lsp.text import Text

_IGNORE = re.compile(r"#[ \t]*journeymap[ \t]*:[ \t]*ignore\[(?:[^\[\]]*,)?[ \t]*([^\[\],]*)$", re.IGNORECASE)
_REQUIRED_FIRST = ("journeymap", "title", "library", "name", "text")


class Item(NamedTuple):
    """One suggestion: what is shown, what takes the place of `span`, and what it is (`key`, `choice`, `thing`, `rule`)."""

    label: str
    text: str
    span: Span
    kind: str
    detail: str = ""
    more: str = ""
    """Markdown."""
    sort: str = ""


def complete(text: Text, line: int, column: int, look: Look | None) -> tuple[Item, ...]:
    """What fits at a place (both from 0) of a text, best first; names are those of the last good look."""
    cursor = read(text.lines, line, column)
    if cursor.where == "comment":
        return tuple(_rules(cursor, column, look))
    if cursor.where == "text":
        return ()
    if not text.raw.strip("\ufeff \t\r\n"):
        return (Item("journeymap", "journeymap: 1", cursor.span, "key", "a customer journey map"),)
    slot = slot_of(root_of(text.raw), cursor.steps)
    if slot is None:
        return ()
    span = cursor.span
    line_text = text.line(line)
    found: list[Item] = []
    if cursor.where in ("key", "open"):
        found += _keys(slot, cursor, line_text)
    if cursor.where in ("value", "open"):
        lead = " " if cursor.where == "value" and line_text[span.column - 2 : span.column - 1] == ":" else ""
        found += [Item(one, f"{lead}{one}", span, "choice") for one in slot.choices]
        as_key = slot.names is not None and not slot.item and cursor.where == "open"
        if slot.refers is not None and not as_key and look is not None and look.good is not None:
            found += _things(slot, look.good.journey, look.path, span, lead)
    if cursor.where != "value" and slot.names is not None and look is not None and look.good is not None:
        found += _named_keys(slot.names, cursor, look.good.journey, look.path, line_text)
    return tuple(found)


def _keys(slot: Slot, cursor: Cursor, line: str) -> Iterator[Item]:
    """The keys of an object that it has not yet; what stands behind the key is left as it is."""
    model = slot.object
    if model is None or (slot.names is not None and model is not Metric) or (_wants_list(slot) and not slot.item and cursor.flow):
        return
    if slot.names is not None and cursor.beside.isdisjoint(model.keys()):
        return
    behind = line[cursor.span.end_column - 1 :].lstrip().startswith(":")
    indent = cursor.span.column - 1
    for order, key in enumerate(model.keys()):
        if key in cursor.beside:
            continue
        text = key if behind else f"{key}:{_after(model, key, indent, flow=cursor.flow)}"
        first = "0" if key in _REQUIRED_FIRST else "1"
        summary = facts.summary_of_key(model, key)
        yield Item(key, text, cursor.span, "key", summary, facts.of_key(model, key), f"{first}{order:03}")


def _wants_list(slot: Slot) -> bool:
    return slot.owner is not None and bool(slot.key) and schema.takes_list(slot.owner, slot.key)


def _after(model: type[Node], key: str, indent: int, *, flow: bool) -> str:
    """What follows a new key: a place for its value, on lines of their own for objects."""
    part = schema.parts(model).get(key)
    if flow or part is None:
        return " "
    inner = "\n" + " " * (indent + 2)
    if part.shape == "many" and key in ("stages", "actions"):
        main = next(name for name, field in part.model.keys().items() if field == part.model.main)
        return f"{inner}- {main}: "
    return f"{inner}- " if part.shape == "many" else " " if part.model.shorthand and part.shape == "one" else inner


def _things(slot: Slot, journey: Journey, path: str, span: Span, lead: str) -> Iterator[Item]:
    kind = slot.refers
    assert kind is not None
    selects = slot.object is not None and slot.owner is JourneyMap
    for node in journey.things(kind):
        if kind == "stop" and not _may_stop(slot, node):
            continue
        if selects and journey.origin(node).path == path:
            continue  # a list of declarations names what a library declares
        name = _name(journey, kind, node)
        yield Item(escape.terminal(name), lead + scalar(name), span, "thing", _detail(node), facts.of_thing(journey, node, path))
    if kind == "metric":
        known = {one.text_of.lower() for one in journey.things(kind)}
        yield from (
            Item(name, lead + name, span, "thing", "a metric that is known") for name in KNOWN_METRICS if name not in known
        )


def _may_stop(slot: Slot, node: Node) -> bool:
    return (
        fits(Next.model_construct(), node)
        if slot.owner is Next or slot.object is Next
        else fits(Cell.model_construct(text=""), node)
    )


def _name(journey: Journey, kind: str, node: Node) -> str:
    """The name that means this thing and no other."""
    name = as_written(node)
    return name if len(journey.named(kind, name)) == 1 else journey.id_of(node)


def _detail(node: Node) -> str:
    told = node.text_of if node.id is not None else str(getattr(node, "role", None) or "")
    return escape.terminal(f"{node.kind}: {told}" if told else node.kind)


def _named_keys(kind: str, cursor: Cursor, journey: Journey, path: str, line: str) -> Iterator[Item]:
    behind = line[cursor.span.end_column - 1 :].lstrip().startswith(":")
    for node in journey.things(kind):
        name = _name(journey, kind, node)
        if name not in cursor.beside:
            text = scalar(name) + ("" if behind else ": ")
            yield Item(escape.terminal(name), text, cursor.span, "thing", _detail(node), facts.of_thing(journey, node, path))
    known = {one.text_of.lower() for one in journey.things(kind)} | cursor.beside
    for name in KNOWN_METRICS if kind == "metric" else ():
        if name not in known:
            yield Item(name, name + ("" if behind else ": "), cursor.span, "thing", "a metric that is known")


def _rules(cursor: Cursor, column: int, look: Look | None) -> Iterator[Item]:
    """The names of rules, inside the brackets of a comment that ignores; those that are told here come first."""
    match = _IGNORE.search(cursor.before)
    if match is None or look is None:
        return
    line = cursor.span.line
    span = Span(line, column + 1 - len(match[1]), line, column + 1)
    near = {one.id for one in look.told if one.place.path == look.path and abs(one.place.span.line - line) <= 1}
    for name in sorted(look.rules):
        try:
            summary = (look.custom.get(name) or explain.explanation(name)).summary
        except UsageError:
            summary = ""
        yield Item(name, name, span, "rule", escape.terminal(summary), sort=f"{'0' if name in near else '1'}{name}")
