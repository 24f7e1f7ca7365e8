"""Fixing from the command line: what `lint --fix` writes and `lint --diff` shows."""

from __future__ import annotations

import difflib
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from journeymap import escape, source
from journeymap.cli._run import fail, out, out_bytes, say
from journeymap.report.runner import guarded
from journeymap.source import OverlayStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from journeymap.cli._inputs import Input, Inputs
    from journeymap.diagnostic import Diagnostic, Passage
    from journeymap.lint.fixes import Fixed
    from journeymap.project import Checked, Project

    Ask = Callable[[Project, Checked], Sequence[Diagnostic]]

Fix = Annotated[bool, typer.Option("--fix", help="Fix what can be fixed without changing what a map means.")]
UnsafeFixes = Annotated[
    bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: fixes, too, that are a guess or lose something.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what --fix would write, and write nothing.")]

_LINES = r"[^\n]*\n|[^\n]+"
_PIECES = r"[^\r\n]*[\r\n]|[^\r\n]+"
"""A runner ends a line at a carriage return, too."""


def check_fixing(*, fix: bool, unsafe: bool, diff: bool) -> None:
    """Stop where the options make no sense together."""
    if fix and diff:
        fail("--fix writes what --diff only shows", "choose one of them")
    if unsafe and not (fix or diff):
        fail("--unsafe-fixes alone fixes nothing", "add --fix, or --diff to look first")


def mend(inputs: Inputs, read: Sequence[Input], ask: Ask, *, unsafe: bool, quiet: bool) -> list[Diagnostic]:
    """Fix the files `read` and write them; gives what is left to tell, rebased. `inputs` has the new texts from now on.

    `ask` gives all that is told about a file, its place from the root of its project. Standard input goes to stdout.
    """
    left: list[Diagnostic] = []
    applied = files = 0
    projects: dict[int, Project] = {}
    for project, one in _fixed(inputs, read, ask, unsafe=unsafe):
        root, stdin = inputs.roots[id(project)], _standard_input(project)
        for path in one.texts:
            if path not in stdin:
                source.write(root / path, one.content(path))
        for path in stdin:
            out_bytes(one.content(path))
        left += inputs.rebased(project, one.left)
        projects[id(project)] = one.project
        applied, files = applied + len(one.applied), files + len(one.texts)
    inputs.files = [entry._replace(project=projects.get(id(entry.project), entry.project)) for entry in inputs.files]
    inputs.roots = {id(projects[key]) if key in projects else key: root for key, root in inputs.roots.items()}
    if applied and not quiet:
        say(f"fixed {counted(applied, 'finding')} in {counted(files, 'file')}")
    return left


def preview(inputs: Inputs, read: Sequence[Input], ask: Ask, *, unsafe: bool, quiet: bool) -> None:
    """Show as a unified diff what `mend` would write. Nothing is written."""
    applied = files = 0
    for project, one in _fixed(inputs, read, ask, unsafe=unsafe):
        for path, text in one.texts.items():
            before = project.source(path)
            out(difference(before.text if before is not None else "", text, inputs.show(project)(path)))
        applied, files = applied + len(one.applied), files + len(one.texts)
    if not quiet:
        say(f"would fix {counted(applied, 'finding')} in {counted(files, 'file')}")


def hint(diagnostics: Iterable[Diagnostic], passages: Sequence[Passage] = ()) -> None:
    """Say how much of what is told can be fixed, if anything can."""
    safe_ones = [one.fix.safe for one in diagnostics if one.fix is not None]
    safe = safe_ones.count(True) + sum(one.fixes[0] for one in passages)
    unsafe = safe_ones.count(False) + sum(one.fixes[1] for one in passages)
    if safe:
        say(f"{safe:,} of them can be fixed with --fix" + (f" ({unsafe:,} more with --unsafe-fixes)" if unsafe else ""))
    elif unsafe:
        say(f"{unsafe:,} of them can be fixed with --fix --unsafe-fixes")


def _fixed(inputs: Inputs, read: Sequence[Input], ask: Ask, *, unsafe: bool) -> list[tuple[Project, Fixed]]:
    from journeymap.lint.fixes import fix  # here: few runs fix

    return [
        (project, fix(project, [one.path for one in read if one.project is project], _asking(ask, project), unsafe=unsafe))
        for project in inputs.projects()
    ]


def _asking(ask: Ask, project: Project) -> Callable[[Checked], Sequence[Diagnostic]]:
    return lambda checked: ask(project, checked)


def _standard_input(project: Project) -> tuple[str, ...]:
    """The path of standard input, in the project that was made for it."""
    return tuple(project.store.over) if isinstance(project.store, OverlayStore) else ()


def difference(before: str, after: str, name: str) -> str:
    """A unified diff: into a pipe so that it can be applied; without control characters on a terminal.

    A line that a CI runner would obey is kept from it, at the price that this line does not apply.
    """
    shown = escape.patch_name(name)
    lines = difflib.unified_diff(re.findall(_LINES, before), re.findall(_LINES, after), shown, shown)
    whole = [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    if sys.stdout.isatty():
        whole = [escape.terminal(line.rstrip("\r\n")) + "\n" for part in whole for line in re.findall(_LINES, part)]
    return "".join(guarded(piece) for line in whole for piece in re.findall(_PIECES, line))


def counted(count: int, one: str) -> str:
    """How many of something there are, in words."""
    return f"1 {one}" if count == 1 else f"{count:,} {one}s"
