"""TOML documents for the laws of the finder: written with every construct, and with slips of the finger in them."""

from __future__ import annotations

import json

from hypothesis import strategies as st

NAMES = st.text("ab-_1", min_size=1, max_size=3) | st.sampled_from(["", "a.b", "å", "x y", '"', "]", "#"])
SCALARS = st.sampled_from([
    "1", "-17", "0x1F", "1_000", "3.14", "-inf", "true", "false", "6e-2",
    '"a \\" # ]"', "'lit \\ #'", '""', "''", '"""\none "" line\\\n  more"""', '""""two"" quotes"""""', "'''l'it\n'' ]'''''",
    "1979-05-27", "07:32:00", "1979-05-27 07:32:00", "1979-05-27T00:32:00.999-07:00", '"\\u00e5"', '"é"',
])  # fmt: skip
GAPS = st.sampled_from(["", " ", "\n", " # c ]\n\t", "\r\n"])
BLANKS = st.sampled_from(["", " ", "\t "])


@st.composite
def keys(draw, name):
    """A name as a key: bare where it can be, else quoted in one of two ways."""
    styles = [json.dumps(name, ensure_ascii=draw(st.booleans()))]
    if "'" not in name:
        styles.append(f"'{name}'")
    if name and all(sign in "ab-_1" for sign in name):
        styles.append(name)
    return draw(st.sampled_from(styles))


@st.composite
def pairs(draw, depth):
    """`key = value` lines of one table, some dotted, none twice."""
    written = []
    for name in draw(st.lists(NAMES, unique=True, max_size=3)):
        blank = draw(BLANKS)
        key = draw(keys(name))
        if draw(st.integers(0, 3)):
            written.append(f"{key}{blank}={blank}{draw(values(depth))}")
        else:
            below = draw(st.lists(NAMES, unique=True, min_size=1, max_size=2))
            written += [f"{key}{blank}.{blank}{draw(keys(second))} = {draw(values(depth))}" for second in below]
    return written


@st.composite
def values(draw, depth):
    kind = draw(st.integers(0, 3)) if depth else 3
    if kind == 0:
        gap = draw(GAPS)
        elements = draw(st.lists(values(depth - 1), max_size=3))
        comma = draw(st.sampled_from(["", ","])) if elements else ""
        return f"[{gap}" + f",{gap}".join(element + gap for element in elements) + comma + f"{gap}]"
    if kind == 1:
        return "{ " + " , ".join(draw(pairs(depth - 1))) + " }"
    return draw(SCALARS)


@st.composite
def tables(draw, above, depth):
    """The tables below one: `[a.b]` and `[[a.b]]`, each with its own."""
    lines = []
    for name in draw(st.lists(st.sampled_from(["t", "u", "a.b", "v w"]), unique=True, max_size=2)):
        route = [*above, draw(keys(name))]
        many = draw(st.booleans())
        for _ in range(draw(st.integers(1, 2)) if many else 1):
            header = draw(st.sampled_from([".", " . "])).join(route)
            lines.append(f"[[{header}]] # c" if many else f"[ {header} ]")
            lines += [line for line in draw(pairs(1)) if not line.startswith(('"a.b"', "'a.b'"))]
            if depth:
                lines += draw(tables(route, depth - 1))
    return lines


@st.composite
def documents(draw):
    """A whole text. Names of tables and of pairs never meet."""
    end = draw(st.sampled_from(["\n", "\r\n", "\n\n  # c\n"]))
    lines = [line for line in draw(pairs(2)) if not line.startswith(('"a.b"', "'a.b'"))]
    return end.join([*lines, *draw(tables([], 2))]) + draw(st.sampled_from(["", end]))


@st.composite
def slips(draw, text):
    """The text with a character taken out or put in."""
    at = draw(st.integers(0, len(text)))
    put = draw(st.sampled_from(["", *"\"'[]{}=.,#\n\\ \t0a\x00\x7f\r"]))
    return text[:at] + put + text[at + draw(st.integers(0, 2)) :]
