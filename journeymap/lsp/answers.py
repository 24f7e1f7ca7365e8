"""The answers to an editor's requests: from the question in words of the protocol to the answer in such words."""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from journeymap.errors import UsageError
from journeymap.lsp import complete, find, hover, layout, mend, outline, rename, wire
from journeymap.lsp.text import Position, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.diagnostic import Diagnostic, Edit
    from journeymap.lsp.look import Look
    from journeymap.lsp.server import Server

_IGNORE, _FIX = "ignore", "fix"


def register(server: Server) -> None:
    """Give a server all that it answers."""
    options: dict[str, tuple[Any, Any]] = {
        types.TEXT_DOCUMENT_COMPLETION: (
            _complete,
            types.CompletionOptions(trigger_characters=[":", " ", "[", ",", "{"], resolve_provider=False),
        ),
        types.TEXT_DOCUMENT_HOVER: (_hover, None),
        types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
        types.TEXT_DOCUMENT_REFERENCES: (_references, None),
        types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
        types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None),
        types.TEXT_DOCUMENT_DOCUMENT_LINK: (_links, types.DocumentLinkOptions(resolve_provider=False)),
        types.TEXT_DOCUMENT_CODE_ACTION: (
            _actions,
            types.CodeActionOptions(
                code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll],
                resolve_provider=True,
            ),
        ),
        types.CODE_ACTION_RESOLVE: (_resolve, None),
        types.TEXT_DOCUMENT_FORMATTING: (_format, None),
    }
    for name, (answer, option) in options.items():
        server.feature(name, option)(_bound(answer, server))


def _bound(answer: Any, server: Server) -> Any:
    """An answer of a server; pygls tells by the kind of function whether it is to be awaited."""

    async def bound(params: Any) -> Any:
        found = answer(server, params)
        return await found if inspect.isawaitable(found) else found

    return bound


def _at(server: Server, address: str, position: types.Position) -> tuple[Text, int, int] | None:
    """The text of an open file with a place in it, both numbers from 0 and in code points."""
    buffer = server.session.buffers.get(server.session.place(address))
    if buffer is None:
        return None
    line, column = buffer.text.column(Position(position.line, position.character), server.session.units)
    return buffer.text, line, column


def _last(server: Server, address: str) -> Look | None:
    return server.session.looks.get(server.session.place(address))


def _complete(server: Server, params: types.CompletionParams) -> types.CompletionList:
    at = _at(server, params.text_document.uri, params.position)
    place = server.session.place(params.text_document.uri)
    if at is None or not (server.session.is_ours(place) or not at[0].raw.strip("\ufeff \t\r\n")):
        return types.CompletionList(is_incomplete=False, items=[])
    items = complete.complete(*at, _last(server, params.text_document.uri))
    return types.CompletionList(is_incomplete=False, items=[wire.completion(one, at[0], server.session.units) for one in items])


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    at = _at(server, params.text_document.uri, params.position)
    if at is None or not server.session.is_ours(server.session.place(params.text_document.uri)):
        return None
    found = hover.hover(*at, _last(server, params.text_document.uri))
    return (
        None if found is None else types.Hover(wire.markdown(found.text), wire.range_of(found.span, at[0], server.session.units))
    )


def _definition(server: Server, params: types.DefinitionParams) -> list[types.Location]:
    at = _at(server, params.text_document.uri, params.position)
    look = _last(server, params.text_document.uri)
    if at is None or look is None:
        return []
    documents = look.good.journey.documents if look.good is not None else {}
    nowhere = types.Range(types.Position(0, 0), types.Position(0, 0))
    return [
        types.Location(server.session.address(look.root / target.path), nowhere)
        if target.place is None
        else server.locate(look, target.place, documents[target.path].source.text)
        for target in find.definition(*at, look)
    ]


async def _references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    at = _at(server, params.text_document.uri, params.position)
    named = rename.renamable(*at) if at is not None else None
    look = await server.look(params.text_document.uri, fresh=True)
    if named is None or look is None:
        return []
    buffers, desk = server.session.buffers, server.session.desk

    def ask() -> list[tuple[str, str, Any]]:
        _, project, path = desk.open(look.place, buffers)
        checked = project.check(path)
        if checked.journey is None:
            return []
        thing = find.everywhere(named[0], checked, project, desk.maps(look.place, buffers))
        if isinstance(thing, tuple):
            return []
        places = [
            *(find.declarations(thing) if params.context.include_declaration else ()),
            *(site.place for site in thing.sites),
        ]
        return [(one.path, _text(project, one.path), one.span) for one in places]

    return [
        types.Location(server.session.address(look.root / path), wire.range_of(span, Text(text), server.session.units))
        for path, text, span in await server.ask(ask)
    ]


def _text(project: Any, path: str) -> str:
    """A file's text; an editor drops a byte order mark, too."""
    source = project.source(path)
    return "" if source is None else source.text


def _prepare_rename(server: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    at = _at(server, params.text_document.uri, params.position)
    found = rename.renamable(*at) if at is not None else None
    look = _last(server, params.text_document.uri)
    if at is None or found is None or look is None or look.good is None:
        return None
    named, span, word = found
    things = look.good.journey.named(named.kind, named.text)
    if not things:
        return None
    return types.PrepareRenamePlaceholder(wire.range_of(span, at[0], server.session.units), word)


async def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit:
    at = _at(server, params.text_document.uri, params.position)
    found = rename.renamable(*at) if at is not None else None
    look = await server.look(params.text_document.uri, fresh=True)
    if found is None or look is None:
        from journeymap.lsp.server import Refused

        raise Refused("there is no name here that could be another one")
    buffers, desk = server.session.buffers, server.session.desk

    def ask() -> tuple[rename.Edits, dict[str, str]]:
        _, project, path = desk.open(look.place, buffers)
        edits = rename.rename(found[0], params.new_name, project.check(path), project, desk.maps(look.place, buffers))
        return edits, {one: _text(project, one) for one in edits}

    edits, texts = await server.ask(ask)
    return _workspace_edit(server, look, edits, texts)


def _workspace_edit(
    server: Server, look: Look, changes: Mapping[str, Sequence[Edit]], texts: Mapping[str, str]
) -> types.WorkspaceEdit:
    """Edits of several files, for the versions that they were made for where the editor can check that."""
    session = server.session
    made = {}
    for path, edits in changes.items():
        buffer = session.buffers.get(look.root / path)
        made[path] = wire.edits(edits, buffer.text if buffer is not None else Text(texts[path]), session.units)
    able = server.client_capabilities.workspace
    if able is None or able.workspace_edit is None or not able.workspace_edit.document_changes:
        return types.WorkspaceEdit(changes={session.address(look.root / path): edits for path, edits in made.items()})
    documents = []
    for path, those in made.items():
        place = look.root / path
        version = session.buffers[place].version if place in session.buffers else None
        identifier = types.OptionalVersionedTextDocumentIdentifier(session.address(place), version)
        documents.append(types.TextDocumentEdit(identifier, list(those)))
    return types.WorkspaceEdit(document_changes=list(documents))


async def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    look = await server.look(params.text_document.uri, fresh=False)
    buffer = server.session.buffers.get(server.session.place(params.text_document.uri))
    if look is None or buffer is None:
        return []
    return [wire.symbol(one, buffer.text, server.session.units) for one in outline.outline(buffer.text, look)]


async def _links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    look = await server.look(params.text_document.uri, fresh=False)
    buffer = server.session.buffers.get(server.session.place(params.text_document.uri))
    if look is None or buffer is None:
        return []
    return [
        types.DocumentLink(
            wire.range_of(one.span, buffer.text, server.session.units), server.session.address(look.root / one.path)
        )
        for one in outline.links(buffer.text, look)
    ]


async def _format(server: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """The edits of our one layout; the editor's own wishes about it are not asked. Why there are none goes to its log."""
    session, place = server.session, server.session.place(params.text_document.uri)
    buffer, buffers, desk = session.buffers.get(place), session.buffers, session.desk
    if buffer is None or not session.is_ours(place):
        return []

    def ask() -> Sequence[Edit]:
        _, project, path = desk.open(place, buffers)
        return layout.laid_out(path, project.store.read(path), project.limits)

    try:
        changes = await server.ask(ask)
    except Exception as trouble:  # noqa: BLE001 -- saving, which may have asked, goes on
        server.log(trouble)
        return []
    # What was typed meanwhile would be torn.
    return wire.edits(changes, buffer.text, session.units) if session.buffers.get(place) == buffer else []


async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What could be done about what is told here; the edits are made and proved when one is chosen."""
    look = await server.look(params.text_document.uri, fresh=True)
    at = _at(server, params.text_document.uri, params.range.start)
    until = _at(server, params.text_document.uri, params.range.end)
    if look is None or at is None or until is None or not server.session.is_current(look):
        return []
    text, units = at[0], server.session.units
    start, end = (at[1] + 1, at[2] + 1), (until[1] + 1, until[2] + 1)
    found: list[types.CodeAction] = []
    wanted = params.context.only
    own = [one for one in look.told if one.place.path == look.path]
    if wanted is None or any("quickfix".startswith(str(getattr(kind, "value", kind))) for kind in wanted):
        for one in own:
            span = one.place.span
            if (span.line, span.column) <= end and start <= (span.end_line, span.end_column):
                said = wire.diagnostic(one, text, units, partial(server.locate, look))
                found += _for_one(one, said, params.text_document.uri, look)
    if (
        wanted is not None
        and any("source.fixAll".startswith(str(getattr(kind, "value", kind))) for kind in wanted)
        and any(one.fix is not None and one.fix.safe for one in own)
    ):
        data = {"address": params.text_document.uri, "what": "all"}
        found.append(types.CodeAction("Fix all that --fix would fix", kind=types.CodeActionKind.SourceFixAll, data=data))
    able = server.client_capabilities.text_document
    actions = able.code_action if able is not None else None
    if actions is not None and actions.resolve_support is not None and "edit" in actions.resolve_support.properties:
        return found
    return [one for one in [await _tried(server, one) for one in found] if one is not None]


def _for_one(one: Diagnostic, said: types.Diagnostic, address: str, look: Look) -> list[types.CodeAction]:
    data = {"address": address, "facts": list(mend.facts(one)), "span": list(one.place.span)}
    message = said.message.partition("\nhelp: ")
    found = []
    if one.fix is not None:
        title = f"Fix: {message[2] or message[0]}" + ("" if one.fix.safe else " (not safe: a guess, or something is lost)")
        kind = types.CodeActionKind.QuickFix
        found.append(types.CodeAction(title, kind, [said], is_preferred=one.fix.safe, data={**data, "what": _FIX}))
    if one.id in look.rules:
        title = f"Ignore {one.id} here, with a comment"
        found.append(types.CodeAction(title, types.CodeActionKind.QuickFix, [said], data={**data, "what": _IGNORE}))
    return found


async def _tried(server: Server, action: types.CodeAction) -> types.CodeAction | None:
    from journeymap.lsp.server import Refused

    try:
        return await _resolve(server, action)
    except Refused:
        return None


async def _resolve(server: Server, action: types.CodeAction) -> types.CodeAction:
    """Make the edits of what was chosen."""
    data: Any = action.data
    session = server.session
    look = await server.look(data["address"], fresh=True)
    if look is None:
        return action
    buffers, desk = session.buffers, session.desk

    def ask() -> Edit:
        standing, project, path = desk.open(look.place, buffers)
        bench = mend.Bench(standing, project, path, desk.today())
        if data["what"] == "all":
            change = mend.fix_all(bench)
        else:
            there = [one for one in bench.told(project) if list(mend.facts(one)) == data["facts"]]
            there.sort(key=lambda one: list(one.place.span) != data["span"])
            change = (mend.fix if data["what"] == _FIX else mend.ignore)(bench, there[0]) if there else None
        if change is None:
            raise UsageError("this cannot be done here without changing something else; do it by hand")
        return change

    change = await server.ask(ask)
    action.edit = _workspace_edit(server, look, {look.path: [change]}, {look.path: look.text})
    return action
