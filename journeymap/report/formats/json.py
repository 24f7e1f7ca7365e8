"""For programs: the document that docs/cli.md fixes, one diagnostic a line, so that two runs can be compared with a text diff."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from journeymap import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.diagnostic import Diagnostic, Fix, Related, Span
    from journeymap.report import Context, Summary

_VERSION = 1
# What a terminal or a log viewer would act on, and what CI runners take for commands (`##[error]`, `##vso[...]`). All of
# it can only stand inside a string, where an escape sequence says the same to a program.
_ACTED_ON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#\\w*\\[)")


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:
    """Write the whole document; without diagnostics too."""
    listed = ",".join(f"\n    {_dumped(_diagnostic(one))}" for one in diagnostics)
    counts = {
        "files": summary.files,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "ignored": summary.ignored,
        "baselined": summary.baselined,
    }
    members = (
        f'"version": {_VERSION}',
        f'"tool": {_dumped({"name": "journeymap", "version": context.version})}',
        f'"diagnostics": [{listed}\n  ]' if listed else '"diagnostics": []',
        f'"summary": {_dumped(counts)}',
    )
    return "{\n  " + ",\n  ".join(members) + "\n}\n"


def _dumped(value: Mapping[str, object]) -> str:
    return _ACTED_ON.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _diagnostic(one: Diagnostic) -> dict[str, object]:
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
