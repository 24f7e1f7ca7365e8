"""Values, places, styles and comments of a `Document`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import PARSERS, parsed, told

from journeymap.diagnostic import Span
from journeymap.document import Word

if TYPE_CHECKING:
    from journeymap.diagnostic import Route

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
def test_an_anchor_ends_at_a_colon(pure: bool) -> None:
    document = parsed("&a:b: &c:d\n", pure=pure)

    assert document.value == {":b": ":d"}
    assert document.slice(document.key_span((":b",))) == ":b"
    assert document.slice(document.span((":b",))) == ":d"


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
