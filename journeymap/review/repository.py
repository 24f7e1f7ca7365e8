"""A Review of every map in two Trees of a repository: pairs of maps, what a library changes told once, what is unreadable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from journeymap.diff import Verdict, diff, whole
from journeymap.diff.change import Change
from journeymap.errors import SourceError
from journeymap.project import Checked, Project
from journeymap.review import Outcome, Pair, Review, Status, added_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from journeymap.diagnostic import Diagnostic
    from journeymap.journey import Journey
    from journeymap.limits import Limits
    from journeymap.source import Source
    from journeymap.trees import Couple, Couples, Tree


@dataclass(slots=True)
class Side:
    """A Tree that maps are read from; what was wrong with them is kept in `diagnostics` and `problems`."""

    tree: Tree
    limits: Callable[[str], Limits]
    """The limits that hold for a path."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    problems: list[SourceError] = field(default_factory=list)
    _projects: dict[Limits, Project] = field(default_factory=dict)

    def project(self, path: str) -> Project:
        """What a file is read through: one memo for all that share their limits."""
        limits = self.limits(path)
        return self._projects.setdefault(limits, Project(self.tree.store, limits))

    def check(self, path: str) -> Checked | None:
        """A file, checked; None where its bytes cannot be had."""
        try:
            return self.project(path).check(path)
        except SourceError as problem:
            self.problems.append(problem)
            return None

    def sound(self, checked: Checked | None) -> Journey | None:
        """The journey of a file without errors; those of others are noted."""
        if checked is None:
            return None
        self.diagnostics.extend(checked.diagnostics)
        return checked.journey if checked.readable else None

    def source(self, path: str) -> Source | None:
        """The text of a file, for showing it."""
        return self.project(path).source(path)


_Foreign = dict[tuple[str, str], list[tuple[Change, str]]]
"""By path and fingerprint: a change that is written in a library, and the map that it was found in."""


@dataclass(slots=True)
class _Comparison:
    """The state of one comparison."""

    old: Side
    new: Side
    libraries: dict[str, tuple[Couple, Journey, Journey]] = field(default_factory=dict)
    """Changed libraries, by the path they have now."""
    present: dict[str, str] = field(default_factory=dict)
    """The path that a changed library has now, by that and by the one it had."""
    foreign: _Foreign = field(default_factory=dict)

    def pairs(self, couples: Couples, within: Callable[[Couple], bool]) -> Iterator[Pair]:
        """Every map that differs, in order, then every library."""
        told = [couple for couple in couples.changed if within(couple)]
        others = [couple for couple in couples.naming_others if within(couple)]
        maps: list[tuple[Couple, Checked | None, Checked | None]] = []
        for couple in told:
            was = self.old.check(couple.old) if couple.old is not None else None
            now = self.new.check(couple.new) if couple.new is not None else None
            if was is not None and now is not None and _is_library(was) and _is_library(now):
                yield from self._library(couple, was, now)
            else:
                maps.append((couple, was, now))
        changed = frozenset(told)
        touched = {path for couple in couples.changed for path in (couple.old, couple.new)}
        for couple in others:
            now = self.new.check(couple.path)
            if now is not None and any(kind == "read" and path in touched for kind, path in now.asked):
                maps.append((couple, self.old.check(couple.path), now))
        for couple, was, now in sorted(maps, key=lambda entry: entry[0].path):
            yield from self._pair(couple, was, now, changed=couple in changed)
        for path in sorted(self.libraries):
            yield self._told_of(path)

    def _library(self, couple: Couple, was: Checked, now: Checked) -> Iterator[Pair]:
        one, other = self.old.sound(was), self.new.sound(now)
        if one is None or other is None:
            yield Pair(couple.old, couple.new, Status.UNREADABLE, None, library=True)
        else:
            self.libraries[other.path] = couple, one, other
            self.present[one.path] = self.present[other.path] = other.path

    def _pair(self, couple: Couple, was: Checked | None, now: Checked | None, *, changed: bool) -> Iterator[Pair]:
        """Two maps; a file that was a library and is a map now, or the other way round, is two files."""
        before = couple.old if was is not None and not _is_library(was) else None
        after = couple.new if now is not None and not _is_library(now) else None
        lost = (couple.old is not None and was is None) or (couple.new is not None and now is None)
        one = self.old.sound(was) if before is not None or lost else None
        other = self.new.sound(now) if after is not None or lost else None
        if lost or (before is not None and one is None) or (after is not None and other is None):
            yield Pair(couple.old, couple.new, Status.UNREADABLE, None)
        elif one is not None and other is not None:
            yield from self._both(one, other, changed=changed)
        elif other is not None:
            yield Pair(None, other.path, Status.ADDED, Outcome.NEUTRAL, (whole(other, came=True),), new=other)
        elif one is not None:
            left = one.path in self.new.tree.files
            yield Pair(one.path, None, Status.REMOVED, Outcome.NEUTRAL, (whole(one, came=False, left=left),), old=one)

    def _both(self, one: Journey, other: Journey, *, changed: bool) -> Iterator[Pair]:
        changes = diff(one, other)
        if not changes and not changed:
            return
        own = []
        for change in changes:
            library = self.present.get(_home(change))
            if library is not None:
                self.foreign.setdefault((library, change.fingerprint), []).append((change, other.path))
            else:
                own.append(change)
        renamed = one.path != other.path
        status = Status.RENAMED if renamed else Status.CHANGED if changed else Status.UNCHANGED
        yield Pair(one.path, other.path, status, added_up(changes, texts_differ=True), tuple(own), old=one, new=other)

    def _told_of(self, path: str) -> Pair:
        """What a library changes: what its own two texts say, each change as the maps that it reaches judge it."""
        couple, one, other = self.libraries[path]
        found = {change.fingerprint: change for change in diff(one, other)}
        for (library, fingerprint), entries in self.foreign.items():
            if library == path:
                found[fingerprint] = _worst(entries)
        changes = tuple(sorted(found.values(), key=_line))
        status = Status.CHANGED if couple.old == couple.new else Status.RENAMED
        return Pair(couple.old, couple.new, status, added_up(changes, texts_differ=True), changes, library=True)


def compare(old: Side, new: Side, couples: Couples, within: Callable[[Couple], bool]) -> Review:
    """Compare every map that may differ, as far as `within` wants it."""
    return Review(old.tree.name, new.tree.name, tuple(_Comparison(old, new).pairs(couples, within)), repository=True)


def _is_library(checked: Checked) -> bool:
    return checked.journey is not None and checked.journey.is_library


def _home(change: Change) -> str:
    """The file that a change is written in, by its present path where it has one."""
    place = change.new_place or change.old_place
    return "" if place is None else place.path


def _worst(entries: list[tuple[Change, str]]) -> Change:
    """One change of a library for all maps that it reaches; it belongs to no stage of any of them."""
    order = list(Verdict)
    worst = min((change for change, _ in entries), key=lambda change: order.index(change.verdict))
    uses = sum(change.uses for change, _ in entries)
    return worst._replace(stage=None, at=None, uses=uses, affects=tuple(sorted({path for _, path in entries})))


def _line(change: Change) -> tuple[int, str]:
    place = change.new_place or change.old_place
    return (0 if place is None else place.span.line), change.fingerprint
