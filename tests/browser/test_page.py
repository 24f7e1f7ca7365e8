"""The HTML page in a browser: heads that stay, filters, anchors, print, dark mode, a phone, and axe-core."""

from __future__ import annotations

import re

import drawn_maps
import pytest
from running import EXAMPLES, run

MAPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
FOUR = ("online-return", "sv-broadband-move", "fa-online-grocery", "zh-hospital-registration")
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every example as a page."""
    folder = tmp_path_factory.mktemp("pages")
    outcome = run("render", *(EXAMPLES / f"{name}.yaml" for name in MAPS), "--to", "html", "-o", folder)
    assert outcome.code == 0, outcome.err
    return {name: next(folder.rglob(f"{name}.html")) for name in MAPS}


def edges(page, selector):
    """The rectangle of the first element."""
    return page.locator(selector).first.bounding_box()


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MAPS)
def test_axe_finds_nothing(tab, pages, name, scheme):
    tab.page.emulate_media(color_scheme=scheme)
    assert violations(tab.open(pages[name])) == []


@pytest.mark.parametrize("name", FOUR)
def test_axe_finds_nothing_on_a_phone(tab, pages, name):
    tab.page.set_viewport_size(PHONE)
    assert violations(tab.open(pages[name])) == []


@pytest.mark.parametrize("name", FOUR)
def test_heads_stay_in_sight(tab, pages, name):
    page = tab.open(pages[name])
    page.set_viewport_size({"width": 900, "height": 700})
    region = edges(page, ".scroll")
    before = edges(page, "thead th"), edges(page, "tbody th")
    page.evaluate("const s = document.querySelector('.scroll'); s.scrollBy(s.matches(':dir(rtl)') ? -300 : 300, 400)")
    stage, lane = edges(page, "thead th"), edges(page, "tbody th")

    assert abs(stage["y"] - before[0]["y"]) < 1
    assert abs(stage["x"] - before[0]["x"]) > 250
    assert abs(lane["x"] - before[1]["x"]) < 1
    assert abs(lane["y"] - before[1]["y"]) > 250
    assert stage["y"] >= region["y"] - 1


@pytest.mark.parametrize("name", FOUR)
def test_filters_leave_what_was_asked_for(tab, pages, name):
    page = tab.open(pages[name])
    channels = page.locator("input[name=_channel]").count()
    assert channels > 1
    page.locator("label[for=_channel-1]").click()
    opacities = page.evaluate("[...document.querySelectorAll('.tp')].map(e => [e.dataset.c, getComputedStyle(e).opacity])")
    assert {opacity == "1" for channel, opacity in opacities if channel == "1"} == {True}
    assert {opacity == "1" for channel, opacity in opacities if channel != "1"} == {False}
    page.locator("label[for=_channel-0]").click()
    if page.locator("input[name=_persona]").count():
        page.locator("label[for=_persona-1]").click()
        shown = page.evaluate(
            "[...document.querySelectorAll('td [data-p]')].map(e => [e.dataset.p, getComputedStyle(e).display !== 'none'])"
        )
        assert {visible for who, visible in shown if "1" not in who.split()} <= {False}
        assert any(visible for who, visible in shown if "1" in who.split())


@pytest.mark.parametrize("name", MAPS)
def test_every_anchor_is_led_to(tab, pages, name):
    page = tab.open(pages[name])
    anchors = page.evaluate("[...document.querySelectorAll('main [id]')].map(e => e.id).filter(id => !id.startsWith('_'))")
    assert len(anchors) > 20
    for anchor in anchors[:: max(1, len(anchors) // 12)]:
        page.evaluate("anchor => { location.hash = '#' + encodeURIComponent(anchor) }", anchor)
        assert page.evaluate("document.querySelector(':target')?.id") == anchor
        box = page.locator(":target").bounding_box()
        # Below the heads, and not under them.
        assert edges(page, ".scroll")["y"] <= box["y"] < 1000


@pytest.mark.parametrize("name", FOUR)
def test_dark_and_light(tab, pages, name):
    def brightness():
        red, green, blue = map(
            int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))[:3]
        )
        return red + green + blue

    tab.page.emulate_media(color_scheme="light")
    page = tab.open(pages[name])
    assert brightness() > 600
    page.emulate_media(color_scheme="dark")
    assert brightness() < 200
    page.locator("label[for=_light]").click()
    assert brightness() > 600
    page.emulate_media(color_scheme="light")
    page.locator("label[for=_dark]").click()
    assert brightness() < 200


@pytest.mark.parametrize("name", MAPS)
def test_a_phone_needs_no_sideways_scrolling_of_the_page(tab, pages, name):
    tab.page.set_viewport_size(PHONE)
    page = tab.open(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("label[for=_stage-1]").click()
    region = edges(page, ".scroll")
    widths = page.evaluate(
        "[...document.querySelectorAll('tbody td')].filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect())"
        ".map(r => [r.left, r.right])"
    )
    assert widths
    assert all(left >= region["x"] - 1 and right <= region["x"] + region["width"] + 1 for left, right in widths)


@pytest.mark.parametrize("name", MAPS)
def test_it_prints_on_few_pages_of_a3(tab, pages, name, tmp_path):
    page = tab.open(pages[name])
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(width) / 10), round(float(height) / 10)) for width, height in sheets} == {(119, 84)}
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page>") <= 4


@pytest.mark.parametrize("language", drawn_maps.LONG)
def test_no_word_leaves_its_cell(tab, tmp_path, language):
    source = tmp_path / "map.yaml"
    source.write_text(drawn_maps.wordy(language), encoding="utf-8")
    assert run("render", source, "-o", tmp_path / "map.html").code == 0
    page = tab.open(tmp_path / "map.html")
    # The words beside the curve may lie across the line between two cells.
    wide = page.evaluate(
        "[...document.querySelectorAll('td, th, .card, .tp, article')].filter(e => !e.querySelector('.plot'))"
        ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent.slice(0, 40))"
    )
    assert wide == []
