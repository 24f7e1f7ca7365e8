"""All YAML files of a repository at one moment (a `Tree`), and which file of one Tree is which of another (`couples`).

Nothing here asks git to look at the work tree's contents: for that it would run the filters that a repository configures.
Files on the disk are read by us, and their ids computed; renames are found by what the files say.
"""

from __future__ import annotations

import re
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from journeymap import git
from journeymap.errors import SourceError
from journeymap.source import SUFFIXES, DiskStore, OverlayStore, is_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from journeymap.source import Store

LIKE = 0.5
"""The part of its lines from which a file that went and one that came are one file, as for git."""
_MOST_RENAMES = 200
"""Files that went, or came, up to which they are compared line by line; with more, only equal contents are one file."""
_NAMES_OTHERS = re.compile(rb"include|based_on")


@dataclass(frozen=True)
class Tree:
    """The YAML files of a repository at one moment, by their paths from its top.

    `name` is what a person calls it. `files` gives the id of each content. `conflicted` files have none: a merge left
    them undecided. `fetch` reads many files at once, for Stores that profit from it.
    """

    name: str
    store: Store
    files: Mapping[str, str]
    conflicted: frozenset[str] = frozenset()
    fetch: Callable[[Iterable[str]], None] = field(default=lambda _: None, repr=False)

    def read(self, path: str) -> bytes | None:
        """The bytes at `path`; None if there are none to be had."""
        try:
            return self.store.read(path)
        except SourceError:
            return None


def commit_tree(repository: git.Repository, commit: str, name: str, size_limit: int) -> Tree:
    """The files of a commit."""
    store = git.RevisionStore(repository, commit, size_limit=size_limit)
    return Tree(name, store, _yaml(store.files()), fetch=store.fetch)


def empty_tree(repository: git.Repository, name: str) -> Tree:
    """No files: what comes before the first commit."""
    return Tree(name, git.RevisionStore(repository, name, _files={}), {})


def index_tree(repository: git.Repository, size_limit: int) -> Tree:
    """What is staged."""
    index = repository.index()
    store = git.RevisionStore(repository, "the index", size_limit=size_limit, _files=index.files)
    return Tree("the index", store, _yaml(index.files), _ours_only(index.conflicted), store.fetch)


def work_tree(repository: git.Repository, size_limit: int) -> Tree:
    """The files on the disk: tracked ones, and those that are neither tracked nor ignored."""
    index = repository.index()
    listed = {*index.files, *index.conflicted, *repository.untracked()}
    some_id = next(iter(index.files.values()), "0" * 40)
    found: dict[str, str] = {}
    for path in sorted(_ours_only(listed)):
        content = _on_disk(repository.top / path)
        if content is not None:
            found[path] = git.content_id(content, some_id)
    disk: Store = DiskStore(repository.top, size_limit)
    kept_away = {path: index.files[path] for path in index.absent if path not in found}  # by a sparse checkout
    if kept_away:
        contents = repository.contents(kept_away.values(), size_limit)
        disk = OverlayStore({path: contents[name] for path, name in kept_away.items() if name in contents}, disk)
    return Tree("the working tree", disk, {**found, **_yaml(kept_away)})


def _yaml(files: Mapping[str, str]) -> dict[str, str]:
    return {path: files[path] for path in sorted(_ours_only(files))}


def _ours_only(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path for path in paths if path.endswith(SUFFIXES))


def _on_disk(place: Path) -> bytes | None:
    """The bytes of a plain file. A link is a path for git, and no map."""
    try:
        return place.read_bytes() if stat.S_ISREG(place.lstat().st_mode) else None
    except (OSError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Couple:
    """A file in two Trees; None where it is not."""

    old: str | None
    new: str | None

    @property
    def path(self) -> str:
        """The path it has now, or had."""
        return self.new or self.old or ""


class Couples:
    """What two Trees hold, file by file, as far as it may differ for a map."""

    def __init__(self, old: Tree, new: Tree) -> None:
        """Nothing is read before it is asked for."""
        self._old = old
        self._new = new

    @cached_property
    def changed(self) -> tuple[Couple, ...]:
        """Maps and libraries whose texts differ, that came, went, or have another path now; by path."""
        paths = sorted({*self._old.files, *self._new.files})
        differing = [path for path in paths if self._old.files.get(path) != self._new.files.get(path)]
        self._old.fetch(differing)
        self._new.fetch(differing)
        before, after = (self._texts(tree, differing) for tree in (self._old, self._new))
        ours = {path for side in (before, after) for path, text in side.items() if is_marked(text)}
        before, after = ({path: text for path, text in side.items() if path in ours} for side in (before, after))
        gone, came = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        moved = dict(_renamed({path: before[path] for path in gone}, {path: after[path] for path in came}))
        found = [Couple(path, path) for path in before.keys() & after.keys() if not _same(before[path], after[path])]
        found += [Couple(path, moved.get(path)) for path in gone]
        found += [Couple(None, path) for path in came if path not in moved.values()]
        return tuple(sorted(found, key=lambda couple: couple.path))

    @cached_property
    def naming_others(self) -> tuple[Couple, ...]:
        """Maps whose own text is as it was and that may read one that is not."""
        changed = {couple.new for couple in self.changed}
        if not changed:
            return ()
        same = [path for path in self._new.files if path in self._old.files and path not in changed]
        self._old.fetch(same)
        self._new.fetch(same)
        texts = self._texts(self._new, same)
        return tuple(Couple(path, path) for path in same if is_marked(texts.get(path, b"")) and _NAMES_OTHERS.search(texts[path]))

    def all(self) -> tuple[Couple, ...]:
        """Every YAML file of either Tree, by itself."""
        return tuple(Couple(path, path) for path in sorted({*self._old.files, *self._new.files, *self.conflicted()}))

    def conflicted(self) -> tuple[str, ...]:
        """Files that a merge left undecided."""
        return tuple(sorted(self._old.conflicted | self._new.conflicted))

    def _texts(self, tree: Tree, paths: Iterable[str]) -> dict[str, bytes]:
        """Those that may be maps: with our marker, or too large to tell."""
        texts = ((path, tree.read(path)) for path in paths if path in tree.files)
        return {path: text for path, text in texts if text is not None and (is_marked(text) or text[:1] == b"\0")}


def _same(one: bytes, other: bytes) -> bool:
    """Whether two texts are the same but for the line ends, which git may change on the way to the disk."""
    return one == other or one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _renamed(gone: Mapping[str, bytes], came: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Which file that went is which one that came: equal contents first, then the most alike."""
    left = dict(came)
    by_text: dict[bytes, list[str]] = defaultdict(list)
    for path, text in came.items():
        by_text[text].append(path)
    rest: dict[str, bytes] = {}
    for path, text in gone.items():
        equal = by_text.get(text)
        if equal:
            new = equal.pop(0)
            del left[new]
            yield path, new
        else:
            rest[path] = text
    if max(len(rest), len(left)) > _MOST_RENAMES:
        return
    before, after = ({path: _lines(text) for path, text in side.items()} for side in (rest, left))
    pairs = ((_shared(before[one], after[other]), one, other) for one in before for other in after)
    taken: set[str] = set()
    for likeness, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if likeness >= LIKE and not {f"-{one}", f"+{other}"} & taken:
            taken |= {f"-{one}", f"+{other}"}
            yield one, other


def _lines(text: bytes) -> frozenset[bytes]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _shared(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
