"""For programs: the document that docs/cli.md fixes, one map and one change a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from journeymap import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.diagnostic import Place
    from journeymap.diff import Change
    from journeymap.escape import MapText
    from journeymap.report import Context
    from journeymap.review import Pair, Review

_VERSION = 1
# What a terminal or a log viewer would act on, and what CI runners take for commands (`##[error]`). It can only stand
# inside a string, where an escape sequence says the same to a program.
_ACTED_ON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#\\w*\\[)")


def write(review: Review, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write the whole document; without changes too."""
    members = (
        f'"version": {_VERSION}',
        f'"old": {_dumped(escape.json(review.old))}',
        f'"new": {_dumped(escape.json(review.new))}',
        f'"verdict": {_dumped(None if review.outcome is None else review.outcome.value)}',
        f'"maps": {_listed([_pair(pair) for pair in review.maps])}',
        f'"changes": {_listed([_change(change) for change in review.changes])}',
        f'"counts": {_dumped({verdict.value: count for verdict, count in review.counts.items()})}',
    )
    return "{\n  " + ",\n  ".join(members) + "\n}\n"


def _listed(entries: Sequence[Mapping[str, object]]) -> str:
    return "[" + ",".join(f"\n    {_dumped(entry)}" for entry in entries) + ("\n  ]" if entries else "]")


def _dumped(value: object) -> str:
    return _ACTED_ON.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "old_path": _text(pair.old_path),
        "new_path": _text(pair.new_path),
        "status": pair.status.value,
        "verdict": None if pair.outcome is None else pair.outcome.value,
    }


def _change(change: Change) -> dict[str, object]:
    place = change.new_place or change.old_place
    route = () if place is None else place.route
    return {
        "id": change.id,
        "verdict": change.verdict.value,
        "route": [escape.json(step) if isinstance(step, str) else step for step in route],
        "subject": {"kind": change.subject.kind, "id": _text(change.subject.id), "name": _text(change.subject.name)},
        "stage": None if change.stage is None else _text(change.stage.id),
        "field": _text(change.field),
        "old": _text(change.old),
        "new": _text(change.new),
        "old_place": _place(change.old_place),
        "new_place": _place(change.new_place),
        "affects": [escape.json(path) for path in change.affects],
        "fingerprint": change.fingerprint,
    }


def _text(text: str | MapText | None) -> str | None:
    return None if text is None else escape.json(text)


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    span = place.span
    start, end = {"line": span.line, "column": span.column}, {"line": span.end_line, "column": span.end_column}
    return {"path": escape.json(place.path), "span": {"start": start, "end": end}}
