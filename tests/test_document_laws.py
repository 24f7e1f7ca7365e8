"""Laws of reading: nothing raises, every place lies in its file, both parsers give the same values."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import pytest
from documents import routes
from hypothesis import assume, given
from hypothesis import strategies as st

from journeymap.diagnostic import Span
from journeymap.document import Document, _parse, _parsers, _refusal, decode, parse
from journeymap.document._lines import FewLines, Lines
from journeymap.document._standins import readable
from journeymap.escape import plain
from journeymap.limits import DEFAULT
from journeymap.source import Source

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic

MAP = """# yaml-language-server
journeymap: 1
title: Returning a torn sweater
scope: {starts: The parcel, ends: "The money"}
personas: [sarah, &t Tom]
stages:
  - id: send
    name: 'Shipping it back'
    description: |
      One line

      and another
    actions:
      - Tries to print  # why
      - text: 退回毛衣
        emotion: -2
        who: *t
        next:
          - {when: no printer, share: 0.2}
"""
PIECES = [
    *[
        ": ",
        "- ",
        "\n",
        "  ",
        "? ",
        ", ",
        "# ",
        " #",
        ": #",
        "---\n",
        "...\n",
        ">-\n",
        "",
        "\n",
        "<<: ",
        "&a ",
        "*a ",
        "!x ",
        "\\",
        "\\u",
        "\\ud83d",
        "\t",
        "\r",
        "\r\n",
        "\n\n",
    ],
    *"\"'[]{},&*!%@`~-：、\u00a0\u3000\u200f\u2028\x85\ufeff\x00\x07\ud83d😀پ\ue000",
    "|",
    "a: b\n",
    "- x\n",
    "%YAML 1.2\n",
    "<<<<<<< a\n",
]
SOUP = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The map with a few pieces put in and a few stretches taken out."""
    text = MAP
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.sampled_from([0, 0, 1, 2, 8]))
        text = text[:place] + draw(st.sampled_from(["", *PIECES])) + text[place + cut :]
    return text


TEXTS = st.one_of(mutated(), SOUP, st.text())


def inside(span: Span, lines: list[str]) -> bool:
    """Whether both ends of a span are places of the text."""
    ends = ((span.line, span.column), (span.end_line, span.end_column))
    return ends[0] <= ends[1] and all(
        1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in ends
    )


def check(text: str, document: Document | None, diagnostics: tuple[Diagnostic, ...]) -> None:
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    for one in diagnostics:
        spans = [one.place.span, *(related.place.span for related in one.related)]
        spans += [edit.span for edit in one.fix.edits] if one.fix else []
        assert all(inside(span, lines) for span in spans), one
        assert plain(one.message)
    if document is None:
        assert diagnostics
        return
    assert diagnostics or document.complete
    for route in routes(document.value):
        assert inside(document.span(route), lines)
        assert inside(document.key_span(route), lines)
        document.style(route)
    for comment in document.comments:
        assert document.slice(comment.span) == comment.text
        assert comment.text.startswith("#")


@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    check(text, *parse(Source("map.yaml", text)))


@given(TEXTS)
def test_any_text_is_read_by_the_pure_parser(text: str) -> None:
    check(text, *parse(Source("map.yaml", text), pure=True))


@given(TEXTS)
def test_both_parsers_give_the_same(text: str) -> None:
    # libyaml has the grammar of YAML 1.1 where an indicator stands beside a colon inside brackets: `[? :]`, `{*a:}`.
    assume(not re.search(r"[\[{][^\n]*[?&*!][^\n]*:", text))
    one, ones = parse(Source("map.yaml", text))
    other, others = parse(Source("map.yaml", text), pure=True)
    if one is None or other is None:
        assert one is other
        return
    assert other.complete == one.complete
    if one.complete:
        assert other.value == one.value
    assert [(told.id, told.place.span.line) for told in others] == [(told.id, told.place.span.line) for told in ones]


@given(TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary())
def test_any_bytes_are_text_or_told(data: bytes) -> None:
    source, diagnostics = decode("map.yaml", data)

    assert (source is None) == bool(diagnostics)
    if source is not None:
        assert source.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(mutated())
def test_reading_twice_gives_the_same(text: str) -> None:
    one, ones = parse(Source("map.yaml", text))
    other, others = parse(Source("map.yaml", text))

    assert ones == others
    assert (one is None) == (other is None)
    assert one is None or other is None or one.value == other.value


@given(TEXTS, st.booleans())
def test_the_parsers_count_lines_as_we_do(text: str, pure: bool) -> None:
    """So the place of a scalar needs no table of lines."""
    read = readable(text.removeprefix("\ufeff"), controls=True).text
    lines = Lines(read)
    with contextlib.suppress(_parsers.YAMLError, _parsers.Unreadable, ValueError):
        next_event = _parsers.events(read, pure=pure)
        while not isinstance(event := next_event(), _parsers.StreamEndEvent):
            if isinstance(event, _parsers.ScalarEvent) and event.value:
                start, end = event.start_mark, event.end_mark
                span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
                assert span == lines.span(start.index, end.index)


@given(TEXTS)
def test_no_text_has_more_nodes_than_its_signs_allow(text: str) -> None:
    """So a long text with few of them needs no reading before it is read."""
    read = readable(text.removeprefix("\ufeff"), controls=True).text
    nodes = 0
    with contextlib.suppress(_parsers.YAMLError, _parsers.Unreadable):
        next_event = _parsers.events(read, pure=False)
        while not isinstance(event := next_event(), _parsers.DocumentEndEvent | _parsers.StreamEndEvent):
            nodes += isinstance(event, (*_refusal._STARTS, *_refusal._LEAVES))

    assert nodes <= _refusal._most_nodes(read)


@given(TEXTS | st.text("ab:-[]{},? \n&*\r\x07", max_size=60), st.integers(2, 12), st.integers(1, 5), st.integers(1, 8))
def test_what_is_counted_before_it_is_read_is_told_the_same(text: str, nodes: int, depth: int, longest: int) -> None:
    """Of a long text, whose limits refuse it as a whole; here all texts count as long."""
    limits = DEFAULT._replace(nodes=nodes, depth=depth, text=longest, expanded=3)
    source = Source("map.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_parse, "is_long", lambda *_: True)
        patch.setattr(_parse, "may_fill_memory", lambda *_: True)
        counted, said = parse(source, limits)
        patch.setattr(_parse, "may_fill_memory", lambda *_: False)
        built, told = parse(source, limits)

    assert told == said
    assert (built is None) == (counted is None)
    assert built is None or counted is None or built.value == counted.value


@given(st.text("ab\r\n😀", max_size=12), st.data())
def test_a_place_of_few_is_a_place_of_many(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert FewLines(text).span(start, end) == Lines(text).span(start, end)
