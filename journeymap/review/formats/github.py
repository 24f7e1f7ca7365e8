"""For GitHub's runner: a workflow command a change, which it shows as an annotation on the line in the pull request.

Regressions are warnings, all else is a notice; whether a step fails is said by the exit code. The runner shows 10
annotations of a level. What is gone has no line in the new version and is shown on its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diff import Verdict
from journeymap.report.runner import guarded
from journeymap.review.words import sentence

if TYPE_CHECKING:
    from journeymap.diff import Change
    from journeymap.escape import MapText
    from journeymap.report import Context
    from journeymap.review import Pair, Review

_COMMANDS = {Verdict.REGRESSION: "warning", Verdict.IMPROVEMENT: "notice", Verdict.NEUTRAL: "notice"}
_MOST = 10


def write(review: Review, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write one command a line, regressions first; no change, no text."""
    changes = [(pair, one) for pair in review.pairs for one in pair.changes]
    changes.sort(key=lambda entry: list(Verdict).index(entry[1].verdict))
    warnings, notices = ([entry for entry in changes if _COMMANDS[entry[1].verdict] == name] for name in ("warning", "notice"))
    unreadable = [_unreadable(pair) for pair in review.pairs if pair.outcome is None]
    warned = (unreadable + [_command(*entry) for entry in warnings])[:_MOST]
    rest = len(unreadable) + len(warnings) - len(warned)
    cut = rest > 0 or len(notices) > _MOST
    noted = [_command(*entry) for entry in notices[: _MOST - cut]]  # what is said about the rest is a notice itself
    lines = warned + noted
    if cut:
        rest += len(notices) - len(noted)
        lines.append(f"::notice title=journeymap::and {rest} more: GitHub shows {_MOST} annotations of a level from one step")
    return "".join(f"{line}\n" for line in lines)


def _unreadable(pair: Pair) -> str:
    return f"::warning title=journeymap,file={_file(pair)}::not compared: one of the two maps has errors, or cannot be read"


def _command(pair: Pair, change: Change) -> str:
    properties = {"title": escape.github_property(f"journeymap ({change.verdict.value})"), "file": _file(pair)}
    place = change.new_place
    if place is not None:
        properties |= {"file": escape.github_property(_line(place.path)), "line": str(place.span.line)}
    told = sentence(change, _quoted, _bare)
    text = told.sentence
    if told.word_by_word and change.new is not None:
        text += f"\n{_bare(change.new)}"
    listed = ",".join(f"{name}={value}" for name, value in properties.items())
    return f"::{_COMMANDS[change.verdict]} {listed}::{escape.github_data(text)}"


def _file(pair: Pair) -> str:
    return escape.github_property(_line(pair.new_path or pair.old_path or ""))


def _line(text: escape.Text) -> str:
    return guarded(escape.terminal(text))


def _bare(text: MapText) -> str:
    return _line(text)


def _quoted(text: MapText) -> str:
    return f"“{_line(text)}”"
