"""Formatting in an editor: the edits that make of an open file what `journeymap format` makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from editing import Editor, capabilities, edited
from lsprotocol import types
from running import ROOT, run

from journeymap.fmt import FormatterBug, _print
from journeymap.limits import DEFAULT
from journeymap.lsp.layout import laid_out

# pygls asks in a way that Python 3.14 calls old.
pytestmark = pytest.mark.filterwarnings("ignore:.*iscoroutinefunction.*:DeprecationWarning")

MAP = """\
# The returns journey
journeymap: 1
title:   Returning a sweater
stages:
    # where it begins
    -   name: Decide 👩 here
        actions: [Looks for the policy,   Asks a friend]
    -   actions:
        - Hands it in
        name: "Send"
# the end
"""


async def asked(editor: Editor, uri: str, tab_size: int = 4) -> list[types.TextEdit]:
    """The edits that the server gives for a whole file."""
    options = types.FormattingOptions(tab_size, insert_spaces=False)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
    return list(await editor.text_document_formatting_async(params) or [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "text", [MAP, MAP.replace("\n", "\r\n"), "\ufeff" + MAP, MAP.rstrip("\n")], ids=["lf", "crlf", "bom", "open"]
)
def test_it_makes_the_text_of_format(tmp_path: Path, text: str, encoding: str) -> None:
    place = tmp_path / "map.yaml"
    place.write_bytes(text.encode())

    async def play(editor: Editor) -> None:
        uri = place.as_uri()
        editor.open(uri, text)
        edits = await asked(editor, uri)
        run("format", place, "--quiet")
        assert editor.applied(uri, edits).encode() == place.read_bytes() != text.encode()

        editor.replace(uri, editor.applied(uri, edits))
        assert await asked(editor, uri, tab_size=8) == []

    edited(tmp_path, play, able=capabilities(encodings=(encoding,)))


def test_lines_that_are_right_are_in_no_edit(tmp_path: Path) -> None:
    right = (ROOT / "examples" / "online-return.yaml").read_text(encoding="utf-8")
    lines = right.splitlines(keepends=True)
    wrong = [number for number, line in enumerate(lines) if line.startswith("    ") and line.strip().startswith("name: ")][::5]
    assert len(wrong) >= 2
    for number in wrong:
        lines[number] = lines[number].replace("name: ", "name:    ")

    async def play(editor: Editor) -> None:
        uri = (tmp_path / "map.yaml").as_uri()
        editor.open(uri, "".join(lines))
        edits = await asked(editor, uri)
        assert editor.applied(uri, edits) == right
        assert [(one.range.start.line, one.range.end.line) for one in edits] == [(number, number + 1) for number in wrong]

    edited(tmp_path, play)


def test_the_buffer_counts_and_not_the_disk(tmp_path: Path) -> None:
    place = tmp_path / "map.yaml"
    place.write_text("journeymap: 1\ntitle: On the disk\nstages: [One]\n", encoding="utf-8")

    async def play(editor: Editor) -> None:
        uri = place.as_uri()
        editor.open(uri, MAP)
        assert "title: Returning a sweater\n" in editor.applied(uri, await asked(editor, uri))

    edited(tmp_path, play)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MAP.replace("title:  ", "title: [torn"), "map.yaml is not formatted: line "),
        ("journeymap: 1\ntitle: A\ntitle: B\nstages: [One]\n", 'line 3: the key "title" stands here a second time'),
        ("journeymap: 1\n- torn\n", "map.yaml is not formatted: line "),
    ],
    ids=["bracket", "twice", "shape"],
)
def test_a_file_that_cannot_be_read_is_left_and_the_log_says_why(tmp_path: Path, text: str, why: str) -> None:
    async def play(editor: Editor) -> None:
        uri = (tmp_path / "map.yaml").as_uri()
        editor.open(uri, text)
        assert await asked(editor, uri) == []
        (said,) = editor.said
        assert why in said
        # It goes on, and formats again as soon as it can be read.
        editor.replace(uri, MAP)
        assert await asked(editor, uri) != []

    edited(tmp_path, play)


def test_yaml_that_is_no_map_is_left_alone(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        uri = (tmp_path / "compose.yaml").as_uri()
        editor.open(uri, "services:\n      web:   {image: a}\n")
        assert await asked(editor, uri) == []
        assert editor.said == []

    edited(tmp_path, play)


def test_a_bug_of_the_formatter_is_told_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_print, "text", lambda _tree, _newline: "journeymap: 1\ntitle: Lost\n")
    with pytest.raises(FormatterBug, match="changes a value"):
        laid_out("map.yaml", MAP.encode(), DEFAULT)
