"""`journeymap init`: starters, future maps, and questions in a real terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pseudo_terminal import Terminal
from running import EXAMPLES, run, spawn
from test_portrait import PNG

from journeymap import assets, start
from journeymap.document import parse
from journeymap.source import Source

DAY = "2026-11-21"
STARTERS = [(language, name) for language in start.languages() for name in start.starters(language)]
FIRST_FOUR = {"current-state", "future-state", "day-in-the-life", "service-blueprint"}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    (tmp_path / "journeymap.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def init(*arguments):
    return run("init", *arguments, "--today", DAY)


def value(path="journey.yaml"):
    document, told = parse(Source("map.yaml", Path(path).read_text(encoding="utf-8")))
    assert document is not None
    assert not told
    return document.value


def test_there_are_starters_in_four_languages():
    assert start.languages() == ("en", "fa", "sv", "zh")
    assert set(start.starters("en")) == FIRST_FOUR | {
        "buyers-journey",
        "lead-nurturing",
        "customer-churn",
        "support-blueprint",
        "persona",
    }
    for language in ("sv", "fa", "zh"):
        assert set(start.starters(language)) == FIRST_FOUR


@pytest.mark.parametrize(("language", "name"), STARTERS)
def test_a_starter_is_a_map_without_findings(language, name):
    done = init("--starter", name, "--language", language, "map.yaml")
    lint = run("lint", "map.yaml", "--today", DAY, "--format", "json", "--no-cache")

    assert done.code == 0, done.err
    assert json.loads(lint.out)["diagnostics"] == []
    assert run("format", "--check", "map.yaml").code == 0
    text = Path("map.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=journeymap-1.schema.json\n# ")
    assert text.count("2026") == (0 if name == "persona" else 1)
    assert len(re.findall(r"^ *# ", text, re.MULTILINE)) >= 5
    assert value("map.yaml").get("language", language) == language


@pytest.mark.parametrize(("language", "name"), STARTERS)
def test_a_starter_is_drawn(language, name):
    init("--starter", name, "--language", language, "map.yaml")
    done = run("render", "map.yaml", "--to", "svg", "-o", "map.svg")

    assert (done.code == 0) == (name != "persona")


def test_the_next_command_is_said():
    done = init("--starter", "current-state", "my map.yaml")

    assert done.out == ""
    assert done.err.splitlines() == [
        "wrote my map.yaml",
        "open it in an editor, and see it with: journeymap render 'my map.yaml'",
    ]


def test_a_file_that_is_there_is_left_alone():
    Path("journey.yaml").write_text("mine")
    done = init("--starter", "current-state")

    assert done.code == 2
    assert Path("journey.yaml").read_text() == "mine"
    assert "journey.yaml is there already" in done.err
    assert "journeymap init journey-2.yaml" in done.err


def test_a_link_that_leads_nowhere_is_left_alone():
    Path("journey.yaml").symlink_to("elsewhere.yaml")

    assert init("--starter", "current-state").code == 2
    assert not Path("elsewhere.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--starter", "costumer-churn"), 'did you mean "customer-churn"? there are buyers-journey, current-state'),
        (("--starter", "zzz"), "there are buyers-journey, current-state"),
        (("--starter", "customer-churn", "--language", "sv"), "is there in English only"),
        (("--starter", "current-state", "--language", "ja"), "choose one of en, fa, sv, zh"),
        (("--starter", "current-state", ".yaml"), "put one before it: journey.yaml"),
        (("--starter", "current-state", "a-file/map.yaml"), "a part of the path is a file, not a folder"),
        (("--starter", "current-state", "map.txt"), "let it end in .yaml: map.txt.yaml"),
        (("--starter", "current-state", "--based-on", "a.yaml"), "leave out --starter and --language"),
        (("--based-on", "a.yaml"), "a.yaml: there is no such file"),
        (("--based-on", "."), "--based-on names one map"),
        ((), "there is no terminal to ask in"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, said):
    Path("a-file").write_text("")
    done = init(*arguments)

    assert done.code == 2
    assert said in done.err
    assert list(Path().glob("*.yaml")) == []


def test_a_starter_in_a_new_folder_and_to_standard_output():
    assert init("--starter", "persona", "library/people.yaml").code == 0
    Path("maps").mkdir()
    assert init("--starter", "day-in-the-life", "maps").code == 0
    assert Path("maps/journey.yaml").is_file()
    done = init("--starter", "current-state", "-")
    assert done.out.startswith("# yaml-language-server")


def test_a_future_map_differs_from_the_current_one_only_in_being_it():
    init("--starter", "current-state", "now.yaml")
    done = init("--based-on", "now.yaml")
    diff = json.loads(run("diff", "now.yaml", "now-future.yaml", "--format", "json").out)

    assert done.code == 0
    assert "journeymap diff now.yaml now-future.yaml" in done.err
    assert {one["field"] for one in diff["changes"]} == {"state", "reviewed", "based_on"}
    before, after = Path("now.yaml").read_text(), Path("now-future.yaml").read_text()
    assert [line for line in before.splitlines() if "#" in line and line not in after.splitlines()] == []
    assert run("format", "--check", "now-future.yaml").code == 0
    assert run("lint", "now-future.yaml", "--today", DAY).code == 0


def test_paths_lead_where_they_led_from_another_folder():
    Path("maps").mkdir()
    Path("library.yaml").write_text("journeymap: 1\nlibrary: true\ntouchpoints: [{id: app, name: App}]\n")
    Path("maps/p.png").write_bytes(PNG)
    Path("maps/now.yaml").write_text(
        "journeymap: 1\ntitle: A\ninclude: ../library.yaml\npersonas:\n- {name: S, image: p.png, alt: x}\n"
        "status: validated\nstages:\n- name: B\n  touchpoints: [app]\n"
    )
    assert init("maps/then/future.yaml", "--based-on", "maps/now.yaml").code == 0
    made = value("maps/then/future.yaml")

    assert (made["include"], made["based_on"], made["personas"][0]["image"]) == ("../../library.yaml", "../now.yaml", "../p.png")
    assert (made["state"], made["status"]) == ("future", "draft")
    assert run("validate", "maps/then/future.yaml").code == 0


def test_a_future_map_outside_of_the_project_is_refused(tmp_path):
    init("--starter", "current-state", "now.yaml")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/journeymap.toml").write_text("")
    done = init("other/future.yaml", "--based-on", "now.yaml")

    assert done.code == 2
    assert "are not in one project" in done.err


def test_a_future_of_what_is_none_is_refused():
    init("--starter", "future-state", "then.yaml")
    init("--starter", "persona", "people.yaml")
    Path("broken.yaml").write_text('journeymap: 1\ntitle: "A\n')

    assert "is a future map itself" in init("--based-on", "then.yaml").err
    assert "is a library" in init("--based-on", "people.yaml").err
    broken = init("--based-on", "broken.yaml")
    assert broken.code == 1
    assert "this quote is not closed" in broken.err


@pytest.mark.parametrize("name", [path.name for path in EXAMPLES.glob("*.yaml") if "future" not in path.name])
def test_every_current_example_has_a_future(name, tmp_path):
    for path in (*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("library/*"), *EXAMPLES.glob("images/*")):
        (tmp_path / path.relative_to(EXAMPLES)).parent.mkdir(exist_ok=True)
        (tmp_path / path.relative_to(EXAMPLES)).write_bytes(path.read_bytes())
    assert init("later.yaml", "--based-on", name).code == 0
    assert run("validate", "later.yaml").code == 0


def test_questions_make_a_map(tmp_path):
    with Terminal(tmp_path, ("init", "--today", DAY)) as terminal:
        terminal.until("What does the customer go through?")
        terminal.type("")
        terminal.until("a map needs a title")
        terminal.type('Returning: a "torn" sweater #1')
        terminal.until("the way it is (1)")
        terminal.type("maybe")
        terminal.until("type 1 for today or 2 for the future")
        terminal.type("1")
        terminal.until("Who is the customer?")
        terminal.type("Åsa 退回")
        terminal.until("Who is Åsa 退回, in a few words?")
        terminal.type("Teacher")
        terminal.until("What does this person want")
        terminal.type("- money back")
        terminal.until("why do you draw this map")
        terminal.type("")
        terminal.until("Which stages")
        terminal.type("Finding out")
        terminal.until("2. ")
        terminal.type("no")
        terminal.until("3. ")
        terminal.type("")
        terminal.until("Finding out: what does the customer do there?")
        terminal.type("Looks for the policy, twice")
        terminal.until("2. ")
        terminal.type("")
        terminal.until("How does it feel")
        terminal.type("5")
        terminal.until("a number from -2 to 2")
        terminal.type("−۱")
        terminal.until("What is in the way?")
        terminal.type("{buried}")
        terminal.until("no: what does the customer do there?")
        terminal.type("")
        terminal.until("How does it feel")
        terminal.type("")
        terminal.until("journeymap render journey.yaml")
        assert terminal.end() == 0
    made = value()

    assert made == {
        "journeymap": "1", "title": 'Returning: a "torn" sweater #1', "state": "current", "language": "en", "reviewed": DAY,
        "personas": [{"name": "Åsa 退回", "role": "Teacher"}], "goals": ["- money back"],
        "stages": [
            {"name": "Finding out", "emotion": "-1", "pain_points": ["{buried}"], "actions": ["Looks for the policy, twice"]},
            {"name": "no"},
        ],
    }  # fmt: skip
    assert run("validate", "journey.yaml").code == 0
    assert run("format", "--check", "journey.yaml").code == 0


def test_a_map_from_defaults_can_be_drawn(tmp_path):
    with Terminal(tmp_path, ("init", "mine.yaml", "--language", "sv", "--today", DAY)) as terminal:
        terminal.until("What does the customer go through?")
        terminal.type("Byta däck")
        for _ in range(30):
            terminal.type("")
        assert terminal.end() == 0
    usual = (assets.templates() / "starters" / "sv" / "stages.txt").read_text(encoding="utf-8").split("\n")
    assert [stage["name"] for stage in value("mine.yaml")["stages"]] == [name for name in usual if name]
    assert run("render", "mine.yaml", "--to", "svg", "-o", "mine.svg").code == 0


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_who_has_had_enough_leaves_nothing_behind(tmp_path, key):
    with Terminal(tmp_path, ("init",)) as terminal:
        terminal.until("What does the customer go through?")
        terminal.type("A map")
        terminal.until("the way it is (1)")
        terminal.until("> ")
        terminal.press_until(key, "nothing was written")
        assert terminal.end() == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["journeymap.toml"]


def test_a_file_that_is_there_is_told_before_anything_is_asked(tmp_path):
    Path("journey.yaml").write_text("mine")
    with Terminal(tmp_path, ("init",)) as terminal:
        terminal.until("is there already")
        assert terminal.end() == 2


def test_without_a_terminal_nothing_is_asked(tmp_path):
    done = spawn("init", stdin=b"A map\n", cwd=tmp_path)

    assert done.code == 2
    assert "--starter" in done.err
