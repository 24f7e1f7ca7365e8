"""Answering a browser on this machine: the page, its news, and the maps.

The only listener of the product. It binds to the loopback interface, answers nobody who calls it by another name (a page
elsewhere could otherwise reach it by a name that leads here), and changes nothing: there is nothing but `GET`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import threading
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from journeymap import __version__, assets
from journeymap.errors import UsageError

if TYPE_CHECKING:
    from journeymap.preview.desk import Desk, Shown

HOST = "127.0.0.1"
_LOOK_EVERY = 0.2
"""Seconds between two looks at the files."""
_BREATH = 10.0
"""Seconds after which a quiet line of news says that it is alive."""
_MAP_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_COMMON = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Server:
    """Serves a desk until it is stopped."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Take a port; 0 takes any free one. Raises `UsageError` where that cannot be had."""
        self._desk = desk
        try:
            self._http = _Http(desk, port)
        except OSError as problem:
            why = "is in use" if port else "cannot be had"
            raise UsageError(
                f"port {port} {why}: {(problem.strerror or str(problem)).lower()}", "leave out --port to take a free one"
            ) from None
        except OverflowError:
            raise UsageError(f"{port} is not a port", "choose one from 1024 to 65535, or leave out --port") from None

    @property
    def port(self) -> int:
        """The port that was taken."""
        return self._http.server_port

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{HOST}:{self.port}/"

    def run(self) -> None:
        """Answer, and look at the files, until `stop` or an interrupt."""
        answering = threading.Thread(target=self._http.serve_forever, daemon=True)
        answering.start()
        try:
            while not self._http.ended.wait(_LOOK_EVERY):
                self._desk.refresh()
        finally:
            self.stop()
            self._http.shutdown()
            self._http.server_close()

    def stop(self) -> None:
        """Let `run` return."""
        self._http.ended.set()
        self._desk.stop()


class _Http(ThreadingHTTPServer):
    """The listener, with what its calls are answered from."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.ended = threading.Event()
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as the base class says


class _Handler(BaseHTTPRequestHandler):
    """One call of a browser."""

    server: _Http
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "journeymap", ""

    def do_GET(self) -> None:
        """Every answer there is."""
        if self.headers.get("Host", "") not in {f"{name}:{self.server.server_port}" for name in (HOST, "localhost")}:
            self._text(HTTPStatus.MISDIRECTED_REQUEST, "This preview answers only under its own address.\n")
            return
        path = self.path.partition("?")[0]
        if path == "/":
            self._shell()
        elif path == "/news":
            self._news()
        elif path.startswith("/map/") and path.removeprefix("/map/").isdecimal():
            self._map(int(path.removeprefix("/map/")[:6]))
        else:
            self._text(HTTPStatus.NOT_FOUND, "There is nothing here.\n")

    def _shell(self) -> None:
        content, policy = page()
        self._send(HTTPStatus.OK, "text/html; charset=utf-8", content, policy)

    def _map(self, number: int) -> None:
        shown = self.server.desk.shown
        picture = shown[number].picture if number < len(shown) else None
        if picture is None:
            self._text(HTTPStatus.NOT_FOUND, "This map has not been drawn yet.\n")
            return
        try:
            content = picture.page()
        except Exception as bug:  # a bug of ours in one map leaves the others
            if self.server.desk.debug:
                raise
            why = f"journeymap {__version__} has a bug ({type(bug).__name__}); it is not your map's fault"
            self._text(HTTPStatus.INTERNAL_SERVER_ERROR, f"{why}\nrun journeymap preview --debug and report what it shows\n")
        else:
            self._send(HTTPStatus.OK, "text/html; charset=utf-8", content, _MAP_POLICY)

    def _news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self._headers("text/event-stream", "default-src 'none'")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        state = -1
        try:
            while not self.server.ended.is_set():
                now = self.server.desk.wait(state, _BREATH)
                self.wfile.write(b": alive\n\n" if now == state else f"data: {news(self.server.desk.shown)}\n\n".encode())
                self.wfile.flush()
                state = now
        except OSError:
            pass  # the browser has gone away

    def _text(self, status: HTTPStatus, text: str) -> None:
        self._send(status, "text/plain; charset=utf-8", text.encode(), "default-src 'none'")

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str) -> None:
        self.send_response(status)
        self._headers(kind, policy)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _headers(self, kind: str, policy: str) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)
        for name, value in _COMMON.items():
            self.send_header(name, value)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the signature is http.server's
        """Say nothing: the person looks at the page, not at a log."""


@cache
def page() -> tuple[bytes, str]:
    """The page around the maps, and its policy: only the very style and script that come with it are obeyed.

    It holds no text of a map; those come as news, and are put in as text.
    """
    style, script = assets.text("preview/shell.css"), assets.text("preview/shell.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; connect-src 'self'; frame-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return assets.text("preview/shell.html").replace("{style}", style).replace("{script}", script).encode(), policy


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def news(shown: tuple[Shown, ...]) -> str:
    """What the page is told, as one line of JSON."""
    maps = [
        {
            "name": one.name,
            "title": one.title,
            "version": one.version,
            "looked": one.looked,
            "drawn": one.picture is not None,
            "fresh": one.fresh,
            "problems": [told._asdict() for told in one.problems],
            "findings": [told._asdict() for told in one.findings],
            "ignored": one.ignored,
            "baselined": one.baselined,
        }
        for one in shown
    ]
    return json.dumps({"maps": maps})
