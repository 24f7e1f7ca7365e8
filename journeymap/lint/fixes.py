"""Fixes, applied and proved: no text leaves here that was not read again and found to be what its fixes promised.

A batch of fixes that breaks a promise is halved until the one at fault stands alone; that one is left.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from journeymap import edit, write
from journeymap.diagnostic import Edit, Fix, Level, in_order, route_text
from journeymap.lint.meaning import same_meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from journeymap.diagnostic import Diagnostic
    from journeymap.document import Value
    from journeymap.project import Checked, Project

    Ask = Callable[[Checked], Sequence[Diagnostic]]

_ROUNDS = 10
"""A fix may make room for another one, or cause it; nothing that is meant to be takes more rounds."""


class Fixed(NamedTuple):
    """What came of fixing some files."""

    project: Project
    """Reads the files as they are now."""
    texts: Mapping[str, str]
    """The new text of each file that changed, without its byte order mark."""
    applied: tuple[Diagnostic, ...]
    """What was told before and has been fixed."""
    left: tuple[Diagnostic, ...]
    """What is told now."""

    def content(self, path: str) -> bytes:
        """The bytes of a changed file, with the mark and the line ends that it had."""
        return self.project.store.read(path)


def fix(project: Project, paths: Sequence[str], ask: Ask, *, unsafe: bool = False) -> Fixed:
    """Fix what can be fixed in the files at `paths`, and in no other: a library is changed where it is named itself.

    `ask` gives all that is told about a file in this run: what is wrong with it, and the findings that nothing holds back.
    Files that cannot be read must not be among `paths`. Nothing is written.
    """
    work = _Work(project, ask, unsafe=unsafe)
    for path in paths:
        work.look(path)
    for path in paths:
        work.mend(path)
    left = in_order(one for path in paths for one in work.seen[path].told)
    return Fixed(work.project, work.texts, tuple(work.applied), left)


def fixable(diagnostics: Iterable[Diagnostic]) -> tuple[int, int]:
    """How many of them have a safe fix, and how many an unsafe one."""
    safe = [one.fix.safe for one in diagnostics if one.fix is not None]
    return sum(safe), len(safe) - sum(safe)


def with_declarations(checked: Checked, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics of a file; an unknown touchpoint to which none is close gets the fix that declares it.

    Only a touchpoint: whatever else is referred to has to say more about itself than its name. A fix inside what an alias
    repeats is taken away, since it would change every place where that serves.
    """
    offered = (_declaring(checked, one) if _is_undeclared(one) else one for one in diagnostics)
    return tuple(one._replace(fix=None) if _is_repeated(checked, one) else one for one in offered)


def _is_repeated(checked: Checked, one: Diagnostic) -> bool:
    document = checked.journey.documents.get(one.place.path) if checked.journey is not None and one.fix is not None else None
    if document is None or one.fix is None:
        return False
    return any(edit.overlap(change, Edit(there, "")) for there in document.repeated for change in one.fix.edits)


def _is_undeclared(one: Diagnostic) -> bool:
    return one.id == "unknown-reference" and one.fix is None and not one.related and one.key.startswith("touchpoint:")


def _declaring(checked: Checked, one: Diagnostic) -> Diagnostic:
    journey = checked.journey
    if journey is None or one.place.path != checked.path or journey.documents[checked.path].aliased(one.place.route):
        return one
    document = journey.documents[checked.path]
    name = _lone(document.value, one.place.route)
    edits = write.append(document, type(journey.map), "touchpoints", " ".join(name.split())) if isinstance(name, str) else ()
    return one._replace(fix=Fix(edits, safe=False)) if edits else one


def _lone(value: Value, route: Sequence[str | int]) -> Value:
    """What is written at a route; a step into what stands alone without a list stays where it is."""
    for step in route:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value


class _Seen(NamedTuple):
    """A file as it was last read, and what was told about it."""

    checked: Checked
    told: tuple[Diagnostic, ...]

    @property
    def files(self) -> frozenset[str]:
        """Every file that it was read from."""
        return frozenset({self.checked.path} if self.checked.journey is None else self.checked.journey.documents)

    def complete(self, path: str) -> bool:
        """Whether one of its files was read to its end."""
        journey = self.checked.journey
        return journey is not None and path in journey.documents and journey.documents[path].complete

    def may_change_with(self, path: str) -> bool:
        """Whether what is told of it may be other when the file at `path` is other."""
        return path in self.files or any(one.id == "include-failed" for one in self.told)

    def errors(self, name: str | None = None) -> int:
        """How many errors there are, or how many of one id."""
        return sum(one.level is Level.ERROR and name in (None, one.id) for one in self.told)

    def counts(self) -> Counter[tuple[str, ...]]:
        """How often each thing is told, whatever line it stands on."""
        return Counter(_facts(one) for one in self.told)


class _Work:
    """One run: what was seen of each file, and the texts so far."""

    def __init__(self, project: Project, ask: Ask, *, unsafe: bool) -> None:
        """Begin with the files as they are."""
        self.project = project
        self.ask = ask
        self.unsafe = unsafe
        self.seen: dict[str, _Seen] = {}
        self.texts: dict[str, str] = {}
        self.applied: list[Diagnostic] = []

    def look(self, path: str) -> None:
        """Read a file and ask about it."""
        self.seen[path] = self._look(self.project, path)

    def _look(self, project: Project, path: str) -> _Seen:
        checked = project.check(path)
        return _Seen(checked, with_declarations(checked, self.ask(checked)))

    def mend(self, path: str) -> None:
        """Fix one file, round after round, until nothing more can be done."""
        for _ in range(_ROUNDS):
            source = self.project.source(path)
            if source is None or not self.project.contains(path):
                return
            done: list[Diagnostic] = []
            for wanted in self._wanted(path):
                self._settle(path, source.text, done, wanted)
                if done:
                    break
            if not done:
                return
            self.applied += done

    def _wanted(self, path: str) -> Iterator[list[Diagnostic]]:
        """What can be fixed together in one file: safe fixes before others, and then what weighs most.

        Each of these groups has its round: a declaration is unused only when no misspelt reference meant it, and an id is
        made from a text only when its text is right.
        """
        told = in_order(one for seen in self.seen.values() for one in seen.told if one.place.path == path)
        groups: dict[tuple[bool, int], list[Diagnostic]] = {}
        for one in told:
            if one.fix is not None and (self.unsafe or one.fix.safe):
                groups.setdefault((not one.fix.safe, one.level.rank), []).append(one)
        for group in sorted(groups):
            chosen = edit.Chosen()
            yield [one for one in groups[group] if chosen.take(_edits(one))]

    def _settle(self, path: str, text: str, done: list[Diagnostic], more: list[Diagnostic]) -> None:
        """Add to `done` those of `more` that keep their promise; `text` is what all of them are about."""
        if not more:
            return
        changed = edit.apply(text, (one for two in (*done, *more) for one in _edits(two)))
        if self._accept(path, changed, more):
            done += more
        elif len(more) > 1:
            middle = len(more) // 2
            self._settle(path, text, done, more[:middle])
            self._settle(path, text, done, more[middle:])

    def _accept(self, path: str, text: str, batch: Sequence[Diagnostic]) -> bool:
        """Take `text` for the file at `path`, if `batch` keeps its promise in every file that reads it."""
        source = self.project.source(path)
        assert source is not None
        content = (b"\xef\xbb\xbf" if source.bom else b"") + text.encode("utf-8")
        project = self.project.changed(path, content)
        after = {reader: self._look(project, reader) for reader, seen in self.seen.items() if seen.may_change_with(path)}
        if not all(_keeps_its_promise(self.seen[reader], seen, path, batch) for reader, seen in after.items()):
            return False
        self.project = project
        self.texts[path] = text
        self.seen.update(after)
        return True


def _edits(one: Diagnostic) -> tuple[Edit, ...]:
    return one.fix.edits if one.fix is not None else ()


def _facts(one: Diagnostic) -> tuple[str, ...]:
    return one.id, one.place.path, one.anchor or route_text(one.place.route), one.key


def _keeps_its_promise(before: _Seen, after: _Seen, path: str, batch: Sequence[Diagnostic]) -> bool:
    """Whether what was to be mended is gone, no error is new, and safe fixes changed nothing in the meaning.

    What a text that could not be read to its end was hiding is not new: there only its syntax counts.
    """
    was_hidden = not before.complete(path)
    if not (was_hidden or after.complete(path)) or (before.checked.journey is not None and after.checked.journey is None):
        return False
    what = "syntax" if was_hidden else None
    if after.errors(what) > before.errors(what):
        return False
    told, still = before.counts(), after.counts()
    if any(told[facts] and still[facts] >= told[facts] for facts in map(_facts, batch)):
        return False
    if any(one.fix is not None and not one.fix.safe for one in batch):
        return True
    one, other = before.checked.journey, after.checked.journey
    return one is None or other is None or same_meaning(one, other)
