"""How a comparison is told: verdicts and gates, what fits and what is left out, and words that changed in a long text."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from test_diff import journey_of
from test_diff_cases import CONTEXT, NAMES, compared

from journeymap.errors import UsageError
from journeymap.escape import MapText, plain
from journeymap.report.cells import measure
from journeymap.review import Outcome, Status, format_names, review, tell, unreadable
from journeymap.review.wordwise import compare


def test_what_a_gate_lets_through() -> None:
    outcomes = {
        name: compared(name) for name in ("identical", "formatting-only", "solutions", "mood-rose", "mood-fell", "declared")
    }
    fails = {name: (one.outcome, one.fails_on("regression"), one.fails_on("change")) for name, one in outcomes.items()}
    assert fails == {
        "identical": (Outcome.IDENTICAL, False, False),
        "formatting-only": (Outcome.FORMATTING_ONLY, False, False),
        "solutions": (Outcome.MIXED, True, True),
        "mood-rose": (Outcome.IMPROVEMENT, False, True),
        "mood-fell": (Outcome.REGRESSION, True, True),
        "declared": (Outcome.NEUTRAL, False, True),
    }


def test_an_unreadable_map_is_told_in_every_format() -> None:
    found = unreadable("a.yaml", "b.yaml")
    assert found.pairs[0].status is Status.UNREADABLE
    told = {name: tell(found, name, CONTEXT) for name in format_names()}
    assert told["text"].startswith("unreadable: not compared")
    assert "### Journey map: unreadable\n\na.yaml → b.yaml: not compared: one of the two maps has errors" in told["markdown"]
    assert found.outcome is None
    assert json.loads(told["json"])["verdict"] is None
    assert json.loads(told["json"])["maps"] == [
        {"old_path": "a.yaml", "new_path": "b.yaml", "status": "unreadable", "verdict": None}
    ]


def test_several_maps_are_told_one_after_the_other() -> None:
    one, other = compared("mood-fell"), compared("mood-rose")
    both = replace(one, pairs=one.pairs + other.pairs)
    assert both.outcome is Outcome.MIXED
    assert tell(both, "text", CONTEXT).startswith("mixed: 1 regression, 1 improvement in 2 maps\nold.yaml → new.yaml\n\n")
    assert tell(both, "markdown", CONTEXT).count("| old.yaml → new.yaml |") == 2


def test_one_unreadable_map_of_several_leaves_no_verdict_for_the_whole() -> None:
    some = replace(unreadable("a.yaml", "b.yaml"), pairs=unreadable("a.yaml", "b.yaml").pairs + compared("mood-fell").pairs)
    assert some.outcome is None
    assert tell(some, "text", CONTEXT).startswith("unreadable: 1 regression in 2 maps\n")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no format"):
        tell(compared("identical"), "html5", CONTEXT)


def test_colour_adds_nothing_but_colour() -> None:
    for name in NAMES:
        plain_text = tell(compared(name), "text", CONTEXT)
        painted = tell(compared(name), "text", CONTEXT._replace(color=True))
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain_text
    assert "\x1b[" in painted


@pytest.mark.parametrize("width", [20, 40, 60, 100])
def test_lines_fit(width: int) -> None:
    for name in NAMES:
        told = tell(compared(name), "text", CONTEXT._replace(width=width))
        for line in told.splitlines():
            if line.startswith(" ") and not re.search(r"\.yaml:\d+$|[▼▲·]", line):
                assert measure(line) <= max(width, 24), (name, line)


def many_changes(count: int, word: str) -> tuple[str, str]:
    """Two maps that differ in `count` moods and thoughts."""
    stages: list[list[dict[str, object]]] = [[], []]
    for number in range(count):
        for side, score in enumerate(("1", "-1")):
            action = {"id": f"a{number}", "text": f"Step {number}", "emotion": score, "thoughts": [f"{word} {number} {side}" * 9]}
            stages[side].append({"name": f"Stage {number}", "actions": [action]})
    old, new = (json.dumps({"journeymap": "1", "title": "T", "state": "current", "stages": side}) for side in stages)
    return old, new


@pytest.mark.parametrize("word", ["thought", "&<>*_"])
def test_a_comment_never_grows_too_long(word: str) -> None:
    old, new = many_changes(600, word)
    told = tell(review(journey_of(old), journey_of(new), old, new), "markdown", CONTEXT)
    assert len(told) <= 60_000
    assert told.startswith("<!-- journeymap-diff -->\n")
    assert "#### ▼ Regressions (600)" in told
    left_out = re.search(r"_Left out, since a comment has to end somewhere: (.*)\. `journeymap diff` tells all of them\._", told)
    assert left_out is not None
    shown = Counter(line.startswith("- mood") for line in told.splitlines() if line.startswith("- "))
    assert f"{600 - shown[True]} regressions" in left_out[1] or shown[True] == 600
    assert told.count("<details>") == told.count("</details>")


def test_word_by_word() -> None:
    def told(old: str, new: str) -> str:
        signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        return "".join(signs[piece.role].format(plain(piece.text)) for piece in compare(MapText(old), MapText(new)))

    assert told("the old word here", "the new word here") == "the [-old-]{+new+} word here"
    assert told("one\ntwo", "one two") == "one[-¶ -]{+ +}two"
    assert told("在候诊区排队等待", "在候诊区坐着等待") == "在候诊区[-排队-]{+坐着+}等待"
    assert told("a " * 40 + "end", "a " * 40 + "END") == "… a a a a a [-end-]{+END+}"
    long = told("x " * 3000, "y " * 3000)
    assert len(long) < 1000
