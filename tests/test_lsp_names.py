"""What an editor asks of the language server about a word: what it is, where it stands, and to call it something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from edited_maps import (
    LIBRARY,
    MAP,
    OTHER,
    edited_project,  # noqa: F401 -- the fixture `project`
    uri,
)
from editing import Editor, edited
from lsprotocol import types
from pygls.exceptions import JsonRpcException

# pygls asks in a way that Python 3.14 calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")


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
