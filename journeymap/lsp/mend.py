"""Quick fixes: the fixes of `lint --fix`, proved as there, and comments that ignore a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from journeymap import edit
from journeymap.diagnostic import Edit, Span, route_text
from journeymap.lint import directives, fixes
from journeymap.lint.ignores import known_in
from journeymap.lsp.shift import difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from journeymap.diagnostic import Diagnostic
    from journeymap.document import Document
    from journeymap.lint.standing import Standing
    from journeymap.project import Checked, Project

_BLOCK = ("literal", "folded")


class Bench(NamedTuple):
    """What is needed to try a change of one file: its project as it is, and the day."""

    standing: Standing
    project: Project
    path: str
    today: date

    def told(self, project: Project) -> Sequence[Diagnostic]:
        """All that is told about the file in `project`."""
        return self.standing.told(project, project.check(self.path), self.today)

    def text(self, project: Project) -> str:
        """The file's text without its byte order mark."""
        source = project.source(self.path)
        return "" if source is None else source.text


def fix(bench: Bench, wanted: Diagnostic) -> Edit | None:
    """What one fix changes, proved; None where it would break what it promises."""

    def only(checked: Checked) -> Sequence[Diagnostic]:
        all_told = bench.standing.told(bench.project, checked, bench.today)
        return [one if _same(one, wanted) else one._replace(fix=None) for one in all_told]

    return _change(bench, only, unsafe=True)


def fix_all(bench: Bench) -> Edit | None:
    """What `lint --fix` would change; None where there is nothing."""
    return _change(bench, lambda checked: bench.standing.told(bench.project, checked, bench.today), unsafe=False)


def _change(bench: Bench, ask: Callable[[Checked], Sequence[Diagnostic]], *, unsafe: bool) -> Edit | None:
    done = fixes.fix(bench.project, [bench.path], ask, unsafe=unsafe)
    if bench.path not in done.texts:
        return None
    return difference(bench.text(bench.project), done.texts[bench.path])


def _same(one: Diagnostic, other: Diagnostic) -> bool:
    return facts(one) == facts(other) and one.place.span == other.place.span


def facts(one: Diagnostic) -> tuple[str, ...]:
    """What tells one thing that is told from another, whatever line it stands on."""
    return one.id, one.place.path, one.anchor or route_text(one.place.route), one.key


def ignore(bench: Bench, wanted: Diagnostic) -> Edit | None:
    """The comment that holds a finding back, at the first place where it does that and nothing else; None where none does."""
    checked = bench.project.check(bench.path)
    if checked.journey is None or wanted.id not in known_in(bench.project.config):
        return None
    document = checked.journey.documents.get(bench.path)
    if document is None or not document.complete:
        return None
    before = sorted(map(facts, bench.told(bench.project)))
    text = bench.text(bench.project)
    for change in _comments(document, wanted):
        source = bench.project.source(bench.path)
        bom = b"\xef\xbb\xbf" if source is not None and source.bom else b""
        after = bench.project.changed(bench.path, bom + edit.apply(text, [change]).encode("utf-8", "surrogatepass"))
        left = sorted(map(facts, bench.told(after)))
        expected = list(before)
        expected.remove(facts(wanted))
        if left == expected:
            return change
    return None


def _comments(document: Document, wanted: Diagnostic) -> Iterator[Edit]:
    """Where such a comment could stand, the closest place first."""
    text, starts = document.source.text, document.line_starts
    span = wanted.place.span
    lines = list(dict.fromkeys((span.line, span.end_line)))
    for directive in directives.read(document).directives:
        if directive.names and (directive.line in lines or (directive.own_line and directive.covers(wanted.place))):
            names = directive.between
            yield Edit(Span.at(names.end_line, names.end_column), f", {wanted.id}")
    for line in lines:
        end = len(_line(text, starts, line))
        yield Edit(Span(line, end + 1, line, end + 1), f"  # journeymap: ignore[{wanted.id}]")
    for length in range(len(wanted.place.route), 0, -1):
        line = document.key_span(wanted.place.route[:length]).line
        content = _line(text, starts, line)
        indent = content[: len(content) - len(content.lstrip(" "))]
        yield Edit(Span(line, 1, line, 1), f"{indent}# journeymap: ignore[{wanted.id}]{document.source.newline}")


def _line(text: str, starts: list[int], line: int) -> str:
    end = starts[line] if line < len(starts) else len(text)
    return text[starts[line - 1] : end].rstrip("\r\n").rstrip()
