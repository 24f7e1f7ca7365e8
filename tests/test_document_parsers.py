"""Both parsers agree on what is tricky, and each is asked when it should be."""

from __future__ import annotations

import subprocess
import sys

import pytest
from documents import parsed, routes, told
from ruamel.yaml import events

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
