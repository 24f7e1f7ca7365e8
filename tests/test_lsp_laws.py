"""Laws of the language server: texts stay in step whatever is typed, and what reads half-typed texts never fails."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from edited_maps import LIBRARY, MAP
from editing import Editor, edited
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from journeymap.diagnostic import Edit, Span
from journeymap.edit import apply
from journeymap.lsp import cursor, layout
from journeymap.lsp.shift import difference, shift
from journeymap.lsp.slot import named_at, root_of, slot_of
from journeymap.lsp.text import Position, Text, Units

pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")

LETTERS = st.text(st.sampled_from("ab: -[]{},'\"#|>&*\n\r\t\u2028\x0b\x85é店👩\u200d\ufeff"), max_size=12)
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 30))
EDITS = st.lists(st.tuples(PLACES, PLACES, LETTERS), max_size=8)


def _units(text: str, units: Units) -> list[str]:
    """A text as the editor has it: a list of its units, each with the letter on its first one."""
    return [part for letter in text for part in (letter, *[""] * (units.count(letter) - 1))]


@given(LETTERS, EDITS, st.sampled_from(Units))
def test_a_change_puts_its_text_between_two_positions(start: str, edits: list, units: Units) -> None:
    """Against the plainest way: lines cut by hand, columns counted in a list of units."""
    text = Text(start)
    for first, last, put in edits:
        plain = text.raw
        low, high = sorted((_index(plain, first, units), _index(plain, last, units)))
        text = text.changed(Position(*first), Position(*last), put, units)
        assert text.raw == plain[:low] + put + plain[high:]


def _index(text: str, place: tuple[int, int], units: Units) -> int:
    line = column = index = 0
    while index < len(text) and line < place[0]:
        line += text[index] == "\n" or (text[index] == "\r" and text[index + 1 : index + 2] != "\n")
        index += 1
    if line < place[0]:
        return len(text)
    while index < len(text) and text[index] not in "\r\n":
        column += len(_units(text[index], units))
        if column > place[1]:
            return index
        index += 1
    return index


def test_the_servers_text_is_the_editors_after_any_edits(tmp_path: Path) -> None:
    """One server for all rounds; what it suggests stands where the editor's text ends, and its outline is the editor's."""

    async def play(editor: Editor) -> None:
        uri = (tmp_path / "map.yaml").as_uri()
        editor.open(uri, MAP)
        scenes: list[list[tuple[tuple[int, int], tuple[int, int], str]]] = []
        given(EDITS)(lambda edits: scenes.append(edits))()  # noqa: PLW0108 -- hypothesis wants a function of Python's
        for edits in scenes[:25]:
            editor.replace(uri, "")
            editor.edit(uri, (0, 0), (0, 0), MAP)
            for first, last, put in edits:
                if sorted((first, last)) == [first, last]:
                    editor.edit(uri, first, last, put)
            # The editor's own text, with a mark at its end that only a server with the same text finds there.
            end = editor.position(uri, len(editor.texts[uri].raw))
            editor.edit(uri, (end.line, end.character), (end.line, end.character), "\n\n")
            after = editor.position(uri, len(editor.texts[uri].raw))
            document = types.TextDocumentIdentifier(uri)
            found = await editor.text_document_completion_async(types.CompletionParams(document, after))
            for item in found.items:
                assert item.text_edit.range.start == after
        editor.edit(uri, (0, 0), (10_000, 0), "journeymap: 1\ntitle: The end\nstages:\n  - Last one\n")
        editor.texts[uri] = Text("journeymap: 1\ntitle: The end\nstages:\n  - Last one\n")
        await editor.actions(uri, "title")  # asks for a look at this very text
        symbols = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(types.TextDocumentIdentifier(uri)))
        assert [one.name for one in symbols] == ["Last one"]

    edited(tmp_path, play)


@given(EDITS, st.booleans(), PLACES)
def test_what_stands_at_the_cursor_can_always_be_asked(edits: list, library: bool, place: tuple[int, int]) -> None:
    text = Text(LIBRARY if library else MAP)
    for first, last, put in edits:
        text = text.changed(Position(*first), Position(*last), put, Units.UTF16)
    line, column = text.column(Position(*place), Units.UTF16)
    found = cursor.read(text.lines, line, column)

    assert found.span.line == found.span.end_line == line + 1
    assert 1 <= found.span.column <= found.span.end_column <= len(text.line(line)) + 1
    slot_of(root_of(text.raw), found.steps)
    named_at(root_of(text.raw), found)


@given(EDITS)
def test_the_one_edit_that_makes_another_text(edits: list) -> None:
    text = Text(MAP)
    for first, last, put in edits:
        text = text.changed(Position(*first), Position(*last), put, Units.UTF16)
    change = difference(MAP, text.raw)

    assert (MAP if change is None else apply(MAP, [change])) == text.raw


@given(EDITS, st.integers(1, len(Text(MAP).starts) - 1), st.integers(1, 20))
def test_a_place_of_an_older_text_is_one_of_the_newer(edits: list, line: int, column: int) -> None:
    text = Text(MAP)
    for first, last, put in edits:
        text = text.changed(Position(*first), Position(*last), put, Units.UTF16)
    moved = shift(MAP, text.raw)(Span(line, column, line + 1, 1))

    assert 1 <= moved.line <= moved.end_line <= len(text.starts)
    assert (moved.line, moved.column) <= (moved.end_line, moved.end_column)
    assert shift(MAP, "# one\n" + MAP)(Span(line, 1, line, 1)) == Span(line + 1, 1, line + 1, 1)


def test_the_addresses_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygls import uris

    monkeypatch.setattr(uris, "IS_WIN", True)

    found = uris.to_fs_path("file:///c%3A/Users/J%C3%B6rg%20M/maps/%E9%80%80.yaml")
    assert found == "c:\\Users\\Jörg M\\maps\\退.yaml"
    assert PureWindowsPath(found).as_uri() == "file:///c:/Users/J%C3%B6rg%20M/maps/%E9%80%80.yaml"


LINES = st.lists(st.sampled_from(["a", "b", "  c: d", "", "退"]), min_size=1, max_size=12)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])


@given(LINES, LINES, BREAKS, st.booleans(), st.booleans())
def test_the_edits_of_a_layout_make_it(before: list, after: list, line_break: str, ended: bool, ends: bool) -> None:
    old, new = line_break.join(before) + line_break * ended, line_break.join(after) + line_break * ends
    made = layout.edits(old, new)

    assert apply(old, made) == new
    assert bool(made) == (old != new)


@given(LINES, st.data())
def test_a_line_that_is_laid_out_otherwise_is_the_only_one_in_an_edit(lines: list, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:number], "  other", *lines[number + 1 :]]

    (one,) = layout.edits("\n".join(lines) + "\n", "\n".join(changed) + "\n")
    assert one == Edit(Span(number + 1, 1, number + 2, 1), "  other\n")
