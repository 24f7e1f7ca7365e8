"""Hostile texts in a real browser: no script runs, no dialog opens, nothing is asked of anybody.

The tab itself fails when something happens; see `conftest.py`.
"""

from __future__ import annotations

import hostile
import pytest
from browsing import Tab
from running import run

TARGETS = (("html", "map"), ("svg", "map"), ("svg", "flow"))


@pytest.mark.parametrize("part", range(len(hostile.chunks())))
@pytest.mark.parametrize("kind", ["journey", "service-blueprint"])
def test_nothing_happens(tab, tmp_path, part, kind):
    source = tmp_path / "map.yaml"
    source.write_text(hostile.a_map(hostile.chunks()[part], kind=kind), encoding="utf-8")
    for target, view in TARGETS:
        picture = tmp_path / f"{view}.{target}"
        assert run("render", source, "--view", view, "-o", picture).code == 0
        page = tab.open(picture)
        assert page.evaluate("document.scripts.length") == 0
        if target == "html":
            # Whatever waits for a click, a hover or a key gets one.
            for selector in ("summary", "main a", "label"):
                for element in page.locator(selector).all()[:6]:
                    element.dispatch_event("mouseover")
                    element.dispatch_event("focus")
                    element.dispatch_event("click")
            assert page.url.partition("#")[0] == picture.as_uri()


def test_the_tab_sees_what_happens(browser, tmp_path):
    """Otherwise the test above could not fail."""
    opened = Tab(browser.new_page())
    picture = tmp_path / "bad.html"
    picture.write_text(f"<script>{hostile.MARKUP[0]!r};alert('x')</script><img src=https://evil.example/x.png>", encoding="utf-8")
    opened.open(picture)

    assert any(event.startswith("dialog") for event in opened.events)
    assert any(event.startswith("request") for event in opened.events)
