"""`journeymap format`: the layout case by case, and what the command does with files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mussed import document
from running import run

from journeymap import fmt
from journeymap.cli import format as command
from journeymap.fmt import FormatterBug, formatted
from journeymap.limits import DEFAULT

HEAD = "journeymap: 1\ntitle: A\n"
BAD = "title: A\njourneymap: 1\nstages: [B]\n"
GOOD = "journeymap: 1\ntitle: A\nstages: [B]\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def done(text):
    found = document(text)
    assert found is not None
    return formatted(found, DEFAULT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # indent, and lists below their key
        ("stages:\n- name:   B\n  actions:\n     - c\n", "stages:\n  - name: B\n    actions:\n      - c\n"),
        # order of keys; unknown ones last; keys of one's own as they are
        (
            "stages:\n  - actions: [c]\n    zzz: 1\n    name: B\n    metrics: {nps: 3, csat: 2}\n",
            "stages:\n  - name: B\n    metrics: {nps: 3, csat: 2}\n    actions:\n      - c\n    zzz: 1\n",
        ),
        ("stages:\n  - Note: text\n    name: B\n", "stages:\n  - Note: text\n    name: B\n"),
        # brackets for ids and numbers, lines for what says something
        ("personas: [ 'sarah' , tom ]\n", "personas: [sarah, tom]\n"),
        ('personas: [sarah, "Tom B"]\n', "personas:\n  - sarah\n  - Tom B\n"),
        ("personas: [sarah, # why\n  tom]\n", "personas: [sarah, # why\n  tom]\n"),
        ("personas: []\nscope: {}\n", "scope: {}\npersonas: []\n"),
        ("stages:\n  - name: B\n    thoughts: [hm]\n", "stages:\n  - name: B\n    thoughts:\n      - hm\n"),
        ("owner: [Returns team]\n", "owner: [Returns team]\n"),
        ("goals: [{text: Stuck, no printer}]\n", "goals: [{text: Stuck, no printer}]\n"),
        # quotes
        ("owner: 'Returns team'\n", "owner: Returns team\n"),
        ("objective: 'no'\nowner: \"07:00\"\n", 'objective: "no"\nowner: "07:00"\n'),
        ("owner: 'a: b'\n", 'owner: "a: b"\n'),
        ("owner: 'say \"a\": b'\n", "owner: 'say \"a\": b'\n"),
        ('owner: "退回：毛衣"\n', 'owner: "退回：毛衣"\n'),
        # long texts
        ("owner: one\n        two\n", "owner: one\n  two\n"),
        ("description: |\n      a\n        b  \n\n      c\n", "description: |\n  a\n    b  \n\n  c\n"),
        ("description: |+\n    a\n\n\nowner: b\n", "description: |+\n  a\n\n\nowner: b\n"),
        ("description: |4\n      a\n     b\n", "description: |2\n    a\n   b\n"),
        # blank lines
        (
            "\n\n\nstages:\n\n  - name: B\n    goal: g\n  - name: C\n    goal: g\n\n\n\n",
            "\nstages:\n  - name: B\n    goal: g\n\n  - name: C\n    goal: g\n",
        ),
        # comments
        ("owner: b # c\n", "owner: b  # c\n"),
        (
            "personas:\n  # first\n  - a\n  # - gone\n# next\nstages: []\n",
            "personas:\n  # first\n  - a\n  # - gone\n# next\nstages: []\n",
        ),
        (
            "stages:\n  - actions: [c]\n    # about the name\n    name: B\n",
            "stages:\n  # about the name\n  - name: B\n    actions:\n      - c\n",
        ),
        ("personas: [a b] # who\n", "personas:  # who\n  - a b\n"),
        # an ignore comment goes on covering what it covered
        (
            "goals:\n  - text: B  # journeymap: ignore[x] y\n    id: b\n",
            "goals:\n  - text: B  # journeymap: ignore[x] y\n    id: b\n",
        ),
        ("personas: [a b]  # journeymap: ignore[x] y\n", "personas: [a b]  # journeymap: ignore[x] y\n"),
        # what an alias repeats stays before it
        ("stages: &s [B]\nown: *s\npersonas: [a]\n", "stages: &s [B]\nown: *s\npersonas: [a]\n"),
    ],
)
def test_the_layout(before, after):
    assert done(HEAD + before) == HEAD + after
    assert done(HEAD + after) == HEAD + after


def test_the_document_around_the_map_stays():
    text = "%YAML 1.2\n---\n# head\njourneymap: 1\ntitle: A\n...\n# tail\n"
    assert done(text) == text


def test_a_whole_map_in_brackets_is_opened():
    assert done("{title: A map, journeymap: 1} # c\n# end\n") == "# c\njourneymap: 1\ntitle: A map\n# end\n"
    kept = "# head\n{title: A map, # why\njourneymap: 1}  # journeymap: ignore[missing-goal] known\n# end\n"
    assert done(kept) == kept
    marked = "&all  # journeymap: ignore[missing-goal] known\n# head\njourneymap: 1\ntitle: A\n"
    assert done(marked) == marked


def test_line_ends_and_the_mark_are_kept():
    Path("a.yaml").write_bytes(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert run("format").code == 0
    assert Path("a.yaml").read_bytes() == b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()


def test_a_folder_is_formatted_once():
    Path("a.yaml").write_text(BAD)
    Path("b.yaml").write_text(GOOD)
    Path("other.yaml").write_text("b:   1\n")
    first, second = run("format"), run("format")

    assert (first.code, first.out, first.err) == (0, "", "formatted 1 file, 1 file already formatted\n")
    assert (second.code, second.err) == (0, "2 files already formatted\n")
    assert Path("a.yaml").read_text() == GOOD
    assert Path("other.yaml").read_text() == "b:   1\n"


def test_check_names_and_writes_nothing():
    Path("a.yaml").write_text(BAD)
    Path("b.yaml").write_text(GOOD)
    done = run("format", "--check", ".")

    assert (done.code, done.out, done.err) == (1, "a.yaml\n", "would format 1 file, 1 file already formatted\n")
    assert Path("a.yaml").read_text() == BAD
    assert run("format", "--check", "b.yaml", "--quiet").code == 0


def test_diff_shows_and_writes_nothing():
    Path("a.yaml").write_text(BAD)
    done = run("format", "--diff", "a.yaml")

    assert done.code == 0
    assert done.out == "--- a.yaml\n+++ a.yaml\n@@ -1,3 +1,3 @@\n+journeymap: 1\n title: A\n-journeymap: 1\n stages: [B]\n"
    assert Path("a.yaml").read_text() == BAD
    assert run("format", "--diff", "--check", "a.yaml").code == 1


def test_standard_input_goes_to_standard_output():
    for text in (BAD, GOOD):
        assert run("format", "-", stdin=text.encode()).out == GOOD
    done = run("format", "-", "--check", "--stdin-filename", "maps/a.yaml", stdin=BAD.encode())
    assert (done.code, done.out) == (1, "maps/a.yaml\n")


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_formatted():
    Path("a.yaml").write_text('journeymap: 1\ntitle: "A\n')
    Path("b.yaml").write_text(BAD)
    Path("c.yaml").write_text("title:   A\n")
    done = run("format", "a.yaml", "b.yaml", "c.yaml")

    assert done.code == 1
    assert "this quote is not closed" in done.err
    assert "this file is not marked as a journey map" in done.err
    assert Path("a.yaml").read_text() == 'journeymap: 1\ntitle: "A\n'
    assert Path("b.yaml").read_text() == GOOD
    assert Path("c.yaml").read_text() == "title:   A\n"
    assert run("format", "nowhere.yaml").code == 2
    assert run("format", "-", stdin=b'title: "A').out == ""


def test_a_map_with_other_mistakes_is_formatted():
    Path("a.yaml").write_text("journeymap: 1\nstagse:\n- name:  B\ntitle: [a, {b: c}]\n")
    assert run("format", "a.yaml").code == 0
    assert Path("a.yaml").read_text() == "journeymap: 1\ntitle: [a, {b: c}]\nstagse:\n  - name: B\n"


def test_a_bug_of_ours_leaves_the_file_and_says_so(monkeypatch):
    Path("a.yaml").write_text(BAD)
    Path("b.yaml").write_text(BAD)
    true = fmt.formatted

    def broken(found, limits):
        if found.source.path == "a.yaml":
            raise FormatterBug("the new layout loses a comment")
        return true(found, limits)

    monkeypatch.setattr(fmt, "formatted", broken)
    done = run("format")

    assert done.code == 3
    assert "a.yaml: journeymap" in done.err
    assert "has a bug (the new layout loses a comment); the file is left as it is" in done.err
    assert (Path("a.yaml").read_text(), Path("b.yaml").read_text()) == (BAD, GOOD)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace("# c", ""), "loses a comment"),
        (lambda text: text.replace("title: A", "title: B"), "changes a value"),
        (lambda text: text.replace("  # c", "").replace("stages", "# c\nstages"), "moves a comment"),
        (lambda text: text + "\n", "a second pass"),
        (lambda text: text + "]", "cannot be read"),
    ],
)
def test_the_proof_notices(monkeypatch, spoil, said):
    true = fmt._print.text
    calls = []

    def spoilt(tree, newline):
        calls.append(tree)
        return spoil(true(tree, newline)) if len(calls) == 1 else true(tree, newline)

    monkeypatch.setattr(fmt._print, "text", spoilt)
    found = document("title:   A  # c\njourneymap: 1\nstages: [B]\n")
    assert found is not None
    with pytest.raises(FormatterBug, match=said):
        formatted(found, DEFAULT)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_what_leads_out_of_the_project_is_not_written(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out.yaml").write_text(BAD)
    (tmp_path / "in/a.yaml").symlink_to(tmp_path / "out.yaml")
    done = run("format", "in")

    assert done.code == 2
    assert "leads out of the project" in done.err
    assert (tmp_path / "out.yaml").read_text() == BAD
    assert command.app is not None
