"""What `--format json` of `lint` and `validate` writes, as JSON Schema (draft-07); docs/cli.md shows an example."""

from __future__ import annotations

from typing import Any

from journeymap.diagnostic import Level

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FINGERPRINT: Schema = {
    "description": "Stays the same when a message is reworded or lines move.",
    "type": "string",
    "pattern": "^[0-9a-f]{12}$",
}
ROUTE: Schema = {
    "description": "Keys and indices from the root of the file.",
    "type": "array",
    "items": {"type": ["string", "integer"]},
}


def whole(**members: Schema) -> Schema:
    """An object with these members, all of them, and no others."""
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}


def or_null(schema: Schema) -> Schema:
    """A value, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


_POSITION = whole(line={"type": "integer", "minimum": 1}, column={"type": "integer", "minimum": 1})
SPAN: Schema = {
    "description": "Lines and columns count from 1, columns in code points; the end is exclusive.",
    **whole(start=_POSITION, end=_POSITION),
}


def many(items: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": items}


def lint_schema() -> Schema:
    """The document of `lint --format json` and `validate --format json`."""
    fix = whole(safe={"type": "boolean"}, edits=many(whole(span=SPAN, text=TEXT)))
    diagnostic = whole(
        id={"description": "The name of a rule, or an id that is always told.", **TEXT},
        level={"enum": [level.value for level in Level]},
        message=TEXT,
        help=or_null(TEXT),
        path={"description": "From the project root, with `/`.", **TEXT},
        span=SPAN,
        route=ROUTE,
        related=many(whole(message=TEXT, path=TEXT, span=SPAN)),
        fix=or_null(fix),
        fingerprint=FINGERPRINT,
    )
    summary = whole(files=COUNT, errors=COUNT, warnings=COUNT, infos=COUNT, ignored=COUNT, baselined=COUNT)
    return {
        "$schema": DIALECT,
        "title": "What journeymap lint --format json writes, version 1",
        **whole(
            version={"const": 1},
            tool=whole(name={"const": "journeymap"}, version=TEXT),
            diagnostics=many(diagnostic),
            summary=summary,
        ),
    }
