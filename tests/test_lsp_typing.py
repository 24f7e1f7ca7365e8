"""What an editor asks of the language server while one types: what would fit, the outline, and columns, whatever is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from edited_maps import (
    MAP,
    edited_project,  # noqa: F401 -- the fixture `project`
    uri,
)
from editing import Editor, capabilities, edited
from lsprotocol import types

# pygls asks in a way that Python 3.14 calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")

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
