"""Speaking with an editor over standard input and output; with `wire`, the only importer of pygls and lsprotocol."""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from journeymap import __version__, config
from journeymap.errors import JourneymapError
from journeymap.lint import baseline
from journeymap.lsp import answers, wire
from journeymap.lsp.session import Session
from journeymap.lsp.text import Position, Text, Units

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from journeymap.diagnostic import Place
    from journeymap.lsp.desk import Desk
    from journeymap.lsp.look import Look

T = TypeVar("T")
_SWITCH = 0.0005
"""Seconds after which a thread that looks at a map lets the one go on that answers."""


class Refused(JsonRpcException):
    """A request that cannot be done, with the reason in a sentence for the person."""

    CODE = -32803


class _Protocol(LanguageServerProtocol):
    """Texts are kept by our session: pygls splits lines at more characters than the protocol and our spans do."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand over."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """Keeps the session, looks at what has changed, and tells."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing open."""
        super().__init__("journeymap", __version__, protocol_cls=_Protocol)
        self.session = Session(desk, to_fs_path)
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="looking")
        self._timer: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None
        self._sent: dict[Path, list[types.Diagnostic]] = {}

    async def ask(self, question: Callable[[], T]) -> T:
        """Let the thread that looks at maps answer; what stops it is refused with its sentence."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self.worker, question)
        except JourneymapError as problem:
            raise Refused(problem.message) from None

    def changed(self) -> None:
        """Look at what waits, when the typing has stopped if looking takes long."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self.session.pause, self._start)

    def _start(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_at_all())

    async def _look_at_all(self) -> None:
        while self.session.waiting:
            place = min(self.session.waiting, key=lambda one: (one in self.session.looks, one))
            self.session.waiting.discard(place)
            await self._look(place)

    async def _look(self, place: Path) -> Look | None:
        session = self.session
        if not session.is_ours(place):
            return None
        start = time.perf_counter()
        try:
            look = await self.ask(partial(session.desk.look, place, session.buffers, session.looks.get(place)))
        except Exception as bug:  # noqa: BLE001 -- the editor is told, and goes on with what was seen before
            self.log(bug)
            return None
        session.took = time.perf_counter() - start
        if place in session.buffers:
            session.looks[place] = look
            if session.is_current(look):
                self.tell()
        return look

    def log(self, trouble: Exception) -> None:
        """Tell the editor's log what kept something from being done: a sentence of ours, or a bug."""
        said = (
            trouble.message
            if isinstance(trouble, JsonRpcException)
            else f"journeymap {__version__} has a bug ({type(trouble).__name__}: {trouble})"
        )
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, said))

    async def look(self, address: str, *, fresh: bool) -> Look | None:
        """The last look at an open file, or one at its text as it is now; None for what is none of ours."""
        place = self.session.place(address)
        look = self.session.looks.get(place)
        if look is None or (fresh and not self.session.is_current(look)):
            look = await self._look(place) or look
        return look

    def tell(self) -> None:
        """Send what is told about each file, where it is other than what was sent."""
        told = self.session.told()
        for place in [*told, *(one for one in self._sent if one not in told)]:
            found, look = told.get(place, ((), None))
            sent: list[types.Diagnostic] = []
            for one in found:
                assert look is not None
                span = self.session.now(look, one.place.path, one.place.span)
                text = self.session.text(look, one.place.path)
                sent.append(
                    wire.diagnostic(
                        one._replace(place=one.place._replace(span=span)), text, self.session.units, partial(self.locate, look)
                    )
                )
            if place not in self._sent or sent != self._sent[place]:
                buffer = self.session.buffers.get(place)
                version = buffer.version if buffer is not None else None
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.session.address(place), sent, version))
            self._sent[place] = sent
        self._sent = {place: sent for place, sent in self._sent.items() if sent or place in told}

    def locate(self, look: Look, place: Place, then: str | None = None) -> types.Location:
        """A place of a file that was read for a look, where it stands now; see `Session.now`."""
        span = self.session.now(look, place.path, place.span, then)
        text = self.session.text(look, place.path)
        return types.Location(self.session.address(look.root / place.path), wire.range_of(span, text, self.session.units))

    def shutdown(self) -> None:
        """Let the thread go."""
        self.worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]  # pygls' own


def serve(desk: Desk) -> None:
    """Answer on standard input and output until the editor ends it."""
    sys.setswitchinterval(_SWITCH)
    made(desk).start_io()


def made(desk: Desk) -> Server:
    """A server with all of its features."""
    server = Server(desk)
    handlers: dict[str, Callable[[Server, Any], None]] = {
        types.INITIALIZE: _initialize,
        types.INITIALIZED: _initialized,
        types.TEXT_DOCUMENT_DID_OPEN: _opened,
        types.TEXT_DOCUMENT_DID_CHANGE: _changed,
        types.TEXT_DOCUMENT_DID_SAVE: _elsewhere,
        types.TEXT_DOCUMENT_DID_CLOSE: _closed,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _elsewhere,
    }
    for name, handler in handlers.items():
        server.feature(name)(partial(handler, server))
    answers.register(server)
    return server


def _initialize(server: Server, _params: types.InitializeParams) -> None:
    server.session.units = Units(str(getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding)))


def _initialized(server: Server, _params: types.InitializedParams) -> None:
    """Ask to hear of files that change on the disk, where the editor can tell."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace is not None else None
    if watching is None or not watching.dynamic_registration:
        return
    globs = ("**/*.{yaml,yml}", f"**/{config.NAME}", f"**/{config.PYPROJECT}", f"**/{baseline.FILE_NAME}")
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in globs])
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(types.RegistrationParams([types.Registration("files", method, options)]))


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    one = params.text_document
    server.session.put(one.uri, Text(one.text), one.version)
    server.changed()


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    session, one = server.session, params.text_document
    buffer = session.buffers.get(session.place(one.uri))
    text = buffer.text if buffer is not None else Text("")
    for change in params.content_changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = change.range.start, change.range.end
            text = text.changed(
                Position(start.line, start.character), Position(end.line, end.character), change.text, session.units
            )
        else:
            text = Text(change.text)
    session.put(one.uri, text, one.version)
    server.changed()


def _elsewhere(server: Server, _params: object) -> None:
    server.session.note_all()
    server.changed()


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.session.close(params.text_document.uri)
    server.tell()
    server.changed()
