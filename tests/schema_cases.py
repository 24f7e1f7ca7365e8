"""What the tests of the schema share: reading a case and writing down what is told about it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from journeymap.document import parse
from journeymap.escape import plain
from journeymap.limits import DEFAULT
from journeymap.schema import build
from journeymap.source import Source

if TYPE_CHECKING:
    from journeymap.diagnostic import Diagnostic, Span
    from journeymap.schema import Built

CASES = Path(__file__).parent / "cases"


def every_ok_case() -> list[Path]:
    return sorted((CASES / "ok").rglob("*.yaml"))


@cache
def built(path: Path) -> tuple[Built, tuple[Diagnostic, ...]]:
    return build_text(path.read_text(encoding="utf-8"), path.name)


def build_text(text: str, name: str = "map.yaml") -> tuple[Built, tuple[Diagnostic, ...]]:
    document, _ = parse(Source(name, text), DEFAULT)
    assert document is not None
    return build(document)


def told(diagnostics: tuple[Diagnostic, ...]) -> str:
    """One line for each diagnostic, and below it help, other places and edits."""
    lines: list[str] = []
    for one in diagnostics:
        lines.append(f"{_whole(one.place.span)} {one.level.value}[{one.id}] {plain(one.message)}")
        if one.help is not None:
            lines.append(f"  help: {plain(one.help)}")
        lines.extend(
            f"  related {related.place.span.line}:{related.place.span.column}: {plain(related.message)}"
            for related in one.related
        )
        if one.fix is not None:
            safety = "safe" if one.fix.safe else "unsafe"
            lines.extend(
                f"  fix({safety}): {_whole(edit.span)} -> {json.dumps(edit.text, ensure_ascii=False)}" for edit in one.fix.edits
            )
    return "".join(f"{line}\n" for line in lines)


def _whole(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
