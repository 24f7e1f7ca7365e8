"""Living with findings: what `lint` does with comments that ignore, with the baseline and with `--since`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from journeymap import escape
from journeymap.cli import _offers
from journeymap.cli._run import fail, say
from journeymap.diagnostic import once

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from journeymap.cli._inputs import Inputs
    from journeymap.diagnostic import Diagnostic
    from journeymap.lint import Settings
    from journeymap.lint.baseline import Baseline, Entry, Scope
    from journeymap.lint.ignores import Ignored
    from journeymap.lint.since import Then
    from journeymap.project import Checked, Project

BaselineFile = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Findings accepted for now; journeymap-baseline.json where it exists."),
]
WriteBaseline = Annotated[
    bool, typer.Option("--write-baseline", help="Accept for now what is found, and hold it back from the next run on.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="Only findings that the merge base with this git revision lacks.",
        autocompletion=_offers.revisions,
    ),
]

_MOST_STALE = 10
"""Stale entries that are named; the others are counted."""


class Rules(NamedTuple):
    """The rules of a run: `settings` gives those of a project, and `each` is their `Settings.each`."""

    settings: Callable[[Project], Settings]
    today: date
    each: Callable[[Project], bool] = lambda _: False

    def known(self, project: Project) -> frozenset[str]:
        """The names of all rules, those of the configuration too."""
        from journeymap.lint import ignores

        return ignores.known_in(project.config)

    def judge(self, project: Project, checked: Checked) -> Ignored:
        """What the rules find in a file, comments obeyed."""
        from journeymap.lint import ignores

        settings = self.settings(project)._replace(each=self.each(project))
        return ignores.judge_file(project, checked, settings, self.today)

    def asked(self, project: Project, path: str) -> frozenset[str]:
        """The names of the rules that a file was asked."""
        from journeymap.lint import ignores

        journey = project.check(path).journey
        return ignores.asked(journey, self.settings(project)) if journey is not None else frozenset()


def _check(*, write: bool, since: str | None, changes: bool) -> None:
    """Stop where the options make no sense together."""
    if since is not None and write:
        fail("--write-baseline takes in all findings, and --since leaves out the old ones", "use one of them")
    if changes and write:
        fail("--write-baseline accepts what --fix would mend", "fix first, then write the baseline")


@dataclass(slots=True)
class _Desk:
    """One project of a run: its baseline, and by file what was held back when it was last looked at."""

    project: Project
    place: Path
    baseline: Baseline
    then: Then | None = None
    found: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    ignored: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    baselined: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)


class Living:
    """What is held back in one run, file by file; `finish` writes the baseline, or tells which entries are stale."""

    def __init__(
        self, inputs: Inputs, rules: Rules, *, baseline: str | None, write: bool, since: str | None, changes: bool
    ) -> None:
        """`baseline` and `since` are as they were given; `changes` tells of --fix and --diff."""
        _check(write=write, since=since, changes=changes)
        if baseline is not None and len(list(inputs.projects())) > 1:
            fail("--baseline is about one project, and these maps lie in several", "name the maps of one project")
        self._inputs = inputs
        self.rules = rules._replace(each=self.each)
        self._file = baseline
        self._write = write
        self._since = since
        self._desks = {id(project): self._desk(project) for project in inputs.projects()}

    def each(self, project: Project) -> bool:
        """Whether findings of a project are compared with others, so that none may stand for several."""
        desk = self._desks[id(project)]
        return self._write or desk.then is not None or bool(desk.baseline.entries)

    @property
    def ignored(self) -> int:
        """How many findings comments hold back; one in a library counts once, whichever maps include it."""
        return sum(len(_each(desk.ignored)) for desk in self._desks.values())

    @property
    def baselined(self) -> int:
        """How many findings the baseline holds back."""
        return sum(len(_each(desk.baselined)) for desk in self._desks.values())

    def told(
        self, project: Project, path: str, found: Sequence[Diagnostic], ignored: Sequence[Diagnostic]
    ) -> Sequence[Diagnostic]:
        """What is left of what rules and comments are told about a file; `ignored` is what comments hold back in it."""
        return once(self._left(project, path, found, ignored))

    def _left(
        self, project: Project, path: str, found: Sequence[Diagnostic], ignored: Sequence[Diagnostic]
    ) -> Sequence[Diagnostic]:
        desk = self._desks[id(project)]
        desk.found[path], desk.ignored[path] = tuple(found), tuple(ignored)
        if not self._write and not desk.baseline.entries and desk.then is None:
            return found
        from journeymap.lint import baseline

        known = self.rules.known(project)
        if self._write:
            desk.baselined[path] = tuple(one for one in found if one.id in known)
            return tuple(one for one in found if one.id not in known)
        outcome = baseline.apply(found, desk.baseline, known)
        desk.baselined[path] = outcome.baselined
        if desk.then is None or not outcome.kept:
            return outcome.kept
        from journeymap.lint import since

        judged = lambda checked: self.rules.judge(project, checked).all_told  # noqa: E731 -- a name for an argument
        return since.only_new({path: outcome.kept}, project, desk.then, judged)

    def finish(self, *, quiet: bool) -> None:
        """After the last file."""
        for desk in self._desks.values():
            if self._write:
                self._write_down(desk, quiet=quiet)
            elif desk.baseline.entries and not quiet:
                self._tell_stale(desk)

    def _desk(self, project: Project) -> _Desk:
        from journeymap.lint import baseline

        root = self._inputs.roots[id(project)]
        place, named = baseline.place_of(root, project.config) if self._file is None else (Path(self._file), True)
        known = baseline.read(place, named=named and not self._write)
        if self._since is None:
            return _Desk(project, place, known)
        from journeymap.lint import since  # here: git is for those who ask for it

        # At once, so that a wrong revision stops a run even if there is nothing to compare.
        return _Desk(project, place, known, since.merge_base(root, self._since, project.limits))

    def _scope(self, desk: _Desk) -> Scope:
        from journeymap.lint import baseline

        def asked(path: str) -> Collection[str]:
            return self.rules.asked(desk.project, path) if path in desk.found else ()

        return baseline.Scope(self.rules.known(desk.project), asked, desk.project.exists)

    def _write_down(self, desk: _Desk, *, quiet: bool) -> None:
        from journeymap.lint import baseline

        new = baseline.updated(desk.baseline, _each(desk.found), self._scope(desk))
        baseline.write(desk.place, new)
        if not quiet:
            more, fewer = len(new.entries - desk.baseline.entries), len(desk.baseline.entries - new.entries)
            say(f"wrote {escape.terminal(desk.place.name)}: {_counted(len(new.entries))} ({more:,} added, {fewer:,} removed)")

    def _tell_stale(self, desk: _Desk) -> None:
        from journeymap.lint import baseline

        stale = baseline.stale(desk.baseline, _each(desk.baselined), self._scope(desk))
        for entry in stale[:_MOST_STALE]:
            say(f"stale: {escape.terminal(_spoken(entry))}")
        if len(stale) > _MOST_STALE:
            say(f"stale: {len(stale) - _MOST_STALE:,} more")
        new = baseline.renamed(stale, _each(desk.found), desk.project.exists)
        for old, now in sorted(new.items()):
            say(f"{escape.terminal(old)} is gone, and {escape.terminal(now)} has its findings: was it renamed?")
        if new:
            say(f"  help: in {escape.terminal(desk.place.name)}, put the new name in place of the old one")
        if stale:
            say(f"{_counted(len(stale))} of {escape.terminal(desk.place.name)} found nothing to hold back")
            say("  help: run the same command with --write-baseline to take them out")


def _each(by_file: dict[str, tuple[Diagnostic, ...]]) -> Collection[Diagnostic]:
    return dict.fromkeys(one for those in by_file.values() for one in those)


def _spoken(entry: Entry) -> str:
    return f"{entry.file}: {entry.rule} at {entry.anchor}" if entry.anchor else f"{entry.file}: {entry.rule}"


def _counted(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
