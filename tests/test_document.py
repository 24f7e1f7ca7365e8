"""Places, styles, comments and limits of a `Document`, and that both parsers agree on what is tricky."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import events

from journeymap.diagnostic import FILE_START, Span
from journeymap.document import Document, Word, decode, parse
from journeymap.escape import plain
from journeymap.limits import Limits
from journeymap.source import Source

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Route

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])


def parsed(text: str, *, pure: bool = False) -> Document:
    document, diagnostics = parse(Source("map.yaml", text), pure=pure)
    assert diagnostics == ()
    assert document is not None
    assert document.complete
    return document


def told(text: str, limits: Limits | None = None, *, pure: bool = False) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return parse(Source("map.yaml", text), limits or Limits(), pure=pure)


# Values


@PARSERS
def test_scalars_are_their_text(pure: bool) -> None:
    text = (
        "a: 08\nb: 2026-09-30\nc: 1_000\nd: 0x1F\ne: 1e999\nf: .inf\ng: 'null'\nh: \"\"\ni: 12%\n1: one\nnull: two\nyes: three\n"
    )

    assert parsed(text, pure=pure).value == {
        "a": "08",
        "b": "2026-09-30",
        "c": "1_000",
        "d": "0x1F",
        "e": "1e999",
        "f": ".inf",
        "g": "null",
        "h": "",
        "i": "12%",
        "1": "one",
        "null": "two",
        "yes": "three",
    }


@PARSERS
def test_nothing_is_none(pure: bool) -> None:
    text = "a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: &x\ng: {h, i: }\nj:\n  -\n  - x\n"

    assert parsed(text, pure=pure).value == {
        **dict.fromkeys("abcdef"),
        "g": {"h": None, "i": None},
        "j": [None, "x"],
    }


@PARSERS
@pytest.mark.parametrize("word", ["true", "True", "TRUE", "false", "yes", "No", "ON", "off"])
def test_words_that_readers_disagree_on_are_marked(word: str, pure: bool) -> None:
    value = parsed(f"- {word}\n- '{word}'\n- {word}s\n", pure=pure).value

    assert value == [word, word, f"{word}s"]
    assert [type(one) for one in value] == [Word, str, str]


@PARSERS
def test_keys_are_plain_text(pure: bool) -> None:
    value = parsed('true: a\n"quoted": b\n? explicit\n: c\n', pure=pure).value

    assert isinstance(value, dict)
    assert list(value) == ["true", "quoted", "explicit"]
    assert {type(key) for key in value} == {str}


def test_an_alias_repeats_the_value() -> None:
    value = parsed("a: &x {k: [1, 2]}\nb: *x\nc: &y yes\nd: *y\n").value

    assert isinstance(value, dict)
    assert value["b"] == {"k": ["1", "2"]}
    assert type(value["d"]) is Word


def test_an_anchor_that_is_set_again_counts_from_there() -> None:
    assert parsed("- &x a\n- *x\n- &x b\n- *x\n").value == ["a", "a", "b", "b"]


@PARSERS
def test_the_first_of_equal_keys_counts(pure: bool) -> None:
    document, diagnostics = told("a: 1\na: &x 2\nb: *x\n", pure=pure)

    assert document is not None
    assert document.complete
    assert document.value == {"a": "1", "b": "2"}
    assert document.slice(document.span(("a",))) == "1"
    assert [(one.key, one.place.route) for one in diagnostics] == [("duplicate-key", ("a",))]


# Places


def places(text: str, *routes: Route, pure: bool = False) -> list[str]:
    document = parsed(text, pure=pure)
    return [document.slice(document.span(route)) for route in routes]


@PARSERS
def test_spans_of_values(pure: bool) -> None:
    text = 'title: 退回 毛衣 # note\nscope:\n  starts: "بازگشت کالا"\n  ends: 😀 ok\n\n# end\nlist:\n- a\n-   b\n'

    assert places(text, ("title",), ("scope", "starts"), ("scope", "ends"), ("list", 1), pure=pure) == [
        "退回 毛衣",
        '"بازگشت کالا"',
        "😀 ok",
        "b",
    ]
    assert places(text, ("scope",), ("list",), pure=pure) == ['starts: "بازگشت کالا"\n  ends: 😀 ok', "- a\n-   b"]
    assert parsed(text, pure=pure).span(()) == Span(1, 1, 9, 6)


@PARSERS
def test_columns_count_code_points(pure: bool) -> None:
    document = parsed("- {退: 👍🏽, é: x}\n", pure=pure)

    assert document.span((0, "é")) == Span(1, 14, 1, 15)
    assert document.key_span((0, "é")) == Span(1, 11, 1, 12)


@PARSERS
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks(newline: str, pure: bool) -> None:
    text = newline.join(["a: x", "", "b:", "  - |", "    one", "", "    two", "", "  - z", ""])
    document = parsed(text, pure=pure)

    assert document.value == {"a": "x", "b": ["one\n\ntwo\n", "z"]}
    assert document.span(("b", 0)) == Span(4, 5, 7, 8)
    assert document.span(("b",)) == Span(4, 3, 9, 6)


@PARSERS
@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_other_separators_do_not_break_lines(sign: str, pure: bool) -> None:
    document = parsed(f"a: x{sign}y\n{sign}b: '\ue000 \\ue001'\nc: z\n", pure=pure)

    assert document.value == {"a": f"x{sign}y", f"{sign}b": "\ue000 \\ue001", "c": "z"}
    assert document.span(("c",)) == Span(3, 4, 3, 5)


def test_escaped_private_characters_stay_what_they_are() -> None:
    assert parsed('a: "\\uE000\\ue001 \\U0000E002 \u2028"\n').value == {"a": "\ue000\ue001 \ue002 \u2028"}


@PARSERS
def test_block_texts_are_trimmed(pure: bool) -> None:
    text = "a: |  # why\n  one\n  two\n\n\nb: >-\n  three\n\n# c\nc: |+\n\nd: |2\n    four\n"

    assert places(text, ("a",), ("b",), ("c",), ("d",), pure=pure) == [
        "|  # why\n  one\n  two",
        ">-\n  three",
        "|+",
        "|2\n    four",
    ]


@PARSERS
def test_anchored_values_begin_at_the_value(pure: bool) -> None:
    text = "a: &x one\nb: &y\n  k: v\nc: &z [1]\nd: &e\n  # why\n  two\n&k f: 3\n"

    assert places(text, ("a",), ("b",), ("c",), ("d",), pure=pure) == ["one", "k: v", "[1]", "two"]
    assert parsed(text, pure=pure).key_span(("f",)) == Span(8, 4, 8, 5)


@PARSERS
def test_an_empty_value_is_after_its_colon(pure: bool) -> None:
    document = parsed("a:\n\nb:   # why\nc: {d, e:  , f: }\ng:\n  -\n  - \n  - &x\n'h' :\n", pure=pure)

    assert document.span(("a",)) == Span.at(1, 3)
    assert document.span(("b",)) == Span.at(3, 3)
    assert document.span(("c", "d")) == Span.at(4, 6)
    assert document.span(("c", "e")) == Span.at(4, 10)
    assert document.span(("g", 0)) == Span.at(6, 4)
    assert document.span(("h",)) == Span.at(9, 6)
    assert document.span(()) == Span(1, 1, 9, 6)


@PARSERS
def test_brackets_and_single_pairs(pure: bool) -> None:
    text = "a: [ b: c , {d: e} ,\n  f ] # x\ng: {}\n"

    assert places(text, ("a",), ("a", 0), ("a", 1), ("a", 2), ("g",), pure=pure) == [
        "[ b: c , {d: e} ,\n  f ]",
        "b: c",
        "{d: e}",
        "f",
        "{}",
    ]


def test_the_longest_prefix_that_exists() -> None:
    document = parsed("touchpoints: Portal\npain_points: {text: Long queue}\npersonas: [Sarah]\n")

    assert document.span(("touchpoints", 0, "name")) == document.span(("touchpoints",)) == Span(1, 14, 1, 20)
    assert document.slice(document.span(("pain_points", 0, "text"))) == "Long queue"
    assert document.slice(document.key_span(("pain_points", 0, "text"))) == "text"
    assert document.slice(document.span(("personas", 0, "name"))) == "Sarah"
    assert document.slice(document.span(("personas", 3))) == "[Sarah]"
    assert document.slice(document.span(("nowhere", "at", 1))) == document.source.text.rstrip()


def test_exists_is_exact() -> None:
    document = parsed("a: {b: }\nc: [d]\n")

    assert all(document.exists(route) for route in [(), ("a",), ("a", "b"), ("c", 0)])
    assert not any(document.exists(route) for route in [("b",), ("a", 0), ("c", 1), ("c", -1), ("c", "d"), ("c", 0, 0)])


def test_key_spans() -> None:
    document = parsed('a: {"b c" : x}\nd:\n  - e\n')

    assert document.slice(document.key_span(("a", "b c"))) == '"b c"'
    assert document.key_span(("d", 0)) == document.span(("d", 0))
    assert document.key_span(()) == document.span(())


@PARSERS
def test_aliases(pure: bool) -> None:
    document = parsed("a: &x\n  k: [1]\nb: *x\nc: [*x]\nd: &y z\ne: *y\n", pure=pure)

    assert document.slice(document.span(("b",))) == "*x"
    assert document.slice(document.span(("b", "k", 0))) == "1"
    assert document.span(("b", "k")) == document.span(("a", "k"))
    assert [document.aliased(route) for route in [("a", "k"), ("b",), ("b", "k", 0), ("c",), ("c", 0, "k"), ("e",)]] == [
        False,
        True,
        True,
        False,
        True,
        True,
    ]
    assert document.style(("b",)) == "block"
    assert document.style(("e",)) == "plain"


@PARSERS
def test_styles(pure: bool) -> None:
    document = parsed("a: b\nc: 'd'\ne: \"f\"\ng: |\n  h\ni: >\n  j\nk: [l]\nm: {n: o}\np:\n- q\nr:\n", pure=pure)
    keys = ["a", "c", "e", "g", "i", "k", "m", "p", "r"]

    assert [document.style((key,)) for key in keys] == [
        "plain",
        "single",
        "double",
        "literal",
        "folded",
        "flow",
        "flow",
        "block",
        "plain",
    ]
    assert document.style(()) == "block"
    assert document.style(("nowhere",)) is None


def test_places_below_dropped_entries() -> None:
    document, _ = told("a: 1\n<<: {b: 2}\n? [c]\n: d\ne: 3\n")

    assert document is not None
    assert document.value == {"a": "1", "e": "3"}
    assert not document.exists(("b",))
    assert document.span(("e",)) == Span(5, 4, 5, 5)


# Comments


@PARSERS
def test_comments(pure: bool) -> None:
    text = (
        "# first  \n%YAML 1.2 # second\n---\n# third\na: b#c # d\ne: 'f # g' # h\ni: |  # j\n  # k\n  l\n  # m\n# n\n"
        "o: &p#q  # r\n  s\nt: &u\n  - v # w\nx: [y, #z\n  1] # 2\n3: # 4\n5: !6#7 8 # 9\n# last"
    )
    document, _ = told(text, pure=pure)

    assert document is not None
    assert [comment.text for comment in document.comments] == [
        "# first",
        "# second",
        "# third",
        "# d",
        "# h",
        "# j",
        "# n",
        "# r",
        "# w",
        "#z",
        "# 2",
        "# 4",
        "# 9",
        "# last",
    ]
    assert [comment.text for comment in document.comments if comment.own_line] == ["# first", "# third", "# n", "# last"]
    assert all(document.slice(comment.span) == comment.text for comment in document.comments)


def test_comments_end_where_reading_did() -> None:
    faulty, _ = told("# a\nb: c # d\n\n  # e\n@f # g\n# h\n")
    second, _ = told("# a\n---\nb: c\n---\n# d\ne: f\n")

    assert faulty is not None
    assert second is not None
    assert [comment.text for comment in faulty.comments] == ["# a", "# d", "# e"]
    assert [comment.text for comment in second.comments] == ["# a"]


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


# Agreement of the two parsers

TRICKY = [
    "a: b\n  c\n d\n",
    "a:\n- b\n-   - c\n    - d\n-\n  e: f\n",
    "a: 'b\n\n  c' \n",
    'a: "b\\\n   c\\t\\x41\\u00e9\\/"\n',
    "a: |1-\n  b\n c\n",
    "a: |\n   \n  \n b\n",
    "a: >\n b\n\n  c\n d\n",
    "a: |\n b\n  \n\n",
    "a: |#c\n b\n",
    "a: &b#c d\ne: *b#c\n",
    "a: &m:n o\n",
    "- &a b\n- *a\n",
    "[a, b,]\n",
    "{a: b, c: , d, 'e':f, \"g\":h}\n",
    "[a: b, c]\n",
    "a: [x\n,y]\n",
    "a: [b\tc,\td]\t# e\n",
    "a:\tb\t\n",
    "a: b\t\n\n \t\nc: d\n",
    "a: [\n\tb\n]\n",
    "? a\n? b\n: c\n",
    "%YAML 1.1\n---\na: yes\n",
    "%FOO bar\n---\na: b\n",
    "--- |\n a\n",
    "|\n a\n",
    "a: -b\nc: ?d\ne: :f\ng: --- h\n",
    "a: b: c\n",
    "a: http://b.c/d?e=f&g#h\n",
    "a: !b c\n",
    "!a &b c\n",
    "a: b\n...\n# c\n",
    "a: b\n...\nc\n",
    "'a': b\n",
    "a: 'b''c'\n",
    "a: b # c\n#d\n  #e\nf: g\n",
    "a: !b!c d\n",
    "a: [b]c\n",
    "{a: [}\n",
    "a: 'b\n---\nc'\n",
    "\ta: b\n",
    "a:\n  b: c\n\td: e\n",
    "- a\n -b\n",
    "a: |\n\tb\n",
    "a: x\x07\n\ufeffb: c\n",
]


@pytest.mark.parametrize("text", TRICKY)
def test_both_parsers_agree(text: str) -> None:
    one, ones = told(text)
    other, others = told(text, pure=True)

    assert others == ones
    assert one is not None
    assert other is not None
    assert (other.value, other.complete, other.comments) == (one.value, one.complete, one.comments)
    assert [other.span(route) for route in routes(other.value)] == [one.span(route) for route in routes(one.value)]


def routes(value: object, route: Route = ()) -> list[Route]:
    found: list[Route] = [route]
    if isinstance(value, dict):
        found += [below for key, entry in value.items() for below in routes(entry, (*route, key))]
    if isinstance(value, list):
        found += [below for index, entry in enumerate(value) for below in routes(entry, (*route, index))]
    return found


def test_the_pure_parser_is_asked_only_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journeymap.document._parsers._pure_events", None)

    assert parsed("a: [b, {c: d}]\n").value == {"a": ["b", {"c": "d"}]}


def test_without_the_c_parser_the_pure_one_is_used() -> None:
    code = (
        "import ruamel.yaml.main as main; main.CParser = None\n"
        "from journeymap.document import parse\n"
        "from journeymap.source import Source\n"
        "document, diagnostics = parse(Source('x', 'a:\\tb\\nc: [d?]\\nc: 1\\n'))\n"
        "print(document.value, [one.place.span.line for one in diagnostics])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "{'a': 'b', 'c': ['d?']} [3]\n"


def test_events_are_made_as_ruamel_makes_them():
    """Our constructors set all slots at once (`_parsers`): none may be left out or mixed up, nor a new one of ruamel's missed."""
    common = {"anchor": "a", "implicit": (True, False), "start_mark": 1, "end_mark": 2, "comment": "c"}
    for kind, own in (
        (events.ScalarEvent, {"value": "v", "style": "'"}),
        (events.MappingStartEvent, {"flow_style": True, "nr_items": 3}),
        (events.SequenceStartEvent, {"flow_style": False, "nr_items": 4}),
    ):
        made = kind(tag="t", **common, **own)
        slots = [slot for one in kind.__mro__ for slot in vars(one).get("__slots__", ())]
        assert {slot: getattr(made, slot) for slot in slots} == {"ctag": "t"} | common | own
