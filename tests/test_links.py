"""Links of a repository that lead out of it: nothing there is read into a report, and nothing there is written."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from running import run, spawn
from scratch import scratch

if sys.platform == "win32":
    pytest.skip("links need rights on Windows", allow_module_level=True)

MAP = "journeymap: 1\ntitle: A\nstages:\n  - name: S\n    actions: [Looks, Buys]\n"
SECRET = "journeymap: [TOKEN-abc123\n"


@pytest.fixture
def outside(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text(SECRET, encoding="utf-8")
    (tmp_path / "outside" / "map.yaml").write_text(MAP.replace("title: A", "title:   TOKEN-abc123"), encoding="utf-8")
    return tmp_path / "outside"


@pytest.fixture(params=[True, False], ids=["repository", "folder"])
def project(request, tmp_path, monkeypatch, outside):
    """A project with a map, as a repository or as a mere folder, which is the current one."""
    folder = tmp_path / "project"
    if request.param:
        scratch(folder)
    else:
        folder.mkdir()
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


READS = {
    "a map": ("linked.yaml", ("lint", "linked.yaml")),
    "a map that is found": ("linked.yaml", ("lint", ".")),
    "a map that is validated": ("linked.yaml", ("validate", "linked.yaml", "map.yaml")),
    "a map that is drawn": ("linked.yaml", ("render", "linked.yaml", "-o", "-", "--to", "markdown")),
    "a map that is compared": ("linked.yaml", ("diff", "map.yaml", "linked.yaml")),
    "a map that is formatted": ("linked.yaml", ("format", "linked.yaml", "--diff")),
    "a configuration": ("journeymap.toml", ("lint", "map.yaml")),
    "a configuration that is named": ("own.toml", ("lint", "map.yaml", "--config", "own.toml")),
    "a configuration that is shown": ("journeymap.toml", ("config", "map.yaml")),
    "a project's file": ("pyproject.toml", ("lint", "map.yaml")),
    "a theme": ("own.toml", ("render", "map.yaml", "--theme", "own.toml", "-o", "-")),
    "a template": ("templates/html/map.html.j2", ("render", "map.yaml", "--templates", "templates", "--to", "html", "-o", "-")),
    "a baseline": ("journeymap-baseline.json", ("lint", "map.yaml")),
    "a version that is merged": ("linked.yaml", ("merge", "map.yaml", "linked.yaml", "map.yaml")),
}


@pytest.mark.parametrize("what", READS)
def test_what_a_link_leads_to_is_not_shown(project, outside, what):
    name, arguments = READS[what]
    text = "[tool.journeymap]\nTOKEN-abc123 = 1\n" if name == "pyproject.toml" else SECRET
    if "map" in what and "configuration" not in what:
        text = (outside / "map.yaml").read_text(encoding="utf-8") if what != "a map" else SECRET
    (outside / "secret").write_text(text, encoding="utf-8")
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).symlink_to(outside / "secret")
    done = run(*arguments)

    assert done.code in (1, 2)
    assert "TOKEN" not in done.out + done.err
    assert "leads out of the project" in done.out + done.err


def test_a_folder_of_links_is_no_way_out(project, outside):
    (project / "journeymap.toml").touch()
    (project / "maps").symlink_to(outside)
    done = run("lint", "maps/map.yaml")

    assert done.code == 2
    assert "maps/map.yaml: leads out of the project" in done.err
    assert "TOKEN" not in done.out + done.err


def test_links_inside_a_project_are_followed(project):
    (project / "real").mkdir()
    (project / "map.yaml").rename(project / "real" / "one.yaml")
    (project / "map.yaml").symlink_to("real/one.yaml")
    (project / "maps").symlink_to("real")
    assert run("validate", "map.yaml", "maps/one.yaml").code == 0
    assert run("render", "map.yaml", "-o", "maps/one.svg").code == 0
    assert (project / "real" / "one.svg").read_bytes().startswith(b"<svg")


def test_an_open_stream_is_read_wherever_it_leads(project, outside):
    assert spawn("validate", "/dev/stdin", stdin=MAP.encode(), cwd=project).code == 0
    with (outside / "map.yaml").open("rb") as stream:
        number = stream.fileno()
        command = [sys.executable, "-m", "journeymap", "validate", f"/dev/fd/{number}"]
        assert subprocess.run(command, cwd=project, pass_fds=[number], capture_output=True, check=False).returncode == 0


WRITES = {
    "a picture": ("pictures/map.svg", "old", ("render", "map.yaml", "-o", "pictures/map.svg")),
    "a picture in a folder": ("pictures/map.svg", "old", ("render", "map.yaml", "--to", "svg", "-o", "pictures/")),
    "a report": ("report.json", "old", ("lint", "map.yaml", "--format", "json=report.json")),
    "a baseline": (
        "journeymap-baseline.json",
        '{"version": 1, "findings": [{}]}',
        ("lint", "map.yaml", "--preset", "strict", "--write-baseline"),
    ),
    "a format": ("linked.yaml", MAP.replace("title: A", "title:    A"), ("format", "linked.yaml")),
    "a fix": ("linked.yaml", MAP.replace("Looks", "Lo\u200boks"), ("lint", "linked.yaml", "--fix", "--preset", "strict")),
    "a merge": ("merged.yaml", "old", ("merge", "map.yaml", "map.yaml", "map.yaml", "-o", "merged.yaml")),
    "git's attributes": (".gitattributes", "old\n", ("git", "install")),
    "a merge by git": ("ours.yaml", MAP, ("git", "merge-driver", "map.yaml", "ours.yaml", "map.yaml", "7", "map.yaml")),
}


@pytest.mark.parametrize("what", WRITES)
def test_what_a_link_leads_to_is_not_written(project, outside, what):
    name, text, arguments = WRITES[what]
    if arguments[0] == "git" and not (project / ".git").exists():
        pytest.skip("needs a repository")
    (outside / "secret").write_text(text, encoding="utf-8")
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).symlink_to(outside / "secret")
    before = contents(outside)
    done = run(*arguments)

    assert contents(outside) == before
    assert done.code == 2
    assert re.search("leads out of the project", done.err)
    assert (project / name).is_symlink()


@pytest.mark.parametrize("into", ["a folder", "another repository"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "map.yaml", "--to", "svg", "-o", "pictures/"),
        ("render", "map.yaml", "-o", "pictures/deep/er/map.svg"),
        ("init", "pictures/new.yaml", "--starter", "current-state"),
        ("lint", "map.yaml", "--format", "sarif=pictures/report.sarif"),
    ],
    ids=lambda arguments: arguments[0] + arguments[-1],
)
def test_a_folder_that_is_a_link_gets_no_files(project, outside, into, arguments):
    if into == "another repository":
        (outside / ".git").mkdir()
        if not (project / ".git").exists():
            pytest.skip("without a repository around it, the one that is named counts")
    (project / "pictures").symlink_to(outside)
    before = contents(outside)
    done = run(*arguments)

    assert contents(outside) == before
    assert sorted(outside.iterdir()) == sorted({outside / name for name in before} | set(outside.glob(".git")))
    assert (done.code, "leads out of the project" in done.err) == (2, True)


def test_a_place_outside_that_is_named_is_written(project, outside):
    assert run("render", "map.yaml", "-o", outside / "map.svg").code == 0
    assert run("render", "map.yaml", "-o", "../outside/more/map.svg").code == 0
    assert (outside / "more" / "map.svg").read_bytes() == (outside / "map.svg").read_bytes()


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty", "/proc/kcore"])
@pytest.mark.parametrize("name", ["journeymap.toml", "pyproject.toml", "linked.yaml", ".gitignore", "journeymap-baseline.json"])
def test_a_link_to_a_device_stops_nothing(project, device, name):
    (project / name).symlink_to(device)
    done = spawn("lint", ".", "--preset", "minimal", cwd=project)

    assert done.code in (0, 1, 2)
    assert "Traceback" not in done.err
    assert "bug" not in done.err
