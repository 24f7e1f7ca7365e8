"""`journeymap lsp` as an editor meets it, a process of its own, spoken to over its pipes: what is told, and what mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from edited_maps import (
    LIBRARY,
    MAP,
    OTHER,
    edited_project,  # noqa: F401 -- the fixture `project`
    uri,
)
from editing import Editor, capabilities, edited, edits_of
from lsprotocol import types
from running import ROOT, run

# pygls asks in a way that Python 3.14 calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")


def test_the_same_is_told_as_by_lint(project: Path) -> None:
    broken = MAP.replace("touchpoints: [portal, mail]", "touchpoints: [portl, mail]\n        pain_points: Hidden")
    (project / "map.yaml").write_text(broken, encoding="utf-8")
    expected = json.loads(run("lint", project / "map.yaml", "--format", "json", "--no-cache").out)["diagnostics"]

    async def play(editor: Editor) -> None:
        editor.open(uri(project), broken)
        told = await editor.until_told(uri(project), "unknown-reference", "unaddressed-pain-point")
        assert [(one.code, one.message.partition("\n")[0]) for one in told] == [(one["id"], one["message"]) for one in expected]
        assert [editor.slice(uri(project), one.range) for one in told] == ["portl", "Hidden"]
        assert told[0].severity == types.DiagnosticSeverity.Error
        assert 'help: did you mean "portal"?' in told[0].message

        editor.replace(uri(project), MAP)
        assert await editor.until_told(uri(project)) == []

    edited(project, play)


def test_comments_and_the_baseline_hold_findings_back(project: Path) -> None:
    hurts = MAP + "    pain_points:\n      - One\n      - Two # journeymap: ignore[unaddressed-pain-point] known\n"
    (project / "map.yaml").write_text(hurts, encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hurts)
        (one,) = await editor.until_told(uri(project), "unaddressed-pain-point")
        assert editor.slice(uri(project), one.range) == "One"

        assert run("lint", project / "map.yaml", "--write-baseline", "--no-cache", "--quiet").code == 0
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        await editor.until_told(uri(project))

    edited(project, play)


def test_a_configuration_that_changes_is_seen_with_the_next_edit(project: Path) -> None:
    hurts = MAP + "    pain_points: One\n"

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hurts)
        await editor.until_told(uri(project), "unaddressed-pain-point")
        (project / "journeymap.toml").write_text(
            'ignore = ["pain"]\nselect = ["duplicate-action"]\nwrong = 1\n', encoding="utf-8"
        )
        editor.edit(uri(project), (1, 0), (1, 0), "# a comment\n")
        await editor.until_told(uri(project))
        told = await editor.until(uri(project, "journeymap.toml"), bool)
        assert [one.code for one in told] == ["invalid-config"]

    edited(project, play)


def test_an_unsaved_library_is_seen_by_every_open_map(project: Path) -> None:
    async def play(editor: Editor) -> None:
        map_, other, library = uri(project), uri(project, "maps/other.yaml"), uri(project, "library/shop.yaml")
        for one, text in ((map_, MAP), (other, OTHER), (library, LIBRARY)):
            editor.open(one, text)
        for one in (map_, other, library):
            await editor.until_told(one)
        editor.replace(library, LIBRARY.replace("library: true", "title: none"))
        await editor.until(map_, lambda told: any("not a library" in one.message for one in told))
        await editor.until(other, lambda told: any("not a library" in one.message for one in told))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(library)))
        await editor.until_told(map_)
        await editor.until_told(other)

    edited(project, play)


def test_a_library_that_is_saved_elsewhere_is_seen(project: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        await editor.until_told(uri(project))
        assert editor.registered
        (project / "library/shop.yaml").write_text(LIBRARY.replace("library: true", "title: x"), encoding="utf-8")
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
        await editor.until(uri(project), bool)
        (project / "library/shop.yaml").unlink()
        editor.edit(uri(project), (1, 0), (1, 0), "# x\n")
        await editor.until(uri(project), lambda told: any("there is no such file" in one.message for one in told))

    edited(project, play)


def test_what_a_library_gets_told_goes_when_its_map_is_closed(project: Path) -> None:
    hurts = LIBRARY + "evidence: [{title: x, date: never}]\n"
    (project / "library/shop.yaml").write_text(hurts, encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        (one,) = await editor.until(uri(project, "library/shop.yaml"), bool)
        assert (one.range.start.line, one.code) == (11, "invalid-map")
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri(project))))
        await editor.until_told(uri(project, "library/shop.yaml"))

    edited(project, play)


def test_yaml_that_is_not_ours_is_left_alone(project: Path) -> None:
    async def play(editor: Editor) -> None:
        foreign = uri(project, "deployment.yaml")
        editor.open(foreign, "apiVersion: v1\nkind: [not, {closed\n")
        editor.open(uri(project), MAP)
        await editor.until_told(uri(project))
        assert foreign not in editor.told
        assert await editor.labels(foreign, "kind") == []
        assert await editor.hovered(foreign, "kind") == ""
        editor.replace(foreign, "")
        assert [one.text_edit.new_text for one in await editor.complete(foreign, "")] == ["journeymap: 1"]
        editor.replace(foreign, "journeymap: 1\n")
        await editor.until(foreign, bool)

    edited(project, play)


@pytest.mark.parametrize("resolve", [True, False])
def test_a_fix_is_the_edit_of_fix(project: Path, resolve: bool) -> None:
    broken = MAP.replace("[portal, mail]", "[portl, mail] # kept")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), broken)
        await editor.until_told(uri(project), "unknown-reference")
        found = await editor.actions(uri(project), "portl")
        assert [action.title for action in found] == ['Fix: did you mean "portal"? (not safe: a guess, or something is lost)']
        (action,) = [await editor.code_action_resolve_async(action) for action in found] if resolve else found
        assert action.is_preferred is False
        assert editor.applied(uri(project), edits_of(action.edit)[uri(project)]) == broken.replace("portl", "portal")

    edited(project, play, able=capabilities(resolve=resolve, versions=resolve))


def test_all_safe_fixes_at_once(project: Path) -> None:
    (project / "journeymap.toml").write_text('select = ["missing-id"]\n', encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        await editor.until(uri(project), bool)
        (action,) = await editor.actions(uri(project), "title", "source.fixAll")
        action = await editor.code_action_resolve_async(action)
        fixed = editor.applied(uri(project), edits_of(action.edit)[uri(project)])
        assert run("lint", project / "map.yaml", "--fix", "--quiet", "--no-cache").code == 0
        assert fixed == (project / "map.yaml").read_text(encoding="utf-8") != MAP
        assert await editor.actions(uri(project), "title", "refactor") == []

    edited(project, play)


@pytest.mark.parametrize(
    ("written", "ignored"),
    [
        ("pain_points: One", "pain_points: One  # journeymap: ignore[unaddressed-pain-point]"),
        ("pain_points: One # why", "pain_points: One # why  # journeymap: ignore[unaddressed-pain-point]"),
        ("pain_points: One # journeymap: ignore[duplicate-action]", "pain_points: One # journeymap: ignore[duplicate-action, unaddressed-pain-point]"),
        ("pain_points:\n      - |\n        One\n        two", "pain_points:\n      - |  # journeymap: ignore[unaddressed-pain-point]\n        One\n        two"),
        ("pain_points:\n      - text: >-\n          One\n        description: x", "pain_points:\n      - text: >-  # journeymap: ignore[unaddressed-pain-point]\n          One\n        description: x"),
    ],
)  # fmt: skip
def test_a_finding_is_ignored_where_it_stands(project: Path, written: str, ignored: str) -> None:
    hurts = f"{MAP}    {written}\n"

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hurts)
        told = await editor.until(uri(project), lambda told: any(one.code == "unaddressed-pain-point" for one in told))
        where = next(one.range.start for one in told if one.code == "unaddressed-pain-point")
        lines = hurts.splitlines()
        word = lines[where.line][where.character :][:3]
        found = await editor.actions(uri(project), word)
        (action,) = [one for one in found if one.title == "Ignore unaddressed-pain-point here, with a comment"]
        action = await editor.code_action_resolve_async(action)
        after = editor.applied(uri(project), edits_of(action.edit)[uri(project)])
        assert after == f"{MAP}    {ignored}\n"
        editor.replace(uri(project), after)
        await editor.until(uri(project), lambda told: all(one.code != "unaddressed-pain-point" for one in told))

    edited(project, play)


def test_an_unsaved_text_without_a_file_is_told(project: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("untitled:Untitled-1", "journeymap: 1\ntitel: x\nstages: [One]\n")
        told = await editor.until("untitled:Untitled-1", bool)
        assert "invalid-map" in {one.code for one in told}

    edited(project, play)


def test_a_baseline_that_cannot_be_read_is_said(project: Path) -> None:
    (project / "journeymap-baseline.json").write_text("{", encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        (one,) = await editor.until_told(uri(project), "invalid-config")
        assert "baseline" in one.message

    edited(project, play)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom importlib.machinery import PathFinder\n"
        "real = PathFinder.find_spec\n"
        "PathFinder.find_spec = classmethod(lambda cls, name, *rest: None if name in ('pygls', 'lsprotocol') else real(name, *rest))\n"
        "sys.argv = ['journeymap', 'lsp']\nfrom journeymap.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, stdin=subprocess.DEVNULL
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "error: the language server needs the extra `lsp`",
        "  help: pip install 'journeymap[lsp]'",
    ]


def test_nothing_but_lsp_imports_the_server() -> None:
    code = "import sys\nfrom journeymap.cli import main\nsys.argv = ['journeymap', 'lint', 'examples']\ntry:\n    main()\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, env=os.environ | {"COLUMNS": "100"}
    )

    assert not {"pygls", "lsprotocol", "asyncio", "journeymap.lsp"} & set(done.stderr.split())


def test_an_editor_that_goes_away_ends_the_server(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "journeymap", "lsp"], input=b"", capture_output=True, cwd=ROOT, check=False, timeout=60
    )

    assert done.returncode == 0
    assert done.stdout == b""


def test_variables_about_rules_count_as_for_lint(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurts = MAP + "    pain_points: One\n"
    monkeypatch.setenv("JOURNEYMAP_SELECT", "missing-objective")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hurts)
        await editor.until_told(uri(project), "missing-objective")

    edited(project, play)


def test_a_variable_that_names_no_rule_is_said_and_the_rest_goes_on(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNEYMAP_SELECT", "missing-objektive")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP + "    pain_points: One\n")
        told = await editor.until_told(uri(project), "invalid-config", "unaddressed-pain-point")
        assert 'did you mean "missing-objective"?' in told[0].message

    edited(project, play)
