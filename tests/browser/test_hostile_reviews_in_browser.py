"""Hostile texts in the pages of `diff` and of the preview, in a real browser: no script, no dialog, no request."""

from __future__ import annotations

import time

import hostile
import pytest
from previewing import Running
from running import run
from test_hostile_reviews import CALM, KINDS, pair

PARTS = hostile.chunks()


def poke(page):
    """Whatever waits for a click, a hover or a key gets one."""
    for selector in ("summary", "main a", "label"):
        for element in page.locator(selector).all()[:6]:
            for event in ("mouseover", "focus", "click"):
                element.dispatch_event(event)


@pytest.mark.parametrize("part", range(len(PARTS)))
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_happens_in_a_comparison(tab, tmp_path, part, kind):
    old, new, calm = (tmp_path / f"{name}.yaml" for name in ("old", "new", "calm"))
    for path, text in zip((old, new, calm), (*pair(PARTS[part], kind), CALM), strict=True):
        path.write_text(text, encoding="utf-8")
    for number, sides in enumerate(((old, new), (new, calm), (calm, old))):
        for form in ("html", "svg"):
            done = run("diff", *sides, "--format", form)
            assert done.code in (0, 1), done.err
            picture = tmp_path / f"{number}.{form}"
            picture.write_text(done.out, encoding="utf-8")
            page = tab.open(picture)
            assert page.evaluate("document.scripts.length") == 0
            if form == "html":
                poke(page)
                assert page.url.partition("#")[0] == picture.as_uri()


@pytest.fixture
def watched(browser):
    """A page that notes what should not happen, besides what a preview asks of itself."""
    context = browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.happened = []
    page.on("dialog", lambda dialog: (page.happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: page.happened.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: page.happened.append(f"error: {error}"))
    page.on("popup", lambda _: page.happened.append("popup"))
    page.on("request", lambda request: page.happened.append(f"request: {request.url}"))
    yield page
    context.close()


CLICK = """() => {
  const inside = document.querySelector('iframe').contentDocument;
  for (const one of [...inside.querySelectorAll('summary, main a, label')].slice(0, 40)) one.click();
}"""
"""From the page around it: in the frame itself not even Playwright may run anything."""


def strange(page, address):
    """What happened in a page beside its own requests."""
    return [one for one in page.happened if not one.startswith((f"request: {address}", "request: data:"))]


def until(page, condition):
    """Wait for it from outside: the page's policy keeps Playwright from doing so inside."""
    end = time.monotonic() + 30
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def shown(page, name):
    """Choose a map, and wait until its picture or its problems are there."""
    page.locator("#maps").select_option(label=name)
    until(page, "!!document.querySelector('iframe:not(.coming)') || !document.querySelector('#problems').hidden")


def test_nothing_happens_in_a_preview(tmp_path, watched):
    """Good maps in their frames with their findings, and maps with mistakes whose messages quote the texts."""
    names = []
    for number, part in enumerate(PARTS):
        (tmp_path / f"good-{number}.yaml").write_text(hostile.a_map(part), encoding="utf-8")
        body = "".join(
            f"  - name: {hostile.quoted(text)}\n    {hostile.quoted(text[:60])}: x\n    touchpoints: [{hostile.quoted(text)}]\n"
            f"    emotion: {hostile.quoted(text)}\n"
            for text in part
        )
        (tmp_path / f"bad-{number}.yaml").write_text(f"journeymap: 1\ntitle: A\nstages:\n{body}", encoding="utf-8")
        names += [f"good-{number}.yaml", f"bad-{number}.yaml"]
    odd = "<img src=x onerror=alert('pwned')>\u202e\n.yaml"
    (tmp_path / odd).write_text(hostile.a_map(hostile.MARKUP[:40]), encoding="utf-8")
    (tmp_path / "journeymap.toml").write_text('preset = "strict"\n', encoding="utf-8")
    started = Running(tmp_path, ".")
    try:
        watched.goto(started.address, wait_until="commit")
        until(watched, f"document.querySelectorAll('#maps option').length === {len(names) + 1}")
        until(watched, "!document.querySelector('#state').textContent.includes('reading')")
        for name in names:
            shown(watched, name)
            if name.startswith("bad"):
                items = watched.locator("#problems li")
                assert items.count() > 10
                assert watched.locator("#problems :is(img, script, a, iframe, svg, style, form)").count() == 0
                assert "pwned" in watched.locator("#problems").inner_text() or name != "bad-0.yaml"
            else:
                watched.locator("#toggle").dispatch_event("click")
                assert watched.locator("#findings :is(img, script, a, iframe, svg, style, form)").count() == 0
                assert watched.evaluate("document.querySelector('iframe').contentDocument.scripts.length") == 0
                watched.evaluate(CLICK)
        watched.locator("#maps").select_option(index=len(names))
        watched.wait_for_timeout(300)
        assert watched.url.partition("#")[0] == started.address
        assert strange(watched, started.address) == []
        assert watched.evaluate("document.scripts.length") == 1
    finally:
        started.process.kill()
        started.process.communicate()


def test_the_page_would_notice(watched, tmp_path):
    """Otherwise the test above could not fail."""
    page = tmp_path / "bad.html"
    page.write_text(f"<script>alert('x')</script>{hostile.MARKUP[0]}<img src=https://evil.example/x.png>", encoding="utf-8")
    watched.goto(page.as_uri(), wait_until="commit")
    watched.wait_for_timeout(300)

    found = strange(watched, page.as_uri())
    assert any(one.startswith("dialog") for one in found)
    assert any(one.startswith("request: https://evil.example") for one in found)
