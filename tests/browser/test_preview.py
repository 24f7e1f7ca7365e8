"""The preview as its user has it: a real process, a real browser, files saved in every way that editors save them."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time

import pytest
from previewing import Running

MAP = "journeymap: 1\ntitle: {}\nstages:\n  - name: Look\n    actions:\n      - Reads the page\n      - Asks a friend\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "map.yaml").write_text(MAP.format("First"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def running(folder):
    started = Running(folder, "map.yaml")
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.communicate()


@pytest.fixture
def page(browser, running):
    context = browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.goto(running.address, wait_until="commit")
    yield opened
    assert all(url.startswith((running.address, "data:")) for url in opened.asked)
    context.close()


def title(page):
    return page.frame_locator("iframe:not(.coming)").locator("h1")


def expect_title(page, text):
    from playwright.sync_api import expect

    expect(title(page)).to_have_text(text, timeout=10_000)


def expect_state(page, text):
    from playwright.sync_api import expect

    expect(page.locator("#state")).to_have_text(text, timeout=10_000)


def test_a_saved_map_is_drawn_again(page, folder):
    expect_title(page, "First")
    expect_state(page, "up to date")
    (folder / "map.yaml").write_text(MAP.format("Second"), encoding="utf-8")
    expect_title(page, "Second")
    # Many editors write beside it and rename.
    (folder / "map.yaml~").write_text(MAP.format("Third"), encoding="utf-8")
    (folder / "map.yaml~").replace(folder / "map.yaml")
    expect_title(page, "Third")
    # Some move the old one away first.
    (folder / "map.yaml").rename(folder / "map.bak")
    (folder / "map.yaml").write_text(MAP.format("Fourth"), encoding="utf-8")
    expect_title(page, "Fourth")
    assert page.said == []


def test_a_broken_map_keeps_its_picture_and_says_what_is_wrong(page, folder):
    from playwright.sync_api import expect

    expect_title(page, "First")
    (folder / "map.yaml").write_text(MAP.format("Broken") + "  - nmae: <b>x</b>\n", encoding="utf-8")
    expect(page.locator("#problems")).to_be_visible(timeout=10_000)
    expect(page.locator("#problems")).to_contain_text('unknown key "nmae"')
    expect(page.locator("#problems li").first).to_contain_text("map.yaml:8:5")
    expect_title(page, "First")
    expect(page.locator("#picture")).to_have_class("old")
    (folder / "map.yaml").write_text(MAP.format("Mended"), encoding="utf-8")
    expect_title(page, "Mended")
    expect(page.locator("#problems")).to_be_hidden()


def test_a_half_typed_file_and_a_deleted_one_lose_nothing(page, folder):
    from playwright.sync_api import expect

    expect_title(page, "First")
    for text in ("journeymap: 1\ntitle: [", "", "\x00", "journeymap: 1\ntitle: A\nstages:\n\t- b\n"):
        (folder / "map.yaml").write_text(text, encoding="utf-8")
        expect(page.locator("#problems li").first).to_be_visible(timeout=10_000)
        expect_title(page, "First")
    (folder / "map.yaml").unlink()
    expect(page.locator("#problems")).to_contain_text("no such file", timeout=10_000)
    expect_title(page, "First")
    (folder / "map.yaml").write_text(MAP.format("Back"), encoding="utf-8")
    expect_title(page, "Back")


def test_the_reader_stays_where_he_was(page, folder):
    long = MAP.format("Long") + "".join(f"      - Step {number} of a long way\n" for number in range(120))
    (folder / "map.yaml").write_text(long, encoding="utf-8")
    expect_title(page, "Long")
    frame = page.frames[-1]
    frame.locator("label[for=_dark]").click()
    frame.evaluate("document.querySelector('.scroll').scrollTop = 700")
    (folder / "map.yaml").write_text(long.replace("Long", "Longer"), encoding="utf-8")
    expect_title(page, "Longer")
    frame = page.frames[-1]
    assert frame.evaluate("document.querySelector('.scroll').scrollTop") == 700
    assert frame.evaluate("document.querySelector('#_dark').checked")


def test_no_script_of_a_map_runs_in_its_frame(page, folder):
    expect_title(page, "First")
    (folder / "map.yaml").write_text(
        MAP.format('"</title><script>parent.document.title = 1</script><img src=x onerror=alert(1)>"'), encoding="utf-8"
    )
    expect_title(page, "</title><script>parent.document.title = 1</script><img src=x onerror=alert(1)>")
    frame = page.locator("iframe")
    assert "allow-scripts" not in frame.get_attribute("sandbox")
    assert page.frames[-1].evaluate("document.scripts.length") == 0


def test_what_is_wrong_beside_a_map_is_told_over_its_new_picture(page, folder):
    from playwright.sync_api import expect

    expect_title(page, "First")
    (folder / "map.yaml").write_text(
        MAP.format("Second").replace("stages:", "personas: [{name: Ada, image: ada.png, alt: Ada}]\nstages:"), encoding="utf-8"
    )
    expect_title(page, "Second")
    expect(page.locator("#problems h1")).to_have_text("The map is drawn, but something beside it is wrong:")
    expect(page.locator("#problems")).to_contain_text("ada.png")
    expect(page.locator("#picture")).not_to_have_class("old")


def test_findings_are_there_when_they_are_asked_for(page):
    from playwright.sync_api import expect

    expect_title(page, "First")
    expect(page.locator("#findings")).to_be_hidden()
    page.locator("#toggle").click()
    expect(page.locator("#findings li").first).to_be_visible()
    expect(page.locator("#findings")).to_contain_text("[missing-persona]")


def test_a_library_that_a_map_uses_is_watched(folder, browser):
    (folder / "lib.yaml").write_text("journeymap: 1\nlibrary: true\npersonas: [{id: p, name: Ada}]\n", encoding="utf-8")
    (folder / "map.yaml").write_text(
        MAP.format("With")
        .replace("stages:", "include: lib.yaml\nstages:")
        .replace("- Reads the page", "- {text: Reads, persona: p}"),
        encoding="utf-8",
    )
    started = Running(folder, "map.yaml")
    try:
        opened = browser.new_page()
        opened.goto(started.address, wait_until="commit")
        expect_title(opened, "With")
        assert "Ada" in opened.frames[-1].content()
        (folder / "lib.yaml").write_text("journeymap: 1\nlibrary: true\npersonas: [{id: p, name: Grace}]\n", encoding="utf-8")
        opened.frame_locator("iframe:not(.coming)").get_by_text("Grace").first.wait_for(timeout=10_000)
    finally:
        started.end()


def test_a_folder_shows_its_maps_and_new_ones(folder, browser):
    """And no library, which has no picture."""
    from playwright.sync_api import expect

    (folder / "lib.yaml").write_text("journeymap: 1\nlibrary: true\npersonas: [Ada]\n", encoding="utf-8")
    started = Running(folder, ".")
    try:
        opened = browser.new_page()
        opened.goto(started.address, wait_until="commit")
        expect_title(opened, "First")
        (folder / "new.yaml").write_text(MAP.format("New"), encoding="utf-8")
        expect(opened.locator("#maps option")).to_have_count(2, timeout=15_000)
        opened.locator("#maps").select_option("new.yaml")
        expect_title(opened, "New")
    finally:
        started.end()


def test_the_page_tells_when_the_preview_has_ended(page, running):
    expect_title(page, "First")
    code, err = running.end()
    assert code == 0
    assert err.endswith("ended\n")
    expect_state(page, "the preview has ended; run journeymap preview again")


def test_a_page_left_open_shows_what_a_later_preview_draws(page, folder, running):
    expect_title(page, "First")
    running.end()
    expect_state(page, "the preview has ended; run journeymap preview again")
    (folder / "map.yaml").write_text(MAP.format("Later"), encoding="utf-8")
    again = Running(folder, "map.yaml", "--port", str(running.port))
    try:
        expect_title(page, "Later")
        expect_state(page, "up to date")
    finally:
        page.said.clear()  # the browser says that it could not reach us meanwhile
        again.end()


def test_the_map_that_was_chosen_stays_after_a_reload(folder, browser):
    (folder / "later map – ä.yaml").write_text(MAP.format("Zebra"), encoding="utf-8")
    started = Running(folder, ".")
    try:
        opened = browser.new_page(viewport={"width": 360, "height": 640})
        opened.goto(started.address, wait_until="commit")
        opened.locator("#maps").focus()
        expect_title(opened, "Zebra")
        opened.keyboard.press("ArrowDown")
        expect_title(opened, "First")
        opened.reload(wait_until="commit")
        expect_title(opened, "First")
        assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    finally:
        started.end()


def test_axe_finds_nothing_in_the_page_around_the_map(page):
    from axe_playwright_python.sync_playwright import Axe

    expect_title(page, "First")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


# -- without a browser --------------------------------------------------------------------------------------------------


def test_a_theme_of_ones_own_is_used_and_watched(folder):
    (folder / "brand.toml").write_text('extends = "light"\n[colors]\nstage-1 = "#14532D"\n', encoding="utf-8")
    (folder / "journeymap.toml").write_text('theme = "brand.toml"\n', encoding="utf-8")
    started = Running(folder, "map.yaml")
    try:
        started.until("/map/0", "#14532D")
        (folder / "brand.toml").write_text('extends = "light"\n[colors]\nstage-1 = "#4C1D95"\n', encoding="utf-8")
        started.until("/map/0", "#4C1D95")
        (folder / "brand.toml").write_text("[colors]\nstage-1 = 7\n", encoding="utf-8")
        told = started.until_told("a colour was expected here")
        assert told["drawn"]
        assert not told["fresh"]
        assert "#4C1D95" in started.ask("/map/0")[1]
        (folder / "brand.toml").unlink()
        started.until_told("there is no such file")
    finally:
        started.end()


def test_configuration_that_comes_breaks_and_goes_is_seen(folder, running):
    running.until("/map/0", "First")
    (folder / "journeymap.toml").write_text('theme = "ink"\nignore = ["missing-persona"]\n', encoding="utf-8")
    end = time.monotonic() + 20
    while "missing-persona" in json.dumps(running.news()) and time.monotonic() < end:
        time.sleep(0.1)
    assert "missing-persona" not in json.dumps(running.news())
    (folder / "journeymap.toml").write_text("theme = \n", encoding="utf-8")
    broken = running.until_told("")
    assert broken["problems"][0]["path"] == "journeymap.toml"
    assert broken["drawn"]
    (folder / "journeymap.toml").write_text('ignore = ["mising-persona"]\n', encoding="utf-8")
    running.until_told("mising-persona")
    (folder / "journeymap.toml").unlink()
    while running.news()[0]["problems"]:
        assert time.monotonic() < end + 20
        time.sleep(0.1)
    assert "missing-persona" in json.dumps(running.news())


def test_a_service_blueprint_is_drawn_as_one(folder):
    text = MAP.format("Served").replace("stages:", "type: service-blueprint\nstages:") + "    backstage: [Sorts the mail]\n"
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    started = Running(folder, "map.yaml")
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", "render", "map.yaml", "--to", "html"], cwd=folder, capture_output=True, check=True
    )
    try:
        assert "Line of visibility" in done.stdout.decode()
        assert started.until("/map/0", "Served") == done.stdout.decode()
    finally:
        started.end()


def test_a_folder_that_goes_away_takes_no_picture_with_it(folder):
    (folder / "maps").mkdir()
    (folder / "maps/one.yaml").write_text(MAP.format("One"), encoding="utf-8")
    started = Running(folder, "maps")
    try:
        started.until("/map/0", "One")
        (folder / "maps").rename(folder / "elsewhere")
        told = started.until_told("there is no such file")
        assert told["name"] == told["problems"][0]["path"] == "maps/one.yaml"
        time.sleep(2.5)  # longer than from one search to the next
        assert "One" in started.ask("/map/0")[1]
        (folder / "elsewhere").rename(folder / "maps")
        end = time.monotonic() + 20
        while not started.news()[0]["fresh"]:
            assert time.monotonic() < end
            time.sleep(0.1)
    finally:
        assert started.end()[0] == 0


def test_where_a_problem_is_reads_as_one_types_it(folder):
    (folder / "journeymap.toml").write_text("", encoding="utf-8")
    (folder / "maps").mkdir()
    (folder / "maps/one.yaml").write_text(MAP.format("One") + "nmae: x\n", encoding="utf-8")
    started = Running(folder / "maps", "one.yaml")
    try:
        assert started.until_told("unknown key")["problems"][0]["path"] == "one.yaml"
    finally:
        started.end()


def test_many_maps_are_there_before_all_are_read(tmp_path):
    """The address comes at once, and a picture is drawn when somebody wants to see it."""
    for number in range(60):
        (tmp_path / f"map{number:02}.yaml").write_text(MAP.format(f"Map {number}"), encoding="utf-8")
    started = Running(tmp_path, ".")
    try:
        assert len(started.news()) in (0, 60)
        started.until("/map/59", "Map 59")
        assert all(one["looked"] and one["fresh"] for one in started.news())
        (tmp_path / "map07.yaml").write_text(MAP.format("Seven"), encoding="utf-8")
        started.until("/map/7", "Seven")
    finally:
        started.end()


def test_a_bug_of_ours_in_one_map_ends_nothing(folder, monkeypatch):
    from datetime import date

    from journeymap.lint import engine
    from journeymap.preview import Desk, Item

    def broken(*_):
        raise ZeroDivisionError

    desk = Desk(lambda: [Item(folder, "map.yaml")], str, lambda: date(2026, 11, 21))
    monkeypatch.setattr(engine, "lint", broken)
    assert desk.refresh()
    assert "has a bug (ZeroDivisionError)" in desk.shown[0].problems[0].message
    monkeypatch.undo()
    (folder / "map.yaml").write_text(MAP.format("Again"), encoding="utf-8")
    assert desk.refresh()
    assert desk.shown[0].title == "Again"
    assert not desk.refresh()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:{port}", "localhost:1", "[::1]:{port}", ""]
)
def test_another_name_gets_no_answer(running, host):
    status, text, _ = running.ask("/", Host=host.format(port=running.port))
    assert status == 421
    assert "<" not in text


def test_what_there_is_and_what_not(running):
    for path in ("/etc/passwd", "/../map.yaml", "/map/7", "/map/-1", "/map/%C2%B2", "/map/99999999999999999999", "/news/x"):
        assert running.ask(path)[0] == 404
    status, _, headers = running.ask("/")
    assert status == 200
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in headers["Content-Security-Policy"]
    running.until("/map/0", "First")
    _, _, headers = running.ask("/map/0")
    assert headers["Content-Security-Policy"].startswith("sandbox allow-same-origin;")
    assert "script" not in headers["Content-Security-Policy"]


def test_it_listens_on_loopback_alone(running):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1",
        "127.0.1.1",
    }
    for address in others:
        with pytest.raises(OSError):
            socket.create_connection((address, running.port), timeout=2)


def test_a_port_in_use_is_told(folder, running):
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", "preview", "map.yaml", "--port", str(running.port)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: port {running.port} is in use")
    assert "leave out --port" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.yaml",), "there is no such file"),
        (("-",), "standard input cannot be watched"),
        (("map.yaml", "--port", "99999"), "is not a port"),
        (("map.yaml", "--port", "-4"), "is not a port"),
    ],
)
def test_what_cannot_be_previewed_is_told(folder, arguments, said):
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", "preview", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_many_readers_at_once(running):
    readers = [http.client.HTTPConnection("127.0.0.1", running.port, timeout=10) for _ in range(30)]
    for one in readers:
        one.request("GET", "/news")
    answers = [one.getresponse() for one in readers]
    assert all(answer.fp.readline().startswith(b"data: ") for answer in answers)
    start = time.monotonic()
    assert running.end()[0] == 0
    assert time.monotonic() - start < 10
    for one, answer in zip(readers, answers, strict=True):
        answer.close()
        one.close()


def test_the_page_counts_what_is_held_back(page, folder):
    """Findings that a comment or the baseline holds back are counted below the others, and reachable when none is left."""
    from playwright.sync_api import expect

    expect_title(page, "First")
    page.locator("#toggle").click()
    expect(page.locator("#held")).to_be_hidden()
    text = "# journeymap: ignore[missing-persona] it is everybody's\n" + MAP.format("Held")
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    expect(page.locator("#held")).to_have_text("Not shown: 1 ignored by comments.", timeout=10_000)
    subprocess.run(
        [sys.executable, "-m", "journeymap", "lint", "--write-baseline", "--today", "2026-11-21"], cwd=folder, check=True
    )
    expect(page.locator("#held")).to_contain_text("accepted for now", timeout=10_000)
    expect(page.locator("#findings li")).to_have_count(0)
    expect(page.locator("#toggle")).to_have_text("0 findings")


def test_variables_about_rules_count_as_for_lint(folder, monkeypatch):
    monkeypatch.setenv("JOURNEYMAP_SELECT", "missing-objective")
    started = Running(folder, "map.yaml")
    try:
        started.until("/map/0", "First")
        assert [one["id"] for one in started.news()[0]["findings"]] == ["missing-objective"]
    finally:
        started.end()
