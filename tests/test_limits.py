"""Limits: each can be set, each is told by its name, and a file that is refused costs little however it is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from running import run

from journeymap.limits import DEFAULT

MAP = "journeymap: 1\ntitle: A map\nstate: current\nstages:\n  - name: One\n    actions: [Goes away]\n"
PICTURE = MAP + "personas: [{id: sarah, name: Sarah, image: sarah.png}]\n"
SIZE = 5 * 1024 * 1024 - 1000
"""As many bytes as a file may have, or nearly."""
MOST_SECONDS, MOST_MEGABYTES = 5, 300


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


BEYOND = {
    "bytes": (20, MAP),
    "depth": (3, MAP),
    "nodes": (10, MAP),
    "expanded": (3, MAP + "tags: [&a [x, y, z], *a]\n"),
    "text": (8, MAP),
    "includes": (1, MAP + "include: [one.yaml, two.yaml]\n"),
}


@pytest.mark.parametrize("limit", BEYOND)
def test_each_limit_can_be_set_and_names_itself(folder, limit):
    most, text = BEYOND[limit]
    (folder / "map.yaml").write_text(text)
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text("journeymap: 1\nlibrary: true\n")
    assert "limit-exceeded" not in run("validate", "map.yaml").out
    (folder / "journeymap.toml").write_text(f"limits.{limit} = {most}\n")
    done = run("validate", "map.yaml", "--format", "json")
    told = [one for one in json.loads(done.out)["diagnostics"] if one["id"] == "limit-exceeded"]

    assert done.code == 1
    assert len(told) == 1
    assert f"{most:,}" in told[0]["message"]
    assert f"`limits.{limit}` in journeymap.toml" in told[0]["help"]


def test_every_limit_is_tried_here():
    """That of pictures is told where the picture is: `test_portrait.py`."""
    assert {*BEYOND, "image"} == set(DEFAULT._fields)


def filled(line):
    """A file of lines as large as one may be."""
    start = "journeymap: 1\ntitle: Big\nstages:\n"
    count = (SIZE - len(start)) // len(line.format(0).encode())
    return start + "".join(line.format(number % 10) for number in range(count))


def behind(line):
    """Too deep, after so much of a line that a file is read without having been counted before."""
    return filled(line)[: SIZE - 2000].rpartition("\n")[0] + "\n- " + "[" * 200


HEAD = "journeymap: 1\ntitle: Big\n"
REFUSED = {
    "entries": filled("- a\n"),
    "entries in brackets": HEAD + "stages: [" + "a," * (SIZE // 2),
    "keys": filled("  {0}:\n"),
    "keys in brackets": HEAD + "stages: {" + "a," * (SIZE // 2),
    "brackets": HEAD + "stages: " + "[" * SIZE,
    "braces": HEAD + "stages: " + "{a: " * (SIZE // 4),
    "dashes": HEAD + "stages:\n" + "- " * (SIZE // 2),
    "indentation": HEAD + "".join(" " * level + "a:\n" for level in range(3_200)),
    "aliases": filled("- *a\n").replace("title: Big", "title: &a Big"),
    "anchors": filled("- &a x\n"),
    "tags": filled("- !x a\n"),
    "a plain text": HEAD + "description: " + "word " * (SIZE // 5),
    "a quoted text": HEAD + 'description: "' + "a" * SIZE + '"\n',
    "a block of text": HEAD + "description: |\n" + "  a line of text\n" * (SIZE // 17),
    "a text in Persian": HEAD + "description: " + "پژ" * (SIZE // 4),
    "actions": filled("- {{name: S{0}, actions: [{{text: Looks {0}, persona: p{0}, next: [n{0}]}}]}}\n"),
    "depth behind many nodes": filled("- abcdefghijkl\n")[: SIZE - 2000] + "\n- " + "[" * 200,
    "a text behind many nodes": filled("- abcdefghijkl\n")[: SIZE - 200_000] + "\n- " + "a" * 150_000,
    "depth behind as many texts as are kept": behind("- " + "a" * 33 + "\n"),
    "depth behind as many lists as are kept": behind("- [" + "a" * 66 + "]\n"),
    "depth behind as many keys as are kept": behind("- " + "a" * 50 + ": " + "a" * 52 + "\n"),
    "depth behind many empty lines": ("a:\n" + ("- " * 90 + "a\n") * 1650).ljust(SIZE - 2000, "\n") + "- " + "[" * 200,
    "bytes": "#" * (SIZE + 10_000),
}
_MEASURE = """
import os, sys
child = os.fork()
if not child:
    os.execv(sys.executable, [sys.executable, "-m", "journeymap", "validate", "map.yaml"])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures a process by the means of Linux")
@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_file_costs_little(folder, kind):
    """Seconds of the processor, not of the clock: what else the machine does is not the file's fault."""
    (folder / "map.yaml").write_text(REFUSED[kind], encoding="utf-8")
    environment = {**os.environ, "JOURNEYMAP_CACHE_DIR": os.fspath(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE], capture_output=True, text=True, check=True, timeout=300, cwd=folder, env=environment
    )
    code, seconds, kilobytes = done.stderr.split()

    assert int(code) == 1
    assert "limit-exceeded" in done.stdout
    assert done.stdout.count("\n") < 20
    assert float(seconds) < MOST_SECONDS
    assert int(kilobytes) / 1000 < MOST_MEGABYTES


def test_many_mistakes_of_one_file_are_not_all_told(folder):
    """A generated file can hold a hundred thousand; the last that is told says how many there are."""
    (folder / "map.yaml").write_text(MAP + "".join(f"key{number}: x\n" for number in range(1_500)))
    told = json.loads(run("validate", "map.yaml", "--format", "json").out)["diagnostics"]

    assert len(told) == 1_000
    assert "500 more mistakes" in told[-1]["help"]
    assert "more mistakes" not in told[-2]["help"]
