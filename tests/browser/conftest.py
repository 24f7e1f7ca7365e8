"""A real Chromium for the tests of this folder: the system's own, driven by Playwright, kept from any connection.

Without one, the tests skip and say why; with JOURNEYMAP_BROWSER=required, as in `.ci/run`, they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browsing import Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none")


def _without(reason: str) -> None:
    if os.environ.get("JOURNEYMAP_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, for the whole run."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("Playwright is not installed: pip install -e '.[browser]'")
    program = os.environ.get("CHROMIUM") or next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        _without("there is no Chromium: apt-get install chromium, or name one in CHROMIUM")
    # A container has no name spaces to build Chromium's own sandbox from; what it opens here are files of ours.
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=[*_QUIET, *sandbox])
        yield started
        started.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A fresh page of 1,600 by 1,000; nothing may have happened in it by the end."""
    # Nothing glides: what is measured has arrived.
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, reduced_motion="reduce")
    opened = Tab(context.new_page())
    yield opened
    context.close()
    assert opened.events == []
