"""A page in a browser that notes whatever should never happen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


class Tab:
    """A page, and everything that should never happen in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.events: list[str] = []
        page.on("console", lambda message: self.events.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.events.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.events.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda _: self.events.append("popup"))
        page.route("**/*", self._route)

    def _route(self, route: Any) -> None:
        if route.request.url.startswith(("file:", "data:", "about:")):
            route.continue_()
        else:
            self.events.append(f"request: {route.request.url}")
            route.abort()

    def open(self, file: Path, anchor: str = "") -> Page:
        """Show a file, and wait for its fonts."""
        self.page.goto(file.as_uri() + anchor)
        self.page.evaluate("document.fonts.ready")
        return self.page
