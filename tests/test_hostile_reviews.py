"""Hostile texts through what compares and merges: every format of `diff`, what git shows of a map, and merges."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import hostile
import pytest
from running import run
from scratch import scratch
from test_hostile import RAW, Elements, addresses, drawn, is_harmless
from test_hostile_names import forged, harmless_markdown

from journeymap.review import format_names

CALM = "journeymap: 1\ntitle: Calm\nstages:\n  - name: Only\n    actions: Looks\n"
PARTS = hostile.chunks()
KINDS = ("journey", "service-blueprint")
ISOLATES = re.compile("[\u2066-\u2069]")
"""Set by us round what runs in another direction."""


def pair(texts, kind):
    """A map and its next version: every text is another one, some things come, go and move."""
    before = hostile.a_map(texts, kind=kind)
    after = hostile.a_map((*texts[7:], *texts[:7]), kind=kind).replace("severity: high", "severity: low")
    after = re.sub(r"emotion: \{score: (-?\d)", lambda found: f"emotion: {{score: {-int(found[1])}", after)
    return before, after.replace("id: t11,", "id: tx,").replace("[t11", "[tx").replace("t11]", "tx]")


@pytest.fixture(scope="module", params=[f"{kind} {part}" for kind in KINDS for part in range(len(PARTS))])
def versions(request, tmp_path_factory):
    """Three pairs of files: both hostile, and each of them against a calm one."""
    kind, part = request.param.split(" ")
    folder = tmp_path_factory.mktemp("reviews")
    old, new = (folder / f"{name}.yaml" for name in ("old", "new"))
    for path, text in zip((old, new), pair(PARTS[int(part)], kind), strict=True):
        path.write_text(text, encoding="utf-8")
    calm = folder / "calm.yaml"
    calm.write_text(CALM, encoding="utf-8")
    return ((old, new), (calm, new), (old, calm))


def compared(pairs, form, *options):
    for one in pairs:
        done = run("diff", *one, "--format", form, *options)
        assert done.code in (0, 1), done.err
        assert done.out
        yield done.out


def test_every_format_is_here():
    assert set(format_names()) == {"text", "markdown", "json", "github", "html", "svg"}


@pytest.mark.parametrize("color", ["never", "always"])
def test_text(versions, color):
    for text in compared(versions, "text", "--color", color):
        assert not RAW.search(ISOLATES.sub("", re.sub(r"\x1b\[[0-9;]*m", "", text)))
        assert not forged(text)


def test_github(versions):
    for text in compared(versions, "github"):
        lines = re.split("\r\n|[\r\n\u2028\u2029\x85]", text)[:-1]
        assert 0 < len(lines) <= 20
        assert all(re.match(r"::(?:warning|notice) title=", line) for line in lines)
        assert not any("##[" in line or RAW.search(ISOLATES.sub("", line)) for line in lines)


def test_markdown(versions):
    for text in compared(versions, "markdown"):
        harmless_markdown(text)
        assert not forged(text)
        assert text.count("<!-- journeymap") <= 1


def test_json(versions):
    for text in compared(versions, "json"):
        assert json.loads(text)["changes"]
        assert "\x1b" not in text


def test_svg(versions):
    for text in compared(versions, "svg"):
        tree = ET.fromstring(text)
        names = {name for element in tree.iter() for name in element.attrib}
        assert not {"script", "foreignObject", "use", "a", "animate", "set"} & {one.tag.rpartition("}")[2] for one in tree.iter()}
        assert not any(name.startswith("on") or name == "style" for name in names)
        assert all(is_harmless(value) for one in tree.iter() for name, value in one.attrib.items() if name.endswith("href"))
        assert not any("url(h" in value for one in tree.iter() for value in one.attrib.values())
        assert not RAW.search(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text))


def test_html(versions):
    for text in compared(versions, "html"):
        found = Elements(text).found
        assert not {"script", "iframe", "object", "embed", "base", "form", "foreignobject"} & {tag for tag, _ in found}
        assert not any(name.startswith("on") for _, attributes in found for name in attributes)
        assert all(map(is_harmless, addresses(found)))
        assert not any(
            re.search(r"url\((?!#)", value)
            for tag, attributes in found
            if tag != "meta"
            for value in attributes.values()
            if value
        )
        assert not RAW.search(ISOLATES.sub("", re.sub("<text[^>]*>.*?</text>", "", text)))


def test_a_target_in_a_log_has_no_command(versions):
    for _, path in versions[:1]:
        for target in ("markdown", "terminal", "mermaid"):
            assert not forged(drawn(path, target))


def facts(path):
    done = run("git", "textconv", path)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_facts_for_git(versions):
    """One line a fact: every line is a key of the format with its text, and there are as many as without the hostile texts."""
    for _, path in versions[:1]:
        told = facts(path)
        lines = told.split("\n")
        assert lines.pop() == ""
        assert len(lines) > 100
        assert not RAW.search(told)
        assert not re.search("[\t\r\x0b\x0c\x85\u2028\u2029]", told)
        assert not forged(told)
        # Nothing of a text begins a line: no line of a patch, no marker of a conflict.
        assert [line for line in lines if re.match(r"(?:[-+]|@@ |<{7}|>{7}|={7}|diff |\\ No)", line)] == []
        allowed = r" *(?:[\w ]+|own .*|demographics .*): ?.*|(?: *[\w -]+:)"
        assert [line for line in lines if not re.fullmatch(allowed, line)] == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_that_is_no_map_is_shown_without_controls(tmp_path, ending):
    path = tmp_path / "map.yaml"
    lines = ["journeymap: 1", *(text.replace("\n", " ") for text in hostile.ALL), "\tend: ä"]
    path.write_bytes(ending.join((*lines, "")).encode("utf-8", "replace"))
    told = facts(path)

    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", told)
    assert not re.search("\r(?!\n)", told)
    assert not forged(told)
    assert told.endswith(f"\tend: ä{ending}")
    assert told.count("\n") == len(lines)


def test_git_shows_a_hostile_map(tmp_path, monkeypatch):
    """Through git itself, as `git diff` and the external diff show it."""
    made = scratch(tmp_path / "work")
    monkeypatch.chdir(made.folder)
    name = "a\n+forged ::error::forged.yaml"
    before, after = pair(hostile.ALL[::9], "journey")
    for old, new in ((before, after), (before, after + "\x1b[31m: [\n"), (before + "\x1b]0;x\x07 [", after)):
        files = (made.folder / "old", made.folder / "new")
        for path, text in zip(files, (old, new), strict=True):
            path.write_text(text, encoding="utf-8")
        done = run("git", "diff-driver", name, files[0], "0" * 40, "100644", files[1], "0" * 40, "100644")
        assert done.code == 0
        assert not RAW.search(ISOLATES.sub("", done.out))
        assert not forged(done.out + done.err)
        assert not any(line.startswith("+forged") for line in done.out.split("\n"))


def test_merges(versions, tmp_path):
    """A merge is made of the sides' own lines; no text of a map becomes a marker, and what is said of it is ours."""
    (old, new), (calm, _), _ = versions
    for base, ours, theirs in ((old, new, calm), (calm, old, new), (old, old, new), (old, new, new)):
        done = run("merge", base, ours, theirs, "-o", tmp_path / "merged.yaml")
        text = (tmp_path / "merged.yaml").read_bytes().decode()
        begins, ends = (len(re.findall(rf"(?m)^{sign * 7} {label}$", text)) for sign, label in (("<", "ours"), (">", "theirs")))
        assert done.code == (1 if begins else 0)
        assert begins == ends
        assert len(re.findall(r"(?m)^={7}$", text)) == begins
        assert not RAW.search(done.err)
        assert not forged(done.err)
        if not begins:
            assert run("validate", tmp_path / "merged.yaml").code == 0


MARKERS = ("<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base", "<<<<<<< HEAD")


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_in_a_text_is_no_conflict(tmp_path, marker):
    """Written in each way that YAML has for a text of several lines, it never stands at the beginning of a line."""
    base = f'journeymap: 1\ntitle: A\ndescription: |\n  one\n  {marker}\n  two\nobjective: "x\n {marker}\n  y"\nstages:\n  - name: S\n'
    for name, text in (("base", base), ("ours", base.replace("one", "first")), ("theirs", base.replace("two", "second"))):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = run("merge", *(tmp_path / f"{name}.yaml" for name in ("base", "ours", "theirs")))

    assert done.code in (0, 1)
    begins = len(re.findall(r"(?m)^<{7} ours$", done.out))
    assert bool(begins) == bool(done.code)
    assert f"{begins} conflict" in done.err or not begins


@pytest.mark.parametrize("name", ["a\x1b[31m\n::error::forged.yaml", "##[error]forged.yaml"])
def test_a_name_in_what_is_said_of_a_merge(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for one, text in (("base", CALM), ("ours", CALM.replace("Calm", "One")), ("theirs", CALM.replace("Calm", "Two"))):
        (tmp_path / one).write_text(text, encoding="utf-8")
    done = run("git", "merge-driver", "base", "ours", "theirs", "7", name)

    assert done.code == 100
    assert "1 conflict" in done.err
    assert not RAW.search(done.err)
    assert not forged(done.err)
