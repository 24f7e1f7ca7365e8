"""An editor for tests: pygls' own client speaking with `journeymap lsp` as a process of its own, over its pipes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from journeymap.lsp.text import Position, Text, Units

PATIENCE = 30.0


class Editor(LanguageClient):
    """Holds texts as an editor does, and what the server told about them."""

    def __init__(self) -> None:
        super().__init__("tests", "1")
        self.texts: dict[str, Text] = {}
        self.versions: dict[str, int] = {}
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.times: dict[str, int] = {}
        self.said: list[str] = []
        self.registered: list[types.Registration] = []
        self.units = Units.UTF16
        self.news = asyncio.Condition()
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(Editor._take, self))
        self.feature(types.WINDOW_LOG_MESSAGE)(lambda params: self.said.append(params.message))
        self.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self.said.append(params.message))
        self.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: self.registered.extend(params.registrations))

    async def _take(self, params: types.PublishDiagnosticsParams) -> None:
        async with self.news:
            self.told[params.uri] = list(params.diagnostics)
            self.times[params.uri] = self.times.get(params.uri, 0) + 1
            self.news.notify_all()

    async def until(self, uri: str, holds: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """What is told about a file when `holds` says that it is that."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: uri in self.told and holds(self.told[uri])), PATIENCE)
        return self.told[uri]

    async def until_told(self, uri: str, *ids: str) -> list[types.Diagnostic]:
        """What is told about a file when it is just these ids."""
        return await self.until(uri, lambda told: sorted(str(one.code) for one in told) == sorted(ids))

    def open(self, uri: str, text: str) -> None:
        self.texts[uri], self.versions[uri] = Text(text), 1
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, text)))

    def edit(self, uri: str, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        """Put `text` in place of what stands between two positions (as the protocol counts them)."""
        self.texts[uri] = self.texts[uri].changed(Position(*start), Position(*end), text, self.units)
        change = types.TextDocumentContentChangePartial(types.Range(types.Position(*start), types.Position(*end)), text)
        self._change(uri, change)

    def replace(self, uri: str, text: str) -> None:
        self.texts[uri] = Text(text)
        self._change(uri, types.TextDocumentContentChangeWholeDocument(text))

    def _change(self, uri: str, change: Any) -> None:
        self.versions[uri] += 1
        identifier = types.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))

    def at(self, uri: str, word: str, inside: int = 0) -> types.TextDocumentPositionParams:
        """The position `inside` letters behind the beginning of the first `word`."""
        index = self.texts[uri].raw.index(word) + inside
        return types.TextDocumentPositionParams(types.TextDocumentIdentifier(uri), self.position(uri, index))

    def position(self, uri: str, index: int) -> types.Position:
        text = self.texts[uri]
        line = max(number for number, start in enumerate(text.starts) if start <= index)
        return types.Position(line, self.units.count(text.raw[text.starts[line] : index]))

    def slice(self, uri: str, where: types.Range) -> str:
        text = self.texts[uri]
        start, end = ((one.line, one.character) for one in (where.start, where.end))
        return text.raw[text.index(Position(*start), self.units) : text.index(Position(*end), self.units)]

    def applied(self, uri: str, edits: list[Any]) -> str:
        """The text of a file with some edits made."""
        raw = self.texts[uri]
        ordered = sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True)
        for one in ordered:
            start, end = one.range.start, one.range.end
            raw = raw.changed(Position(start.line, start.character), Position(end.line, end.character), one.new_text, self.units)
        return raw.raw

    async def labels(self, uri: str, word: str, inside: int = 0) -> list[str]:
        """What completion suggests at a place."""
        found = await self.complete(uri, word, inside)
        return [one.label for one in found]

    async def complete(self, uri: str, word: str, inside: int = 0) -> list[types.CompletionItem]:
        at = self.at(uri, word, inside)
        found = await self.text_document_completion_async(types.CompletionParams(at.text_document, at.position))
        assert isinstance(found, types.CompletionList)
        return list(found.items)

    async def hovered(self, uri: str, word: str, inside: int = 0) -> str:
        at = self.at(uri, word, inside)
        found = await self.text_document_hover_async(types.HoverParams(at.text_document, at.position))
        return found.contents.value if found is not None and isinstance(found.contents, types.MarkupContent) else ""

    async def actions(self, uri: str, word: str, *only: str) -> list[types.CodeAction]:
        at = self.at(uri, word)
        context = types.CodeActionContext([], only=[types.CodeActionKind(one) for one in only] or None)
        params = types.CodeActionParams(at.text_document, types.Range(at.position, at.position), context)
        return [one for one in await self.text_document_code_action_async(params) or [] if isinstance(one, types.CodeAction)]

    async def renamed(self, uri: str, word: str, new: str, inside: int = 0) -> dict[str, list[Any]]:
        """The edits of renaming what stands at a place, by file."""
        at = self.at(uri, word, inside)
        found = await self.text_document_rename_async(types.RenameParams(at.text_document, at.position, new))
        assert found is not None
        return edits_of(found)


def edits_of(edit: types.WorkspaceEdit | None) -> dict[str, list[Any]]:
    """The edits of an answer, by file."""
    assert edit is not None
    if edit.changes is not None:
        return {uri: list(edits) for uri, edits in edit.changes.items()}
    return {
        one.text_document.uri: list(one.edits) for one in edit.document_changes or [] if isinstance(one, types.TextDocumentEdit)
    }


def capabilities(*, resolve: bool = True, versions: bool = True, encodings: tuple[str, ...] = ()) -> types.ClientCapabilities:
    """What the editor says that it can do."""
    action = types.CodeActionClientCapabilities(
        resolve_support=types.ClientCodeActionResolveOptions(["edit"]) if resolve else None,
        code_action_literal_support=types.ClientCodeActionLiteralOptions(types.ClientCodeActionKindOptions([])),
    )
    watching = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=versions), did_change_watched_files=watching
        ),
        text_document=types.TextDocumentClientCapabilities(code_action=action),
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(one) for one in encodings] or None
        ),
    )


@contextlib.asynccontextmanager
async def editor(folder: Path, *arguments: str, able: types.ClientCapabilities | None = None) -> AsyncIterator[Editor]:
    """An editor with a running server, which must end well."""
    client = Editor()
    options = ("--today", "2026-11-21", *arguments)
    await client.start_io(sys.executable, "-m", "journeymap", "lsp", *options, cwd=folder, env=dict(os.environ))
    params = types.InitializeParams(able or capabilities(), process_id=os.getpid(), root_uri=folder.as_uri())
    answer = await asyncio.wait_for(client.initialize_async(params), PATIENCE)
    client.units = Units(str(getattr(answer.capabilities.position_encoding, "value", answer.capabilities.position_encoding)))
    client.initialized(types.InitializedParams())
    try:
        yield client
        await asyncio.wait_for(client.shutdown_async(None), PATIENCE)
    finally:
        client.exit(None)
        process = client._server
        assert process is not None
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), 10)
        if process.returncode is None:
            process.kill()
        await asyncio.wait_for(client.stop(), PATIENCE)
    assert process.returncode == 0


def edited(
    folder: Path, play: Callable[[Editor], Awaitable[None]], *arguments: str, able: types.ClientCapabilities | None = None
) -> None:
    """Play a scene with an editor in a folder."""

    async def whole() -> None:
        async with editor(folder, *arguments, able=able) as client:
            await play(client)
            assert not any("bug" in one for one in client.said), client.said

    # In a thread of its own: a browser that another test began keeps its loop in this one.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, whole()).result()
