"""Hostile names of files through every format: reports, comparisons, pictures, completion."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import hostile
import pytest
from markdown_it import MarkdownIt
from running import ROOT, run
from scratch import scratch
from test_hostile import RAW, Elements, addresses, is_harmless

if sys.platform == "win32":
    pytest.skip("Windows has no such names", allow_module_level=True)

MAP = "journeymap: 1\ntitle: A\nstages:\n  - name: S\n    actions: [Looks, Buys]\n"
BROKEN = "journeymap: 1\ntitle: A\nstages: [\n"
_LONGEST = 200


def _as_name(text):
    """The text as a file's name, as near as a system allows."""
    name = text.replace("/", "\u2215").replace("\0", "")
    while len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
        name = name[: len(name) * 3 // 4]
    return name


NAMES = tuple(dict.fromkeys(f"{_as_name(text)}.yaml" for text in hostile.ALL))
OWN = (
    "a\n::error::forged.yaml",
    "::error::forged.yaml",
    "::error file=x,line=1::forged\n.yaml",
    "\x1b[31mred.yaml",
    "<img src=x onerror=alert('pwned')>.yaml",
    "-rf.yaml",
    "--config=x.yaml",
    "%0A::error::forged.yaml",
    "a%25,line=3::b.yaml",
    "![x](https:evil.example).yaml",
    "`code` @octocat #1.yaml",
    "+++ b\n@@ -1 +1 @@\n+forged.yaml",
    "a\tb\r\nc.yaml",
    "a:1:1: error.yaml",
    "\u202eevil.yaml",
    "$(touch pwned).yaml",
    "'\"; touch pwned; '.yaml",
    b"caf\xe9.yaml".decode("utf-8", "surrogateescape"),
    "{{7*7}}.yaml",
    "]]>.yaml",
    "a|b.yaml",
    "=1+1.yaml",
    "\u2028x.yaml",
)
EVERY = tuple(dict.fromkeys((*OWN, *NAMES)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every name there is, half of them with findings and half of them broken."""
    folder = tmp_path_factory.mktemp("names")
    for number, name in enumerate(EVERY):
        (folder / name).write_bytes((MAP if number % 2 else BROKEN).encode())
    return folder


def linted(folder, form, monkeypatch):
    monkeypatch.chdir(folder)
    done = run("lint", ".", "--format", form, "--today", "2026-11-21", "--no-cache", "--jobs", "1")
    assert done.code == 1, done.err
    assert form != "full" or f"{len(EVERY)} files" in done.out
    assert not forged(done.out + done.err)
    return done.out


def forged(text):
    """Lines that a CI runner would obey, but for our own commands."""
    return [
        line
        for line in re.split("\r\n|[\r\n\u2028]", text)
        if re.match(r"\s*::|.*##\w*\[", line) and not re.match(r"::(error|warning|notice) (file|title)=[^:]*::", line)
    ]


@pytest.mark.parametrize("form", ["full", "concise"])
def test_reports_for_people(folder, form, monkeypatch):
    text = linted(folder, form, monkeypatch)
    assert not RAW.search(text)
    assert "forged" in text


def test_workflow_commands(folder, monkeypatch):
    text = linted(folder, "github", monkeypatch)
    commands = [line for line in text.splitlines() if line.startswith("::")]
    assert 0 < len(commands) <= 31
    assert not RAW.search(text)


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "rdjson"])
def test_reports_for_programs(folder, form, monkeypatch):
    text = linted(folder, form, monkeypatch)
    assert json.loads(text)
    assert "\x1b" not in text
    if form == "sarif":
        uris = re.findall(r'"uri":\s*"([^"]*)"', text)
        assert uris
        assert all(re.fullmatch(r"(?:https://[\w./#-]+|[\w.~%/-]+)", uri) for uri in uris)


def test_lines_of_json(folder, monkeypatch):
    assert all(isinstance(json.loads(line), dict) for line in linted(folder, "jsonl", monkeypatch).split("\n")[:-1])


def test_junit(folder, monkeypatch):
    tree = ET.fromstring(linted(folder, "junit", monkeypatch))
    assert {element.tag for element in tree.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error", "system-out"}


def harmless_markdown(text):
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    every = [one for token in tokens for one in (token, *(token.children or ()))]
    assert not any(one.type == "image" for one in every)
    elements = [element for one in every if one.type in ("html_block", "html_inline") for element in Elements(one.content).found]
    assert not {"script", "img", "iframe", "a"} & {tag for tag, _ in elements}
    assert all(is_harmless(str(one.attrs["href"])) for one in every if one.type == "link_open")
    assert not re.search(r"(?<![\w&;#`/])@\w", re.sub(r"<[^>]*>", "", text))
    assert not RAW.search(text)


def test_the_summary_in_markdown(folder, monkeypatch):
    harmless_markdown(linted(folder, "markdown", monkeypatch))


def test_pictures(folder, monkeypatch, tmp_path):
    """They are drawn beside one another under their own names, and what is said of it is one line each."""
    monkeypatch.chdir(folder)
    good = [f"./{name}" for number, name in enumerate(EVERY) if number % 2]
    done = run("render", *good, "--to", "markdown", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    lines = done.err.split("\n")[:-1]
    assert len(lines) == len(good)
    assert all(line.startswith("wrote ") for line in lines)
    assert not RAW.search(done.err)
    assert len([one for one in (tmp_path / "out").rglob("*") if one.is_file()]) == len(good)


def test_a_name_that_looks_like_an_option_is_none(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert run("validate", "./-rf.yaml").code in (0, 1)
    assert run("validate", "--", "-rf.yaml", "--config=x.yaml").code in (0, 1)
    assert run("validate", "-rf.yaml").code == 2


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    """A repository in which every map has a hostile name and a change."""
    made = scratch(tmp_path_factory.mktemp("repository") / "work")
    for name in EVERY:
        (made.folder / name).write_bytes(MAP.encode())
    made.git("add", ".")
    made.git("commit", "--quiet", "-m", "first")
    for name in EVERY:
        (made.folder / name).write_bytes(MAP.replace("Looks", "Waits").replace("name: S", "name: S\n    emotion: -2").encode())
    return made


def compared(repo, form, monkeypatch):
    monkeypatch.chdir(repo.folder)
    done = run("diff", "HEAD", "--format", form)
    assert done.code in (0, 1), done.err
    assert not forged(done.out + done.err)
    return done.out


@pytest.mark.parametrize("form", ["text", "github"])
def test_differences_for_people(repo, form, monkeypatch):
    text = compared(repo, form, monkeypatch)
    assert "mood" in text
    assert not RAW.search(text)


def test_differences_in_markdown(repo, monkeypatch):
    harmless_markdown(compared(repo, "markdown", monkeypatch))


def test_differences_for_programs(repo, monkeypatch):
    assert json.loads(compared(repo, "json", monkeypatch))


@pytest.mark.parametrize("form", ["html", "svg"])
def test_pages_of_differences(repo, form, monkeypatch, tmp_path):
    monkeypatch.chdir(repo.folder)
    for name in (*OWN, *EVERY[len(OWN) :: 12]):
        done = run("diff", f"HEAD:./{name}", f"./{name}", "--format", form)
        assert done.code in (0, 1), (name, done.err)
        found = Elements(done.out).found
        assert not {"script", "iframe", "img", "object", "base", "form"} & {tag for tag, _ in found}
        assert not any(key.startswith("on") for _, attributes in found for key in attributes)
        assert all(map(is_harmless, addresses(found)))


def test_lines_of_a_fix(folder, monkeypatch, tmp_path):
    """`--diff` shows the lines of a patch, and a name forges none."""
    messy = tmp_path / "messy"
    messy.mkdir()
    for name in OWN:
        (messy / name).write_bytes(MAP.replace("title: A", "title:    A").encode())
    monkeypatch.chdir(messy)
    for arguments in (("format", ".", "--diff"), ("format", ".", "--check"), ("lint", ".", "--diff", "--preset", "strict")):
        done = run(*arguments)
        assert done.code in (0, 1)
        assert not RAW.search(done.out + done.err)
        assert not forged(done.out + done.err)
        assert not [line for line in done.out.split("\n") if line.startswith(("+forged", "@@ -1 +1 @@"))]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_offers_no_name_that_a_shell_would_run(shell, tmp_path):
    """A theme's file is offered; one whose name a shell would not take as one word is not."""
    names = [name.removesuffix(".yaml") + ".toml" for name in EVERY]
    for name in (*names, "brand.toml", "märke-2.toml"):
        (tmp_path / name).touch()
    line = "journeymap render --theme "
    environment = {
        "bash": {"COMP_WORDS": line.replace(" ", "\n"), "COMP_CWORD": "3"},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
        "powershell": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": ""},
    }[shell]
    done = subprocess.run(
        [sys.executable, "-m", "journeymap"],
        env=os.environ | environment | {"_JOURNEYMAP_COMPLETE": f"complete_{shell}", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    text = done.stdout.decode("utf-8", "surrogateescape")

    assert done.returncode == 0, done.stderr
    assert "brand.toml" in text
    assert "märke-2.toml" in text
    assert "pwned" not in text
    assert "forged" not in text
    assert not re.search(r"[$`;|&<>*?!\\]", text.replace("_arguments '*: :((", "").replace("))'", ""))
    assert not RAW.search(text)
