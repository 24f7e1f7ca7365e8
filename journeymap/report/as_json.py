"""A diagnostic as the object that docs/cli.md fixes, and JSON that nothing acts on: shared by the formats that are JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from journeymap import escape

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Fix, Related, Span

# What a terminal or a log viewer would act on, and what CI runners take for commands (`##[error]`, `##vso[...]`). All of
# it can only stand inside a string, where an escape sequence says the same to a program.
_ACTED_ON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#\\w*\\[)")


def dumped(value: object, *, compact: bool = False) -> str:
    """Write JSON on one line; `compact` leaves out the blanks between its parts."""
    separators = (",", ":") if compact else None
    text = json.dumps(value, ensure_ascii=False, separators=separators)
    return _ACTED_ON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def as_json(one: Diagnostic) -> dict[str, object]:
    """A diagnostic as `json` and `jsonl` tell it."""
    return {
        "id": escape.json(one.id),
        "level": one.level.value,
        "message": escape.json(one.message),
        "help": None if one.help is None else escape.json(one.help),
        "path": escape.json(one.place.path),
        "span": _span(one.place.span),
        "route": [escape.json(step) if isinstance(step, str) else step for step in one.place.route],
        "related": [_related(second) for second in one.related],
        "fix": None if one.fix is None else _fix(one.fix),
        "fingerprint": one.fingerprint,
    }


def _related(second: Related) -> dict[str, object]:
    place = second.place
    return {"message": escape.json(second.message), "path": escape.json(place.path), "span": _span(place.span)}


def _fix(fix: Fix) -> dict[str, object]:
    edits = [{"span": _span(edit.span), "text": escape.json(edit.text)} for edit in fix.edits]
    return {"safe": fix.safe, "edits": edits}


def _span(span: Span) -> dict[str, object]:
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }
