"""Fixing: every file of `cases/fix` becomes its `.fixed.yaml`, and whatever is fixed keeps its meaning and its comments.

A first line `# fix: rule rule unsafe` says which rules are asked and whether unsafe fixes are made. `pytest --accept`
rewrites the fixed files.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maps_in_memory import MemoryStore
from running import run
from strategies import maps, yaml_text

from journeymap import lint
from journeymap.document import parse
from journeymap.lint import fixes
from journeymap.lint.meaning import same_meaning
from journeymap.project import Project
from journeymap.source import Source

CASES = Path(__file__).parent / "cases" / "fix"
TODAY = date(2026, 11, 21)
NONE = lint.Settings(())


@cache
def chosen(names):
    return lint.choose(select=names) if names else NONE


def asking(settings):
    def ask(checked):
        found = lint.lint(checked.journey, settings, TODAY) if checked.journey is not None else ()
        return (*checked.diagnostics, *found)

    return ask


def fixed(files, *rules, unsafe=False, paths=("map.yaml",)):
    files = files if isinstance(files, dict) else {"map.yaml": files}
    return fixes.fix(Project(MemoryStore(files)), paths, asking(chosen(rules)), unsafe=unsafe)


def text_of(text, *rules, unsafe=False):
    return fixed(text, *rules, unsafe=unsafe).texts.get("map.yaml", text)


def wanted(text):
    words = re.match(r"# fix: *(.*)", text)[1].split()
    return [word for word in words if word != "unsafe"], "unsafe" in words


def read(path):
    return path.read_bytes().decode()


def cases():
    return [pytest.param(path, id=path.stem) for path in sorted(CASES.glob("*.yaml")) if not path.stem.endswith(".fixed")]


@pytest.mark.parametrize("path", cases())
def test_case(path, accept):
    text = read(path)
    rules, unsafe = wanted(text)
    got = text_of(text, *rules, unsafe=unsafe)
    expected = path.with_suffix(".fixed.yaml")
    if accept:
        expected.write_bytes(got.encode())

    assert got == read(expected)
    assert text_of(got, *rules, unsafe=unsafe) == got


@pytest.mark.parametrize("path", cases())
def test_line_ends_of_windows_and_a_byte_order_mark_stay(path):
    text, expected = read(path).replace("\n", "\r\n"), read(path.with_suffix(".fixed.yaml")).replace("\n", "\r\n")
    rules, unsafe = wanted(text)
    done = fixed("\ufeff" + text, *rules, unsafe=unsafe)

    assert done.texts.get("map.yaml", text) == expected
    assert done.content("map.yaml") == ("\ufeff" + expected).encode()


def comments(text):
    document, _ = parse(Source("map.yaml", text))
    assert document is not None
    return [one.text for one in document.comments]


def without_ids(value, chance):
    """A map with some of the ids of what stands in stages gone, and some objects with nothing but a text left as that text."""
    if isinstance(value, list):
        return [without_ids(one, chance) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: without_ids(held, chance) for key, held in value.items() if key != "id" or chance.random() < 0.3}
    return kept["text"] if list(kept) == ["text"] and chance.random() < 0.5 else kept


def messy(made, layout, chance):
    """A map as YAML with ids missing; what refers to these is an error in it, which fixing must bear."""
    return yaml_text({**made, "stages": without_ids(made["stages"], chance)}, layout)


def journey(text):
    found = Project(MemoryStore({"map.yaml": text})).check("map.yaml").journey
    assert found is not None
    return found


@given(maps(), st.integers(0, 1000), st.randoms(use_true_random=False))
def test_writing_ids_changes_nothing_else(made, layout, chance):
    text = messy(made, layout, chance)
    once = text_of(text, "missing-id")

    assert same_meaning(journey(text), journey(once))
    assert comments(once) == comments(text)
    assert not list(asked(once, "missing-id"))
    assert text_of(once, "missing-id") == once
    kept = iter(once)
    assert all(sign in kept for sign in "".join(text.split()))


def asked(text, *rules):
    return [one for one in asking(chosen(rules))(Project(MemoryStore({"map.yaml": text})).check("map.yaml")) if one.id in rules]


RULES = ("missing-id", "invisible-character", "undeclared-state", "unused-declaration", "yaml-trap")


@given(maps(), st.integers(0, 1000), st.randoms(use_true_random=False), st.booleans(), st.data())
def test_fixes_never_make_an_error_and_come_to_rest(made, layout, chance, unsafe, data):
    text = messy(made, layout, chance)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.sampled_from(["", "\u200b", "x", "é", "#", ",", "'", ":", " "])) + text[at:]
    before = fixed(text)
    after = fixed(text, *RULES, unsafe=unsafe)
    new = after.texts.get("map.yaml", text)

    assert parse(Source("map.yaml", new))[0] is not None or parse(Source("map.yaml", text))[0] is None
    if not any(one.id == "syntax" for one in before.left):
        assert sum(one.level.value == "error" for one in after.left) <= len(before.left)
        assert len(after.left) <= len(fixed(text, *RULES).left) + len(after.applied)
    assert text_of(new, *RULES, unsafe=unsafe) == new
    if not unsafe and before.left == ():
        assert same_meaning(journey(text), journey(new))


MAP = "journeymap: 1\ntitle: A\nstate: current\n"


def test_a_safe_fix_that_would_turn_a_reference_is_left():
    # "looks-2" is the text of one action and the default id of another; once that id is written, it is found first.
    text = (
        MAP
        + "stages:\n  - name: S\n    actions:\n      - Looks\n      - Looks\n      - {text: looks 2, id: x}\n      - {text: Goes, next: looks-2}\n"
    )
    done = fixed(text, "missing-id")

    assert done.texts["map.yaml"].count("id: ") == 3
    assert [(one.id, one.place.span.line) for one in done.left] == [
        ("missing-id", done.texts["map.yaml"].splitlines().index("      - Looks") + 1)
    ]


def test_what_an_alias_repeats_is_never_changed():
    stages = "stages:\n  - name: A\n    pain_points: {}\n  - name: B\n    pain_points: {}\n"
    for start, again, changed in (("&e ", "*e", False), ("&e ", "None", True), ("", "None", True)):
        text = MAP + stages.format(f"{start}{{text: Slow, severty: high}}", again)
        done = fixed(text, unsafe=True)
        assert ("severity: high" in done.texts.get("map.yaml", "")) is changed
        assert bool(done.left) is not changed
        assert all(one.fix is None for one in done.left)


def test_a_library_is_changed_only_where_it_is_named():
    library = "journeymap: 1\nlibrary: true\ntouchpoints:\n  - {nmae: Shop}\n"
    files = {"map.yaml": MAP + "include: lib.yaml\nstages:\n  - name: S\n    touchpoints: Shop\n", "lib.yaml": library}

    alone = fixed(files, unsafe=True)
    assert alone.texts == {}
    assert [one.place.path for one in alone.left] == ["lib.yaml"]
    both = fixed(files, unsafe=True, paths=("map.yaml", "lib.yaml"))
    assert both.texts == {"lib.yaml": library.replace("nmae", "name")}
    assert both.left == ()


def test_what_cannot_be_read_is_left_alone():
    assert fixed({"map.yaml": ""}, unsafe=True).texts == {}


def test_counts():
    left = fixed(MAP.replace("state: current\n", "") + "stages: {name: S, actions: Looks}\n").left
    assert fixes.fixable(left) == (0, 0)
    found = asked("journeymap: 1\ntitle: A\nstages: {name: S, actions: Looks}\n", "missing-id", "undeclared-state")
    assert fixes.fixable(found) == (1, 1)


BROKEN = "journeymap: 1\r\ntitle: A\u200b  # why\r\nstages:\r\n  - nmae: S\r\n"
SAFE = BROKEN.replace("\u200b", "")


@pytest.fixture
def broken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "map.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BROKEN.encode())
    return path


def test_fix_writes_safe_fixes_and_tells_what_is_left(broken):
    done = run("lint", "map.yaml", "--preset", "minimal", "--fix", "--format", "concise")

    assert broken.read_bytes() == b"\xef\xbb\xbf" + SAFE.encode()
    assert done.code == 1
    assert "invisible-character" not in done.out
    assert 'unknown key "nmae"' in done.out
    assert "fixed 1 finding in 1 file" in done.err
    assert "1 of them can be fixed with --fix --unsafe-fixes" in done.err


def test_unsafe_fixes_are_made_when_asked_for(broken):
    done = run("lint", "map.yaml", "--preset", "minimal", "--fix", "--unsafe-fixes")

    assert broken.read_bytes() == b"\xef\xbb\xbf" + SAFE.replace("nmae", "name").encode()
    assert done.code == 0
    before = broken.stat()
    again = run("lint", "map.yaml", "--preset", "minimal", "--fix", "--unsafe-fixes")
    assert "fixed" not in again.err
    assert broken.stat().st_mtime_ns == before.st_mtime_ns
    assert broken.stat().st_ino == before.st_ino


def test_diff_shows_and_writes_nothing(broken):
    before = broken.read_bytes()
    done = run("lint", "map.yaml", "--preset", "minimal", "--diff", "--unsafe-fixes")

    assert broken.read_bytes() == before
    assert done.code == run("lint", "map.yaml", "--preset", "minimal").code == 1
    assert done.out.startswith("--- map.yaml\n+++ map.yaml\n@@ ")
    assert "-  - nmae: S\r\n+  - name: S\r\n" in done.out
    assert "would fix 2 findings in 1 file" in done.err


def test_standard_input_is_fixed_to_standard_output(broken):
    done = run("lint", "-", "--preset", "minimal", "--fix", stdin=broken.read_bytes())
    assert done.out.encode() == b"\xef\xbb\xbf" + SAFE.encode()
    assert 'unknown key "nmae"' in done.err

    sound = SAFE.replace("nmae", "name").encode()
    assert run("lint", "-", "--preset", "minimal", "--fix", stdin=sound).out.encode() == sound


def test_a_run_without_fixes_says_how_many_there_are(broken):
    told = run("lint", "map.yaml", "--preset", "minimal")
    assert told.err == "1 of them can be fixed with --fix (1 more with --unsafe-fixes)\n"
    assert run("lint", "map.yaml", "--preset", "minimal", "--quiet").err == ""


@pytest.mark.parametrize("options", [("--unsafe-fixes",), ("--fix", "--diff")])
def test_options_that_make_no_sense_together(broken, options):
    assert run("lint", "map.yaml", *options).code == 2


def test_what_a_link_leads_to_outside_the_project_is_not_written(broken, tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "journeymap.toml").write_text("")
    (project / "map.yaml").symlink_to(broken)
    before = broken.read_bytes()

    done = run("lint", project / "map.yaml", "--preset", "minimal", "--fix")
    assert done.code == 2
    assert "leads out of the project" in done.err
    assert broken.read_bytes() == before
