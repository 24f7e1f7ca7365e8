"""`journeymap lsp` as an editor meets it: a process of its own, spoken to over its pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from editing import Editor, capabilities, edited, edits_of
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from running import ROOT, run

# pygls asks in a way that Python 3.14 calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")

LIBRARY = """\
journeymap: 1
library: true
personas:
  - id: sarah
    name: Sarah Lind
    role: Works from home
touchpoints:
  - id: portal
    name: Returns portal
    channel: web
  - name: Parcel shop
"""
MAP = """\
journeymap: 1
title: Returning a sweater
include: library/shop.yaml
personas: [sarah]
touchpoints:
  - portal
  - id: mail
    name: Confirmation mail
stages:
  - id: find
    name: Finding out how
    actions:
      - text: Looks for the policy
        touchpoints: [portal, mail]
        emotions:
          sarah: -1
      - id: ask
        text: Asks a friend
        touchpoints: Returns portal
        next: send
  - id: send
    name: Sending it back
    actions: [Hands it in]
"""
OTHER = """\
journeymap: 1
title: Exchanging a sweater
include: ../library/shop.yaml
touchpoints: portal
stages:
  - name: Choose
    touchpoints: "portal"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a map, another one, and the library that both include; its name asks for care in addresses."""
    root = tmp_path / "returns & more ü 退"
    for name, text in {"map.yaml": MAP, "maps/other.yaml": OTHER, "library/shop.yaml": LIBRARY}.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (root / "journeymap.toml").write_text('select = ["duplicate-action", "unaddressed-pain-point"]\n', encoding="utf-8")
    return root


def uri(project: Path, name: str = "map.yaml") -> str:
    return (project / name).as_uri()


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


def test_hover_tells_of_things_keys_and_rules(project: Path) -> None:
    hurts = MAP + "    pain_points: One # journeymap: ignore[duplicate-action]\n"

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hurts)
        await editor.until(uri(project), bool)
        sarah = await editor.hovered(uri(project), "sarah: -1", 2)
        assert "**Sarah Lind** (persona, sarah, from library/shop.yaml)" in sarah
        assert "- role: Works from home" in sarah
        assert "**Returns portal** (touchpoint, portal" in await editor.hovered(uri(project), "Returns portal", 3)
        assert "**Sending it back** (stage, send)" in await editor.hovered(uri(project), "next: send", 8)
        assert (await editor.hovered(uri(project), "touchpoints:", 3)).startswith("**touchpoints** of a map")
        assert "A pain point with no solution" in await editor.hovered(uri(project), "One", 1)
        assert "duplicate-action" in await editor.hovered(uri(project), "ignore[duplicate", 10)
        assert await editor.hovered(uri(project), "journeymap: 1\n", 13) != "x"

    edited(project, play)


def test_hover_makes_no_markup_of_a_text(project: Path) -> None:
    hostile = MAP.replace("name: Confirmation mail", 'name: "[x](command:evil) <img src=x> `*` \\u202Eevil"')

    async def play(editor: Editor) -> None:
        editor.open(uri(project), hostile)
        await editor.text_document_document_symbol_async(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri(project))))
        said = await editor.hovered(uri(project), "portal, mail", 9)
        assert r"\[x\]" in said
        assert "<img" not in said
        assert "\u202e" not in said

    edited(project, play)


def test_definitions_and_references_go_across_files(project: Path) -> None:
    async def play(editor: Editor) -> None:
        map_, library, other = uri(project), uri(project, "library/shop.yaml"), uri(project, "maps/other.yaml")
        editor.open(map_, MAP)
        editor.texts |= {library: editor.texts[map_].__class__(LIBRARY), other: editor.texts[map_].__class__(OTHER)}
        await editor.until_told(map_)

        async def definition(word: str, inside: int = 0) -> list[tuple[str, str]]:
            at = editor.at(map_, word, inside)
            found = await editor.text_document_definition_async(types.DefinitionParams(at.text_document, at.position))
            assert isinstance(found, list)
            return [(one.uri, editor.slice(one.uri, one.range)) for one in found]

        assert await definition("portal, mail") == [(library, "Returns portal")]
        assert await definition("mail]", 4) == [(map_, "Confirmation mail")]
        assert await definition("next: send", 7) == [(map_, "Sending it back")]
        assert await definition("library/shop", 3) == [(library, "")]
        at = editor.at(map_, "portal, mail")
        context = types.ReferenceContext(include_declaration=True)
        found = await editor.text_document_references_async(types.ReferenceParams(context, at.text_document, at.position))
        assert sorted((one.uri, editor.slice(one.uri, one.range)) for one in found) == sorted(
            [
                (library, "Returns portal"),
                (map_, "portal"),
                (map_, "portal"),
                (map_, "Returns portal"),
                (other, "portal"),
                (other, '"portal"'),
            ]
        )
        # A half-typed text asks the last good one, and its places move along.
        editor.replace(map_, "# one more line\n" + MAP.replace("next: send", "next: [send"))
        await editor.until(map_, bool)
        assert await definition("mail]", 2) == [(map_, "Confirmation mail")]
        assert await definition("next: [send", 9) == [(map_, "Sending it back")]

    edited(project, play)


def test_an_id_is_renamed_in_every_file(project: Path) -> None:
    async def play(editor: Editor) -> None:
        map_, library, other = uri(project), uri(project, "library/shop.yaml"), uri(project, "maps/other.yaml")
        editor.open(map_, MAP)
        editor.texts |= {library: editor.texts[map_].__class__(LIBRARY), other: editor.texts[map_].__class__(OTHER)}
        await editor.until_told(map_)
        at = editor.at(map_, "portal, mail", 2)
        offered = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(at.text_document, at.position))
        assert isinstance(offered, types.PrepareRenamePlaceholder)
        assert offered.placeholder == "portal"

        found = await editor.renamed(map_, "portal, mail", "web: portal", 2)
        after = {one: editor.applied(one, edits) for one, edits in found.items()}
        quoted = '"web: portal"'
        assert after == {
            map_: MAP.replace("- portal", f"- {quoted}").replace("[portal", f"[{quoted}"),
            library: LIBRARY.replace("id: portal", f"id: {quoted}"),
            other: OTHER.replace(": portal", f": {quoted}").replace('"portal"', quoted),
        }
        found = await editor.renamed(map_, "Returns portal", "Web portal", 2)
        assert {one: editor.applied(one, edits) for one, edits in found.items()} == {
            map_: MAP.replace("Returns portal", "Web portal"),
            library: LIBRARY.replace("Returns portal", "Web portal"),
        }
        found = await editor.renamed(map_, "id: send", "return", 5)
        assert editor.applied(map_, found[map_]) == MAP.replace("id: send", "id: return").replace("next: send", "next: return")
        found = await editor.renamed(map_, "sarah: -1", "Sarah L.", 1)
        assert editor.applied(map_, found[map_]) == MAP.replace("[sarah]", '["Sarah L."]').replace("sarah: -1", '"Sarah L.": -1')

    edited(project, play)


@pytest.mark.parametrize(
    ("word", "inside", "new", "why"),
    [
        ("portal, mail", 1, "mail", 'there is already a touchpoint "mail"'),
        ("portal, mail", 1, "Parcel shop", 'there is already a touchpoint "Parcel shop"'),
        ("portal, mail", 1, " !? ", "needs a letter or a digit"),
        ("title", 1, "x", "no name here"),
    ],
)
def test_a_name_that_would_mean_another_thing_is_refused(project: Path, word: str, inside: int, new: str, why: str) -> None:
    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        await editor.until_told(uri(project))
        with pytest.raises(JsonRpcException, match=why):
            await editor.renamed(uri(project), word, new, inside)

    edited(project, play)


def test_a_broken_file_that_may_refer_to_it_stops_a_renaming(project: Path) -> None:
    (project / "maps/other.yaml").write_text(OTHER + "    actions: [a, {\n", encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        await editor.until_told(uri(project))
        with pytest.raises(JsonRpcException, match=r"maps/other\.yaml cannot be read to its end"):
            await editor.renamed(uri(project), "portal, mail", "gate", 2)
        editor.replace(uri(project), MAP + "    actions: [")
        with pytest.raises(JsonRpcException, match=r"map\.yaml cannot be read to its end"):
            await editor.renamed(uri(project), "portal, mail", "gate", 2)

    edited(project, play)


COMPLETIONS = [
    ("title: x^", "\nti^", "title", None),
    ("a key of a map", "\nstat^", "status", "status: "),
    ("a choice", "\nstatus: ^", "validated", "validated"),
    ("a choice without a blank", "\nstatus:^", "validated", " validated"),
    ("a key of a stage", "\nstages:\n  - name: x\n    pain^", "pain_points", "pain_points:\n      - "),
    ("a key in braces", "\nstages:\n  - {name: x, ow^", "owner", "owner: "),
    ("a reference", "\nstages:\n  - touchpoints: [^", "portal", "portal"),
    ("a reference by its text", "\nstages:\n  - touchpoints:\n      - Par^", "Parcel shop", "Parcel shop"),
    ("a persona as a key", "\nstages:\n  - emotions:\n      sa^", "sarah", "sarah: "),
    ("a persona to select", "\npersonas: [^", "sarah", "sarah"),
    ("where to go", "\nstages:\n  - id: one\n    name: One\n    next: ^\n  - id: two\n    name: Two\n", "two", "two"),
    ("a known metric", "\nstages:\n  - metrics:\n      n^", "nps", "nps: "),
    ("true or false", "\npersonas:\n  - primary: ^", "true", "true"),
    ("a rule", "\nowner: x # journeymap: ignore[dupl^", "duplicate-action", "duplicate-action"),
    ("a second rule", "\nowner: x # journeymap: ignore[missing-id, dupl^", "duplicate-action", "duplicate-action"),
]


def test_completion_fits_where_one_types(project: Path) -> None:
    base = (
        "journeymap: 1\ntitle: x\ninclude: library/shop.yaml\nstages:\n  - id: one\n    name: One\n  - id: two\n    name: Two\n"
    )
    head = "journeymap: 1\ntitle: x\ninclude: library/shop.yaml"

    async def play(editor: Editor) -> None:
        editor.open(uri(project), base)
        await editor.until_told(uri(project))
        for what, typed, label, text in COMPLETIONS[1:]:
            editor.replace(uri(project), base)
            await editor.actions(uri(project), "title")  # asks for a look at this very text
            whole = head + typed
            before = whole.index("^")
            editor.replace(uri(project), whole.replace("^", ""))
            at = editor.position(uri(project), before)
            params = types.CompletionParams(types.TextDocumentIdentifier(uri(project)), at)
            found = await editor.text_document_completion_async(params)
            items = {one.label: one for one in found.items}
            assert label in items, (what, list(items))
            assert items[label].text_edit.new_text == text, what
            assert items[label].text_edit.range.end == at, what
        editor.replace(uri(project), head + "\nobjective: |\n  any text ")
        assert await editor.labels(uri(project), "any text ", 9) == []
        editor.replace(uri(project), head + "\nowner: x\n")
        keys = await editor.labels(uri(project), "owner: x\n", 9)
        assert "objective" in keys
        assert not {"owner", "title", "include"} & set(keys)

    edited(project, play)


def test_the_outline_has_declarations_stages_and_actions(project: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri(project)))
        found = await editor.text_document_document_symbol_async(params)
        assert [(one.name, [below.name for below in one.children]) for one in found] == [
            ("touchpoints", ["Confirmation mail"]),
            ("Finding out how", ["Looks for the policy", "Asks a friend"]),
            ("Sending it back", ["Hands it in"]),
        ]
        assert editor.slice(uri(project), found[1].selection_range) == "Finding out how"
        links = await editor.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri(project)))
        )
        assert [(editor.slice(uri(project), one.range), one.target) for one in links] == [
            ("library/shop.yaml", uri(project, "library/shop.yaml"))
        ]
        # Half-typed, it stays, one line further down.
        editor.replace(uri(project), "# new\n" + MAP.replace("[portal, mail]", "[portal, {"))
        await editor.until(uri(project), bool)
        again = await editor.text_document_document_symbol_async(params)
        assert [one.name for one in again] == [one.name for one in found]
        assert again[2].range.start.line == found[2].range.start.line + 1

    edited(project, play)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_columns_count_as_the_editor_does(project: Path, encoding: str) -> None:
    wide = MAP.replace("[portal, mail]", "['👩‍🔧 é 店', portl]")

    async def play(editor: Editor) -> None:
        assert editor.units.value == encoding
        editor.open(uri(project), "\ufeff" + wide)
        told = await editor.until_told(uri(project), "unknown-reference", "unknown-reference")
        assert [editor.slice(uri(project), one.range) for one in told] == ["'👩‍🔧 é 店'", "portl"]
        line = wide.splitlines().index("        touchpoints: ['👩‍🔧 é 店', portl]")
        start = told[1].range.start.character
        editor.edit(uri(project), (line, start), (line, start + 5), "portal")
        told = await editor.until_told(uri(project), "unknown-reference")

    edited(project, play, able=capabilities(encodings=(encoding,)))


HOSTILE = [
    "journeymap: 1\ntitle: \ud800\nstages: []\n",
    "journeymap: 1\n\0",
    "journeymap: " + "[" * 5000,
    "journeymap: 1\n" + "a: &a [*a, *a]\n" * 50,
    "journeymap: 1\ntitle: \u2028\x0b\x0c\x85 x\r\rstages:\r- name: \u202ex\r\n",
    "journeymap: 1\ntitle: " + "x" * 200_000,
    "journeymap: 1\nstages:\n" + "- - - - - - - -\n" * 50,
    "journeymap: 1\n\t\tstages: {{{}}}\n? : ? : -",
    "\ufeffjourneymap: 1\n\"'\"'\n'\"",
]


def test_nothing_that_is_typed_stops_it(project: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open(uri(project), MAP)
        for text in HOSTILE:
            editor.replace(uri(project), text)
            document = types.TextDocumentIdentifier(uri(project))
            for number in (0, len(text) // 2, len(text)):
                at = editor.position(uri(project), min(number, len(editor.texts[uri(project)].raw)))
                await editor.text_document_completion_async(types.CompletionParams(document, at))
                await editor.text_document_hover_async(types.HoverParams(document, at))
                await editor.text_document_definition_async(types.DefinitionParams(document, at))
                await editor.text_document_prepare_rename_async(types.PrepareRenameParams(document, at))
                context = types.CodeActionContext([])
                await editor.text_document_code_action_async(types.CodeActionParams(document, types.Range(at, at), context))
            await editor.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        editor.replace(uri(project), MAP)
        await editor.until_told(uri(project))

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
