"""SARIF 2.1.0, for code scanning: compact JSON with exactly one run.

GitHub keeps 5,000 results of a run, and which ones is disputed (github/docs#38085), so no more are written, the worst
first, and a notification says how many were left out. Addresses of files are relative: hosts take them from the top of
the repository. A line is counted as everywhere, a column in code points, which the run says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeymap import escape
from journeymap.diagnostic import Level
from journeymap.report.as_json import dumped
from journeymap.report.host import address, inert
from journeymap.report.region import markable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from journeymap.diagnostic import Diagnostic, Edit, Fix, Span
    from journeymap.report import Context, Summary

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_MOST = 5_000
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
# In the text of a link these are escaped, and nowhere else (SARIF 2.1.0, 3.11.6).
_LINK_SIGNS = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]"})


def write(diagnostics: Sequence[Diagnostic], summary: Summary, context: Context) -> str:  # noqa: ARG001 -- every format is called alike
    """Write the whole document; without diagnostics too, which tells code scanning that all are resolved."""
    told = sorted(diagnostics, key=lambda one: one.level.rank)[:_MOST]
    rules = {name: index for index, name in enumerate(sorted({one.id for one in told}))}
    driver = {"name": "journeymap", "version": escape.json(context.version), "rules": [_rule(name, context) for name in rules]}
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules, context) for one in told],
    }
    if len(diagnostics) > _MOST:
        run["invocations"] = [_left_out(len(diagnostics) - _MOST)]
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, compact=True) + "\n"


def _left_out(count: int) -> dict[str, object]:
    text = f"{count} more findings, the least of all, are left out: a code scanning run keeps {_MOST} results"
    return {"executionSuccessful": True, "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}


def _rule(name: str, context: Context) -> dict[str, object]:
    told: dict[str, object] = {"id": escape.json(name)}
    note = context.rule(name)
    if note is None:
        return told
    summary = {"text": escape.json(note.summary)}
    told |= {"shortDescription": summary, "fullDescription": summary, "defaultConfiguration": {"level": _LEVELS[note.level]}}
    if note.help or note.markdown:
        markdown = {"markdown": escape.json(note.markdown)} if note.markdown else {}
        told["help"] = {"text": escape.json(note.help or note.summary)} | markdown
    url = address(note)
    return told | ({"helpUri": url} if url else {})


def _result(one: Diagnostic, rules: Mapping[str, int], context: Context) -> dict[str, object]:
    told: dict[str, object] = {
        "ruleId": escape.json(one.id),
        "ruleIndex": rules[one.id],
        "level": _LEVELS[one.level],
        "message": {"text": _message(one)},
        "locations": [{"physicalLocation": _location(one.place.path, markable(one.place, context))}],
        # GitHub tells results apart by `primaryLocationLineHash` and nothing else. Left to itself, its upload action puts
        # in a hash of the line, the same for two findings there, and its API puts in nothing, so that alerts double.
        "partialFingerprints": {"primaryLocationLineHash": one.fingerprint, "journeymap/v1": one.fingerprint},
    }
    if one.related:
        told["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(second.place.path, markable(second.place, context)),
                "message": {"text": inert(second.message)},
            }
            for number, second in enumerate(one.related, 1)
        ]
    if one.fix is not None and one.fix.edits:
        told["fixes"] = [_fix(one.fix, one.place.path)]
    return told


def _message(one: Diagnostic) -> str:
    """What is found, what to do about it, and a link to each second place: GitHub shows only those that are linked."""
    lines = [inert(one.message), inert(one.help) if one.help else ""]
    lines += [f"[{inert(second.message).translate(_LINK_SIGNS)}]({number})" for number, second in enumerate(one.related, 1)]
    return "\n".join(line for line in lines if line)


def _location(path: str, span: Span) -> dict[str, object]:
    return {"artifactLocation": {"uri": _uri(path)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _fix(fix: Fix, path: str) -> dict[str, object]:
    about = "safe: the map means the same afterwards" if fix.safe else "unsafe: what the map means may change"
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": [_replacement(edit) for edit in fix.edits]}
    return {"description": {"text": about}, "artifactChanges": [change]}


def _replacement(edit: Edit) -> dict[str, object]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": escape.json(edit.text)}}


def _uri(path: str) -> str:
    """A path as a relative URI: everything percent-encoded but letters, digits, `-._~` and the `/` between folders."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in escape.json(path).encode())
