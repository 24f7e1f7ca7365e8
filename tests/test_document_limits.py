"""Files that are not what they should be, and limits: what is read of them, what is told, and that they end soon."""

from __future__ import annotations

import time

import pytest
from documents import PARSERS, parsed, told

from journeymap.diagnostic import FILE_START, Span
from journeymap.document import Document, decode
from journeymap.escape import plain
from journeymap.limits import Limits
from journeymap.source import Source

# Files that are not what they should be


@PARSERS
def test_an_incomplete_document_holds_what_came_before(pure: bool) -> None:
    text = "a: 1\nstages:\n  - name: x\n    tags: [b, c]\n  - name: y\n    more: [d, e\nz: 2\n"
    document, diagnostics = told(text, pure=pure)

    assert document is not None
    assert not document.complete
    assert document.value == {"a": "1", "stages": [{"name": "x", "tags": ["b", "c"]}, {"name": "y"}]}
    assert document.slice(document.span(("stages", 0))) == "name: x\n    tags: [b, c]"
    assert [one.place.route[:3] for one in diagnostics] == [("stages", 1, "more")]


def test_a_text_that_swallowed_a_key_is_left_out() -> None:
    document, _ = told("state: current\n  title: x\n")

    assert document is not None
    assert document.value == {}


def test_nothing_at_all() -> None:
    for text in ("", "\n \n", "# only\n", "---\n", "---\n...\n"):
        document, diagnostics = told(text)
        assert document is None
        assert [(one.id, one.place.span) for one in diagnostics] == [("syntax", FILE_START)]


def test_a_file_that_breaks_off_at_once() -> None:
    document, diagnostics = told("@\n")

    assert document is not None
    assert document.value is None
    assert not document.complete
    assert document.span(("title",)) == FILE_START
    assert document.key_span(("title",)) == FILE_START
    assert len(diagnostics) == 1


def test_a_root_that_is_no_mapping_is_left_to_the_schema() -> None:
    assert parsed("- a\n- b\n").value == ["a", "b"]
    assert parsed("just a text\n").value == "just a text"


@PARSERS
def test_lone_surrogates_of_an_editor(pure: bool) -> None:
    document, diagnostics = told("a: x\ud83d\nb: y\n", pure=pure)

    assert document is not None
    assert document.value == {"a": "x", "b": "y"}
    assert [one.place.span for one in diagnostics] == [Span(1, 5, 1, 6)]


@PARSERS
@pytest.mark.parametrize("escape", [r"\ud83d", r"\uDE00", r"\U0000d800", r"\U00110000", r"\UFFFFFFFF"])
def test_escapes_that_are_no_character(escape: str, pure: bool) -> None:
    document, diagnostics = told(f'a: 1\nb: "x {escape} y"\n', pure=pure)

    assert document is not None
    assert document.value == {"a": "1"}
    assert [(one.key, one.place.span) for one in diagnostics] == [("escape", Span(2, 7, 2, 7 + len(escape)))]


@PARSERS
def test_a_byte_order_mark_of_an_editor_is_no_mistake(pure: bool) -> None:
    document = parsed("\ufeffa: 1\n", pure=pure)

    assert document.value == {"a": "1"}
    assert document.source.bom
    assert document.span(("a",)) == Span(1, 4, 1, 5)


def test_decode_keeps_line_ends_and_takes_the_mark_off() -> None:
    assert decode("x", b"\xef\xbb\xbfa: 1\r\n") == (Source("x", "a: 1\r\n", bom=True), ())


# Limits


def exceeded(text: str, limits: Limits, *, pure: bool = False) -> tuple[str, Span, Document | None]:
    document, diagnostics = told(text, limits, pure=pure)
    assert [one.id for one in diagnostics] == ["limit-exceeded"]
    assert document is None or not document.complete
    assert any(character.isdigit() for character in plain(diagnostics[0].message))
    return diagnostics[0].key, diagnostics[0].place.span, document


@PARSERS
def test_limits_are_exact(pure: bool) -> None:
    parsed("a: [[x]]\n", pure=pure)
    assert told("a: [[x]]\n", Limits(depth=3, nodes=5, text=1), pure=pure)[1] == ()
    assert exceeded("a: [[x]]\n", Limits(depth=2), pure=pure)[:2] == ("depth", Span(1, 5, 1, 6))
    assert exceeded("a: [[x]]\n", Limits(nodes=4), pure=pure)[:2] == ("nodes", Span(1, 6, 1, 7))
    assert exceeded("a: 1\nb: long\n", Limits(text=3), pure=pure)[:2] == ("text", Span(2, 4, 2, 8))
    assert exceeded("- &a [x, x]\n- *a\n- *a\n", Limits(expanded=5), pure=pure)[:2] == ("expanded", Span(3, 3, 3, 5))


def test_what_came_before_a_limit_is_kept() -> None:
    _, _, document = exceeded("a: 1\nb: {c: 2, d: [3]}\ne:\n  f:\n    g: 4\n", Limits(nodes=12))

    assert document is not None
    assert document.value == {"a": "1", "b": {"c": "2", "d": ["3"]}, "e": {}}


def test_the_limit_of_bytes() -> None:
    assert decode("x", b"a: 12345", Limits(bytes=7))[1][0].id == "limit-exceeded"
    assert exceeded("a: 12345", Limits(bytes=7))[:2] == ("bytes", FILE_START)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + index)}: &{chr(98 + index)} [{','.join(['*' + chr(97 + index)] * 10)}]\n" for index in range(9)
)
HOSTILE = {
    "brackets": "[" * 1_000_000,
    "braces": "{" * 1_000_000,
    "pairs": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "indentation": "".join("  " * level + "a:\n" for level in range(1_000)),
    "bomb": BOMB,
    "questions": "? " * 100_000,
    "one text": "a: " + "x " * 2_500_000,
    "open quote": 'a: "' + "x " * 2_500_000,
    "entries": "- abcdefghijklmnop\n" * 260_000,
    "fault at the end": "- abcdefghijklmnop\n" * 260_000 + "- @x\n",
    "second opinion at the end": "- [Who?]\n" * 30_000 + "- [@x]\n",
    "empty lines": "a: b\n" + "\n" * 5_000_000 + "c",
    "comments": "a: b\n" + "# c\n" * 1_000_000 + "d\n",
    "indented lines": "a:\n" + "  - b\n" * 200_000 + "  c\n",
    "blanks": "a: @" + " " * 5_000_000 + "b",
    "hashes": "? a" + " #" * 100_000 + "\n",
    "one mistake many times": "a: 1\n" * 200_000,
    "control characters": "a\x07: 1\n" * 200_000,
    "full-width colons": "a：1\n" * 300_000,
    "tabs": "a:\n" + "\t- b\n" * 300_000,
    "no-break spaces": "a:\n" + "\u00a0\u00a0- b\n" * 200_000,
    "conflicts": "<<<<<<< a\n=======\n>>>>>>> b\n" * 100_000,
    "quotes": "a: [" + "'x, " * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_files_end_soon(text: str) -> None:
    begin = time.process_time()
    _, diagnostics = told(text)

    assert time.process_time() - begin < 5
    assert len(diagnostics) <= 101
