"""Our nouns in words of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from journeymap import escape
from journeymap.diagnostic import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from journeymap.diagnostic import Diagnostic, Edit, Place, Span
    from journeymap.lsp.complete import Item
    from journeymap.lsp.outline import Entry
    from journeymap.lsp.text import Text, Units

SOURCE = "journeymap"
_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.INFO: types.DiagnosticSeverity.Information,
}
_ITEMS = {
    "key": types.CompletionItemKind.Property,
    "choice": types.CompletionItemKind.EnumMember,
    "thing": types.CompletionItemKind.Reference,
    "rule": types.CompletionItemKind.Constant,
}
_SYMBOLS = {
    "list": types.SymbolKind.Namespace,
    "stage": types.SymbolKind.Class,
    "action": types.SymbolKind.Method,
}
_UNNEEDED = frozenset({"unused-ignore", "unused-declaration"})


def range_of(span: Span, text: Text, units: Units) -> types.Range:
    """A span of ours as an editor counts."""
    start, end = text.positions(span, units)
    return types.Range(types.Position(*start), types.Position(*end))


def markdown(text: str) -> types.MarkupContent:
    """Text that is Markdown already."""
    return types.MarkupContent(types.MarkupKind.Markdown, text)


def diagnostic(one: Diagnostic, text: Text, units: Units, locate: Callable[[Place], types.Location | None]) -> types.Diagnostic:
    """What is told, with what to do on a line of its own."""
    message = escape.terminal(one.message)
    if one.help is not None:
        message += f"\nhelp: {escape.terminal(one.help)}"
    places = [(other, locate(other.place)) for other in one.related]
    related = [types.DiagnosticRelatedInformation(place, escape.terminal(other.message)) for other, place in places if place]
    return types.Diagnostic(
        range=range_of(one.place.span, text, units),
        message=message,
        severity=_SEVERITIES[one.level],
        code=one.id,
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if one.id in _UNNEEDED else None,
        related_information=related or None,
    )


def completion(one: Item, text: Text, units: Units) -> types.CompletionItem:
    """A suggestion."""
    return types.CompletionItem(
        label=one.label,
        kind=_ITEMS[one.kind],
        detail=one.detail or None,
        documentation=markdown(one.more) if one.more else None,
        sort_text=one.sort or None,
        filter_text=one.label,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(range_of(one.span, text, units), one.text),
    )


def symbol(entry: Entry, text: Text, units: Units) -> types.DocumentSymbol:
    """A line of the outline with those below it."""
    return types.DocumentSymbol(
        name=entry.name,
        kind=_SYMBOLS.get(entry.kind, types.SymbolKind.Object),
        range=range_of(entry.whole, text, units),
        selection_range=range_of(entry.grip, text, units),
        detail=entry.detail or None,
        children=[symbol(one, text, units) for one in entry.below],
    )


def edits(changes: Iterable[Edit], text: Text, units: Units) -> list[types.TextEdit]:
    """Edits of one file."""
    return [types.TextEdit(range_of(one.span, text, units), one.text) for one in changes]
