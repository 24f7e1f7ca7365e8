"""The page of a comparison in a browser: axe-core, no script, no request, and everything within its width, also on a phone."""

from __future__ import annotations

import re
import shutil

import pytest
from running import EXAMPLES, run

SIZES = {"desk": {"width": 1600, "height": 1000}, "phone": {"width": 390, "height": 844}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("online-return", "fa-online-grocery", "zh-hospital-registration")
WIDER = """
() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!box.width || one.closest('svg, .scroll, [tabindex]')) return false;
  return box.left < -1 || box.right > document.documentElement.clientWidth + 1;
}).map(one => one.tagName + '.' + one.className)
"""
COVERED = """
() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  const holds = 'li, h1, h2, h3, td, th, p';
  const shown = one => !one.closest('svg') && !one.querySelector(holds)
    && one.checkVisibility() && getComputedStyle(one).display !== 'inline' && !one.closest('thead') && getComputedStyle(one).clipPath === 'none';
  const boxes = [...document.querySelectorAll(holds)].filter(shown).map(one => [one, one.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([one, a], index) => boxes.slice(index + 1).forEach(([other, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 2) found.push([one.textContent.slice(0, 40), other.textContent.slice(0, 40)]);
  }));
  return found;
}
"""


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def edited(text: str) -> str:
    """A map after a year: feelings change, an action goes, another is reworded, a solution ships, another is dropped."""
    scores = iter(range(1000))

    def felt(found: re.Match[str]) -> str:
        score = int(found[2])
        return f"{found[1]}{score + (-1, 1, 0)[next(scores) % 3] if abs(score) < 2 else score}"

    text = re.sub(r"((?:emotion|score): )([-+]?\d)\b", felt, text)
    text = text.replace("status: planned", "status: rejected", 1).replace("status: idea", "status: shipped", 1)
    return re.sub(
        r"(?m)^( +)pain_points:\n", r"\g<0>\1  - Something that nobody had seen before stands in the way\n", text, count=2
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Each example against an edited version of itself."""
    folder = tmp_path_factory.mktemp("diff")
    found = {}
    for name in NAMES:
        new = folder / f"{name}.yaml"
        new.write_text(edited((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")), encoding="utf-8")
        for place in ("library", "images"):
            shutil.copytree(EXAMPLES / place, folder / place, dirs_exist_ok=True)
        outcome = run("diff", EXAMPLES / f"{name}.yaml", new, "--format", "html")
        assert outcome.code == 0, outcome.err
        found[name] = folder / f"{name}.html"
        found[name].write_text(outcome.out, encoding="utf-8")
    return found


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("online-return", "desk", "light"),
        ("online-return", "desk", "dark"),
        ("fa-online-grocery", "phone", "light"),
        ("zh-hospital-registration", "phone", "dark"),
    ],
)
def test_axe_finds_nothing_and_nothing_is_asked_for(tab, pages, name, size, scheme):
    asked = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.page.emulate_media(color_scheme=scheme)
    tab.page.set_viewport_size(SIZES[size])
    page = tab.open(pages[name])
    assert page.locator("li").count() > 5
    assert page.locator("script").count() == 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_everything_has_its_room(tab, pages, name, size):
    tab.page.set_viewport_size(SIZES[size])
    page = tab.open(pages[name])
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(WIDER) == []
    assert page.evaluate(COVERED) == []
