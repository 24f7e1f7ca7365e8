"""What `diff --format json` writes, as JSON Schema (draft-07); docs/cli.md describes it."""

from __future__ import annotations

from typing import Any

from journeymap.diff.change import Verdict
from journeymap.report.json_schema import COUNT, DIALECT, FINGERPRINT, ROUTE, SPAN, TEXT, many, or_null, whole
from journeymap.review import Outcome, Status


def diff_schema() -> dict[str, Any]:
    """The document of `diff --format json`."""
    verdict = {"enum": [one.value for one in Verdict]}
    outcome = {"enum": [None, *(one.value for one in Outcome)]}
    place = or_null(whole(path=TEXT, span=SPAN))
    change = whole(
        id=TEXT,
        verdict=verdict,
        route=ROUTE,
        subject=whole(kind=TEXT, id=or_null(TEXT), name=or_null(TEXT)),
        stage=or_null(TEXT),
        field=or_null(TEXT),
        old=or_null(TEXT),
        new=or_null(TEXT),
        old_place=place,
        new_place=place,
        affects={"description": "The maps that a changed library changes.", **many(TEXT)},
        fingerprint=FINGERPRINT,
    )
    pair = whole(old_path=or_null(TEXT), new_path=or_null(TEXT), status={"enum": [one.value for one in Status]}, verdict=outcome)
    return {
        "$schema": DIALECT,
        "title": "What journeymap diff --format json writes, version 1",
        **whole(
            version={"const": 1},
            old=TEXT,
            new=TEXT,
            verdict={"description": "null if the maps could not be compared.", **outcome},
            maps=many(pair),
            changes=many(change),
            counts=whole(**dict.fromkeys((one.value for one in Verdict), COUNT)),
        ),
    }
