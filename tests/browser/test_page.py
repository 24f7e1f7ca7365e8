"""The HTML page in a browser: heads that stay, filters, anchors, print, dark mode, a phone, and axe-core."""

from __future__ import annotations

import re

import drawn_maps
import pytest
from running import EXAMPLES, run

MAPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
FOUR = ("online-return", "sv-broadband-move", "fa-online-grocery", "zh-hospital-registration")
PHONE = {"width": 390, "height": 844}
TABLE = ".scroll:has(table)"
VIEWS = ("map", "blueprint", "flow", "backlog", "personas")
LARGE = {"grand": drawn_maps.grand, "single": drawn_maps.single}
LARGE |= {f"wordy-{language}": (lambda language=language: drawn_maps.wordy(language)) for language in drawn_maps.LONG}
# The words beside the curve may lie across the line between two cells.
WIDE = """[...document.querySelectorAll('td, th, .card, .tp, article, .block, .fork')].filter(e => !e.querySelector('.plot'))
    .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent.slice(0, 40))"""
# Sections, and what stands in one below or beside another: none lies on its neighbour.
OVERLAPS = """() => {
  const found = [];
  const apart = (parent, children) => {
    const boxes = children.map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 1 && b.height > 1);
    boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([two, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) found.push([parent, one, two].map(e => e.id || e.className || e.localName).join(' '));
    }));
  };
  for (const parent of document.querySelectorAll('main, .view, .block, .blocks, .stack, .pairs, .pair, .cards, .personas, .who,'
    + ' .forks, .kinds, .contents ul, .head, .figures, td > ul, .card, .chips')) apart(parent, [...parent.children]);
  apart(document.body, [...document.body.children].filter(e => !['fixed', 'absolute'].includes(getComputedStyle(e).position)));
  return found;
}"""
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
    region = edges(page, TABLE)
    before = edges(page, "thead th"), edges(page, "tbody th")
    page.evaluate("const s = document.querySelector('.scroll:has(table)'); s.scrollBy(s.matches(':dir(rtl)') ? -300 : 300, 400)")
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
        # Below the contents and, in the table, below the heads; not under them.
        heads = "thead" if page.locator("td:target, td :target").count() else ".contents"
        above = edges(page, f"{heads} th" if heads == "thead" else heads)
        assert above["y"] + above["height"] - 1 <= box["y"] < 1000, anchor


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
    region = edges(page, TABLE)
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
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page>") <= 10


@pytest.mark.parametrize("language", drawn_maps.LONG)
def test_no_word_leaves_its_cell(tab, tmp_path, language):
    source = tmp_path / "map.yaml"
    source.write_text(drawn_maps.wordy(language), encoding="utf-8")
    assert run("render", source, "-o", tmp_path / "map.html").code == 0
    page = tab.open(tmp_path / "map.html")
    assert page.evaluate(WIDE) == []


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    """Four examples, a page for each of their views."""
    folder = tmp_path_factory.mktemp("views")
    for view in VIEWS:
        (folder / view).mkdir()
        sources = [EXAMPLES / f"{name}.yaml" for name in (("restaurant-blueprint",) if view == "blueprint" else FOUR)]
        outcome = run("render", *sources, "--to", "html", "--view", view, "-o", folder / view)
        assert outcome.code == 0, outcome.err
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The largest, the smallest and the wordiest maps as pages."""
    folder = tmp_path_factory.mktemp("large")
    for name, text in LARGE.items():
        (folder / f"{name}.yaml").write_text(text(), encoding="utf-8")
        outcome = run("render", folder / f"{name}.yaml", "-o", folder / f"{name}.html")
        assert outcome.code == 0, outcome.err
    return folder


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_of_one_view(tab, views, view):
    found = sorted((views / view).rglob("*.html"))
    assert len(found) == (1 if view == "blueprint" else len(FOUR))
    for file in found:
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            page = tab.open(file)
            assert violations(page) == [], (file.name, scheme)
        assert page.evaluate(OVERLAPS) == [], file.name
        assert page.evaluate(WIDE) == [], file.name
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], file.name
        assert page.evaluate(OVERLAPS) == [], file.name


@pytest.mark.parametrize("name", MAPS)
def test_sections_stand_apart_and_the_contents_lead_to_them(tab, pages, name):
    page = tab.open(pages[name])
    for size in ({"width": 1600, "height": 1000}, {"width": 1200, "height": 800}, PHONE):
        page.set_viewport_size(size)
        page.evaluate("scrollTo(0, 0)")
        assert page.evaluate(OVERLAPS) == [], size
        contents = edges(page, ".contents")
        assert contents["width"] <= size["width"]
        for link in page.locator(".contents a").all():
            link.click()
            head = page.locator(":target > h2").bounding_box()
            bar = edges(page, ".contents")
            assert bar["y"] + bar["height"] <= head["y"] + 1 < size["height"], link.get_attribute("href")
            assert bar["y"] > -1, "the contents stay at hand"
    sections = page.evaluate("[...document.querySelectorAll('main > .view')].map(e => '#' + e.id)")
    assert page.evaluate("[...document.querySelectorAll('.contents a')].map(e => e.getAttribute('href'))") == sections
    assert {"#_map", "#_flow", "#_backlog", "#_personas", "#_evidence"} <= set(sections)


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_the_smallest_and_the_wordiest(tab, large, name):
    page = tab.open(large / f"{name}.html")
    assert violations(page) == []
    for size in ({"width": 1600, "height": 1000}, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(WIDE) == []


def test_the_measure_sees_what_lies_on_something(tab, pages):
    """Otherwise the tests above could not fail."""
    page = tab.open(pages["online-return"])
    page.evaluate("document.querySelector('.pair .sol').style.marginBlockStart = '-90px'")
    page.evaluate("document.querySelector('#_flow').style.marginBlockStart = '-90px'")
    assert len(page.evaluate(OVERLAPS)) >= 1
    page.evaluate(
        "document.querySelector('.card').style.cssText = 'inline-size: 40px; overflow-wrap: normal; white-space: nowrap'"
    )
    assert page.evaluate(WIDE) != []
