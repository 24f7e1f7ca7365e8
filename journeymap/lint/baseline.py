"""The baseline: findings that a team has seen and not yet dealt with, kept in a file so that only new ones are told.

An entry names the rule, the file, the node by the kinds and ids above it, and the finding's own key: never a line, never a
count, never a word of the message. So it survives edits elsewhere, and one entry covers all findings that are alike.
Findings come here with `Settings.each`: none stands for several.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from journeymap import fence, source
from journeymap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from journeymap.config import Config
    from journeymap.diagnostic import Diagnostic

FILE_NAME = "journeymap-baseline.json"
"""Where a baseline lies, in the project root, if no other file is named."""
_VERSION = 1
_LARGEST = 64 * 1024 * 1024
_AGAIN = "take an older one out of git, or delete it and write a new one with `journeymap lint --write-baseline`"


class Entry(NamedTuple):
    """A finding as a baseline knows it. The order of the fields is the order of the file."""

    file: str
    anchor: str
    rule: str
    key: str = ""

    @classmethod
    def of(cls, one: Diagnostic) -> Entry:
        """What an entry for this finding would be; its path must be that from the project root."""
        return cls(one.place.path, one.anchor, one.id, one.key)


class Baseline(NamedTuple):
    """The entries of one file."""

    entries: frozenset[Entry] = frozenset()


class Scope(NamedTuple):
    """What a run can judge: an entry outside of it is neither used nor stale."""

    known: Collection[str]
    """The names of all rules. Only their findings are baselined, never what is always told."""
    asked: Callable[[str], Collection[str]]
    """The rules that a file was asked; none for one that was not looked at for itself. Asked only of entries not met."""
    exists: Callable[[str], bool]
    """Whether there is a file at a path of the project."""

    def judges(self, entry: Entry) -> bool:
        """Whether a run that does not find `entry` knows that it is gone."""
        if entry.rule not in self.known or not self.exists(entry.file):
            return True
        return entry.rule in self.asked(entry.file)


class Applied(NamedTuple):
    """What is left of some diagnostics, and what the baseline held back."""

    kept: tuple[Diagnostic, ...]
    baselined: tuple[Diagnostic, ...] = ()


def apply(diagnostics: Iterable[Diagnostic], baseline: Baseline, known: Collection[str]) -> Applied:
    """Hold back what the baseline knows; `known` are the names of all rules."""
    kept: list[Diagnostic] = []
    baselined: list[Diagnostic] = []
    for one in diagnostics:
        covered = one.id in known and Entry.of(one) in baseline.entries
        (baselined if covered else kept).append(one)
    return Applied(tuple(kept), tuple(baselined))


def stale(baseline: Baseline, baselined: Iterable[Diagnostic], scope: Scope) -> tuple[Entry, ...]:
    """The entries that hold back nothing any more, given all that was held back in a run over one project."""
    met = {Entry.of(one) for one in baselined}
    return tuple(sorted(entry for entry in baseline.entries - met if scope.judges(entry)))


def renamed(stale: Iterable[Entry], found: Iterable[Diagnostic], exists: Callable[[str], bool]) -> dict[str, str]:
    """Files that are gone, each with the file in which at least half of its stale entries are found now."""
    gone: dict[str, set[Entry]] = {}
    for entry in stale:
        if not exists(entry.file):
            gone.setdefault(entry.file, set()).add(entry._replace(file=""))
    if not gone:
        return {}
    there: dict[str, set[Entry]] = {}
    for one in found:
        there.setdefault(one.place.path, set()).add(Entry.of(one)._replace(file=""))
    known: dict[str, str] = {}
    for file, entries in gone.items():
        # The most alike; of equally alike ones the first by name.
        likely = min(there, key=lambda path: (-len(there[path] & entries), path), default=None)
        if likely is not None and 2 * len(there[likely] & entries) >= len(entries):
            known[file] = likely
    return known


def updated(baseline: Baseline, diagnostics: Iterable[Diagnostic], scope: Scope) -> Baseline:
    """The baseline that holds back every finding of a run; what the run could not judge stays as it was."""
    found = {Entry.of(one) for one in diagnostics if one.id in scope.known}
    return Baseline(frozenset(found | {entry for entry in baseline.entries if not scope.judges(entry)}))


def text(baseline: Baseline) -> str:
    """One entry a line, sorted. An empty last entry lets every line end alike, so that two branches can each add lines."""
    lines = [json.dumps(entry._asdict(), ensure_ascii=False) + ",\n" for entry in sorted(baseline.entries)]
    return f'{{"version": {_VERSION}, "findings": [\n{"".join(lines)}{{}}\n]}}\n'


def write(path: Path, baseline: Baseline) -> None:
    """Write the file, whole or not at all. Raises `OutputError`."""
    # What no UTF-8 can hold (a file name of another encoding) is written as JSON's own escape.
    source.write(path, text(baseline).encode("utf-8", "backslashreplace"))


def place_of(root: Path, config: Config) -> tuple[Path, bool]:
    """Where the baseline of a project lies, and whether its configuration names it."""
    return (root / FILE_NAME, False) if config.baseline is None else (root / config.baseline.value, True)


def read(path: Path, *, named: bool) -> Baseline:
    """The baseline at `path`; an empty one if there is none, unless it was `named`. Raises `UsageError`."""
    shown = path.as_posix()
    try:
        if not fence.at_home(path):
            raise UsageError(f"the baseline {shown} {source.LEADS_OUT}", source.NAME_ITSELF)
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        if not named:
            return Baseline()
        raise UsageError(f"there is no baseline {shown}", "`journeymap lint --write-baseline` writes one") from None
    except OSError as problem:
        raise UsageError(f"the baseline {shown} cannot be read: {source.reason(problem)}", source.help_for(problem)) from None
    if len(content) > _LARGEST:
        raise UsageError(f"the baseline {shown} is too large to be one of ours", _AGAIN)
    return Baseline(_entries(content, shown))


def _entries(content: bytes, shown: str) -> frozenset[Entry]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as problem:
        marks = any(line.startswith((b"<<<<<<<", b">>>>>>>")) for line in content.splitlines())
        why = "it holds the marks of a merge conflict" if marks else f"line {problem.lineno} is no JSON"
        hint = "keep the entries of both sides and remove the marks" if marks else _AGAIN
        raise UsageError(f"the baseline {shown} cannot be read: {why}", hint) from None
    except (ValueError, RecursionError):
        raise UsageError(f"the baseline {shown} cannot be read: it is no text of ours", _AGAIN) from None
    if not isinstance(data, dict) or "version" not in data or not isinstance(data.get("findings"), list):
        raise UsageError(f"{shown} is no baseline of journeymap", "name the file that --write-baseline wrote")
    if data["version"] != _VERSION:
        raise UsageError(
            f"the baseline {shown} is of version {data['version']!r}, and this journeymap reads version {_VERSION}",
            "use the version of journeymap that wrote it, or write it again with --write-baseline",
        )
    return frozenset(_entry(one, shown) for one in data["findings"] if one != {})


def _entry(data: object, shown: str) -> Entry:
    if isinstance(data, dict) and data.keys() == set(Entry._fields) and all(isinstance(value, str) for value in data.values()):
        return Entry(**data)
    raise UsageError(f"the baseline {shown} holds an entry that is none: {json.dumps(data)[:80]}", _AGAIN)
