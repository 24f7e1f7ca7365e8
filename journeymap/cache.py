"""What was found in a file, kept until something that it was found from changes.

An entry holds the diagnostics of one file and its trace: every question that was asked of the Store for it, and a digest
of each answer. It is used only where all of them are answered the same way today, so a library, a map it is based on or a
picture that comes, goes or changes counts as much as the file itself. Everything else that decides the outcome (version,
configuration, options, day) is the context of the whole cache file.

A cache can make a run slower and never wrong: whatever cannot be read, understood or written is as if it were not there.
It is JSON and not pickle, which would run what a stranger wrote.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from journeymap import __version__, assets
from journeymap.diagnostic import Passage
from journeymap.errors import SourceError
from journeymap.packing import as_bytes, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from journeymap.diagnostic import Question
    from journeymap.packing import Groups
    from journeymap.source import Store

_HEADER = b"journeymap-cache-2"
_LARGEST = 64 * 1024 * 1024
"""Bytes of one cache file. 1,000 maps with 17 findings each take 6 MB, and how they were told 2 to 9 MB."""
_STALE_SECONDS = 7 * 24 * 60 * 60
"""The day is a part of every context, so a file that was not written for a week serves nobody."""
_OURS = r"[0-9a-f]{32}\.json|\.[0-9a-f]{8}\.\w+\.tmp"
_MISTAKEN = (TypeError, ValueError, KeyError, IndexError, AttributeError)
"""What reading an entry raises that was not written by us."""
_FAILED = "!"
"""Begins the answer to a question that could not be answered; no digest does."""

Trace = dict["Question", str]


class Kept(NamedTuple):
    """What was found in one file. With a passage, which tells of the file's own path, `groups` hold what it does not tell."""

    groups: Groups
    passage: Passage | None = None


class _Entry(NamedTuple):
    """One file in the cache: `whole` are all its groups as JSON; a passage of the form `form`, and what is beside it."""

    questions: list[list[str]]
    whole: bytes
    form: str = ""
    texts: tuple[bytes, ...] = ()
    counts: tuple[tuple[int, int, int], tuple[int, int]] | None = None
    beside: Any = ()


class Witness:
    """A Store that remembers a digest of everything it gave. For the same question, the first answer counts."""

    def __init__(self, below: Store) -> None:
        """Read through `below`."""
        self.below = below
        self._given: Trace = {}
        self._looked_up: Trace = {}

    def read(self, path: str) -> bytes:
        """As below."""
        try:
            data = self.below.read(path)
        except SourceError as problem:
            self._given.setdefault(("read", path), _FAILED + problem.message)
            raise
        self._given.setdefault(("read", path), digest(data))
        return data

    def contains(self, path: str) -> bool:
        """As below."""
        answer = self.below.contains(path)
        self._given.setdefault(("contains", path), str(answer))
        return answer

    def trace(self, questions: Iterable[Question]) -> Trace | None:
        """The answers that were given to `questions`; None if one was answered past this Store, from a memo filled elsewhere."""
        try:
            return {question: self._answer_given(question) for question in sorted(questions)}
        except KeyError:
            return None

    def confirms(self, trace: Trace) -> bool:
        """Whether every question of `trace` is answered today as it was then. Each is asked once a run."""
        return all(self._answer_today(question) == answer for question, answer in trace.items())

    def _answer_given(self, question: Question) -> str:
        kind, path = question
        if kind == "exists":
            return str(not self._given["read", path].startswith(_FAILED))
        return self._given[question]

    def _answer_today(self, question: Question) -> str:
        if question not in self._looked_up:
            self._looked_up[question] = self._look_up(*question)
        return self._looked_up[question]

    def _look_up(self, kind: str, path: str) -> str:
        if kind == "contains":
            return str(self.below.contains(path))
        try:
            data = self.below.read(path)
        except SourceError as problem:
            return str(False) if kind == "exists" else _FAILED + problem.message
        return str(True) if kind == "exists" else digest(data)


@dataclass(slots=True)
class Cache:
    """The entries of one project under one context. `trouble` says, for `--debug`, why a file could not be used.

    The file is a line with its context, an index in JSON, and the texts that the index names by length: of a file that is
    told as it was before, nothing is read but its passage.
    """

    place: Path
    context: str
    trouble: str = ""
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _rows: dict[str, Any] = field(default_factory=dict)
    """The index of what was read and not looked into yet."""
    _body: bytes = b""
    _seen: set[str] = field(default_factory=set)
    _changed: bool = False

    def find(self, path: str, witness: Witness, form: str = "") -> Kept | None:
        """What was found in the file at `path`, if everything it was found from is still the same.

        It comes with its passage if that was told in the same form.
        """
        entry = self._entry(path)
        if entry is None:
            return None
        try:
            if not witness.confirms({(kind, name): answer for kind, name, answer in entry.questions}):
                return None
            if form and entry.form == form and entry.counts is not None:
                texts = tuple([text.decode("utf-8", "surrogatepass") for text in entry.texts])
                found = Kept(from_json(entry.beside), Passage(path, texts, *entry.counts))
            else:
                found = Kept(from_json(json.loads(entry.whole.decode("utf-8", "surrogatepass"))))
        except _MISTAKEN as problem:
            self._distrust(problem)
            return None
        self._seen.add(path)
        return found

    def keep(self, path: str, trace: Trace, whole: bytes, form: str, told: Kept) -> None:
        """Remember what was found: `whole` is all of it, as `dumped` writes it, and `told` how it was told in a form."""
        self._rows.pop(path, None)
        self._entries[path] = _Entry([[*question, answer] for question, answer in trace.items()], whole)
        self._seen.add(path)
        self._changed = True
        self.retell(path, form, told)

    def retell(self, path: str, form: str, told: Kept) -> None:
        """Remember how what is kept was told last."""
        if told.passage is not None:
            _, texts, levels, fixes = told.passage
            encoded = tuple([text.encode("utf-8", "surrogatepass") for text in texts])
            self._entries[path] = self._entries[path]._replace(
                form=form, texts=encoded, counts=(levels, fixes), beside=to_json(told.groups)
            )
            self._changed = True

    def _entry(self, path: str) -> _Entry | None:
        """An entry, cut out of the body when it is first asked for."""
        if path in self._rows:
            try:
                self._entries[path] = self._cut(self._rows.pop(path))
            except _MISTAKEN as problem:
                self._distrust(problem)
        return self._entries.get(path)

    def _cut(self, row: Any) -> _Entry:
        questions, at, length, told = row
        whole = self._body[at : at + length]
        if told is None:
            return _Entry(questions, whole)
        form, lengths, (errors, warnings, infos), (safe, unsafe), beside = told
        texts = []
        for size in lengths:
            texts.append(self._body[at + length : at + length + size])
            length += size
        return _Entry(questions, whole, form, tuple(texts), ((errors, warnings, infos), (safe, unsafe)), beside)

    def _distrust(self, problem: Exception) -> None:
        self.trouble = f"an entry could not be understood ({type(problem).__name__})"

    def save(self) -> None:
        """Write the file if anything is new: whole, by rename. Of two runs at once, the later one counts."""
        if not self._changed:
            return
        for path in list(self._rows):
            self._entry(path)
        untold = {path: _Entry(entry.questions, entry.whole) for path, entry in self._entries.items()}
        of_this_run = {path: entry for path, entry in untold.items() if path in self._seen}
        for entries in (self._entries, untold, of_this_run):
            payload = _payload(entries)
            if len(payload) <= _LARGEST:
                break
        else:
            self.trouble = "there is more to keep than the largest cache holds"
            return
        try:
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _replace(self.place, b" ".join((_HEADER, self.context.encode(), digest(payload).encode())) + b"\n" + payload)
            _sweep(self.place)
        except OSError as problem:
            self.trouble = f"{self.place} could not be written ({type(problem).__name__})"


def _payload(entries: dict[str, _Entry]) -> bytes:
    """The index on a line, then what it names."""
    index: dict[str, Any] = {}
    parts: list[bytes] = []
    at = 0
    for path, one in entries.items():
        told = None if one.counts is None else [one.form, [len(text) for text in one.texts], *one.counts, one.beside]
        index[path] = [one.questions, at, len(one.whole), told]
        parts += (one.whole, *one.texts)
        at += len(one.whole) + sum(map(len, one.texts))
    return b"".join([as_bytes(index), b"\n", *parts])


def open_cache(root: Path, context: str) -> Cache | None:
    """The cache of the project at `root`; None where the user has no folder for it.

    `context` is everything that decides the outcome beside the files, the day included; the version of the tool and of
    what it runs on is added here. Entries of another context are dropped.
    """
    place = folder()
    if place is None:
        return None
    name = digest(os.fsencode(root))
    known = digest("\0".join((context, __version__, sys.version, str(_code_stamp()))).encode("utf-8", "surrogatepass"))
    cache = Cache(place / f"{name}.json", known)
    cache._rows, cache._body = _read_in(cache)  # noqa: SLF001 -- made here, and by nobody else
    return cache


def _read_in(cache: Cache) -> tuple[dict[str, Any], bytes]:
    """The index of the file and what it names; nothing where the file is not to be trusted or of another context."""
    try:
        with cache.place.open("rb") as stream:
            header = stream.readline(len(_HEADER) + 200).split()
            if header[:2] != [_HEADER, cache.context.encode()]:
                return {}, b""
            payload = stream.read(_LARGEST + 1)
        if header[2:] != [digest(payload).encode()]:
            raise ValueError  # noqa: TRY301 -- torn, or edited
        index, _, body = payload.partition(b"\n")
        rows = json.loads(index.decode("utf-8", "surrogatepass"))
    except FileNotFoundError:
        return {}, b""
    except (OSError, ValueError, RecursionError) as problem:
        cache.trouble = f"{cache.place} could not be read ({type(problem).__name__})"
        return {}, b""
    return (rows, body) if isinstance(rows, dict) else ({}, b"")


def folder() -> Path | None:
    """Where the user's caches lie: `JOURNEYMAP_CACHE_DIR`, else what the system is used to."""
    own = os.environ.get("JOURNEYMAP_CACHE_DIR")
    if own:
        return Path(own)
    if sys.platform == "win32":  # pragma: no cover
        local = os.environ.get("LOCALAPPDATA")
        return Path(local, "journeymap", "Cache") if local else None
    try:
        home = Path.home()
    except RuntimeError:  # a user without a home, as in some containers
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "journeymap"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named.startswith("/") else home / ".cache") / "journeymap"


def digest(data: bytes) -> str:
    """What stands for some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def _code_stamp() -> int:
    """Changes when the installed program does without a new version: a checkout that is worked on, or what we depend on."""
    stamps: list[object] = []
    waiting = [os.path.dirname(__file__), str(assets.templates() / "words")]  # noqa: PTH120 -- hundreds of files: Path is slow
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.name.endswith((".py", ".toml")):
                facts = entry.stat()
                stamps.append((entry.path, facts.st_mtime_ns, facts.st_size))
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                waiting.append(entry.path)
    for place in sys.path:
        if place.endswith("-packages"):  # installing anything else changes the time of the folder
            with suppress(OSError):
                stamps.append((place, os.stat(place).st_mtime_ns))  # noqa: PTH116 -- as above
    return int.from_bytes(blake2b(repr(sorted(stamps, key=str)).encode(), digest_size=8).digest())


def _replace(place: Path, content: bytes) -> None:
    """Write beside `place` and rename over it. Nothing is synced: a cache that a power cut tears is found out by its digest."""
    handle, temporary = tempfile.mkstemp(prefix=f".{place.stem[:8]}.", suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(place)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sweep(place: Path) -> None:
    """Remove what other projects, and runs that were killed, left long ago. Ages are those of files: no clock is read."""
    now = place.stat().st_mtime
    for entry in os.scandir(place.parent):
        with suppress(OSError):  # another run may sweep, too
            age = now - entry.stat(follow_symlinks=False).st_mtime
            if re.fullmatch(_OURS, entry.name) and age > _STALE_SECONDS and entry.is_file(follow_symlinks=False):
                Path(entry.path).unlink()
