"""Only what is new: findings that the merge base with a revision does not have.

The base is linted as the files are now, with the same settings on the same day, and findings are compared by what a
baseline knows of them: rule, file, node and key. So a finding that moved with its file or its lines is not new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from journeymap import git
from journeymap.diagnostic import in_order
from journeymap.errors import SourceError
from journeymap.lint.baseline import Entry
from journeymap.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from journeymap.diagnostic import Diagnostic
    from journeymap.limits import Limits
    from journeymap.project import Checked
    from journeymap.source import Store


Judge = Callable[["Checked"], Iterable["Diagnostic"]]
"""What lint says of a file, with `Settings.each`: findings that no comment holds back, and what it says of comments."""


@dataclass(frozen=True, slots=True)
class Then:
    """A project as it was. `names` are the present paths of files that had another one, with that."""

    project: Project
    store: git.RevisionStore
    names: Mapping[str, str]


def merge_base(root: Path, revision: str, limits: Limits) -> Then:
    """The project at `root` as it was where `revision` and the commit we are on parted. Raises `GitError`."""
    repository = git.find(root)
    commit = repository.merge_base(revision, "HEAD")
    prefix = repository.prefix(root)
    store = git.RevisionStore(repository, commit, prefix, limits.bytes)
    start = f"{prefix}/" if prefix else ""
    names = {
        now.removeprefix(start): then.removeprefix(start)
        for now, then in repository.renames(commit).items()
        if now.startswith(start) and then.startswith(start)
    }
    return Then(Project(store, limits), store, names)


def only_new(told: Mapping[str, Sequence[Diagnostic]], project: Project, then: Then, judge: Judge) -> tuple[Diagnostic, ...]:
    """What is told of files of a project now and was not told then, in order.

    `told` has what `judge` says of each file that was looked at, by its path. Of a file without findings nothing is asked.
    """
    told = {path: found for path, found in told.items() if found}
    now = {path: project.check(path) for path in told}
    then = replace(then, names={**_moved(now, then, project.store), **then.names})
    same = {path for path, checked in now.items() if _is_as_it_was(checked, then, project.store)}
    # Libraries too: a new map may be the first that shows what was wrong in one.
    changed = dict.fromkeys(one for path in now.keys() - same for one in (path, *_libraries(now[path])))
    # The same files, the same settings, the same day: the same findings.
    before = Counter(map(Entry.of, in_order((*_judged(changed, then, judge), *(one for path in same for one in told[path])))))
    new = []
    for one in in_order(each for found in told.values() for each in found):
        # Two that are alike, where there was one, are one new finding; the later one is as good a guess as the other.
        if before[Entry.of(one)]:
            before[Entry.of(one)] -= 1
        else:
            new.append(one)
    return tuple(new)


def _judged(paths: Iterable[str], then: Then, judge: Judge) -> Iterator[Diagnostic]:
    """What was told of some files then, under their present names."""
    present = {was: name for name, was in then.names.items()}
    for path in paths:
        try:
            checked = then.project.check(then.names.get(path, path))
        except SourceError:
            continue  # it is new, and so is all that is found in it
        for one in judge(checked) if checked.journey is not None else ():
            yield one._replace(place=one.place._replace(path=present.get(one.place.path, one.place.path)))


def _libraries(checked: Checked) -> tuple[str, ...]:
    return tuple(checked.journey.documents) if checked.journey is not None else ()


def _is_as_it_was(checked: Checked, then: Then, now: Store) -> bool:
    """Whether everything that was asked for a file would have been answered the same way then."""
    for kind, path in checked.asked:
        was = then.store.content(path)
        found = _content_id(now, path, was or "")
        if (was is None) != (found is None) or (kind == "read" and was != found):
            return False
    return True


def _moved(paths: Iterable[str], then: Then, now: Store) -> dict[str, str]:
    """Files that were renamed without git being told, their content untouched; new path to old path."""
    missing = [path for path in paths if then.store.content(path) is None]
    start = f"{then.store.root}/" if then.store.root else ""
    by_content = {content: path for path, content in then.store.files().items() if path.startswith(start)} if missing else {}
    some_id = next(iter(by_content), "")
    found = {}
    for path in missing:
        was = by_content.get(_content_id(now, path, some_id) or "", "").removeprefix(start)
        if was and _content_id(now, was, some_id) is None:
            found[path] = was
    return found


def _content_id(store: Store, path: str, like: str) -> str | None:
    """The id of what lies at a path now; None where nothing does."""
    try:
        return git.content_id(store.read(path), like)
    except SourceError:
        return None
